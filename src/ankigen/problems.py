"""Problems in words: for a person at a terminal, for an editor or a script, for a pull request, for code scanning.

`PRINTERS` is the table of forms; each takes the problems and the project's folder and gives the whole text.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote

from ankigen.model import Problem
from ankigen.plainly import how_many
from ankigen.project import inside

_BREAK = re.compile("\r\n|[\r\n]")  # as the reader of notes counts lines
_SAID = re.compile("“([^”]{1,200})”")
_WIDTH = 100
_MANY = 50  # problems, which nobody reads one by one to see what they have in common
_RED, _YELLOW, _BOLD, _DIM, _CYAN, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[2m", "\x1b[36m", "\x1b[0m"


def colour_wanted(stream: TextIO) -> bool:
    """Whether a stream shows colours: a terminal, unless `NO_COLOR` is set; `FORCE_COLOR` says yes to anything."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream.isatty() and os.environ.get("TERM") != "dumb")


def count(problems: Sequence[Problem]) -> str:
    """How many there are, in one line: “2 errors and 1 warning in 2 files”; of many, also what is told most often."""
    kinds = Counter(problem.severity for problem in problems)
    said = [how_many(kinds[kind], kind) for kind in ("error", "warning") if kinds[kind]]
    files = len({problem.place.file for problem in problems})
    line = f"{' and '.join(said)} in {how_many(files, 'file')}." if said else "No problems."
    often = Counter(problem.name for problem in problems).most_common(5) if len(problems) > _MANY else ()
    return line + (f"  Most often: {', '.join(f'{name} ({times})' for name, times in often)}." if often else "")


def as_text(problems: Sequence[Problem], root: Path, colour: bool = False) -> str:
    """Each problem with the line it is about, a mark under the place, and what to write instead."""
    paint = (lambda tone, text: f"{tone}{text}{_PLAIN}") if colour else (lambda _, text: text)
    lines = cache(lambda file: _lines(root / file, root))
    out: list[str] = []
    for problem in problems:
        tone = _RED if problem.severity == "error" else _YELLOW
        head = f"{paint(_BOLD, _visible(str(problem.place)))} {paint(tone, f'{problem.code} {problem.name}')}: "
        out.append(f"{head}{problem.severity}: {_visible(problem.message)}")
        out += _excerpt(problem, lines(problem.place.file), paint, tone)
        if problem.hint:
            first, *rest = problem.hint.split("\n")
            out.append(f"  {paint(_CYAN, 'hint:')} {_visible(first)}")
            out += [f"        {_visible(line)}" for line in rest]
        out.append("")
    return "\n".join(out) + "\n" if out else ""


def rows(problems: Sequence[Problem]) -> list[dict[str, str | int]]:
    """`{file, line, column, code, name, severity, message, hint}` of each; `file` is relative to the project."""
    return [
        {
            "file": problem.place.file, "line": problem.place.line, "column": problem.place.column,
            "code": problem.code, "name": problem.name, "severity": problem.severity,
            "message": problem.message, "hint": problem.hint,
        }
        for problem in problems
    ]  # fmt: skip


def as_json(problems: Sequence[Problem], root: Path) -> str:  # noqa: ARG001
    """The problems as a list in JSON."""
    return json.dumps(rows(problems), ensure_ascii=False, indent=2) + "\n"


def as_github(problems: Sequence[Problem], root: Path) -> str:
    """Workflow commands that annotate the lines of a pull request on GitHub."""
    out = []
    for problem in problems:
        place = problem.place
        where = f"file={_property(_from_here(root, place.file))},line={place.line},col={place.column}"
        title = _property(f"{problem.code} {problem.name}")
        text = problem.message + (f"\n{problem.hint}" if problem.hint else "")
        out.append(f"::{problem.severity} {where},title={title}::{_data(text)}\n")
    return "".join(out)


def as_sarif(problems: Sequence[Problem], root: Path) -> str:
    """SARIF 2.1.0, which code scanning reads: every rule with its page, every problem with its region."""
    from ankigen import __version__
    from ankigen.check.pages import page, usual

    codes = sorted({(problem.code, problem.name) for problem in problems})
    rules = [_sarif_rule(code, name, *usual(code), page(code)) for code, name in codes]
    places = {code: at for at, (code, _) in enumerate(codes)}
    results = [
        {
            "ruleId": problem.code,
            "ruleIndex": places[problem.code],
            "level": problem.severity,
            "message": {"text": f"{problem.message} {problem.hint}".strip()},
            "locations": [{"physicalLocation": {
                "artifactLocation": {"uri": quote(_from_here(root, problem.place.file)), "uriBaseId": "SRCROOT"},
                "region": {"startLine": problem.place.line, "startColumn": problem.place.column},
            }}],
        }
        for problem in problems
    ]  # fmt: skip
    run = {
        "tool": {"driver": {"name": "ankigen", "semanticVersion": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


PRINTERS: dict[str, Callable[[Sequence[Problem], Path], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}


def _sarif_rule(code: str, name: str, severity: str, says: str, text: str) -> dict[str, Any]:
    return {
        "id": code,
        "name": "".join(part.capitalize() for part in name.split("-")),
        "shortDescription": {"text": says},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": severity},
    }


def _excerpt(problem: Problem, lines: Sequence[str], paint: Callable[[str, str], str], tone: str) -> list[str]:
    """The line of a problem and the marks under it; nothing where there is no such line."""
    place = problem.place
    if not 0 < place.line <= len(lines) or not lines[place.line - 1].strip():
        return []
    line = lines[place.line - 1]
    start = min(max(place.column - 1, 0), len(line))
    begin, end = start, start + 1
    for said in _SAID.findall(problem.message):
        if found := re.compile(rf"(?<!\w){re.escape(said)}(?!\w)", re.IGNORECASE).search(line, start):
            begin, end = found.span()
            break
    cut = max(0, min(begin - _WIDTH // 3, len(line) - _WIDTH))
    shown = _visible(line[cut : cut + _WIDTH].replace("\t", " "))
    before, marked = _visible(line[cut:begin]), _visible(line[begin : min(end, cut + _WIDTH)])
    gutter = str(place.line)
    mark = "^" + "~" * (max(_columns(marked), 1) - 1)
    more, less = "…" if cut else "", "…" if cut + _WIDTH < len(line) else ""
    return [
        f"  {paint(_DIM, f'{gutter} |')} {more}{shown}{less}",
        f"  {paint(_DIM, ' ' * len(gutter) + ' |')} {' ' * (_columns(before) + len(more))}{paint(tone, mark)}",
    ]


def _lines(path: Path, root: Path) -> list[str]:
    """The lines of a file; none where it cannot be read, is no text, or is a link to what is none of the project's to show."""
    try:
        if not path.is_file() or (path.is_symlink() and not inside(path, root.resolve())):
            return []
        data = path.read_bytes()[:4_000_000]
    except (OSError, ValueError):
        return []
    return [] if b"\0" in data else _BREAK.split(data.decode("utf-8", "replace").removeprefix("\ufeff"))


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    none = sum(unicodedata.category(letter) in ("Mn", "Me", "Cf") for letter in text)
    return len(text) + wide - none


def _visible(text: str) -> str:
    """A text whose control characters cannot move a terminal's cursor."""
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() or unicodedata.category(letter) == "Zs" else " " if letter in "\t\n\r" else "·" for letter in text
    )


def _from_here(root: Path, file: str) -> str:
    """A file's path from the current folder, where it lies below it: what a repository's tools expect."""
    path = Path(os.path.abspath(root / file))  # noqa: PTH100 (links are not followed: they are part of the repository)
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else file


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
