"""Pictures of the preview for the docs, photographed in Chromium.

    python docs/preview_pictures.py [FOLDER]

The project is that of the tests; a first export with other words stands before it, so that there is something to compare.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from browser import Watched, chromium  # noqa: E402

from ankigen import pipeline  # noqa: E402
from ankigen.live import previewed  # noqa: E402
from ankigen.outputs import OUTPUTS  # noqa: E402
from ankigen.preview import write_preview  # noqa: E402

FIRST, NOW = 1_750_000_000, 1_760_000_000
BEFORE = {
    "a: Article 279A\n": "a: Article 279 of the Constitution\n",
    "Taxes that GST replaced, from the Union": "Taxes that GST replaced at the Union",
}
PICTURES = (
    # name, words of the card, width and height, scheme, whether flipped
    ("day", "279A", (1440, 900), "light", True),
    ("night-math", "voting weight", (1440, 900), "dark", True),
    ("mcq", "With reference", (1440, 900), "light", False),
    ("hindi", "अनुच्छेद जीएसटी", (1440, 900), "dark", True),
    ("table", "Which goods", (1440, 900), "light", True),
    ("phone", "With reference", (390, 844), "dark", False),
)


def project_with_a_past(folder: Path) -> Path:
    """The tests' project, exported once with other words and then edited."""
    project = folder / "project"
    shutil.copytree(HERE.parent / "tests/preview_project", project)
    note = project / "notes/gst.yaml"
    today = note.read_text("utf-8")
    first = today
    for new, old in BEFORE.items():
        first = first.replace(new, old)
    note.write_text(first, "utf-8")
    loaded = pipeline.load(project, FIRST)
    plan, _ = pipeline.plan(loaded, FIRST)
    assert plan
    pipeline.publish(loaded, plan, OUTPUTS["apkg"], folder / "deck.apkg")
    note.write_text(today, "utf-8")
    return project


def main() -> None:
    to = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "images"
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        page_file = write_preview(Path(folder) / "page", previewed(project_with_a_past(Path(folder)), NOW))
        for name, words, (width, height), scheme, flipped in PICTURES:
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            watched = Watched(page)
            watched.open(page_file.as_uri())
            page.evaluate("words => go(view.shown.find(card => `${card.title} ${card.words}`.includes(words)))", words)
            if flipped:
                page.keyboard.press("Space")
            watched.settle()
            page.wait_for_timeout(300)  # fonts
            page.screenshot(path=str(to / f"preview-{name}.png"))
            page.close()
            assert watched.said == [], watched.said


if __name__ == "__main__":
    main()
