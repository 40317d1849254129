"""Text → the HTML of a field.

Blanks, math and media leave the text before Markdown sees it; a token, which Markdown takes for a letter, keeps their
place.  What is left has no meaning to Anki that its author did not give it: braces, `[sound:`, `[latex]`, `\\(` typed as
text are shown as typed.  A text of one line is never a list, a heading or a quotation, so “1. January” stays a date; and
where nothing in it is Markdown, no parser is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape, unescape
from typing import Literal, NamedTuple

from ankigen.markup.easy import SIGNS, easy_markdown, easy_words, is_easy, one_space
from ankigen.markup.scan import Mode, Span, scan
from ankigen.model import Blank
from ankigen.patterns import pattern

Resolve = Callable[[str], str | None]
Html = Literal["escape", "sanitise"]
Words = Literal["answers", "marked"]

REL = "noopener noreferrer"
LINK = pattern(r"(?:https?://|mailto:)\S", re.IGNORECASE)
_ENCODED = pattern(r"[\w;/?:@&=+$,.!~*'()#-]+", re.ASCII)  # no sign of such an address needs a `%`

ACTIVE = pattern(r"[\n`*_\\]|\]\(|<[A-Za-z/!?]|&#?\w+;")
"""What can be Markdown in a text; `[a](b)` and `![a](b)` have `](`."""

AROUND = " \t\r\n"
UNPLAIN = pattern(f"[{SIGNS}]")

_UNWANTED = pattern(r"[\x00\ufdd0-\ufdef]")
_LONE = pattern(r"[\ud800-\udfff]")
_RAW_HTML = pattern(r"<[A-Za-z/!?]")

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # never characters: the reader refuses them
_TOKEN = pattern(f"{_OPEN}(\\d+){_CLOSE}")
_TAG_OR_TOKEN = pattern(rf"""(<(?:"[^"]*"|[^">])*>)|{_OPEN}(\d+){_CLOSE}""")

_BLOCK = pattern(
    r"</?(?:p|br|hr|h[1-6]|li|ul|ol|pre|blockquote|table|t[rhd]|thead|tbody|div|d[ltd])\b[^>]*>", re.IGNORECASE
)
_TAG = pattern(r"<[^>]*>")
_SPACES = pattern(r"[ \t\n]+")

# `\Z`: what follows may be a blank, whose braces Anki takes away.
_MEDIA_TAG = r"\[(?=/?(?:sound:|latex\]|\$|anki:)|\Z)"
_MEANT = pattern(rf"[{{}}]|\\(?=[(\[]|\Z)|{_MEDIA_TAG}", re.IGNORECASE)
_IN_TEX = pattern(_MEDIA_TAG, re.IGNORECASE)
_AFTER_BRACKET = pattern(r"sound:|latex\]|\$|anki:|\{\{", re.IGNORECASE)
_COLON = pattern(r":(?=:|\Z)")
_AS_TYPED = {
    "{": "&#123;",
    "}": "&#125;",
    "[": "&#91;",
    "\\": "<span>\\</span>",  # MathJax reads what is shown, so an entity would not keep it from `\\(`; an element does
}


class Piece(NamedTuple):
    """What a token stands for: how it was typed, its words, its HTML.  A blank gets its number where its HTML is put."""

    typed: str
    words: Callable[[], str]
    html: Callable[[], str]
    math: bool = False


@dataclass(slots=True)
class Setting:
    """How a text is set, and the blanks met in it."""

    resolve: Resolve
    html: Html = "escape"
    blanks: bool = False
    words: Words | None = None  # only the words, blanks as their answers or in `{{…}}`
    groups: dict[object, int] = field(default_factory=dict)
    answers: list[Blank] = field(default_factory=list)

    def number(self, span: Span, words: str) -> str:
        """Anki's number of a blank: 1, 2, 3 … by first appearance; what the author numbered alike stays together."""
        keys: tuple[object, ...] = span.numbers or (object(),)
        for key in keys:
            at = self.groups.setdefault(key, len(self.answers))
            if at == len(self.answers):
                self.answers.append(Blank(words, key if isinstance(key, int) else 0))
            else:
                self.answers[at] = Blank(f"{self.answers[at].text} / {words}", self.answers[at].written)
        return ",".join(str(at + 1) for at in sorted(self.groups[key] for key in keys))


