"""The deck's changelog: told from two locks, in the release's text and in the deck's description."""

from __future__ import annotations

import anki_real as real
import pytest
from projects import Desk

NOTE = """
    title: Planets
    source: An atlas
    cards:
      - {q: Which planet has the shortest year?, a: Mercury}
      - {q: Which planet is the largest?, a: Jupiter}
      - {q: Which planet is the coldest?, a: Uranus}
"""


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path, now=1_750_000_000)
    desk.write("ankigen.yaml", "name: sky\ndeck: Sky\ndescription: About planets.\n")
    desk.write("notes/planets.yaml", NOTE)
    return desk


def changes(desk: Desk) -> str:
    return desk.run("plan", "--format", "changes").stdout


def test_it_tells_by_note_what_learners_will_see_changed(desk):
    assert changes(desk).startswith("3 added.\n\n### planets\n\n- added: Which planet has the shortest year?\n")
    desk.export()
    assert changes(desk) == "No card changed.\n"
    desk.edit("notes/planets.yaml", "a: Mercury}", "a: Mercury, extra: 88 days}")
    desk.edit("notes/planets.yaml", "a: Jupiter}", "a: Jupiter *by far*}")
    desk.edit("notes/planets.yaml", "  - {q: Which planet is the coldest?, a: Uranus}\n", "")
    desk.write("notes/dwarfs.yaml", "title: Dwarfs\nsource: An atlas\ncards:\n  - {q: Which dwarf planet was found in 1930?, a: Pluto}\n")
    assert changes(desk) == (
        "1 added, 2 changed, 1 retired.\n"
        "\n### dwarfs\n\n- added: Which dwarf planet was found in 1930?\n"
        "\n### planets\n"
        "\n- changed: Which planet has the shortest year? (Extra)"
        "\n- changed: Which planet is the largest? (Jupiter → Jupiter by far)"
        "\n- retired: Which planet is the coldest?\n"
        "\nRetired cards stay in your collection.  To delete them, import the deck's package of retired cards, then use Tools, Empty Cards.\n"
    )
    desk.export()
    desk.write("notes/planets.yaml", NOTE.replace("a: Mercury}", "a: Mercury, extra: 88 days}").replace("a: Jupiter}", "a: Jupiter *by far*}"))
    assert changes(desk) == "1 restored.\n\n### planets\n\n- restored: Which planet is the coldest?\n"


def test_each_card_is_named_by_what_it_asks_and_what_is_asked_no_more_is_said(desk):
    desk.write("notes/terms.yaml", """
        title: Bodies
        source: An atlas
        terms:
          - {term: ESA, means: the space agency of Europe, expands: European Space Agency}
        key_points:
          - The planet Mars has the moons {{Phobos}} and {{Deimos}}.
    """)
    assert "- added: What is ESA?\n- added: What does ESA stand for?\n" in changes(desk)
    desk.export()
    desk.edit("notes/terms.yaml", "the space agency of Europe", "Europe’s body for space flight")
    desk.edit("notes/terms.yaml", "{{Deimos}}", "Deimos")
    told = changes(desk)
    assert "- changed: What is ESA? (the space agency of Europe → Europe’s body for space flight)\n" in told
    assert "; no longer asked: Deimos)" in told


def test_moving_and_renaming_is_no_change(desk):
    desk.export()
    (desk.root / "notes/planets.yaml").rename(desk.root / "notes/renamed.yaml")
    assert changes(desk) == "No card changed.\n"


def test_words_of_a_card_are_no_markdown(desk):
    desk.write("notes/planets.yaml", "title: T\nsource: S\ncards:\n  - {q: 'What do `a*b*c` and `b<a` mean in $x_1$?', a: Nothing}\n")
    (line,) = [line for line in changes(desk).splitlines() if line.startswith("- ")]
    assert r"\<" in line and r"\*" in line and r"\_" in line


def test_it_takes_no_package_to_compare_with(desk):
    assert "--against" in desk.run("plan", "--format", "changes", "--against", desk.export(), status=2).stderr


def test_the_decks_description_names_the_last_change_and_a_rebuild_says_the_same(desk):
    with real.collection() as col:
        real.import_package(col, desk.export())
        assert col.decks.by_name("Sky")["desc"] == "About planets."
        desk.now += 86_400
        desk.edit("notes/planets.yaml", "a: Mercury}", "a: 'Mercury, in 88 days'}")
        desk.edit("notes/planets.yaml", "  - {q: Which planet is the coldest?, a: Uranus}\n", "")
        package = desk.export()
        real.import_package(col, package)
        told = col.decks.by_name("Sky")["desc"].split("\n\n")
        assert told[:2] == ["About planets.", "Last change, 16 June 2025: 1 card new or changed, 1 card retired."]
        assert told[2].startswith("1 card has left")
        before = package.read_bytes()
        assert desk.export().read_bytes() == before
