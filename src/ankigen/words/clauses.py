"""Clauses: whether a phrase says that something happens, and how it then stands in a question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ankigen.patterns import pattern
from ankigen.words.lexicon import (
    AUXILIARIES,
    DETERMINERS,
    EVENTS,
    HEADLINE_PASSIVES,
    PERFECT,
    PREPOSITIONS,
    PRESENT,
    STRONG,
    SUBORDINATORS,
    UNCHANGED,
    WEAK,
    WITHOUT_OBJECT,
    third_person,
)
from ankigen.words.phrases import bare, head, is_owned, mid

_LEMMAS = WEAK | STRONG | PRESENT
_FINITE = AUXILIARIES | PERFECT | _LEMMAS.keys()
_THIRD_PERSONS = {third_person(verb) for verb in (*_LEMMAS.values(), "head")}
_PASTS = {"is": "was", "are": "were"}
_NOT_BEFORE_VERBS = DETERMINERS | PREPOSITIONS


def phrase_kind(text: str) -> Literal["clause", "noun", "other"]:
    """What a phrase surely is: a clause whose main verb is known (`Russia launched a war`), a noun phrase (`the war`),
    or neither for certain (`India signed and ratified the treaty`, `ISRO launches satellites`)."""
    words = bare(text).split()
    if _verbs(words):
        return "clause" if _main_verb(words) else "other"
    return "noun" if _surely_names(text) else "other"


def inverted(clause: str) -> str:
    """A clause as it stands in a question: `did Russia launch a war`, `was KCNA founded`.

    Where `phrase_kind` does not call it a clause it comes back as it is.
    """
    words = bare(clause).split()
    at = _main_verb(words)
    if not at:
        return mid(bare(clause))
    verb, subject, rest = words[at], mid(" ".join(words[:at])), words[at + 1 :]
    if verb not in _LEMMAS or _helps(words, at):
        return " ".join((verb, subject, *rest))
    return " ".join(("does" if verb in PRESENT else "did", subject, _LEMMAS[verb], *rest))


def in_past(clause: str) -> str:
    """A clause with `was` for the `is` of a headline: `the bid was approved`; any other as it is."""
    words = bare(clause).split()
    at = _main_verb(words)
    return " ".join((*words[:at], _PASTS[words[at]], *words[at + 1 :])) if at and words[at] in _PASTS else clause


def does_something(phrase: str) -> bool:
    """Whether a phrase is what somebody does or did: `chairs the African Union`, `led the expedition`, `was its head`.

    Where the first word may be a noun or an adjective (`heads of state`, `retired General`) it is none.
    """
    verb, after = [*phrase.split()[:2], "", ""][:2]
    verb = verb[:1].lower() + verb[1:]
    if verb in AUXILIARIES | PERFECT:
        return bool(after)
    if after.lower() in DETERMINERS:
        return verb in _LEMMAS or (verb.endswith(("s", "ed")) and not verb.endswith("ss"))
    return verb in _THIRD_PERSONS and bool(after) and not after[0].islower()


def _verbs(words: Sequence[str]) -> list[int]:
    """Where finite verbs stand, or what looks like one: never first, nor right behind an article or an adverb."""
    return [
        at for at, word in enumerate(words) if at and word.rstrip(",") in _FINITE and (word in AUXILIARIES or not _describes(words[at - 1]))
    ]


def _describes(before: str) -> bool:
    return before.lower() in _NOT_BEFORE_VERBS or before.endswith(("ly", "’s", "'s"))


def _helps(words: Sequence[str], at: int) -> bool:
    """Whether the verb is an auxiliary: `was`, or `has` before a participle."""
    after = words[at + 1] if at + 1 < len(words) else ""
    return words[at] in AUXILIARIES or (words[at] in PERFECT and (after in WEAK or after.endswith("n")))


def _main_verb(words: Sequence[str]) -> int:
    """Where the main verb stands; 0 where that is not certain."""
    found = _verbs(words)
    if not found:
        return 0
    at = found[0]
    helps = _helps(words, at)
    later = [other for other in found[1:] if not (helps and other == at + 1)]
    uncertain = (
        any(word.lower() in SUBORDINATORS or word.endswith(",") for word in words[:at])
        or any(not SUBORDINATORS & {word.rstrip(",") for word in words[at + 1 : other]} for other in later)
        or (words[at] in WEAK and not helps and _may_be_participle(words, at))
        or words[at].endswith(",")
    )
    return 0 if uncertain else at


def _may_be_participle(words: Sequence[str], at: int) -> bool:
    """Whether a past may be a participle: `a treaty signed in Moscow`, `a bill passed by both houses`."""
    after = words[at + 1].lower() if at + 1 < len(words) else ""
    free = WEAK[words[at]] in WITHOUT_OBJECT and after != "by"
    return words[at] in HEADLINE_PASSIVES or (not free and (not after or after in PREPOSITIONS | SUBORDINATORS))


def _surely_names(text: str) -> bool:
    """Whether a phrase without a known verb is a noun phrase: nothing in its head may be a verb after all."""
    words, all_words = head(text), bare(text).split()
    rest = all_words[len(words) :]
    to_do = rest[:1] == ["to"] and rest[1:2] and rest[1][:1].islower() and rest[1] not in DETERMINERS
    if not words or to_do or any(_may_be_verb(all_words, at, len(words)) for at in range(1, len(all_words))):
        return False
    named = rest[:1] == ["of"] or words[-1].lower() in EVENTS or words[0][:1].isdigit()
    return named or is_owned(text) or mid(text) != text or (text[:1].islower() and len(words) < 4 and bool(rest))


def _may_be_verb(words: Sequence[str], at: int, head_size: int) -> bool:
    """Whether a word may be a verb that no list knows: a past, or a plural that has an object or stands in the head."""
    word, after = words[at].rstrip(","), words[at + 1] if at + 1 < len(words) else ""
    if not word.islower():
        return False
    if word in UNCHANGED or (word.endswith("ed") and not word.endswith("eed")):
        return True
    plural = word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return plural and (at < head_size or after in DETERMINERS or (bool(after) and not after[:1].islower()))


_ATTRIBUTED = pattern(
    r"(?i)\b(?:per (?!cent|capita|annum|year|month|day|head|hour)|according to|in the (?:view|opinion) of|analysts?|experts?|critics"
    r"|reported(?:ly)?|reports?|allege\w*|suppose\w*|claim\w*|said|says?|saying|believe\w*|expect\w*|interpret\w*|forecast\w*|predict\w*"
    r"|projected|projects|estimate\w*|argue\w*|considered|regarded|sees?|viewed|by (?:one|some|most|all) accounts?|apparently|presumably)\b"
)


def is_attributed(text: str) -> bool:
    """Whether a sentence itself tells whose view it is, or that it is one."""
    return bool(_ATTRIBUTED.search(text)) or any(word in text for word in ("के अनुसार", "कहा", "कथित"))
