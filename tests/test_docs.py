"""Docs that fail when they lie."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
TESTS = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("test_*.py"))


def test_each_claim_about_updates_names_a_test_there_is():
    text = (ROOT / "docs/updates.md").read_text(encoding="utf-8")
    for claim in re.split(r"\n(?=- )|\n\n", text):
        names = re.findall(r"<!-- (.*?) -->", claim)
        assert names or not claim.startswith("- ") or "other options" in claim, claim
        for name in " ".join(names).split():
            assert f"def {name}(" in TESTS, name
