"""Decks to measure with: the same cards on every machine, each asking for something else, none that a checker stops."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tools import Card

PER_NOTE = 100
_STARTS = "bal bren cal cor dal dor fen gal gren hal har kel kor lan lor mal mar nel nor pal pen ral ren sal sel tal tor val ven wil".split()
_MIDDLES = "a e i o u ai ea ou ar en il on ur".split()
_ENDS = "bury dale den don field ford gate ham hurst land ley mere mont more ness port stead ston thorpe vale well wick wood worth".split()
_WORKS = "bridge canal castle cathedral dam dictionary fortress gallery harbour library lighthouse museum observatory opera".split()
_DEEDS = "built commissioned completed designed destroyed financed founded opened planned rebuilt restored surveyed".split()
_QUESTIONS = (
    "In which year was the {work} of {place} {deed} {cause}?", "When was {place}’s {work} {deed} {cause}?",
    "What is the date at which the {work} of {place} was {deed} {cause}?", "Since when has {place} had its {work}, {deed} {cause}?",
    "The {work} at {place} was {deed} {cause} in which year?",
)  # fmt: skip
_CAUSES = (
    "by order of the {}", "at the expense of the {}", "for the {}", "against the will of the local {}", "with a loan from the {}",
    "as the {} wished", "under the {}", "despite the {}’s protest",
)  # fmt: skip
_ANSWERS = ("in {year}", "{season} {year}", "In the {season} of {year}", "By {season} {year}", "{year}, in {season}", "{season} {year} (old style)")
_SEASONS = "spring summer autumn winter".split()
_PEOPLE = "abbess admiral architect bishop countess duchess duke emperor engineer governor guild king mayor queen regent".split()


def deck(kind: str, cards: int) -> list[tuple[str, list[Card]]]:
    """`cards` cards in files of a hundred; `plain`, or `rich` with a fifth of the texts in Markdown."""
    made = _cards(kind, cards)
    return [(f"note-{at:04}", [next(made) for _ in range(min(PER_NOTE, cards - at * PER_NOTE))]) for at in range(-(-cards // PER_NOTE))]


def _cards(kind: str, count: int) -> Iterator[Card]:
    chance = Random(count)
    places = [f"{start}{middle}{end}".capitalize() for start in _STARTS for middle in _MIDDLES for end in _ENDS]
    for at in range(count):
        work, deed, who = (chance.choice(words) for words in (_WORKS, _DEEDS, _PEOPLE))
        place = f"{places[at % len(places)]} {_numeral(at // len(places))}".strip()
        year = 1100 + chance.randrange(900)
        cause = chance.choice(_CAUSES).format(who)
        q = chance.choice(_QUESTIONS).format(work=work, place=place, deed=deed, cause=cause)
        a = chance.choice(_ANSWERS).format(season=_SEASONS[at % 4], year=year)
        if kind == "rich":
            q = q.replace(work, f"**{work}**") if chance.random() < 0.2 else q
            a = a.replace(str(year), f"*{year}*") if chance.random() < 0.2 else a
        yield Card(str(at), q, a)


def _numeral(number: int) -> str:
    return ("", "Major", "Minor", "Superior", "Inferior", "Magna", "Parva", "Nova", "Vetus", "Regis", "Abbatis", "Episcopi")[number]
