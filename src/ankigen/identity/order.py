"""The order in which new cards are shown: numbers with gaps, so that a card added between two lands between them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

LAST = 999_999
"""Anki caps the position of a new card at 1,000,000."""

_STEP = 1000


def places(old: Sequence[int | None]) -> list[int]:
    """A rising number for each card, in order.  Cards that have one and still stand in order keep it; the others are put
    between their neighbours.  Where there is no room left, all are numbered anew."""
    kept = _longest_rising(old)
    numbers: list[int] = []
    before, run = 0, 0
    for at, number in enumerate([*old, None]):
        at_end = at == len(old)
        if not at_end and at not in kept:
            run += 1
            continue
        upper = min(LAST, before + _STEP * (run + 1)) if at_end else number
        assert upper is not None
        if run:
            if upper - before <= run:
                return _anew(len(old))
            numbers += [before + (upper - before) * nth // (run + 1) for nth in range(1, run + 1)]
        if not at_end:
            numbers.append(upper)
        before, run = upper, 0
    return numbers


def _anew(count: int) -> list[int]:
    step = min(_STEP, LAST / max(count, 1))
    return [max(1, min(LAST, int(step * nth))) for nth in range(1, count + 1)]


def _longest_rising(old: Sequence[int | None]) -> set[int]:
    """The places of a longest strictly rising run of numbers (patience sorting)."""
    tails: list[int] = []
    at_tail: list[int] = []
    previous: dict[int, int] = {}
    for at, number in enumerate(old):
        if number is None or number < 1:
            continue
        pile = bisect_left(tails, number)
        if pile:
            previous[at] = at_tail[pile - 1]
        tails[pile:pile + 1] = [number]
        at_tail[pile:pile + 1] = [at]
    kept = set()
    at = at_tail[-1] if at_tail else -1
    while at >= 0:
        kept.add(at)
        at = previous.get(at, -1)
    return kept
