"""The checker as a whole: its silence, its settings, its pages, its corrections and its command."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import projects
import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st
from projects import Desk

from ankigen import check as checker
from ankigen.build import build_cards
from ankigen.check import RULES, check
from ankigen.check.clues import Table, words
from ankigen.check.collection import _neighbours
from ankigen.check.english import folded, tokens
from ankigen.check.fix import mended
from ankigen.check.glossary import glossary
from ankigen.check.pages import document, find, known, page, wrapped, written
from ankigen.codes import CODES
from ankigen.model import Asked, Card, Entry, Note, Place, Problem, Project, Text
from ankigen.project import load_project
from ankigen.read import read_note, read_notes

REPOSITORY = Path(__file__).parent.parent
sys.path.insert(0, str(REPOSITORY / "benchmarks"))

import blind_cards  # noqa: E402

TODAY = date(2026, 1, 15)
HEAD = "title: A note\ndate: 2026-01\ntopic: Polity\nsource: Own example\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "notes").mkdir()
    return tmp_path


def note(project: Path, text: str, name: str = "a.yaml") -> Path:
    path = project / "notes" / name
    path.write_text(HEAD + text, "utf-8")
    return path


def run(*arguments: object) -> Result:
    return projects.run("check", *arguments)


def said(project: Path, *arguments: object) -> list[tuple[str, int, str, str]]:
    rows = json.loads(run(project, "--format", "json", *arguments).stdout)
    return [(row["file"], row["line"], row["name"], row["severity"]) for row in rows]


# -- silence


def test_a_file_that_is_no_note_is_not_called_faultless(project: Path) -> None:
    note(project, "cards:\n  - {q: What is the capital of Norway?, a: Oslo}\n")
    (project / "loose.yaml").write_text("titel: not looked at\n", "utf-8")
    refused = run(project / "loose.yaml")
    assert refused.exit_code == 2
    assert "none of a project's notes" in refused.stderr
    (project / "ankigen.yaml").write_text("nam: x\n", "utf-8")
    assert run(project / "ankigen.yaml").exit_code == 1


def test_the_projects_own_notes_give_no_problem() -> None:
    loaded, faults = load_project(REPOSITORY)
    notes, unread = read_notes(loaded)
    cards, unbuilt = build_cards(notes, loaded)
    assert len(cards) > 35
    assert [*faults, *unread, *unbuilt, *check(notes, cards, loaded, TODAY)] == []


def test_notes_in_another_language_are_not_held_to_english(project: Path) -> None:
    note(project, "lang: hi\ncards:\n  - q: संविधान का अनुच्छेद 51 क्या कहता है\n    a: अंतर्राष्ट्रीय शांति\n")
    note(project, "lang: fr\ncards:\n  - q: Expliquez le traité.\n    a: Un accord\n", "b.yaml")
    assert said(project) == []


def test_what_a_careful_reader_refuses_of_a_hundred_blind_cards_is_named() -> None:
    judged = [line.split("\t") for line in (blind_cards.BLIND / "judged.tsv").read_text("utf-8").splitlines()[1:]]
    rules = blind_cards.named([card for _, card in judged])
    refused = [bool(said) for (verdict, _), said in zip(judged, rules, strict=True) if verdict == "refuse"]
    alarms = [card for (verdict, card), said in zip(judged, rules, strict=True) if verdict == "keep" and said]
    assert len(judged) == 100
    assert sum(refused) >= 0.95 * len(refused)
    assert len(alarms) <= 2, alarms


def test_a_note_cut_from_a_page_is_known_by_what_its_author_does_not_allow(project: Path) -> None:
    poor = "".join(f"  - It grew by {{{{{year}}}}}.\n" for year in range(1950, 1954))
    good = "".join(f"  - The {{{{{town}}}}} fair is held at Pushkar in 1950.\n" for town in ("camel", "horse", "ox"))
    plain = "  - Goats and {{hikers}} share forest tracks.\n"
    head = "source: An atlas\nkey_points:\n"
    note(project, head + poor + good + plain)
    assert [line for _, line, name, _ in said(project) if name == "cut-from-page"] == [14]
    note(project, head.replace("key_points", "allow: {unclear-reference: a test of it}\nkey_points") + poor + good + plain)
    assert "cut-from-page" not in {name for _, _, name, _ in said(project)}
    note(project, head + poor[: poor.rindex("  - ")] + good + plain)  # seven are too few to tell
    assert "cut-from-page" not in {name for _, _, name, _ in said(project)}


# -- rules


def test_a_sentence_card_without_a_blank_is_told() -> None:
    place = Place("notes/a.yaml", 5, 3)
    asked = Asked("text", "GST came in 2017.", "", ("GST", ""), place, "cloze")
    card = Card("a", "key_points", "text", "", "cloze", ("GST", ""), place, {"Text": "GST came in 2017."}, "Deck", (), asked,
                Entry("key_points", place, {}))
    own = Note("a", "notes/a.yaml", place, Text("GST", place))
    found = check([own], [card], Project(Path("/"), "P", "P"), TODAY)
    assert {problem.name for problem in found} == {"no-blank", "no-source"}


def test_a_fault_of_an_answer_is_told_where_the_answer_stands(project: Path) -> None:
    long = "one by one each and every of the eleven or so words of it"
    note(project, f"organisations:\n  - name: ISRO\n    is: {long}\n    expands: Indian Space Research Organisation\n"
                  f"cards:\n  - q: What is said of ISRO?\n    a: {long}\n    reverse: Of what is ISRO an agency?\n    reverse_a: {long}\n")  # fmt: skip
    assert [line for _, line, name, _ in said(project) if name == "long-answer"] == [7, 11, 13]


def blind() -> Iterator[str]:
    for each in sorted(blind_cards.BLIND.glob("*.txt")):
        yield from map(blind_cards.blanked, blind_cards.sentences(each.read_text("utf-8")))


def test_what_a_rule_needs_never_keeps_it_from_what_it_would_find(monkeypatch: pytest.MonkeyPatch) -> None:
    cards = [*blind(), *(line.partition("- ")[2].partition("  #")[0].strip('"') for path in (REPOSITORY / "tests/rules").rglob("*.yaml")
                         for line in path.read_text("utf-8").splitlines() if line.startswith("  - ") and "{{" in line)]  # fmt: skip
    quick = blind_cards.named(cards)
    monkeypatch.setattr(Table, "called", lambda self, _: tuple(row for _, row in self._rows))
    assert blind_cards.named(cards) == quick


@given(st.lists(st.sampled_from([*"ab_’'-.:,$%… \n\t\xa0\x1cé₹क़", "GST", "[…]", "1,234"]), max_size=30).map("".join) | st.text())
def test_words_are_looked_up_as_they_would_be_found(text: str) -> None:
    found = words(text)
    assert found.written == tokens(text) and found.comparable == folded(tokens(text))


def test_the_work_on_likeness_grows_with_the_fronts_and_not_with_their_square() -> None:
    class Front:
        def __init__(self, at: int) -> None:
            self.text, self.telling = f"what is the council of {at:05}", frozenset({"council"})

    fronts = [Front(at) for at in range(3000)]
    assert sum(len(others) for _, others in _neighbours(fronts)) < 21 * len(fronts)  # type: ignore[arg-type]


def test_the_glossary_is_sorted_sourced_and_large() -> None:
    rows = [
        line.split("\t") for line in (REPOSITORY / "src/ankigen/check/glossary.tsv").read_text("utf-8").splitlines()[1:]
    ]
    assert len(glossary()) == len(rows) >= 250
    assert all(len(row) == 3 and all(row) for row in rows)
    assert [row[0] for row in rows] == sorted((row[0] for row in rows), key=lambda short: (short.casefold(), short))


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(codec="utf-8"), max_size=200),
    st.text(max_size=60),
    st.sampled_from(["cards", "key_points", "mcqs"]),
)
def test_no_text_makes_the_checker_fail(question: str, answer: str, section: str) -> None:
    entries = {
        "cards": [{"q": question or "?", "a": answer or "!", "extra": question or "."}],
        "key_points": [f"{question} {{{{{answer}}}}} {question}"],
        "mcqs": [{"q": question or "?", "options": [answer or "!", "b", question or "c"], "answer": answer or "!"}],
    }
    data = json.dumps({"title": "T", section: entries[section]}, ensure_ascii=False).encode("utf-8", "replace")
    own, _ = read_note(data, "notes/a.yaml")
    if own:
        project = Project(Path("/nowhere"), "P", "P")
        check([own], build_cards([own], project)[0], project, TODAY, TODAY)


def test_markdown_that_ends_in_no_blank_makes_no_checker_fail() -> None:
    own, _ = read_note(b"title: T\nkey_points:\n  - \"In {{1815}} it is {{~\\n~~~}} so.\"\n", "notes/a.yaml")
    project = Project(Path("/nowhere"), "P", "P")
    assert own and check([own], build_cards([own], project)[0], project, TODAY)


@pytest.mark.parametrize("text", ["a " * 20_000, "(" * 5000, "is " * 8000 + "?", "“" * 3000, "A, " * 5000, "the same " * 4000, "Art. 5 " * 4000,
                                  "x–" * 8000, "$" * 3001, "|" * 4000 + "-|" * 4000, "was made by a " * 3000, "has been " * 5000, "This of these, " * 3000])  # fmt: skip
def test_no_text_makes_the_checker_slow(text: str) -> None:
    import time

    data = json.dumps(
        {"title": "T", "cards": [{"q": text, "a": text, "extra": text}], "key_points": [f"The {text} {{{{x}}}} {text}"]}
    ).encode()
    own, _ = read_note(data, "notes/a.yaml")
    assert own
    project = Project(Path("/nowhere"), "P", "P")
    cards, _ = build_cards([own], project)
    started = time.process_time()
    check([own], cards, project, TODAY)
    assert time.process_time() - started < 2


# -- pages


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_says_what_it_reports_why_with_an_example_and_what_to_write_instead(rule: checker.Rule) -> None:
    text = page(rule.code)
    assert rule.says.startswith(("Reports", "Warns", "Lists"))
    assert all(f"**{part}" in text for part in ("Why.**", "Example", "Use instead", "Allow it"))
    assert text.index("**Why.**") < text.index("**Example") < text.index("**Use instead")


def _found_in(desk: Desk, body: str) -> set[str]:
    """The names of the problems of a note with this body."""
    desk.write("notes/example.yaml", f"title: Example\nsource: S\n{body}")
    return {problem["name"] for problem in json.loads(desk.run("check", "--format", "json", status=None).stdout)}


def _entries(shown: str) -> list[str]:
    """What a part of a page shows in code, as sections: entries in YAML, questions with their answers, sentences with braces."""
    if fenced := re.findall(r"```yaml\n(.*?)```", shown, re.DOTALL):
        return [text if text[0].isalpha() else f"cards:\n{text}" for text in fenced]
    said = re.findall(r"`q: ([^`]+)`(?:\s+`a: ([^`]+)`)?", " ".join(shown.split()))
    asked = [f"cards:\n  - {json.dumps({'q': q, 'a': a or 'Something'})}\n" for q, a in said]
    return asked or [f"key_points:\n  - {json.dumps(text)}\n" for text in re.findall(r"`([A-Z{][^`]*\{[^`]+)`", " ".join(shown.split()))]


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.kinds != "choice" and rule.name != "cut-from-page"], ids=lambda rule: rule.name)
def test_the_example_of_a_rule_breaks_it_and_what_to_write_instead_is_beyond_reproach(rule: checker.Rule, tmp_path: Path) -> None:
    example, instead = rule.page.partition("**Example")[2].split("**Use instead")
    desk = Desk(tmp_path)
    assert all(rule.name in _found_in(desk, body) for body in _entries(example))
    assert not [found for body in _entries(instead) if (found := _found_in(desk, body))]


@pytest.mark.parametrize("name", CODES)
def test_the_page_of_every_other_code_says_why_and_what_to_write_instead(name: str, tmp_path: Path) -> None:
    text = written()[name]
    assert text.startswith("**Why.** ")
    examples = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert ("**Example**" in text and "**Use instead**" in text and len(examples) == 2) or ("**What to do.** " in text and not examples)
    found = [_found_in(Desk(tmp_path), example) for example in examples]
    assert not found or (name in found[0] and found[1] <= {"no-cards"})


def test_no_page_is_of_a_code_that_is_none() -> None:
    assert written().keys() == CODES.keys()


def test_every_code_has_a_page_by_code_and_by_name() -> None:
    for code, name in known().items():
        assert find(code.lower()) == find(name) == code
        result = projects.run("explain", name)
        assert result.exit_code == 0 and result.stdout.startswith(f"# {code} {name} ")


@pytest.mark.parametrize("code", known())
def test_a_page_fits_the_terminal_and_loses_no_word(code: str) -> None:
    text = wrapped(page(code), 60)
    assert text.split() == page(code).split()
    assert re.findall("```.*?```", text, re.DOTALL) == re.findall("```.*?```", page(code), re.DOTALL)
    prose = re.sub("```.*?```", "", text, flags=re.DOTALL)
    assert all(len(line) <= 60 or " " not in line for line in prose.splitlines())


def test_a_code_that_is_not_one_is_used_wrongly_and_the_nearest_is_named() -> None:
    result = projects.run("explain", "long-anwser")
    assert result.exit_code == 2 and "long-answer" in result.stderr


def test_the_document_of_rules_is_current() -> None:
    """If this fails: python -c "from ankigen.check.pages import document; print(document(), end='')" > docs/rules.md"""
    assert (REPOSITORY / "docs" / "rules.md").read_text("utf-8") == document()


# -- the command

GOOD = "cards:\n  - q: Which Article of the Constitution of India provides for the GST Council?\n    a: Article 279A\n"
BAD = "cards:\n  - q: What is significant about the GST Council?\n    a: Advice on rates\n"


def test_status_0_where_nothing_is_wrong_or_only_warned_of_1_on_errors_2_on_a_wrong_call(project: Path) -> None:
    note(project, GOOD)
    assert run(project).exit_code == 0
    (project / "notes" / "a.yaml").write_text("title: No source\n" + GOOD, "utf-8")
    assert run(project).exit_code == 0
    assert run(project, "--strict").exit_code == 1
    note(project, BAD)
    assert run(project).exit_code == 1
    assert run(project / "not-there").exit_code == 2
    assert run(project, "--soon", "whenever").exit_code == 2


def test_files_are_checked_with_the_whole_project_in_mind(project: Path) -> None:
    first, second = note(project, GOOD), note(project, GOOD + BAD[7:], "b.yaml")
    assert [row[0:3] for row in said(project)] == [("notes/b.yaml", 6, "same-front"), ("notes/b.yaml", 8, "vague")]
    rows = json.loads(run(second, "--format", "json").stdout)
    assert [(row["file"], row["name"]) for row in rows] == [("notes/b.yaml", "same-front"), ("notes/b.yaml", "vague")]
    rows = json.loads(run(first, "--format", "json").stdout)  # what it has in common with another file is its own affair too
    assert [(row["file"], row["name"]) for row in rows] == [("notes/b.yaml", "same-front")]
    note(project, "id: a\n" + GOOD, "b.yaml")
    assert "repeated-id" in {row["name"] for row in json.loads(run(first, "--format", "json").stdout)}


def test_facts_that_expire_soon_are_listed_with_the_search_for_anki(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768478400")  # 15 January 2026
    note(project, GOOD + "    valid_until: 2026-02\n")
    assert said(project) == []
    assert said(project, "--soon", "60d") == [("notes/a.yaml", 8, "expires-soon", "warning")]
    assert "tag:until::2026-02*" in run(project, "--soon", "8w").stdout
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775000000")  # April
    assert said(project) == [("notes/a.yaml", 8, "expired", "warning")]
    assert said(project, "--strict") == [("notes/a.yaml", 8, "expired", "error")]


def test_of_many_fronts_that_are_alike_each_is_told_once(project: Path) -> None:
    asks = ("provides for the GST Council", "provides for a GST Council", "provided for the GST Council", "provides for that GST Council")
    note(project, "cards:\n" + "".join(f"  - q: Which Article of the Constitution {ask}?\n    a: Article 279A\n" for ask in asks))
    assert said(project) == [("notes/a.yaml", line, "alike-front", "warning") for line in (8, 10, 12)]


def test_one_mistake_is_told_by_one_rule(project: Path) -> None:
    note(project, "key_points:\n  - It regulates {{banks}}.\n  - The GST Council of India met in {{Delhi}} this week.\n")
    assert [row[1:3] for row in said(project)] == [(6, "unclear-reference"), (7, "relative-time")]


def test_an_abbreviation_is_told_where_it_stands(project: Path) -> None:
    note(project, "lists:\n  - title: Arms of the Reserve Bank of India\n    items: [NHBX, Deposit Insurance]\n")
    assert [(row["column"], row["name"]) for row in json.loads(run(project, "--format", "json").stdout)] == [(13, "unknown-abbreviation")]


def test_settings_set_limits_and_severities(project: Path) -> None:
    note(project, BAD)
    (project / "ankigen.yaml").write_text("check:\n  vague: warning\n  long-answer: {limit: 1}\n", "utf-8")
    assert said(project) == [("notes/a.yaml", 6, "vague", "warning"), ("notes/a.yaml", 7, "long-answer", "warning")]
    (project / "ankigen.yaml").write_text("check: {vague: off}\n", "utf-8")
    assert said(project) == []


# -- corrections


def judged(data: bytes) -> list[Problem]:
    own, faults = read_note(data, "notes/a.yaml")
    project = Project(Path("/nowhere"), "P", "P")
    cards, unbuilt = build_cards([own], project) if own else ([], [])
    return [*faults, *unbuilt, *(check([own], cards, project, TODAY) if own else ())]


@pytest.mark.parametrize(("before", "after"), [
    ("  - {{GST}} replaced the excise duty of India.\n", '  - "{{GST}} replaced the excise duty of India."\n'),
    ("  - text: {{GST}} replaced excise.  # why\n", '  - text: "{{GST}} replaced excise."  # why\n'),
    ("  - GST, in full: Goods and Services Tax of {{2017::year}}\r\n", '  - "GST, in full: Goods and Services Tax of {{2017::year}}"\r\n'),
    ('  - GST in "India" began: in {{2017::year}}\n', "  - 'GST in \"India\" began: in {{2017::year}}'\n"),
    ("  - The ** GST of India began in {{2017::year}}.\n", "  - The GST of India began in {{2017::year}}.\n"),
    ("  - The <b>GST</b> of India began in {{2017::year}}.\n", "  - The GST of India began in {{2017::year}}.\n"),
    ("  - Rates\u2028are {{5 %::rate}} in India.\n  - {{GST}} of 2017 is Indian.\n",
     "  - Rates\u2028are {{5 %::rate}} in India.\n  - \"{{GST}} of 2017 is Indian.\"\n"),
])  # fmt: skip
def test_what_is_safe_is_corrected_and_all_else_stays(before: str, after: str) -> None:
    around = (
        f"# a comment\n{HEAD}summary: 'it''s  fine'\nkey_points:\n  - The VAT of Delhi stays.\n",
        "\n  - \tOdd   spaces stay.\n# the end",
    )
    assert (
        mended((around[0] + before + around[1]).encode(), "notes/a.yaml", judged).decode()
        == around[0] + after + around[1]
    )


@pytest.mark.parametrize("text", [
    "key_points:\n  - It began in {{2017}}.\n", "cards:\n  - q: Why?\n    a: \"no\n", "key_points:\n  - text: |\n      {{GST}}: fine\n", "mcqs: {{x}}\n", "\t\n",
    "key_points:\n  - [a, {{b}}]\n", "colour: red\n", "key_points:\n  - {{GST}} is India's #1 tax of {{2017}}.\n",
    "key_points:\n  - {{GST}} came to India in {{2017}}. # PIB\n", "key_points:\n  - Where a<b and c>d, ac is {{less::than bd?}}\n",
    "related: &a [x,x,x,x,x,x,x,x,x]\nexams: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\ntags: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nexam_tips: [*c,*c,*c,*c,*c]\n",
])  # fmt: skip
def test_what_needs_a_person_is_left_alone(text: str) -> None:
    data = (HEAD + text).encode()
    assert mended(data, "notes/a.yaml", judged) == data


def test_fix_writes_the_file_and_reports_what_is_left(project: Path) -> None:
    path = note(project, "key_points:\n  - {{GST}} replaced the excise duty of India.\n" + BAD)
    result = run(project, "--fix")
    assert path.read_text("utf-8") == HEAD + 'key_points:\n  - "{{GST}} replaced the excise duty of India."\n' + BAD
    assert "notes/a.yaml: corrected." in result.stderr
    assert "vague" in result.stdout and "unquoted-blank" not in result.stdout
