"""What an update does to a learner's histories: ankigen and its peers, in the real Anki, with the options of a fresh profile.

    python benchmarks/peers.py            # measures, prints the table
    python benchmarks/peers.py --write    # and sets it into docs/peers.md

Each tool has an environment of its own, made from PyPI on the first run.  For each edit a fresh project of six cards is
built, imported and studied, the edit made in the tool's own files, and the result built and imported over it.  A card's
history is known by how often it was reviewed: the first once, the second twice …
"""

from __future__ import annotations

import re
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import anki_real as anki
from anki.buildinfo import version as anki_version
from anki.collection import Collection
from tools import ANKIGEN, HOME, PEERS, ROOT, Card, Tool, packages

DECK = "Rivers"
CARDS = [
    Card("nile", "Which river flows through Cairo?", "The Nile"),
    Card("danube", "Which river flows through Vienna?", "The Danube"),
    Card("seine", "Which river flows through Paris?", "The Seine"),
    Card("tiber", "Which river flows through Rome?", "The Tiber"),
    Card("thames", "Which river flows through London?", "The Thames"),
    Card("vistula", "Which river flows through Warsaw?", "The Vistula"),
]
REVIEWS = {card.key: at for at, card in enumerate(CARDS, 1)}
DOC = ROOT / "docs/peers.md"
BEGIN, END = "<!-- measured by benchmarks/peers.py -->", "<!-- end -->"


@dataclass
class Learner:
    """A collection, and what the tool said when it last built."""

    col: Collection
    said: str = ""
    logs: tuple[anki.Imported, ...] = ()

    def reviews(self, words: str) -> list[int]:
        """How often each card that shows these words was reviewed."""
        rows = self.col.db.all("select c.reps from cards c join notes n on n.id = c.nid where instr(n.flds, ?)", words)
        return sorted(reps for (reps,) in rows)

    def import_all(self, folder: Path) -> None:
        self.logs = tuple(anki.import_package(self.col, path) for path in packages(folder))


def study(learner: Learner) -> None:
    """Review the first card once, the second twice …"""
    for card in CARDS:
        (at,) = learner.col.db.list("select c.id from cards c join notes n on n.id = c.nid where instr(n.flds, ?)", card.a)
        learner.col.db.execute("update cards set type = 2, queue = 2, ivl = 10, reps = ? where id = ?", REVIEWS[card.key], at)


def histories(learner: Learner, cards: list[Card], new: frozenset[str] = frozenset()) -> str:
    """What has become of the histories, `cards` being what the author has written now."""
    found = {card.key: learner.reviews(card.a) for card in cards}
    wrong = [key for key, reps in found.items() if key not in new and any(times not in (0, REVIEWS[key]) for times in reps)]
    wrong += [key for key in new if any(found[key])]
    if wrong:
        return f"**{len(wrong)} on wrong cards**"
    lost = [key for key, reps in found.items() if key not in new and REVIEWS[key] not in reps]
    twice = [key for key, reps in found.items() if len(reps) > 1]
    if lost and not twice:
        return "starts anew, old card stays" if len(lost) == 1 else f"{len(lost)} start anew, old cards stay"
    if twice:
        return f"a second card beside {'it' if len(twice) == 1 else f'each of {len(twice)}'}"
    return "kept"


def changed(key: str, **words: str) -> list[Card]:
    return [card._replace(**words) if card.key == key else card for card in CARDS]


def answer(learner: Learner) -> str:
    cards = changed("seine", a="The Seine (777 km)")
    (reps, *more) = learner.reviews("The Seine (777 km)") or [-1]
    return "kept" if reps == REVIEWS["seine"] and not more else "not updated" if reps < 0 else histories(learner, cards).replace("kept", "starts anew")


def question(learner: Learner) -> str:
    reps = learner.reviews("the middle of Paris")
    left = learner.reviews("through Paris")
    if reps == [REVIEWS["seine"]] and not left:
        return "kept"
    return "not updated" if not reps else "starts anew, old card stays" if left else "starts anew"


def inserted(learner: Learner) -> str:
    return histories(learner, [Card("elbe", "", "The Elbe"), *CARDS], frozenset({"elbe"}))


def moved(learner: Learner) -> str:
    return histories(learner, CARDS)


