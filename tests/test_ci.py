"""Workflows, the action and their script: valid, with least permissions and pins, and run on a repository with a real git."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anki_real as real
import pytest
import yaml
from projects import run

from ankigen.scaffold.ci import texts

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
BIN = Path(sys.executable).parent

NOTE = """\
title: Planets
source: An atlas
cards:
  - {q: Which planet has the shortest year?, a: Mercury}
  - {q: Which planet is the largest?, a: Jupiter}
"""


# As files ------------------------------------------------------------------------------------------------------------------


def tool(*words: str | Path) -> None:
    run = subprocess.run([BIN / words[0], *map(str, words[1:])], capture_output=True, text=True, cwd=ROOT)
    assert run.returncode == 0, run.stdout + run.stderr


def test_workflows_and_action_are_what_the_public_schemas_say(tmp_path):
    tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *WORKFLOWS)
    tool("check-jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml")


def test_an_auditor_of_workflows_finds_nothing():
    """Pins, permissions, credentials, and text that could be taken for code."""
    tool("zizmor", "--offline", "--no-progress", "--quiet", "--pedantic", "action.yml", *(path for path in WORKFLOWS if path.name.startswith("deck-")))


@pytest.mark.parametrize("path", [ROOT / "action.yml", *(path for path in WORKFLOWS if path.name.startswith("deck-"))], ids=lambda path: path.name)
def test_actions_are_pinned_and_rights_are_least(path):
    text = path.read_text(encoding="utf-8")
    uses = re.findall(r"uses: (\S+)(.*)", text)
    assert uses and all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", name) and re.fullmatch(r" # v\d+\.\d+\.\d+", said) for name, said in uses)
    assert "secrets." not in text
    if path.name != "action.yml":
        workflow = yaml.safe_load(text)
        assert workflow["permissions"] == {} and workflow["concurrency"]
        assert all(job["timeout-minutes"] and job["permissions"] for job in workflow["jobs"].values())


def test_this_projects_own_workflows_are_those_that_init_writes():
    for name, text in texts("github", ".[verify]").items():
        assert (ROOT / name).read_text(encoding="utf-8") == text, f"{name}: python docs/generate.py writes it anew"


def test_init_writes_them_and_overwrites_nothing(tmp_path):
    made = run("init", tmp_path / "new", "--ci", "github")
    assert made.exit_code == 0
    assert {str(Path(line).relative_to(tmp_path / "new")) for line in made.stdout.split("\n") if ".github" in line} == set(texts("github"))
    assert "ankigen[verify]==" in (tmp_path / "new/.github/workflows/deck-release.yml").read_text(encoding="utf-8")
    again = run("init", tmp_path / "new", "--ci", "github")
    assert again.exit_code == 2 and "never overwritten" in again.output
    (tmp_path / "old").mkdir()
    (tmp_path / "old/ankigen.yaml").write_text("name: old\n")
    assert run("init", tmp_path / "old", "--ci", "github").exit_code == 0
    assert (tmp_path / "old/ankigen.yaml").read_text() == "name: old\n" and not (tmp_path / "old/notes").exists()


# Run ---------------------------------------------------------------------------------------------------------------------

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="the script runs where the workflows run it, with GNU's tools")

GH = """\
#!/usr/bin/env bash
# Stands in for GitHub: keeps releases in a folder.
set -eu
[ ! -e "$GH_RELEASES/down" ] || exit 1
case "$2" in
  view) [ -d "$GH_RELEASES/$3" ] ;;
  create) tag=$3; shift 3; mkdir "$GH_RELEASES/$tag"; while [ $# -gt 0 ]; do case "$1" in
    --title) shift 2 ;; --*) shift ;; *) cp "$1" "$GH_RELEASES/$tag"; shift ;; esac; done ;;
  download) mkdir -p "$5"; cp "$GH_RELEASES/$3/"*.apkg "$5" ;;
