"""What CI and a release run besides the README's test command.  `nox --list` names the sessions.

    nox -s tests            the whole suite, on each Python
    nox -s anki             the tests of the real Anki, on five of its releases; `nox -s "anki(24.11)"` on one
    nox -s lowest           the whole suite with the oldest of everything that pyproject.toml allows
    nox -s bytes            one deck built by every Python found here, and by another SQLite: the same bytes
    nox -s lint             style, types, layers
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nox

PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
ANKIS = ["26.9.3", "25.9.5", "24.11", "23.10.1", "2.1.66"]
OF_ANKI = ["golden", "updates", "publishing", "adopt", "notetypes", "apkg", "csv"]  # the tests that import into the real Anki
OF_ANKI_24 = ["verify"]  # and those of what asks for 24.11

nox.options.sessions = ["tests", "anki", "lowest", "bytes", "lint"]
nox.options.default_venv_backend = "uv"
for name in ("UV_SYSTEM_CERTS", "UV_NATIVE_TLS"):  # trust what this machine trusts, as pip does; the second name is the older
    os.environ.setdefault(name, "true")


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The whole suite."""
    session.install("-e", ".[test]")
    session.run("pytest", *session.posargs)


@nox.session
@nox.parametrize("release", [nox.param(release, id=release) for release in ANKIS])
def anki(session: nox.Session, release: str) -> None:
    """The tests that import into the real Anki, on one release of it."""
    session.install("-e", ".", f"anki=={release}", "hypothesis", "pytest", "pytest-xdist")
    session.run("python", "-c", "from anki.buildinfo import version; print('Anki', version)")
    of_anki = OF_ANKI + (OF_ANKI_24 if release in ANKIS[:3] else [])
    session.run("pytest", *(f"tests/test_{name}.py" for name in of_anki), *session.posargs)


@nox.session(python="3.11")
def lowest(session: nox.Session) -> None:
    """The whole suite with the lower bounds of pyproject.toml, on the oldest Python: the proof of both."""
    session.install("--resolution", "lowest-direct", "-e", ".[test]")
    session.run("pytest", *session.posargs)


BUILD = """
import sqlite3, sys, zlib
if sys.argv.pop(1) == "other SQLite":
    import pysqlite3 as sqlite3
    sys.modules["sqlite3"] = sqlite3
print("Python", sys.version.split()[0], "· SQLite", sqlite3.sqlite_version, "· zlib", zlib.ZLIB_RUNTIME_VERSION)
from ankigen.cli import main
main()
"""


@nox.session(python=False)
def bytes(session: nox.Session) -> None:
    """The deck of notes/ built by every Python found here, from nothing but the notes: the same bytes."""
    found: dict[str, list[str]] = {}
    for version in PYTHONS:
        if not (python := interpreter(version)):
            session.log(f"There is no Python {version} on this machine.")
            continue
        venv = Path(session.create_tmp()) / version
        uv("venv", "--quiet", "--clear", "--python", python, venv)
        own = next(path for path in (venv / "bin/python", venv / "Scripts/python.exe") if path.exists())
        uv("pip", "install", "--quiet", "--python", own, ".")
        found.setdefault(built(session, own, venv / "plain", "own SQLite"), []).append(version)
        if version == "3.11" and other_sqlite(own):
            found.setdefault(built(session, own, venv / "other", "other SQLite"), []).append(f"{version} with another SQLite")
    session.log(f"{found}")
    if len(found) != 1:
        session.error("The bytes differ.")


def built(session: nox.Session, python: Path, folder: Path, sqlite: str) -> str:
    """The digest of all that an export of the notes writes."""
    shutil.copytree("notes", folder / "notes")
    shutil.copy("ankigen.yaml", folder)
    session.run(str(python), "-c", BUILD, sqlite, "export", str(folder), external=True, log=False, env={"SOURCE_DATE_EPOCH": "1790000000"})
    digest = hashlib.sha256()
    for path in sorted([folder / "ankigen.lock", *(folder / "dist").iterdir()]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def other_sqlite(python: Path) -> bool:
    """Install another SQLite; False where there is no wheel of it, as on anything but Linux."""
    return uv("pip", "install", "--quiet", "--python", python, "pysqlite3-binary", check=False)


def uv(*words: str | Path, check: bool = True) -> bool:
    """Run uv, and tell whether it did what it was to do."""
    return subprocess.run([sys.executable, "-m", "uv", *map(str, words)], check=check).returncode == 0


def interpreter(version: str) -> str | None:
    """A Python of this version on the PATH or in pyenv, that does start."""
    name = f"python{version}"
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    places = [str(Path(folder) / name) for folder in os.environ.get("PATH", "").split(os.pathsep)]
    places += [str(path) for path in sorted(pyenv.glob(f"{version}.*/bin/{name}"), reverse=True)]
    for place in filter(shutil.which, places):
        said = subprocess.run([place, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], capture_output=True, text=True)
        if said.stdout.strip() == version:
            return place
    return None


@nox.session
def lint(session: nox.Session) -> None:
    """Style, types and layers."""
    session.install("-e", ".[test]")
    session.run("ruff", "check", ".")
    session.run("mypy")
    session.run("lint-imports")
