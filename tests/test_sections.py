"""What each section asks: entries as an author writes them, and the cards they become, as text (files in `sections/`).

`Q`/`A` question and answer, `R` the way back, `C` a text with blanks, `M` a choice with its options (`*` the right
one); `extra` and `hides` where a card has them, `!` a problem.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from ankigen.model import Asked, Entry, Note, Problem
from ankigen.read import read_note
from ankigen.sections import SECTIONS, ask
from ankigen.sections.cloze import blank, has_blanks
from ankigen.sections.finish import ATTRIBUTIONS
from ankigen.sections.frames import FRAMES, find
from ankigen.sections.spec import COMMON
from ankigen.words import MONTHS

HEAD = """\
title: A title that no front shows
date: 2026-01
topic: International Relations
subject: the North Korea–Russia alliance
source: KCNA
"""


def note_of(yaml: str, head: str = HEAD) -> Note:
    """The note in the text, read as an author's is; no fault but those that its sections find in it."""
    note, problems = read_note((head + textwrap.dedent(yaml)).encode(), "notes/n.yaml")
    assert note
    assert problems == sorted((fault for entry in note.entries for fault in faults_of(entry, note)), key=lambda p: p.place)
    return note


def faults_of(entry: Entry, note: Note) -> list[Problem]:
    return list(SECTIONS[entry.section].faults(entry, note))


def told(asked: Asked) -> Iterator[str]:
    if asked.kind == "cloze":
        yield f"C {asked.question}"
    else:
        yield f"{'M' if asked.kind == 'choice' else 'Q'} {asked.question}"
    for option in asked.options:
        yield f"  {'*' if option.text == asked.answer else '-'} {option.text}" + (f" ({option.why})" if option.why else "")
    if asked.kind == "qa":
        yield f"A {asked.answer}"
    if asked.reverse:
        yield f"R {asked.reverse[0]} = {asked.reverse[1]}"
    for name, value in (
        ("why", asked.explanation),
        ("extra", asked.extra),
        ("hides", " ".join(sorted(asked.hides))),
        ("subdeck", asked.subdeck),
    ):
        if value:
            yield f"  {name}: {value}"


def cards(yaml: str, head: str = HEAD) -> str:
    note = note_of(yaml, head)
    lines: list[str] = []
    for entry in note.entries:
        lines += [f"! {fault.name}: {fault.message}" for fault in faults_of(entry, note)]
        lines += [line for asked in ask(entry, note) for line in told(asked)]
    return "\n".join(line for text in lines for line in text.split("\n") if line.strip())


