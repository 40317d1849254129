"""THE TABLE of problem codes.  A code and its name are permanent; the name states the fault.

AK1xx faults of reading · AK2xx rules of the checker · AK3xx the project: settings, lock, media, output.
"""

from __future__ import annotations

from collections.abc import Iterable

from ankigen.model import Place, Problem, Severity

CODES: dict[str, tuple[str, Severity, str]] = {
    # name: (code, severity, one line for the docs)
    "bad-encoding": ("AK101", "error", "The file is not UTF-8, or has a character that does not belong in text."),
    "bad-yaml": ("AK102", "error", "The file is not YAML."),
    "too-large": ("AK103", "error", "The file is too large, too deeply nested, or repeats too much by aliases."),
    "yaml-feature": ("AK104", "error", "YAML's tags, merge keys and several documents have no place in a note."),
    "unquoted-blank": ("AK105", "error", "A value that starts with a blank needs quotes."),
    "repeated-key": ("AK106", "error", "A key stands twice in one place."),
    "unknown-key": ("AK107", "error", "A key that the format does not have."),
    "missing-key": ("AK108", "error", "A key that is required is not there."),
    "wrong-shape": ("AK109", "error", "A value does not have the shape that its key asks for."),
    "empty-value": ("AK110", "error", "A key has nothing behind it."),
    "bad-date": ("AK111", "error", "A date is not of the form 2026, 2026-01 or 2026-01-31."),
    "bad-choice": ("AK112", "error", "A value is none of those its key may have."),
    "bad-id": ("AK113", "error", "An id has characters an id cannot have."),
    "repeated-id": ("AK114", "error", "Two notes, or two entries of a note, have one id."),
    "bad-tag": ("AK115", "error", "A tag that Anki would change or that has a meaning of its own."),
    "spaced-tag": ("AK116", "warning", "A tag has spaces, which become hyphens."),
    "bad-deck": ("AK117", "error", "A deck name that Anki would change."),
    "default-deck": ("AK118", "warning", "Cards would land in Anki's own deck Default."),
    "draft-note": ("AK119", "error", "The note is a draft, which is not exported."),
    "bad-blank": ("AK121", "error", "A blank is not closed, is empty, or has a number Anki does not take."),
    "unreadable": ("AK122", "error", "A file or folder cannot be read."),
    "unclear-reverse": ("AK123", "warning", "A question cannot be turned round so that it reads well."),
    "too-few": ("AK124", "error", "A list or comparison has fewer than two items."),
    "uneven-row": ("AK125", "error", "A row of a comparison does not have one value for each item."),
    "repeated-item": ("AK126", "error", "An item stands twice in one list."),
    "unexplained-omission": ("AK127", "warning", "An entry has no card and does not say why."),
    "cut-text": ("AK128", "warning", "A `#` behind a space, or a `&` at its start, takes a part from a text without quotes."),
    "unknown-rule": ("AK290", "error", "A setting or an `allow` names a rule that does not exist, or gives a limit to one that has none."),
    "reasonless-allow": ("AK291", "error", "An `allow` gives no reason."),
    "unused-allow": ("AK292", "warning", "An `allow` silences nothing."),
    "bad-settings": ("AK301", "error", "ankigen.yaml cannot be used."),
    "bad-lock": ("AK302", "error", "ankigen.lock cannot be used."),
    "lock-conflict": ("AK303", "error", "ankigen.lock has conflict marks of git, or two lines for one card."),
    "newer-lock": ("AK304", "error", "ankigen.lock was written by a newer ankigen."),
    "missing-media": ("AK305", "error", "A picture or sound is not there, or empty."),
    "outside-media": ("AK306", "error", "A file is outside the project."),
    "bad-media": ("AK307", "error", "A picture or sound has a format that does not go into a package."),
    "network-theme": ("AK308", "error", "The theme loads something from the network."),
    "no-notes": ("AK309", "error", "The project has no notes."),
    "lock-changes": ("AK310", "error", "Under --locked the lock would change."),
    "ambiguous-rewording": ("AK311", "warning", "Two cards compete for one history."),
    "cannot-write": ("AK312", "error", "A file could not be written."),
    "bad-package": ("AK314", "error", "A file is no Anki package that can be read."),
    "missing-lock": ("AK315", "warning", "A package has been built, but there is no lock."),
    "no-cards": ("AK316", "warning", "The notes make no card."),
    "misplaced-id": ("AK317", "warning", "An id stands at another entry than the one that it named."),
    "possible-correction": ("AK318", "warning", "A new card may be a retired one with a name or number put right; an `id` settles it."),
    "older-lock": ("AK319", "warning", "The lock is older than a package that has been built: what was taken back may not arrive."),
    "early-clock": ("AK320", "warning", "The clock stands before the last change in the lock: what changes now may not arrive."),
    "busy": ("AK313", "error", "Another export holds the lock."),
}


def problem(name: str, place: Place, message: str, hint: str = "", severity: Severity | None = None) -> Problem:
    """The problem `name` at `place`; its code, and its severity unless given, come from the table."""
    code, usual, _ = CODES[name]
    return Problem(place, code, name, severity or usual, message, hint)


def strictly(problems: Iterable[Problem]) -> list[Problem]:
    """The problems with every warning made an error."""
    return [each._replace(severity="error") for each in problems]
