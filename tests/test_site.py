"""The site of docs/: built strictly, its generated pages current, and nothing on it from elsewhere."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def pages():
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs/generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.PAGES


@pytest.mark.parametrize("name", pages())
def test_pages_made_of_the_program_are_current(name):
    assert (ROOT / name).read_text(encoding="utf-8") == pages()[name](), "python docs/generate.py writes it anew"


def test_the_site_builds_strictly_and_needs_nothing_from_elsewhere(tmp_path):
    """A page that is in no menu, a link or an anchor that leads nowhere fails the build."""
    run = subprocess.run([Path(sys.executable).parent / "properdocs", "build", "--strict", "--quiet", "--site-dir", tmp_path], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    built = [path for path in tmp_path.rglob("*.html") if path.name != "404.html"]
    assert {path.stem for path in built} == {path.stem for path in (ROOT / "docs").glob("*.md")}
    for path in built:
        loaded = re.findall(r'<(?:script|img|source)[^>]*\ssrc="([^"]*)|<link[^>]*\shref="([^"]*)', path.read_text(encoding="utf-8"))
        assert not [one for pair in loaded for one in pair if "://" in one], path.name
