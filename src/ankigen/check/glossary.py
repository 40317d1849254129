"""The shipped abbreviations, which need no expansion: `glossary.tsv`, for readers who study for exams in India."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def glossary() -> Mapping[str, str]:
    """Abbreviation → expansion.  The third column of the table says where the expansion is from."""
    rows = Path(__file__).with_name("glossary.tsv").read_text("utf-8").splitlines()[1:]
    return {short: expansion for short, expansion, _ in (row.split("\t") for row in rows)}
