"""Note types against the real Anki: what it renders, which cards it makes, which it calls empty, what it merges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anki_real as real
import pytest
from anki.collection import Collection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from packages import MOD, note, notetype, package

from ankigen.model import Kind
from ankigen.notetypes import NOTETYPES, resource
from ankigen.notetypes.render import card_ordinals, is_blank, render, requirements, retired_fields
from ankigen.outputs.apkg import stage

KINDS = list(NOTETYPES)
TEMPLATES = [template for kind in KINDS for template in NOTETYPES[kind].templates]


@pytest.fixture(scope="module")
def col(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """A collection that has the three note types."""
    path = tmp_path_factory.mktemp("base") / "base.apkg"
    stage(path, package(note("qa", "a", at=1, Question="q", Answer="a"), note("cloze", "b", at=2, Text="{{c1::b}}"),
                        note("choice", "c", at=3, Question="q", Answer="a"))).commit()
    with real.collection() as collection:
        assert real.import_package(collection, path) == (3, 0, 0, 0)
        yield collection


def add(col: Collection, kind: Kind, fields: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Add a note as the editor does, which makes its cards; gives its guid and its fields as Anki stored them."""
    made = col.new_note(col.models.by_name(notetype(kind).name))
    for name, text in fields.items():
        made[name] = text
    col.add_note(made, col.decks.id("Default"))
    return made.guid, dict(real.note(col, made.guid).items())


# Fields of every sort ------------------------------------------------------------------------------------------------------

OPENS = ["{{c1::", "{{c2::", "{{c3::", "{{c01::", "{{c600::", "{{c70000::"]
NOUGHT = ["{{c0::"]  # no card in Anki 24 and later
SEVERAL = ["{{c3,1::", "{{c2,2::", "{{c,::"]  # Anki 25 and later
PIECES = ["}}", "}}", "}}", "::", "hint", "a", "é", "अ", "<b>b</b>", "<br>", "<br/>", "<BR />", "<br  >", "<div>", "</div>", " ", "\n", "\t",
          "\u00a0", "\u2003", "&nbsp;", "&lt;", "&amp;", '"', "\\(", "\\)", "\\[", "x<y", "{{", "}", "{{Context}}", "{{#Extra}}",
          "<img src=x.png>", "[sound:a.mp3]", "<!-- c -->", "/"]


def texts(col: Collection) -> st.SearchStrategy[str]:
    pieces = OPENS + PIECES + (SEVERAL if cards_of(col, "{{c4,5::x}}") == (3, 4) else [])
    pieces += NOUGHT if cards_of(col, "{{c2::{{c0::x}}}}") == (1,) else []
    return st.lists(st.sampled_from(pieces), max_size=9).map("".join)


def cards_of(col: Collection, text: str) -> tuple[int, ...]:
    """Which cards this Anki makes of a cloze note."""
    guid, _ = add(col, "cloze", {"Text": text})
    return real.ordinals(col, guid)


def notes_of(col: Collection) -> st.SearchStrategy[tuple[Kind, dict[str, str]]]:
    text = texts(col)
    rarely = st.one_of(st.just(""), st.just(""), text)
    return st.sampled_from(KINDS).flatmap(
        lambda kind: st.tuples(st.just(kind), st.fixed_dictionaries(
            {name: rarely if name == "Retired" or name.startswith("Spare") else text for name in NOTETYPES[kind].field_names})))


def test_render_and_ordinals_are_those_of_anki(col: Collection) -> None:
    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(notes_of(col))
    @example(("cloze", {"Text": "{{c1::a {{c2::b::h}} c::hint \"q\"}} and {{c3::d}} \\(\\frac{ {{c1::<b>x</b>}} }{2}\\)", "Language": "en"}))
    @example(("qa", {"Question": "<br>", "Reverse Question": "\u00a0", "Language": "en"}))
    @example(("qa", {"Question": "q [sound:a.mp3]", "Answer": "a [sound:b.mp3]", "Reverse Question": "r", "Spare 1": "s", "Spare 2": "t"}))
    @example(("choice", {"Question": "q", "Retired": "gone", "Spare 1": "s"}))
    def agree(made: tuple[Kind, dict[str, str]]) -> None:
        kind, given_fields = made
        guid, fields = add(col, kind, given_fields)
        # a note that shows nothing still gets a first card from the editor
        assert real.ordinals(col, guid) == (card_ordinals(kind, fields) or (0,)), fields
        for ordinal in card_ordinals(kind, fields):
            question, answer = real.rendered(col, guid, ordinal)
            if not re.search(r"docs\.ankiweb\.net|anki\.tenderapp\.com", question):  # Anki's own words about a front that shows nothing
                assert (question, answer) == render(kind, 0 if kind == "cloze" else ordinal, fields, ordinal)

    agree()


def test_a_front_without_its_blank_is_empty() -> None:
    front, _ = render("cloze", 0, {"Text": "{{c2::x}}", "Language": "en"}, ordinal=0)
    assert '<div class="question" dir="auto"></div>' in front


@pytest.mark.parametrize(("text", "blank"), [("", True), (" \n<br><DIV /></div>", True), ("\u00a0", False), ("&nbsp;", False), ("<p>", False)])
def test_what_is_blank(text: str, blank: bool) -> None:
    assert is_blank(text) is blank


