"""Pictures of the cards for the docs: rendered by the real Anki, photographed in Chromium.

    python docs/screenshots.py [FOLDER]

Every picture is of HTML that Anki itself made from an imported package; `FOLDER` (default docs/images) receives them.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

import anki_real as real  # noqa: E402
from packages import note, package  # noqa: E402

from ankigen.outputs.apkg import write_apkg  # noqa: E402

SOURCE = 'Korea JoongAng Daily · 1 Jan 2026'
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
        "Explanation": '<ul class="whys"><li><bdi class="letter">A</bdi> Yonhap – is South Korean.</li><li><bdi class="letter">C</bdi> '
        'TASS – is Russian.</li><li><bdi class="letter">D</bdi> Xinhua – is Chinese.</li></ul>', "Source": SOURCE,
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
        "Context": "Polity", "Question": "Which two columns tell Article 51 of India’s Constitution from Article 51 of the UN Charter?",
        "Answer": "<table><thead><tr><th>Instrument</th><th>Subject</th><th>Enforceable</th><th>Where it stands</th></tr></thead>"
        "<tbody><tr><td>Constitution of India</td><td>International peace and security</td><td>No</td><td>Part IV</td></tr>"
        "<tr><td>UN Charter</td><td>The right of self-defence</td><td>Binding</td><td>Chapter VII</td></tr></tbody></table>",
        "Extra": "Both are quoted as “Article 51”.<ul><li>The first is a <b>Directive Principle</b>.</li><li>The second is treaty "
        "law, and <code>binding</code>.</li></ul><blockquote>Nothing in the present Charter shall impair the inherent right…"
        "</blockquote>", "Source": '<a href="https://www.un.org/en/about-us/un-charter">UN Charter</a>',
    }),
}
"""Name → kind and fields: one card of each type, two scripts, and what authors write at its widest."""

SIZES = {"phone": (390, 700), "desktop": (820, 560)}
PAGE = """<!doctype html><html class="{device}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<style>body {{ margin: 20px; overflow-wrap: break-word }} hr {{ background: #888; margin: 1em }} img {{ max-width: 100% }}</style>
<body class="card card1 {night}"><div id="qa">{html}</div></body></html>"""
"""The page that Anki's reviewer puts a card into, in so far as it shows."""


@dataclass(frozen=True)
class Shot:
    """One side of a card under one theme on one device."""

    name: str
    side: str
    theme: str
    device: str
    html: str


def rendered_sides() -> list[tuple[str, str, str]]:
    """Name, side and HTML with the style sheet of every card, from a collection that imported them."""
    with real.collection() as col, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cards.apkg"
        write_apkg(path, package(*(note(kind, guid=name, **fields) for name, (kind, fields) in CARDS.items())))
        real.import_package(col, path)
        cards = [(name, real.card(col, name)) for name in CARDS]
        return [(name, side, html) for name, card in cards for side, html in (("front", card.question()), ("back", card.answer()))]


def photograph(browser: Browser, shot: Shot) -> bytes:
    width, height = SIZES[shot.device]
    page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=1.5)
    night = "nightMode night_mode" if shot.theme == "night" else ""
    page.set_content(PAGE.format(device="mobile" if shot.device == "phone" else "", night=night, html=shot.html))
    try:
        return page.screenshot()
    finally:
        page.close()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    launch: dict[str, Any] = {"args": ["--no-sandbox"]}
    if Path("/usr/bin/chromium").exists():
        launch["executable_path"] = "/usr/bin/chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch)
        for name, side, html in rendered_sides():
            for theme in ("day", "night"):
                for device in SIZES:
                    shot = Shot(name, side, theme, device, html)
                    (folder / f"{name}-{side}-{theme}-{device}.png").write_bytes(photograph(browser, shot))
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "images")
