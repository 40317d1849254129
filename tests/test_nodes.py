"""YAML as text with places: nothing is guessed, nothing crashes, and every loader says the same."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from ankigen.loaders import Loader, PureLoader
from ankigen.model import Place, Text
from ankigen.nodes import MAX_BYTES, MAX_DEPTH, Broken, Items, Pairs, read_nodes

FAULTS = sorted((Path(__file__).parent / "notes_with_faults").glob("*.yaml"))


def nodes(text: str | bytes, loader=Loader):
    return read_nodes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"), "f.yaml", loader)


def value(text: str) -> Text:
    """The value of the one key `a`, which must be sound."""
    node, problems = nodes(text)
    assert problems == []
    return node.pairs["a"]


def names(text: str | bytes) -> list[tuple[str, int, int]]:
    return [(problem.name, problem.place.line, problem.place.column) for problem in nodes(text)[1]]


def texts(node):
    """Every text of a tree, keys too."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Items):
        for item in node.items:
            yield from texts(item)
    elif isinstance(node, Pairs):
        for key, below in node.pairs.items():
            yield key
            yield from texts(below)


@pytest.mark.parametrize(
    "typed", ["no", "Yes", "on", "~", "null", "1:30", "010", "1.10", "2022-02", "0x1F", "1e3", ".5", "=", "2017-07-01"]
)
def test_a_value_is_the_text_as_typed(typed):
    assert value(f"a: {typed}") == typed
    assert nodes(f"- {typed}")[0].items == (typed,)
    assert next(iter(nodes(f"{typed}: x")[0].pairs)) == typed


def test_blocks_and_quotes_lose_only_the_blanks_at_their_ends():
    assert value("a: |\n  one\n    two\n\n") == "one\n  two"
    assert value("a: >\n  one\n  two\n") == "one two"
    assert value('a: "one \\" two "') == 'one " two'
    assert value("a: 'it''s'") == "it's"


def test_places_count_characters_from_one():
    node, _ = nodes("\ufeffä: é  \nlist:\n  - 'quoted'\n  - ज्ञ: x\n")
    assert [(text, text.place) for text in texts(node)] == [
        ("ä", Place("f.yaml", 1, 1)),
        ("é", Place("f.yaml", 1, 4)),
        ("list", Place("f.yaml", 2, 1)),
        ("quoted", Place("f.yaml", 3, 5)),
        ("ज्ञ", Place("f.yaml", 4, 5)),
        ("x", Place("f.yaml", 4, 10)),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_counts_once(end):
    assert value(f"b: x{end}a: y{end}").place.line == 2


@pytest.mark.parametrize("other", ["\u2028", "\u2029", "\x85"])
def test_what_only_yaml_takes_for_a_line_end_is_text(other):
    assert value(f"b: x{other}y\na: one{other}two") == f"one{other}two"
    assert value(f"b: x{other}y\na: z").place == Place("f.yaml", 2, 4)


def test_text_is_composed_and_keeps_its_joiners():
    assert value("a: e\u0301") == "é"
    assert value("a: क्\u200dष \u200c") == "क्\u200dष \u200c"
    assert names('a: "e\\u0301"') == [] and value('a: "e\\u0301"') == "é"


@pytest.mark.parametrize(
    "bad",
    [
        "\x00",
        "\x07",
        "\x1b",
        "\x1f",
        "\x7f",
        "\x80",
        "\x9f",
        "\ufdd0",
        "\ufdef",
        "\ufffe",
        "\uffff",
        "\U0001ffff",
        "\ud800",
    ],
)
def test_a_character_that_no_text_should_hold_is_refused_at_its_place(bad):
    found = names(f"key: ok\na: é {bad} text\nb: {{{{x}}}} y")
    assert ("bad-encoding", 2, 6) in found
    assert ("unquoted-blank", 3, 4) in found


@pytest.mark.parametrize("escape", ["\\0", "\\a", "\\e", "\\x1f", "\\x7f", "\\ud800", "\\uFDD0", "\\U0010FFFF", "\\r"])
def test_an_escape_does_not_smuggle_one_in(escape):
    assert names(f'b: x\na: "so {escape} it is"') == [("bad-encoding", 2, 4)]


def test_a_formula_that_double_quotes_have_eaten_is_a_fault():
    assert names(r'a: "$3 \times 4$"') == [("bad-encoding", 1, 4)]
    assert names(r"a: '$3 \times 4$'") == []
    assert names(r'a: "two\nlines for $5"') == []


@pytest.mark.parametrize("data", ["a: b".encode("utf-16"), "a: b".encode("utf-16-le"), "a: b".encode("utf-16-be")])
def test_another_encoding_is_named_once(data):
    (problem,) = nodes(data)[1]
    assert problem.name == "bad-encoding" and "UTF-16" in problem.message


def test_bytes_that_are_not_utf_8_are_shown_where_they_stand():
    assert names(b"a: x\nb: caf\xe9 \xff") == [("bad-encoding", 2, 7), ("bad-encoding", 2, 9)]
    assert len(names(b"\xe9" * 1000)) == 10


@pytest.mark.parametrize("unit", ["[", "{", "- ", "? ", "[[{", "{a: "])
def test_nesting_never_reaches_the_composer_that_it_would_crash(unit):
    (problem,) = nodes("a:\n  " + unit * 60_000)[1]
    assert problem.name == "too-large" and problem.place.line == 2


def test_deep_indentation_is_refused():
    deep = "".join(" " * level + "a:\n" for level in range(400))
    assert [name for name, *_ in names(deep)] == ["too-large"]


def test_the_deepest_that_is_taken():
    assert names("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    assert [name for name, *_ in names("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))] == ["too-large"]