def no_file(_: str) -> None:
    """Resolves nothing: the description of a picture is shown in its place."""


def set_text(text: str, setting: Setting, mode: Mode = "text", inside: bool = False) -> str:
    """The HTML of `text`; `inside` a blank, its colons keep clear of Anki's `::`."""
    text = text.strip(AROUND)
    if not UNPLAIN.search(text) and not (inside and ":" in text):
        return text
    text = _tidy(text)
    if mode == "math":
        return _tex_with_blanks(text, setting, inside)
    pieces: list[Piece] = []
    left = _with_tokens(text, setting, mode, inside, pieces)
    if mode == "code":
        html = escape(left.replace("\\::", "::"), quote=False)
    else:
        html = _markdown(left, setting, pieces) if ACTIVE.search(left) else escape(left, quote=False)
    return _with_pieces(html, setting, pieces, inside)


def words(text: str, kind: Words = "answers", mode: Mode = "text") -> str:
    """The words of `text` as a person reads them."""
    text = text.strip(AROUND)
    if not UNPLAIN.search(text):
        return one_space(text)
    if mode == "text" and is_easy(text):
        return easy_words(text, kind == "marked")
    html = set_text(text, Setting(no_file, blanks=True, words=kind), mode)
    return _SPACES.sub(" ", unescape(_TAG.sub("", _BLOCK.sub(" ", html)))).strip(" ")


def as_typed(text: str) -> str:
    """The HTML of `text` without Markdown, math or blanks: every sign is shown."""
    return _as_typed(escape(_tidy(text.strip(AROUND)), quote=False), Setting(no_file), False)


def link_to(address: str) -> str:
    """The tag that starts a link to `address`; empty where a card must not lead there."""
    if not LINK.match(address):
        return ""
    if not _ENCODED.fullmatch(address):
        from mdurl import encode

        address = encode(address)
    return attribute(f'<a href="{escape(address)}" rel="{REL}">')


def keep(piece: Piece, pieces: list[Piece]) -> str:
    """A token for `piece`."""
    pieces.append(piece)
    return f"{_OPEN}{len(pieces) - 1}{_CLOSE}"


def typed(text: str, pieces: list[Piece], math_only: bool = False) -> str:
    """`text` with what its tokens stand for, as it was typed."""
    return _TOKEN.sub(lambda token: piece.typed if (piece := pieces[int(token[1])]).math or not math_only else token[0], text)


def with_words(text: str, pieces: list[Piece]) -> str:
    """`text` with the words that its tokens stand for."""
    return _TOKEN.sub(lambda token: pieces[int(token[1])].words(), text)


def attribute(text: str, inside: bool = True) -> str:
    """Escaped HTML that Anki takes for nothing but an attribute's value."""
    text = re.sub(r"[{}\[\\]", lambda found: f"&#{ord(found[0])};", text)
    return text.replace("::", "&#58;&#58;") if inside else text


