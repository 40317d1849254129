"""The numbers of blanks survive editing: identical ones, alike ones, those that leave and return."""

from __future__ import annotations

import re

import pytest
from cards import History, cloze
from hypothesis import given, settings
from hypothesis import strategies as st

from ankigen.identity.blanks import numbers
from ankigen.identity.likeness import THRESHOLD, fold, text_likeness
from ankigen.model import Blank

EDITS = {
    "the first of two removed": [
        "{{India}} won in 1983 and {{India}} won in 2011.",
        "India won in 1983 and {{c2::India}} won in 2011.",
    ],
    "the first of two removed with its words": [
        "{{India}} won in 1983, {{India}} won in 2011 and Sri Lanka in 1996.",
        "{{c2::India}} won in 2011 and Sri Lanka in 1996.",
    ],
    "one inserted before two": [
        "{{India}} won in 1983, {{India}} won in 2011.",
        "{{c3::India}} lost in 1975, {{c1::India}} won in 1983, {{c2::India}} won in 2011.",
    ],
    "inserted, then the middle one removed": [
        "{{India}} won in 1983, {{India}} won in 2011.",
        "{{c3::India}} lost in 1975, {{c1::India}} won in 1983, {{c2::India}} won in 2011.",
        "{{c3::India}} lost in 1975, India won in 1983, {{c2::India}} won in 2011.",
        "{{c3::India}} lost in 1975, {{c1::India}} won in 1983, {{c2::India}} won in 2011.",
    ],
    "two that change places": [
        "The President of {{India}}, the Prime Minister of {{India}}, and others met.",
        "The Prime Minister of {{c2::India}}, the President of {{c1::India}}, and others met.",
    ],
    "lines that change places": [
        "Who heads what:\n- President: {{India}}, the Union\n- Governor: {{India}}, a state",
        "Who heads what:\n- Governor: {{c2::India}}, a state\n- President: {{c1::India}}, the Union",
    ],
    "alone on its line, told by its neighbours": [
        "Won in 1983:\n- {{India}}\nWon in 2011:\n- {{India}}\nLost in 2003:\n- {{India}}",
        "Won in 2011:\n- {{c2::India}}\nLost in 2003:\n- {{c3::India}}",
    ],
    "the words round it reworded": [
        "{{India}} won in 1983 at Lord's. Then {{India}} won in 2011 at home.",
        "In 1983 India won at Lord's. Then it was {{c2::India}} that won in 2011 at home.",
    ],
    "its words stay without marks, and words like them are blanked": [
        "Autun lies in {{Morvan}}.",
        "Autun lies in Morvan, and no land is named {{c2::Morvania}}.",
    ],
    "corrected, and the old words named as wrong": [
        "GST came into force in {{2016}}.",
        "GST came into force in {{c1::2017}}, not 2016.",
    ],
    "the digits of another script": [
        "संविधान {{26 जनवरी 1950}} को लागू हुआ; इसमें {{395}} अनुच्छेद थे।",
        "संविधान {{c1::२६ जनवरी १९५०}} को लागू हुआ; इसमें {{c2::३९५}} अनुच्छेद थे।",
    ],
    "items in full or in short, and others taken out": [
        "Members:\n- {{China}}\n- {{France}}\n- {{Russia}}\n- {{United Kingdom}}\n- {{United States}}",
        "Members:\n- {{c1::People's Republic of China}}\n- {{c3::Russian Federation}}\n- {{c4::UK}}\n- {{c5::United States}}",
    ],
    "a date more exact, a name with its place": [
        "Settled by {{arbitration}} in {{1950}}.",
        "Disputes are settled by {{c1::arbitration (clause d)}} from {{c2::26 January 1950}} on.",
    ],
    "one of two corrected": [
        "Founded in {{1949}} by treaty and moved in {{1949}} by vote.",
        "Founded in {{c1::1952}} by treaty and moved in {{c2::1949}} by vote.",
    ],
    "one of two alike corrected and the other removed": [
        "Signed in {{2016}} at Paris and in force from {{2017}} on.",
        "Signed in 2016 at Paris and in force from {{c2::2018}} on.",
    ],
    "two alike that swap their words": [
        "Signed in {{2016}} at Paris and in force from {{2017}} on.",
        "Signed in {{c2::2017}} at Paris and in force from {{c1::2016}} on.",
    ],
    "where the number of the first falls to the second": [
        "{{1|India}} won in 1983 and {{2|India}} won in 2011.",
        "India won in 1983 and {{1|c2::India}} won in 2011.",
    ],
    "a blank that returns": [
        "GST came on {{1 July 2017}} by the {{101st}} Amendment.",
        "GST came on 1 July 2017 by the {{c2::101st}} Amendment.",
        "{{c3::GST}} came on 1 July 2017 by the {{c2::101st}} Amendment.",
        "{{c3::GST}} came on {{c1::1 July 2017}} by the {{c2::101st}} Amendment.",
    ],
    "one that returns to a sentence reworded": [
        "GST came on {{1 July 2017}} by the {{101st}} Amendment.",
        "GST came on 1 July 2017 by the {{c2::101st}} Amendment.",
        "The Goods and Services Tax came by the {{c2::101st}} Amendment from {{c1::1 JULY 2017}} on.",
    ],
    "one that returns though another there is alike": [
        "{{India}} and {{Indonesia}} are members of {{BRICS}}.",
        "India and {{c2::Indonesia}} are members of {{c3::BRICS}}.",
        "{{c1::India}} and Indonesia are members of {{c3::BRICS}}.",
    ],
    "one that is only alike to what left is new": [
        "{{Article 14}} and {{equality}} belong together.",
        "Article 14 and {{c2::equality}} belong together.",
        "{{c3::Article 15}} and {{c2::equality}} belong together.",
        "{{c1::Article 14}} and {{c2::equality}} belong together.",
    ],
    "of two that left, the second returns": [
        "{{India}} won in 1983, {{India}} won in 2011, both times with {{eleven}} players.",
        "India won in 1983, India won in 2011, both times with {{c3::eleven}} players.",
        "India won in 1983, {{c2::India}} won in 2011, both times with {{c3::eleven}} players.",
        "{{c1::India}} won in 1983, {{c2::India}} won in 2011, both times with {{c3::eleven}} players.",
    ],
    "the mark moves to the one that left": [
        "{{India}} won in 1983 and {{India}} won in 2011.",
        "India won in 1983 and {{c2::India}} won in 2011.",
        "{{c1::India}} won in 1983 and India won in 2011.",
    ],
    "an item that returns": [
        "Members:\n- {{Brazil}}\n- {{Russia}}\n- {{India}}",
        "Members:\n- {{c2::Russia}}\n- {{c3::India}}\n- {{c4::China}}",
        "Members:\n- {{c4::China}}\n- {{c1::Brazil}}\n- {{c2::Russia}}\n- {{c3::India}}",
    ],
    "formulas": [
        "{{$x^{2}$}} is a square, {{$x^{2}$}} is even.",
        "$x^{2}$ is a square, {{c2::$x^{2}$}} is even.",
        "{{c1::$x^{2}$}} is a square, {{c2::$x^{2}$}} is even.",
    ],
}
"""Sentences as they follow each other, with the numbers that the blanks have from the second on."""


