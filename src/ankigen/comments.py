"""What the tree of a note's file has not: comments, with what they leave to settle, and text that YAML takes for something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from ankigen.loaders import Loader
from ankigen.model import Place, Text

_SWALLOWED = re.compile(r"^[^#]*[x:-] (#(?!TODO\b)\w.*)")  # behind a text without quotes, which `_blot` makes x, or the place of one
_MAY_SWALLOW = re.compile(rb"\S #(?!TODO\b)[^\s#]")
TO_SETTLE = re.compile(r"\bTODO\b(?!,)")  # the comma is that of the sentence at the head of a draft
_TODO = re.compile(rf"(?:^|\s)(#.*{TO_SETTLE.pattern}.*)")
_MAY_NAME = re.compile(rb"(?:^|[\s\[{,])&\S")
_OTHER_LINE_ENDS = dict.fromkeys((0x85, 0x2028, 0x2029), " ")  # of YAML, not of editors


def todos(data: bytes, file: str) -> tuple[Text, ...]:
    """Each comment with a TODO in the bytes of a YAML file; none where it is not YAML, whose faults come first."""
    return tuple(Text(text.strip("# "), text.place) for text in _comments(data, file, _TODO)) if b"TODO" in data else ()


def cut(data: bytes, file: str) -> Iterator[tuple[Text, str, str]]:
    """Each piece that YAML takes from a text without quotes, why it does, and what to write instead.

    Of comments it is one that has one space before its `#` and none behind it; of anchors (`&name`), one that no alias uses.
    """
    for text in _comments(data, file, _SWALLOWED) if _MAY_SWALLOW.search(data) else ():
        hint = "Put the whole text in quotes; or, if it is a comment, a space behind its `#`."
        yield text, "a `#` behind a space starts a comment.", hint
    for text in _unused_names(data, file) if _MAY_NAME.search(data) else ():
        yield text, "YAML takes a `&` at its start for a name of it.", "Put the whole text in quotes."


def _unused_names(data: bytes, file: str) -> tuple[Text, ...]:
    found: dict[str, Text] = {}
    try:
        for token in yaml.scan(_text(data), Loader=Loader):
            if isinstance(token, yaml.AnchorToken):
                found[token.value] = Text(f"&{token.value}", Place(file, token.start_mark.line + 1, token.start_mark.column + 1))
            elif isinstance(token, yaml.AliasToken):
                found.pop(token.value, None)
    except yaml.YAMLError:
        return ()
    return tuple(found.values())


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").translate(_OTHER_LINE_ENDS)


def _comments(data: bytes, file: str, wanted: re.Pattern[str]) -> tuple[Text, ...]:
    text = _text(data)
    lines = text.split("\n")
    try:
        for token in yaml.scan(text, Loader=Loader):
            if isinstance(token, yaml.ScalarToken):
                _blot(lines, token)
    except yaml.YAMLError:
        return ()
    matches = ((at, wanted.search(line)) for at, line in enumerate(lines, 1))
    return tuple(Text(found[1], Place(file, at, found.start(1) + 1)) for at, found in matches if found)


def _blot(lines: list[str], token: yaml.ScalarToken) -> None:
    """Letters in place of a value, in which `#` may stand for itself; a comment beside the mark of a block stays."""
    letter = "x" if token.plain else "'"
    first, last = token.start_mark, token.end_mark
    for at in range(first.line + (token.style in ("|", ">")), min(last.line + 1, len(lines))):
        start = first.column if at == first.line else 0
        end = last.column if at == last.line else len(lines[at])
        lines[at] = lines[at][:start] + letter * (end - start) + lines[at][end:]
