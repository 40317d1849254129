"""`ankigen draft` as it is typed: where notes go, what is never overwritten, what is new, and the walk on a terminal."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest
from projects import run

from ankigen.draft.model import TODO

PAGES = Path(__file__).parent / "pages"
PAGE = str(PAGES / "guide-strait.txt")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ankigen(*args, stdin=None):
    return run("draft", *args, stdin=stdin)


def test_without_an_output_the_note_goes_to_standard_output(folder):
    ran = ankigen(PAGE)
    assert ran.exit_code == 0 and ran.stdout.startswith("# Draft of a page") and "status: draft" in ran.stdout
    assert not list(folder.iterdir())


def test_a_page_from_standard_input(folder):
    ran = ankigen("-", "-o", "n.yaml", stdin=Path(PAGE).read_bytes())
    assert ran.exit_code == 0 and "Ostra" in (folder / "n.yaml").read_text("utf-8")


def test_a_file_is_never_overwritten(folder):
    (folder / "n.yaml").write_text("mine")
    ran = ankigen(PAGE, "-o", "n.yaml")
    assert ran.exit_code == 2 and "never overwrites" in ran.stderr and (folder / "n.yaml").read_text() == "mine"


def test_many_pages_one_note_each_and_the_sound_ones_though_one_fails(folder):
    (folder / "bad.txt").write_bytes("Indiaâ€™s plan".encode())
    pages = sorted(PAGES.glob("*.txt"))
    ran = ankigen(*pages, "bad.txt", "-o", "notes")
    assert ran.exit_code == 1 and "decoded wrongly" in ran.stderr and "bad.txt:1:1" in ran.stderr
    assert {path.stem for path in (folder / "notes").iterdir()} == {page.stem for page in pages}
    assert len(ran.stdout.splitlines()) == len(pages)


def test_two_pages_of_one_name_make_two_notes(folder):
    for name in ("a", "b"):
        (folder / name).mkdir()
        (folder / name / "page.txt").write_text(f"Key Points\n- The State of {name} paid in May 2020.\n")
    assert ankigen("a/page.txt", "b/page.txt", "-o", "notes").exit_code == 0
    assert {path.name for path in (folder / "notes").iterdir()} == {"page.yaml", "b-page.yaml"}


def test_a_page_drafted_again_proposes_only_what_is_new(folder):
    text = Path(PAGE).read_text("utf-8")
    (folder / "strait.txt").write_text(text, "utf-8")
    assert ankigen("strait.txt", "-o", "notes/").exit_code == 0
    first = (folder / "notes/strait.yaml").read_bytes()
    again = ankigen("strait.txt", "-o", "notes/")
    assert again.exit_code == 0 and "nothing is written" in again.stderr and len(list((folder / "notes").iterdir())) == 1
    (folder / "strait.txt").write_text(
        text.replace("In-Depth Analysis", "- 6Estmark joined the commission on 3 May 2022.\nIn-Depth Analysis"), "utf-8"
    )
    more = ankigen("strait.txt", "-o", "notes/")
    new = (folder / "notes/strait.yaml.new").read_text("utf-8")
    assert more.exit_code == 0 and "Estmark joined" in new and "2022-05-03" in new
    assert "Ostra Convention" not in new.split("# 9")[0].split("Not used")[0]
    assert (folder / "notes/strait.yaml").read_bytes() == first
    assert ankigen("strait.txt", "-o", "notes/").exit_code == 1  # the .new file is there: it is not overwritten either


def test_what_its_author_deleted_from_a_draft_does_not_come_back(folder):
    text = "Key Points\n- The bridge at Melur was opened on 9 January 2023 by the State.\n- The dam at Ostra was opened on 3 May 2022.\n"
    (folder / "p.txt").write_text(text)
    assert ankigen("p.txt", "-o", "notes/").exit_code == 0
    note = folder / "notes/p.yaml"
    drafted = note.read_text("utf-8")
    note.write_text("".join(line for line in drafted.splitlines(keepends=True) if "Ostra" not in line and "2022-05-03" not in line), "utf-8")
    (folder / "p.txt").write_text(f"{text}- The tunnel at Renn was opened on 6 June 2021.\n")
    assert ankigen("p.txt", "-o", "notes/").exit_code == 0
    new = (folder / "notes/p.yaml.new").read_text("utf-8").split("were used")[0]
    assert "Renn" in new and "Ostra" not in new and "Melur" not in new


def test_an_edited_note_is_not_proposed_again(folder):
    (folder / "p.txt").write_text(
        "Key Points\n- The bridge at Melur was opened on 9 January 2023 by the State.\n- Minister Lena Ost paid for it.\n"
    )
    assert ankigen("p.txt", "-o", "notes/").exit_code == 0
    note = folder / "notes/p.yaml"
    note.write_text(
        note.read_text("utf-8")
        .replace("{{9 January 2023}}", "{{9 January 2023::which day?}}")
        .replace("The bridge at Melur was opened", "The Melur bridge was opened"),
        "utf-8",
    )
    assert "nothing is written" in ankigen("p.txt", "-o", "notes/").stderr


@pytest.mark.parametrize("args", [
    ["nowhere.txt"], [PAGE, PAGE], [PAGE, "--date", "Thursday"], [PAGE, "--profile", "other"], [PAGE, "--interactive", "-o", "n.yaml"], [],
])  # fmt: skip
def test_a_wrong_call_ends_with_2(folder, args):
    ran = ankigen(*args)
    assert ran.exit_code == 2 and "Error: " in ran.stderr and not list(folder.iterdir())


@pytest.mark.parametrize("data", [b"", b"\n\n", b"<html><body><script>x</script></body></html>", b"%PDF-1.4", "Привет".encode("cp1251")])
def test_a_page_without_text_ends_with_1(folder, data):
    (folder / "p.html").write_bytes(data)
    ran = ankigen("p.html", "-o", "n.yaml")
    assert ran.exit_code == 1 and "hint:" in ran.stderr and not (folder / "n.yaml").exists()


def test_an_encoding_can_be_said(folder):
    (folder / "p.txt").write_bytes("Key Points\n- Ärger am Fluß in May 2020.\n".encode("cp1250"))
    assert "Ärger am Fluß" in ankigen("p.txt", "--encoding", "cp1250").stdout
    assert ankigen("p.txt", "--encoding", "no-such").exit_code == 1


def test_a_draft_is_checked_and_not_exported(folder):
    assert ankigen(PAGE, "-o", "notes/", "--date", "2024-05-07").exit_code == 0
    exported = run("export", folder)
    assert exported.exit_code == 1 and "draft-note" in exported.stderr and "TODO" in exported.stderr


@pytest.mark.parametrize("page", sorted(path for path in PAGES.iterdir() if path.suffix != ".yaml"), ids=lambda path: path.name)
def test_check_finds_nothing_wrong_with_a_draft_but_its_todos(folder, page):
    assert ankigen(page, "-o", "notes/").exit_code == 0
    note = next((folder / "notes").iterdir())
    lines = note.read_text("utf-8").split("\n")
    ran = run("check", folder, "--format", "json")
    for found in json.loads(ran.stdout):
        if found["severity"] == "error":
            first = next(at for at in range(found["line"] - 1, -1, -1) if lines[at].startswith("  - ") or not lines[at].startswith(" "))
            last = next(at for at in range(found["line"], len(lines)) if not lines[at].startswith("    "))
            assert TODO in "\n".join(lines[max(0, first - 2) : last]), found


def test_an_event_told_as_of_the_day_of_the_page_is_to_be_settled(folder):
    page = folder / "page.txt"
    page.write_text("The dam\n\nKey Points\n- 1The shortage is due to the ongoing drought in Eastland, which began in March 2021.\n")
    made = ankigen(page).stdout
    assert "  # TODO “ongoing” as of when? write the date, or leave it out\n  - date: 2021-03" in made


# -- on a terminal


class Terminal:
    """A pseudo-terminal with ankigen in it."""

    def __init__(self, folder: Path, *args: str) -> None:
        self.master, slave = pty.openpty()
        self.seen = ""
        command = [sys.executable, "-c", "from ankigen.cli import main; main()", "draft", *args]
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**os.environ, "TERM": "xterm", "INPUTRC": "/dev/null"},
            start_new_session=True,
        )
        os.close(slave)

    def until(self, wanted: str, seconds: float = 20) -> str:
        """What is shown up to and with `wanted`."""
        end = time.monotonic() + seconds
        while wanted not in self.seen:
            if not select.select([self.master], [], [], max(0, end - time.monotonic()))[0]:
                raise AssertionError(f"“{wanted}” was not shown, but: {self.seen[-2000:]}")
            try:
                self.seen += os.read(self.master, 65536).decode("utf-8", "replace")
            except OSError:
                break
        at = self.seen.index(wanted) + len(wanted)
        shown, self.seen = self.seen[:at], self.seen[at:]
        return shown

    def press(self, keys: str) -> None:
        """Type, once the terminal is listening key by key: what is typed before is thrown away."""
        end = time.monotonic() + 20
        while termios.tcgetattr(self.master)[3] & termios.ICANON and time.monotonic() < end and self.process.poll() is None:
            time.sleep(0.01)
        os.write(self.master, keys.encode())

    def end(self) -> int:
        status = self.process.wait(20)
        os.close(self.master)
        return status


def test_the_walk_accepts_edits_drops_stops_and_goes_on(folder):
    (folder / "p.txt").write_text(
        "Key Points\n- 1The bridge at Melur was opened on 9 January 2023 by Minister Lena Ost.\n- 2The State paid 5 lakh people.\n"
    )
    terminal = Terminal(folder, "p.txt", "-o", "notes/n.yaml", "--interactive")
    shown = terminal.until("go on later")
    assert "1/" in shown and "title" in shown
    terminal.press("d")
    terminal.until("dropped")
    terminal.until("go on later")
    terminal.press("q")
    terminal.until("are left")
    assert terminal.end() == 0
    assert not (folder / "notes/n.yaml").exists() and (folder / "notes/.n.yaml.review.json").exists()

    terminal = Terminal(folder, "p.txt", "-o", "notes/n.yaml", "--interactive")
    assert "1 of" in terminal.until("are decided")
    assert "{{9 January 2023}}" in terminal.until("go on later")
    terminal.press("e")
    terminal.until("text: ")
    terminal.press("\x15The Melur bridge opened in {{2023}}.\r")
    terminal.until("go on later")
    terminal.press("b")
    assert "Melur was opened" in terminal.until("go on later")
    terminal.press("e")
    terminal.until("text: ")
    terminal.press("\x15The Melur bridge opened in {{2023}}.\r")
    terminal.until("go on later")
    terminal.press("A")
    terminal.until(" accepted")
    left = re.search(r"(\d+)/(\d+)", terminal.until("go on later"))
    for _ in range(int(left[1]), int(left[2]) + 1):
        terminal.press("d")
        terminal.until("dropped")
    assert terminal.end() == 0
    note = (folder / "notes/n.yaml").read_text("utf-8")
    assert "The Melur bridge opened in {{2023}}." in note and f"title: {TODO}" in note and "\nnumbers:" not in note
    assert [path.name for path in (folder / "notes").iterdir()] == ["n.yaml"]
