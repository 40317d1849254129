"""Rules about the cards together: too many of one note, a topic of one note, fronts that are the same or nearly so."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import get_close_matches

from ankigen.check import english
from ankigen.check.rule import Finding, Limits, Noted, Shown, Side, Whole

_BLANK = re.compile(r"\[[^\[\]\n]{0,300}\]")
_NEIGHBOURS = 40  # at most so many fronts are compared with one, the nearest in the order of the alphabet


def many_cards(noted: Noted, limits: Limits) -> Iterator[Finding]:
    """Warns of a note that makes more than 40 cards.

    **Why.** An article has a few facts that an exam will ask; the rest buries them (Wozniak, rule 20, “Prioritize”;
    Matuschak on how many prompts a text bears).

    **Example:** a blank in every sentence of the article.

    **Use instead:** `priority: low` or `card: false` on what is only nice to know, or two notes.
    """
    count = sum(len(shown.sides) for shown in noted.cards)
    if count > limits.limit:
        yield Finding(f"The note makes {count} cards.", f"Keep the {limits.limit:g} that matter most, or split the note.")


def lone_topic(whole: Whole, limits: Limits) -> Iterator[Finding]:
    """Warns, in a project of 5 notes or more, of a note that is the only one under its topic where others share theirs.

    **Why.** Cards without kin are forgotten first, and most topics of one note are a misspelling of another
    (Matuschak: orphan prompts have nothing to hold on to).

    **Example:** one note under `topic: Polity & Governance` beside many under `topic: Polity`.

    **Use instead:** the topic that the others have.
    """
    topics = Counter(noted.note.topic for noted in whole.notes if noted.note.topic)
    shared = [topic for topic, count in topics.items() if count > 1]
    if sum(topics.values()) < limits.limit or not shared:
        return
    for noted in whole.notes:
        note = noted.note
        if topics.get(note.topic) == 1:
            near = get_close_matches(note.topic, shared, 1, 0.7)
            yield Finding(
                f"This is the only note under the topic “{note.topic}”.",
                f"Did you mean “{near[0]}”?" if near else "Give it a topic that other notes have, or write more under this one.",
                place=getattr(note.values.get("topic"), "place", note.place), note=note,
            )  # fmt: skip


def same_front(whole: Whole, _: Limits) -> Iterator[Finding]:
    """Reports two cards of the project that ask the same.

    **Why.** The learner reviews one fact twice, or finds two answers to one question and cannot know which is wanted
    (Wozniak, rule 11, “Combat interference”).

    **Example:** “Which Article of the Constitution of India provides for the GST Council?” in two notes.

    **Use instead:** one of them; or what sets them apart, in both questions.
    """
    first: dict[tuple[str, ...], Side] = {}
    for shown in whole.cards:
        for side in shown.sides:
            key = _key(side)
            if not key:
                continue
            other = first.setdefault(key, side)
            if other.shown.entry is not shown.entry or shown.entry is None and other.shown is not shown:
                yield Finding(
                    f"The same front stands at {other.shown.place}.", "Keep one, or say in both what sets them apart.",
                    place=shown.place, note=shown.note, entry=shown.entry,
                )  # fmt: skip


def alike_front(whole: Whole, limits: Limits) -> Iterator[Finding]:
    """Warns of two fronts that are at least 80 % alike and ask for the same thing.

    Fronts that each name something the other does not (another Article, another year, another body) ask for different
    things, however alike they look, and are left alone.

    **Why.** Cards that look alike are mixed up for ever (Wozniak, rule 11, “Combat interference”).

    **Example:** “Which Article provides for the GST Council?” beside “Which Article of the Constitution provides for the
    GST Council?”

    **Use instead:** one of them.
    """
    from rapidfuzz import fuzz

    fronts = [front for shown in whole.cards if shown.kind != "choice" and shown.sides and not shown.recall if (front := _Front(shown)).telling]
    frequency = Counter(word for front in fronts for word in front.telling)
    index: dict[str, list[_Front]] = defaultdict(list)
    for front in sorted(fronts, key=lambda front: front.text):
        for word in front.telling:
            index[word].append(front)
    places = {word: {id(front): at for at, front in enumerate(found)} for word, found in index.items()}
    told: set[tuple[int, int]] = set()
    for front in fronts:
        rarest = min(front.telling, key=lambda word: (frequency[word], word))
        found, at = index[rarest], places[rarest][id(front)]
        for other in found[max(0, at - _NEIGHBOURS // 2) : at + _NEIGHBOURS // 2 + 1]:
            pair = (min(front.order(other)), max(front.order(other)))
            if other is front or pair in told or not front.same_subject(other):
                continue
            alike = fuzz.ratio(front.text, other.text, score_cutoff=100 * limits.limit)
            if alike:
                told.add(pair)
                older, newer = sorted((front, other), key=lambda each: each.shown.place)
                yield Finding(
                    f"The front is {alike:.0f} % like the one at {older.shown.place}.", "Keep one, or say in both what sets them apart.",
                    place=newer.shown.place, note=newer.shown.note, entry=newer.shown.entry,
                )  # fmt: skip


class _Front:
    """A front made comparable, with the words that tell it from others."""

    def __init__(self, shown: Shown) -> None:
        words = shown.sides[0].words if shown.kind == "qa" else english.folded(english.tokens(shown.text))
        self.shown = shown
        self.text = " ".join(words)
        self.words = words
        self.telling = frozenset(filter(None, map(english.telling, words)))

    def order(self, other: _Front) -> tuple[int, int]:
        return id(self), id(other)

    def same_subject(self, other: _Front) -> bool:
        """Whether the two may ask for the same thing: only one of them names something that the other does not, and only
        one uses other words, unless the answers are one as well."""
        if self.shown.kind != other.shown.kind or _key(self.shown.sides[0]) == _key(other.shown.sides[0]):
            return False
        if self.shown.entry is not None and self.shown.entry is other.shown.entry:
            return False
        if not (self.telling <= other.telling or other.telling <= self.telling):
            return False
        if self.shown.sides[0].answer_words == other.shown.sides[0].answer_words:
            return True
        mine, theirs = set(english.content(self.words)), set(english.content(other.words))
        return mine <= theirs or theirs <= mine


def _key(side: Side) -> tuple[str, ...]:
    """What a front says, case and marks aside; a blank counts by its place, whatever its hint."""
    words = side.words
    if side.hint:
        words = english.folded(english.tokens(_BLANK.sub(" ", side.front)))
    return (side.shown.kind, str(side.at), *words) if words else ()
