"""Rules of the house that a machine can keep."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from ankigen import __version__
from ankigen.cli import COMMANDS

ROOT = Path(__file__).parent.parent
SOURCES = sorted(path for path in (ROOT / "src").rglob("*.*") if path.suffix in (".py", ".css", ".js", ".html") and "mathjax" not in path.parts)

# What --help must not wait for: each is slow to import, or imports what is.
SLOW = {"anki", "asyncio", "genanki", "html.parser", "http.server", "importlib.metadata", "jsonschema", "markdown_it", "mdit_py_plugins",
        "multiprocessing", "nh3", "rapidfuzz", "rich", "sqlite3", "yaml", "zstandard"}


def test_imports_run_down_only():
    run = subprocess.run([Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT / "src/ankigen").as_posix())
def test_a_file_can_be_read_in_one_sitting(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.skipif(not (ROOT / ".git").exists() or not shutil.which("git"), reason="no git, so no list of tracked files")
def test_no_file_knows_the_machine_it_was_written_on():
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    private = re.compile(rb"(?<![\w.:/-])/(?:home|Users|root|work)/[\w.]|\b[A-Z]:\\+Users\\|\bshared/[\w-]+\.md\b")
    found = [
        f"{name}:{at}: {line.strip().decode(errors='replace')[:200]}"
        for name in filter(None, tracked) if (ROOT / name).is_file()
        for at, line in enumerate((ROOT / name).read_bytes().splitlines(), 1) if private.search(line)
    ]
    assert found == []


def test_the_version_is_the_newest_of_the_changelog():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert __version__ == project["version"]
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    released = [version for version in headings if version != "Unreleased"]
    assert headings and (not released or released[0] == __version__)


HELP = """
import sys
from click.testing import CliRunner
from ankigen.cli import ankigen
for words in (["--help"], ["--version"], *([name, "--help"] for name in sys.argv[1].split())):
    result = CliRunner().invoke(ankigen, words)
    assert result.exit_code == 0 and result.output, (words, result.output)
print(*sys.modules)
"""


def test_help_waits_for_nothing_slow():
    run = subprocess.run([sys.executable, "-c", HELP, " ".join(COMMANDS)], capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert run.returncode == 0, run.stderr
    assert SLOW & set(run.stdout.split()) == set()


def test_python_runs_it_as_a_module():
    said = subprocess.run([sys.executable, "-m", "ankigen", "--version"], capture_output=True, text=True, check=True).stdout
    assert said == f"ankigen {__version__}\n"
