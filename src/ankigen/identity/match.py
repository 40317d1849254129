"""Which card of the lock each card is: by written id, by the same words, by the same question, by likeness.

Each step runs over all cards before the next begins, nearest first: in the same section of the same note, in the same
note, anywhere.  A card that is live is preferred to a retired one.  Cards of different kinds never match: Anki would
refuse the update.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ankigen.identity.likeness import THRESHOLD, Said, answers, fold, folded, likeness, rare_words, text_likeness
from ankigen.lock import Locked
from ankigen.model import Card
from ankigen.plainly import sentence_of, words_of

_RESTORED_THRESHOLD = 0.8  # a retired card must be more alike: it may be long forgotten
_CLOSE = 0.05  # two rewordings this near to each other are for the author to tell apart
_CANDIDATES = 8
_TELLS = 50  # an answer that more old cards give does not tell which of them a card may be
_SCAN_ALL = 1_500  # above this many old cards only those that share a telling word are compared


class Match(NamedTuple):
    """A card's old self, how alike (1 where the words are the same), and an old card that competed closely."""

    old: Locked
    likeness: float = 1.0
    rival: Locked | None = None
    rival_card: int | None = None


@dataclass(slots=True)
class _Matching:
    """The state of one matching: what is still to be placed."""

    cards: Sequence[Card]
    kinds: dict[str, str]  # type key → kind
    notes: dict[str, str]  # old note id → its id now
    free: dict[str, Locked]
    waiting: dict[int, Card]
    known_ids: set[tuple[str, str]]
    found: dict[int, Match] = field(default_factory=dict)

    def take(self, at: int, match: Match) -> None:
        self.found[at] = match
        del self.free[match.old.guid]
        del self.waiting[at]

    def note_now(self, old: Locked) -> str:
        return self.notes.get(old.note, old.note)


Key = Callable[..., Hashable]
Pair = tuple[float, int, Locked]  # how alike, a card by its index, an old card


class _Nearness(NamedTuple):
    """What must be equal for two cards to be compared: of a card, and of an old one.

    Where `loose`, they may play different roles ("means", "expands"), so that being about the same thing is not enough:
    what they answer must be alike too.
    """

    of_card: Key
    of_old: Key
    loose: bool = False


def _family(role: str) -> str:
    """`wants` of `wants:missile technology`: the role of items that are told apart by their own words."""
    return role.partition(":")[0]


_NEARNESS = (
    _Nearness(
        lambda card: (card.kind, card.note, card.section, card.role),
        lambda m, old: (m.kinds[old.type], m.note_now(old), old.section, old.role),
    ),
    _Nearness(lambda card: (card.kind, card.section, card.role), lambda m, old: (m.kinds[old.type], old.section, old.role)),
    _Nearness(
        lambda card: (card.kind, card.note, card.section, _family(card.role)),
        lambda m, old: (m.kinds[old.type], m.note_now(old), old.section, _family(old.role)),
        loose=True,
    ),
    _Nearness(lambda card: (card.kind,), lambda m, old: (m.kinds[old.type],), loose=True),
)
"""From the nearest to the farthest."""


def match(cards: Sequence[Card], old: Iterable[Locked], kinds: dict[str, str]) -> dict[int, Match]:
    """The old self of each card, by its index; cards that are new are not in the answer.

    `kinds` tells the kind of each note type in the lock.  An old card of no section came from a package, so that nothing is
    known of it but what it showed.
    """
    olds = list(old)
    found = _matched(cards, dict(enumerate(cards)), [card for card in olds if card.section], kinds)
    if (seen := [card for card in olds if not card.section]) and len(found) < len(cards):
        shown = [as_shown(card) for card in cards]
        found |= _matched(shown, {at: card for at, card in enumerate(shown) if at not in found}, seen, kinds)
    return found


def as_shown(card: Card) -> Card:
    """A card saying what its fields show, as it must to be recognised among shipped ones."""
    if card.kind == "cloze":
        says = (sentence_of(card.fields["Text"]), "")
    elif card.kind == "choice":
        says = (words_of(card.fields["Question"]), next((words_of(option.text) for option in card.options if option.right), ""))
    else:
        says = (words_of(card.fields.get("Question", "")), words_of(card.fields.get("Answer", "")))
    return card._replace(says=says, note="", section="", role="")


def _matched(cards: Sequence[Card], waiting: dict[int, Card], olds: Sequence[Locked], kinds: dict[str, str]) -> dict[int, Match]:
    m = _Matching(
        cards, kinds, renamed_notes(cards, olds), {card.guid: card for card in olds}, waiting,
        {(card.note, card.id) for card in olds if card.id},
    )
    steps: tuple[Callable[[], None], ...] = (
        lambda: _by_id(m), lambda: _by_words(m, tuple, _NEARNESS[:1]), lambda: _by_words(m, folded, _NEARNESS),
        lambda: _by_question(m, olds), lambda: _by_likeness(m),
    )
    for step in steps:
        if m.free and m.waiting:
            step()
    return m.found


