"""Markup against Markdown, MathJax and the real Anki: what is meant works, and what is typed is shown as typed."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from subprocess import run
from sys import executable

import pytest
from anki.collection import Collection
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ankigen import markup
from ankigen.markup.html import Setting, words
from ankigen.markup.parser import ATTRIBUTES, TAGS, markdown, parser_for
from ankigen.model import Blank

quick = settings(max_examples=150, deadline=None, derandomize=True, database=None)


def shipped(path: str) -> str | None:
    """A resolver with a file for every flat name."""
    return None if re.search(r"[^\w.-]", path) else f"x-{path}"


def render(text: str, html: str = "escape") -> str:
    return markup.render(text, shipped, html)  # type: ignore[arg-type]


def cloze(text: str, html: str = "escape") -> str:
    return markup.render_cloze(text, shipped, html)[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "html"), [
    ("plain words", "plain words"),
    ("  spaces around \n", "spaces around"),
    ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
    ("**bold** *it* `a<b`", "<strong>bold</strong> <em>it</em> <code>a&lt;b</code>"),
    ("one\ntwo", "one two"),
    ("one\\\ntwo  \nthree", "one<br>two<br>three"),
    ("one\n\ntwo", "<p>one</p><p>two</p>"),
    ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
    ("# Head\n\ntext", "<h1>Head</h1><p>text</p>"),
    ("a\n\n```py\nx = 1\ny\n```", "<p>a</p><pre><code>x = 1\ny</code></pre>"),
    ("|a|b|\n|-|:-:|\n|1|2|", '<div class="table"><table><thead><tr><th>a</th><th align="center">b</th></tr></thead>'
                              '<tbody><tr><td>1</td><td align="center">2</td></tr></tbody></table></div>'),
    ("हिन्दी **में**", "हिन्दी <strong>में</strong>"),
    ("نص عربي", "نص عربي"),
    ("क्‍ष न‌ट", "क्‍ष न‌ट"),
])  # fmt: skip
def test_markdown(text: str, html: str) -> None:
    assert render(text) == html


@pytest.mark.parametrize("text", [
    "1. January", "1986. A year", "- 5", "# 1", "> 5 %", "+", "*", "---", "1) a", "=", "2022-02", "1:30", "010", "No", "100 %", "a_b c",
    "snake_case_name", "2 * 3 * 4", "Q&A", "R&D; more", "[1] see", "x ~ y", "http://a.b",
])  # fmt: skip
def test_one_line_is_shown_as_typed(text: str) -> None:
    assert unescape(render(text)) == text


@pytest.mark.parametrize(("text", "html"), [
    ("$x^2$", r"\(x^2\)"),
    ("so $a<b$ and $c$.", r"so \(a&lt;b\) and \(c\)."),
    ("$$x^2$$", r"\[x^2\]"),
    ("see\n\n$$\n\\frac{a}{b}\n$$", "<p>see</p><p>\\[\\frac{a}{b}\\]</p>"),
    ("$x_1*y_2*z_1$", r"\(x_1*y_2*z_1\)"),
    (r"$a\,b \\ c$", r"\(a\,b \\ c\)"),
    ("**$x$**", r"<strong>\(x\)</strong>"),
    ("|a|\n|-|\n|$|x|$|", r'<div class="table"><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>\(|x|\)</td></tr></tbody></table></div>'),
    ("$x^{y^{2}}$", r"\(x^{y^{2} }\)"),
    ("`$x$`", "<code>$x$</code>"),
    ("a\n\n    $x$ code", "<p>a</p><pre><code>$x$ code</code></pre>"),
    (r"\$x$", "$x$"),
    (r"$a\$b$", r"\(a\$b\)"),
    ("$x$-axis, ($y$)", r"\(x\)-axis, (\(y\))"),
    ("[$x$](https://a.b/$y$)", r'<a href="https://a.b/$y$" rel="noopener noreferrer">\(x\)</a>'),
])  # fmt: skip
def test_math(text: str, html: str) -> None:
    assert render(text) == html


@pytest.mark.parametrize("text", [
    "$5 and $10", "US$ 3.7 trillion and US$ 4 trillion", "from $10 or US$ 3.7", "$5–$10", "US$5bn against A$", "a $ b $ c", "$", "$$", "$5",
    "$5 to 10$", "costs 5$ or 6$", "HK$7, S$8", "$20,000 and $30,000 a year", "$x",
])  # fmt: skip
def test_prices_are_no_math(text: str) -> None:
    assert render(text) == text
    assert cloze(text) == text


@pytest.mark.parametrize(("text", "html"), [
    ("![a map](map.png)", '<img src="x-map.png" alt="a map">'),
    ('![a "b" {{c}} [d]](map.png)', '<img src="x-map.png" alt="a &quot;b&quot; &#123;&#123;c&#125;&#125; &#91;d]">'),
    ("![hymn](a.MP3)", "[sound:x-a.MP3]"),
    ("![a *b*](gone/file.png)", "a b"),
    ("![a](https://a.b/c.png)", "a"),
    ("[in](https://a.b/?c=d&e=f)", '<a href="https://a.b/?c=d&amp;e=f" rel="noopener noreferrer">in</a>'),
    ("<https://a.b>", '<a href="https://a.b" rel="noopener noreferrer">https://a.b</a>'),
    ("<a@b.co>", '<a href="mailto:a@b.co" rel="noopener noreferrer">a@b.co</a>'),
    ("[x](javascript:alert(1))", "x"),
    ("[x](JaVaScript&colon;alert(1))", "x"),
    ("[x](data:text/html,a)", "x"),
    ("[x](file:///etc/passwd) [y](notes.md) [z](//a.b)", "x y z"),
])  # fmt: skip
def test_media_and_links(text: str, html: str) -> None:
    assert render(text) == html


def test_what_is_no_markup_is_shown_as_typed(anki: Anki) -> None:
    text = r"**a** {{c1::b}} $c$ [sound:d.mp3] \(e\) <f> & [latex]"
    html, plays = anki.shows(markup.as_typed(text))
    assert plays == []
    assert unescape(re.sub(r"</?span>", "", html)) == text
    assert markup.link_to("https://a.b/{{c}}[d]") == '<a href="https://a.b/%7B%7Bc%7D%7D%5Bd%5D" rel="noopener noreferrer">'
    assert markup.link_to("javascript:x") == ""


def test_a_resolver_cannot_reach_the_network() -> None:
    for name in ("https://a.b/c.png", "//a.b/c.png", "a/b.png", "a].mp3", 'a"b.png'):
        assert markup.render("![x](y.png)", lambda _, name=name: name) == "x"


@pytest.mark.parametrize(("text", "escaped", "sanitised"), [
    ("H<sub>2</sub>O", "H&lt;sub&gt;2&lt;/sub&gt;O", "H<sub>2</sub>O"),
    ("<b onclick=x style=color:red>b</b>", "&lt;b onclick=x style=color:red&gt;b&lt;/b&gt;", "<b>b</b>"),
    ("<script>x</script>a", "&lt;script&gt;x&lt;/script&gt;a", "a"),
    ("<img src=x onerror=y>a", "&lt;img src=x onerror=y&gt;a", "a"),
    ("<u>$a<b$</u>", r"&lt;u&gt;\(a&lt;b\)&lt;/u&gt;", r"<u>\(a&lt;b\)</u>"),
    ('<span title="$x$">a</span>', r'&lt;span title="\(x\)"&gt;a&lt;/span&gt;', "<span>a</span>"),
    ("<b>![a](m.png)</b>", '&lt;b&gt;<img src="x-m.png" alt="a">&lt;/b&gt;', '<b><img src="x-m.png" alt="a"></b>'),
])  # fmt: skip
def test_raw_html(text: str, escaped: str, sanitised: str) -> None:
    assert render(text) == escaped
    assert render(text, "sanitise") == sanitised


BLANKS = [
    ("a {{b}} c {{d::h}}.", "a {{c1::b}} c {{c2::d::h}}.", [("b", 0), ("d", 0)]),
    ("{{c3::a}} {{b}} {{c3::c}}", "{{c1::a}} {{c2::b}} {{c1::c}}", [("a / c", 3), ("b", 0)]),
    ("{{c1,2::x}} {{c2::y}}", "{{c1::{{c2::x}} }} {{c2::y}}", [("x", 1), ("x / y", 2)]),
    ("{{a {{b}} c::h}}", "{{c1::a {{c2::b}} c::h}}", [("a b c", 0), ("b", 0)]),
    ("**{{a}}** and *{{b}}*", "<strong>{{c1::a}}</strong> and <em>{{c2::b}}</em>", [("a", 0), ("b", 0)]),
    ("{{**a** b}}", "{{c1::<strong>a</strong> b}}", [("a b", 0)]),
    ("- {{1. a}}\n- {{b|c}}", "<ul><li>{{c1::1. a}}</li><li>{{c2::b|c}}</li></ul>", [("1. a", 0), ("b|c", 0)]),
    ("[{{a}}](https://b.c)", '<a href="https://b.c" rel="noopener noreferrer">{{c1::a}}</a>', [("a", 0)]),
    ("`git {{rebase}} -i`", "<code>git {{c1::rebase}} -i</code>", [("rebase", 0)]),
    ("{{`a}}b`}}", "{{c1::<code>a&#125;&#125;b</code>}}", [("a}}b", 0)]),
    ("{{`a::b`::h}}", "{{c1::<code>a&#58;:b</code>::h}}", [("a::b", 0)]),
    (r"{{a\::b::c}}", "{{c1::a&#58;:b::c}}", [("a::b", 0)]),
    ("{{a:}} {{b:::c}}", "{{c1::a&#58;}} {{c2::b:::c}}", [("a:", 0), ("b", 0)]),
    (r"\{{a}} {{b}}", "&#123;&#123;a&#125;&#125; {{c1::b}}", [("b", 0)]),
    ("{{set {a, {b}}}}", "{{c1::set &#123;a, &#123;b&#125;&#125;}}", [("set {a, {b}}", 0)]),
    (r"{{$\frac{a}{b^{c}}$::$h$}}", r"{{c1::\(\frac{a}{b^{c} }\)::\(h\)}}", [(r"\frac{a}{b^{c}}", 0)]),
    ("{{$a::b:$}}", r"{{c1::\(a: :b: \)}}", [("a::b:", 0)]),
    ("$E={{mc^{2}::energy}}$", r"\(E={{c1::mc^{2}::energy}}\)", [("mc^{2}", 0)]),
    ("$x^{{2}}+{{c1::y^{2}}}$", r"\(x^{ {2} }+{{c1::y^{2} }}\)", [("y^{2}", 1)]),
    ("costs ${{5}} or ${{6}}", "costs ${{c1::5}} or ${{c2::6}}", [("5", 0), ("6", 0)]),
    ("![{{a}}](b.png) {{c}}", '<img src="x-b.png" alt="a"> {{c1::c}}', [("c", 0)]),
    ("{{![a](b.png)}} {{![c](d.mp3)}}", '{{c1::<img src="x-b.png" alt="a">}} {{c2::[sound:x-d.mp3]}}', [("a", 0), ("c", 0)]),
    ("{{a", "&#123;&#123;a", []),
    ("{{}} {{c0::a}} {{c500::b}}", "&#123;&#123;&#125;&#125; &#123;&#123;c0::a&#125;&#125; &#123;&#123;c500::b&#125;&#125;", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "html", "blanks"), BLANKS)
def test_blanks(text: str, html: str, blanks: list[tuple[str, int]]) -> None:
    found, answers = markup.render_cloze(text, shipped)
    assert found == html
    assert answers == tuple(Blank(*blank) for blank in blanks)
    assert markup.has_blanks(text) == bool(blanks)


@pytest.mark.parametrize(("text", "read", "marked"), [
    ("a < b", "a < b", "a < b"),
    ("**a** {{b::h}} `c`", "a b c", "a {{b}} c"),
    ("$x^2$ {{c4::$y$}}", "x^2 y", "x^2 {{y}}"),
    ("- a\n- b\n\n|c|d|\n|-|-|\n|e|f|", "a b c d e f", "a b c d e f"),
    ("![a map](m.png) [l](https://a.b)", "a map l", "a map l"),
    ("a\\\nb  c", "a b c", "a b c"),
    ("{{a {{b}}}}", "a b", "{{a {{b}}}}"),
])  # fmt: skip
def test_plain(text: str, read: str, marked: str) -> None:
    assert markup.plain(text) == read
    assert markup.plain(text, mark_blanks=True) == marked


@pytest.mark.parametrize(("text", "expected"), [
    ("fine **a** $x$ `b` {{c}} $5 ____ 2 ** 3", []),
    ("**a** b **c", [(8, "stray-markup")]),
    ("__c", [(0, "stray-markup")]),
    (r"\*\*c \`", []),
    ("a `b", [(2, "stray-markup")]),
    ("![a](my file.png)", [(3, "stray-markup")]),
    ("[a](b.md)", [(4, "stray-markup")]),
    ("cost $x", [(5, "stray-markup")]),
    ("$ x^2 $", [(0, "stray-markup")]),
    ("$$x", [(0, "stray-markup")]),
    (r"\(x^2\)", [(0, "stray-markup")]),
    ("a <b>c", [(2, "raw-html")]),
    ("a</b>, <a href='x'>c", [(1, "raw-html"), (7, "raw-html")]),
    ("if a<b and c>d, or #include <stdio.h>", []),
    ("a {{b", [(2, "bad-blank")]),
    ("a }} b", [(2, "bad-blank")]),
    ("{{a}} {{}}", [(6, "bad-blank")]),
    ("{{c0::a}}", [(0, "bad-blank")]),
    ("{{c1::{{c500::b}} **x}}", [(6, "bad-blank"), (18, "stray-markup")]),
    ("{{a::b::c}}", [(6, "bad-blank")]),
    ("{{a::}}", [(3, "bad-blank")]),
    ("{{C1::a}} {{c1:b}}", [(0, "bad-blank"), (10, "bad-blank")]),
    ("`{{a` b}}", [(1, "bad-blank"), (7, "bad-blank")]),
    ("a\n\n```\n**x $y {{\n```\n\n**z", [(14, "bad-blank"), (22, "stray-markup")]),
])  # fmt: skip
def test_faults(text: str, expected: list[tuple[int, str]]) -> None:
    found = markup.faults(text)
    assert [(fault.offset, fault.name) for fault in found] == expected
    assert all(fault.message and fault.hint for fault in found)


def test_media_paths() -> None:
    text = "a ![x](b.png) {{![y](<c d.mp3>)}} ![b](b.png) `![z](q.png)` ![h](http://x/y.png)\n\n![r][k]\n\n[k]: r.png"
    assert markup.media_paths(text) == [("b.png", 7), ("c d.mp3", 22), ("b.png", 39), ("http://x/y.png", 65), ("r.png", 96)]


# ---- the real Anki


class Anki:
    """A collection with a note of each kind, its fields set anew for each text."""

    def __init__(self, path: Path) -> None:
        self.col = Collection(str(path / "collection.anki2"))
        self.kinds = {}
        for kind in ("Basic", "Cloze"):
            model = self.col.models.by_name(kind)
            model["tmpls"][0]["qfmt"] = model["tmpls"][0]["afmt"] = "{{cloze:Text}}" if kind == "Cloze" else "{{Front}}"
            self.col.models.update_dict(model)
            note = self.col.new_note(self.col.models.by_name(kind))
            note.fields[0] = "{{c1::x}}"
            self.col.add_note(note, self.col.decks.id("Default"))
            self.kinds[kind] = note

    def numbers(self, field: str) -> set[int]:
        self.kinds["Cloze"].fields[0] = field
        return set(self.kinds["Cloze"].cloze_numbers_in_fields())

    def shows(self, field: str, kind: str = "Basic", answer: bool = False) -> tuple[str, list[object]]:
        """The HTML of a card, and what it plays."""
        note = self.kinds[kind]
        note.fields[0] = field
        output = note.ephemeral_card().render_output()
        html = output.answer_text if answer else output.question_text
        return html, output.question_av_tags

    def reads(self, field: str, kind: str = "Basic") -> str:
        """What a person reads on the answer's side."""
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", re.sub(r"</?(?:p|br|li|t[dhr]|pre)\b[^>]*>", " ", self.shows(field, kind, True)[0])))).strip()


