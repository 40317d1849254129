"""`allow: {rule: reason}`: what an author has decided to let be, and whether it is needed at all."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ankigen.check.rule import Finding
from ankigen.codes import problem
from ankigen.model import Entry, Note, Place, Problem
from ankigen.patterns import pattern

_REASON = pattern(r"[^\W\d_]{2,}.*[^\W\d_]{2,}", re.DOTALL)


class _Permit(NamedTuple):
    rule: str
    reason: str
    place: Place


class Allowed:
    """What the notes allow, and what of it has been used."""

    def __init__(self, notes: Sequence[Note], known: Collection[str]) -> None:
        self._known = known
        self._permits: dict[int, Mapping[str, _Permit]] = {}
        self.used: set[Place] = set()
        for note in notes:
            owners: list[tuple[Note | Entry, Mapping[Any, Any] | None]] = [(note, note.allow)]
            owners += [(entry, entry.values.get("allow")) for entry in note.entries]
            for owner, allow in owners:
                if allow:
                    self._permits[id(owner)] = {
                        str(rule): _Permit(str(rule), str(reason), _place(rule, owner))
                        for rule, reason in allow.items()
                    }

    def silences(self, rule: str, finding: Finding) -> bool:
        """Whether the finding's entry or note allows `rule`."""
        if not self._permits:
            return False
        for owner in (finding.entry, finding.note):
            permit = self._permits.get(id(owner), {}).get(rule) if owner is not None else None
            if permit:
                self.used.add(permit.place)
                return True
        return False

    def faults(self) -> Iterator[Problem]:
        """A problem for each rule that does not exist and each reason that is none."""
        for permit in self._all():
            if permit.rule not in self._known:
                yield unknown_rule(permit.rule, permit.place, self._known)
            elif not _REASON.search(permit.reason):
                yield problem(
                    "reasonless-allow", permit.place, f"“{permit.reason}” is no reason for allowing `{permit.rule}`.",
                    "Say why it is right here, for whoever reads the note next.",
                )  # fmt: skip

    def unused(self, on: Collection[str]) -> Iterator[Problem]:
        """A problem for each permit that silenced nothing, of the rules that are `on`."""
        for permit in self._all():
            if permit.rule in on and permit.place not in self.used:
                yield problem("unused-allow", permit.place, f"Nothing here breaks `{permit.rule}`.", "Delete it from `allow`.")

    def _all(self) -> Iterator[_Permit]:
        for permits in self._permits.values():
            yield from permits.values()


def unknown_rule(name: str, place: Place, known: Collection[str]) -> Problem:
    """The problem of a rule's name that is not among the known ones."""
    from difflib import get_close_matches

    near = get_close_matches(name, sorted(known), 1, 0.6)
    hint = f"Did you mean `{near[0]}`?" if near else "`ankigen explain` lists the rules."
    return problem("unknown-rule", place, f"There is no rule `{name}`.", hint)


def _place(rule: str, owner: Note | Entry) -> Place:
    return getattr(rule, "place", None) or owner.place