@pytest.mark.parametrize("sentences", EDITS.values(), ids=EDITS)
def test_a_blank_keeps_its_number(sentences):
    deck = History()
    deck.export(one(sentences[0]))
    for expected in sentences[1:]:
        plan = deck.export(one(re.sub(r"c\d+::", "", expected)))
        assert plan.cards[0].fields["Text"] == re.sub(r"\d\|", "", expected)


def one(sentence):
    """The one card of the deck: what its sentence becomes, it stays itself."""
    return cloze(sentence)._replace(id="one")


def test_where_nothing_tells_the_authors_numbers_do_and_then_the_order():
    """Blanks joined under one number stand in no one place."""
    sentence = "{{Delhi}} in {{India}}, {{Delhi}} in {{India}}"
    first = (Blank("Delhi / India", 1), Blank("Delhi / India", 2))
    given, _ = numbers(first, sentence, {}, "", {})
    assert given == {1: 1, 2: 2}
    locked = {1: "Delhi / India", 2: "Delhi / India"}
    assert numbers(first[::-1], f"{sentence}.", locked, sentence, {}) == ({1: 2, 2: 1}, {})
    assert numbers((Blank("Delhi / India"),), "{{Delhi}} in {{India}}", locked, sentence, {}) == ({1: 1}, {2: "Delhi / India"})


WORDS = ("India", "Pakistan", "1949")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "plain", "and,"]), min_size=2, max_size=12), st.data())
def test_marks_that_come_and_go_leave_every_blank_its_number(words, data):
    """The sentence stays; only what is a blank in it changes.  However often its words are repeated, each place keeps its own."""
    deck = History()
    numbers_of: dict[int, int] = {}
    marked = set(range(len(words)))
    for _ in range(data.draw(st.integers(2, 5))):
        text = " ".join(f"{{{{{word}}}}}" if at in marked else word for at, word in enumerate(words))
        plan = deck.export(one(f"The {{{{one that stays}}}}: {text}."))
        found = [int(number) for number in re.findall(r"\{\{c(\d+)::", plan.cards[0].fields["Text"])][1:]
        for at, number in zip(sorted(marked), found, strict=True):
            assert numbers_of.setdefault(at, number) == number
        assert len(set(numbers_of.values())) == len(words)
        marked = data.draw(st.sets(st.sampled_from(range(len(words)))))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), st.data())
