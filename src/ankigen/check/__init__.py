"""The reviewer: everything a careful editor would say of the notes and their cards.

`RULES` is THE TABLE, in the order of codes.  Codes and names are permanent; a name states the fault, so that
“allow long-answer” reads as English.  A rule sees one side of a card, a card, a note or the whole project (`rule.py`),
and its docstring is its page (`ankigen explain`, docs/rules.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from ankigen.check import (
    abbreviations,
    asking,
    blanks,
    choices,
    clues,
    collection,
    cut,
    expiry,
    facts,
    giveaway,
    looks,
    news,
    pointing,
    sides,
    wording,
)
from ankigen.check.allow import Allowed, unknown_rule
from ankigen.check.clues import SHORT, Table
from ankigen.check.rule import Finding, Front, Fronts, Limits, Noted, Rule, Shown, Whole
from ankigen.check.shown import show
from ankigen.codes import problem
from ankigen.model import Card, Note, Place, Problem, Project, Severity
from ankigen.notetypes import NOTETYPES

RULES = (
    Rule("AK201", "empty-side", "error", "card", sides.empty_side, kinds="qa cloze choice outline"),
    Rule("AK202", "no-blank", "error", "card", sides.no_blank, kinds="cloze"),
    Rule("AK203", "long-answer", "warning", "card", sides.long_answer, Limits(10, 20), kinds="qa"),
    Rule("AK204", "long-question", "warning", "card", sides.long_question, Limits(25, 35), longer=Limits(45, 70)),
    Rule("AK205", "enumeration", "warning", "side", sides.enumeration, Limits(2, 3), english=True, kinds="qa", needs=sides.LIST_SIGNS),
    Rule("AK206", "yes-no", "error", "side", asking.yes_no, english=True, kinds="qa"),
    Rule("AK207", "either-or", "warning", "side", asking.either_or, english=True, kinds="qa", needs=asking.CHOICE_WORDS),
    Rule("AK208", "not-a-question", "warning", "side", asking.not_a_question, english=True, kinds="qa"),
    Rule("AK209", "vague", "error", "side", asking.vague, english=True, kinds="qa", needs=asking.VAGUE_WORDS),
    Rule("AK210", "answer-on-front", "error", "side", giveaway.answer_on_front),
    Rule("AK211", "answer-half-told", "warning", "side", giveaway.answer_half_told, Limits(60), english=True, kinds="qa cloze"),
    Rule("AK212", "expansion-on-front", "error", "side", giveaway.expansion_on_front, kinds="qa cloze outline",
         needs=frozenset([SHORT])),
    Rule("AK213", "unclear-reference", "error", "side", pointing.unclear_reference, english=True, kinds="qa cloze",
         needs=pointing.ASKED_WORDS, cloze_needs=frozenset()),
    Rule("AK214", "unanchored", "warning", "side", asking.unanchored, english=True, kinds="qa cloze"),
    Rule("AK215", "filler", "error", "card", wording.filler, english=True, kinds="qa cloze",
         needs=wording.ASKED_FILLER_WORDS, cloze_needs=wording.STATED_FILLER_WORDS),
    Rule("AK216", "subjectless", "error", "card", wording.subjectless, english=True, kinds="cloze"),
    Rule("AK217", "nameless-actor", "error", "side", wording.nameless_actor, english=True, kinds="qa cloze",
         needs=wording.SOMEBODY, cloze_needs=frozenset()),
    Rule("AK218", "unknown-abbreviation", "warning", "note", abbreviations.unknown_abbreviation),
    Rule("AK219", "left-todo", "error", "note", wording.left_todo),
    Rule("AK220", "many-blanks", "warning", "card", blanks.many_blanks, Limits(5, 8), kinds="cloze"),
    Rule("AK221", "long-blank", "warning", "card", blanks.long_blank, Limits(6, 10), kinds="cloze"),
    Rule("AK222", "mostly-blank", "warning", "card", blanks.mostly_blank, Limits(40), kinds="cloze"),
    Rule("AK223", "open-blank", "warning", "card", blanks.open_blank, english=True, kinds="cloze"),
    Rule("AK224", "undated-fact", "error", "side", facts.undated_fact, english=True,
         needs=facts.ASKED_FACT_WORDS, cloze_needs=facts.STATED_FACT_WORDS),
    Rule("AK225", "relative-time", "error", "card", facts.relative_time, english=True, needs=facts.RELATIVE_WORDS),
    Rule("AK226", "no-source", "warning", "note", facts.no_source),
    Rule("AK227", "unattributed-claim", "error", "card", facts.unattributed_claim, english=True, kinds="qa cloze", needs=facts.HEDGE_WORDS),
    Rule("AK228", "nameless-speaker", "warning", "card", facts.nameless_speaker, english=True, kinds="qa cloze",
         needs=clues.starts("“ \"")),
    Rule("AK229", "nameless-instrument", "error", "card", facts.nameless_instrument, english=True, needs=facts.PROVISION_WORDS),
    Rule("AK230", "expired", "warning", "whole", expiry.expired),
    Rule("AK231", "expires-soon", "warning", "whole", expiry.expires_soon),
    Rule("AK232", "answer-not-an-option", "error", "card", choices.answer_not_an_option, kinds="choice"),
    Rule("AK233", "repeated-option", "error", "card", choices.repeated_option, kinds="choice"),
    Rule("AK234", "few-options", "error", "card", choices.few_options, Limits(3), kinds="choice"),
    Rule("AK235", "unexplained-answer", "error", "card", choices.unexplained_answer, kinds="choice"),
    Rule("AK236", "all-of-the-above", "warning", "card", choices.all_of_the_above, english=True, kinds="choice"),
    Rule("AK237", "telling-length", "warning", "card", choices.telling_length, Limits(1.6), kinds="choice"),
    Rule("AK238", "unstressed-not", "warning", "card", choices.unstressed_not, english=True, kinds="choice"),
    Rule("AK239", "lopsided-keys", "warning", "whole", choices.lopsided_keys, Limits(40)),
    Rule("AK240", "stray-markup", "error", "note", looks.stray_markup),
    Rule("AK241", "undescribed-image", "warning", "note", looks.undescribed_image),
    Rule("AK242", "wide-table", "warning", "note", looks.wide_table, Limits(5)),
    Rule("AK243", "many-cards", "warning", "note", collection.many_cards, Limits(40)),
    Rule("AK244", "lone-topic", "warning", "whole", collection.lone_topic, Limits(5)),
    Rule("AK245", "same-front", "error", "whole", collection.same_front),
    Rule("AK246", "alike-front", "warning", "whole", collection.alike_front, Limits(0.8)),
    Rule("AK247", "not-a-statement", "warning", "card", news.not_a_statement, english=True, kinds="cloze"),
    Rule("AK248", "cut-from-page", "warning", "note", cut.cut_from_page, Limits(40)),
    Rule("AK249", "other-script", "warning", "note", looks.other_script),
    Rule("AK250", "unmarked-blank", "warning", "note", blanks.unmarked_blank),
)  # fmt: skip
"""THE TABLE of rules."""


_OF_CARDS = {
    kind: Table([(rule.needed(kind), rule) for rule in RULES if rule.scope in ("side", "card") and kind in rule.kinds.split()])
    for kind in (*NOTETYPES, "outline")
}
_NAMES = frozenset(rule.name for rule in RULES)


_Rows = list[tuple[Rule, Callable[[Any, Limits], Iterator[Finding]], Limits]]


class Own(NamedTuple):
    """What the rules that see one note at a time found in it, the places of the permits that silenced more, and its fronts."""

    problems: tuple[Problem, ...] = ()
    used: frozenset[Place] = frozenset()
    fronts: tuple[Front, ...] = ()


def check(
    notes: Sequence[Note], cards: Sequence[Card], project: Project, today: date, soon: date | None = None
) -> list[Problem]:
    """Every problem of `notes` and the `cards` built of them, in the order of their places.

    `today` is the day on which facts may have expired; up to `soon`, where given, those are listed that will.
    Severities and limits come from `project.check`; what a note or an entry allows is left out.  Raises nothing.
    """
    review = Review(project)
    of_note: dict[str, list[Card]] = {note.id: [] for note in notes}
    for card in cards:
        if card.note in of_note:
            of_note[card.note].append(card)
    return review.whole([(note, (own := of_note[note.id]), review.note(note, own)) for note in notes], today, soon)


class Review:
    """The rules under a project's settings: first `note` for each note, in any order, then `whole` once."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._terms = frozenset(str(term) for term in project.terms)
        rules, self._faults = _settings(project)
        self._severities = {rule.name: severity for rule, severity in rules}
        self._on = {rule.name: rule for rule, _ in rules}
        self._of_whole = [rule for rule, _ in rules if rule.scope == "whole"]
        self._of_notes = [rule for rule, _ in rules if rule.scope == "note"]
        self._chosen: dict[tuple[str, bool, int], _Rows] = {}

    def note(self, note: Note, cards: Sequence[Card]) -> Own:
        """What is amiss with this note and its `cards`, whatever others there are."""
        shown = [show(card, note, self.project) for card in cards]
        noted = Noted(note, shown, self._terms, self.project.html == "sanitise")
        allowed = Allowed([note], _NAMES)
        found = tuple(self._problems(self._in_note(noted, allowed), allowed))
        fronts = tuple(collection.fronts_of(noted.cards))
        for each in noted.cards:
            each.sides = ()  # each knows its card: nothing would free the two where garbage is not collected
        return Own(found, frozenset(allowed.used), fronts)

    def whole(
        self, notes: Sequence[tuple[Note, Sequence[Card], Own]], today: date, soon: date | None = None
    ) -> list[Problem]:
        """Every problem: of each note its `own`, and what only all of them with their cards can tell."""
        allowed = Allowed([note for note, _, _ in notes], _NAMES)
        problems = [*allowed.faults(), *self._faults]
        for _, _, own in notes:
            problems += own.problems
            allowed.used |= own.used
        whole = Whole(self.project, [Fronts(note, cards, own.fronts) for note, cards, own in notes], today, soon)
        found = ((rule, finding) for rule in self._of_whole for finding in rule.finds(whole, rule.limits))
        problems += self._problems(found, allowed)
        problems += allowed.unused(self._severities)
        return sorted(problems, key=lambda problem: (problem.place, problem.code))

    def _problems(self, found: Iterable[tuple[Rule, Finding]], allowed: Allowed) -> Iterator[Problem]:
        """The findings that nothing silences as problems, each said once at a place."""
        seen: set[tuple[str, Place, str]] = set()
        for rule, finding in found:
            place = finding.place or Place("")
            key = (rule.code, place, finding.message)
            if key in seen or allowed.silences(rule.name, finding):
                continue
            seen.add(key)
            severity = self._severities[rule.name] or finding.severity or rule.severity
            yield Problem(place, rule.code, rule.name, severity, finding.message, finding.hint, finding.other)

    def _in_note(self, noted: Noted, allowed: Allowed) -> Iterator[tuple[Rule, Finding]]:
        """The findings of the rules over all that each looks at, with their places, entries and notes."""
        note = noted.note
        for shown in noted.cards:
            for rule, finds, limits in self._called(shown):
                for each in shown.sides if rule.scope == "side" else (shown,):
                    for finding in finds(each, limits):
                        told = finding._replace(place=finding.place or shown.place, note=note, entry=shown.entry)
                        shown.refused = shown.refused or not allowed.silences(rule.name, told)
                        yield rule, told
        for rule in self._of_notes:
            for finding in rule.finds(noted, rule.limits):
                yield rule, finding._replace(place=finding.place or note.place, note=note)

    def _called(self, shown: Shown) -> _Rows:
        """The rules that are on and need look at this card, with the limits for its form."""
        form, table = shown.form, _OF_CARDS[shown.form]
        key = (form, shown.english, table.wanted(shown.calls))
        if (rows := self._chosen.get(key)) is None:
            called = (self._on[rule.name] for rule in table.called(shown.calls) if rule.name in self._on)
            called = (rule for rule in called if shown.english or not rule.english)
            rows = [(rule, rule.finds, rule.limits if form == "qa" else rule.longer or rule.limits) for rule in called]
            self._chosen[key] = rows
        return rows