def renamed_notes(cards: Sequence[Card], olds: Sequence[Locked]) -> dict[str, str]:
    """Old note id → new one, for notes that are gone and come back under another name with most of the same words."""
    now = {card.note for card in cards}
    before = {old.note for old in olds}
    says: dict[Hashable, str] = {}
    for old in olds:
        if old.note not in now and not old.retired:
            says[(old.section, old.role, old.says)] = old.note
    shared: Counter[tuple[str, str]] = Counter()
    for card in cards:
        if card.note not in before and (note := says.get((card.section, card.role, card.says))):
            shared[note, card.note] += 1
    renamed: dict[str, str] = {}
    for (old_note, note), _ in shared.most_common():
        if old_note not in renamed and note not in renamed.values():
            renamed[old_note] = note
    return renamed


def _by_id(m: _Matching) -> None:
    """An id written on the entry settles it: the guid of the card it is, or the id it had in the lock.

    Of the cards that an entry makes, a guid is that of one: the one of its role, or else one that has no line of its own.
    """
    written = [(at, card) for at, card in m.waiting.items() if card.id]
    named: dict[Hashable, list[Locked]] = defaultdict(list)
    claims: dict[str, str] = {}
    for old in m.free.values() if written else ():
        claims[old.claim] = old.guid
        if old.id:
            named[m.kinds[old.type], m.note_now(old), old.id].append(old)

    def by_guid(card: Card) -> list[Locked]:
        old = m.free.get(claims.get(card.id, ""))
        return [old] if old and m.kinds[old.type] == card.kind else []

    def by_guid_and_role(card: Card) -> list[Locked]:
        return [old for old in by_guid(card) if _place(old) == _place(card)]

    def by_name(card: Card) -> list[Locked]:
        same = [old for old in named[card.kind, card.note, card.id] if old.guid in m.free]
        moved = [old for old in same if old.section != card.section]
        return [old for old in same if _place(old) == _place(card)] or (moved if len(moved) == 1 else [])

    for olds in (by_guid_and_role, by_name, by_guid):
        for at, card in written:
            if at in m.waiting and (found := olds(card)):
                m.take(at, Match(found[0], 1.0 if found[0].id == card.id else likeness(found[0].says, card.says)))


def _place(said: Card | Locked) -> tuple[str, str]:
    """Which of the cards of its entry a card is."""
    return said.section, said.role


def _question(said: Card | Locked) -> Hashable:
    return fold(said.says[0])


def _by_question(m: _Matching, olds: Sequence[Locked]) -> None:
    """The same question, where it is the only one of its kind: “Overseas territory of?” asked of ten is no identity."""
    open_ones = {_question(card) for card in m.waiting.values()}
    cards = [card for card in m.cards if _question(card) in open_ones]
    olds = [old for old in olds if _question(old) in open_ones]
    for near in _NEARNESS:
        if near.loose:
            continue
        asked = Counter((near.of_card(card), _question(card)) for card in cards)
        was_asked = Counter((near.of_old(m, old), _question(old)) for old in olds)
        alone = {key for key, times in asked.items() if times == 1 and was_asked[key] == 1}
        free = {(near.of_old(m, old), _question(old)): old for old in m.free.values()}
        for at, card in list(m.waiting.items()):
            key = (near.of_card(card), _question(card))
            if key in alone and key in free and _may_be(m, card, free[key]):
                m.take(at, Match(free[key]))


def _by_words(m: _Matching, read: Callable[[Said], Hashable], places: Iterable[_Nearness]) -> None:
    """The same words, as `read` reads them, at each of these distances."""
    for retired in (False, True):
        for near in places:
            pool: dict[Hashable, list[Locked]] = defaultdict(list)
            for old in m.free.values():
                if bool(old.retired) == retired:
                    pool[near.of_old(m, old), read(old.says)].append(old)
            for at, card in list(m.waiting.items()) if pool else ():
                same = pool.get((near.of_card(card), read(card.says)))
                while same and not _may_be(m, card, same[0]):
                    same.pop(0)
                if same:
                    m.take(at, Match(same.pop(0)))


def _may_be(m: _Matching, card: Card, old: Locked) -> bool:
    """Whether the ids that were written let the card be this old one."""
    return not (card.id and old.id and card.id != old.id and (card.note, card.id) in m.known_ids)


