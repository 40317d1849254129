"""Verbs over identities: make cards, identify them build after build, and see who kept what."""

from __future__ import annotations

from pathlib import Path

from ankigen.identity import Plan, identify
from ankigen.lock import Lock, dump, parse
from ankigen.model import Asked, Blank, Card, Choice, Entry, Kind, Place, Project

PROJECT = Project(Path("/nowhere"), "sample", "Sample")


def written(note: str, line: int = 1) -> tuple[Place, Asked, Entry]:
    """Where a card was written, and what identities do not ask for."""
    place = Place(f"notes/{note}.yaml", line)
    return place, Asked("", "", "", ("", ""), place), Entry("", place, {})


def card(question: str, answer: str = "", *, note: str = "n", section: str = "cards", role: str = "ask", id: str = "", kind: Kind = "qa",
         line: int = 1, extra: str = "", priority: int = 1) -> Card:
    """A card that says `question` and `answer`."""
    fields = {"Question": question, "Answer": answer, "Extra": extra}
    place, *whence = written(note, line)
    return Card(note, section, role, id, kind, (question, answer), place, fields, "Sample", ("a",), *whence, priority)


def cloze(sentence: str, *, note: str = "n", section: str = "key_points") -> Card:
    """A cloze card; `{{…}}` are its blanks, `{{2|…}}` one with a number that the author wrote."""
    import re

    blanks: list[Blank] = []

    def number(found: re.Match[str]) -> str:
        written, _, text = found[1].rpartition("|")
        blanks.append(Blank(text, int(written or 0)))
        return f"{{{{c{len(blanks)}::{text}}}}}"

    text = re.sub(r"\{\{(.*?)\}\}", number, sentence)
    says = re.sub(r"\{\{\d+\|", "{{", sentence)
    place, *whence = written(note)
    return Card(note, section, "text", "", "cloze", (says, ""), place, {"Text": text}, "Sample", (), *whence, blanks=tuple(blanks))


def choice(question: str, *options: str, note: str = "n") -> Card:
    """A choice card whose first option is right."""
    choices = tuple(Choice(text, "", at == 0) for at, text in enumerate(options))
    place, *whence = written(note)
    return Card(note, "mcqs", "ask", "", "choice", (question, options[0]), place, {"Question": question}, "Sample", (), *whence,
                options=choices)


class History:
    """A deck exported again and again.  `export` returns the plan; the lock goes through its text each time."""

    def __init__(self, now: int = 1_700_000_000) -> None:
        self.lock, self.now = Lock(), now

    def plan(self, *cards: Card) -> Plan:
        return identify(cards, self.lock, PROJECT, "css", self.now)

    def export(self, *cards: Card, later: int = 100) -> Plan:
        self.now += later
        plan = self.plan(*cards)
        self.lock, problems = parse(dump(plan.lock))
        assert not problems
        return plan


def guids(plan: Plan) -> list[str]:
    return [planned.now.guid for planned in plan.cards]


def states(plan: Plan) -> list[str]:
    return [planned.state for planned in plan.cards]
