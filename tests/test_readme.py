"""README.md and docs/ do not lie: their commands run, their example builds the cards they show, their links lead somewhere."""

from __future__ import annotations

import html
import re
import shlex
import shutil
from pathlib import Path

import pytest
from projects import Desk, run

from ankigen.cli import COMMANDS

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
DOCS = [README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
PROGRAMS = r"(?:ankigen|python3?|pip|nox|pytest|bash|npm) "

ELSEWHERE = {
    # a command: what runs it instead
    "python3 -m venv .venv && .venv/bin/pip install --quiet . && .venv/bin/ankigen export": ".ci/run",
    "python3 -m venv .venv && .venv/bin/pip install --quiet -e '.[test]' && .venv/bin/pytest": ".ci/run",
    "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest": ".ci/run",
    "ankigen preview --serve": "tests/test_preview_serve.py",  # it serves until it is stopped
    "ankigen draft page.txt -o notes/talks.yaml --date 2026-01-01 --interactive": "tests/test_draft_command.py",  # it asks
}
COMPLETE = {
    # what docs leave to the reader
    "ankigen explain CODE": "ankigen explain AK203",
    "ankigen adopt --dry-run OLD.apkg": "ankigen adopt --dry-run dist/ankigen-sample.apkg",
    "ankigen verify dist/NAME.apkg --previous OLD.apkg": "ankigen verify dist/ankigen-sample.apkg --previous dist/ankigen-sample.apkg",
}


def commands(path: Path) -> list[str]:
    """Every command of a document: in ```sh blocks, in indented blocks and in the middle of a sentence, in their order."""
    text = path.read_text(encoding="utf-8")
    found = re.finditer(rf"^```sh\n(.*?)^```|^    ({PROGRAMS}[^\n]*)|`({PROGRAMS}[^`\n]*)`", text, re.M | re.S)
    lines = "\n".join(block or line or inline for block, line, inline in (each.groups("") for each in found)).splitlines()
    return list(dict.fromkeys(re.sub(r"\s+#.*", "", line).strip() for line in lines if line.strip()))


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    """This project's notes, exported, and pages to draft from."""
    desk = Desk(tmp_path_factory.mktemp("scratch"), now=1_790_000_000)
    shutil.copytree(ROOT / "notes", desk.root / "notes")
    shutil.copy(ROOT / "ankigen.yaml", desk.root)
    for page in ("page.html", "page.txt", "pages/a.html", "pages/b.html"):
        desk.write(page, "<h1>The river Seine</h1>\n<p>The Seine flows through Paris.</p>\n")
    desk.export()
    return desk


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_the_commands_of_a_document_run_one_after_another(path, scratch, tmp_path, monkeypatch):
    shutil.copytree(scratch.root, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    for command in commands(path):
        if command in ELSEWHERE:
            assert (ROOT / ELSEWHERE[command]).is_file()
            continue
        program, *words = shlex.split(COMPLETE.get(command, command.partition(" | ")[0]))
        if program != "ankigen":  # what a contributor runs: it is there
            assert names_what_is_there(program, words), command
        elif len(words) == 1 and words[0] not in ("export", "plan"):  # a command's mere name
            assert words[0] in COMMANDS, command
        else:
            words = [name for word in words for name in (sorted(map(str, Path().glob(word))) if "*" in word else [word])]
            result = run(*words, env={"SOURCE_DATE_EPOCH": str(scratch.now)})
            assert result.exit_code == 0, f"{command}\n{result.output}"


def names_what_is_there(program: str, words: list[str]) -> bool:
    if program == "nox":
        session = words[words.index("-s") + 1].partition("(")[0]
        return f"def {session}(" in (ROOT / "noxfile.py").read_text(encoding="utf-8")
    if words[:1] == ["-m"]:
        return (ROOT / f"{words[1].replace('.', '/')}.py").is_file()
    return any((ROOT / word).is_file() for word in words)


def test_what_is_said_to_run_elsewhere_is_still_in_the_docs():
    assert {*ELSEWHERE, *COMPLETE} <= {command for path in DOCS for command in commands(path)}


def test_the_proof_runs_the_commands_of_the_readme():
    proof = (ROOT / ".ci/run").read_text(encoding="utf-8")
    for mark in ("build", "test"):
        assert f"<!-- {mark} -->\n```sh\n" in README.read_text(encoding="utf-8")
        assert f"bash .ci/readme {mark}" in proof


def test_the_example_builds_exactly_the_cards_beside_it(tmp_path):
    text = README.read_text(encoding="utf-8")
    note, table = re.search(r"```yaml\n(.*?)```\n\n\| front \| back \|\n\|---\|---\|\n(.*?)\n\n", text, re.S).groups()
    desk = Desk(tmp_path, now=1_790_000_000)
    desk.write("ankigen.yaml", "name: readme\n")
    (desk.write("notes/example.yaml", "")).write_text(note, encoding="utf-8")
    checked = desk.run("check", "--strict")
    shown = [side for card in desk.cards() for side in sides(card)]
    assert shown == [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in table.splitlines()], checked.output


def sides(card):
    """What each of the note's cards asks and answers, as the README's table writes it."""
    if card["kind"] != "cloze":
        return [(html.unescape(card["question"]), html.unescape(card["answer"]))]
    blank = re.compile(r"\{\{c(\d+)::(.*?)(?:::(.*?))?\}\}")
    return [
        (blank.sub(lambda other, own=own: f"**[{other[3] or '…'}]**" if other[1] == own else other[2], card["question"]), answer)
        for own, answer, _ in blank.findall(card["question"])
    ]


def anchors(path: Path) -> set[str]:
    """The names under which the headings of a document can be linked to."""
    headings = re.findall(r"^#+ (.*)", path.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings} | set(
        re.findall(r'<a (?:id|name)="([^"]+)"', path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_links_lead_somewhere(path):
    text = re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text(encoding="utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target or target.startswith("mailto:"):
            continue
        file, _, anchor = target.partition("#")
        found = path.parent / file if file else path
        assert found.exists(), target
        assert not anchor or anchor in anchors(found), target
