"""What is kept of earlier runs changes no byte, is never believed where it is in doubt, and can do no harm."""

from __future__ import annotations

import io
import json
import os
import pickle
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest
from projects import Desk, snapshot

from ankigen import kept, making, pipeline
from ankigen.kept import Kept, _sum
from ankigen.model import Place, Text

NOTE = """\
    title: Rivers of {0}
    date: 2024-05-01
    topic: Rivers
    source: A benchmark
    cards:
      - q: Which river flows through the old town of {0}?
        a: The **Blue** Water
      - q: Which bridge of {0} was built in 1931?
        a: The Iron Span
    key_points:
      - The {{{{mouth}}}} of the river at {0} lies in the {{{{north}}}}.
"""
NAMES = "Alba Brema Corda Delma Elva".split()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder, and projects of one card that are worth keeping."""
    monkeypatch.setattr(pipeline, "MANY", 1)
    monkeypatch.setattr(making, "MANY", 1)
    folder = tmp_path / "cache"
    monkeypatch.setenv("ANKIGEN_CACHE", str(folder))
    return folder


def picture(red: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes([red]) * 40


class Twins:
    """One project twice, kept and not kept, to which the same is done at the same times."""

    def __init__(self, folder: Path) -> None:
        self.one, self.other = Desk(folder / "kept" / "deck"), Desk(folder / "plain" / "deck", env={"ANKIGEN_CACHE": ""})
        self.step = self.done = 0

    def both(self, do: Callable[[Desk], object]) -> None:
        for desk in (self.one, self.other):
            do(desk)
            for path in desk.root.rglob("*"):
                if path.is_file() and path.suffix in (".png", ".css", ".txt") and path.stat().st_mtime > 1_700_000_000:
                    os.utime(path, (1_600_000_000, 1_600_000_000 + self.step))  # written long ago, each time at another time
        self.step += 1

    def export(self) -> bool:
        """Export both, see that they are one, and tell whether it was done."""
        said = []
        for desk in (self.one, self.other):
            result = desk.run("export", status=None)
            said.append((result.exit_code, result.output.replace(str(desk.root), "")))
        assert said[0] == said[1]
        self.done += said[0][0] == 0
        assert snapshot(self.one.root) == snapshot(self.other.root)
        return said[0][0] == 0


def start(desk: Desk) -> None:
    desk.write("ankigen.yaml", "name: Rivers\ndeck: Rivers\n")
    for name in NAMES:
        desk.write(f"notes/{name.lower()}.yaml", NOTE.format(name))


def edits(chance: random.Random) -> dict[str, Callable[[Desk], object]]:
    """Something to do to a project; the same for both twins."""
    name, other, number = chance.choice(NAMES), chance.choice(NAMES), chance.randrange(10**6)
    file = f"notes/{name.lower()}.yaml"

    def reworded(desk: Desk) -> None:
        if (path := desk.root / file).exists():
            path.write_text(path.read_text("utf-8").replace("old town", f"old town {number}", 1), "utf-8")

    def pictured(desk: Desk) -> None:
        (desk.root / "notes/map.png").write_bytes(picture(number % 256))
        desk.write(file, NOTE.format(name) + "  - '![a map](map.png) shows {{water}}'\n")

    return {
        "nothing": lambda _: None,
        "reword": reworded,
        "delete": lambda desk: (desk.root / file).unlink(missing_ok=True),
        "restore": lambda desk: desk.write(file, NOTE.format(name)),
        "move": lambda desk: (desk.root / file).exists() and (desk.root / file).rename(desk.root / "notes" / f"moved-{number}.yaml"),
        "one id twice": lambda desk: desk.write(f"notes/below/{other.lower()}.yaml", NOTE.format(f"{name} {number}")),
        "picture": pictured,
        "another picture": lambda desk: (desk.root / "notes/map.png").write_bytes(picture(number % 256)),
        "no picture": lambda desk: (desk.root / "notes/map.png").unlink(missing_ok=True),
        "settings": lambda desk: desk.write("ankigen.yaml", f"name: Rivers\ndeck: Rivers::{number % 3}\ncheck: {{long-answer: {'off' if number % 2 else 'error'}}}\n"),
        "theme": lambda desk: (desk.write("ankigen.yaml", "name: Rivers\ndeck: Rivers\ntheme: own.css\n"), desk.write("own.css", f".card {{ margin: {number}px }}")),
        "article": lambda desk: (desk.write("notes/full.txt", f"All of it, {number}."), desk.write(file, NOTE.format(name) + "    article: full.txt\n")),
        "fault": lambda desk: desk.write(file, NOTE.format(name) + "unknown: key\n"),
        "no lock": lambda desk: (desk.root / "ankigen.lock").unlink(missing_ok=True),
        "no package": lambda desk: shutil.rmtree(desk.root / "dist", ignore_errors=True),
        "another package": lambda desk: [path.write_bytes(b"no package") for path in desk.root.glob("dist/*.apkg")],
    }


@pytest.mark.parametrize("seed", range(4))
def test_no_sequence_of_edits_gives_other_bytes_or_words_for_what_was_kept(tmp_path: Path, cache: Path, seed: int) -> None:
    chance = random.Random(seed)
    twins = Twins(tmp_path)
    twins.both(start)
    twins.export()
    for _ in range(25):
        possible = edits(chance)
        twins.both(possible[chance.choice([*possible])])
        if not twins.export() and chance.random() < 0.5:
            twins.both(lambda desk: shutil.rmtree(desk.root / "notes"))
            twins.both(start)
    assert [*cache.glob("*.db")] and twins.done > 5


def test_a_note_that_has_not_changed_is_not_read_again(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path / "deck")
    start(desk)
    desk.export()
    read = []
    real = making.read_note
    monkeypatch.setattr(making, "read_note", lambda data, file, *more: read.append(file) or real(data, file, *more))
    desk.edit("notes/alba.yaml", "old town", "new town")
    desk.export()
    assert read == ["notes/alba.yaml"]


def test_another_picture_under_the_same_name_is_another_card(tmp_path: Path, cache: Path) -> None:
    twins = Twins(tmp_path)
    twins.both(start)
    shown = NOTE.format("Alba").replace("The **Blue** Water", "'![the Blue Water on a map](map.png) The Blue Water'")
    twins.both(lambda desk: desk.write("notes/alba.yaml", shown))
    names = set()
    for red in (1, 1, 2, 2):
        twins.both(lambda desk, red=red: (desk.root / "notes/map.png").write_bytes(picture(red)))
        assert twins.export()
        with ZipFile(twins.one.root / "dist/Rivers.apkg") as package:
            names |= set(json.loads(package.read("media")).values())
    assert len(names) == 2


def test_an_export_of_nothing_new_does_nothing_and_says_the_same(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path / "deck")
    start(desk)
    desk.export()
    said = desk.run("export").output
    with monkeypatch.context() as closed:
        closed.delattr(pipeline, "load")
        assert desk.run("export").output == said
    desk.now += 24 * 3600  # facts may have expired since yesterday, so it is looked at again
    with monkeypatch.context() as closed, pytest.raises(AttributeError):
        closed.delattr(pipeline, "load")
        desk.run("export")


def test_what_is_written_while_an_export_runs_is_seen_by_the_next(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture that was changed after it was read, and a note that was saved while nothing new was exported."""
    monkeypatch.setattr(kept, "_SETTLED", 0)  # as if the export took long enough for the clock of any disk
    desk = Desk(tmp_path / "deck")
    start(desk)
    desk.edit("notes/alba.yaml", "The **Blue** Water", "'![the Blue Water on a map](map.png) The Blue Water'")
    (desk.root / "notes/map.png").write_bytes(picture(1))

    def meanwhile(do: Callable[[], object]) -> str:
        with monkeypatch.context() as patched:
            real = Kept.save
            patched.setattr(Kept, "save", lambda self: (do(), real(self)))
            return desk.run("export").stdout

    assert "15 new" in meanwhile(lambda: (desk.root / "notes/map.png").write_bytes(picture(2)))
    assert "1 changed" in desk.run("export").stdout
    assert "15 unchanged" in meanwhile(lambda: desk.edit("notes/alba.yaml", "old town", "new town"))
    assert "1 changed" in desk.run("export").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="a home is found otherwise on Windows")
