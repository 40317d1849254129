"""The floor: rows that are ready, into SQLite and deflated.  Nothing can make a package of cards with less."""

import json
import sqlite3
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

SCHEMA = """
CREATE TABLE col (id integer primary key, models text, decks text);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, mod integer not null, usn integer not null,
  tags text not null, flds text not null, sfld integer not null, csum integer not null, flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null, ord integer not null, mod integer not null,
  usn integer not null, type integer not null, queue integer not null, due integer not null, ivl integer not null, factor integer not null,
  reps integer not null, lapses integer not null, left integer not null, odue integer not null, odid integer not null,
  flags integer not null, data text not null);
CREATE INDEX ix_notes_usn on notes (usn); CREATE INDEX ix_cards_usn on cards (usn); CREATE INDEX ix_cards_nid on cards (nid);
CREATE INDEX ix_cards_sched on cards (did, queue, due); CREATE INDEX ix_notes_csum on notes (csum);
"""


def package(notes: list[list[object]], cards: list[list[object]], target: Path) -> None:
    """Write whole rows of the two tables into a package."""
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.executescript(SCHEMA + "BEGIN;")
    database.executemany(f"INSERT INTO notes VALUES ({', '.join('?' * 11)})", notes)
    database.executemany(f"INSERT INTO cards VALUES ({', '.join('?' * 18)})", cards)
    database.execute("COMMIT")
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr("collection.anki2", database.serialize())
        archive.writestr("media", "{}")


if __name__ == "__main__":
    rows = json.loads(Path("rows.json").read_bytes())
    package(rows["notes"], rows["cards"], Path("deck.apkg"))