esac
"""


@dataclass
class Forge:
    """A repository with a deck, and what GitHub does with it: each job on a clone of its own."""

    root: Path
    now: int = 1_750_000_000
    outputs: dict[str, str] = field(default_factory=dict)
    summary: str = ""

    def __post_init__(self) -> None:
        for folder in ("tools", "releases", "desk"):
            (self.root / folder).mkdir()
        (self.root / "tools/gh").write_text(GH)
        (self.root / "tools/gh").chmod(0o755)
        self.git("init", "--quiet", "--bare", "--initial-branch", "main", self.root / "origin", at=self.root)
        self.git("clone", "--quiet", self.root / "origin", self.root / "desk", at=self.root)
        self.git("checkout", "--quiet", "-b", "main")
        assert run("init", self.root / "desk", "--ci", "github").exit_code == 0
        for example in (self.root / "desk/notes").iterdir():
            example.unlink()
        self.write("ankigen.yaml", "name: sky\ndeck: Sky\n")
        self.write("notes/planets.yaml", NOTE)
        self.push("Begin")

    def env(self) -> dict[str, str]:
        who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "A"), ("EMAIL", "a@example.org"))}
        path = os.pathsep.join([str(self.root / "tools"), str(BIN), os.environ["PATH"]])
        return {**os.environ, **who, "PATH": path, "GIT_CONFIG_GLOBAL": os.devnull, "GH_RELEASES": str(self.root / "releases"),
                "SOURCE_DATE_EPOCH": str(self.now)}

    def git(self, *words: str | Path, at: Path | None = None) -> str:
        return subprocess.run(["git", *map(str, words)], cwd=at or self.root / "desk", env=self.env(), check=True, capture_output=True, text=True).stdout

    def write(self, file: str, text: str) -> None:
        path = self.root / "desk" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def push(self, said: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", said)
        if self.git("ls-remote", "origin", "main"):
            self.git("pull", "--quiet", "--rebase", "origin", "main")
        self.git("push", "--quiet", "origin", "main")

    def run(self, workflow: str, job: str, meanwhile: str = "", status: int = 0) -> str:
        """Run the steps of a job that are commands, as they stand in the workflow; `meanwhile` is pushed before the release."""
        self.now += 86_400
        clone = self.root / "clone"
        shutil.rmtree(clone, ignore_errors=True)
        self.git("clone", "--quiet", self.root / "origin", clone, at=self.root)
        files = {name: self.root / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for path in files.values():
            path.write_text("")
        env = {**self.env(), "GITHUB_ACTIONS": "true", **{name: str(path) for name, path in files.items()}}
        told, code = "", 0
        for step in self.steps(workflow, job):
            if meanwhile and "release" in step["run"]:
                self.write(meanwhile, "title: Other\nsource: An atlas\ncards:\n  - {q: Which star is the nearest to us?, a: The Sun}\n")
                self.push("Meanwhile")
                meanwhile = ""
            done = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", step["run"]], cwd=clone, env=env, capture_output=True, text=True)
            told, code = told + done.stdout + done.stderr, done.returncode
            if code:
                break
        self.outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
        self.summary = files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        assert code == status, told
        return told

    def steps(self, workflow: str, job: str) -> list[dict[str, Any]]:
        """The commands of a job, but those that install and those for the page, which is not wanted here."""
        text = (self.root / "desk/.github/workflows" / workflow).read_text(encoding="utf-8")
        return [step for step in yaml.safe_load(text)["jobs"][job]["steps"] if "pip install" not in step.get("run", "pip install") and "if" not in step]

    def released(self, tag: str) -> list[str]:
        return sorted(path.name for path in (self.root / "releases" / tag).iterdir())


@pytest.fixture
def forge(tmp_path):
    return Forge(tmp_path)


@on_linux
def test_a_release_is_made_where_bytes_changed_and_nowhere_else(forge):
    forge.run("deck-release.yml", "release")
    assert forge.outputs["changed"] == "true" and forge.outputs["tag"] == "deck-2025-06-16"
    assert forge.released("deck-2025-06-16") == ["sky.apkg"]
    assert "Every promise holds." in forge.summary and "2 added as new" in forge.summary
    head = forge.git("ls-remote", "origin", "main")
    first = (forge.root / "releases/deck-2025-06-16/sky.apkg").read_bytes()

    forge.run("deck-release.yml", "release")  # the night after: nothing changed
    assert forge.outputs["changed"] == "false" and forge.outputs["tag"] == "deck-2025-06-16"
    assert forge.git("ls-remote", "origin", "main") == head
    assert [path.name for path in (forge.root / "releases").iterdir()] == ["deck-2025-06-16"]
    assert (forge.root / "clone/dist/sky.apkg").read_bytes() == first

    forge.write("notes/planets.yaml", NOTE.replace("a: Mercury", "a: 'Mercury, in 88 days'").replace("  - {q: Which planet is the largest?, a: Jupiter}\n", ""))
    forge.push("Better")
    forge.run("deck-release.yml", "release")
    assert forge.outputs["tag"] == "deck-2025-06-18"
    assert forge.released("deck-2025-06-18") == ["sky-retired.apkg", "sky.apkg"]
    assert "A learner who has sky.apkg" in forge.summary
    forge.git("fetch", "--quiet", "--tags", "origin")
    notes = forge.git("tag", "--list", "deck-2025-06-18", "--format", "%(contents)")
    assert "1 changed, 1 retired." in notes and "### planets" in notes and "sha256 " in notes
    assert forge.git("log", "-1", "--format=%s", "origin/main").strip() == "The lock of deck-2025-06-18"
    assert forge.git("show", "--format=", "--name-only", "origin/main").split() == ["ankigen.lock"]

    with real.collection() as col:  # and learners get what the releases say
        assert real.import_package(col, forge.root / "releases/deck-2025-06-16/sky.apkg").new == 2
        assert real.import_package(col, forge.root / "releases/deck-2025-06-18/sky.apkg") == (0, 1, 0, 0)


@on_linux
def test_a_release_that_github_did_not_take_is_made_by_the_next_run(forge):
    (forge.root / "releases/down").touch()
    forge.run("deck-release.yml", "release", status=1)
    assert forge.outputs["changed"] == "true"
    (forge.root / "releases/down").unlink()
    forge.run("deck-release.yml", "release")
    assert forge.outputs["changed"] == "false"
    assert forge.released("deck-2025-06-16") == ["sky.apkg"]


@on_linux
def test_a_branch_that_moved_on_meanwhile_is_left_to_its_own_run(forge):
    told = forge.run("deck-release.yml", "release", meanwhile="notes/other.yaml")
    assert forge.outputs["changed"] == "false" and "moved on" in told
    assert not forge.git("ls-remote", "--tags", "origin")
    forge.run("deck-release.yml", "release")
    assert forge.outputs["changed"] == "true"
    assert forge.git("show", "origin/main:ankigen.lock", at=forge.root / "clone").count('"guid"') == 3


@on_linux
def test_a_pull_request_is_checked_planned_and_rehearsed_and_nothing_is_pushed(forge):
    before = forge.git("ls-remote", "origin")
    forge.run("deck-pull-request.yml", "deck")
    assert forge.summary.startswith("## Deck plan") and "## Rehearsal of an import" in forge.summary
    report = forge.root / "clone/dist/report"
    assert (report / "summary.md").read_text(encoding="utf-8") == forge.summary
    assert (report / "changes.md").read_text(encoding="utf-8").startswith("2 added.")
    assert forge.git("ls-remote", "origin") == before
    forge.write("notes/bad.yaml", "title: Bad\ncards:\n  - {q: What is missing here?}\n")
    forge.push("A fault")
    told = forge.run("deck-pull-request.yml", "deck", status=1)
    assert "::error file=notes/bad.yaml" in told


@on_linux
def test_the_script_says_how_it_is_called():
    run = subprocess.run(["bash", ROOT / ".github/scripts/deck.sh", "nonsense"], capture_output=True, text=True)
    assert run.returncode == 2 and "deck.sh release [PROJECT]" in run.stderr


@on_linux
def test_the_action_builds_a_project_in_a_folder(forge):
    """The action's own steps, as GitHub sets them up: inputs become the variables that each step names."""
    inputs = {"project": "desk", "previous": "", "python-version": "3.13", "artifact": "deck"}
    output = forge.root / "output"
    for step in yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]:
        if "pip install" in step.get("run", "pip install"):
            continue
        given = {name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: inputs[found[1]], value) for name, value in step.get("env", {}).items()}
        env = {**forge.env(), **given, "GITHUB_ACTION_PATH": str(ROOT), "GITHUB_OUTPUT": str(output)}
        done = subprocess.run(["bash", "-c", step["run"]], cwd=forge.root, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    told = dict(line.split("=", 1) for line in output.read_text().splitlines())
    outputs = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["outputs"]
    assert set(outputs) <= set(told) and all((forge.root / told[name]).is_file() for name in outputs)


# Recipes of docs/ci.md -------------------------------------------------------------------------------------------------------


def recipe(mark: str) -> str:
    """The block of docs/ci.md that begins with this line."""
    text = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
    return next(block for block in re.findall(r"^```\w+\n(.*?)^```", text, re.M | re.S) if block.startswith(mark))


def test_the_recipe_for_gitlab_is_what_its_schema_says(tmp_path):
    (tmp_path / "gitlab-ci.yml").write_text(recipe("# .gitlab-ci.yml"), encoding="utf-8")
    tool("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", tmp_path / "gitlab-ci.yml")


def test_the_documented_use_of_the_action_names_its_inputs_and_outputs():
    use, run = yaml.safe_load(recipe("- uses: ./ankigen"))
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert set(use["with"]) <= set(action["inputs"])
    assert set(re.findall(r"outputs\.(\w+)", str(run))) <= set(action["outputs"])


@on_linux
def test_the_recipes_commit_the_lock_where_it_changed_and_only_there(forge):
    job = yaml.safe_load(recipe("# .gitlab-ci.yml"))["release"]
    nightly, site = forge.root / "tools/deck-nightly", forge.root / "site"
    nightly.write_text(recipe("#!/bin/sh"), encoding="utf-8")
    nightly.chmod(0o755)
    site.mkdir()

    def gitlab() -> None:
        clone = forge.root / "clone"
        shutil.rmtree(clone, ignore_errors=True)
        forge.git("clone", "--quiet", forge.root / "origin", clone, at=forge.root)
        forge.git("checkout", "--quiet", "--detach", at=clone)
        env = forge.env() | {"CI_DEFAULT_BRANCH": "main", "DECK_REMOTE": str(forge.root / "origin")}
        done = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", "\n".join(job["script"])], cwd=clone, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    def cron() -> None:
        done = subprocess.run([nightly, forge.root / "desk", site], env=forge.env(), capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    def commits() -> list[str]:
        return forge.git("log", "--format=%s", "main", at=forge.root / "origin").splitlines()

    for build, said, better in ((gitlab, "The lock of the deck [skip ci]", "Mercury itself"), (cron, "The lock of the deck", "The planet Mercury")):
        forge.now += 86_400
        forge.write("notes/planets.yaml", NOTE.replace("Mercury", better))
        forge.push("Better")
        build()
        assert commits()[:2] == [said, "Better"]
        build()
        assert commits()[:2] == [said, "Better"]
    assert [path.name for path in site.iterdir()] == ["sky.apkg"]