def _settings(project: Project) -> tuple[list[tuple[Rule, Severity | None]], list[Problem]]:
    """The rules that are on, with the project's limits and severities, and the problems of those settings."""
    named: Mapping[str, Any] = project.check
    places = {str(name): getattr(name, "place", Place("ankigen.yaml")) for name in named}
    problems = [unknown_rule(name, place, _NAMES) for name, place in places.items() if name not in _NAMES]
    rules: list[tuple[Rule, Severity | None]] = []
    for rule in RULES:
        setting = named.get(rule.name)
        if setting == "off":
            continue
        if isinstance(setting, Mapping) and rule.limits.limit:
            rule, setting = _limited(rule, float(setting.get("limit", rule.limits.limit))), None
        elif isinstance(setting, Mapping):
            hint = "Set it to off, warning or error."
            problems.append(problem("unknown-rule", places[rule.name], f"The rule `{rule.name}` has no limit.", hint))
        rules.append((rule, setting if setting in ("error", "warning") else None))
    return rules, problems


def _limited(rule: Rule, limit: float) -> Rule:
    """The rule with another limit to warn at; what is an error is never less than what warns."""
    longer = rule.longer and Limits(max(rule.longer.limit, limit), max(rule.longer.stop, limit))
    return replace(rule, limits=Limits(limit, max(rule.limits.stop, limit) if rule.limits.stop else 0), longer=longer)
