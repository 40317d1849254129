"""ankigen and its peers, each as its author would use it: how a deck is written for it, and what builds it.

Shared by `peers.py` (what an update does) and `run.py` (speed).  Every tool has an environment of its own, made from PyPI.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
HOME = Path(gettempdir()) / "ankigen-benchmarks"
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},  # no tool is compiled at each run
    "PYTHONUTF8": "1",
    "ANKIGEN_CACHE": str(HOME / "cache"),
}


class Card(NamedTuple):
    """A card of a benchmark: `key` is what we know it by, whatever happens to its words."""

    key: str
    q: str
    a: str


Deck = Sequence[tuple[str, Sequence[Card]]]
"""Files by their stems, each with its cards."""


@dataclass(frozen=True)
class Tool:
    """A program that makes packages.

    `write` puts a deck into a folder in the tool's own format.  `commands` build it; `{bin}` is its environment's
    programs, `{deck}` the deck's name.  The package is found by its suffix, below the folder.
    """

    name: str
    requires: tuple[str, ...]
    write: Callable[[Path, str, Deck], None]
    commands: tuple[tuple[str, ...], ...]
    learn: Callable[[Path], None] = lambda _: None
    """What an author's files keep from a build."""

    @property
    def bin(self) -> Path:
        return HOME / "venvs" / self.name / "bin"

    def install(self) -> str:
        """Make the tool's environment where there is none yet; gives the version of the tool that is in it."""
        folder = self.bin.parent
        if not (folder / "done").exists():
            shutil.rmtree(folder, ignore_errors=True)
            uv = shutil.which("uv")
            make = [uv, "venv", "-q", "-p", sys.executable, folder] if uv else [sys.executable, "-m", "venv", folder]
            subprocess.run(make, check=True)
            python = self.bin / "python"
            pip = [uv, "pip", "install", "-q", "-p", python] if uv else [python, "-m", "pip", "install", "-q"]
            subprocess.run([*pip, *self.requires], check=True)
            subprocess.run([python, "-m", "compileall", "-q", folder / "lib"], check=False, stdout=subprocess.DEVNULL)
            (folder / "done").touch()
        said = f"import importlib.metadata as m; print(m.version({self.name!r}))"
        return subprocess.run([self.bin / "python", "-c", said], check=True, capture_output=True, text=True).stdout.strip()

    def argv(self, deck: str) -> list[list[str]]:
        """The commands that build the deck, to be run in its folder."""
        return [[word.format(bin=self.bin, deck=deck) for word in command] for command in self.commands]

    def build(self, folder: Path, deck: str) -> str:
        """Build the deck in its folder; gives what the tool said.  Raises `RuntimeError` with it where it failed."""
        said = ""
        for argv in self.argv(deck):
            done = subprocess.run(argv, cwd=folder, capture_output=True, text=True, env=ENVIRONMENT, check=False)
            said += done.stdout + done.stderr
            if done.returncode:
                raise RuntimeError(f"{self.name}: {' '.join(argv)} gave {done.returncode}\n{said}")
        self.learn(folder)
        return said


def packages(folder: Path) -> list[Path]:
    """Every package below the folder, a deck's before those of what left it."""
    return sorted(folder.rglob("*.apkg"), key=lambda path: ("retired" in path.name, path))


def _fresh(folder: Path, pattern: str) -> None:
    for old in folder.rglob(pattern):
        old.unlink()


def _text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _yaml_text(text: str) -> str:
    """The text as an author types it: bare where YAML lets it be, else in quotes."""
    bare = re.fullmatch(r"[A-Za-z0-9(][^\n#]*", text) and ": " not in text and not text.endswith(":")
    return text if bare else "'" + text.replace("'", "''") + "'"


def write_ankigen(folder: Path, deck: str, files: Deck) -> None:
    _text(folder / "ankigen.yaml", f"name: Benchmark\ndeck: {_quoted(deck)}\ncheck: {{many-cards: off}}\n")
    _fresh(folder, "notes/*.yaml")
    for stem, cards in files:
        lines = [f"title: {stem}", "source: A benchmark", "cards:"]
        for card in cards:
            lines += [f"  - q: {_yaml_text(card.q)}", f"    a: {_yaml_text(card.a)}"]
        _text(folder / f"notes/{stem}.yaml", "\n".join(lines) + "\n")


