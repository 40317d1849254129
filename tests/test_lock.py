"""The lock as people meet it: in diffs, in merges, damaged, and from the future."""

from __future__ import annotations

import subprocess

import pytest
from cards import History, card, cloze
from hypothesis import given, settings
from hypothesis import strategies as st

from ankigen.lock import VERSION, dump, parse


def locked(*cards):
    deck = History()
    deck.export(*cards)
    return dump(deck.lock)


TEXT = locked(card("Who?", "A", note="a"), card("What?", "B “quoted”", note="a", id="x"), cloze("On {{1 July}} came {{GST}}.", note="b"))


def test_a_lock_comes_back_as_it_was_written():
    lock, problems = parse(TEXT)
    assert not problems
    assert dump(lock) == TEXT
    assert TEXT.splitlines()[0].startswith(f"# ankigen.lock, version {VERSION}")
    assert sum('"guid"' in line for line in TEXT.splitlines()) == 3


@pytest.mark.parametrize("cut", range(0, len(TEXT) - 1, 37))
def test_a_lock_cut_short_is_refused(cut):
    _, problems = parse(TEXT[:cut])
    assert problems
    assert all(problem.hint for problem in problems)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(TEXT) - 1), st.characters())
def test_a_damaged_lock_is_read_or_refused_but_never_raises(at, letter):
    lock, problems = parse(TEXT[:at] + letter + TEXT[at + 1 :])
    assert problems or lock.exists


@given(st.text())
def test_any_text_is_refused_or_read(text):
    parse(text)


def test_a_newer_lock_is_refused():
    _, (problem,) = parse(TEXT.replace(f"version {VERSION}", "version 99", 1))
    assert (problem.name, problem.place.line) == ("newer-lock", 1)


def test_a_card_that_stands_twice_is_named_with_both_lines():
    lines = TEXT.splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if '"guid"' in line)
    _, (problem,) = parse("".join([*lines[: at + 1], lines[at], *lines[at + 1 :]]))
    assert problem.name == "lock-conflict"
    assert problem.place.line == at + 2
    assert f"line {at + 1}" in problem.message


def git(folder, *words, check=True):
    return subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main", *words],
        cwd=folder, check=check, capture_output=True, text=True,
    )


@pytest.fixture
def branches(tmp_path):
    """Build a lock on main, then one edit on each of two branches; returns the merge's result."""

    def merge(base, ours, theirs):
        git(tmp_path, "init", "-q")
        path = tmp_path / "ankigen.lock"
        for branch, cards in (("main", base), ("ours", ours), ("theirs", theirs)):
            if branch != "main":
                git(tmp_path, "checkout", "-q", "main")
                git(tmp_path, "checkout", "-q", "-b", branch)
            deck = History()
            if branch != "main":
                deck.export(*base)
            deck.export(*cards)
            path.write_text(dump(deck.lock), encoding="utf-8")
            git(tmp_path, "add", "-A")
            git(tmp_path, "commit", "-q", "-m", branch)
        result = git(tmp_path, "merge", "ours", check=False)
        return result.returncode, path.read_text(encoding="utf-8")

    return merge


A, B, C = (card(f"Question of {note}?", note, note=note) for note in "abc")


def test_branches_that_edit_different_notes_merge(branches):
    more = [card(f"Another of {note}, asking {n}?", str(n), note=note) for note in "ab" for n in range(3)]
    status, text = branches((A, B, C), (A, *more[:3], B, C), (A, B, *more[3:], C))
    assert status == 0
    lock, problems = parse(text)
    assert not problems
    assert len(lock.cards) == 9


def test_a_conflict_is_named_by_its_lines(branches):
    status, text = branches((A,), (card("Question of a?", "ours", note="a"),), (card("Question of a?", "theirs", note="a"),))
    assert status == 1
    _, problems = parse(text)
    lines = text.splitlines()
    (problem,) = problems
    assert problem.name == "lock-conflict"
    assert lines[problem.place.line - 1].startswith("<<<<<<<")
    assert "higher mod" in problem.hint


