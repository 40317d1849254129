"""Start a project, start a note.  Both teach the format by example, and overwrite nothing.

A new project has a note whose cards are worth having.  A new note has none until it is filled in, so that no example is
ever shipped by oversight.

    project/    the files of a new project
    note.yaml   a new note

In these files `$name` stands for a value, and `$$` for the sign.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from importlib import resources
from pathlib import Path
from string import Template
from textwrap import indent

from ankigen import files
from ankigen.mend import quoted
from ankigen.nodes import read_nodes
from ankigen.project import SETTINGS, load_project
from ankigen.sections import SECTIONS

SCHEMAS = {"note": ".ankigen/note.schema.json", "settings": ".ankigen/ankigen.schema.json"}
"""Where a project keeps the schemas of its files for editors, if it has them."""

_FILES = {
    # in a new project: here
    SETTINGS: "project/ankigen.yaml",
    "notes/first-moon-landing.yaml": "project/notes/first-moon-landing.yaml",
    ".gitignore": "project/gitignore",
    ".gitattributes": "project/gitattributes",
}
_SHOWN = ("key_points", "cards", "terms", "timeline")  # the sections of which a new note has examples
_LONGEST = 60  # letters of a title in a file's name; three bytes each leave room within the 255 of a name
_WITHIN_WORDS = "'’\u200c\u200d"


class Refused(Exception):
    """What was asked for cannot be made; the message says why, for the person who asked."""


class Taken(Refused):
    """A file that would be written is there already."""

    def __init__(self, path: Path, hint: str) -> None:
        super().__init__(f"{path} is there already, and is never overwritten. {hint}")
        self.path = path


def init(folder: Path, schemas: Mapping[str, str] | None = None) -> list[Path]:
    """Start a project in `folder`, which is made where it is missing; gives the files written.

    `schemas` are JSON Schemas for editors, of a `note` and of the `settings`; a file without one does not refer to it.
    What is in the folder stays as it is: its own .gitignore, say, and its notes, beside which no example is put.
    Raises `Taken` where the folder is a project already, and `OSError`; nothing is written then.
    """
    if (folder / SETTINGS).exists():
        raise Taken(folder / SETTINGS, "Add to this project with: ankigen new TITLE")
    project, _ = load_project(folder)
    schemas = schemas or {}
    values = {
        "name": quoted(project.name),
        "deck": quoted(project.deck),
        "note_schema": _modeline("../" + SCHEMAS["note"] if "note" in schemas else ""),
        "settings_schema": _modeline(SCHEMAS["settings"] if "settings" in schemas else ""),
    }
    texts = {folder / name: _filled(template, **values) for name, template in _FILES.items()}
    texts |= {folder / SCHEMAS[of]: schema for of, schema in schemas.items()}
    notes = folder / "notes"
    wanted = {path: text for path, text in texts.items() if not path.exists() and not (path.parent == notes and notes.exists())}
    return write_new(wanted, "Move it out of the way.")


def new(folder: Path, title: str, today: date) -> Path:
    """Start a note about `title` in the project in `folder`; gives its path, which is made of `today` and the title.

    Raises `Taken` where there is such a note, `Refused` for a title that no note can have, and `OSError`.
    """
    title = " ".join(unicodedata.normalize("NFC", title).split())
    if not title:
        raise Refused("A note needs a title with a word in it.")
    path = folder / "notes" / f"{today.isoformat()}-{slug(title)}.yaml"
    text = _filled(
        "note.yaml",
        note_schema=_modeline("../" + SCHEMAS["note"] if (folder / SCHEMAS["note"]).is_file() else ""),
        title=quoted(title),
        date=today.isoformat(),
        examples="\n".join(indent(SECTIONS[name].example, "# ") for name in _SHOWN),
        sections="\n".join(f"#     {name:<14}{section.doc}" for name, section in SECTIONS.items() if name not in _SHOWN),
    )
    _, faults = read_nodes(text.encode("utf-8", "surrogatepass"), path.name)
    if faults:
        raise Refused(f"No note can have this title. {faults[0].message}")
    write_new({path: text}, "Choose another title, or go on in that note.")
    return path


def slug(title: str) -> str:
    """A title as part of a file's name: its letters in small and its digits, in any script, words joined by hyphens.

    Accents are dropped, as an id cannot have them; a title of signs alone gives a hash.
    """
    words, kept = [""], ""
    for letter in unicodedata.normalize("NFC", title.lower()):
        base = unicodedata.normalize("NFD", letter)[0]
        kind = unicodedata.category(base)[0]
        if kind in "LN" and unicodedata.category(base) not in ("No", "Nl"):
            kept = base if base.isascii() else letter
        elif kind == "M" and not kept.isascii():  # a vowel sign, which is part of its word
            kept = letter
        elif kind == "M" or letter in _WITHIN_WORDS:
            continue
        else:
            kept = ""
        words[-1] += kept
        if not kept and words[-1]:
            words.append("")
    short = ""
    for word in filter(None, words):
        if short and len(short) + len(word) >= _LONGEST:
            break
        short = f"{short}-{word}" if short else word[:_LONGEST]
    return short or sha256(title.encode("utf-8", "replace")).hexdigest()[:8]


def _modeline(schema: str) -> str:
    """The line that tells editors where a file's schema is, if it has one."""
    return f"# yaml-language-server: $schema={schema}\n" if schema else ""


def _filled(template: str, **values: str) -> str:
    return Template(resources.files(__name__).joinpath(template).read_text("utf-8")).substitute(values)


def write_new(texts: Mapping[Path, str], hint: str) -> list[Path]:
    """Write new files, all or none; gives their paths.  Raises `Taken` with `hint` and `OSError`."""
    try:
        return files.write_new(texts)
    except FileExistsError as fault:
        raise Taken(Path(fault.filename), hint) from None
