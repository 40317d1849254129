"""A person's verdicts on the proposals of a draft, kept in a file so that a review can be broken off and taken up."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ankigen.draft.model import SURE, VALUE, Draft, Proposal
from ankigen.files import Staged

ACCEPT, DROP = "accept", "drop"


def state_of(output: Path) -> Path:
    """Where the verdicts on a draft are kept until its note is written: beside it, hidden."""
    return output.with_name(f".{output.name}.review.json")


@dataclass(slots=True)
class Review:
    """The proposals of a draft, and what was decided: by number, `accept` or `drop`, with the values as edited."""

    draft: Draft
    state: Path
    verdicts: dict[int, str] = field(default_factory=dict)
    edited: dict[int, dict[str, Any]] = field(default_factory=dict)

    @property
    def pending(self) -> list[int]:
        """The numbers of the proposals on which nothing is decided yet, in order."""
        return [at for at in range(len(self.draft.proposals)) if at not in self.verdicts]

    def proposal(self, at: int) -> Proposal:
        """Proposal `at` with its edited values."""
        found = self.draft.proposals[at]
        return replace(found, values=self.edited[at]) if at in self.edited else found

    def decide(self, at: int, verdict: str, values: dict[str, Any] | None = None) -> None:
        """Decide on proposal `at`, and keep that."""
        self.verdicts[at] = verdict
        if values is not None:
            self.edited[at] = values
        self.save()

    def accept_sure(self) -> int:
        """Accept every undecided proposal of confidence 0.9 and more; gives how many that were."""
        sure = [at for at in self.pending if self.draft.proposals[at].confidence >= SURE]
        self.verdicts.update(dict.fromkeys(sure, ACCEPT))
        self.save()
        return len(sure)

    def take_back(self) -> bool:
        """Undo the last verdict; False where there is none."""
        if not self.verdicts:
            return False
        last = next(reversed(self.verdicts))
        del self.verdicts[last]
        self.edited.pop(last, None)
        self.save()
        return True

    def load(self) -> bool:
        """Take up the verdicts of an earlier sitting on the same page; False where there are none."""
        try:
            kept = json.loads(self.state.read_bytes())
            if kept["page"] != self._digest():
                return False
            verdicts = {int(at): verdict for at, verdict in kept["verdicts"].items()}
            edited = {int(at): dict(values) for at, values in kept["edited"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return False
        known = range(len(self.draft.proposals))
        if not all(at in known and verdict in (ACCEPT, DROP) for at, verdict in verdicts.items()):
            return False
        self.verdicts, self.edited = verdicts, {at: values for at, values in edited.items() if at in known}
        return bool(verdicts)

    def save(self) -> None:
        """Keep the verdicts.  Raises `OSError`."""
        kept = {"page": self._digest(), "verdicts": self.verdicts, "edited": self.edited}
        with Staged(self.state) as staged:
            staged.write(json.dumps(kept, ensure_ascii=False, indent=1).encode()).commit()

    def result(self) -> Draft:
        """The draft as decided: what was accepted is a value whatever its confidence, what was dropped is gone."""
        kept = []
        for at in range(len(self.draft.proposals)):
            if self.verdicts.get(at) == DROP:
                continue
            found = self.proposal(at)
            if self.verdicts.get(at) == ACCEPT:
                found = replace(found, confidence=max(found.confidence, VALUE))
            kept.append(found)
        return replace(self.draft, proposals=tuple(kept))

    def _digest(self) -> str:
        said = repr([(line.number, line.text) for line in self.draft.page.lines]) + repr(self.draft.proposals)
        return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()
