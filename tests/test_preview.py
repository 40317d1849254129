"""The preview's files and its plain text, without a browser."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from preview_sample import PREVIEW, qa

from ankigen.preview import ForeignFolderError, Preview, site, word_diff, write_preview
from ankigen.preview.text import block, chosen, line


def plain(text: str, role: str) -> str:
    return text


def test_the_page_names_nothing_outside_itself() -> None:
    made = site(PREVIEW)
    shell = bytes(made["index.html"]).decode()
    assert "default-src 'none'" in shell and "unsafe" not in shell
    own = [path for path in made if not path.startswith(("mathjax/", "media/", "cards/", "list."))]
    for path in own:
        text = bytes(made[path]).decode()
        assert "http:" not in text.replace("http://www.w3.org/", "") and "https:" not in text, path
    assert " on" not in "".join(f" {word}" for word in shell.split() if word.startswith("on") and "=" in word)


def test_math_is_shipped_only_where_a_card_has_some() -> None:
    with_math, without = site(PREVIEW), site(replace(PREVIEW, notes=PREVIEW.notes[1:]))
    assert "mathjax/startup.js" in with_math and "mathjax/LICENSE" in with_math
    assert not [path for path in without if path.startswith("mathjax/")]
    assert sum(len(data) for path, data in with_math.items() if path.startswith("mathjax/")) < 2_000_000


def test_the_same_preview_gives_the_same_files() -> None:
    assert site(PREVIEW) == site(PREVIEW)


def test_only_the_note_that_changed_has_another_file() -> None:
    first = PREVIEW.notes[0]
    edited = replace(first, cards=(*first.cards[:-1], qa("article", "Another question?", "Yes")))
    before, after = site(PREVIEW), site(replace(PREVIEW, notes=(edited, *PREVIEW.notes[1:])))
    cards = [{path for path in made if path.startswith("cards/")} for made in (before, after)]
    assert len(cards[0] - cards[1]) == len(cards[1] - cards[0]) == 1


def test_a_second_preview_takes_away_what_the_first_left(tmp_path: Path) -> None:
    write_preview(tmp_path / "out", PREVIEW)
    write_preview(tmp_path / "out", replace(PREVIEW, notes=PREVIEW.notes[1:], media={}))
    left = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert "media/abc.png" not in left and "mathjax/LICENSE" not in left and "index.html" in left
    assert left - {"files.json"} == set(json.loads((tmp_path / "out/files.json").read_text()))


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(ForeignFolderError):
        write_preview(tmp_path, PREVIEW)
    assert (tmp_path / "index.html").read_text() == "mine"


def test_a_list_of_files_that_climbs_out_removes_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    write_preview(tmp_path / "out", PREVIEW)
    (tmp_path / "out/files.json").write_text('["../mine", "index.html"]')
    write_preview(tmp_path / "out", PREVIEW)
    assert (tmp_path / "mine").read_text() == "mine"


def test_an_empty_project_has_a_page_too() -> None:
    assert b"listed(" in bytes(site(Preview("Empty"))["list.data.js"])


@pytest.mark.parametrize(
    "before, now", [("Article 279", "Article 279A"), ("", "new"), ("old", ""), ("a b c", "a  c d"), ("", "")]
)
def test_a_word_diff_tells_both_texts(before: str, now: str) -> None:
    parts = word_diff(before, now)
    assert "".join(text for kind, text in parts if kind != "added") == before
    assert "".join(text for kind, text in parts if kind != "removed") == now


def test_a_line_is_one_line_of_seven_cells() -> None:
    for note in PREVIEW.notes:
        for card in note.cards:
            assert line(card).count("\t") == 6 and "\n" not in line(card)
    hindi = "notes/hindi.yaml:4\treworded\tlaws\tHindi\ttopic::polity-hi\tजीएसटी"
    assert line(PREVIEW.notes[1].cards[0]).startswith(hindi)


def test_a_block_says_what_the_page_says() -> None:
    text = block(PREVIEW.notes[0].cards[1], plain)
    assert text.splitlines() == [
        "notes/gst.yaml:9  cards · UPSC::Polity  changed",
        "  Q  Which Article provides for the GST Council?",
        "  A  Article 279A",
        "  ~  Answer: Article [-279-]{+279A+}",
        "  warning AK202 long-answer: The answer has 14 words.",
        "  error AK202 long-answer: The answer has 14 words.",
    ]


@pytest.mark.parametrize("wanted, guids", [
    ({"words": "gst COUNCIL"}, ["article"]),
    ({"section": "laws"}, ["hi"]),
    ({"tag": "topic"}, ["cloze", "article", "math", "picture", "hi"]),
    ({"tag": "topic::polity"}, ["cloze", "article", "math", "picture"]),
    ({"deck": "upsc"}, ["cloze", "article", "math", "picture"]),
    ({"changed": True}, ["cloze", "article", "hi"]),
    ({"faulty": True}, ["article"]),
])
def test_the_terminal_filters_as_the_page_does(wanted: dict[str, str], guids: list[str]) -> None:
    assert [card.guid for _, card in chosen(PREVIEW, **wanted)] == guids  # type: ignore[arg-type]
