"""The small grammar behind the questions: dates in words, articles, plurals, and clauses turned into questions."""

from __future__ import annotations

import pytest

from ankigen import words
from ankigen.model import Date


@pytest.mark.parametrize(
    ("written", "date", "english", "hindi", "other", "short"),
    [
        ("2017-07-01", Date(2017, 7, 1), "1 July 2017", "1 जुलाई 2017", "2017-07-01", "Jul 2017"),
        ("2026-01", Date(2026, 1), "January 2026", "जनवरी 2026", "2026-01", "Jan 2026"),
        ("2026", Date(2026), "2026", "2026", "2026", "2026"),
        ("2024-02-29", Date(2024, 2, 29), "29 February 2024", "29 फ़रवरी 2024", "2024-02-29", "Feb 2024"),
    ],
)
def test_a_date_is_told_at_its_precision(
    written: str, date: Date, english: str, hindi: str, other: str, short: str
) -> None:
    assert words.parse_date(written) == date
    assert [words.date_in_words(date, lang) for lang in ("en-IN", "hi", "ta")] == [english, hindi, other]
    assert words.month_and_year(date) == short


@pytest.mark.parametrize(
    "text", ["2025-26", "2023-02-29", "1900-02-29", "2026-1", "2026-13", "26", "", "2026-00", "२०२६"]
)
def test_what_is_no_date_stays_as_typed(text: str) -> None:
    assert words.parse_date(text) is None
    assert words.as_written(text) == text


@pytest.mark.parametrize("text", ["2023-02-30", "2023-13", "2026-1", "2026-1-5", "2026-00", "2014-14", "0", "0000", "2024-06-31T10:00", "2024-06-31 9:05:00Z", "2024-6-3t10:00",
                                  "31-12-1935", "1/4/1935", "1935/04/01", "1.4.1935"])
def test_a_date_that_no_calendar_has_is_told_from_words(text: str) -> None:
    assert words.is_impossible(text)


@pytest.mark.parametrize("text", ["2023-02-28", "476", "2025-26", "1999-00", "1914–18", "2024-06-30T10:00", "10:00", "44 BC", "Q1 2026", "1 July 2017", "आज", ""])
def test_times_in_words_and_spans_are_possible(text: str) -> None:
    assert not words.is_impossible(text)


def test_how_finely_a_time_is_written() -> None:
    assert [words.precision(text) for text in ("2017-07-01", "2017-07", "2017", "476", "7", "44 BC", "2010s", "12026")] == [
        "day", "month", "year", "year", "year", "", "", "",
    ]  # fmt: skip
    now = Date(2026, 1)
    assert [words.is_over(text, now) for text in ("2025", "2026-01-31", "2026-02", "2027", "44 BC")] == [True, True, False, False, True]
    assert words.is_over("2047", None)


CLAUSES = {
    "Russia launched its full-scale war in Ukraine": "did Russia launch its full-scale war in Ukraine",
    "The Constitution was adopted.": "was the Constitution adopted",
    "GST came into force": "did GST come into force",
    "the Korean War began": "did the Korean War begin",
    "India carried out nuclear tests": "did India carry out nuclear tests",
    "the RBI transferred its surplus": "did the RBI transfer its surplus",
    "Kim Jong Un travelled to Russia, where he met Putin": "did Kim Jong Un travel to Russia, where he met Putin",
    "Britain left the European Union": "did Britain leave the European Union",
    "India has joined the SCO": "has India joined the SCO",
    "India had a deficit": "did India have a deficit",
    "the newly elected government passed the bill": "did the newly elected government pass the bill",
    "the sanctions regime loses credibility": "does the sanctions regime lose credibility",
    "China and Russia may align": "may China and Russia align",
    "NITI Aayog replaced the Planning Commission": "did NITI Aayog replace the Planning Commission",
}


@pytest.mark.parametrize(("clause", "question"), CLAUSES.items())
def test_a_clause_becomes_a_question(clause: str, question: str) -> None:
    assert words.phrase_kind(clause) == "clause"
    assert words.inverted(clause) == question


