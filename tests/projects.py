"""Verbs over whole projects: write notes, run commands as a user types them, read what came out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import Any

from click.testing import CliRunner, Result

from ankigen.cli import ankigen
from ankigen.lock import Lock, parse


def run(*words: object, env: Mapping[str, str] | None = None, stdin: bytes | str | None = None) -> Result:
    """A command as a user types it; what would be a traceback is raised."""
    result = CliRunner().invoke(ankigen, list(map(str, words)), env=env, input=stdin)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@dataclass
class Desk:
    """A project in `root` and a clock that goes on by an hour with each command."""

    root: Path
    now: int = 1_750_000_000
    env: dict[str, str] = field(default_factory=dict)

    def write(self, file: str, text: str) -> Path:
        """Write a file of the project; the text may be indented."""
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
        return path

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace words of a file, which must be there."""
        text = (self.root / file).read_text(encoding="utf-8")
        assert old in text, old
        self.write(file, text.replace(old, new))

    def run(self, *words: str | Path, status: int | None = 0) -> Result:
        """Run a command on the project; its exit status must be `status` unless that is None."""
        self.now += 3600
        result = run(*words, self.root, env={"SOURCE_DATE_EPOCH": str(self.now), **self.env})
        assert status is None or result.exit_code == status, result.output
        return result

    def export(self, *words: str) -> Path:
        """Export, and give the package."""
        self.run("export", *words)
        (package,) = [path for path in (self.root / "dist").glob("*.apkg") if not path.name.endswith("-retired.apkg")]
        return package

    def plan(self, *words: str) -> dict[str, Any]:
        """The plan as a program reads it."""
        return json.loads(self.run("plan", "--format", "json", *words).stdout)

    def cards(self) -> list[dict[str, Any]]:
        """The cards of `export --format json`."""
        return json.loads(self.run("export", "--format", "json", "-o", "-").stdout)["cards"]

    def lock(self) -> Lock:
        """The lock, which must be sound."""
        lock, problems = parse((self.root / "ankigen.lock").read_text(encoding="utf-8"))
        assert not problems
        return lock

    def guid(self, words: str) -> str:
        """The guid of the one live card whose question holds these words."""
        (found,) = [card.guid for card in self.lock().cards if words in card.says[0] and not card.retired]
        return found


def snapshot(root: Path) -> dict[str, bytes]:
    """Every file of a folder but the marker of a running export, to see that nothing changed."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*")) if path.is_file() and path.name != ".ankigen.busy"
    }