@pytest.fixture(scope="module")
def anki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Anki]:
    anki = Anki(tmp_path_factory.mktemp("anki"))
    yield anki
    anki.col.close()


TYPED = [
    "{{x}}", "{{Front}}", "{{c1::x}}", "{{#Front}}a{{/Front}}", "[sound:a.mp3]", "[SOUND:a.mp3]", "[latex]x[/latex]", r"[\$]x[/\$]", r"[\$\$]x[/\$\$]",
    "[anki:play:q:0]", "[anki:tts lang=en_US]x[/anki:tts]", "<script>x</script>", "a\tb",
]  # fmt: skip


@pytest.mark.parametrize("text", TYPED)
def test_anki_shows_what_was_typed(anki: Anki, text: str) -> None:
    html, plays = anki.shows(render(text))
    assert plays == []
    assert "<img" not in html
    assert unescape(re.sub(r"<[^>]*>", "", html)) == text.replace(r"\$", "$")
    assert anki.numbers(render(text)) == set()


@pytest.mark.parametrize(("text", "html", "blanks"), BLANKS)
def test_anki_reads_the_blanks(anki: Anki, text: str, html: str, blanks: list[tuple[str, int]]) -> None:
    assert anki.numbers(html) == set(range(1, len(blanks) + 1))
    if "$" not in text and "![" not in text and blanks:
        assert anki.reads(cloze(text), "Cloze") == markup.plain(text)


