"""Dates in running text, at the precision that is written, and relative ones where the day of the article is known."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from ankigen.words import MONTHS, WEEKDAYS

_MONTHS = {name.lower(): number for number, month in enumerate(MONTHS["en"], 1) for name in (month, month[:3])} | {"sept": 9}
_MONTH = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"((?:1[0-9]|20)\d\d)\b(?!\s?[-–/]\s?\d|[\d,.]\d|\s?(?:crore|lakh|per|km|kg|MW|%))"
_LEAD = r"(?:\b(?:on|in|since|by|from|until|till|of|during|dated|as on|as of|around|before|after|late|early|mid)\s+(?:the\s+)?){0,2}"


class Found(NamedTuple):
    """A date in a text: as the format writes it, its span with the preposition before it, and what is unsure of it."""

    value: str
    start: int
    end: int
    confidence: float = 0.95
    why: str = "a date as written"


_IN_FIGURES = "day, month, year"
_PATTERNS: tuple[tuple[re.Pattern[str], tuple[int, int, int], float, str], ...] = (
    # pattern, groups of (year, month, day), confidence, why
    (re.compile(rf"{_LEAD}\b{_DAY}\s?(?:of\s)?{_MONTH}[,\s]\s?{_YEAR}", re.I), (3, 2, 1), 0.97, "a date as written"),
    (re.compile(rf"{_LEAD}\b{_MONTH}\s{_DAY}(?:,\s?|\s){_YEAR}", re.I), (3, 1, 2), 0.97, "a date as written"),
    (re.compile(rf"{_LEAD}\b{_MONTH}(?:,\s?|\s|\sof\s){_YEAR}", re.I), (2, 1, 0), 0.95, "month and year as written"),
    (re.compile(rf"{_LEAD}\b((?:1[0-9]|20)\d\d)-(\d\d)-(\d\d)\b", re.I), (1, 2, 3), 0.97, "a date as written"),
    (re.compile(rf"{_LEAD}\b(\d{{1,2}})[./-](\d{{1,2}})[./-]((?:19|20)\d\d)\b", re.I), (3, 2, 1), 0.9, _IN_FIGURES),
    (re.compile(rf"\b(?:in|since|from|until|till|by|during|before|after|around|back in|year)\s(?:the\s)?(?:year\s)?{_YEAR}", re.I),
     (1, 0, 0), 0.9,
     "a year after a preposition"),
)  # fmt: skip
_DIGIT = re.compile(r"\d{3}")
_BARE = re.compile(rf"(?<!\d)(?<![\d,.–-]){_YEAR}")
_NOT_A_YEAR = re.compile(
    r"\s(?:census|olympics|elections?|budget|world cup|report|edition|rules|act|policy|survey|summit|order|"
    r"guidelines|agenda|amendment)\b|\s?[A-Za-z]{2,12}\)?\s(?:act|bill)\b",
    re.I,
)
_NAMED_BEFORE = re.compile(
    r"\b(?:Act|Rules|Bill|Order|Regulations?|Code|Policy|Ordinance|Agenda|Vision|Guidelines|Convention),?\s(?:of\s)?$"
)


@lru_cache(maxsize=1024)
def dates(text: str) -> tuple[Found, ...]:
    """The absolute dates of a text, in order.  A year within the name of a law, a census or a span of years is none."""
    taken: list[Found] = []
    if not _DIGIT.search(text):
        return ()
    for pattern, groups, confidence, why in _PATTERNS:
        for match in pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in taken) or _part_of_a_name(text, match):
                continue
            year, month, day = (_number(match[group]) if group else 0 for group in groups)
            sure, reason = confidence, why
            if why == _IN_FIGURES and month > 12:
                month, day = day, month
            elif why == _IN_FIGURES and day <= 12 and day != month:
                sure, reason = 0.5, "day and month could be either way round"
            if value := written(year, month, day):
                taken.append(Found(value, match.start(), match.end(), sure, reason))
    return tuple(sorted(taken, key=lambda found: found.start))


def years(text: str) -> tuple[Found, ...]:
    """Years that stand bare, for tables and heads of list items."""
    return tuple(
        Found(match[1], match.start(), match.end(), 0.8, "a year") for match in _BARE.finditer(text) if not _part_of_a_name(text, match)
    )


def written(year: int, month: int, day: int) -> str:
    """The date as the format writes it, or an empty text where there is no such day."""
    if not month:
        return f"{year:04}"
    if not 1 <= month <= 12:
        return ""
    if not day:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= monthrange(year, month)[1] else ""


def read_date(text: str) -> str:
    """The one date that a short text is (a byline, a `datetime` attribute), or an empty text."""
    found = dates(text) or tuple(one for one in years(text) if one.end - one.start == len(text.strip()))
    return found[0].value if found else ""


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS[text.lower().rstrip(".")]


def _part_of_a_name(text: str, match: re.Match[str]) -> bool:
    bare = match[0].strip()
    year_at = match.end() - 4
    if bare[:4].isdigit() or bare[-4:].isdigit():
        if _NAMED_BEFORE.search(text, max(0, year_at - 40), year_at):
            return True
        if bare.isdigit() or len(bare) <= 12:
            return bool(_NOT_A_YEAR.match(text, match.end()))
    return False


_RELATIVE = re.compile(
    rf"\b(?:(?:on|late|early)\s+)?(?P<day>{'|'.join(WEEKDAYS)})\b"
    r"|\b(?P<near>yesterday|today|tomorrow)\b|\b(?P<way>last|this|next)\s(?P<unit>month|year)\b",
    re.I,
)


def relative_dates(text: str, today: date | None) -> Iterator[Found]:
    """“Thursday”, “yesterday”, “last month” as dates, counted from the day of the article; none where it is unknown."""
    if today is None:
        return
    for match in _RELATIVE.finditer(text):
        if match["day"]:
            if re.search(r"\b(?:next|this|coming|every|each|last)\s$", text[max(0, match.start() - 8) : match.start()], re.I):
                continue
            value = (today - timedelta((today.weekday() - WEEKDAYS.index(match["day"].capitalize())) % 7)).isoformat()
        elif match["near"]:
            value = (today + timedelta({"yesterday": -1, "today": 0, "tomorrow": 1}[match["near"].lower()])).isoformat()
        else:
            step = {"last": -1, "this": 0, "next": 1}[match["way"].lower()]
            if match["unit"].lower() == "year":
                value = f"{today.year + step:04}"
            else:
                months = today.year * 12 + today.month - 1 + step
                value = f"{months // 12:04}-{months % 12 + 1:02}"
        yield Found(value, match.start(), match.end(), 0.8, f"“{match[0]}” counted from {today.isoformat()}")
