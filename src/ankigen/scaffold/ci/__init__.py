"""Continuous integration for a project: workflows that check pull requests and release the deck where it changed.

    github/    two workflows, and the script that does what they do

In the workflows `$name` stands for a value, and `$$` for the sign; the script is copied as it is.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from string import Template

from ankigen import __version__
from ankigen.scaffold import write_new

SERVICES = {
    # service: {in a project: here}
    "github": {
        ".github/workflows/deck-pull-request.yml": "github/deck-pull-request.yml",
        ".github/workflows/deck-release.yml": "github/deck-release.yml",
        ".github/scripts/deck.sh": "github/deck.sh",
    },
}
"""The services that `init --ci` knows, and their files."""


def texts(service: str, install: str = f"ankigen[verify]=={__version__}") -> dict[str, str]:
    """The files for `service` by their paths in a project; `install` is what pip is to install."""
    made = {}
    for name, source in SERVICES[service].items():
        text = files(__name__).joinpath(source).read_text("utf-8")
        made[name] = text if name.endswith(".sh") else Template(text).substitute(install=install)
    return made


def add(folder: Path, service: str) -> list[Path]:
    """Write the files for `service` into a project; gives their paths.

    Raises `Taken` where one of them is there already, and `OSError`; nothing is written then.
    """
    return write_new({folder / name: text for name, text in texts(service).items()}, "Move it away, or keep what you have.")