CASES = sorted(Path(__file__).with_name("sections").glob("*.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_section_asks(case: Path) -> None:
    """Each file of `sections/`: entries as an author writes them, `=>`, and what is asked."""
    yaml, expected = case.read_text("utf-8").split("\n=>\n")
    assert cards(yaml) == expected.strip()


def test_without_a_subject_or_a_date_only_the_entry_is_asked_about() -> None:
    head = "title: T\n"
    assert cards("stakeholders: [{name: Iran, wants: an end of sanctions}]", head) == ("Q What does Iran want?\nA an end of sanctions")
    assert cards("places: [{name: Kursk, why: Fighting}]", head) == "Q Why is Kursk in the news?\nA Fighting"


def test_a_hindi_note_is_asked_in_hindi() -> None:
    head = "title: वस्तु एवं सेवा कर\nlang: hi\ndate: 2017-07\nsubject: जीएसटी\n"
    yaml = """
    terms:
      - {term: जीएसटी, means: एक अप्रत्यक्ष कर, expands: वस्तु एवं सेवा कर, reverse: true}
    timeline:
      - {date: 2017-07-01, event: जीएसटी लागू हुआ}
    laws:
      - {instrument: भारत का संविधान, provision: अनुच्छेद 279A, subject: जीएसटी परिषद, enforceable: no}
    stakeholders:
      - {name: राज्य, fears: राजस्व की हानि, kind: analysis}
    numbers:
      - {what: जीएसटी परिषद की बैठकें, value: 55, as_of: 2024-12}
    """
    assert (
        cards(yaml, head)
        == textwrap.dedent(
            """
        Q जीएसटी का क्या अर्थ है?
        A एक अप्रत्यक्ष कर
        Q जीएसटी का पूरा रूप क्या है?
        A वस्तु एवं सेवा कर
        Q “एक अप्रत्यक्ष कर” – यह किस पद का अर्थ है?
        A जीएसटी
        Q जीएसटी लागू हुआ – किस तारीख़ को?
        A 1 जुलाई 2017
          hides: date
        Q अनुच्छेद 279A, भारत का संविधान – विषय क्या है?
        A जीएसटी परिषद
        Q भारत का संविधान: “जीएसटी परिषद” किस प्रावधान का विषय है?
        A अनुच्छेद 279A
        Q अनुच्छेद 279A, भारत का संविधान – न्यायालय में प्रवर्तनीयता क्या है?
        A न्यायालय द्वारा प्रवर्तनीय नहीं
        Q विश्लेषकों के अनुसार, जीएसटी: राज्य – क्या आशंका है?
        A राजस्व की हानि
        Q दिसंबर 2024 की स्थिति: जीएसटी परिषद की बैठकें – आँकड़ा क्या है?
        A 55
        """
        ).strip()
    )


def test_a_language_without_frames_is_asked_in_signs() -> None:
    yaml = """
    terms: [{term: OTAN, means: une alliance, expands: Organisation du traité de l’Atlantique nord}]
    timeline: [{date: 1949-04, event: signature du traité}]
    organisations: [{name: OTAN, is: une alliance, hq: Bruxelles}]
    """
    assert cards(yaml, "title: T\nlang: fr\n") == (
        "Q OTAN = ?\nA une alliance\nQ OTAN = … ?\nA Organisation du traité de l’Atlantique nord\n"
        "Q signature du traité = ? (YYYY-MM)\nA 1949-04\nQ OTAN = ?\nA une alliance\nQ OTAN · hq = ?\nA Bruxelles"
    ).replace("Q signature", "Q Signature")


# --- the table


def test_the_table_is_in_the_order_of_the_format() -> None:
    assert (
        list(SECTIONS)
        == (
            "key_points cards terms people organisations timeline quotes numbers laws stakeholders effects comparisons "
            "places lists mcqs mains"
        ).split()
    )
    assert all(section.name == name for name, section in SECTIONS.items())


@pytest.mark.parametrize("name", SECTIONS)
def test_an_example_teaches_its_section(name: str) -> None:
    section = SECTIONS[name]
    note = note_of(section.example)
    assert {entry.section for entry in note.entries} == {name}
    assert not [fault for entry in note.entries for fault in section.check(entry, note)]
    asked = [list(ask(entry, note)) for entry in note.entries]
    assert any(asked)
    shown = {key for entry in note.entries for key in entry.values}
    assert {key.name for key in section.keys if key.required} <= shown


@pytest.mark.parametrize("name", SECTIONS)
def test_a_role_names_one_card_of_an_entry(name: str) -> None:
    note = note_of(SECTIONS[name].example)
    for entry in note.entries:
        roles = [asked.role for asked in ask(entry, note)]
        assert len(roles) == len(set(roles))


@pytest.mark.parametrize("section", SECTIONS.values(), ids=SECTIONS)
def test_keys_are_told_in_a_sentence(section: object) -> None:
    assert isinstance(section, type(SECTIONS["terms"]))
    common = {key.name for key in COMMON}
    for key in section.keys:
        assert key.doc.endswith(".") and not key.doc[0].islower(), key
        assert key.name not in common or key.name in {"q", "why"}


def test_inserting_an_item_changes_no_other_role() -> None:
    before = "stakeholders: [{name: Iran, wants: [a, b]}]"
    after = "stakeholders: [{name: Iran, wants: [new, a, b]}]"
    roles = [{asked.role for entry in note_of(yaml).entries for asked in ask(entry, note_of(yaml))} for yaml in (before, after)]
    assert roles[1] - roles[0] == {"wants:new"} and roles[0] < roles[1]


def test_what_a_card_says_is_the_author_s_words() -> None:
    yaml = """
    terms: [{term: KCNA, means: an agency, expands: Korean Central News Agency, q: Which agency is it?}]
    timeline: [{date: 2022-02, event: the war began}]
    laws: [{instrument: UN Charter, provision: Article 51, subject: self-defence}]
    cards: [{q: Who?, a: Kim, kind: claim}]
    """
    note = note_of(yaml)
    assert [asked.says for entry in note.entries for asked in ask(entry, note)] == [
        ("KCNA", "an agency"),
        ("KCNA", "Korean Central News Agency"),
        ("the war began", "2022-02"),
        ("Article 51, UN Charter", "self-defence"),
        ("UN Charter: self-defence", "Article 51"),
        ("Who?", "Kim"),
    ]


def test_every_language_fills_every_frame() -> None:
    keys = {key for table in FRAMES.values() for key in table}
    for lang, table in FRAMES.items():
        for key in keys - {"cards.of", "cards.who", "comparisons.of", "comparisons.other", "comparisons.plain"}:
            assert find(table, key), (lang, key)
    assert FRAMES.keys() - {""} == MONTHS.keys() == ATTRIBUTIONS.keys()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "{{plain}}"),
        ("a {{b}} c", "a {{b}} c"),
        ("costs $5 or $6", "{{costs $5 or $6}}"),
        ("$5 and {{x}} $6", "$5 and {{x}} $6"),
        ("$x_{a_{b}}$", "{{$x_{a_{b} }$}}"),
        ("ends in }", "{{ends in } }}"),
        ("$a::b$ and c::d", "{{$a:{}:b$ and c:\u2060:d}}"),
    ],
)
def test_a_text_becomes_one_blank(text: str, shown: str) -> None:
    assert blank(text) == shown
    assert has_blanks(shown)
