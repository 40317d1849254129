"""Slips in the layout of entries that YAML takes for something else: what was meant, and how it is written."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from ankigen.mend import quoted
from ankigen.model import Text
from ankigen.nodes import Node

_LONGEST = 100  # letters of a text that a hint repeats


def is_parted(before: Mapping[Text, Node], item: Mapping[Text, Node], required: Sequence[str]) -> bool:
    """Whether a dash too many has made two entries of one: `- q: …` and below it `- a: …`."""
    lacking = set(required) - before.keys()
    begun = bool(required) and required[0] not in lacking
    return begun and bool(lacking) and lacking <= item.keys() and before.keys().isdisjoint(item)


def lone_pair(pairs: Mapping[Text, Node]) -> tuple[Text, Text] | None:
    """The two texts of an entry that is one pair only: `- GST: Goods and Services Tax`."""
    if len(pairs) == 1:
        ((key, value),) = pairs.items()
        if isinstance(value, Text):
            return key, value
    return None


def as_entry(required: Sequence[str], *texts: str) -> str:
    """The entry to write for texts that stand in place of one; `…` where there is none for a key."""
    shown = [*map(_shown, texts), *["…"] * len(required)]
    return "Write:\n- " + "\n  ".join(f"{name}: {text}" for name, text in zip(required, shown, strict=False))


def for_text(text: str, required: Sequence[str], keys: Collection[str]) -> str:
    """The hint for a text in place of an entry: `Where …?`, or `q:Where …?` without the space."""
    name, colon, _ = text.partition(":")
    return f"Write `{name}: …`, with a space behind the colon." if colon and name in keys else as_entry(required, text)


def _shown(text: str) -> str:
    line = " ".join(text.split())
    line = line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()} …"
    return quoted(line) if re.search(r"^[^\w(“‘]|:(?: |$)| #", line) else line