def deleted(learner: Learner) -> str:
    """How a learner finds the card that has left the deck, if the others have their histories."""
    if (others := histories(learner, [card for card in CARDS if card.key != "seine"])) != "kept":
        return others
    gone = set(learner.col.find_notes('"The Seine"'))
    assert gone
    if {entry.note_id for entry in learner.col.get_empty_cards().notes} == gone:
        return "Empty Cards removes it"
    search = re.search(r"deck:\S.* -tag:\S+", learner.said)
    if search and set(learner.col.find_notes(search[0])) == gone:
        return "a search finds it"
    told = re.search(r"(?i)\b(?:delet|remov|retire|orphan)\w*", learner.said)
    return "told, stays" if told else "stays, nothing told"


def unchanged(learner: Learner) -> str:
    """Whether a rebuild of the same notes leaves alone what the learner has typed into a card."""
    kept = bool(learner.col.find_notes('"My own words"'))
    updated = sum(log.updated for log in learner.logs)
    again = moved(learner)
    return again if again != "kept" else "left alone" if kept and not updated else f"{updated} updated, " + (
        "own edit kept" if kept else "**own edit lost**"
    )


EDITS: dict[str, tuple[Callable[[], tuple[str, list[Card]]], Callable[[Learner], str]]] = {
    # column: (the deck's name and cards after the edit, what became of them)
    "edit the answer": (lambda: (DECK, changed("seine", a="The Seine (777 km)")), answer),
    "edit the question": (lambda: (DECK, changed("seine", q="Which river flows through the middle of Paris?")), question),
    "insert a card before others": (lambda: (DECK, [CARDS[0], Card("elbe", "Which river flows through Dresden?", "The Elbe"), *CARDS[1:]]), inserted),
    "move a card to the end": (lambda: (DECK, [card for card in CARDS if card.key != "seine"] + [CARDS[2]]), moved),
    "rename the deck": (lambda: ("Streams", CARDS), moved),
    "delete a card": (lambda: (DECK, [card for card in CARDS if card.key != "seine"]), deleted),
    "build again, nothing changed": (lambda: (DECK, list(CARDS)), unchanged),
}


def measured(tool: Tool, name: str) -> str:
    """What becomes of a studied deck when this edit is made and imported."""
    edit, judge = EDITS[name]
    folder = HOME / "peers" / tool.name / re.sub(r"\W+", "-", name)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    tool.write(folder, DECK, [("geography", CARDS)])
    tool.build(folder, DECK)
    with anki.collection() as col:
        learner = Learner(col)
        learner.import_all(folder)
        study(learner)
        if name.startswith("build again"):
            (note,) = learner.col.find_notes('"The Nile"')
            own = learner.col.get_note(note)
            (field,) = [at for at, text in enumerate(own.fields) if "The Nile" in text]
            own.fields[field] += " My own words"
            learner.col.update_note(own)
        before = {path.name: path.read_bytes() for path in packages(folder)}
        for path in packages(folder):
            path.unlink()
        time.sleep(1.1)  # a second in which most tools' notes become newer
        deck, cards = edit()
        tool.write(folder, deck, [("geography", cards)])
        learner.said = tool.build(folder, deck)
        learner.import_all(folder)
        same = name.startswith("build again") and before == {path.name: path.read_bytes() for path in packages(folder)}
        return judge(learner) + (", same bytes" if same else "")


def table() -> str:
    lines = ["| | " + " | ".join(EDITS) + " |", "|---" * (len(EDITS) + 1) + "|"]
    for tool in (*PEERS, ANKIGEN):
        version = tool.install()
        print(tool.name, version, file=sys.stderr)
        cells = []
        for name in EDITS:
            try:
                cells.append(measured(tool, name))
            except RuntimeError as failed:
                cells.append("does not build")
                print(failed, file=sys.stderr)
        lines.append(f"| {tool.name} {version} | " + " | ".join(cells) + " |")
    day = f"{datetime.now(UTC):%-d %B %Y}"
    return "\n".join([f"Measured on {day} with Anki {anki_version}.", "", *lines])


if __name__ == "__main__":
    found = table()
    print(found)
    if "--write" in sys.argv:
        doc = DOC.read_text(encoding="utf-8")
        head, rest = doc.split(BEGIN)
        DOC.write_text(f"{head}{BEGIN}\n{found}\n{END}{rest.split(END)[1]}", encoding="utf-8")