def write_ankc(folder: Path, deck: str, files: Deck) -> None:
    """The `[^uid]` that `ankc uid` stamped below a card stays with it, as it does where an author edits the file."""
    known: dict[str, str] = json.loads(keys.read_text()) if (keys := folder / "keys.json").exists() else {}
    _fresh(folder, "*.md")
    for stem, cards in files:
        blocks = [
            f"---\n\n{card.q} ::: {card.a}\n\n---\n" + (f"[^uid]: {known[card.key]}\n" if card.key in known else "") + "\n" for card in cards
        ]
        _text(folder / f"{stem}.md", f"---\ndeck: {deck}\n---\n\n" + "".join(blocks))
    _text(folder / "stems.json", json.dumps({stem: [card.key for card in cards] for stem, cards in files}))


def learn_ankc(folder: Path) -> None:
    """Remember which uid each card was given."""
    known = {}
    for stem, keys in json.loads((folder / "stems.json").read_text()).items():
        uids = re.findall(r"^\[\^uid\]: *(\w+)", (folder / f"{stem}.md").read_text(encoding="utf-8"), re.MULTILINE)
        known |= dict(zip(keys, uids, strict=True))
    _text(folder / "keys.json", json.dumps(known))


_MODEL = """\
config:
  name: Basic Model
  deck-name: {deck}
  css: ".card {{ font-family: arial; font-size: 20px; text-align: center; }}"
  fields: [Front, Back]
  templates:
    - name: Card 1
      qfmt: "{{{{Front}}}}"
      afmt: "{{{{FrontSide}}}}<hr id=answer>{{{{Back}}}}"
data:
"""


def write_yaml_tool(folder: Path, deck: str, files: Deck) -> None:
    lines = [f"  - front: {_quoted(card.q)}\n    back: {_quoted(card.a)}\n" for _, cards in files for card in cards]
    _text(folder / "deck.yaml", _MODEL.format(deck=_quoted(deck)) + "".join(lines))


def write_mdankideck(folder: Path, deck: str, files: Deck) -> None:
    """A file is a deck of its own; files of one title are one deck."""
    _fresh(folder, "input/*.md")
    for stem, cards in files:
        _text(folder / f"input/{stem}.md", f"# {deck}\n\n" + "".join(f"## {card.q}\n\n{card.a}\n\n" for card in cards))
    (folder / "output").mkdir(exist_ok=True)


def write_ankdown(folder: Path, deck: str, files: Deck) -> None:
    """The deck's name is that of the folder."""
    for old in folder.iterdir() if folder.exists() else ():
        if old.is_dir():
            shutil.rmtree(old)
    for stem, cards in files:
        _text(folder / deck / f"{stem}.md", "\n---\n\n".join(f"{card.q}\n\n%\n\n{card.a}\n" for card in cards))


def write_ankivalenz(folder: Path, deck: str, files: Deck) -> None:
    settings = {"deck_name": deck, "deck_id": 1_234_567_890, "input_path": "."}
    _text(folder / "ankivalenz.json", json.dumps(settings))
    _fresh(folder, "*.md")
    for stem, cards in files:
        _text(folder / f"{stem}.md", f"# {stem}\n\n" + "".join(f"- {card.q} ?:: {card.a}\n" for card in cards))


ANKIGEN = Tool("ankigen", ("-e", str(ROOT)), write_ankigen, (("{bin}/ankigen", "export"),))

PEERS = (
    Tool(
        "ankcompiler", ("ankcompiler",), write_ankc, (("{bin}/ankc", "uid"), ("{bin}/ankc", "build", "--deck", "{deck}")),
        learn_ankc,
    ),
    Tool(
        "anki-yaml-tool", ("anki-yaml-tool",), write_yaml_tool,
        (("{bin}/anki-yaml-tool", "build", "--file", "deck.yaml", "--output", "deck.apkg"),),
    ),
    Tool(
        "markdown-anki-decks", ("markdown-anki-decks", "click<8.1"), write_mdankideck, (("{bin}/mdankideck", "input", "output"),),
    ),
    Tool(
        "ankdown", ("ankdown", "setuptools<81"), write_ankdown, (("{bin}/ankdown", "-r", "{deck}", "-p", "deck.apkg"),),
    ),
    Tool(
        "ankivalenz", ("ankivalenz",), write_ankivalenz, (("{bin}/ankivalenz", "run", "."),),
    ),
)  # fmt: skip
"""The others, in the order of the table."""
