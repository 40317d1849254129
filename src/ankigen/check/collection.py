"""Rules about the cards together: too many of one note, a topic of one note, fronts that are the same or nearly so."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ankigen.check import english
from ankigen.check.rule import Finding, Front, Limits, Noted, Shown, Whole
from ankigen.model import Card, Note
from ankigen.patterns import pattern

_BLANK = pattern(r"\[[^\[\]\n]{0,300}\]")
_NEAR = 20  # so many fronts before and after one are compared with it


def many_cards(noted: Noted, limits: Limits) -> Iterator[Finding]:
    """Warns of a note that makes more than 40 cards.

    **Why.** An article has a few facts that an exam will ask; the rest buries them (Wozniak, rule 20, “Prioritize”;
    Matuschak on how many prompts a text bears).

    **Example:** a blank in every sentence of the article.

    **Use instead:** `priority: low` or `card: false` on what is only nice to know, or two notes.
    """
    count = sum(len(shown.sides) for shown in noted.cards)
    if count > limits.limit:
        yield Finding(
            f"The note makes {count} cards.", f"Keep the {limits.limit:g} that matter most, or split the note."
        )


def lone_topic(whole: Whole, limits: Limits) -> Iterator[Finding]:
    """Warns, in a project of 5 notes or more, of a note that is the only one under its topic where others share theirs.

    **Why.** Cards without kin are forgotten first, and most topics of one note are a misspelling of another
    (Matuschak: orphan prompts have nothing to hold on to).

    **Example:** one note under `topic: Polity & Governance` beside many under `topic: Polity`.

    **Use instead:** the topic that the others have.
    """
    topics = Counter(note.topic for note, _, _ in whole.notes if note.topic)
    shared = [topic for topic, count in topics.items() if count > 1]
    if sum(topics.values()) < limits.limit or not shared:
        return
    from difflib import get_close_matches

    for note, _, _ in whole.notes:
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
    first: dict[str, Card] = {}
    for note, cards, fronts in whole.notes:
        for front in fronts:
            card = cards[front.card]
            other = first.setdefault(front.key, card)
            if other.entry is not card.entry:
                yield Finding(
                    f"The same front stands at {other.place}.", "Keep one, or say in both what sets them apart.",
                    place=card.place, note=note, entry=card.entry, other=other.place.file,
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
    fronts = (_Asks(note, cards[front.card], front) for note, cards, fronts in whole.notes for front in fronts if front.text)
    told: set[int] = set()  # of many that are alike, each is told once
    for front, others in _neighbours([front for front in fronts if front.telling]):
        for other in others:
            if not front.same_subject(other):
                continue
            from rapidfuzz import fuzz  # most decks have nothing to compare, and it is slow to load

            if alike := fuzz.ratio(front.text, other.text, score_cutoff=100 * limits.limit):
                older, newer = sorted((front, other), key=lambda each: each.card.place)
                if id(newer) in told:
                    continue
                told.add(id(newer))
                yield Finding(
                    f"The front is {alike:.0f} % like the one at {older.card.place}.",
                    "Keep one, or say in both what sets them apart.",
                    place=newer.card.place, note=newer.note, entry=newer.card.entry, other=older.card.place.file,
                )  # fmt: skip


def fronts_of(cards: Sequence[Shown]) -> Iterator[Front]:
    """What the rules about all cards together must know of the cards of a note."""
    for at, shown in enumerate(cards):
        compared = shown.form in ("qa", "cloze")
        for side in shown.sides:
            if not side.words:
                continue
            key = " ".join(english.folded(english.tokens(_BLANK.sub(" ", side.front))) if side.hint else side.words)
            asks = key if shown.kind == "qa" else " ".join(shown.words)
            text = asks if compared and side is shown.sides[0] else ""
            telling = tuple(dict.fromkeys(filter(None, map(english.telling, text.split()))))  # a set is eight times as large
            yield Front(
                at, key if shown.kind == "qa" else f"{shown.kind} {side.at}: {key}", text, " ".join(side.answer_words), telling
            )


class _Asks:
    """What a card asks."""

    __slots__ = ("answer", "card", "key", "note", "telling", "text")

    def __init__(self, note: Note, card: Card, front: Front) -> None:
        self.note, self.card = note, card
        _, self.key, self.text, self.answer, self.telling = front

    def same_subject(self, other: _Asks) -> bool:
        """Whether the two may ask for the same thing: only one of them names something that the other does not, and only
        one uses other words, unless the answers are one as well."""
        less, more = (self.telling, other.telling) if len(self.telling) < len(other.telling) else (other.telling, self.telling)
        for word in less:
            if word not in more:
                return False
        if self.card.kind != other.card.kind or self.key == other.key or self.card.entry is other.card.entry:
            return False
        if self.answer == other.answer:
            return True
        own, foreign = set(english.content(self.text.split())), set(english.content(other.text.split()))
        return own <= foreign or foreign <= own


def _neighbours(fronts: list[_Asks]) -> Iterator[tuple[_Asks, list[_Asks]]]:
    """Each front with those that may be like it, every pair once.

    Of two fronts that ask for one thing, one has all the telling words of the other, so both have the rarest word of the
    one.  Where that word is not rare, only the nearest in the order of the alphabet are compared: the work grows with the
    number of fronts and not with its square.
    """
    frequency = Counter(word for front in fronts for word in front.telling)
    fronts = sorted(fronts, key=lambda front: front.text)
    rarest = [min(front.telling, key=frequency.__getitem__) for front in fronts]
    wanted = {word for word in rarest if frequency[word] > 1}
    index: dict[str, list[int]] = defaultdict(list)
    for rank, front in enumerate(fronts):
        for word in front.telling:
            if word in wanted:
                index[word].append(rank)
    met: set[int] = set()
    many = len(fronts)
    for rank, word in enumerate(rarest):
        if frequency[word] == 1:
            continue
        found = index[word]
        at = bisect_left(found, rank)
        near = {  # every pair of ranks as one number
            other * many + rank if other < rank else rank * many + other
            for other in found[max(0, at - _NEAR) : at + _NEAR + 1]
            if other != rank
        }
        if fresh := near - met:
            met |= fresh
            pairs = (divmod(pair, many) for pair in sorted(fresh))
            yield fronts[rank], [fronts[first if second == rank else second] for first, second in pairs]

