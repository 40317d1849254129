"""Pictures of the cards for the docs: rendered by the real Anki, photographed in Chromium.

    python docs/screenshots.py [FOLDER]

Every picture is of HTML that Anki itself made from an imported package; `FOLDER` (default docs/images) receives them.
Needs the extra `test` and a Chromium.
"""

from __future__ import annotations

import sys
import tempfile
from html import escape
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

import anki_real as real  # noqa: E402
from packages import note, package  # noqa: E402

from ankigen.outputs.apkg import stage  # noqa: E402

SOURCE = "Korea JoongAng Daily · 1 Jan 2026"
CARDS: dict[str, tuple[str, dict[str, str]]] = {
    "qa": ("qa", {
        "Context": "International relations · Jan 2026", "Question": "What does Article 51 of the UN Charter recognise "
        "(not to be confused with Article 51 of India’s Constitution)?", "Answer": "The right of self-defence",
        "Extra": "Individual or collective. The 2024 Russia–North Korea treaty invokes it.", "Source": "UN Charter, Chapter VII",
    }),
    "cloze": ("cloze", {
        "Context": "International relations", "Text": "Russia and North Korea signed the {{c1::Comprehensive Strategic "
        "Partnership::name of pact}} treaty in Pyongyang in {{c2::June 2024::month, year}}.",
        "Extra": "In force since 4 December 2024.", "Source": "TASS · 19 Jun 2024",
    }),
    "choice": ("choice", {
        "Context": "International relations · Jan 2026",
        "Question": "Which agency reported Kim Jong Un’s “invincible alliance” message on 1 January 2026?",
        "Options": '<ol class="options" type="A"><li>Yonhap</li><li>KCNA</li><li>TASS</li><li>Xinhua</li></ol>',
        "Answer": '<bdi class="letter">B</bdi> KCNA',
        "Explanation": '<ul class="whys"><li><bdi class="letter">A</bdi> Yonhap – South Korean.</li><li><bdi class="letter">C</bdi> '
        'TASS – Russian.</li><li><bdi class="letter">D</bdi> Xinhua – Chinese.</li></ul>', "Source": SOURCE,
    }),
    "hindi": ("qa", {
        "Language": "hi", "Context": "राजव्यवस्था · जनवरी 2026",
        "Question": "भारत के संविधान का कौन-सा अनुच्छेद अंतरराष्ट्रीय शांति और सुरक्षा की अभिवृद्धि से संबंधित है?",
        "Answer": "अनुच्छेद 51", "Extra": "भाग IV – राज्य की नीति के निदेशक तत्त्व।", "Source": "भारत का संविधान",
    }),
    "urdu": ("qa", {
        "Language": "ur", "Context": "جغرافیہ", "Question": "پاکستان کا دارالحکومت کون سا شہر ہے؟", "Answer": "اسلام آباد",
        "Extra": "1967 سے پہلے راولپنڈی عبوری دارالحکومت تھا۔", "Source": "اٹلس 2024",
    }),
    "arabic": ("choice", {
        "Language": "ar", "Context": "جغرافيا", "Question": "ما هي عاصمة المغرب؟",
        "Options": '<ol class="options" type="A"><li>الدار البيضاء</li><li>الرباط</li><li>مراكش</li></ol>',
        "Answer": '<bdi class="letter">B</bdi> الرباط', "Source": "أطلس 2024",
    }),
    "table": ("qa", {
        "Context": "Polity", "Question": "How do Article 51 of India’s Constitution and Article 51 of the UN Charter differ?",
        "Answer": "<table><thead><tr><th>Instrument</th><th>Subject</th><th>Enforceable</th><th>Where it stands</th></tr></thead>"
        "<tbody><tr><td>Constitution of India</td><td>International peace and security</td><td>No</td><td>Part IV</td></tr>"
        "<tr><td>UN Charter</td><td>The right of self-defence</td><td>Binding</td><td>Chapter VII</td></tr></tbody></table>",
        "Extra": "Both are quoted as “Article 51”.<ul><li>The first is a <b>Directive Principle</b>.</li><li>The second is treaty "
        "law and <em>binding</em>.</li></ul><blockquote>Nothing in the present Charter shall impair the inherent right…"
        "</blockquote>", "Source": '<a href="https://www.un.org/en/about-us/un-charter">UN Charter</a>',
    }),
}
"""Name → kind and fields: one card of each type, two scripts, and what authors write at its widest."""

Shot = tuple[str, str, str]  # card, side, theme
PHONE, DESKTOP = (375, 540), (760, 540)
SHEETS: dict[str, tuple[tuple[int, int], tuple[Shot, ...]]] = {
    "question": (PHONE, (("qa", "front", "day"), ("qa", "back", "day"), ("qa", "back", "night"))),
    "blanks": (PHONE, (("cloze", "front", "day"), ("cloze", "back", "day"), ("cloze", "front", "night"))),
    "choice": (PHONE, (("choice", "front", "night"), ("choice", "back", "night"), ("choice", "back", "day"))),
    "scripts": (PHONE, (("hindi", "back", "day"), ("urdu", "back", "night"), ("arabic", "back", "day"))),
    "desktop": (DESKTOP, (("table", "back", "day"), ("choice", "back", "night"))),
}
"""Picture → size of a screen and what stands side by side on it."""

SCREEN = """<!doctype html><html class="{device}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<style>body {{ margin: 20px; overflow-wrap: break-word }} hr {{ background: #888; margin: 1em }} img {{ max-width: 100% }}
::-webkit-scrollbar {{ display: none }}</style><body class="card card1 {night}"><div id="qa">{html}</div></body></html>"""
"""The page that Anki's reviewer puts a card into, in so far as it shows."""

SHEET = """<!doctype html><meta charset="utf-8"><style>body {{ display: flex; gap: 20px; margin: 2px; width: max-content }}
div {{ overflow: hidden; border: 2px solid #8884; border-radius: 16px }}
iframe {{ display: block; width: {width}px; height: {height}px; border: 0 }}</style>{frames}"""


def rendered_sides() -> dict[tuple[str, str], str]:
    """The HTML, with the style sheet, of both sides of every card, from a collection that imported them."""
    with real.collection() as col, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cards.apkg"
        stage(path, package(*(note(kind, guid=name, **fields) for name, (kind, fields) in CARDS.items()))).commit()
        real.import_package(col, path)
        cards = {name: real.card(col, name) for name in CARDS}
        return {(name, side): getattr(card, kind)() for name, card in cards.items()
                for side, kind in (("front", "question"), ("back", "answer"))}


def sheet(size: tuple[int, int], shots: tuple[Shot, ...], sides: dict[tuple[str, str], str]) -> str:
    """A page of screens side by side."""
    frames = []
    for name, side, theme in shots:
        screen = SCREEN.format(device="mobile" if size == PHONE else "", night="nightMode night_mode" if theme == "night" else "",
                               html=sides[name, side])
        frames.append(f'<div><iframe srcdoc="{escape(screen)}"></iframe></div>')
    return SHEET.format(width=size[0], height=size[1], frames="".join(frames))


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    sides = rendered_sides()
    installed = Path("/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            args=["--no-sandbox"], **({"executable_path": str(installed)} if installed.exists() else {}))
        page = browser.new_page(viewport={"width": 1700, "height": 900}, device_scale_factor=1.5)
        for name, (size, shots) in SHEETS.items():
            page.set_content(sheet(size, shots, sides))
            page.wait_for_timeout(200)
            page.locator("body").screenshot(path=folder / f"{name}.png", omit_background=True)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "images")