# What never changes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_fronts_show_nothing_of_a_retired_note(template: Any) -> None:
    assert template.front.startswith("{{^Retired}}") and template.front.endswith("{{/Retired}}\n")


def test_spare_templates_make_no_card_until_their_field_is_filled() -> None:
    filled = {name: "x" for name in NOTETYPES["qa"].field_names if not name.startswith(("Spare", "Reverse", "Retired"))}
    assert card_ordinals("qa", filled) == (0,)
    assert card_ordinals("qa", filled | {"Reverse Question": "r"}) == (0, 1)
    assert card_ordinals("qa", filled | {"Spare 1": "s"}) == (0, 2)
    assert card_ordinals("choice", {"Question": "q", "Spare 2": "s"}) == (0, 2)


def test_required_fields_are_those_anki_computes(col: Collection) -> None:
    for kind in KINDS:
        own = NOTETYPES[kind]
        theirs = col.models.by_name(notetype(kind).name)
        theirs["req"] = []
        col.models.update_dict(theirs)  # Anki computes `req` anew when a note type is saved
        col.models._clear_cache()
        saved = col.models.by_name(notetype(kind).name)["req"]
        assert saved == requirements([each.front for each in own.templates], own.field_names)


# Retiring ------------------------------------------------------------------------------------------------------------------

FULL: dict[Kind, dict[str, str]] = {
    "qa": {"Question": "q", "Answer": "a", "Reverse_Question": "r", "Reverse_Answer": "s"},
    "cloze": {"Text": "a {{c1::b {{c2::c::hint}}}} \\({{c3::x}}\\)"},
    "choice": {"Question": "q", "Options": "<ol><li>a</li></ol>", "Answer": "a", "Explanation": "e"},
}


def test_retired_cards_are_what_empty_cards_deletes_and_return_whole(tmp_path: Path) -> None:
    alive = [note(kind, kind, **fields) for kind, fields in FULL.items()]
    names = {kind: NOTETYPES[kind].field_names for kind in KINDS}
    retired = [
        each._replace(fields=tuple(retired_fields(kind, dict(zip(names[kind], each.fields, strict=True)))[name] for name in names[kind]),
                mod=MOD + 100)
        for kind, each in zip(FULL, alive, strict=True)
    ]
    stage(tmp_path / "alive.apkg", package(*alive)).commit()
    stage(tmp_path / "retired.apkg", package(*retired)).commit()
    with real.collection() as col:
        assert real.import_package(col, tmp_path / "alive.apkg") == (3, 0, 0, 0)
        assert real.empty_cards(col) == set()
        assert real.import_package(col, tmp_path / "retired.apkg") == (0, 3, 0, 0)
        assert real.empty_cards(col) == {(each.guid, ordinal) for each in alive for ordinal in each.ordinals}
        assert real.check_database(col) == ""
        assert "a b c" in real.note(col, "cloze")["Text"], "the words stay readable"


# Updates -------------------------------------------------------------------------------------------------------------------


def test_backs_and_css_merge_by_default_and_a_spare_template_wakes(tmp_path: Path) -> None:
    first = note("qa", "g", Question="q", Answer="a")
    stage(tmp_path / "1.apkg", package(first)).commit()
    restyled = notetype("qa", mod=MOD + 1)
    restyled = restyled._replace(
        css=".card { color: red }", templates=tuple(each._replace(back=each.back + "<!-- new -->") for each in restyled.templates)
    )
    woken = note("qa", "g", Question="q", Answer="a", Spare_1="asked at last", Spare_3="told", mod=MOD + 100)
    types = (restyled, notetype("cloze"), notetype("choice"))
    stage(tmp_path / "2.apkg", package(woken._replace(notetype=restyled), types=types)).commit()
    with real.collection() as col:
        real.import_package(col, tmp_path / "1.apkg")
        before = real.needs_full_sync(col)
        real.study(col, "g")
        assert real.import_package(col, tmp_path / "2.apkg") == (0, 1, 0, 0)
        assert real.needs_full_sync(col) == before
        assert col.models.by_name(restyled.name)["css"] == ".card { color: red }"
        assert real.rendered(col, "g")[1].endswith("<!-- new -->")
        assert real.ordinals(col, "g") == (0, 2)
        assert "asked at last" in real.rendered(col, "g", 2)[0] and "told" in real.rendered(col, "g", 2)[1]
        assert real.card(col, "g").reps == 1
        assert real.empty_cards(col) == set() and real.check_database(col) == ""


# The style sheet -----------------------------------------------------------------------------------------------------------


def test_nothing_is_loaded_and_nothing_runs() -> None:
    everything = resource("card.css") + "".join(each.front + each.back for each in TEMPLATES)
    assert not re.search(r"https?:|url\(|@import|@font-face|<script|javascript:| on\w+=", everything)


def variables(css: str, start: str) -> dict[str, str]:
    block = css[css.index(start):]
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", block[: block.index("}")]))


@pytest.mark.parametrize("start", [".card {", ".card.nightMode,"])
def test_every_text_colour_reads_on_every_ground(start: str) -> None:
    """WCAG AA: 4.5 : 1, by day and at night."""

    def luminance(colour: str) -> float:
        channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    colours = variables(resource("card.css"), start)
    for ink in ("ink", "quiet", "accent"):
        for ground in ("paper", "soft"):
            light, dark = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)
