"""A preview as files: a page that opens from the disk, with no network and nothing from outside.

    index.html, *.js, *.css, icon.svg   the page, the same for every project
    list.data.js                        every note and card in short: what the list and the filter need
    cards/<hash of content>.js          the cards of one note in full, loaded when it is looked at
    media/                              pictures and sounds, and card.css: the note types' CSS with the project's theme,
                                        which may name files beside it just as in Anki
    mathjax/                            only where a card has math
    files.json                          what was written, so that the next preview can take away what is stale
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files as resources
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template
from typing import Any

from ankigen.files import Staged
from ankigen.model import Problem
from ankigen.preview.shown import Preview, Shown, ShownNote

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self'; "
    "connect-src 'self'; base-uri 'self'; form-action 'none'"
)
"""The page's Content-Security-Policy: its own files and nothing else; no inline script or style anywhere."""

MANIFEST = "files.json"
_MATH = re.compile(rb"\\\\[(\[]")  # an opening \\( or \\[, its backslash as JSON writes it
_TITLE = 160  # letters of a question that its row in the list may show

Content = bytes | Path
"""A file of the site: its bytes, or the file that has them."""


class ForeignFolderError(Exception):
    """The folder holds files that no preview wrote; `args[0]` is the folder."""


def site(preview: Preview) -> dict[str, Content]:
    """Every file of the preview by its path under the site's root, with forward slashes."""
    made: dict[str, Content] = dict(_page(preview.name))
    made["media/card.css"] = preview.css.encode()
    notes = [_note(note) for note in preview.notes]
    made["list.data.js"] = _listing(preview, [row for row, _, _ in notes])
    made |= {f"cards/{name}.js": cards for _, name, cards in notes}
    made |= {f"media/{name}": content for name, content in preview.media.items()}
    if any(_MATH.search(cards) for _, _, cards in notes):
        made |= _resources("mathjax")
    return made


def write_preview(folder: Path, preview: Preview) -> Path:
    """Write a preview below `folder`, touching only what differs, and take away what an earlier one left.

    Gives the page to open.  Raises `ForeignFolderError` where the folder holds something else, and `OSError`.
    """
    made, earlier = site(preview), _earlier(folder)
    _list(folder, earlier | made.keys())  # first, so that one that is broken off is known for a preview
    for path in sorted(earlier - made.keys()):
        (folder / path).unlink(missing_ok=True)
    for path, content in made.items():
        data = content if isinstance(content, bytes) else content.read_bytes()
        target = folder / path
        if path in earlier and target.is_file() and target.read_bytes() == data:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    _list(folder, made)
    return folder / "index.html"


def _list(folder: Path, paths: Iterable[str]) -> None:
    """Write the manifest."""
    with Staged(folder / MANIFEST) as staged:
        staged.write((json.dumps(sorted(paths), indent=0) + "\n").encode()).commit()


def _earlier(folder: Path) -> set[str]:
    """The files that an earlier preview wrote below `folder`, by its manifest; only such are ever removed."""
    if not folder.is_dir() or not any(folder.iterdir()):
        return set()
    try:
        listed = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        raise ForeignFolderError(folder) from None
    root = folder.resolve()
    return {path for path in listed if isinstance(path, str) and (root / path).resolve().is_relative_to(root)}


def _listing(preview: Preview, notes: Sequence[bytes]) -> bytes:
    head = {"name": preview.name, "exported": preview.exported}
    return _call("listed", _json(head), _problems(preview), b"[" + b",".join(notes) + b"]")


def _problems(preview: Preview) -> bytes:
    places = _owners(preview.notes)
    everything = [*preview.problems, *(problem for note in preview.notes for problem in note.every_problem())]
    return _json([{**_problem(problem), **places.get(id(problem), {})} for problem in everything])


def resaved(before: Preview, now: Preview) -> bytes:
    """What a page that shows `before` needs to show `now`, where the same files have other notes: saved.data.js."""
    known = {id(note) for note in before.notes}
    notes = [_note(note)[0] for note in now.notes if id(note) not in known]
    return _call("resaved", _problems(now), b"[" + b",".join(notes) + b"]")


def _owners(notes: Iterable[ShownNote]) -> dict[int, dict[str, int]]:
    """Which note and card each problem leads to."""
    owners: dict[int, dict[str, int]] = {}
    for at, note in enumerate(notes):
        owners |= {id(problem): {"note": at} for problem in note.problems}
        for index, card in enumerate(note.cards):
            for problem in card.problems:
                owners.setdefault(id(problem), {"note": at, "card": index})
    return owners


@lru_cache(maxsize=5_000)  # a server asks again for all that has not changed
def _note(note: ShownNote) -> tuple[bytes, str, bytes]:
    """A note's row in the listing; and its cards in full, under a name made of what they say."""
    heads = [_problem(problem) for problem in note.problems]
    cards = _json([
        {
            "file": card.place.file, "line": card.place.line, "text": card.text, "why": card.why, "notes": heads,
            "faces": [asdict(face) for face in card.faces], "problems": [_problem(problem) for problem in card.problems],
            "before": [{"name": name, "parts": parts} for name, parts in card.before],
        }
        for card in note.cards
    ])
    name = sha256(cards).hexdigest()[:20]
    row = {
        "id": note.id, "title": note.title, "file": note.file, "lang": note.lang, "chunk": name,
        "errors": note.count("error"), "warnings": note.count("warning"), "cards": [_card(card) for card in note.cards],
    }
    return _json(row), name, _call("dealt", _json(name), cards)


def _card(card: Shown) -> dict[str, Any]:
    severities = [problem.severity for problem in card.problems]
    title, _, rest = card.question.partition("\n")
    return {
        "guid": card.guid, "title": title[:_TITLE], "words": f"{title[_TITLE:]} {rest} {card.answer} {card.more}".strip(),
        "section": card.section, "deck": card.deck, "tags": card.tags, "state": card.state or "",
        "faces": len(card.faces), "lang": card.lang,
        "problems": [problem.name for problem in card.problems],
        "errors": severities.count("error"), "warnings": severities.count("warning"),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "place": str(problem.place), "severity": problem.severity, "code": problem.code, "name": problem.name,
        "message": problem.message, "hint": problem.hint,
    }


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _call(function: str, *arguments: bytes) -> bytes:
    return function.encode() + b"(" + b",".join(arguments) + b");\n"


def _page(name: str) -> dict[str, bytes]:
    page = {path: data for path, data in _resources("").items() if not path.startswith("mathjax/")}
    shell = Template(page["index.html"].decode())
    return page | {"index.html": shell.substitute(name=html.escape(name), policy=POLICY).encode()}


@cache
def _resources(below: str) -> dict[str, bytes]:
    """The shipped files of the page below a folder of it, by their path."""
    found: dict[str, bytes] = {}

    def gather(folder: Traversable, prefix: str) -> None:
        for item in folder.iterdir():
            path = f"{prefix}{item.name}"
            if item.is_dir():
                gather(item, f"{path}/")
            else:
                found[path] = item.read_bytes()

    root = resources("ankigen.preview").joinpath("page")
    gather(root.joinpath(below) if below else root, f"{below}/" if below else "")
    return found
