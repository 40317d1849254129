"""What to tell the author of text that is not YAML, and how to divide it so that the rest is still read.

The rules of thumb are those of block style, which notes are written in: entries start with a dash, keys with their
name, both in one column.  Where they do not hold, nothing is divided and the fault is told where PyYAML's scanner met
it.
"""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import Any, NamedTuple

from ankigen.patterns import pattern

MAX_ASKED = 100_000
"""Characters of a faulty part that PyYAML's own, slow scanner is asked about."""
MAX_TOLD = 100
"""Faulty parts that are told of in one file."""

_KEY_SOURCE = r"""(?P<key>[^\s\-?#&*!|>@`%"'{}\[\],:][^:#]*|"[^"\\]*"[ ]*|'[^']*'[ ]*):(?:[ ]+|$)"""
_KEY = pattern(_KEY_SOURCE)
_DASH = pattern(r"-(?:[ ]+|$)")
_BEFORE_VALUE = pattern(rf"[ ]*(?:-[ ]+)*(?:{_KEY_SOURCE})?")
_CROWDED = pattern(rf"[ ]*-(?={_KEY_SOURCE})")
_IDLE = pattern(r"[ ]*(?:#.*)?$|---[ ]*$")
_PAIRS = pattern(r"\{\s*[\w-]+: ")
_COMMENT = pattern(r"(?<!\s)\s{2,}#.*")
_CONFLICT = pattern(r"(?m)^(?:<{7}|>{7}) ")
_KEEP = "Keep what is right of both sides, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>."
_LAYOUT = "Keys of one entry, and entries of one list, start in the same column."


class Parts(NamedTuple):
    """A block divided: where in it each part starts, its lines, and whether the parts are pairs or items."""

    keyed: bool
    indent: int
    at: tuple[int, ...]
    lines: tuple[list[str], ...]


class Told(NamedTuple):
    """A fault in plain words; line and column are counted from 0."""

    name: str
    line: int
    column: int
    message: str
    hint: str


def conflicts(text: str) -> list[tuple[int, str, str]]:
    """For each conflict that git left, or mark of one, the line of its first mark, counted from 0, a sentence and a hint."""
    found: list[tuple[int, str, str]] = []
    opened: int | None = None
    for mark in islice(_CONFLICT.finditer(text) if "<<<<<<< " in text or ">>>>>>> " in text else (), MAX_TOLD):
        line = text.count("\n", 0, mark.start())
        if mark[0][0] == "<":
            opened = line
            found.append((line, "A merge conflict of git begins here.", _KEEP))
        elif opened is None:
            found.append((line, "This line is left of a merge conflict of git.", "Delete it."))
        else:
            found[-1] = opened, f"Lines {opened + 1} to {line + 1} hold a merge conflict of git.", _KEEP
            opened = None
    return found


def divide(lines: list[str]) -> Parts | None:
    """The entries or pairs of a block, or None where it has no such parts."""
    busy = [at for at, line in enumerate(lines) if not _IDLE.match(line)]
    if not busy:
        return None
    head = lines[busy[0]]
    indent = len(head) - len(head.lstrip(" "))
    start = next((start for start in (_DASH, _KEY) if start.match(head, indent)), None)
    if start is None:
        return None
    starts = []
    for at in busy:
        line = lines[at]
        if start.match(line, indent) and not line[:indent].strip():
            starts.append(at)
        elif indent and not line[:indent].isspace() and _starts_part(line):
            return None  # a key or an entry further left than the first: the layout itself is the fault
    ends = [*starts[1:], len(lines)]
    parts = tuple(lines[begin:end] for begin, end in zip(starts, ends, strict=True))
    return Parts(start is _KEY, indent, tuple(starts), parts)


def without_dash(lines: list[str]) -> list[str]:
    """An entry without the dash before it, its columns kept."""
    return [lines[0].replace("-", " ", 1), *lines[1:]]


def key_of(line: str) -> str:
    """The key that a line starts with."""
    found = _KEY.match(line.lstrip(" "))
    return found["key"].rstrip().strip("\"'") if found else ""


def body_of(lines: list[str]) -> list[str] | None:
    """A pair without its key, lines and columns kept, or None where its value starts beside the key."""
    found = _KEY.match(lines[0].lstrip(" "))
    rest = lines[0].lstrip(" ")[found.end() :] if found else lines[0]
    return ["", *lines[1:]] if _IDLE.match(rest) and len(lines) > 1 else None