def test_clauses_that_move_leave_and_return_take_their_numbers_along(words, data):
    deck = History()
    clauses = [f"since clause{at} {{{{{word}}}}} became part{at}" for at, word in enumerate(words)]
    numbers_of: dict[int, str] = {}
    order = list(range(len(words)))
    for _ in range(data.draw(st.integers(2, 5))):
        plan = deck.export(one(", ".join([clauses[at] for at in order] + ["as {{ever}}"])))
        for at, number in zip(order, re.findall(r"\{\{c(\d+)::", plan.cards[0].fields["Text"]), strict=False):
            assert numbers_of.setdefault(at, number) == number
        order = data.draw(st.permutations(range(len(words))))[: data.draw(st.integers(0, len(words)))]


@st.composite
def sentences(draw):
    """Any sentence: few words, so that many are the same or alike, some of them blanks, some with numbers by the author."""
    words = st.sampled_from(["2016", "2017", "1952", "India", "Indian", "in", "of", ",", "\n"])
    parts = draw(st.lists(st.tuples(words, st.booleans(), st.integers(0, 4)), max_size=10))
    blanks, said = [], []
    for word, marked, written in parts:
        if marked and word.isalnum():
            blanks.append(Blank(word, written))
            word = f"{{{{{word}}}}}"
        said.append(word)
    return " ".join(said), tuple(blanks)


@settings(max_examples=300, deadline=None)
@given(st.lists(sentences(), min_size=2, max_size=6))
def test_a_number_is_one_blanks_for_ever(edits):
    """Whatever the edits: no number twice, none forgotten, and none given to other words but by likeness or by place."""
    old: dict[int, str] = {}
    gone: dict[int, str] = {}
    before = ""
    for sentence, blanks in edits:
        given, left = numbers(blanks, sentence, old, before, gone)
        assert sorted(given) == list(range(1, len(blanks) + 1))
        assert len(set(given.values())) == len(given)
        assert not left.keys() & set(given.values())
        assert {*old, *gone} <= {*given.values(), *left}
        for at, number in given.items():
            now = blanks[at - 1].text
            if number in gone:
                assert fold(now) == fold(re.sub(r".*\{\{|\}\}.*", "", gone[number], flags=re.DOTALL))
            elif number in old and fold(now) != fold(old[number]) and text_likeness(now, old[number]) < THRESHOLD:
                assert without(before, old[number]) & without(sentence, now)
        now_there = [(fold(blank.text)) for blank in blanks]
        for words in {fold(text) for text in old.values()}:  # as many as stay keep a number that these words had
            kept = [number for at, number in given.items() if now_there[at - 1] == words]
            had = [number for number, text in {**old, **gone}.items() if fold(re.sub(r".*\{\{|\}\}.*", "", text, flags=re.DOTALL)) == words]
            assert len(set(kept) & set(had)) == min(len(kept), len(had))
        assert numbers(blanks, sentence, {given[at]: blank.text for at, blank in enumerate(blanks, 1)}, sentence, left) == (given, left)
        old, gone, before = {given[at]: blank.text for at, blank in enumerate(blanks, 1)}, left, sentence


def without(sentence, words):
    """The sentence with one blank of these words emptied and without the marks of the others, for each there is."""
    found = [each.span() for each in re.finditer(re.escape(f"{{{{{words}}}}}"), sentence)]
    return {fold(f"{sentence[:start]} … {sentence[end:]}") for start, end in found}


def test_the_lock_says_what_has_left_and_where_it_stood():
    deck = History()
    deck.export(cloze("GST came on {{1 July 2017}} by the {{101st}} Amendment:\n- {{indirect}}\n- levied by the {{Union}}"))
    deck.export(cloze("GST came on 1 July 2017 by the {{101st}} Amendment:\n- levied by the Union"))
    (line,) = deck.lock.cards
    assert line.blanks == {2: "101st"}
    assert line.gone == {
        1: "GST came on {{1 July 2017}} by the 101st Amendment:", 3: "- {{indirect}}", 4: "- levied by the {{Union}}",
    }


def test_a_card_that_retires_and_returns_has_the_numbers_it_had():
    deck = History()
    deck.export(cloze("{{India}} won in 1983, {{India}} won in 2011."))
    deck.export(cloze("India won in 1983, {{India}} won in 2011."))
    deck.export()
    plan = deck.export(cloze("{{India}} won in 1983, {{India}} won in 2011."))
    assert plan.cards[0].state == "restored"
    assert plan.cards[0].fields["Text"] == "{{c1::India}} won in 1983, {{c2::India}} won in 2011."


def test_hundreds_of_identical_blanks_are_no_burden():
    deck = History()
    deck.export(cloze(", ".join(["{{X}} a"] * 200)))
    plan = deck.export(cloze(", ".join([*["{{X}} a"] * 99, "X a", *["{{X}} a"] * 100])))
    assert [*plan.cards[0].now.blanks] == [*range(1, 100), *range(101, 201)]
