"""Files are written whole or not at all, alone and together."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from ankigen.files import Staged, commit, write_new


def stage(target: Path, data: bytes) -> Staged:
    return Staged(target).write(data).seal()


def held(folder: Path) -> dict[str, str]:
    return {file.relative_to(folder).as_posix(): file.read_text() for file in folder.rglob("*") if file.is_file()}


def test_nothing_shows_before_the_commit(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_text("old")
    staged = stage(target, b"new")
    assert target.read_text() == "old"
    staged.commit()
    assert held(tmp_path) == {"a": "new"}


def test_folders_are_made_and_go_again(tmp_path: Path) -> None:
    stage(tmp_path / "x" / "y" / "a", b"new").discard()
    assert list(tmp_path.iterdir()) == []
    stage(tmp_path / "x" / "y" / "a", b"new").commit()
    assert held(tmp_path) == {"x/y/a": "new"}


def test_leaving_the_block_without_a_commit_discards(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Staged(tmp_path / "a") as staged:
        staged.write(b"half")
        raise KeyboardInterrupt
    assert held(tmp_path) == {}


def test_what_is_full_is_told_by_the_name_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(OSError) as told, Staged(tmp_path / "lock"):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert told.value.filename == str(tmp_path / "lock")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no file that is always full")
def test_what_cannot_be_written_is_discarded_at_once(tmp_path: Path) -> None:
    staged = Staged(tmp_path / "x" / "deck.json")
    staged.file.close()
    with Path("/dev/full").open("wb", buffering=0) as staged.file, pytest.raises(OSError) as told:
        staged.write(b"data")
    assert told.value.filename == str(tmp_path / "x" / "deck.json")
    assert list(tmp_path.iterdir()) == []


def test_a_hidden_file_that_cannot_be_made_is_told_by_the_name_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path, mode: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(PermissionError) as told:
        Staged(tmp_path / "deck.apkg")
    assert told.value.filename == str(tmp_path / "deck.apkg")


def test_new_files_are_written_all_or_none_and_take_no_others_place(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("theirs")
    with pytest.raises(FileExistsError):
        write_new({tmp_path / "x" / "y" / "a": "ours", tmp_path / "b": "ours"})
    assert held(tmp_path) == {"b": "theirs"} and not (tmp_path / "x").exists()
    with pytest.raises(UnicodeEncodeError):
        write_new({tmp_path / "a": "half of a pair: \ud800"})
    assert held(tmp_path) == {"b": "theirs"}
    assert write_new({tmp_path / "x" / "a": "ours\n"}) == [tmp_path / "x" / "a"]
    assert held(tmp_path) == {"b": "theirs", "x/a": "ours\n"}


def test_a_pair_is_written_together(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("old lock")
    commit(stage(tmp_path / "dist" / "deck", b"new deck"), stage(tmp_path / "lock", b"new lock"))
    assert held(tmp_path) == {"dist/deck": "new deck", "lock": "new lock"}


@pytest.mark.parametrize("before", ["old deck", None])
@pytest.mark.parametrize("links", [True, False])
def test_where_the_second_fails_the_first_is_as_before(
    tmp_path: Path, before: str | None, links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    deck, lock = tmp_path / "deck", tmp_path / "lock"
    if before:
        deck.write_text(before)
    if not links:

        def refuse(self: Path, other: Path) -> None:
            raise OSError("a disk without links")

        monkeypatch.setattr(Path, "hardlink_to", refuse)
    pair = stage(deck, b"new deck"), stage(lock, b"new lock")
    (lock / "in the way").mkdir(parents=True)
    with pytest.raises(OSError):
        commit(*pair)
    (lock / "in the way").rmdir()
    lock.rmdir()
    assert held(tmp_path) == ({"deck": before} if before else {})


def test_only_a_file_is_replaced(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="Not a regular file"):
        Staged(tmp_path)
    (tmp_path / "a").write_text("x")
    with pytest.raises(OSError):
        Staged(tmp_path / "a" / "b")
    assert held(tmp_path) == {"a": "x"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither such modes nor such links by default")
def test_links_and_modes_stay(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "real").chmod(0o640)
    (tmp_path / "link").symlink_to("real")
    stage(tmp_path / "link", b"new").commit()
    assert (tmp_path / "link").is_symlink() and (tmp_path / "real").read_text() == "new"
    assert stat.S_IMODE((tmp_path / "real").stat().st_mode) == 0o640