def test_size_is_bounded():
    assert [name for name, *_ in names(b"a" * (MAX_BYTES + 1))] == ["too-large"]


def test_aliases_stand_for_their_anchor():
    node, problems = nodes("a: &x [1, 2]\nb: *x\nc: &y text\nd: *y")
    assert problems == []
    assert node.pairs["b"].items == ("1", "2") and node.pairs["d"] == "text"


def test_aliases_are_bounded():
    laughs = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 40))
    before = time.process_time()
    assert [name for name, *_ in names(laughs)] == ["too-large"]
    long = f"a: &a {'x' * 500_000}\nb: [{', '.join(['*a'] * 5000)}]"
    assert [name for name, *_ in names(long)] == ["too-large"]
    assert time.process_time() - before < 2


def test_an_alias_to_itself_is_refused():
    assert [name for name, *_ in names("&a [*a]")] == ["too-large"]
    assert [name for name, *_ in names("a: &a {b: {c: *a, d: *a}}")] == ["too-large", "too-large"]


def test_a_repeated_key_names_the_line_of_the_first():
    (problem,) = nodes("a: 1\nb:\n  c: 2\na: 3")[1]
    assert (problem.name, problem.place.line) == ("repeated-key", 4) and "line 1" in problem.message


@pytest.mark.parametrize(
    ("line", "quoted"),
    [
        ("- {{GST}} came into force", '- "{{GST}} came into force"'),
        ("- {{GST}}", '- "{{GST}}"'),
        ("- {{GST::tax}} “came” in", '- "{{GST::tax}} “came” in"'),
        ('- {{GST}} is "a tax"', "- '{{GST}} is \"a tax\"'"),
        ('- {{GST}} isn\'t "one"', "- '{{GST}} isn''t \"one\"'"),
        ("text: {{c1::GST}} came", 'text: "{{c1::GST}} came"'),
        ("- text: {{GST}} came  # L6", '- text: "{{GST}} came"'),
        ("- {{GST}} came\n  into force", '- "{{GST}} came into force"'),
        ("- {{GST", '- "{{GST"'),
    ],
)
def test_a_blank_without_quotes_is_told_with_the_line_as_it_should_be(line, quoted):
    (problem,) = nodes(f"a:\n  {line.replace(chr(10), chr(10) + '  ')}\nb: x")[1]
    assert problem.name == "unquoted-blank" and "quotes are missing" in problem.message
    assert problem.hint == f"Write: {quoted}"
    assert problem.place == Place("f.yaml", 2, line.index("{") + 3)
    assert names(f"a:\n  {quoted}") == []


def test_a_tab_that_yaml_does_not_take_is_named_wherever_it_stands():
    (problem,) = nodes("a:\t# a comment\n  - x", PureLoader)[1]
    assert (problem.place, problem.message[:5]) == (Place("f.yaml", 1, 3), "A tab")


def test_all_faults_of_a_file_come_at_once_and_its_sound_parts_are_kept():
    node, problems = nodes('a: b: c\nlist:\n  - @x\n  - sound\n  - k: "open\n    l: kept\nlast: one')
    assert [(p.name, p.place.line) for p in problems] == [("bad-yaml", 1), ("bad-yaml", 3), ("bad-yaml", 5)]
    assert isinstance(node.pairs["a"], Broken)
    assert node.pairs["list"].items[1] == "sound" and node.pairs["list"].items[2].pairs["l"] == "kept"
    assert node.pairs["last"].place == Place("f.yaml", 7, 7)