@pytest.mark.parametrize(
    "phrase",
    [
        "India signed and ratified the treaty",  # two verbs
        "treaty signed in Moscow",  # a participle
        "bill passed by both houses",
        "the treaty that was signed entered into force",
        "Manekshaw appointed Field Marshal",  # a headline's passive
        "the RBI cut the repo rate",  # verb or noun
        "ISRO launches 36 satellites of OneWeb",
        "the government of India launches a scheme",
        "the government to host the summit",
        "the mandate of the panel lapsed",  # a verb no list has
        "GST Council founded",
        "World War II",
        "costlier loans",
    ],
)
def test_where_english_is_unsure_the_phrase_stays_whole(phrase: str) -> None:
    assert words.phrase_kind(phrase) == "other"
    assert words.inverted(phrase) == phrase


@pytest.mark.parametrize(
    ("event", "shown"),
    {
        "Launch of Chandrayaan-3": "the launch of Chandrayaan-3",
        "Battle of Plassey": "the Battle of Plassey",
        "Kim Jong Un's visit to Russia": "Kim Jong Un's visit to Russia",
        "2024 general election": "the 2024 general election",
        "Korean War": "the Korean War",
        "First Battle of Panipat": "the First Battle of Panipat",
        "The Dandi March": "the Dandi March",
        "Abolition of titles": "the abolition of titles",
    }.items(),
)
def test_an_event_is_named_with_its_article(event: str, shown: str) -> None:
    assert words.phrase_kind(event) == "noun"
    assert words.the_event(event) == shown


@pytest.mark.parametrize(
    ("name", "shown", "plural"),
    [
        ("Russia", "Russia", False),
        ("Russia and China", "Russia and China", True),
        ("US and its allies", "the US and its allies", True),
        ("The US", "the US", False),
        ("United States", "the United States", False),
        ("Farmers", "farmers", True),
        ("Small farmers", "small farmers", True),
        ("NGOs", "NGOs", True),
        ("The States", "the States", True),
        ("António Guterres", "António Guterres", False),
        ("Tata Motors", "Tata Motors", False),
        ("Reserve Bank of India", "the Reserve Bank of India", False),
        ("State Bank of India", "the State Bank of India", False),
        ("Securities and Exchange Board of India", "the Securities and Exchange Board of India", False),
        ("Ministry of Health and Family Welfare", "the Ministry of Health and Family Welfare", False),
        ("Jammu and Kashmir", "Jammu and Kashmir", False),
        ("Kuril Islands", "the Kuril Islands", True),
        ("Strait of Hormuz", "the Strait of Hormuz", False),
        ("ISRO", "ISRO", False),
        ("New Delhi", "New Delhi", False),
        ("Article 51 of the Constitution of India", "Article 51 of the Constitution of India", False),
        ("Maldives", "the Maldives", False),
        ("troops sent to Kursk", "troops sent to Kursk", True),
    ],
)
def test_names_in_a_sentence(name: str, shown: str, plural: bool) -> None:
    assert words.the_name(name) == shown
    assert words.is_plural(name) is plural


@pytest.mark.parametrize("text", [",", ";;", ", x"])
def test_what_begins_with_a_mark_is_a_phrase_all_the_same(text: str) -> None:
    assert not words.is_plural(text)
    assert text in words.the_event(text)
    assert words.takes_place(text)
    assert not words.names_a_person(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Which Article is it?", "which Article is it?"),
        ("Constitution of India", "Constitution of India"),
        ("Promotion of peace", "promotion of peace"),
        ("Beijing", "Beijing"),
        ("GST Council", "GST Council"),
        ("First World War", "First World War"),
        ("In 2024, who won?", "in 2024, who won?"),
        ("{{Russia}} did it", "{{Russia}} did it"),
        ("", ""),
    ],
)
def test_a_capital_goes_only_where_it_is_no_name_s(text: str, shown: str) -> None:
    assert words.mid(text) == shown