def test_note_ids_given_twice_on_two_branches_are_told_apart():
    deck = History()
    deck.export(A)
    text = dump(deck.lock)
    line = next(line for line in text.splitlines() if '"guid"' in line)
    twin = line.replace(deck.lock.cards[0].guid, "TwinTwinTwin").replace("Question of a", "Other words")
    deck.lock, problems = parse(text.replace(line, f"{line}\n{twin}"))
    assert not problems
    plan = deck.export(A, card("Other words?", "a", note="a"))
    assert "new" not in {planned.state for planned in plan.cards}
    assert len({planned.now.nid for planned in plan.cards}) == 2


def test_a_lock_from_a_checkout_on_windows_is_read():
    lock, problems = parse("\ufeff" + TEXT.replace("\n", "\r\n"))
    assert not problems
    assert dump(lock) == TEXT


FOREIGN = '{"type": "1", "kind": "qa", "id": 1, "name": "Old", "digest": "", "mod": 1, "foreign": %s}'


@pytest.mark.parametrize("line", [
    "[" * 100_000, '{"guid": 1}', "null", '"x"', '{"project": ["a"]}',
    *(FOREIGN % each for each in ("5", '{"a": 1}', '{"fields": {}, "model": {"flds": [1], "tmpls": []}}',
                                  '{"fields": [], "model": {"flds": [], "tmpls": []}}', '{"fields": {}, "model": {"flds": [], "tmpls": [{}]}}')),
])
def test_a_line_that_is_no_card_is_named(line):
    _, problems = parse(TEXT.replace("# end", f"{line}\n# end"))
    assert problems[0].name == "bad-lock"


BLANKS = '"blanks": {"1": "1 July", "2": "GST"}'


@pytest.mark.parametrize("held", [
    '"blanks": {"1": "1 July", "2": 2}', '"blanks": {"first": "1 July"}', '"blanks": {"-1": "1 July"}', '"blanks": ["1 July"]',
    BLANKS + ', "gone": ["3"]', BLANKS + ', "gone": [[3]]', BLANKS + ', "gone": [2]', BLANKS + ', "gone": {"3": null}', BLANKS + ', "gone": {"3": ["GST"]}', BLANKS + ', "gone": {"x": "GST"}',
    BLANKS + ', "gone": {"2": "{{GST}}"}', BLANKS + ', "gone": "GST"',
])
def test_blanks_that_cannot_be_so_are_named(held):
    """Not words, not numbers, or a number that is in use and yet free."""
    assert BLANKS in TEXT
    _, (problem,) = parse(TEXT.replace(BLANKS, held))
    assert problem.name == "bad-lock"
    assert problem.place.line == next(n for n, line in enumerate(TEXT.splitlines(), 1) if BLANKS in line)


def test_numbers_whose_words_an_older_lock_does_not_have_are_still_given_to_nobody():
    lock, problems = parse(TEXT.replace(BLANKS, f'{BLANKS}, "gone": [3, 7]'))
    assert problems == []
    assert [card.gone for card in lock.cards if card.gone] == [{3: "", 7: ""}]
    assert '"gone": {"3": "", "7": ""}' in dump(lock)



@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.integers(3, 499), st.text()))
def test_any_words_of_blanks_that_left_are_read(words):
    import json

    gone = json.dumps({str(number): text for number, text in words.items()})
    lock, problems = parse(TEXT.replace(BLANKS, f'{BLANKS}, "gone": {gone}'))
    assert not problems
    assert {number: text for card in lock.cards for number, text in card.gone.items()} == words
    deck = History()
    deck.lock = lock
    plan = deck.export(cloze("On {{1 July}} came {{GST}} with {{more}}.", note="b"))
    assert {1: "1 July", 2: "GST"}.items() <= plan.cards[0].now.blanks.items()


def test_a_stamp_in_milliseconds_is_refused():
    import re

    _, problems = parse(re.sub(r'"mod": (\d+), "due"', r'"mod": \g<1>000, "due"', TEXT))
    assert {problem.name for problem in problems} == {"bad-lock"}