def test_anki_hides_the_answer_and_shows_the_hint(anki: Anki) -> None:
    html, _ = anki.shows(cloze(r"a {{b\::c::**h**}} d"), "Cloze")
    assert re.sub(r' data-cloze="[^"]*"', "", html) == 'a <span class="cloze" data-ordinal="1">[<strong>h</strong>]</span> d'


# ---- any text

FRAGMENTS = st.sampled_from([
    "{{", "}}", "{", "}", "::", ":", "c1::", "c2::", "c1,2::", "$", "$$", "\\", "`", "``", "```", "*", "**", "_", "[", "](", ")", "![", "](a.png)",
    "(", "<", ">", "<b>", "</b>", "<a href='javascript:x'>", "<svg onload=x>", "<!--", "-->", "<style>", "</style>", "&", "&amp;", "&#123;", "&#91;",
    "\n", "\n\n", "\n- ", "\n    ", "\n|a|b|\n|-|-|\n|", "|", "~~~\n", "#", "[sound:a.mp3]", "[latex]", "[/latex]", "[$]", "[anki:play:q:0]", "\\(", "\\)",
    "\\[", "\\]", "sound:", "latex]", "http://a.b", "javascript:", " ", "a", "é", "क्", "\u200d", "1", "2. ", '"', "'", "\ufdd0", "\ufdd1", "0", "\x00", "\ud800",
    "{{a}}", "{{c1::b}}", "$x$", "{{$y$}}", "<u>", "\r\n", "\t", "\\{{",
])  # fmt: skip
TEXTS = st.lists(FRAGMENTS, max_size=14).map("".join)
MODES = st.sampled_from(["escape", "sanitise"])