def _tidy(text: str) -> str:
    """One kind of line end, and no character that is none."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _LONE.sub("\ufffd", _UNWANTED.sub("", text))


def _with_tokens(text: str, setting: Setting, mode: Mode, inside: bool, pieces: list[Piece]) -> str:
    """`text` with a token for each span."""
    if "$" not in text and not (setting.blanks and "{{" in text):
        return text
    out: list[str] = []
    at = 0
    for span in scan(text, setting.blanks, mode).spans:
        out += text[at : span.start], keep(_piece(text, span, setting, inside), pieces)
        at = span.end
    out.append(text[at:])
    return "".join(out)


def _piece(text: str, span: Span, setting: Setting, inside: bool) -> Piece:
    source, body, kind = text[span.start : span.end], text[slice(*span.body)].strip(), setting.words or "answers"
    if span.kind == "literal":
        return Piece(source, lambda: "{{", lambda: "&#123;&#123;")
    if span.kind == "blank":
        return Piece(source, lambda: _blank_words(body, kind, span.mode), lambda: _blank(text, span, setting))
    left, right = (r"\(", r"\)") if span.kind == "math" else (r"\[", r"\]")
    left += " " if span.kind == "display" and _AFTER_BRACKET.match(body) else ""
    return Piece(
        source,
        lambda: words(body, kind, "math") if setting.blanks else body,
        lambda: f"{left}{_tex_with_blanks(body, setting, inside)}{right}",
        math=True,
    )


def _blank_words(body: str, kind: Words, mode: Mode) -> str:
    answer = words(body, kind, mode)
    return f"{{{{{answer}}}}}" if kind == "marked" else answer


def _blank(text: str, span: Span, setting: Setting) -> str:
    """A blank as Anki reads it."""
    body = text[slice(*span.body)]
    number = setting.number(span, words(body, "answers", span.mode))
    answer = set_text(body, setting, span.mode, inside=True)
    hint = "::" + set_text(text[slice(*span.hint)], Setting(setting.resolve, setting.html), span.mode, inside=True) if span.hint else ""
    for each in reversed(number.split(",")):  # Anki up to 24.11 does not read `c1,2`, but blanks in blanks
        inner = f"{answer}{hint}"
        answer = f"{{{{c{each}::{inner}{' ' if inner.endswith('}') else ''}}}}}"
    return answer


def _tex_with_blanks(tex: str, setting: Setting, inside: bool) -> str:
    out: list[str] = []
    at = 0
    blanks = [span for span in scan(tex, mode="math").spans if span.kind == "blank"] if setting.blanks and "{{" in tex else []
    for span in blanks:
        before = _tex(tex[at : span.start], setting, inside)
        if setting.words:
            blank = escape(_blank_words(tex[slice(*span.body)], setting.words, "math"), quote=False)
        else:
            blank = _blank(tex, span, setting)
        out += before, " " if before.endswith("{") else "", blank
        at = span.end
    rest = _tex(tex[at:], setting, inside)
    return "".join(out) + (" " if blanks and rest.startswith("}") else "") + rest


def _tex(tex: str, setting: Setting, inside: bool) -> str:
    """TeX that Anki's blanks do not stumble over: `{{`, `}}` and `::` get a space between, as Anki's manual advises."""
    html = escape(tex, quote=False)
    if setting.words:
        return html
    html = re.sub(r"([{}])(?=\1)", r"\1 ", html)
    if inside:
        html = _COLON.sub(": ", html)
    return _IN_TEX.sub("&#91;", html)


def _markdown(text: str, setting: Setting, pieces: list[Piece]) -> str:
    if (html := easy_markdown(text)) is not None:
        return html
    raw = setting.html == "sanitise" and _RAW_HTML.search(text) is not None
    return _parsed(text, raw, setting, pieces) if pieces or "[" in text else _alone(text, raw)


@lru_cache(maxsize=256)
def _alone(text: str, raw: bool) -> str:
    """The HTML of a text without pieces and media, which is the same for its words and for its field."""
    return _parsed(text, raw, Setting(no_file), [])


def _parsed(text: str, raw: bool, setting: Setting, pieces: list[Piece]) -> str:
    from ankigen.markup.parser import markdown, sanitised

    html = markdown(text, raw, setting, pieces)
    return sanitised(html) if raw else html


def _with_pieces(html: str, setting: Setting, pieces: list[Piece], inside: bool) -> str:
    """`html` with its pieces put back, and nothing else in it that means something to Anki."""
    out: list[str] = []
    at = 0
    for part in _TAG_OR_TOKEN.finditer(html):
        tag, token = part.groups()
        out.append(_as_typed(html[at : part.start()], setting, inside))
        if token:
            piece = pieces[int(token)]
            out.append(escape(piece.words(), quote=False) if setting.words else piece.html())
        else:
            out.append(_tag(tag, pieces, inside))
        at = part.end()
    out.append(_as_typed(html[at:], setting, inside))
    return "".join(out)


def _as_typed(text: str, setting: Setting, inside: bool) -> str:
    if setting.words:
        return text
    text = _MEANT.sub(lambda found: _AS_TYPED[found[0]], text)
    return _COLON.sub("&#58;", text) if inside else text


def _tag(tag: str, pieces: list[Piece], inside: bool) -> str:
    if "=" not in tag:
        return tag
    return attribute(_TOKEN.sub(lambda token: escape(pieces[int(token[1])].words()), tag), inside)
