"""Problems in words: the four printers, over real problems of a real project."""

from __future__ import annotations

import ast
import json
import os
import re
import sys
from pathlib import Path

import pytest

from ankigen.check.pages import known
from ankigen.codes import CODES
from ankigen.model import Place, Problem
from ankigen.problems import PRINTERS, as_text, colour_wanted, count

LINE = '  - q: "Is Art. 51 enforceable, 100%?"'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "x.yaml").write_text(
        f"title: GST\ncards:\n{LINE}\n    a: केंद्र सरकार and what it recommends\n", "utf-8"
    )
    return tmp_path


def problem(
    line: int = 3, column: int = 8, message: str = "The question is answered by yes or no.", **more: str
) -> Problem:
    return Problem(
        Place("notes/x.yaml", line, column),
        "AK206",
        "yes-no",
        "error",
        message,
        more.get("hint", "Ask for the fact itself."),
    )


def test_text_shows_the_line_marks_the_place_and_says_what_to_write(root: Path) -> None:
    assert as_text([problem()], root).splitlines() == [
        "notes/x.yaml:3:8 AK206 yes-no: error: The question is answered by yes or no.",
        f"  3 | {LINE}",
        "    |        ^",
        "  hint: Ask for the fact itself.",
        "",
    ]


def test_text_marks_the_words_that_the_message_quotes(root: Path) -> None:
    marks = as_text([problem(message="“Art. 51” of which law?")], root).splitlines()[2]
    assert marks == "    |            ^~~~~~~"
    assert LINE[marks.index("^") - 6 :].startswith("Art. 51")


def test_text_marks_whole_words_in_either_case(root: Path) -> None:
    (root / "notes" / "x.yaml").write_text("- Its commodities made it.\n- It is.\n", "utf-8")
    marks = [as_text([problem(line, 3, "“it” points away.")], root).splitlines()[2] for line in (1, 2)]
    assert marks == ["    |                        ^~", "    |   ^~"]


def test_text_marks_what_stands_behind_letters_that_take_no_column(root: Path) -> None:
    marks = as_text([problem(4, 8, "“recommends” is vague.")], root).splitlines()[2]
    before = "    a: केंद्र सरकार and what it "
    assert marks.index("^") - len("    | ") == len(before) - len("ें्")


def test_text_of_a_place_that_is_not_there_has_no_excerpt(root: Path) -> None:
    for place in (Place("notes/x.yaml", 99, 1), Place("notes/gone.yaml"), Place("")):
        text = as_text([Problem(place, "AK101", "bad-encoding", "error", "Not UTF-8.", "")], root)
        assert text == f"{place} AK101 bad-encoding: error: Not UTF-8.\n\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither")
def test_text_has_no_excerpt_of_what_never_ends_or_is_none_of_the_projects(root: Path) -> None:
    os.mkfifo(root / "notes/pipe.yaml")
    (root.parent / "secret").write_text("password: x\n")
    (root / "notes/link.yaml").symlink_to(root.parent / "secret")
    for name in ("notes/pipe.yaml", "notes/link.yaml"):
        amiss = Problem(Place(name), "AK122", "unreadable", "error", "It cannot be read.", "")
        assert as_text([amiss], root) == f"{name}:1:1 AK122 unreadable: error: It cannot be read.\n\n"


def test_text_lets_no_control_character_reach_the_terminal(root: Path) -> None:
    (root / "notes" / "x.yaml").write_bytes(b"title: \x1b[2Jgone\x07\n")
    text = as_text([problem(1, 8, "“\x1b[2Jgone” is odd.")], root)
    assert "\x1b" not in text and "\x07" not in text


def test_text_of_a_long_line_shows_the_part_that_matters(root: Path) -> None:
    (root / "notes" / "x.yaml").write_text(f"summary: {'word ' * 2000}here {'word ' * 2000}\n", "utf-8")
    lines = as_text([problem(1, 10, "“here” is odd.")], root).splitlines()
    assert len(lines[1]) < 120 and "here" in lines[1]
    assert lines[1][lines[2].index("^") :].startswith("here")


def test_colour_is_for_terminals_and_can_be_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    assert colour_wanted(Terminal())  # type: ignore[arg-type]
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colour_wanted(Terminal())  # type: ignore[arg-type]
    coloured = as_text([problem()], root, colour=True)
    assert "\x1b[31m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == as_text([problem()], root)


def test_json_is_the_list_of_the_contract(root: Path) -> None:
    assert json.loads(PRINTERS["json"]([problem()], root)) == [{
        "file": "notes/x.yaml", "line": 3, "column": 8, "code": "AK206", "name": "yes-no", "severity": "error",
        "message": "The question is answered by yes or no.", "hint": "Ask for the fact itself.",
    }]  # fmt: skip
    assert json.loads(PRINTERS["json"]([], root)) == []


def test_github_annotations_escape_what_would_end_them(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    said = PRINTERS["github"]([problem(message="100 % of\nit")], root)
    assert (
        said
        == "::error file=notes/x.yaml,line=3,col=8,title=AK206 yes-no::100 %25 of%0Ait%0AAsk for the fact itself.\n"
    )


def test_github_and_sarif_name_files_from_the_folder_they_run_in(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root.parent)
    assert f"file={root.name}/notes/x.yaml," in PRINTERS["github"]([problem()], root)
    assert f'"{root.name}/notes/x.yaml"' in PRINTERS["sarif"]([problem()], root)


def test_sarif_has_what_its_schema_requires(root: Path) -> None:
    """The properties that SARIF 2.1.0 requires, and those that code scanning does; the whole schema was tried by hand."""
    every = [
        Problem(Place("notes/ü x.yaml", 3, 8), code, name, "warning", "A message.", "A hint.")
        for code, name in known().items()
    ]
    log = json.loads(PRINTERS["sarif"]([*every, problem()], root))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "ankigen"
    assert [rule["id"] for rule in driver["rules"]] == list(known())
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in driver["rules"])
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning")
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["region"]["startLine"] > 0 and place["region"]["startColumn"] > 0
        assert " " not in place["artifactLocation"]["uri"] and place["artifactLocation"]["uri"].isascii()


def test_the_count_reads_as_a_sentence() -> None:
    other = Problem(Place("notes/y.yaml"), "AK203", "long-answer", "warning", "…", "")
    assert count([]) == "No problems."
    assert count([problem()]) == "1 error in 1 file."
    assert count([problem(), problem(), other]) == "2 errors and 1 warning in 2 files."
    assert count([other, *[problem()] * 50]) == "50 errors and 1 warning in 2 files.  Most often: yes-no (50), long-answer (1)."


def test_every_code_is_raised_somewhere() -> None:
    source = Path(__file__).parent.parent / "src" / "ankigen"
    trees = (ast.parse(path.read_text("utf-8")) for path in source.rglob("*.py") if path.name != "codes.py")
    assert set(CODES) - {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)} == set()