@pytest.mark.parametrize(
    ("phrase", "does"),
    [
        ("chairs the African Union", True),
        ("Heads ISRO", True),
        ("edits the journal", True),
        ("led the expedition", True),
        ("climbed the highest mountain", True),
        ("was the first President of India", True),
        ("heads of state", False),
        ("founders of Google", False),
        ("retired General", False),
        ("detained Australian journalist", False),
        ("appointed by the President", False),
        ("boss", False),
        ("", False),
    ],
)
def test_a_role_that_is_what_somebody_does(phrase: str, does: bool) -> None:
    assert words.does_something(phrase) is does


@pytest.mark.parametrize(
    ("text", "keeps"),
    [
        ("Sea level will rise", False),
        ("Kim praised them", False),
        ("Kim Jong Un praised them", True),
        ("Russia’s army", True),
        ("RBI rates", True),
        ("the sea", True),
        ("{{c1::Russia::which?}} won", True),
        ("{{c1::Inflation::what?}} rose", False),
        ("“Inflation” rose", False),
        ("5 per cent", True),
        ("भारत", True),
        ("", True),
    ],
)
def test_a_capital_that_surely_stays(text: str, keeps: bool) -> None:
    assert words.keeps_capital(text) is keeps


@pytest.mark.parametrize(
    ("event", "year"),
    [
        ("the arrest of Gandhi in August 1942", 1942),
        ("the 2008 financial crisis", 2008),
        ("the famine of 1943, which nobody foresaw", 1943),
        ("growth since 1991", 0),
        ("the Government of India Act of 1935", 0),
        ("loss of 2000 jobs", 0),
        ("a debt of 1,943 crore", 0),
    ],
)
def test_the_year_of_an_event(event: str, year: int) -> None:
    assert words.year_of(event) == year


def test_letters_take_the_article_of_a_thing_that_is_one_of_a_sort() -> None:
    assert words.counted("UAV", "a drone that flies itself", "") == "a UAV"
    assert words.counted("SEZ", "an area with tax breaks", "Special Economic Zone") == "an SEZ"
    assert words.counted("MCLR", "the lowest rate at which banks lend", "") == "the MCLR"
    assert [words.counted(*each) for each in (("DNA", "a molecule", ""), ("GST", "a tax", ""), ("repo rate", "the rate", ""))] == [
        "DNA", "GST", "repo rate",
    ]  # fmt: skip


def test_small_forms() -> None:
    assert words.joined(["a"]) == "a"
    assert words.joined(["a", "b", "c"], "or") == "a, b or c"
    assert [words.possessive(name) for name in ("Kim", "James", "the allies")] == ["Kim’s", "James’s", "the allies’"]
    assert [words.quoted(text) for text in ('"Do or die."', "‘x’", "plain", "“a” and “b”")] == [
        "“Do or die”",
        "“x”",
        "“plain”",
        "““a” and “b””",
    ]
    assert [words.bare(text) for text in ("It ends.", "the U.S.", "भारत।", "wait...")] == [
        "It ends",
        "the U.S.",
        "भारत",
        "wait...",
    ]
    assert words.without("the agency KCNA (KCNA) of the KCNAs", "KCNA") == "the agency … of the KCNAs"
    assert words.shares_name("Kim's New Year message", "Kim Jong Un")
    assert not words.shares_name("in a New Year message", "Kim Jong Un")
    assert [words.sentence(text) for text in ("newton", "iPhone 15", "")] == ["Newton", "iPhone 15", ""]
    assert words.the_theme("Freedom of speech") == "freedom of speech"
    assert words.the_theme("Right to Equality") == "Right to Equality"


@pytest.mark.parametrize(
    ("text", "attributed"),
    [
        ("Which interests do the US and its allies see threatened?", True),
        ("According to KCNA, who came?", True),
        ("What is it widely interpreted as?", True),
        ("What is the per capita income of India?", False),
        ("What is the current account deficit?", False),
        ("Which country sent troops?", False),
        ("“…” – यह किसने कहा?", True),
    ],
)
def test_a_sentence_that_tells_whose_view_it_is(text: str, attributed: bool) -> None:
    assert words.is_attributed(text) is attributed
