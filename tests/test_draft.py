"""A page becomes a draft: held against the answer keys, read back by ankigen's own reader, nothing invented."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ankigen.draft import Undecodable, decode, draft, to_yaml
from ankigen.draft.english import sentences, words
from ankigen.draft.finders.terms import initials
from ankigen.draft.model import TODO, VALUE
from ankigen.read import read_note

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
import contextlib

import draft_recall

PAGES = sorted(key.with_name(key.name.removesuffix(".key.yaml")) for key in draft_recall.PAGES.glob("*.key.yaml"))


def drafted(page: Path, today: date | None = None):
    return draft(decode(page.read_bytes()), today)


def values(text: str, section: str, today: date | None = None):
    """The values of a section that are sure enough to be no comment."""
    return [dict(one.values) for one in draft(text, today).proposals if one.section == section and one.confidence >= VALUE]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_gives_what_its_key_expects_and_steps_into_no_trap(page):
    scored = draft_recall.score(page)
    assert scored.traps == []
    assert len(scored.found) >= 0.9 * (len(scored.found) + len(scored.missed)), scored.missed


def test_the_pages_are_of_every_layout_and_many():
    layouts = {drafted(page).page.profile for page in PAGES}
    assert layouts == {"guide", "facts", "labels", "news", "questions", "outline", "plain"}
    assert len(PAGES) >= 12


def test_a_key_that_asks_for_what_is_not_there_is_not_fulfilled(tmp_path):
    (tmp_path / "p.txt").write_text("Key Points\n1. Norway (NOR) met.\n")
    (tmp_path / "p.txt.key.yaml").write_text("expect:\n  people: [{name: Nobody}]\ntraps:\n  key_points: [{text: Norway}]\n")
    scored = draft_recall.score(tmp_path / "p.txt")
    assert scored.missed and scored.traps


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_draft_is_read_back_without_a_fault_and_says_what_was_proposed(page):
    made = drafted(page)
    note, problems = read_note(to_yaml(made).encode(), "notes/x.yaml")
    assert problems == []
    assert note is not None and note.status == "draft"
    written = {(entry.section, str(entry.text(key))) for entry in note.entries for key in entry.values}
    for one in made.proposals:
        if one.section and one.confidence >= VALUE:
            for value in one.values.values():
                if isinstance(value, str) and value != "false":
                    assert (one.section, value) in written


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_word_of_a_value_is_invented(page):
    text = " ".join(re.findall(r"\w+", decode(page.read_bytes()).lower()))
    for one in drafted(page).proposals:
        for key, value in one.values.items():
            if key in (*one.computed, "kind", "card", "why") and one.section != "mcqs":
                continue
            texts = [value] if isinstance(value, str) else [*value.values()] if key == "source" else list(value)
            for said in (text for one_text in texts for text in ([one_text] if isinstance(one_text, str) else one_text)):
                if TODO in said:
                    continue
                for word in re.findall(r"\w+", said.lower()):
                    assert word in text, (one.section, key, said)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_value_carries_its_line(page):
    count = len(decode(page.read_bytes()).splitlines())
    for line in to_yaml(drafted(page)).split("\n"):
        bare = line.strip()
        if not bare or bare.startswith("#") or bare == "status: draft" or bare.endswith(":"):
            continue
        if re.match(r"(?:- )?[\w]+: |- ", bare) and not line.startswith(" " * 8):
            if found := re.search(r"# line (\d+)", bare):
                assert 1 <= int(found[1]) <= count
            else:
                assert not re.match(r"(?:- )?(?:term|name|date|q|text|value): ", bare), line


@pytest.mark.parametrize(
    "typed",
    [
        "no",
        "1:30",
        "010",
        "2022-02",
        "null",
        "~",
        "1e5",
        "0x1F",
        "yes",
        "a: b",
        "a #b",
        "- a",
        "'",
        '"',
        "“”",
        "{{a}} b",
        "% a",
        "@a",
        "a\\b",
        "*a",
        "&a",
        "=",
        "!a",
        "a:",
        'it\'s "so"',
    ],
)
def test_text_that_yaml_would_misread_is_quoted(typed):
    page = f"## Key Terms\n\n- **alpha:** {typed} is what it is called\n\n## Key Points\n\n- one two three\n"
    text = to_yaml(draft(page))
    assert isinstance(yaml.safe_load(text), dict)
    note, problems = read_note(text.encode(), "notes/x.yaml")
    assert problems == [] and note is not None
    loaded = yaml.safe_load(text)
    assert all(isinstance(value, str) for entry in loaded.get("terms", []) for value in entry.values())


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=60), max_size=12).map("\n".join))
@example("# a\n---\n- ")
@example("|a|b|\n|---|---|\n|c|d|")
@example("Q1. a?\n(a) b\n(b) c\nAnswer:")
@example("<html><body><table><tr><td>")
@example("\n#0")
def test_any_text_at_all_gives_a_note_that_can_be_read(text):
    try:
        made = draft(text)
    except Undecodable:
        return
    note, problems = read_note(to_yaml(made).encode("utf-8"), "notes/x.yaml")
    assert problems == [] and note is not None


# -- what bites


def test_only_the_expected_ordinal_is_stripped():
    points = [
        one["text"]
        for one in values(
            "Key Points\n- 15.78 per cent of the old forest in the hills is left\n- 2The State agreed to pay\n- 35 "
            "States voted for it in May\n",
            "key_points",
        )
    ]
    assert (
        points[0].startswith("{{5.78 per cent}}") and points[1].startswith("The State") and points[2] == "{{5 States}} voted for it in May"
    )


@pytest.mark.parametrize("between", ["\n", "\n\n", ": "])
def test_exams_are_found_in_a_short_line_too(between):
    page = f"A lunar mission\nBy A | 12 March 2025\n\nRelevant for Exams{between}UPSC, SSC CGL\n\nSummary\nIndia agreed on a lunar mission in Tokyo.\n"
    note, _ = read_note(to_yaml(draft(page)).encode(), "notes/x.yaml")
    assert note.exams == ("UPSC", "SSC CGL")


def test_years_glued_to_their_text_are_no_ordinals():
    assert values("Timeline\n- 1993First launch of the rocket\n- 2008Second launch\n", "timeline")[0] == {
        "date": "1993",
        "event": "First launch of the rocket",
    }


@pytest.mark.parametrize(("short", "long", "fits"), [
    ("DPRK", "the Democratic People's Republic of Korea", 5), ("GST", "a Goods and Services Tax", 4), ("MoEFCC", "Ministry of Environment, Forest and Climate Change", 7),
    ("NPAs", "Non-Performing Assets", 2), ("UNESCO", "United Nations Educational, Scientific and Cultural Organization", 7), ("COAS", "the army chief", 0), ("NABARD", "National Bank for Agriculture and Rural Development", -7),
    ("R&D", "research and development", 3),
])  # fmt: skip
def test_initials_must_match(short, long, fits):
    assert initials(short, words(long)) == fits


def test_members_in_brackets_are_no_expansion():
    assert values("Summary\nThe BRICS (Brazil, Russia, India, China and South Africa) met.\nKey Points\n- a b c", "terms") == []


def test_an_abbreviation_may_stand_before_its_expansion():
    assert (
        values("Key Points\n- ISRO (Indian Space Research Organisation) built it.", "terms")[0]["expands"]
        == "Indian Space Research Organisation"
    )


def test_a_full_stop_after_u_s_ends_a_sentence_only_before_an_opening():
    assert [text for _, text in sentences("He flew to the U.S. The treaty held. The U.S. President Joe Biden came. Dr. Rao left.")] == [
        "He flew to the U.S.", "The treaty held.", "The U.S. President Joe Biden came.", "Dr. Rao left.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "role",
    [
        "former President",
        "acting Governor",
        "then-Prime Minister",
        "Deputy Secretary-General",
        "ex-Army chief",
        "former Reserve Bank of India Governor",
    ],
)
def test_a_role_keeps_what_qualifies_it(role):
    assert values(f"Key Points\n- The talks were opened by {role} Anders Holm in Oslo.", "people")[0]["role"] == role


def test_a_role_behind_a_name():
    found = values(
        "Key Points\n- Mira Sen, Director-General of the World Health Forum, spoke. Ajay Rao was appointed as the "
        "Chairman of the Tea Board.",
        "people",
    )
    assert {(one["name"], one["role"]) for one in found} == {
        ("Mira Sen", "Director-General of the World Health Forum"),
        ("Ajay Rao", "Chairman of the Tea Board"),
    }


@pytest.mark.parametrize(("sentence", "speaker"), [
    ('President Ivo Marn threatened Prime Minister Lena Ost: "You will pay for every ship you take."', "Ivo Marn"),
    ('Lena Ost was told by President Ivo Marn, "You will pay for every ship."', "Ivo Marn"),
    ('"We shall pay for every ship," said Prime Minister Lena Ost after President Ivo Marn left.', "Lena Ost"),
    ('President Ivo Marn left early, while Prime Minister Lena Ost said, "We will wait for spring."', "Lena Ost"),
    ('The crowd shouted, "We will wait for the spring to come."', f"{TODO} who said it?"),
])  # fmt: skip
def test_the_speaker_is_the_first_person_of_the_quotations_own_clause(sentence, speaker):
    assert values(f"Key Points\n- {sentence}", "quotes")[0]["speaker"] == speaker


def test_scare_quotes_are_no_quotations():
    assert values('Key Points\n- Minister Lena Ost spoke of the "heroic" work of the "second wave" of nurses.', "quotes") == []


def test_relative_dates_need_the_day_of_the_article():
    page = "Key Points\n- The two ministers met in Lusaka on Thursday."
    assert values(page, "timeline") == []
    assert values(page, "timeline", date(2025, 3, 8)) == [{"date": "2025-03-06", "event": "The two ministers met in Lusaka"}]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("on 1 May 2024", "2024-05-01"),
        ("on May 1, 2024", "2024-05-01"),
        ("in May 2024", "2024-05"),
        ("in 2024", "2024"),
        ("on 1st of May, 2024", "2024-05-01"),
        ("on 31/05/2024", "2024-05-31"),
    ],
)
def test_a_date_is_no_more_exact_than_it_is_written(written, value):
    found = values(f"Key Points\n- The canal was opened {written} by the State.", "timeline")
    assert [one["date"] for one in found] == [value] and "kind" not in found[0] and found[0]["event"] == "The canal was opened by the State"


@pytest.mark.parametrize(
    "text", ["the Forest Act, 1980 was amended", "the 2011 Census found it", "the Budget of 2024-25 says so", "30 February 2024 was no day"]
)
def test_what_is_no_date(text):
    assert values(f"Key Points\n- In the State {text} once.", "timeline") == []


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The State will open a port.", "forecast"),
        ("The State reportedly opened a port.", "claim"),
        ("The port opened on 1 May 2024.", None),
    ],
)
def test_a_forecast_or_claim_says_so(sentence, kind):
    assert values(f"Key Points\n- {sentence}", "key_points")[0].get("kind") == kind


def test_a_law_has_its_own_instrument_or_a_todo():
    found = values(
        "Key Points\n- Article 21 of the Constitution of India guarantees the right to life. Section 9 deals with "
        "fees. Section 4 of the Tea Act, 1953 sets up a board.",
        "laws",
    )
    assert [(one["provision"], one["instrument"]) for one in found] == [
        ("Article 21", "Constitution of India"),
        ("Section 9", f"{TODO} of which Act, constitution or treaty?"),
        ("Section 4", "Tea Act, 1953"),
    ]
    assert found[0]["subject"] == "The right to life"


@pytest.mark.parametrize(
    ("answer", "given"),
    [
        ("Answer: b", "Oslo"),
        ("Ans: (B) Oslo", "Oslo"),
        ("Correct answer: Oslo", "Oslo"),
        ("Answer: Option B", "Oslo"),
        ("**Answer:** b) Oslo", "Oslo"),
        ("Answer: (b) Bergen", TODO),
        ("Answer: e", TODO),
        ("", TODO),
    ],
)
def test_an_answer_is_taken_and_never_guessed(answer, given):
    page = f"Q1. Where is the seat?\n(a) Bergen\n(b) Oslo\n(c) Narvik\n(d) Voss\n{answer}\n"
    found = values(page, "mcqs")[0]
    assert found["answer"].startswith(given) and found["options"] == ["Bergen", "Oslo", "Narvik", "Voss"]


def test_headings_with_a_colon_before_their_text():
    found = draft("Summary: The two States met in May.\nKey Points: - 1The State paid. - 2It left the pact.\nExam Tips: Learn it.\n")
    assert [one.values for one in found.proposals if "summary" in one.values] == [{"summary": "The two States met in May."}]
    assert len([one for one in found.proposals if one.section == "key_points"]) == 2


def test_an_empty_section_swallows_nothing():
    found = draft(
        "Key Points\nRelated Topics to Study\nFull Article\nThe State paid in full for the bridge, the agency said.\nSummary\nIt paid."
    )
    assert not any(one.section == "key_points" or "related" in one.values for one in found.proposals)


def test_an_unknown_layout_gives_head_and_facts_and_says_so():
    made = draft("A long walk\n\nIt rained on the hills all day, and nobody came. On 4 May 2023 the road was opened again.\n")
    assert not made.page.known and "layout is not known" in to_yaml(made)
    assert {one.section for one in made.proposals} == {"", "timeline"}


def test_a_layout_can_be_said_and_an_unknown_one_is_refused():
    assert draft("x", profile="guide").page.profile == "guide"
    with pytest.raises(ValueError, match="no layout"):
        draft("x", profile="nothing")


# -- bytes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_an_encoding_is_detected(encoding):
    assert (
        decode("The café’s price – 5 £ – was “fair”, he said.".encode(encoding)).removeprefix("\ufeff")
        == "The café’s price – 5 £ – was “fair”, he said."
    )


@pytest.mark.parametrize("wrong", ["Indiaâ€™s plan", "â€œNoâ€\x9d", "cafÃ© au lait", "â‚¹500", "5Â°C", "à¤­à¤¾à¤°à¤¤"])
def test_text_decoded_wrongly_is_refused_by_name(wrong):
    with pytest.raises(Undecodable, match="decoded wrongly") as fault:
        decode(f"one\ntwo\n{wrong}\n".encode())
    assert fault.value.line == 3 and "UTF-8" in fault.value.hint


@pytest.mark.parametrize("data", [b"%PDF-1.7 x", b"a\0b\0\0\0c", "Привет мир, как дела".encode("cp1251"), b"a" * 5_000_000, "x�y".encode()])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(Undecodable):
        decode(data)


@pytest.mark.parametrize("text", ["São Paulo, Ângela, à la carte, 20 °C, Ã", "naïve – “quoted” … ₹5", "भारत"])
def test_text_that_only_looks_a_little_like_it_is_not_refused(text):
    assert decode(text.encode()) == text


@pytest.mark.parametrize("piece", ["**a", "(a) x\n(b) y\n", "Aa Bb (AB) ", "“a", "[a](", "<p><b>", "1 January 2020 ", "A: "])
def test_a_hostile_page_ends_soon(piece):
    import time

    start = time.perf_counter()
    with contextlib.suppress(Undecodable):
        draft(piece * (200_000 // len(piece)))
    assert time.perf_counter() - start < 8