@pytest.mark.parametrize(("text", "told"), [
    ('a: "one\n<<<<<<< HEAD\n  two\n=======\n  three\n>>>>>>> branch\n  four"\n', ["2: Lines 2 to 6 hold a merge conflict of git."]),
    ("a:\n<<<<<<< HEAD\n- x\n||||||| base\n=======\n- y\n>>>>>>> branch\n<<<<<<< HEAD\n- z\n",
     ["2: Lines 2 to 7 hold a merge conflict of git.", "8: A merge conflict of git begins here."]),
    ("a: x\n>>>>>>> branch\n", ["2: This line is left of a merge conflict of git."]),
])
def test_a_conflict_is_named_once_and_never_taken_for_text(text, told):
    _, problems = read_nodes(text.encode(), "n.yaml")
    assert [f"{fault.place.line}: {fault.message}" for fault in problems] == told


def test_signs_like_those_of_a_conflict_are_text_within_a_text():
    node, problems = read_nodes(b"a: |\n  <<<<<<< HEAD\n  b\n  >>>>>>> x\nb: y\n", "n.yaml")
    assert not problems
    assert isinstance(node, Pairs)


def test_an_anchor_in_a_faulty_file_is_not_missed():
    assert names("a: &x one\nb: *x\nc: d: e") == [("bad-yaml", 3, 5)]


@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.stem)
def test_faults_and_places_do_not_depend_on_the_loader(path):
    assert nodes(path.read_bytes()) == nodes(path.read_bytes(), PureLoader)


def test_thousands_of_faults_are_not_told_one_by_one_nor_take_their_time():
    before = time.process_time()
    found = names("list:\n" + "  - {{x}} y\n" * 20_000 + "last:  ")
    assert len(found) == 100 and time.process_time() - before < 5


@pytest.mark.parametrize("filler", [" ", "- ", "a", "#", '"', "'", "{{", "a: ", "$\\n", "\\t", "é", "- a\n", "&a ", "*a "])
def test_no_text_takes_longer_than_its_length_allows(filler):
    for text in (f'a: "{filler * 30_000}"', f"k: @{filler * 30_000}", f"k{filler * 30_000}: {{{{x}}}} y", f"k: {{{{x}}}} y {filler * 30_000}#"):
        before = time.process_time()
        nodes(text)
        assert time.process_time() - before < 5


LINES = st.sampled_from(
    ["a: b", "a: {{x}} y", "- x", "- a: b", "  - y", "  k: v", "  - {{x}}", "   c: d", "", "# no", "a: |", "  text", "- 'x", '- "y"',
     "b: [x, y]", "b: [x", "\tz: 1", "c: &n x", "d: *n", "- - x", "? q", ": r", "---", "e: f: g", "- é\u2028x", "<<: x", "! x"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=8))
def test_lines_in_any_order_read_the_same_by_both_loaders(lines):
    text = "\n".join(lines)
    fast, pure = nodes(text), nodes(text, PureLoader)
    assert fast == pure
    written = text.split("\n")
    for problem in fast[1]:
        assert problem.place.line <= len(written) and problem.place.column <= len(written[problem.place.line - 1]) + 1


@settings(max_examples=200, deadline=None)
@example(b"\xff\xfe")
@example("\ufeff%YAML 9.9".encode())
@given(st.binary(max_size=60) | st.text(alphabet="ab:-?[]{}&*!|>'\"%@`#, \n\té\u2028", max_size=40).map(str.encode))
def test_no_bytes_raise(data):
    node, problems = nodes(data)
    assert all(problem.message and problem.place.line >= 1 for problem in problems)
    assert problems or not isinstance(node, Broken)


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")), min_size=1, max_size=12
)


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), st.lists(WORDS, min_size=1, max_size=4), min_size=1)
)
def test_every_place_points_at_its_text(written):
    assume(not any("\ufeff" in word for words in written.values() for word in words))
    text = "".join(
        f"{key}:\n" + "".join(f"  - '{word.replace(chr(39), chr(39) * 2)}'\n" for word in words)
        for key, words in written.items()
    )
    node, problems = nodes(text)
    assert problems == []
    lines = text.split("\n")
    for found in texts(node):
        at = lines[found.place.line - 1][found.place.column - 1 :].removeprefix("'").replace("''", "'")
        assert unicodedata.normalize("NFC", at).startswith(found)