def _by_likeness(m: _Matching) -> None:
    """At least as alike as is needed; what is just so only where nothing fits better anywhere."""
    last_resort: list[list[Pair]] = []
    for retired in (False, True):
        for near in _NEARNESS:
            groups: dict[Hashable, list[Locked]] = defaultdict(list)
            for old in m.free.values():
                if bool(old.retired) == retired:
                    groups[near.of_old(m, old)].append(old)
            least = _RESTORED_THRESHOLD if retired else THRESHOLD
            places = _grouped(m, near.of_card).items() if groups else ()
            pairs = [pair for key, ats in places if key in groups for pair in _pairs(m.cards, ats, groups[key], least)]
            alike = [*_answering_alike(m, pairs, near.loose)]
            last_resort.append([pair for pair in alike if pair[0] <= THRESHOLD])
            _take_best(m, [pair for pair in alike if pair[0] > THRESHOLD])
    for pairs in last_resort:
        _take_best(m, pairs)


def _answering_alike(m: _Matching, pairs: Iterable[Pair], loose: bool) -> Iterator[Pair]:
    """The pairs whose answers are alike too where that is needed (`loose`, or one question asked of several): then a pair
    is as alike as the less alike of its parts."""
    for alike, at, old in pairs:
        if not _may_be(m, m.cards[at], old):
            continue
        if loose or _question(old) == _question(m.cards[at]):
            alike = min(alike, text_likeness(old.says[1], m.cards[at].says[1]))
        if alike >= THRESHOLD:
            yield alike, at, old


def _grouped(m: _Matching, of_card: Key) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for at, card in m.waiting.items():
        groups[of_card(card)].append(at)
    return groups


def _take_best(m: _Matching, pairs: list[Pair]) -> None:
    """Best pairs first, each card and each old card once; a near rival is remembered."""
    pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2].due, pair[2].guid))
    by_card: dict[int, list[tuple[float, Locked]]] = defaultdict(list)
    by_old: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for alike, at, old in pairs:
        by_card[at].append((alike, old))
        by_old[old.guid].append((alike, at))
    for alike, at, old in pairs:
        if at not in m.waiting or old.guid not in m.free:
            continue
        rival = next((o for score, o in by_card[at] if o is not old and alike - score < _CLOSE and o.guid in m.free), None)
        rival_card = next((a for score, a in by_old[old.guid] if a != at and alike - score < _CLOSE and a in m.waiting), None)
        m.take(at, Match(old, alike, rival, rival_card))


def _pairs(cards: Sequence[Card], ats: list[int], olds: list[Locked], least: float) -> list[Pair]:
    """Pairs at least `least` alike, the best few of each card."""
    from rapidfuzz import fuzz, process

    questions = [fold(old.says[0]) for old in olds]
    both = [f"{question} {fold(old.says[1])}" for question, old in zip(questions, olds, strict=True)]
    index = _Index(olds) if len(olds) > _SCAN_ALL else None
    answering: dict[frozenset[str], dict[int, str]] = defaultdict(dict)
    for n, old in enumerate(olds):
        answering[answers(old.says)][n] = questions[n]
    pairs = []
    for at in ats:
        card = cards[at]
        question = fold(card.says[0])
        among = index.candidates(card) if index else range(len(olds))
        near: set[int] = set()
        for query, texts in ((question, questions), (f"{question} {fold(card.says[1])}", both)):
            chosen = {n: texts[n] for n in among} if index else texts
            best = process.extract(query, chosen, scorer=fuzz.ratio, processor=None, score_cutoff=least * 100, limit=_CANDIDATES)
            near.update(n for _, _, n in best)
        same = answering.get(answers(card.says), {})
        if len(same) <= _TELLS:  # a question in far more words has few letters in common with what it was
            near.update(n for _, _, n in process.extract(question, same, scorer=fuzz.token_set_ratio, processor=None, limit=_CANDIDATES))
        for n in sorted(near):
            alike = likeness(olds[n].says, card.says)
            if alike >= least:
                pairs.append((alike, at, olds[n]))
    return pairs


class _Index:
    """Old cards by the telling words they hold: what keeps a large search from comparing all with all."""

    def __init__(self, olds: Sequence[Locked]) -> None:
        self._holders: dict[str, list[int]] = defaultdict(list)
        for n, old in enumerate(olds):
            for word in rare_words(f"{old.says[0]} {old.says[1]}"):
                self._holders[word].append(n)

    def candidates(self, card: Card) -> list[int]:
        words = [word for word in rare_words(f"{card.says[0]} {card.says[1]}") if word in self._holders]
        words.sort(key=lambda word: len(self._holders[word]))
        votes: Counter[int] = Counter()
        for word in words[:6]:
            if len(self._holders[word]) <= _SCAN_ALL or not votes:
                votes.update(self._holders[word][:_SCAN_ALL])
        return sorted(n for n, _ in votes.most_common(100))
