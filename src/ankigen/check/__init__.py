"""The reviewer: everything a careful editor would say of the notes and their cards.

`RULES` is THE TABLE, in the order of codes.  Codes and names are permanent; a name states the fault, so that
“allow long-answer” reads as English.  A rule sees one side of a card, a card, a note or the whole project (`rule.py`),
and its docstring is its page (`ankigen explain`, docs/rules.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ankigen.check import asking, blanks, choices, collection, facts, giveaway, looks, sides, wording
from ankigen.check.allow import Allowed
from ankigen.check.rule import Finding, Limits, Noted, Rule, Shown, Whole
from ankigen.check.shown import show
from ankigen.codes import problem
from ankigen.model import Card, Note, Place, Problem, Project, Severity

RULES = (
    Rule("AK201", "empty-side", "error", "card", sides.empty_side),
    Rule("AK202", "no-blank", "error", "card", sides.no_blank),
    Rule("AK203", "long-answer", "warning", "card", sides.long_answer, Limits(10, 20)),
    Rule("AK204", "long-question", "warning", "card", sides.long_question, Limits(25, 35), longer=Limits(45, 70)),
    Rule("AK205", "enumeration", "warning", "side", sides.enumeration, Limits(2, 3), english=True),
    Rule("AK206", "yes-no", "error", "side", asking.yes_no, english=True),
    Rule("AK207", "either-or", "warning", "side", asking.either_or, english=True),
    Rule("AK208", "not-a-question", "warning", "side", asking.not_a_question, english=True),
    Rule("AK209", "vague", "error", "side", asking.vague, english=True),
    Rule("AK210", "answer-on-front", "error", "side", giveaway.answer_on_front),
    Rule("AK211", "answer-half-told", "warning", "side", giveaway.answer_half_told, Limits(60), english=True),
    Rule("AK212", "expansion-on-front", "error", "side", giveaway.expansion_on_front),
    Rule("AK213", "unclear-reference", "error", "side", wording.unclear_reference, english=True),
    Rule("AK214", "unanchored", "warning", "side", asking.unanchored, english=True),
    Rule("AK215", "filler", "error", "card", wording.filler, english=True),
    Rule("AK216", "subjectless", "error", "card", wording.subjectless, english=True),
    Rule("AK217", "nameless-actor", "error", "side", wording.nameless_actor, english=True),
    Rule("AK218", "unknown-abbreviation", "warning", "note", wording.unknown_abbreviation),
    Rule("AK219", "left-todo", "error", "note", wording.left_todo),
    Rule("AK220", "many-blanks", "warning", "card", blanks.many_blanks, Limits(5, 8)),
    Rule("AK221", "long-blank", "warning", "card", blanks.long_blank, Limits(6, 10)),
    Rule("AK222", "mostly-blank", "warning", "card", blanks.mostly_blank, Limits(40)),
    Rule("AK223", "open-blank", "warning", "card", blanks.open_blank, english=True),
    Rule("AK224", "undated-fact", "error", "side", facts.undated_fact, english=True),
    Rule("AK225", "relative-time", "error", "card", facts.relative_time, english=True),
    Rule("AK226", "no-source", "warning", "note", facts.no_source),
    Rule("AK227", "unattributed-claim", "error", "card", facts.unattributed_claim, english=True),
    Rule("AK228", "nameless-speaker", "warning", "card", facts.nameless_speaker, english=True),
    Rule("AK229", "nameless-instrument", "error", "card", facts.nameless_instrument, english=True),
    Rule("AK230", "expired", "warning", "whole", facts.expired),
    Rule("AK231", "expires-soon", "warning", "whole", facts.expires_soon),
    Rule("AK232", "answer-not-an-option", "error", "card", choices.answer_not_an_option),
    Rule("AK233", "repeated-option", "error", "card", choices.repeated_option),
    Rule("AK234", "few-options", "error", "card", choices.few_options, Limits(3)),
    Rule("AK235", "unexplained-answer", "error", "card", choices.unexplained_answer),
    Rule("AK236", "all-of-the-above", "warning", "card", choices.all_of_the_above, english=True),
    Rule("AK237", "telling-length", "warning", "card", choices.telling_length, Limits(1.6)),
    Rule("AK238", "unstressed-not", "warning", "card", choices.unstressed_not, english=True),
    Rule("AK239", "lopsided-keys", "warning", "whole", choices.lopsided_keys, Limits(40)),
    Rule("AK240", "stray-markup", "error", "card", looks.stray_markup),
    Rule("AK241", "undescribed-image", "warning", "card", looks.undescribed_image),
    Rule("AK242", "wide-table", "warning", "card", looks.wide_table, Limits(5)),
    Rule("AK243", "many-cards", "warning", "note", collection.many_cards, Limits(40)),
    Rule("AK244", "lone-topic", "warning", "whole", collection.lone_topic, Limits(5)),
    Rule("AK245", "same-front", "error", "whole", collection.same_front),
    Rule("AK246", "alike-front", "warning", "whole", collection.alike_front, Limits(0.8)),
)
"""THE TABLE of rules."""


def check(
    notes: Sequence[Note], cards: Sequence[Card], project: Project, today: date, soon: date | None = None
) -> list[Problem]:
    """Every problem of `notes` and the `cards` built of them, in the order of their places.

    `today` is the day on which facts may have expired; up to `soon`, where given, those are listed that will.
    Severities and limits come from `project.check`; what a note or an entry allows is left out.  Raises nothing.
    """
    allowed = Allowed(notes, {rule.name for rule in RULES})
    whole = _whole(notes, cards, project, today, soon)
    problems: list[Problem] = list(allowed.faults())
    settings, faults = _settings(project)
    problems += faults
    seen: set[tuple[str, Place, str]] = set()
    for rule, severity in settings:
        for finding in _run(rule, whole):
            place = finding.place or Place("")
            key = (rule.code, place, finding.message)
            if key in seen or allowed.silences(rule.name, finding):
                continue
            seen.add(key)
            problems.append(
                Problem(place, rule.code, rule.name, severity or finding.severity or rule.severity, finding.message, finding.hint)
            )
    problems += allowed.unused({rule.name for rule, _ in settings})
    return sorted(problems, key=lambda problem: (problem.place, problem.code))


def _whole(notes: Sequence[Note], cards: Sequence[Card], project: Project, today: date, soon: date | None) -> Whole:
    shown: dict[str, list[Shown]] = {note.id: [] for note in notes}
    known = {note.id: note for note in notes}
    for card in cards:
        if card.note in known:
            shown[card.note].append(show(card, known[card.note], project))
    terms = frozenset(str(term) for term in project.terms)
    return Whole(project, tuple(Noted(note, shown[note.id], terms) for note in notes), today, soon)


def _run(rule: Rule, whole: Whole) -> Iterator[Finding]:
    """The findings of a rule over all that it looks at, each with its place, entry and note."""
    find, limits, longer = rule.finds, rule.limits, rule.longer or rule.limits
    if rule.scope == "whole":
        yield from find(whole, limits)
        return
    for noted in whole.notes:
        note = noted.note
        if rule.scope == "note":
            for finding in find(noted, limits):
                yield replace(finding, place=finding.place or note.place, note=note)
            continue
        for shown in noted.cards:
            if rule.english and not shown.english:
                continue
            own = limits if shown.kind == "qa" else longer
            for each in shown.sides if rule.scope == "side" else (shown,):
                for finding in find(each, own):
                    yield replace(finding, place=finding.place or shown.place, note=note, entry=shown.entry)


def _settings(project: Project) -> tuple[list[tuple[Rule, Severity | None]], list[Problem]]:
    """The rules that are on, with the project's limits and severities, and the problems of those settings."""
    named: Mapping[str, Any] = project.check
    known = {rule.name for rule in RULES}
    problems = [
        problem("unknown-rule", getattr(name, "place", Place("ankigen.yaml")), f"There is no rule `{name}`.", Allowed.nearest(name, known))
        for name in named
        if name not in known
    ]
    rules: list[tuple[Rule, Severity | None]] = []
    for rule in RULES:
        setting = named.get(rule.name)
        if setting == "off":
            continue
        if isinstance(setting, Mapping):
            if not rule.limits.limit:
                place = next((name.place for name in named if name == rule.name and hasattr(name, "place")), Place("ankigen.yaml"))
                problems.append(problem("unknown-rule", place, f"The rule `{rule.name}` has no limit.", "Set it to off, warning or error."))
            else:
                rules.append((replace(rule, **_limited(rule, float(setting.get("limit", rule.limits.limit)))), None))
                continue
        rules.append((rule, "error" if setting == "error" else "warning" if setting == "warning" else None))
    return rules, problems


def _limited(rule: Rule, limit: float) -> dict[str, Limits]:
    """A rule's limits with another one to warn at; what is an error is never less than what warns."""
    changed = {"limits": Limits(limit, max(rule.limits.stop, limit) if rule.limits.stop else 0)}
    if rule.longer:
        changed["longer"] = Limits(max(rule.longer.limit, limit), max(rule.longer.stop, limit))
    return changed
