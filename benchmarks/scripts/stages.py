"""What each stage of an export costs: processor milliseconds in one process, medians of five rounds, nothing kept.

`packaging` is compared with the floor on the rows that it has written, `check` with reading.
"""

import gc
import io
import sqlite3
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import NamedTemporaryFile
from time import process_time
from typing import Any
from zipfile import ZipFile

from floor import package as floor

from ankigen.build import build_cards
from ankigen.check import check
from ankigen.identity import identify
from ankigen.identity.likeness import fold
from ankigen.lock import Lock, dump, parse
from ankigen.outputs.apkg import write
from ankigen.outputs.deck import package
from ankigen.project import load_project
from ankigen.read import read_notes

gc.disable()
project, _ = load_project(Path(sys.argv[1]))
spent: dict[str, list[float]] = {}


def timed(stage: str, do: Callable[..., Any], *given: Any) -> Any:
    start = process_time()
    result = do(*given)
    spent.setdefault(stage, []).append(process_time() - start)
    return result


for _ in range(5):
    fold.cache_clear()
    notes, _ = timed("read", read_notes, project)
    cards, _ = timed("build", build_cards, notes, project)
    timed("check", check, notes, cards, project, date(2026, 1, 1))
    plan = timed("identify, all new", identify, cards, Lock(), project, "", 1_750_000_000)
    text = timed("write the lock", dump, plan.lock)
    fold.cache_clear()
    lock, _ = timed("read the lock", parse, text)
    timed("identify, all known", identify, cards, lock, project, "", 1_750_000_000)
    made = timed("arrange the package", package, plan, project)
    file = io.BytesIO()
    timed("packaging", write, file, made)
    with ZipFile(file) as archive, NamedTemporaryFile() as copy, NamedTemporaryFile() as target:
        copy.write(archive.read("collection.anki2"))
        copy.flush()
        database = sqlite3.connect(copy.name)
        rows = {table: database.execute(f"SELECT * FROM {table}").fetchall() for table in ("notes", "cards")}
        database.close()
        timed("floor", floor, rows["notes"], rows["cards"], Path(target.name))
        sizes = len(file.getvalue()), Path(target.name).stat().st_size

print("| stage | ms |\n|---|---:|")
for stage, seconds in spent.items():
    print(f"| {stage} | {median(seconds) * 1000:.0f} |")


def ratio(one: str, other: str) -> float:
    return median(a / b for a, b in zip(spent[one], spent[other], strict=True))


print(f"\npackaging ÷ floor {ratio('packaging', 'floor'):.2f}, in bytes {sizes[0] / sizes[1]:.2f}; check ÷ read {ratio('check', 'read'):.2f}")
