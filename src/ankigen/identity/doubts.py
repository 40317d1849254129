"""What the author should look at before learners import: where a history may have gone to the wrong card, or to none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ankigen.codes import problem
from ankigen.identity.likeness import THRESHOLD, asked, folded
from ankigen.identity.match import Match
from ankigen.lock import Locked
from ankigen.model import Card, Problem

_MOST = 60  # letters of what a card says, in a message


def doubts(cards: Sequence[Card], matches: Mapping[int, Match], retired: Sequence[Locked]) -> Iterator[Problem]:
    """A warning for each doubt about these matches of `cards`, by their index; `retired` are the old cards left without one."""
    yield from _rivalries(cards, matches)
    yield from _misplaced_ids(cards, matches)
    yield from _corrections(cards, matches, retired)


def _rivalries(cards: Sequence[Card], matches: Mapping[int, Match]) -> Iterator[Problem]:
    """A warning wherever a rewording was a close call."""
    for at, found in sorted(matches.items()):
        if found.rival is not None:
            what = f"{_said(found.old.says[0])} and {_said(found.rival.says[0])} could both be the old self of this card"
        elif found.rival_card is not None:
            what = f"this card and the one at {_line(cards[found.rival_card])} could both be {_said(found.old.says[0])}"
        else:
            continue
        yield problem(
            "ambiguous-rewording", cards[at].place, f"It is a close call which card was reworded: {what}.",
            f"It was taken for {found.old.guid}. If that is wrong, write id: {found.old.claim} on the entry that is that card.",
        )


def _misplaced_ids(cards: Sequence[Card], matches: Mapping[int, Match]) -> Iterator[Problem]:
    """A warning wherever a written id takes a history to other words, while the words that it named now stand elsewhere.

    The id is obeyed all the same: it is the author's own word, and the next export can give the history back.
    """
    if not any(card.id for card in cards):
        return
    waiting: dict[tuple[str, tuple[str, str]], list[int]] = {}
    for at, card in enumerate(cards):
        if at not in matches or folded(matches[at].old.says) != folded(card.says):
            waiting.setdefault((card.kind, folded(card.says)), []).append(at)
    warned = set()
    for at, found in sorted(matches.items()):
        card = cards[at]
        if not card.id or card.id != found.old.id or folded(found.old.says) == folded(card.says):
            continue
        rightful = [cards[other] for other in waiting.get((card.kind, folded(found.old.says)), ()) if other != at]
        if rightful and (card.note, card.id) not in warned:
            warned.add((card.note, card.id))
            there = _line(rightful[0])
            yield problem(
                "misplaced-id", card.entry.place_of("id"),
                f"id: {card.id} was that of {_said(found.old.front)}, which now stands at {there}; "
                f"here learners would see {_said(card.says[0])} with its history.",
                f"Write id: {card.id} on the entry at {there}, and another id, or none, here.",
            )


def _corrections(cards: Sequence[Card], matches: Mapping[int, Match], retired: Sequence[Locked]) -> Iterator[Problem]:
    """A warning wherever a new card may be one that goes, with a name or a numeral put right.

    “Who ruled in 1856?” may be another question than “Who ruled in 1857?”, or the same without its mistake: with one answer
    to both, only the author can tell.
    """
    gone: dict[tuple[str, ...], dict[str, Locked]] = {}
    for old in retired:
        question, answer = asked(old.says)
        gone.setdefault((old.note, old.section, old.role, answer), {})[question] = old
    for card in (card for at, card in enumerate(cards) if gone and at not in matches and not card.id):
        question, answer = asked(card.says)
        if not (olds := gone.get((card.note, card.section, card.role, answer))):
            continue
        from rapidfuzz import fuzz, process

        if best := process.extractOne(question, olds.keys(), scorer=fuzz.ratio, score_cutoff=THRESHOLD * 100):
            old = olds[best[0]]
            yield problem(
                "possible-correction", card.place,
                f"This is a new card, and {_said(old.front)}, which had the same answer, is retired.",
                f"If it is that card put right, write id: {old.claim} on this entry, and its history goes on; any other id says it is not.",
            )


def _said(text: str) -> str:
    return f"“{text if len(text) <= _MOST else text[: _MOST - 1].rstrip() + '…'}”"


def _line(card: Card) -> str:
    return f"line {card.place.line} of {card.place.file}"
