"""Bytes → a tree of text that knows its places, with a Problem for every fault of encoding and of YAML.

YAML is taken for its layout only: every scalar is the text as typed, so `no`, `1:30` and `010` stay what they are, and
no tag ever makes an object.  Nesting and aliases are bounded before they can cost anything.  Where a file is not YAML,
its parts are read one by one, so that all faults come at once and the sound parts are still judged.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

import yaml

from ankigen import mend
from ankigen.codes import problem
from ankigen.loaders import Loader, PureLoader
from ankigen.model import Place, Problem, Text
from ankigen.patterns import pattern

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 50
MAX_REPEATS = 10_000
"""How many values aliases may repeat in one file."""
FAULTS_SHOWN = 10
"""Places of bad characters shown per file: a file in another encoding has one in every line."""


class Items(NamedTuple):
    """A list."""

    place: Place
    items: tuple[Node, ...]


class Pairs(NamedTuple):
    """A mapping, in the order written."""

    place: Place
    pairs: Mapping[Text, Node]


class Broken(NamedTuple):
    """Stands where something could not be read; its Problem is already made."""

    place: Place


Node: TypeAlias = Text | Items | Pairs | Broken


def scalars_of(node: Node | None) -> Iterator[Text]:
    """Every text of a tree, of its keys too, in the order written."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Items):
        for item in node.items:
            yield from scalars_of(item)
    elif isinstance(node, Pairs):
        for key, value in node.pairs.items():
            yield key
            yield from scalars_of(value)


# What text may not hold: controls, lone surrogates, noncharacters, and a byte order mark that is not its first.
_NOT_TEXT = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff" + "".join(
    f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17)
)
_BAD = pattern(f"[{_NOT_TEXT}]")
_BAD_VALUE = pattern(f"[{_NOT_TEXT}\r]")  # line ends are made equal before, so this one was `\r` in quotes
# `"$3 \times 4$"`: in double quotes `\t` is a tab and `\n` a line end.
_LOST_MATH = pattern(
    r"\t(?:imes|ext\w*|frac|heta|herefore|ilde|riangle|au|an|op|o)\b"
    r"|\n(?:eq|eg|u|abla|ot|otin|mid|leq|geq|parallel|exists|subseteq)\b"
)
_new_str = str.__new__
_COMPACT = pattern(r"[-?:][ \t]+(?:[-?:][ \t]+){9}")  # a first sign to look for makes the search fast
_ANCHOR = pattern(r"(?:^|[\s\[{,:])&\S")
# YAML ends a line at these characters too, which editors and git do not: it sees stand-ins that no text may hold.
_OTHER_LINE_ENDS = {0x85: "\ufdd0", 0x2028: "\ufdd1", 0x2029: "\ufdd2"}
_AS_THEY_WERE = {ord(seen): chr(code) for code, seen in _OTHER_LINE_ENDS.items()}
_BARE_TAG = pattern(r"(?:^|[\s\[{,:])!(?:\s|$)")
_DIRECTIVE = pattern(r"\A(?:[ \t]*(?:#.*)?\n)*(?=%)")


def read_nodes(data: bytes, file: str, loader: Any = Loader) -> tuple[Node | None, list[Problem]]:
    """The tree of a YAML file and every fault in it; None for a file without content.  Raises nothing.

    Faults and places do not depend on the loader.
    """
    if len(data) > MAX_BYTES:
        message = f"The file is larger than {MAX_BYTES // 1024 // 1024} MiB."
        return Broken(Place(file)), [problem("too-large", Place(file), message, "Make several notes of it.")]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0\0" in (data[0:4:2], data[1:4:2]):
        message = "The file is not UTF-8 but, it seems, UTF-16."
        return Broken(Place(file)), [problem("bad-encoding", Place(file), message, "Save it as UTF-8.")]
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if conflicts := mend.conflicts(text):  # within quotes they would be read as text, and shown to learners
        return Broken(Place(file)), [problem("bad-yaml", Place(file, line + 1), said, hint) for line, said, hint in conflicts]
    tree = _Tree(file, text, loader)
    node = tree.read()
    return node, sorted(tree.problems, key=lambda fault: fault.place)


