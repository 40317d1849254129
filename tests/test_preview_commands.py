"""`ankigen preview` and `ankigen cards` as a person types them."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
from pathlib import Path

import projects
import pytest
from click.testing import Result

GOOD = "title: GST\ndate: 2017-07-01\ntopic: Polity\nsource: The Constitution of India\n\ncards:\n"
CARD = "  - q: Which Article of the Constitution of India provides for the GST Council?\n    a: Article 279A\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "notes").mkdir()
    (tmp_path / "ankigen.yaml").write_text("name: gst\nterms: {GST: Goods and Services Tax}\n")
    (tmp_path / "notes/gst.yaml").write_text(GOOD + CARD)
    return tmp_path


def run(*arguments: object) -> Result:
    return projects.run(*arguments, env={"SOURCE_DATE_EPOCH": "1760000000"})


def test_preview_writes_a_page_and_says_where(project: Path) -> None:
    result = run("preview", project)
    page = project / "dist/preview/index.html"
    assert (result.exit_code, result.stdout) == (0, f"{page}: 1 note, 1 card\n") and page.is_file()
    assert not (project / "ankigen.lock").exists()
    assert run("preview", project).exit_code == 0


def test_a_preview_that_was_broken_off_is_written_by_the_next(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        write(path, data[:10])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert "No space left on device" in run("preview", project).stderr
    monkeypatch.undo()
    assert run("preview", project).exit_code == 0
    whole = {path.name: path.read_bytes() for path in (project / "dist/preview").rglob("*") if path.is_file()}
    shutil.rmtree(project / "dist")
    assert run("preview", project).exit_code == 0
    assert {path.name: path.read_bytes() for path in (project / "dist/preview").rglob("*") if path.is_file()} == whole


def test_preview_shows_notes_that_have_problems_and_ends_with_one(project: Path) -> None:
    (project / "notes/bad.yaml").write_text("title: [")
    result = run("preview", project, "-o", project / "page")
    assert result.exit_code == 1 and "2 notes, 1 card, 1 error" in result.stdout
    assert b"Nothing could be read from this file." in (project / "page/list.data.js").read_bytes()


def test_a_lock_that_cannot_be_used_keeps_nobody_from_looking(project: Path) -> None:
    (project / "ankigen.lock").write_text("<<<<<<< ours\n")
    result = run("preview", project)
    assert result.exit_code == 1 and b"lock-conflict" in (project / "dist/preview/list.data.js").read_bytes()


@pytest.mark.parametrize("arguments", [("--port", "99999"), ("--port", "8000"), ("--serve", "-o", "x"), ("-o", "."), ("-o", "-")])
def test_preview_used_wrongly(project: Path, arguments: tuple[str, ...]) -> None:
    wrong = [str(project) if argument == "." else argument for argument in arguments]
    result = run("preview", project, *wrong)
    assert result.exit_code == 2 and "Error: " in result.stderr and "Traceback" not in result.output


def test_preview_into_a_file_is_refused(project: Path) -> None:
    (project / "dist").write_text("in the way")
    result = run("preview", project)
    assert result.exit_code == 1 and "cannot-write" in result.stderr and "Traceback" not in result.output


def test_cards_are_blocks_to_read_or_lines_to_pipe(project: Path) -> None:
    result = run("cards", project)
    assert result.exit_code == 0 and result.stderr == "1 shown: 1 note, 1 card\n"
    assert result.stdout.splitlines() == [
        "notes/gst.yaml:7  cards · gst  new",
        "  Q  Which Article of the Constitution of India provides for the GST Council?",
        "  A  Article 279A",
    ]
    cells = run("cards", project, "--format", "tsv").stdout.rstrip("\n").split("\t")
    assert cells[:4] == ["notes/gst.yaml:7", "new", "cards", "gst"] and cells[-1] == "Article 279A"


@pytest.mark.parametrize("wanted, shown", [
    (("--find", "council 279a"), 1), (("--find", "mars"), 0), (("--section", "laws"), 0), (("--tag", "topic"), 1),
    (("--deck", "GST"), 1), (("--changed",), 1), (("--faulty",), 0),
])
def test_cards_can_be_narrowed(project: Path, wanted: tuple[str, ...], shown: int) -> None:
    assert run("cards", project, *wanted).stderr.startswith(f"{shown} shown")


def test_options_have_the_letters_that_the_answer_names(tmp_path: Path) -> None:
    project = Path(shutil.copytree(Path(__file__).parent / "preview_project", tmp_path / "p"))
    blocks = run("cards", project, "--section", "mcqs").stdout.strip().split("\n\n")
    assert blocks
    for block in blocks:
        (answer,) = [line for line in block.splitlines() if line.startswith("  A  ")]
        assert f"     {answer.removeprefix('  A  ')}" in block.splitlines()


def test_cards_stop_quietly_when_nobody_reads_on(project: Path) -> None:
    (project / "notes/gst.yaml").write_text(GOOD + CARD * 400)
    command = [sys.executable, "-m", "ankigen.cli", "cards", str(project)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()


def test_the_sample_project_has_every_kind_of_card(tmp_path: Path) -> None:
    project = Path(shutil.copytree(Path(__file__).parent / "preview_project", tmp_path / "p"))
    text = run("cards", project).stdout
    for said in (
        "[1 July 2017]", "no card: it has no blank", "Rate | Food", "[A square of blue turning to green]",
        "अनुच्छेद 279क", r"w = \frac{2}{3}",
    ):
        assert said in text
