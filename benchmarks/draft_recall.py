"""How well `ankigen draft` does on pages with an answer key: recall per section, and traps stepped into.

    python benchmarks/draft_recall.py [FOLDER …]

A key stands beside its page as `<page>.key.yaml`: `expect` lists, per section, entries that the draft must have as values
(each given key must hold the words given, letter case aside; a date exactly); `traps` lists what it must not have. `head`
is expected of the head. `options` are passed on: `date`, `profile`. Exits 1 below a recall of 0.9, or with a trap.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from ankigen.draft import Draft, decode, draft
from ankigen.draft.model import TODO, VALUE, Proposal

WANTED = 0.9
PAGES = Path(__file__).parent.parent / "tests" / "pages"


class Score(NamedTuple):
    """What a page's draft found of what was expected, and the traps it stepped into, each in words."""

    page: str
    found: list[str]
    missed: list[str]
    traps: list[str]


def score(page: Path) -> Score:
    """Draft a page and hold it against its key."""
    key = yaml.load(page.with_name(f"{page.name}.key.yaml").read_text("utf-8"), yaml.BaseLoader)
    options = key.get("options") or {}
    today = date.fromisoformat(options["date"]) if "date" in options else None
    made = draft(decode(page.read_bytes()), today, options.get("profile", ""))
    found: list[str] = []
    missed: list[str] = []
    if "profile" in key and made.page.profile != key["profile"]:
        missed.append(f"profile: {key['profile']} (took it for {made.page.profile})")
    for name, wanted in _expected(key):
        (found if any(fits(one, wanted) for one in _of(made, name)) else missed).append(f"{name}: {wanted}")
    stepped = [f"{name}: {trap}" for name, trap in _traps(key) if any(fits(one, trap) for one in _of(made, name))]
    return Score(page.name, found, missed, stepped)


def _expected(key: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, value in (key.get("head") or {}).items():
        for one in value if isinstance(value, list) else [value]:
            yield "", {name: one}
    for name, entries in (key.get("expect") or {}).items():
        for entry in entries:
            yield name, entry


def _traps(key: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, entries in (key.get("traps") or {}).items():
        for entry in entries or []:
            yield ("" if name == "head" else name), entry


def _of(made: Draft, section: str) -> list[Proposal]:
    return [one for one in made.proposals if one.confidence >= VALUE and (section in ("any", one.section))]


def fits(proposal: Proposal, wanted: Mapping[str, Any]) -> bool:
    """Whether a proposal has every key that is wanted, with the words given; `key: ""` wants the key to be absent.

    `any` looks through all values; `exactly_KEY` compares the whole value; `TODO` stands for a value left to a person.
    """
    return all(_holds(proposal, key, value) for key, value in wanted.items())


def _holds(proposal: Proposal, key: str, wanted: Any) -> bool:
    if key == "any":
        return any(_plain(wanted) in _plain(_flat(value)) for value in proposal.values.values())
    exactly = key.startswith("exactly_")
    key = key.removeprefix("exactly_")
    if key not in proposal.values:
        return wanted == ""
    value = _flat(proposal.values[key])
    if "{{" not in wanted:
        value = value.replace("{{", "").replace("}}", "")
    if wanted == "":
        return False
    if wanted == TODO:
        return TODO in value
    if isinstance(wanted, list):
        return all(_plain(one) in _plain(value) for one in wanted)
    if exactly:
        return _plain(value) == _plain(wanted)
    if key in ("date", "as_of"):
        return bool(value == wanted)
    return _plain(wanted) in _plain(value)


def _flat(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return " | ".join(f"{axis}: {' | '.join(texts)}" for axis, texts in value.items())
    return " | ".join(value)


def _plain(text: str) -> str:
    text = text.lower().replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').replace("–", "-")
    return re.sub(r"\s+", " ", text).strip()


def main(folders: Sequence[str]) -> int:
    """Print the score of every page with a key, and the whole; gives the exit status."""
    pages = sorted(
        key.with_name(key.name.removesuffix(".key.yaml")) for folder in (folders or [str(PAGES)]) for key in Path(folder).glob("*.key.yaml")
    )
    scores = [score(page) for page in pages]
    for one in scores:
        total = len(one.found) + len(one.missed)
        print(f"{len(one.found):3} of {total:3} found, {len(one.traps)} traps  {one.page}")
        for missed in one.missed:
            print(f"      missed  {missed}")
        for trap in one.traps:
            print(f"      TRAP    {trap}")
    found, missed = sum(len(one.found) for one in scores), sum(len(one.missed) for one in scores)
    traps = sum(len(one.traps) for one in scores)
    recall = found / (found + missed) if found + missed else 0.0
    print(f"{len(scores)} pages: recall {recall:.3f} ({found} of {found + missed}), {traps} traps")
    return int(recall < WANTED or traps > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
