"""Dates at the precision that was written, in words."""

from __future__ import annotations

import re
from datetime import date as calendar
from typing import Literal

from ankigen.model import Date
from ankigen.patterns import pattern

MONTHS = {
    "en": tuple("January February March April May June July August September October November December".split()),
    "hi": ("जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"),
}
"""The months in each language that has frames."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_DATE = pattern(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_LIKE_DATE = pattern(r"0+|\d{4}-\d{1,2}(?:-\d{1,2})?|\d{1,2}([-/.])\d{1,2}\1\d{4}|\d{4}([/.])\d{1,2}\2\d{1,2}", re.ASCII)
_TIME = pattern(r"(?<=\d)[Tt ]+\d{1,2}:\d.*", re.ASCII | re.DOTALL)
_SPAN = pattern(r"\d\d(\d\d)-(\d\d)", re.ASCII)
_YEAR = pattern(r"\d{1,4}", re.ASCII)
_PARTS = pattern(r"[\s,./-]+")
_ORDINAL = pattern(r"(\d{1,2})(?:st|nd|rd|th)", re.IGNORECASE)


def parse_date(text: str) -> Date | None:
    """`2026`, `2026-01` or `2026-01-31` as a date; None for anything else, days that no month has included."""
    found = _DATE.fullmatch(text.strip())
    if not found:
        return None
    year, month, day = found.groups()
    try:
        calendar(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return Date(int(year), int(month or 0), int(day or 0))


def is_impossible(text: str) -> bool:
    """Whether a text can only have been meant as a date, with or without a time, and is none: `2023-02-30`, `2023-13`,
    `31-12-1935`, but not `2025-26`, a span."""
    text = _TIME.sub("", text.strip())
    if not _LIKE_DATE.fullmatch(text) or parse_date(text):
        return False
    span = _SPAN.fullmatch(text)
    return not (span and (int(span[2]) > int(span[1]) or (span[1], span[2]) == ("99", "00")))


def meant_dates(text: str) -> list[str]:
    """The dates that a text in another form may mean, the day before the month first: `26 Jan 1950`, `24/04/1993`, `2026-1-5`."""
    names = {name.lower(): number for number, month in enumerate(MONTHS["en"], 1) for name in (month, month[:3], month[:4])}
    names |= {name: number for number, name in enumerate(MONTHS["hi"], 1)}
    parts = [_ORDINAL.sub(r"\1", part.lower()) for part in _PARTS.split(text.strip()) if part.lower() not in ("", "of")]
    years = [part for part in parts if part.isdecimal() and len(part) == 4]
    months = [names[part] for part in parts if part in names]
    days = [int(part) for part in parts if part.isdecimal() and len(part) < 3]
    if len(years) != 1 or len(months) > 1 or len(parts) != 1 + len(months) + len(days):
        return []
    rests = [[*months, *days]]
    if len(days) == 2:  # in figures: behind the year the month comes first, before it either may
        rests = [days] if parts[0] == years[0] else [days[::-1], days]
    found = ["-".join((f"{int(years[0]):04}", *(f"{number:02}" for number in rest))) for rest in rests]
    return [date for date in dict.fromkeys(found) if parse_date(date)]


def date_hint(text: str) -> str:
    """What to write for a text that is not yet a date, as a sentence without its stop."""
    return f"Write {' or '.join(meant_dates(text)) or '2026, 2026-01 or 2026-01-31'}"


def precision(text: str) -> Literal["year", "month", "day", ""]:
    """The finest part of a date that was written, an early year (`476`) too; nothing for words (`44 BC`, `the 2010s`)."""
    if date := parse_date(text):
        return "day" if date.day else "month" if date.month else "year"
    return "year" if _YEAR.fullmatch(text.strip()) else ""


def is_over(text: str, now: Date | None) -> bool:
    """Whether a date, or a time in words, lies before the end of `now`; where either is not known it is taken to."""
    date = parse_date(text)
    if not date or not now:
        return True
    then, end = (date.year, date.month, date.day), (now.year, now.month or 12, now.day or 31)
    return then <= end


def date_in_words(date: Date, lang: str = "en") -> str:
    """`1 July 2017`, `July 2017` or `2017`; in figures where the language's months are not known."""
    months = MONTHS.get(base(lang))
    if not months:
        return "-".join(f"{part:02}" for part in (date.year, date.month, date.day) if part)
    parts = (str(date.day or ""), months[date.month - 1] if date.month else "", str(date.year))
    return " ".join(filter(None, parts))


def month_and_year(date: Date, lang: str = "en") -> str:
    """`Jul 2017`, short and without the day, as the context line of a card shows it."""
    words = date_in_words(Date(date.year, date.month), lang)
    return f"{words[:3]} {date.year}" if date.month and base(lang) == "en" else words


def as_written(text: str, lang: str = "en") -> str:
    """A date in words where `text` is a date; else `text` as it is (`2025-26`, `Q1 2026`)."""
    date = parse_date(text)
    return date_in_words(date, lang) if date else text


def base(lang: str) -> str:
    """`en` of `en-GB`; English where no language is given."""
    return (lang or "en").replace("_", "-").split("-")[0].lower()