def quoted(text: str) -> str:
    """The text in the quotes that change it least."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def unquoted_blank(lines: list[str], column: int) -> Told:
    """Told of a value that starts with a blank, at `column` of the first line."""
    in_list = lines[0][:column].rstrip().endswith(("[", ",", "{"))
    hint = "Put each text of the list in quotes." if in_list else f"Write: {_in_quotes(lines, column)}"
    message = "The quotes are missing: a value that starts with a blank needs them."
    return Told("unquoted-blank", 0, column, message, hint)


def _in_quotes(lines: list[str], column: int) -> str:
    """The part as it should be written: what starts at `column` of its first line in quotes."""
    more = takewhile(lambda line: not _starts_part(line), lines[1:])
    text = " ".join(_COMMENT.sub("", line).strip() for line in (lines[0][column:], *more) if not _IDLE.match(line))
    before = lines[0][:column].strip()
    return f"{before} {quoted(text if len(text) <= 300 else text[:300].rstrip() + ' …')}".strip()


def diagnose(lines: list[str], written: list[str], error: Any, file_text: str) -> Told | None:
    """What is wrong with `lines`, which PyYAML refused with `error`; `written` is how they stand in the file.

    None where the fault is only that an anchor stands in another part of the file.
    """
    problem: str = error.problem or ""
    mark = error.problem_mark or error.context_mark
    at = min(mark.line, len(lines) - 1) if mark else 0
    if "found undefined alias" in problem:
        name = problem.split("'")[1] if "'" in problem else problem.split()[-1]
        if re.search(rf"&{re.escape(name)}(?![\w-])", file_text):
            return None
    if dashed := next(((line, found.end()) for line in range(at + 1) if (found := _CROWDED.match(written[line]))), None):
        line, end = dashed
        return Told("bad-yaml", line, end - 1, "The space behind the dash is missing.", f"Write: - {written[line][end:]}")
    head = next((number for number, line in enumerate(lines) if not _IDLE.match(line)), 0)
    before = _BEFORE_VALUE.match(written[head])
    column = before.end() if before else 0
    value = written[head][column:]
    last = mark.column if mark else 0

    def told(message: str, hint: str, line: int = head, column: int = column) -> Told:
        return Told("bad-yaml", line, column, message, hint)

    quote_it = f"Write: {_in_quotes(written[head:], column)}"
    misplaced = "<block end>" in problem or "<document start>" in problem
    if misplaced and at > head and _starts_part(written[at]):
        return told("This line is indented to none of the columns above it.", _LAYOUT, at, _start(written[at]))
    if value.startswith("{{"):
        return unquoted_blank(written[head:], column)._replace(line=head)
    if value[:1] == "[" and (inner := re.search(r"[\[,][ ]*(\{\{)", written[at])):
        return unquoted_blank([written[at]], inner.start(1))._replace(line=at)
    if "'\\t'" in problem:
        return told("A tab stands where only spaces may: YAML is indented with spaces.", "Replace the tab by spaces.", at, last)
    if "unknown escape" in problem or "escape sequence" in problem:
        return told(
            "A backslash in double quotes starts an escape, and this is none.",
            "Put the text in single quotes, where a backslash is a backslash.",
            at,
            last,
        )
    if value.startswith(("'", '"')):
        if "quoted scalar" in (error.context or ""):
            return told(f"The quote {value[0]} that opens here is never closed.", f"Close it with {value[0]}.")
        return told("The text goes on after its closing quote.", quote_it)
    if value.startswith(tuple("@`%*&!|>")):
        return told(f"A text that starts with {value[0]} needs quotes.", quote_it)
    if value.startswith(("[", "{")):
        close = {"[": "]", "{": "}"}[value[0]]
        if value.count(value[0]) <= value.count(close) and not _PAIRS.match(value):
            return told(f"A text that starts with {value[0]} needs quotes.", quote_it)
        return told(
            f"The `{value[0]}` that opens here is not closed, or something within it is not YAML.",
            f"Close it with `{close}`, and put texts within it that have a colon or a comma in quotes; or all of it if it is text.",
        )
    if value.startswith(tuple("]},?")) or _DASH.match(value):
        return told(
            f"A text that starts with {value[0]} needs quotes.",
            f"{quote_it} – a list starts below its key." if value[0] == "-" else quote_it,
        )
    if "mapping values are not allowed" in problem:
        if at == head and value:
            return told("A text with a colon and a space after it needs quotes.", quote_it, at, last)
        return told("This key is indented as if it belonged to the text above it.", _LAYOUT, at, _start(written[at]))
    if "could not find expected ':'" in problem and error.context_mark:
        at = min(error.context_mark.line, len(lines) - 1)
        return told(
            "This line is neither a key with a colon nor part of the text above it.",
            "Write `key: value`, or indent the line if it belongs to the text above.",
            at,
            _start(written[at]),
        )
    return told("From here on the file is not YAML.", "Put the value in quotes if it is text.", at, last)


def _start(line: str) -> int:
    return len(line) - len(line.lstrip())


def _starts_part(line: str) -> bool:
    return bool(_DASH.match(line.lstrip()) or _KEY.match(line.lstrip()))
