"""The deck of this project's own notes/, in the real Anki: every card rendered by Anki itself, compared with tests/golden.

`pytest --golden tests/test_golden.py` writes the files anew; git shows what changed for learners.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import anki_real as real
import pytest
from projects import Desk

from ankigen.notetypes.render import render
from ankigen.sections import SECTIONS

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests/golden"
NOTES = sorted(path.relative_to(ROOT / "notes").with_suffix("").as_posix() for path in (ROOT / "notes").rglob("*.y*ml"))


class Deck(NamedTuple):
    """The package, the collection that it was imported into, and its cards as `export --format json` gives them."""

    package: Path
    col: Any
    first: real.Imported
    cards: list[dict[str, Any]]


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deck]:
    desk = Desk(tmp_path_factory.mktemp("own"))
    shutil.copytree(ROOT / "notes", desk.root / "notes")
    for settings in ROOT.glob("ankigen.*"):  # with the lock, which holds what the learners' cards are numbered by
        shutil.copy(settings, desk.root)
    cards, package = desk.cards(), desk.export()
    with real.collection() as col:
        yield Deck(package, col, real.import_package(col, package), cards)


def of_note(deck: Deck, note: str) -> list[dict[str, Any]]:
    return [card for card in deck.cards if card["file"].removeprefix("notes/").rpartition(".")[0] == note]


def test_the_deck_imports_whole_and_again_changes_nothing(deck: Deck) -> None:
    everything = len(deck.cards)
    assert deck.first == (everything, 0, 0, 0)
    assert real.check_database(deck.col) == ""
    assert real.empty_cards(deck.col) == set()
    synced = real.needs_full_sync(deck.col)
    assert real.import_package(deck.col, deck.package) == (0, 0, everything, 0)
    assert real.needs_full_sync(deck.col) == synced
    assert real.check_database(deck.col) == ""


def test_the_notes_show_every_section(deck: Deck) -> None:
    assert {card["section"] for card in deck.cards} == set(SECTIONS)


def test_our_renderer_shows_what_anki_shows(deck: Deck) -> None:
    for card in deck.cards:
        fields = dict(real.note(deck.col, card["guid"]).items())
        for ordinal in real.ordinals(deck.col, card["guid"]):
            template = 0 if card["kind"] == "cloze" else ordinal
            assert render(card["kind"], template, fields, ordinal) == real.rendered(deck.col, card["guid"], ordinal), card["question"]


@pytest.mark.parametrize("note", NOTES)
def test_each_card_of_the_note_is_as_it_was(deck: Deck, note: str, rewrite: bool) -> None:
    golden, now = GOLDEN / f"{note}.txt", "\n".join(shown(deck, card) for card in of_note(deck, note))
    if rewrite:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(now, encoding="utf-8", newline="\n")
    assert now == golden.read_text(encoding="utf-8"), "if all of the difference is meant: pytest --golden"


def test_each_golden_file_has_its_note(rewrite: bool) -> None:
    stale = [path for path in GOLDEN.rglob("*.txt") if path.relative_to(GOLDEN).with_suffix("").as_posix() not in NOTES]
    if rewrite:
        for path in stale:
            path.unlink()
    else:
        assert stale == []


def shown(deck: Deck, card: dict[str, Any]) -> str:
    """Every card that Anki has of this one, as text: what it asks, what its front and its back show."""
    text = ""
    for ordinal in real.ordinals(deck.col, card["guid"]):
        question, answer = real.rendered(deck.col, card["guid"], ordinal)
        which = {"cloze": f", blank {ordinal + 1}"}.get(card["kind"], ", reverse" if ordinal else "")
        back = answer.replace(question, "{{FrontSide}}\n")
        text += f"# {card['section']}{which}: {asked(card)}\n\nfront\n{lines(question)}\n\nback\n{lines(back)}\n\n"
    return text


def asked(card: dict[str, Any]) -> str:
    """The question in one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", card["fields"].get("Text") or card["fields"]["Question"]).split())


def lines(html: str) -> str:
    """The HTML in lines that a person can compare: one for each block of text."""
    apart = re.sub(r"(?=<(?:article|blockquote|details|div|footer|h\d|hr|li|ol|p|pre|table|tr|ul)\b)", "\n", html)
    return "\n".join(f"    {line.strip()}" for line in apart.splitlines() if line.strip())
