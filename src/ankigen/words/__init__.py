"""Words as a careful writer sets them: dates at their precision, and the small grammar of English sentences.

Pure functions.  Where English cannot be known from its spelling (is “visits” a verb or a noun?) a function takes the
reading that cannot be wrong, not the likelier one.
"""

from ankigen.words.clauses import does_something, in_past, inverted, is_attributed, phrase_kind
from ankigen.words.dates import (
    MONTHS,
    WEEKDAYS,
    as_written,
    base,
    date_hint,
    date_in_words,
    is_impossible,
    is_over,
    month_and_year,
    parse_date,
    precision,
)
from ankigen.words.lexicon import ABBREVIATED, CAUSES, PROVISIONS, QUESTION_WORDS
from ankigen.words.phrases import (
    bare,
    counted,
    is_plural,
    is_question,
    joined,
    keeps_capital,
    lowered,
    mid,
    mid_axis,
    names_a_person,
    names_a_thing,
    names_several,
    possessive,
    question,
    quoted,
    sentence,
    shares_name,
    takes_place,
    the,
    the_axis,
    the_event,
    the_law,
    the_name,
    the_person,
    the_place,
    the_provision,
    the_theme,
    without,
    words_of,
    year_of,
)

__all__ = [
    "ABBREVIATED", "CAUSES", "MONTHS", "PROVISIONS", "QUESTION_WORDS", "WEEKDAYS", "as_written", "bare", "base", "counted", "date_hint",
    "date_in_words", "does_something", "in_past", "inverted", "is_attributed", "is_impossible", "is_over", "is_plural", "is_question",
    "joined", "keeps_capital", "lowered", "mid", "mid_axis", "month_and_year", "names_a_person", "names_a_thing", "names_several",
    "parse_date", "phrase_kind", "possessive", "precision", "question", "quoted", "sentence", "shares_name", "takes_place", "the",
    "the_axis", "the_event", "the_law", "the_name", "the_person", "the_place", "the_provision", "the_theme", "without", "words_of",
    "year_of",
]  # fmt: skip
