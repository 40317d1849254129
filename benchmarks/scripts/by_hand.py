"""What one would write by hand with genanki: read the notes, make the package.  `--markdown` renders the texts."""

import sys
from pathlib import Path

import genanki
import yaml

markdown = str
if "--markdown" in sys.argv:
    from markdown_it import MarkdownIt

    markdown = MarkdownIt().renderInline

model = genanki.Model(
    1607392319, "Simple", [{"name": "Question"}, {"name": "Answer"}],
    [{"name": "Card 1", "qfmt": "{{Question}}", "afmt": '{{FrontSide}}<hr id="answer">{{Answer}}'}],
)  # fmt: skip
deck = genanki.Deck(2059400110, "Rivers")
for path in sorted(Path("notes").glob("*.yaml")):
    with path.open(encoding="utf-8") as file:
        note = yaml.load(file, Loader=yaml.CSafeLoader)
    for card in note["cards"]:
        deck.add_note(genanki.Note(model, [markdown(card["q"]), markdown(card["a"])]))
genanki.Package(deck).write_to_file("deck.apkg")
