"""How fast, and how far from the floor: whole processes, taken in turns, as ratios to a script written by hand with genanki.

    python benchmarks/run.py                              # 5,000 cards in 50 notes, plain and rich
    python benchmarks/run.py --cards 10000 --rounds 7     # larger
    python benchmarks/run.py --only ankigen --cards 100000 --peers no

Figures are seconds on the clock and of the processor (user and system, with children): other work on the machine counts in the
one and hardly in the other, a second process the other way round.  Each ratio is the median over rounds, of figures taken one
after the other.  After the first round every package is opened, and must hold every card.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from tempfile import NamedTemporaryFile
from time import perf_counter
from zipfile import ZipFile

import click
from corpus import deck
from tools import ANKIGEN, ENVIRONMENT, HOME, PEERS, Deck, Tool, packages

NAME = "Rivers"
SCRIPTS = Path(__file__).parent / "scripts"
STANDARD = "script by hand"


def nothing(_: Path) -> None: ...


@dataclass
class Case:
    """A process to measure: where it runs, its command lines, and what is set right before each run."""

    name: str
    folder: Path
    argv: list[list[str]]
    prepare: Callable[[Path], None] = nothing
    package: bool = True
    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    memory: int = 0

    def run(self) -> None:
        self.prepare(self.folder)
        used, start = 0.0, perf_counter()
        for argv in self.argv:
            process = subprocess.Popen(argv, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=ENVIRONMENT)
            assert process.stderr
            said = process.stderr.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            process.stderr.close()
            if process.returncode:
                raise SystemExit(f"{self.name}: {argv} gave {process.returncode}\n{said.decode()}")
            used += usage.ru_utime + usage.ru_stime
            self.memory = max(self.memory, usage.ru_maxrss // 1024)
        self.clock.append(perf_counter() - start)
        self.processor.append(used)




def cases(kind: str, cards: int, peers: bool) -> Iterator[Case]:
    """All that is compared, each in a folder of its own that holds the deck in its format."""
    made = deck(kind, cards)
    ANKIGEN.install()
    python, ankigen = str(ANKIGEN.bin / "python"), str(ANKIGEN.bin / "ankigen")

    def at(name: str, tool: Tool = ANKIGEN) -> Path:
        folder = HOME / "speed" / f"{kind}-{cards}" / name.replace(" ", "-")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        tool.write(folder, NAME, made)
        return folder

    project = at("ankigen")
    for _ in range(2):
        subprocess.run([ankigen, "export"], cwd=project, check=True, capture_output=True, env=ENVIRONMENT)
    floor = at("floor")
    (floor / "rows.json").write_text(json.dumps(_rows(packages(project)[0])))
    yield Case("floor", floor, [[python, str(SCRIPTS / "floor.py")]])
    yield Case(STANDARD, at("by hand"), [[python, str(SCRIPTS / "by_hand.py")]])
    yield Case(f"{STANDARD}, with Markdown", at("by hand md"), [[python, str(SCRIPTS / "by_hand.py"), "--markdown"]])
    yield Case("ankigen export, the first", at("cold"), [[ankigen, "export"]], _forget)
    yield Case("ankigen export, nothing kept", at("lost"), [[ankigen, "export"]], _nothing_kept)
    yield Case("ankigen export, nothing changed", project, [[ankigen, "export"]])
    yield Case("ankigen export, one entry changed", at("changed"), [[ankigen, "export"]], _one_changed)
    yield Case("ankigen check, the first", at("check"), [[ankigen, "check"]], _forget, package=False)
    yield Case("ankigen plan, nothing changed", project, [[ankigen, "plan"]], package=False)
    for tool in PEERS if peers else ():
        version = tool.install()
        yield Case(f"{tool.name} {version}", at(tool.name, tool), tool.argv(NAME)[-1:] if tool.name != "ankcompiler" else tool.argv(NAME))
    yield Case("python -c 'import click'", floor, [[python, "-c", "import click"]], package=False)
    yield Case("ankigen --help", floor, [[ankigen, "--help"]], package=False)


def _forget(folder: Path) -> None:
    """As it was before the first export."""
    (folder / "ankigen.lock").unlink(missing_ok=True)
    shutil.rmtree(folder / "dist", ignore_errors=True)
    _forget_kept(folder)


def _nothing_kept(folder: Path) -> None:
    """As on another machine: what was shipped is known, what was made of the notes is not."""
    _exported(folder)
    _forget_kept(folder)


def _forget_kept(folder: Path) -> None:
    for kept in (HOME / "cache").glob(f"{blake2b(os.fsencode(folder.resolve()), digest_size=12).hexdigest()}-*.db"):
        kept.unlink()


def _exported(folder: Path) -> None:
    if not (folder / "dist").exists():
        subprocess.run([ANKIGEN.bin / "ankigen", "export"], cwd=folder, check=True, capture_output=True, env=ENVIRONMENT)


def _one_changed(folder: Path) -> None:
    """One answer is another than at the last export."""
    _exported(folder)
    note = folder / "notes/note-0001.yaml"
    text = note.read_text(encoding="utf-8")
    note.write_text(re.sub(r"In the \w*", lambda found: found[0] + "e", text, count=1), encoding="utf-8")


def _database(package: Path) -> Iterator[sqlite3.Connection]:
    with ZipFile(package) as archive, NamedTemporaryFile(suffix=".anki2") as file:
        file.write(archive.read("collection.anki2"))
        file.flush()
        with closing(sqlite3.connect(file.name)) as database:
            yield database


def _rows(package: Path) -> dict[str, list[tuple[object, ...]]]:
    for database in _database(package):
        return {table: database.execute(f"SELECT * FROM {table}").fetchall() for table in ("notes", "cards")}
    raise AssertionError


def held(folder: Path, made: Deck) -> int:
    """How many cards of the deck the folder's packages hold: their questions are in a field of a note, markup aside."""
    shown: set[str] = set()
    for package in packages(folder):
        for database in _database(package):
            for (fields,) in database.execute("SELECT flds FROM notes"):
                shown |= {_bare(text) for text in fields.split("\x1f")}
    return sum(_bare(card.q) in shown for _, cards in made for card in cards)


