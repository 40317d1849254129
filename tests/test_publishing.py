"""What happens to a deck that is published for years: commits are undone, locks are lost, decks become one; learners go on."""

from __future__ import annotations

import anki_real as real
import pytest
from projects import Desk

NOTE = """
    title: The sample
    date: 2025-03-01
    topic: Polity
    source: The Constitution of India
    cards:
      - q: Which Article of the Constitution of India provides for the GST Council?
        a: Article 279A
      - q: Who first walked on the Moon?
        a: Neil Armstrong
    key_points:
      - GST came into force on {{1 July 2017}} under the {{101st}} Amendment and replaced {{17}} taxes.
"""


@pytest.fixture
def desk(tmp_path):
    return project(tmp_path, "sample", NOTE)


def project(root, name, note):
    desk = Desk(root)
    desk.write("ankigen.yaml", f"name: {name}\ndeck: {name}\n")
    desk.write(f"notes/{name}.yaml", note)
    return desk


def test_two_decks_become_one(desk, tmp_path_factory):
    other = project(tmp_path_factory.mktemp("other"), "other", NOTE.replace("the Moon", "Everest").replace("The sample", "The other"))
    other.edit("notes/other.yaml", "GST came", "VAT came")
    other.edit("notes/other.yaml", "the GST Council", "the Finance Commission")
    with real.collection() as col:
        for package in (desk.export(), other.export()):
            real.import_package(col, package)
        desk.write("notes/other.yaml", (other.root / "notes/other.yaml").read_text())
        desk.edit("notes/other.yaml", "Neil", "Edmund")
        desk.run("adopt", other.root / "dist/other.apkg")
        assert real.import_package(col, desk.export()) == (0, 1, 5, 0)
        assert real.check_database(col) == ""
        assert not real.needs_full_sync(col)
