"""Note → Card: what the sections ask, set in the fields of the note types, with deck, tags and context.

The front never shows title, source or tags: they often hold the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from ankigen import markup
from ankigen.codes import problem
from ankigen.media import MediaFolder
from ankigen.model import Asked, Blank, Card, Choice, Entry, Note, Option, Place, Problem, Project, Source
from ankigen.sections import SECTIONS, ask
from ankigen.words import as_written, date_in_words, month_and_year

PRIORITIES = {"high": 0, "normal": 1, "low": 2}
_NOT_IN_TAG = re.compile(r"[\s:]+")


def build_cards(notes: Iterable[Note], project: Project) -> tuple[list[Card], list[Problem]]:
    """Every card of these notes in the order written, and every fault of markup and media met on the way."""
    cards: list[Card] = []
    problems: list[Problem] = []
    for note in notes:
        desk = _Desk(note, project, problems)
        spoken = replace(note, lang=desk.language)  # the sections ask in the project's language where a note has none
        for entry in note.entries:
            if SECTIONS[entry.section].by_blanks and not markup.has_blanks(entry.text("text")):
                desk.blank_faults(entry.text("text"), entry.place_of("text"))  # no blank is whole, so it makes no card
            cards += [desk.card(entry, asked) for asked in ask(entry, spoken)]
    return cards, problems


class _Desk:
    """Where one note's cards are made: what they share, and a place for the problems found."""

    def __init__(self, note: Note, project: Project, problems: list[Problem]) -> None:
        self.note, self.project, self.problems = note, project, problems
        self.media = MediaFolder(project.root, note.file, problems)
        self.note_tags = _note_tags(note)
        self.language = note.lang or project.lang or "en"
        self.context, self.source, self.tags = cache(self._context), cache(self._source), cache(self._tags)  # few differ

    def card(self, entry: Entry, asked: Asked) -> Card:
        values, used = entry.values, self.media.start(entry)
        fields = {
            "Context": self.context(asked.hides),
            "Extra": self._html(asked.extra, asked.place),
            "Source": self.source(values.get("source")),
            "Language": self.language,
        }
        blanks: tuple[Blank, ...] = ()
        options: tuple[Choice, ...] = ()
        if asked.kind == "cloze":
            fields["Text"], blanks = self._cloze(asked)
            says = (_sentence(asked.question), "")
        else:
            fields["Question"] = self._html(asked.question, asked.place)
            says = (markup.plain(asked.says[0]), markup.plain(asked.says[1]))
            if asked.kind == "choice":
                fields["Explanation"] = self._html(asked.explanation, asked.place)
                options = tuple(self._choice(option, asked.answer) for option in asked.options)
                if not any(option.right for option in options):  # `allow` may let that be; the back then has the author's words
                    fields["Answer"] = self._html(asked.answer, asked.place)
            else:
                fields["Answer"] = self._html(asked.answer, asked.place)
                if asked.reverse:
                    fields["Reverse Question"], fields["Reverse Answer"] = (self._html(side, asked.place) for side in asked.reverse)
        one = {html: html for html in fields.values()}
        says = (one.get(says[0], says[0]), one.get(says[1], says[1]))  # one string where HTML and words are the same
        tags = self.tags(values.get("kind", ""), values.get("valid_until", ""))
        if own := (*entry.texts("tags"), *asked.tags):
            tags = tuple(sorted({*tags, *own}))
        return Card(
            note=self.note.id, section=entry.section, role=asked.role, id=values.get("id", ""), kind=asked.kind, says=says,
            place=asked.place, fields={name: html for name, html in fields.items() if html},
            deck=self._deck(entry.section, asked.subdeck), tags=tags, priority=PRIORITIES.get(values.get("priority", "normal"), 1),
            blanks=blanks, options=options, media=tuple(used), asked=asked, entry=entry,
        )

    def _choice(self, option: Option, answer: str) -> Choice:
        place = option.text.place
        return Choice(self._html(option.text, place), self._html(option.why, place), option.text == answer)

    def _html(self, text: str, place: Place) -> str:
        return markup.render(text, self.media.resolver(place), self.project.html) if text else ""

    def _cloze(self, asked: Asked) -> tuple[str, tuple[Blank, ...]]:
        self.blank_faults(asked.question, asked.place)
        return markup.render_cloze(asked.question, self.media.resolver(asked.place), self.project.html)

    def blank_faults(self, text: str, place: Place) -> None:
        found = (fault for fault in markup.faults(text) if fault.name == "bad-blank")
        self.problems += [problem("bad-blank", place, fault.message, fault.hint) for fault in found]

    def _context(self, hides: frozenset[str]) -> str:
        """`topic · Jan 2026`, less what would give this card's answer away."""
        parts = {"topic": self.note.topic, "date": month_and_year(self.note.date, self.language) if self.note.date else ""}
        return markup.as_typed(" · ".join(said for part, said in parts.items() if said and part not in hides))

    def _source(self, written: object) -> str:
        """The foot of a card: who says so, and when; `written` is the entry's own source, if it has one."""
        source = self._named(written) if isinstance(written, Source) else self.note.sources.get("")
        date = as_written(source.date, self.language) if source and source.date else ""
        if not date and self.note.date:
            date = date_in_words(self.note.date, self.language)
        name = markup.as_typed(source.name or source.url) if source else ""
        if source and (link := markup.link_to(source.url)):
            name = f"{link}{name}</a>"
        return " · ".join(filter(None, (name, markup.as_typed(date))))

    def _named(self, source: Source) -> Source:
        return self.note.sources.get(source.name, source)

    def _deck(self, section: str, subdeck: str) -> str:
        deck = self.note.deck or self.project.deck
        return self.project.decks.get(section) or (f"{deck}::{subdeck}" if subdeck else deck)

    def _tags(self, kind: str, until: str) -> tuple[str, ...]:
        """The note's tags, and what an entry's `kind` and `valid_until` add to them or put in their place."""
        tags = {tag for tag in self.note_tags if not (until and tag.startswith("until::"))}
        if kind and kind != "fact":
            tags.add(_tag("kind", kind))
        if until:
            tags.add(_tag("until", until[:7]))
        return tuple(sorted(tags))


def _sentence(text: str) -> str:
    """The words of a text with its blanks in `{{…}}`, line by line: a blank with a line to itself is an item of a list."""
    lines = text.split("\n")
    if any(line.count("{{") != line.count("}}") for line in lines):
        return markup.plain(text, mark_blanks=True)
    return "\n".join(said for line in lines if (said := markup.plain(line, mark_blanks=True)))


def _note_tags(note: Note) -> list[str]:
    tags = [_tag("exam", exam) for exam in note.exams]
    if note.topic:
        tags.append(_tag("topic", note.topic))
    if note.date and note.date.month:
        tags.append(f"month::{note.date.year:04}-{note.date.month:02}")
    if until := note.valid_until:
        tags.append(f"until::{until.year:04}" + (f"-{until.month:02}" if until.month else ""))
    return [*tags, *note.tags]


def _tag(root: str, name: str) -> str:
    """`exam::upsc-prelims`: lower-case, without what would split a tag or a level of it."""
    return f"{root}::{_NOT_IN_TAG.sub('-', name.strip()).strip('-').lower()}"
