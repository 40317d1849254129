"""Two lists of ordinary words: those that fill no blank in one way only, and those that argue instead of telling.

Words stand in their plain form (`_is_in` knows the others).  Words that are exact answers in some subject are left out
on purpose: “negative” of a charge, “left” of a ventricle, “supply” of demand.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ankigen.check import english


def _words(name: str) -> frozenset[str]:
    return frozenset(Path(__file__).with_name(name).read_text("utf-8").split())


ORDINARY = _words("ordinary.txt")
"""Verbs, adjectives, adverbs and loose nouns of everyday, for each of which others would do.  Adds to `english.GENERAL`."""

RHETORIC = _words("rhetoric.txt")
"""Words by which newspapers and guides weigh, hope and warn.  Two of them in a sentence tell that it argues."""


def _is_in(words: frozenset[str], word: str) -> bool:
    """Whether a lower-case word stands in a list, in its plain form or another."""
    bare = word[2:] if len(word) > 8 and word.startswith(("re", "un")) else word
    plain = english.stem(bare)
    return word in words or plain in words or (
        not plain.endswith("er") and any(form in words for form in english.base_forms(plain))  # “excluder” is a thing
    )


@lru_cache(maxsize=16_384)
def is_ordinary(word: str) -> bool:
    """Whether many other words would do for this one, as for most verbs, adjectives and adverbs."""
    if english.is_exact(word) or word in _EXACT_ALL_THE_SAME:
        return False
    if _is_in(ORDINARY, word):
        return True
    return len(word) > 5 and word.endswith(("ly", "lessness")) and not word.endswith(_NO_ADVERB)


def is_everyday(word: str) -> bool:
    """Whether a lower-case word ties a text to nothing: one of everyday English, or one for which others would do."""
    return english.is_general(word) or is_ordinary(word)


@lru_cache(maxsize=16_384)
def is_rhetoric(word: str) -> bool:
    """Whether a lower-case word is one by which texts weigh, hope and warn."""
    return _is_in(RHETORIC, word)


_NO_ADVERB = ("family", "assembly", "monopoly", "anomaly", "butterfly", "dragonfly", "italy", "lily", "homily", "jelly", "belly",
              "oligopoly", "gadfly", "firefly", "sicily", "supply", "multiply", "reply", "imply", "apply", "dolly")  # fmt: skip
_EXACT_ALL_THE_SAME = frozenset("directly inversely nations parents erosion family acceleration diagonals".split())
