"""How alike two cards are, judged by what they say, and whether they are one card reworded or two different ones.

The measure (at least 0.6 alike, by question or by question and answer together) loses almost no history.  Alone it would
also take "What is the capital of France?  Paris" for a rewording of "What is the capital of Germany?  Berlin", which are
very alike; so a pair is refused where the words that tell one subject from another were exchanged and the answer with them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

THRESHOLD = 0.6
"""Least likeness of a rewording.  Measured on 277 edits in the history of a public deck: 1 history of 303 lost."""

_QUESTION_FLOOR = 0.5  # a long answer that stayed does not make another question the same
_SURELY_A_LIST = 4  # items: so many that are the same under another title are no chance
_FRAME = 4  # words that stayed for one exchanged: then it is the frame of many blanks that was bettered
_LONGEST = 12  # letters of an abbreviation
_NEARLY_SAME = 90  # a question so little changed may have got quite another answer: the old one was wrong
_BETWEEN_WORDS = re.compile(r"[\s!-/:-@\[-`{-~‐-‧।॥«»]+")  # not \W: the vowel signs of Indian scripts are no \w
_NUMERAL = re.compile(r"\d+")
_NAME = re.compile(r"(?<=[^\s.?!:]\s)[“\"‘'(]*([A-Z][^\s,.;:?!”\"’')]*)|(\d+)")
_INITIAL = re.compile(r"\b([^\W\d_])\.")
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_BLANK = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_GENERAL = frozenset(
    "a an and are as at be by did do does for from had has have he her his how in into is it its name of on or she that the their "
    "them they this to under was were what when where which who whom whose why will with give define year month date called known "
    "state term word".split()
)

Said = tuple[str, str]


def likeness(old: Said, new: Said) -> float:
    """0 to 1: how alike two cards are, by their questions or by question and answer together.

    0 where they are surely different cards.  Just the threshold where one of the two stayed and the other is put quite otherwise,
    a question in more words or an answer corrected: that is the same card only if nothing fits better.
    """
    (old_question, old_answer), (new_question, new_answer) = folded(old), folded(new)
    question = _ratio(old_question, new_question) / 100
    both = _ratio(f"{old_question} {old_answer}", f"{new_question} {new_answer}") / 100
    alike = max(question, both)
    if question < _QUESTION_FLOOR and old_question not in new_question and new_question not in old_question:
        alike = 0.0
    same = answers(old) == answers(new)
    if alike < THRESHOLD and not same:
        return 0.0
    below = same and _same_below(old[0], new[0])
    if below and len(answers(new)) >= _SURELY_A_LIST:
        return max(alike, THRESHOLD)
    (was, answered), (now, answers_now) = asked(old), asked(new)
    otherwise = not same and _unlike(answered, answers_now)
    if _exchanged(was, now, otherwise, _most_blanks_stay(old, new)) or _renamed(_asked(old)[0], _asked(new)[0]):
        return 0.0
    if alike < THRESHOLD:
        return THRESHOLD if below or _set_otherwise(was, now, len(answers(new))) else 0.0
    if _answers_otherwise(old, new):
        return THRESHOLD if _ratio(was, now) >= _NEARLY_SAME else 0.0
    return alike


def text_likeness(old: str, new: str) -> float:
    """0 to 1: how alike two short texts are, case and spacing aside."""
    return float(_ratio(fold(old), fold(new)) / 100)


def blank_likeness(old: str, new: str) -> float:
    """0 to 1: how alike the words of two blanks are; at least the threshold where one only says more, or says it in full."""
    alike = text_likeness(old, new)
    if alike >= THRESHOLD:
        return alike
    before, after = _telling(old), _telling(new)
    says_more = before and after and not (_unmatched(before, after) and _unmatched(after, before))
    return THRESHOLD if says_more or fold(old) in _abbreviated(new) or fold(new) in _abbreviated(old) else alike


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """`text` without what does not change its meaning: case, spacing, the marks round a blank, the dots of initials, and whether
    its digits are those of Devanagari or ours."""
    bare = text.replace("{{", "").replace("}}", "").casefold()
    if not bare.isascii():
        bare = _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), bare)
    return " ".join((_INITIAL.sub(r"\1", bare) if "." in bare else bare).split())


def rare_words(text: str) -> list[str]:
    """The words that tell what a text is about, the longest first."""
    return sorted(_telling(text), key=lambda word: (-len(word), word))


def folded(said: Said) -> Said:
    """What a card says, without what does not change its meaning."""
    return fold(said[0]), fold(said[1])


def asked(said: Said) -> Said:
    """What a card asks and what it answers, without what does not change its meaning."""
    return folded(_asked(said))


@lru_cache(maxsize=100_000)
def answers(said: Said) -> frozenset[str]:
    """What a card answers: the words of its blanks, or its answer."""
    return frozenset(map(fold, _BLANK.findall(said[0]) if not said[1] else ())) or frozenset((fold(said[1]),))


def _asked(said: Said) -> Said:
    """What is asked, and the answer; of a sentence with blanks the sentence without them, and their words."""
    blanks = _BLANK.findall(said[0])
    return (_BLANK.sub(" … ", said[0]), " ".join(blanks)) if blanks and not said[1] else said


def _answers_otherwise(old: Said, new: Said) -> bool:
    """Whether the answer is quite another one; of a sentence with blanks, whether none of them has stayed."""
    before, after = _BLANK.findall(old[0]), _BLANK.findall(new[0])
    if before and after:
        return all(_unlike(one, other) for one in before for other in after)
    return _foreign(fold(old[1]), fold(new[1]))


def _most_blanks_stay(old: Said, new: Said) -> bool:
    """Whether of a sentence with several blanks more than half have stayed."""
    before, after = _BLANK.findall(old[0]), _BLANK.findall(new[0])
    stayed = sum(1 for one in before if not all(_unlike(one, other) for other in after))
    return stayed * 2 > min(len(before), len(after)) > 1


def _same_below(old: str, new: str) -> bool:
    """Whether a list, or a sentence under a line of its own, stayed as it was and only the line above it is another."""
    below = fold(old.partition("\n")[2])
    return bool(below) and below == fold(new.partition("\n")[2])


def _set_otherwise(old: str, new: str, blanks: int) -> bool:
    """Whether two questions with the same answers differ only in that one says more; of a sentence with several blanks, whether
    half of its other words are the same, in whatever order."""
    old_words, new_words = _telling(old), _telling(new)
    fewer = min(len(old_words), len(new_words))
    kept = len(old_words) - len(_unmatched(old_words, new_words))
    return kept * (2 if blanks > 1 else 1) >= fewer > 0


def _exchanged(old: str, new: str, otherwise: bool, most_blanks_stay: bool) -> bool:
    """Whether words that tell one subject from another were exchanged; `otherwise` where the question is answered so by now."""
    old_words, new_words = _telling(old), _telling(new)
    old_only, new_only = _unmatched(old_words, new_words), _unmatched(new_words, old_words)
    if not (old_only and new_only):
        return False  # words were added or taken away, none exchanged
    kept = len(old_words) - len(old_only)
    if otherwise:
        return not (most_blanks_stay and kept >= _FRAME * min(len(old_only), len(new_only)))
    return kept < min(len(old_words), len(new_words)) / 2


def _renamed(old: str, new: str) -> bool:
    """Whether one name or numeral was put in the place of another: “Who wrote Hamlet?” is not “Who wrote Macbeth?” reworded.

    An abbreviation and what it stands for are one name.
    """
    old_words, new_words = _telling(old), _telling(new)
    names = _names(old) | _names(new)
    old_only = names.intersection(_unmatched(old_words, new_words)) - _abbreviated(new)
    new_only = names.intersection(_unmatched(new_words, old_words)) - _abbreviated(old)
    return bool(old_only and new_only)


def _names(text: str) -> frozenset[str]:
    """The words within a sentence that are written as names are, and its numerals."""
    return frozenset(fold(name or numeral) for name, numeral in _NAME.findall(text))


def _abbreviated(text: str) -> frozenset[str]:
    """Every abbreviation that the words of a text can be read as."""
    initials = "".join(word[0] for word in _BETWEEN_WORDS.split(fold(text)) if word and word not in _GENERAL)
    return frozenset(initials[at:end] for at in range(len(initials)) for end in range(at + 2, min(at + _LONGEST, len(initials)) + 1))


def _foreign(old: str, new: str) -> bool:
    """Whether two answers have next to nothing in common."""
    return _ratio(old, new) < 40 and old not in new and new not in old


def _unlike(old: str, new: str) -> bool:
    """Whether two answers are different ones: other numerals, or words exchanged."""
    if _NUMERAL.findall(fold(old)) != _NUMERAL.findall(fold(new)):
        return True
    old_words, new_words = _telling(old), _telling(new)
    return bool(_unmatched(old_words, new_words) and _unmatched(new_words, old_words))


def _ratio(one: str, other: str) -> float:
    """0 to 100: how alike two texts are, letter by letter."""
    from rapidfuzz.fuzz import ratio  # most exports compare nothing, and loading it costs as much as reading 500 cards

    return ratio(one, other)


@lru_cache(maxsize=100_000)
def _telling(text: str) -> frozenset[str]:
    """The words that tell one subject from another; what is written in capitals is an abbreviation, and WHO no question word."""
    words, capitals = _BETWEEN_WORDS.split(fold(text)), {word.casefold() for word in _BETWEEN_WORDS.split(text) if word.isupper()}
    return frozenset(word for word in words if (word not in _GENERAL or word in capitals) and (len(word) > 1 or word.isdecimal()))


def _unmatched(words: frozenset[str], others: frozenset[str]) -> list[str]:
    """The words that have no counterpart among the others: a numeral only an equal one, a word one spelt alike."""
    return [
        word for word in words - others
        if word.isdecimal() or not any(_spelt_alike(word, other) for other in others if not other.isdecimal())
    ]


@lru_cache(maxsize=100_000)
def _spelt_alike(word: str, other: str) -> bool:
    return _ratio(word, other) >= 75