def _bare(text: str) -> str:
    return re.sub(r"<[^>]+>|[*`\n]", "", text).strip()


@click.command(help=__doc__)
@click.option("--cards", default=5000, show_default=True)
@click.option("--rounds", default=5, show_default=True)
@click.option("--kinds", default="plain,rich", show_default=True)
@click.option("--peers/--no-peers", default=True)
@click.option("--only", default="", help="Only cases whose name holds this, and the script by hand.")
def main(cards: int, rounds: int, kinds: str, peers: bool, only: str) -> None:
    for kind in kinds.split(","):
        chosen = [case for case in cases(kind, cards, peers) if only in case.name or case.name == STANDARD]
        for turn in range(rounds):
            for case in chosen:
                case.run()
                if not turn and case.package and (found := held(case.folder, deck(kind, cards))) != cards:
                    print(f"{case.name}: {found} of {cards} cards", file=sys.stderr)
        own = getrusage(RUSAGE_SELF).ru_maxrss // 1024
        standard = next(case for case in chosen if case.name == STANDARD)
        print(f"\n{kind}, {cards:,} cards, {rounds} rounds\n")
        print(f"| | clock, s | ÷ {STANDARD} | processor, s | ÷ {STANDARD} | MB | package |\n|---|---:|---:|---:|---:|---:|---:|")
        for case in chosen:
            size = f"{sum(path.stat().st_size for path in packages(case.folder)) / 1e6:.2f} MB" if case.package else ""
            memory = case.memory if case.memory > own else f"≤ {own}"  # the system counts what the parent had before the start
            figures = [f"{median(own):.2f} | {_ratio(own, other):.2f}" for own, other in
                       ((case.clock, standard.clock), (case.processor, standard.processor))]  # fmt: skip
            print(f"| {case.name} | {' | '.join(figures)} | {memory} | {size} |")


def _ratio(own: list[float], other: list[float]) -> float:
    return median(mine / theirs for mine, theirs in zip(own, other, strict=True))


if __name__ == "__main__":
    main()
