"""A card in the preview is the card that the real Anki shows: the same HTML, the same style, the same classes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anki_real as real
import pytest
from browser import Watched, axe, chromium

from ankigen import pipeline
from ankigen.live import previewed
from ankigen.outputs import OUTPUTS
from ankigen.preview import Preview, write_preview

NOW = 1_760_000_000

# What the page changes on purpose is undone before comparing: where files lie, and the button for a sound.
SEEN = """([html, face]) => {
    const parse = (html) => Object.assign(document.createElement("template"), { innerHTML: html }).content;
    const plain = (node) => {
        const box = document.createElement("div");
        box.append(node);
        box.normalize();
        for (const one of box.querySelectorAll("[style]")) one.style.cssText = one.getAttribute("style");
        return box.innerHTML;
    };
    const [frame] = stage.frames;
    frame.show({ html: face, number: 1, lang: "en", night: false });
    const shown = parse(frame.box.innerHTML);
    for (const button of shown.querySelectorAll("a.replay-button")) button.replaceWith(`[sound:${button.dataset.sound}]`);
    for (const one of shown.querySelectorAll("[src]")) one.setAttribute("src", one.getAttribute("src").replace("media/", ""));
    return [plain(shown), plain(parse(html))];
}"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(Path(__file__).parent / "preview_project", tmp_path_factory.mktemp("p") / "project"))


@pytest.fixture(scope="module")
def preview(project: Path) -> Preview:
    return previewed(project, NOW)


@pytest.fixture(scope="module")
def anki(project: Path) -> Iterator[Any]:
    """A learner's collection with the project's package in it."""
    loaded = pipeline.load(project, NOW)
    plan, _ = pipeline.plan(loaded, NOW)
    assert plan
    pipeline.publish(loaded, plan, OUTPUTS["apkg"], project / "deck.apkg")
    with real.collection() as collection:
        real.import_package(collection, project / "deck.apkg")
        yield collection


def test_every_card_of_every_note_is_there(preview: Preview, anki: Any) -> None:
    shown = {card.guid: tuple(face.number - 1 for face in card.faces) for note in preview.notes for card in note.cards if card.faces}
    assert shown == {guid: real.ordinals(anki, guid) for guid in real.guids(anki)}


def test_a_card_is_what_the_real_anki_shows(preview: Preview, anki: Any, project: Path) -> None:
    page_address = write_preview(project / "page", preview).as_uri()
    with chromium() as browser:
        page = Watched(browser.new_page()).open(page_address)
        compared = 0
        for note in preview.notes:
            for card in note.cards:
                for face in card.faces:
                    sides = zip(real.rendered(anki, card.guid, face.number - 1), (face.front, face.back), strict=True)
                    for said_by_anki, side in sides:
                        shown, expected = page.evaluate(SEEN, [said_by_anki, side])
                        assert shown == expected
                        compared += 1
        assert compared > 30


def test_the_style_is_that_of_the_package(preview: Preview, anki: Any) -> None:
    kinds = [anki.models.get(kind.id) for kind in anki.models.all_names_and_ids()]
    assert {kind["css"] for kind in kinds if kind["name"].startswith("ankigen")} == {preview.css}


def test_every_file_that_a_card_names_is_there(preview: Preview, anki: Any) -> None:
    assert set(preview.media) == {path.name for path in Path(anki.media.dir()).iterdir()} and len(preview.media) == 2


ALLOWED = {
    "summary-name",  # it has one, in the card's language, from the style sheet, which the audit does not read
    "scrollable-region-focusable",  # the preview makes a wide table so; Anki has no other way than touch
}


@pytest.mark.parametrize("mode", ["", "nightMode"])
def test_an_audit_of_every_kind_of_card_finds_nothing_serious(preview: Preview, project: Path, mode: str) -> None:
    audit, folder = axe(), write_preview(project / "page", preview).parent
    cards = {card.section + note.lang: (card, note) for note in preview.notes for card in note.cards if card.faces}
    found = set()
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 375, "height": 667})
        for card, note in cards.values():
            (folder / "card.html").write_text(
                f"<!doctype html><html lang={note.lang} class='mobile {'night-mode' if mode else ''}'><meta charset=utf-8>"
                "<title>card</title><link rel=stylesheet href=reviewer.css><link rel=stylesheet href=media/card.css>"
                f"<body class='card card1 {mode}'><main id=qa>{card.faces[0].back}</main>", "utf-8",
            )
            page.goto((folder / "card.html").as_uri())
            page.evaluate(audit)
            for each in page.evaluate("async () => (await axe.run()).violations"):
                if each["impact"] in ("serious", "critical") and each["id"] not in ALLOWED:
                    found.add((card.section, each["id"], each["nodes"][0]["html"]))
    assert not found
