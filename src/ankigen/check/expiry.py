"""Rules about facts that the author expects to stop being true: their `valid_until`."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date

from ankigen.check.rule import Finding, Limits, Whole
from ankigen.model import Date, Entry, Note, Place
from ankigen.words import parse_date


def expired(whole: Whole, _: Limits) -> Iterator[Finding]:
    """Warns of a fact past its `valid_until`; with `--strict` it is an error.

    **Why.** The learner keeps studying what has stopped being true (Wozniak, rule 19).

    **Example:** `valid_until: 2025-06` in July 2025.

    **Use instead:** the new fact with its own date, or remove the entry (its card is then retired).
    """
    for note, entry, until, written, place in _dated(whole):
        if until < whole.today:
            yield Finding(
                f"{_subject(entry)} was valid until {written}.", "Bring it up to date, or remove it.",
                place=place, note=note, entry=entry,
            )  # fmt: skip


def expires_soon(whole: Whole, _: Limits) -> Iterator[Finding]:
    """Lists, with `--soon 60d`, the facts whose `valid_until` comes within that time.

    **Why.** A deck is kept true by looking ahead.  Learners find the same cards in Anki by the tag in the hint.

    **Example:** `valid_until: 2026-02` with `ankigen check --soon 60d` in January 2026.

    **Use instead:** nothing yet; look the fact up when its time comes.
    """
    if whole.soon is None:
        return
    for note, entry, until, written, place in _dated(whole):
        if whole.today <= until <= whole.soon:
            yield Finding(
                f"{_subject(entry)} is valid until {written}.", f"Look it up in time.  Learners find it in Anki by: tag:until::{written}*",
                place=place, note=note, entry=entry,
            )  # fmt: skip


def _dated(whole: Whole) -> Iterator[tuple[Note, Entry | None, date, str, Place]]:
    """Each `valid_until` of a note (then without an entry) and of its entries: the last day, what was written, and where."""
    for note, _, _ in whole.notes:
        for entry in (None, *note.entries):
            owner = entry or note
            written = owner.values.get("valid_until")
            if written and (until := parse_date(written)):
                yield note, entry, _last_day(until), written.strip(), getattr(written, "place", owner.place)


def _last_day(until: Date) -> date:
    """The last day of a date at its precision: 2026-02 → 28 February 2026."""
    month = until.month or 12
    return date(until.year, month, until.day or calendar.monthrange(until.year, month)[1])


def _subject(entry: Entry | None) -> str:
    return "The whole note" if entry is None else "This fact"
