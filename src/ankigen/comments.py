"""Comments of a note's file that leave something to settle: the tree of its text has no comments."""

from __future__ import annotations

import re

import yaml

from ankigen.loaders import Loader
from ankigen.model import Place, Text

_TODO = re.compile(r"(?:^|\s)(#.*\bTODO\b(?!,).*)")  # the comma is that of the sentence at the head of a draft
_OTHER_LINE_ENDS = dict.fromkeys((0x85, 0x2028, 0x2029), " ")  # of YAML, not of editors


def todos(data: bytes, file: str) -> tuple[Text, ...]:
    """Each comment with a TODO in the bytes of a YAML file; none where it is not YAML, whose faults come first."""
    if b"TODO" not in data:
        return ()
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").translate(_OTHER_LINE_ENDS)
    lines = text.split("\n")
    try:
        for token in yaml.scan(text, Loader=Loader):
            if isinstance(token, yaml.ScalarToken):
                _blot(lines, token)
    except yaml.YAMLError:
        return ()
    found = ((at, _TODO.search(line)) for at, line in enumerate(lines, 1))
    return tuple(Text(todo[1].strip("# "), Place(file, at, todo.start(1) + 1)) for at, todo in found if todo)


def _blot(lines: list[str], token: yaml.ScalarToken) -> None:
    """Letters in place of a value, in which `#` may stand for itself; a comment beside the mark of a block stays."""
    first, last = token.start_mark, token.end_mark
    for at in range(first.line + (token.style in ("|", ">")), min(last.line + 1, len(lines))):
        start = first.column if at == first.line else 0
        end = last.column if at == last.line else len(lines[at])
        lines[at] = lines[at][:start] + "x" * (end - start) + lines[at][end:]