class _Tree:
    """One file on its way from text to nodes."""

    def __init__(self, file: str, text: str, loader: Any) -> None:
        self.file = file
        self.loader = loader
        self.problems: list[Problem] = []
        self.lines = text.split("\n")
        plain = text.replace("\n", "").replace("\t", "").isprintable()  # then it has none of what is looked for here
        for at in islice(() if plain else _BAD.finditer(text), FAULTS_SHOWN):
            line = text.count("\n", 0, at.start())
            place = Place(file, line + 1, at.start() - (text.rfind("\n", 0, at.start()) + 1) + 1)
            self._refuse_character(at[0], place, "Delete it.")
        self.text = text if plain else _BAD.sub("\ufffd", text).translate(_OTHER_LINE_ENDS)
        self.escapes = "\\" in text
        self.bare_tags = "!" in text and bool(_BARE_TAG.search(text))
        self.stand_ins = not plain and any(chr(code) in text for code in _OTHER_LINE_ENDS)
        self.first = 0  # the line of the file, from 0, at which the text at hand starts
        self.seen: dict[int, Text | Broken | None] | None = {} if "*" in text and _ANCHOR.search(text) else None
        self.open: set[int] = set()  # the collections round the value at hand: an alias to one of them has no end
        self.repeating = 0
        self.told = 0
        self.repeats = 0

    def fault(self, name: str, place: Place, message: str, hint: str = "") -> Broken:
        self.problems.append(problem(name, place, message, hint))
        return Broken(place)

    def _refuse_character(self, character: str, place: Place, hint: str) -> None:
        code = ord(character)
        if 0xDC80 <= code <= 0xDCFF:
            message, hint = f"The byte 0x{code - 0xDC00:02X} is not UTF-8.", "Save the file as UTF-8."
        else:
            message = f"The character U+{code:04X} has no place in a text."
        self.fault("bad-encoding", place, message, hint)

    # -- from text to PyYAML's nodes

    def read(self) -> Node | None:
        """The whole tree, mended where the text is not YAML."""
        if at := _DIRECTIVE.search(self.text):
            line = self.text.count("\n", 0, at.end())
            self.fault(
                "yaml-feature",
                Place(self.file, line + 1),
                "A directive of YAML has no place here.",
                "Delete the line, or quote it if it is text.",
            )
            self.text = self.text.replace("%", "#", 1)
        if deep := self._too_deep():
            return deep
        try:
            node = self._compose(self.text, 0)
        except RecursionError:
            return self._too_deep(PureLoader) or self._refuse_depth(Place(self.file))
        except yaml.MarkedYAMLError as error:
            lines = self.text.split("\n")
            if error.problem == "but found another document" and error.problem_mark:
                place = self.place(error.problem_mark)
                self.fault(
                    "yaml-feature",
                    place,
                    "A second document starts here; a file has one.",
                    "Make a file of its own of it, or delete the line `---`.",
                )
                lines = lines[: place.line - 1]
            return self._mend(lines, 0, 0)
        return None if node is None else self.build(node, 0)

    def _compose(self, text: str, first: int, loader: Any = None) -> Any:
        """PyYAML's nodes of `text`, which starts at line `first` of the file."""
        self.first = first
        if self.seen is not None:
            self.seen = {}  # ids are those of the nodes of one composition
        return yaml.compose(text, Loader=loader or self.loader)

    def _too_deep(self, sure: Any = None) -> Broken | None:
        """Where the nesting passes its limit.

        Only events show that without risk: some ten thousand levels down, libyaml's composer crashes the process.  A
        text that cannot be that deep does not pay for them.
        """
        text = self.text
        if not (sure or text.count("[") + text.count("{") > 1000 or " " * 200 in text or _COMPACT.search(text)):
            return None
        depth = 0
        try:
            for event in yaml.parse(text, Loader=sure or self.loader):
                if isinstance(event, yaml.CollectionStartEvent):
                    depth += 1
                    if depth > MAX_DEPTH:
                        return self._refuse_depth(self.place(event.start_mark))
                elif isinstance(event, yaml.CollectionEndEvent):
                    depth -= 1
        except yaml.MarkedYAMLError as error:
            if not sure and "nesting" in (error.problem or ""):  # libyaml has a limit too, and tells of it too early
                return self._too_deep(PureLoader)
        return None  # or what comes before a fault is not too deep, and the composer gets no further either

    def _refuse_depth(self, place: Place) -> Broken:
        return self.fault(
            "too-large", place, f"The nesting is deeper than {MAX_DEPTH} levels.", "Put the text in quotes if it is text."
        )

    # -- what is left of a text that is not YAML

    def _mend(self, lines: list[str], first: int, depth: int, divide: bool = True) -> Node:
        """The sound parts of `lines`, which start at line `first` of the file, and a Problem for each of the others."""
        try:
            node = self._compose("\n".join(lines), first)
        except (yaml.MarkedYAMLError, RecursionError) as error:
            parts = mend.divide(lines) if divide and depth < MAX_DEPTH else None
            return self._diagnose(lines, first, error) if parts is None else self._mend_parts(parts, first, depth)
        return Text("", Place(self.file, first + 1)) if node is None else self.build(node, depth)

    def _mend_parts(self, parts: mend.Parts, first: int, depth: int) -> Node:
        place = Place(self.file, first + parts.at[0] + 1, parts.indent + 1)
        items: list[Node] = []
        pairs: dict[Text, Node] = {}
        for at, lines in zip(parts.at, parts.lines, strict=True):
            start = first + at
            if not parts.keyed:
                items.append(self._mend(mend.without_dash(lines), start, depth + 1))
                continue
            key = Text(mend.key_of(lines[0]), Place(self.file, start + 1, parts.indent + 1))
            body = mend.body_of(lines)
            value = self._mend(body or lines, start, depth + 1, divide=body is not None)
            found = value.pairs if body is None and isinstance(value, Pairs) else {key: value}
            for name, one in found.items():
                if name in pairs:
                    self._repeated(name, pairs)
                else:
                    pairs[name] = one
        return Pairs(place, pairs) if parts.keyed else Items(place, tuple(items))

    def _diagnose(self, lines: list[str], first: int, error: Exception) -> Node:
        """The Problem of a part that cannot be read; PyYAML's own scanner, slow but the same everywhere, says why."""
        self.told += 1
        if self.told > mend.MAX_TOLD:
            return Broken(Place(self.file, first + 1))
        if self.told == mend.MAX_TOLD:
            return self.fault(
                "bad-yaml",
                Place(self.file, first + 1),
                "There are too many faults to tell of more.",
                "Settle those above; the others are shown then.",
            )
        text = "\n".join(lines)
        if len(text) <= mend.MAX_ASKED:
            try:
                return self.build(self._compose(text, first, PureLoader), 0)
            except (yaml.MarkedYAMLError, RecursionError) as slower:
                error = slower
        if isinstance(error, RecursionError):
            return self._refuse_depth(Place(self.file, first + 1))
        told = mend.diagnose(lines, self.lines[first : first + len(lines)], error, self.text)
        if told is None:
            return Broken(Place(self.file, first + 1))
        return self.fault(told.name, Place(self.file, first + told.line + 1, told.column + 1), told.message, told.hint)

    # -- from PyYAML's nodes to ours

    def place(self, mark: Any) -> Place:
        """The place of a mark, counted from 1 as editors do."""
        return Place(self.file, self.first + mark.line + 1, mark.column + 1)

    def build(self, node: Any, depth: int) -> Node:
        """A PyYAML node as ours."""
        if self.seen is not None:
            return self._shared(node, depth)
        return self._text(node) if node.__class__ is yaml.ScalarNode else self._collection(node, depth)

    def _shared(self, node: Any, depth: int) -> Node:
        """A node of a file with anchors: an alias may have brought us here before, or be on the way to itself."""
        assert self.seen is not None
        key = id(node)
        again = key in self.seen
        if again or self.repeating:
            self.repeats += 1 + (len(node.value) // 100 if isinstance(node.value, str) else 0)
            if self.repeats > MAX_REPEATS:
                if self.repeats < 2 * MAX_REPEATS:
                    self.repeats = 2 * MAX_REPEATS
                    self.fault(
                        "too-large",
                        self.place(node.start_mark),
                        "Aliases repeat this more often than a note can need.",
                        "Write out what is meant.",
                    )
                return Broken(self.place(node.start_mark))
        if key in self.open:
            return self.fault(
                "too-large", self.place(node.start_mark), "An alias within this stands for the whole of it.", "Write out what is meant."
            )
        if node.__class__ is yaml.ScalarNode:
            text = self.seen.get(key) or self._text(node)
            self.seen[key] = text
            return text
        self.seen[key] = None
        self.open.add(key)
        self.repeating += again
        ours = self._collection(node, depth)
        self.repeating -= again
        self.open.discard(key)
        return ours

    def _collection(self, node: Any, depth: int) -> Node:
        place = self.place(node.start_mark)
        if node.tag or (self.bare_tags and self._at(node.start_mark) == "!"):
            return self._refuse_tag(node.tag or "!", place)
        if depth >= MAX_DEPTH:
            return self._refuse_depth(place)
        depth += 1
        build = self.build
        if node.__class__ is yaml.SequenceNode:
            return Items(place, tuple([build(item, depth) for item in node.value]))
        pairs: dict[Text, Node] = {}
        for written, value in node.value:
            key = build(written, depth)
            if not isinstance(key, Text):
                return self._refuse_key(key)
            if key in pairs:
                self._repeated(key, pairs)
            elif key == "<<" and not written.style:
                self.fault("yaml-feature", key.place, "Merge keys have no place here.", "Write the keys out.")
            else:
                pairs[key] = build(value, depth)
        return Pairs(place, pairs)

    def _at(self, mark: Any) -> str:
        """The character at a mark."""
        return self.lines[self.first + mark.line][mark.column : mark.column + 1] if self.first + mark.line < len(self.lines) else ""

    def _text(self, node: Any) -> Text | Broken:
        mark = node.start_mark
        place = Place(self.file, self.first + mark.line + 1, mark.column + 1)
        value: str = node.value
        if node.tag or (self.bare_tags and self._at(mark) == "!"):
            return self._refuse_tag(node.tag or "!", place)
        if node.style:
            value = value.rstrip(" \t\n").lstrip("\n")  # a block's last line end, and blanks that no card shows
        if not value.isascii():
            if self.stand_ins:
                value = value.translate(_AS_THEY_WERE)
            value = unicodedata.normalize("NFC", value)
        if self.escapes and node.style == '"':
            value = self._without_slips(value, place)
        text = _new_str(Text, value)  # what Text(value, place) does, at half the cost: most of a file is texts
        text.place = place
        return text

    def _without_slips(self, value: str, place: Place) -> str:
        """The text of a value in double quotes without the characters that a backslash has made there by mistake."""
        hint = "In double quotes a backslash starts an escape; put the text in single quotes."
        for character in dict.fromkeys(_BAD_VALUE.findall(value)):
            self._refuse_character(character, place, hint)
        if any(_LOST_MATH.search(formula) for formula in value.split("$")[1:-1:2]):
            self.fault("bad-encoding", place, "A backslash in the formula has become a tab or a line end.", hint)
        return _BAD_VALUE.sub("\ufffd", value)

    def _refuse_tag(self, tag: str, place: Place) -> Broken:
        name = tag.replace("tag:yaml.org,2002:", "!!")
        return self.fault(
            "yaml-feature",
            place,
            f"`{name}` is a tag of YAML, which has no place here.",
            "Put the value in quotes if it is text that starts with `!`.",
        )

    def _refuse_key(self, key: Node) -> Broken:
        line = self.lines[key.place.line - 1]
        at = key.place.column - 1
        if "{{" in line[max(at - 1, 0) : at + 2]:
            told = mend.unquoted_blank([line], max(line.find("{{", max(at - 1, 0)), 0))
            return self.fault(told.name, Place(self.file, key.place.line, told.column + 1), told.message, told.hint)
        if isinstance(key, Broken):
            return key
        hint = "Put the text in quotes if it is not meant as YAML."
        return self.fault("wrong-shape", key.place, "A key is a word or a few, not a list or a mapping.", hint)

    def _repeated(self, key: Text, pairs: Mapping[Text, Node]) -> None:
        before = next(other for other in pairs if other == key)
        self.fault(
            "repeated-key",
            key.place,
            f"The key `{key}` stands here again; it is already on line {before.place.line}.",
            "Keep one of the two.",
        )
