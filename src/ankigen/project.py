"""`ankigen.yaml` → Project.  Every setting is optional, and so is the file."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ankigen.codes import problem
from ankigen.model import Place, Problem, Project, Text
from ankigen.nodes import MAX_BYTES, Broken, Node, Pairs, read_nodes
from ankigen.shapes import Shapes

SETTINGS = "ankigen.yaml"
SEVERITIES = ("off", "warning", "error")

KEYS: dict[str, str] = {
    "name": "The package's title, and the stem of its files in dist/.",
    "deck": "The deck of all cards, unless a section or a note has its own; `A::B` is a subdeck.",
    "decks": "A deck for each section named.",
    "description": "What Anki shows with the deck.",
    "lang": "The language of the notes, as a code such as `en` or `hi`.",
    "theme": "A CSS file that is added after the built-in style.",
    "html": "Whether HTML in notes is shown as text (`escape`) or used once it is made safe (`sanitise`).",
    "check": "How severe a rule of the checker is, or its `limit`.",
    "terms": "Abbreviations and what they stand for, known to every note.",
}
"""The keys of the settings, each with a sentence for the schema and the docs."""

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f\\/:*?"<>|]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_NAME_BYTES = 100


def load_project(folder: Path) -> tuple[Project, list[Problem]]:
    """The project in `folder` and every fault of its settings; a faulty setting has its default.  Raises nothing."""
    root = Path(os.path.realpath(folder))
    settings = _Settings(root)
    path = root / SETTINGS
    if os.path.lexists(path):
        data = contents(path, root, SETTINGS)
        if isinstance(data, Problem):
            settings.problems.append(data)
        else:
            node, faults = read_nodes(data, SETTINGS)
            settings.problems += faults
            settings.read(node)
    elif (root / "ankigen.yml").is_file():
        settings.fault("bad-settings", Place("ankigen.yml"), "The settings are not read from this file.", f"Call it {SETTINGS}.")
    found = settings.found
    stem = _safe_name(root.name)
    if "deck" not in found:  # the deck has the project's name, which must then be good for a deck
        name = found.get("name", Text(stem, Place(SETTINGS)))
        found["deck"] = settings.deck(Text("deck", name.place), name) or stem
    project = Project(root, **{"name": stem, "written_name": found.get("name", ""), **found})
    return project, sorted(settings.problems, key=lambda fault: fault.place)


def contents(path: Path, root: Path, file: str) -> bytes | Problem:
    """The bytes of a file of the project, at most one more than a file may have, or why they cannot be had."""
    place = Place(file)
    if not inside(path, root):
        return problem(
            "outside-media", place, "The file, or what it links to, lies outside the project.", "Copy the file into the project."
        )
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return problem("unreadable", place, "This is not a file that can be read.", "Remove it, or give it another name.")
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        return problem("unreadable", place, f"The file cannot be read: {error.strerror or error}.")


def inside(path: Path, root: Path) -> bool:
    """Whether the path, its links followed, lies in `root`, which has no links."""
    return Path(os.path.realpath(path)).is_relative_to(root)


class _Settings(Shapes):
    """The settings found so far, by the names of Project's fields."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.root = root
        self.found: dict[str, Any] = {}

    def read(self, node: Node | None) -> None:
        if node is None or isinstance(node, Broken):
            return
        if not isinstance(node, Pairs):
            self.fault("bad-settings", node.place, "The settings are not keys with values.", "Write each as `key: value`.")
            return
        shapes: dict[str, Callable[[Text, Node], Any]] = {
            "name": self.name, "deck": self.deck, "decks": self.decks, "description": self.text, "lang": self.lang,
            "theme": self.theme, "html": lambda key, node: self.choice(key, node, ("escape", "sanitise")),
            "check": self.check, "terms": self.texts_by_key,
        }  # fmt: skip
        for key, value in node.pairs.items():
            if key not in shapes:
                self.unknown(key, "the settings", tuple(KEYS))
            elif (taken := shapes[key](key, value)) is not None:
                self.found[str(key)] = taken

    def name(self, key: Text, node: Node) -> Text | None:
        """The project's name, which is also the stem of files on any system."""
        text = self.text(key, node)
        if text is None or not (fault := _name_fault(text)):
            return text
        self.fault(
            "bad-settings", text.place, f"`name` is also the name of files, and {fault}.", f"Write, for instance: {_safe_name(text)}"
        )
        return None

    def decks(self, key: Text, node: Node) -> dict[Text, Text] | None:
        """A deck for each section; that the sections exist is for those to say who know them."""
        pairs = self.pairs(key, node)
        return None if pairs is None else {name: deck for name, value in pairs.items() if (deck := self.deck(name, value))}

    def theme(self, key: Text, node: Node) -> Path | None:
        """A file within the project."""
        text = self.text(key, node)
        if text is None:
            return None
        path = self.root / text
        if not inside(path, self.root):
            self.fault("outside-media", text.place, f"The theme {text} is outside the project.", "Copy it into the project.")
        elif not path.is_file():
            self.fault(
                "missing-media", text.place, f"There is no file {text} in the project.", f"The path starts beside {SETTINGS}."
            )
        else:
            return path
        return None

    def check(self, key: Text, node: Node) -> dict[Text, Text | Mapping[str, float]] | None:
        """For each rule its severity or its limits; that the rules exist is for the checker to say."""
        pairs = self.pairs(key, node)
        if pairs is None:
            return None
        rules: dict[Text, Text | Mapping[str, float]] = {}
        for rule, value in pairs.items():
            taken = self.limits(value) if isinstance(value, Pairs) else self.choice(rule, value, SEVERITIES)
            if taken is not None:
                rules[rule] = taken
        return rules

    def limits(self, node: Pairs) -> Mapping[str, float] | None:
        """A rule's limit as a number."""
        text = self.fields("a rule's settings", node, ("limit",), ("limit",)).get("limit")
        if text is None:
            return None
        if not re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", text, re.ASCII):
            self.fault("bad-settings", text.place, f"The limit “{text}” is not a number.", "Write, for instance, 20 or 0.8.")
            return None
        return {"limit": float(text) if "." in text else int(text)}


def _name_fault(name: str) -> str:
    """What keeps a name from being a file's on some system, or an empty string."""
    if found := _FORBIDDEN.search(name):
        return f"those cannot hold “{found[0]}”" if found[0].isprintable() else "those cannot hold control characters"
    if _RESERVED.fullmatch(name):
        return f"“{name}” is a device on Windows"
    if name[0] in ". " or name[-1] in ". ":
        return "those neither start nor end with a dot or a space"
    if len(name.encode()) > _NAME_BYTES:
        return f"this one is longer than {_NAME_BYTES} bytes"
    return ""


def _safe_name(name: str) -> str:
    """The name made good for a file's."""
    safe = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode()))
    safe = safe.encode()[:_NAME_BYTES].decode("utf-8", "ignore").strip(". ")
    return f"notes-{safe}" if _RESERVED.fullmatch(safe) else safe or "notes"
