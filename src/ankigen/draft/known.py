"""What an existing note already has, so that a page drafted again proposes only what is new."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ankigen.draft.model import TODO, Draft, Proposal, Value
from ankigen.nodes import Items, Node, Pairs, read_nodes, scalars_of

ALIKE = 85
"""From this likeness on (rapidfuzz, 0 to 100) an entry says what the proposal says."""

_TELLING: dict[str, tuple[str, ...]] = {
    # section: the keys that tell one entry from another; elsewhere the first one
    "timeline": ("date", "event"), "numbers": ("value", "what"), "laws": ("provision", "instrument"),
    "effects": ("effect",), "comparisons": ("items",),
}  # fmt: skip


def only_new(draft: Draft, existing: bytes) -> Draft:
    """The draft without the proposals whose content the note in the bytes `existing` has, as a value or in a comment, or whose
    mark it keeps from an earlier draft: its author has deleted them."""
    tree, _ = read_nodes(existing, "")
    head = {str(key) for key in tree.pairs} if isinstance(tree, Pairs) else set()
    text = existing.decode("utf-8", "replace")
    comments = _plain(" ".join(found[1] for found in re.finditer(r"(?:^|\s)#(.*)", text)))
    entries = [_plain(" ".join(scalars_of(entry))) for entry in _entries(tree)] if tree else []
    fresh = [proposal for proposal in draft.proposals if proposal.mark not in text and not _has(proposal, head, entries, comments, text)]
    return replace(draft, proposals=tuple(fresh))


def _has(proposal: Proposal, head: set[str], entries: list[str], comments: str, text: str) -> bool:
    from rapidfuzz.fuzz import partial_ratio, token_set_ratio

    if not proposal.section:
        key = next(iter(proposal.values))
        return key in head or f"# {key}:" in text
    keys = _TELLING.get(proposal.section) or (next(iter(proposal.values)),)
    told = [_plain(_said(proposal.values[key])) for key in keys if not str(proposal.values[key]).startswith(f"{TODO} of")]
    for entry in entries:
        if all(one in entry or (len(one) > 20 and max(partial_ratio(one, entry), token_set_ratio(one, entry)) >= ALIKE) for one in told):
            return True
    return all(one in comments for one in told)


def _said(value: Value) -> str:
    return value if isinstance(value, str) else " ".join(value)


def _plain(text: str) -> str:
    text = re.sub(rf"{TODO}[^:?]{{0,60}}[:?]", "", text)
    return " ".join(re.findall(r"\w+", re.sub(r"::[^{}]*\}\}", " ", text).lower()))


def _entries(tree: Node) -> Iterator[Node]:
    if isinstance(tree, Pairs):
        for value in tree.pairs.values():
            if isinstance(value, Items):
                yield from value.items
