"""What an author would not see as he meant it."""

from __future__ import annotations

from typing import NamedTuple

from ankigen.markup.scan import scan


class Fault(NamedTuple):
    """A fault of markup: where it is in the text, a name, a sentence, and what to write instead."""

    offset: int
    name: str
    message: str
    hint: str


def faults(text: str) -> list[Fault]:
    """Every fault of the text's markup, in order."""
    return [Fault(bad.offset, "bad-blank", bad.message, bad.hint) for bad in scan(text)[1]]


def media_paths(text: str) -> list[tuple[str, int]]:
    """Every path of a picture or sound as written, with its offset."""
    import re

    return [(found[1], found.start(1)) for found in re.finditer(r"!\[[^\]]*\]\(<?([^)>\s]+)", text)]