@pytest.mark.parametrize("home", ["", "home"])
def test_without_a_home_nothing_is_kept_in_the_folder_one_is_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in (("HOME", home), ("XDG_CACHE_HOME", home)):
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("ANKIGEN_CACHE", raising=False)
    Desk(tmp_path / "project").write("notes/a.yaml", "title: A\n")
    pipeline.load(tmp_path / "project", 0)
    assert [path.name for path in tmp_path.iterdir()] == ["project"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_note_that_has_become_a_pipe_is_not_waited_for(tmp_path: Path, cache: Path) -> None:
    """Nor is what is kept, should there be a pipe in its place."""
    desk = Desk(tmp_path / "project")
    start(desk)
    for path in desk.root.rglob("*"):
        os.utime(path, (1, 1))
    desk.export()
    desk.export()
    os.mkfifo(desk.root / "notes/b.yaml")
    assert "This is not a file that can be read." in desk.run("export", status=1).stderr
    for path in cache.glob("*.db"):
        path.unlink()
        os.mkfifo(path)
    assert "This is not a file that can be read." in desk.run("export", status=1).stderr


def test_a_project_brings_nothing_that_is_believed(tmp_path: Path, cache: Path) -> None:
    """What is kept stands in the user's folder, and says nothing but values of the model."""
    desk = Desk(tmp_path / "deck")
    start(desk)
    desk.export()
    assert not [path for path in desk.root.rglob("*") if path.suffix == ".db" or "cache" in path.name]

    class Harm:
        def __reduce__(self) -> object:
            return os.mkdir, (str(tmp_path / "harm"),)

    store = Kept(desk.root, "")
    key = store.key("note")
    store.put(key, lambda: kept.pack((Text("fine", Place("a.yaml")),)))
    store.save()
    assert Kept(desk.root, "").get(key) == (Text("fine", Place("a.yaml")),)
    with closing(sqlite3.connect(store._path)) as database, database:  # type: ignore[arg-type]
        data = pickle.dumps((Harm(), []))
        database.execute("UPDATE kept SET data = ?, sum = ? WHERE key = ?", (data, _sum(key, data), key))
    assert Kept(desk.root, "").get(key) is None
    assert not (tmp_path / "harm").exists()
    for name in ("Path", "dataclass", "Text.__new__", "EMPTY"):
        with pytest.raises(KeyError):
            kept._Known(io.BytesIO()).find_class("ankigen.model", name)


@pytest.mark.parametrize("damage", ["cut", "garbage", "empty", "one byte", "folder open to all"])
def test_what_is_damaged_or_open_to_others_is_made_again(tmp_path: Path, cache: Path, damage: str) -> None:
    twins = Twins(tmp_path)
    twins.both(start)
    twins.export()
    if damage == "folder open to all":
        cache.chmod(0o777)
    databases = list(cache.glob("*.db"))
    assert databases
    for path in databases:
        data = bytearray(path.read_bytes())
        if damage == "one byte":
            for at in range(4096, len(data), 511):
                data[at] ^= 1
        path.write_bytes({"cut": data[: len(data) // 2], "garbage": b"nonsense" * 99, "empty": b""}.get(damage, data))
    twins.both(lambda desk: desk.edit("notes/alba.yaml", "old town", "new town"))
    twins.export()
    twins.export()
    for path in cache.glob("*.db"):
        if damage not in ("one byte", "folder open to all"):  # it works again
            with closing(sqlite3.connect(path)) as database:
                assert database.execute("SELECT count(*) FROM kept").fetchone()[0]
