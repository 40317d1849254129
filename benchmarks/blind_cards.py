"""Cards made blindly of article pages, and what the checker says of them.

A careful reader would refuse most of what a page's sentences become when each has a word blanked out.  This makes such
cards of the pages in benchmarks/blind and blind/later (one sentence, one blank: the last figure, or the last name, or else the longest
word), and holds the checker against a person's judgment of each: benchmarks/blind/judged.tsv.

    python benchmarks/blind_cards.py               the two figures, and every card on which the two differ
    python benchmarks/blind_cards.py --list        every card with what the checker says
    python benchmarks/blind_cards.py PAGE...       cards of other pages, listed

`no-source` and the rules about the note as a whole are left out: they say nothing about a card.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from ankigen.build import build_cards
from ankigen.check import check
from ankigen.project import load_project
from ankigen.read import read_notes

BLIND = Path(__file__).parent / "blind"
HEADINGS = {"Summary", "Key Points", "Analysis", "Exam Tips", "Full Article", "Related Topics to Study"}
ABOUT_NOTES = {"no-source", "many-cards", "lone-topic"}
FIGURE = re.compile(r"(?<![\w-])\d[\d.,]*[A-Z]{0,2}(?:st|nd|rd|th)?(?: (?:per cent|kg|km))?(?<![.,])")
NAME = re.compile(r"(?<=[a-z,(\"“] )[A-Z][\w’'.-]*(?: (?:of |and |the )?(?:[A-Z]\.|[A-Z][\w’'-]*))*")
BOUNDARY = re.compile(r"(?:(?<=[a-z\d)”\"%][.!?])|(?<=[A-Z]{2}[.!?]))(?<! v\.)(?<!Dr\.)(?<!Mr\.) (?=[A-Z])")


def sentences(page: str) -> Iterator[str]:
    """The sentences of a page, its headings and the marks of its bullets left out."""
    for line in page.splitlines():
        text = re.sub(r"^\s*(?:[*•-] )?(?:\*\*[^*]+:\*\*|\W*\d?(?=[A-Z]))", "", line).strip(" *-")
        if text and text not in HEADINGS:
            yield from (part.strip() for part in BOUNDARY.split(text) if len(part.split()) > 2)


def blanked(sentence: str) -> str:
    """The sentence with one blank."""
    found = (
        [*FIGURE.finditer(sentence)]
        or [*NAME.finditer(sentence)]
        or [max(re.finditer(r"[\w’'-]+", sentence), key=lambda word: len(word[0]))]
    )
    start, end = found[-1].span()
    return f"{sentence[:start]}{{{{{sentence[start:end].rstrip('.')}}}}}{sentence[start + len(sentence[start:end].rstrip('.')) :]}"


def named(cards: Sequence[str]) -> list[list[str]]:
    """The rules that each card breaks."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "notes").mkdir()
        quoted = [card.replace("\\", "\\\\").replace('"', '\\"') for card in cards]
        lines = ["title: A page", "date: 2026-01", "topic: Current Affairs", "source: A page", "key_points:"]
        (root / "notes" / "page.yaml").write_text("\n".join([*lines, *(f'  - "{card}"' for card in quoted)]), "utf-8")
        project, _ = load_project(root)
        notes, _ = read_notes(project)
        made, _ = build_cards(notes, project)
        problems = [
            problem for problem in check(notes, made, project, date(2026, 1, 15)) if problem.name not in ABOUT_NOTES
        ]
    found: list[list[str]] = [[] for _ in cards]
    for problem in problems:
        found[problem.place.line - 1 - len(lines)].append(problem.name)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("pages", nargs="*", type=Path)
    parser.add_argument("--list", action="store_true")
    asked = parser.parse_args()
    if asked.pages:
        listed([blanked(sentence) for page in asked.pages for sentence in sentences(page.read_text("utf-8"))])
        return
    for folder in (BLIND, BLIND / "later"):
        verdicts = dict(line.split("\t")[:2][::-1] for line in (folder / "judged.tsv").read_text("utf-8").splitlines()[1:])
        made = {blanked(sentence): None for page in sorted(folder.glob("*.txt")) for sentence in sentences(page.read_text("utf-8"))}
        judged = [card for card in made if card in verdicts]
        if asked.list:
            listed(judged)
        else:
            measured(folder.name, judged, verdicts)


def listed(cards: Sequence[str]) -> None:
    """Prints every card with what the checker says of it."""
    for card, said in zip(cards, named(cards), strict=True):
        print(f"{', '.join(said) or '-':40} {card}")


def measured(name: str, cards: Sequence[str], verdicts: Mapping[str, str]) -> None:
    """Prints how far the checker and the person agree; a card judged `either` counts for neither."""
    told = list(zip(cards, named(cards), strict=True))
    refused = [(card, said) for card, said in told if verdicts[card] == "refuse"]
    kept = [(card, said) for card, said in told if verdicts[card] == "keep"]
    caught = sum(bool(said) for _, said in refused)
    alarms = [(card, said) for card, said in kept if said]
    print(f"{name}: {len(cards)} cards: a person refuses {len(refused)} and keeps {len(kept)}")
    print(f"named of those refused: {caught} ({caught / len(refused):.0%}); alarms on those kept: {len(alarms)}")
    for card, said in [*((card, ["missed"]) for card, said in refused if not said), *alarms]:
        print(f"  {', '.join(said):30} {card}")


if __name__ == "__main__":
    main()
