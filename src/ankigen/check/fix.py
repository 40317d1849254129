"""`ankigen check --fix`: what can be corrected without deciding anything.

Two things only: a value that YAML misreads is put in quotes, and markup that will not show is taken away.  Each is an
edit of one line, and is kept only where it removes a problem, adds none, and leaves the text of every other line as it
was read before.  All other bytes stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from ankigen.mend import quoted
from ankigen.model import Problem
from ankigen.nodes import read_nodes, scalars_of
from ankigen.patterns import pattern

QUOTE = frozenset({"unquoted-blank", "bad-yaml", "yaml-feature", "wrong-shape", "unknown-key", "missing-key"})
_PARTS = pattern(r"(?P<indent>\s*(?:- +)*)(?P<key>[\w-]{1,40}: +)?(?P<value>[^\s\"'|>#].*?)(?P<rest>\s{2,}#.*|\s*)")
_UNSURE = pattern(r"\[|\{(?!\{)|&\S|.*\s#")  # a list, an anchor, what may be a comment or a part of the text
_TAG = pattern(r"</?(?:b|i|u|p|div|span|strong|em|font|center)(?:\s+[\w-]+\s*=[^<>\n]{0,80})?\s*/?>")
_LINES = pattern(r"[^\r\n]*(?:\r\n|[\r\n])|[^\r\n]+")  # as the reader of notes counts them
_STRAY = pattern(r"\*\*+|(?<!\w)__(?=\w)|(?<=\w)__(?!\w)")
_ATTEMPTS = 200  # edits tried in one file: what needs more wants a person


def mended(data: bytes, file: str, judge: Callable[[bytes], list[Problem]]) -> bytes:
    """The bytes of a note with what is safe corrected; `judge` gives the problems of such bytes."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data
    problems = judge(data)
    left = _ATTEMPTS
    tried: set[bytes] = set()
    while left:
        for better in _candidates(data, problems):
            left -= 1
            if better not in tried:
                tried.add(better)
                after = judge(better)
                if _is_better(problems, after) and _same_elsewhere(data, better, file):
                    data, problems = better, after
                    break
            if not left:
                return data
        else:
            return data
    return data


def _candidates(data: bytes, problems: list[Problem]) -> Iterator[bytes]:
    """The note with one line edited, for each edit that may help."""
    lines = _LINES.findall(data.decode("utf-8"))
    for problem in problems:
        at = problem.place.line - 1
        if not 0 <= at < len(lines):
            continue
        line = lines[at].rstrip("\r\n")
        edits = (
            _quotings(line) if problem.name in QUOTE else _strippings(line) if problem.name == "stray-markup" else ()
        )
        for edited in edits:
            yield "".join((*lines[:at], edited + lines[at][len(line) :], *lines[at + 1 :])).encode()


def _quotings(line: str) -> Iterator[str]:
    """The line with its value in quotes: the value behind the key, or all behind the dash."""
    found = _PARTS.fullmatch(line)
    if not found or _UNSURE.match(found["value"]):
        return
    indent, key, value, rest = found["indent"], found["key"] or "", found["value"], found["rest"]
    yield f"{indent}{key}{quoted(value)}{rest}"
    if key and "-" in indent:
        yield f"{indent}{quoted(key + value)}{rest}"


def _strippings(line: str) -> Iterator[str]:
    """The line without its tags, or without one piece of markup, the last first."""
    if (untagged := _TAG.sub("", line)) != line:
        yield untagged
    for found in reversed(list(_STRAY.finditer(line))):
        before, after = line[: found.start()], line[found.end() :]
        if before.endswith(" ") and (not after or after[0] in " ,.;:?!\"'"):
            before = before.rstrip(" ") if before.strip(" -") else before
        yield before + after


def _is_better(before: list[Problem], after: list[Problem]) -> bool:
    """Whether problems have gone and none has come."""
    old, new = (Counter((problem.name, problem.place.line) for problem in problems) for problems in (before, after))
    if not new - old:
        return sum(new.values()) < sum(old.values())
    fatal = ("bad-yaml", "unquoted-blank", "yaml-feature")  # what they hid is seen only once they are gone
    gone = {problem.place.line for problem in before if problem.name in fatal}
    left = {problem.place.line for problem in after if problem.name in fatal}
    misread = {problem.place.line for problem in after if problem.name in QUOTE}
    return left < gone and not (gone - left) & misread


def _same_elsewhere(before: bytes, after: bytes, file: str) -> bool:
    """Whether every text that was read before, but for the line edited, is read after the edit too."""
    changed = {
        number
        for number, (old, new) in enumerate(zip(before.split(b"\n"), after.split(b"\n"), strict=True), start=1)
        if old != new
    }
    old, new = (Counter((text.place.line, str(text)) for text in scalars_of(read_nodes(data, file)[0])) for data in (before, after))
    return not {text: count for text, count in (old - new).items() if text[0] not in changed}
