"""Words as a careful writer sets them: dates at their precision, and the small grammar of English sentences.

Pure functions.  Where English cannot be known from its spelling (is “visits” a verb or a noun?) a function takes the
reading that cannot be wrong, not the likelier one.
"""

from ankigen.words.clauses import inverted, is_attributed, phrase_kind
from ankigen.words.dates import (
    MONTHS,
    as_written,
    base,
    date_in_words,
    month_and_year,
    parse_date,
    precision,
)
from ankigen.words.lexicon import PROVISIONS
from ankigen.words.phrases import (
    bare,
    is_plural,
    joined,
    mid,
    names_a_person,
    names_a_thing,
    possessive,
    quoted,
    sentence,
    shares_name,
    takes_place,
    the,
    the_axis,
    the_event,
    the_law,
    the_name,
    the_provision,
    the_theme,
    without,
    words_of,
)

__all__ = [
    "MONTHS",
    "PROVISIONS",
    "as_written",
    "bare",
    "base",
    "date_in_words",
    "inverted",
    "is_attributed",
    "is_plural",
    "joined",
    "mid",
    "month_and_year",
    "names_a_person",
    "names_a_thing",
    "parse_date",
    "phrase_kind",
    "possessive",
    "precision",
    "quoted",
    "sentence",
    "shares_name",
    "takes_place",
    "the",
    "the_axis",
    "the_event",
    "the_law",
    "the_name",
    "the_provision",
    "the_theme",
    "without",
    "words_of",
]