class Tags(HTMLParser):
    """Every tag and attribute of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [(tag, name, value or "") for name, value in attrs] or [(tag, "", "")]


@quick
@given(TEXTS, MODES, st.booleans())
@example("{{![](a.png)\ufdd05\ufdd1}}", "escape", True)
@example("\\\\![](x y)(a\\)", "escape", False)
@example("$$sound:a.mp3]$$", "escape", False)
@example("\\{{(}}x\\)", "escape", True)
def test_any_text_is_safe(anki: Anki, text: str, html: str, blanks: bool) -> None:
    made = cloze(text, html) if blanks else render(text, html)
    assert not re.search("[\x00\ufdd0\ufdd1\ud800-\udfff]", made)
    for tag, name, value in Tags(made).found:
        assert tag in TAGS or (tag, name) in {("img", "src"), ("img", "alt")}
        assert not name or name in ATTRIBUTES.get(tag, set()) | ATTRIBUTES["*"] | {"rel"} or (tag, name, value) == ("div", "class", "table") or tag == "img"
        assert name != "href" or re.match("(?i)https?://|mailto:", value)
    assert re.findall(r"\[sound:([^\]]*)", made) == []  # `.mp3` is only ever typed here
    assert not re.search(r"(?i)\[/?(?:latex|\$|anki:)", made)
    kind = "Cloze" if blanks else "Basic"
    for answer in (False, True):
        shown, plays = anki.shows(made, kind, answer)
        assert plays == [] and 'class="latex"' not in shown and "class=latex" not in shown
    if blanks and html == "escape" and not re.search(r"\$|!\[", text) and markup.has_blanks(text):
        assert anki.reads(made, kind) == markup.plain(text)
    markup.faults(text)
    markup.media_paths(text)
    if not blanks:
        assert "{{" not in made and anki.numbers(made) == set()


@quick
@given(TEXTS, MODES)
def test_any_blanks_are_numbered_as_anki_does(anki: Anki, text: str, html: str) -> None:
    made, answers = markup.render_cloze(text, shipped, html)  # type: ignore[arg-type]
    assert anki.numbers(made) == set(range(1, len(answers) + 1))
    assert (made, answers) == markup.render_cloze(text, shipped, html)  # type: ignore[arg-type]


@quick
@given(st.text(st.sampled_from("ab é.,:;!?-–'\"()/%$#+=<>&|~1 0क्\u200dن"), max_size=30))
def test_the_fast_path_gives_what_the_parser_gives(text: str) -> None:
    if "$" not in text:
        parsed = markdown(text.strip(" ").replace("\n", " "), False, Setting(shipped), [])
        assert unescape(render(text)) == unescape(parsed)
    assert words(text) == re.sub(" +", " ", text.strip(" ")) or "&" in text or "$" in text


def test_plain_text_does_not_pay_for_the_parser() -> None:
    text = "Article 51 of the Constitution of India: the State shall endeavour to promote international peace (and security)."

    def seconds(call: object, times: int) -> float:
        best = 1.0
        for _ in range(5):
            start = time.perf_counter()
            for _ in range(times):
                call()  # type: ignore[operator]
            best = min(best, (time.perf_counter() - start) / times)
        return best

    fast = seconds(lambda: markup.render(text), 500)
    slow = seconds(lambda: parser_for(False).render(text, {"pieces": []}), 50)
    assert slow > 20 * fast
    blanks = "The {{Constitution}} was adopted on {{26 November 1949::date}} at a cost of $5 & more, $x$."
    loaded = run(
        [executable, "-c", f"import sys; from ankigen import markup as m; m.render({text!r}); m.render_cloze({blanks!r}); m.plain({blanks!r});"
                           " m.faults('a $5'); print('markdown_it' in sys.modules, 'nh3' in sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert loaded.stdout.split() == ["False", "False"]


@pytest.mark.parametrize("part", [
    "{{", "{{a}} ", "}}", "$", "$a ", "$$ a\n\n", "` ", "**a ", "[", "](a ", "\\", "\\( ", "<b ", "{{a::", "~~~\n", "![a](b) ", "$x^{{2}}{{a}}$", "&#", "{ ", "(\\(",
])  # fmt: skip
def test_no_text_takes_long(part: str) -> None:
    text = part * (6000 // len(part))
    start = time.perf_counter()
    markup.render(text)
    markup.render_cloze(text)
    markup.faults(text)
    markup.media_paths(text)
    assert time.perf_counter() - start < 3
