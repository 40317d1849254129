"""The project's own notes are documentation: they show the whole format, and hold themselves to what it asks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ankigen import pipeline
from ankigen.pipeline import Loaded
from ankigen.read import HEAD
from ankigen.sections import SECTIONS
from ankigen.sections.spec import COMMON

ROOT = Path(__file__).parents[1]
NOW = 1_795_521_600  # 24 November 2026: the facts that expire were checked until then
ARTICLE = "2026-01-01-north-korea-russia-alliance"


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return pipeline.load(ROOT, NOW)


def test_nothing_is_amiss(loaded: Loaded) -> None:
    """No fault, and not one warning of the checker."""
    assert [f"{fault.place} {fault.name}: {fault.message}" for fault in loaded.problems] == []
    assert not loaded.obstacles
    assert len(loaded.notes) >= 8


def test_every_note_says_where_its_facts_are_from(loaded: Loaded) -> None:
    for note in loaded.notes:
        source = note.sources.get("")
        assert source and source.name and source.url.startswith("https://"), note.file
        assert all(source.url.startswith("https://") for source in note.sources.values()), note.file
    assert all(card.fields["Source"] for card in loaded.cards)


def test_every_section_and_every_key_is_shown(loaded: Loaded) -> None:
    """A reader finds an example of all there is, but for the keys that only a special need asks for."""
    entries = [entry for note in loaded.notes for entry in note.entries]
    for section in SECTIONS.values():
        used = {key for entry in entries if entry.section == section.name for key in entry.values}
        assert used, f"no note uses {section.name}"
        assert {key.name for key in section.keys if key.required} <= used
    used = {key for entry in entries for key in entry.values}
    assert {key.name for section in SECTIONS.values() for key in section.keys} - used <= {"exam", "year"}
    assert {key.name for key in COMMON} - used <= {"tags", "valid_until"}
    heads = {key for note in loaded.notes for key in note.values}
    assert {key.name for key in HEAD} - heads <= {"id", "status", "article", "allow"}  # what stands there is rare


def test_every_kind_of_text_is_shown(loaded: Loaded) -> None:
    fields = [html for card in loaded.cards for html in card.fields.values()]
    for sign in (r"\(", r"\[", "<table", "<img", "<em>", "<ol>", "{{c2::"):
        assert any(sign in html for html in fields), sign
    assert {card.fields["Language"] for card in loaded.cards} == {"en", "hi"}
    assert {card.kind for card in loaded.cards} == {"qa", "cloze", "choice"}
    assert any("Reverse Question" in card.fields for card in loaded.cards)
    assert {medium.path.parent for card in loaded.cards for medium in card.media} == {ROOT / "notes"}
    assert len({medium.name for card in loaded.cards for medium in card.media}) >= 2


def answers(loaded: Loaded, note: str) -> list[str]:
    """What every card of a note answers, as plain as can be."""
    found = []
    for card in loaded.cards:
        if card.note == note:
            right = [option.text for option in card.options if option.right]
            said = [card.fields.get("Answer", ""), *right, *(blank.text for blank in card.blanks)]
            found.append(re.sub(r"<[^>]+>", " ", " · ".join(filter(None, said))).casefold())
    return found


def test_the_article_becomes_the_cards_of_a_careful_person(loaded: Loaded) -> None:
    """Each fact that a careful person makes a card of is the answer of one."""
    found = answers(loaded, ARTICLE)
    assert len(found) == 35
    facts = (
        "russia", "kim jong un", "kcna", "north korean soldiers", "alien land", "war in ukraine", "korean central news agency",
        "news agency of north korea", "democratic people's republic of korea", "north korea", "ussr", "february 2022",
        "september 2023 · vladimir putin", "june 2024 · comprehensive strategic partnership", "military and other assistance",
        "article 51", "promotion of international peace", "part iv", "non-justiciable",
        "international peace and security · just and honourable relations · international law and treaty obligations · arbitration",
        "right of self-defence", "missile and satellite technology", "shield against further un sanctions", "military hardware",
        "multipolar world", "nuclear proliferation", "un security council resolutions", "china and russia", "strategic autonomy",
        "supply chains, energy prices, trade routes", "1 and 2 only", "economic aid", "way forward",
    )  # fmt: skip
    for fact in facts:
        assert any(fact in answer for answer in found), fact


def test_claims_say_whose_they_are(loaded: Loaded) -> None:
    """What the article only expects or supposes is never asked as a plain fact."""
    claims = [card for card in loaded.cards if card.entry.text("kind") not in ("", "fact")]
    assert claims
    for card in claims:
        assert re.search("Per analysts|reportedly|see|According", card.fields["Question"]), card.place


def test_no_sentence_of_a_note_stands_twice() -> None:
    lines = [line.strip() for path in sorted((ROOT / "notes").glob("*.yaml")) for line in path.read_text("utf-8").splitlines()]
    questions = [line for line in lines if re.match(r"(?:- )?q: ", line)]
    assert len(questions) == len(set(questions)) > 50
