"""Noun phrases: capitals, articles, plurals and quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ankigen.words.lexicon import (
    COMMON,
    DETERMINERS,
    DOCUMENTS,
    EVENTS,
    INITIALISMS,
    INSTITUTIONS,
    LANDFORMS,
    NAMED,
    PERSONS,
    PLURAL_NAMES,
    PLURALS,
    PREPOSITIONS,
    PROVISIONS,
    SINGULARS,
    SMALL,
    WEAK,
)

_COMMON_ENDS = re.compile(r"(?:tion|sion|ment|ness|ity|ing|ance|ence|ure|ship)s?$")
_OWNED = re.compile(r"\w(?:['’]s|s['’])(?=\s|$)")
_NUMBERED = re.compile(rf"(?i)(?:{'|'.join(sorted(PROVISIONS))})s? [\dIVXLC(]")
_ABBREVIATED = re.compile(r"\b(?:\w\.){2,}$|\.\.\.$")
_QUOTES = (("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"), ("«", "»"), ("„", "“"))


def words_of(text: str) -> list[str]:
    """The words of a text, without the marks at their edges."""
    return [word for word in (part.strip(".,;:!?()[]“”\"'‘’*_") for part in text.split()) if word]


def sentence(text: str) -> str:
    """`text` with a capital at its start, unless its first word has one of its own (`iPhone`)."""
    first = text.partition(" ")[0]
    return text if first != first.lower() else text[:1].upper() + text[1:]


def bare(text: str) -> str:
    """`text` as part of a longer sentence: without the full stop at its end."""
    text = text.strip()
    return text[:-1].rstrip() if text.endswith((".", "।")) and not _ABBREVIATED.search(text) else text


def mid(text: str) -> str:
    """`text` as it reads in the middle of a sentence: its first letter small where it is surely no name's."""
    first, _, rest = text.partition(" ")
    following = rest.partition(" ")[0]
    noun = following in PREPOSITIONS and _COMMON_ENDS.search(first) and first.lower() not in NAMED
    return _small(text) if noun else _opening(text)


def _opening(text: str) -> str:
    """`text` with a small letter only where its first word is one that never keeps its capital."""
    first, _, rest = text.partition(" ")
    word = first.rstrip(",").lower()
    return _small(text) if word in SMALL or ({word, word.removesuffix("s")} & COMMON and not rest[:1].isupper()) else text


def _small(text: str) -> str:
    first = text.partition(" ")[0]
    return text if first[1:] != first[1:].lower() else text[:1].lower() + text[1:]


def head(text: str) -> list[str]:
    """The words before the first preposition, comma or bracket: what a noun phrase is about."""
    found: list[str] = []
    for word in text.split():
        if found and (word.lower() in PREPOSITIONS or word.startswith("(")):
            break
        found.append(word.rstrip(",;"))
        if word.endswith((",", ";")):
            break
    return found


def is_plural(text: str) -> bool:
    """Whether a noun phrase takes a plural verb: `farmers`, `Russia and China`, but not `the United States`."""
    words = head(text)
    if not words:
        return False
    for noun, participle in pairwise(words):
        if participle.islower() and (participle in WEAK or participle.endswith("ed")) and is_plural(noun):
            return True  # “troops sent to Kursk”
    last = words[-1].lower()
    if {"and", "&"} & set(words):
        return last not in INSTITUTIONS | {"general", "kashmir", "herzegovina", "tobago"}
    if words[0].lower() in PLURAL_NAMES or last in PLURALS | PLURAL_NAMES or text.lower() == "states":
        return True
    if last in SINGULARS or (words[-1][0].isupper() and last not in COMMON):
        return False
    return last.endswith("s") and not last.endswith(("ss", "us", "is", "ics", "’s", "'s"))


def is_owned(text: str) -> bool:
    """Whether a phrase has its article already: `the …`, `its …`, `India's …`."""
    words = head(text)
    return bool(words) and (words[0].lower() in DETERMINERS or bool(_OWNED.search(" ".join(words))))


def the(text: str) -> str:
    """A noun phrase with its article: `the President of Russia`, `India's population`."""
    return mid(text) if is_owned(text) else f"the {mid(text)}"


def the_name(name: str) -> str:
    """A name as it stands in a sentence: `the Reserve Bank of India`, `the US`, but `ISRO`, `Article 51`."""
    words = head(name)
    if not words or is_owned(name) or _NUMBERED.match(name) or name[:1].islower():
        return _opening(name)
    institution = words[-1].lower() in INSTITUTIONS | LANDFORMS or " of " in name
    return f"the {_opening(name)}" if words[0] in INITIALISMS or institution else _opening(name)


def the_law(name: str) -> str:
    """A legal instrument as it stands in a sentence: `the Constitution of India`, `India's Constitution`."""
    return _opening(name) if is_owned(name) else f"the {name}"


def the_provision(name: str) -> str:
    """A provision as it stands in a sentence: `Article 51`, `the Seventh Schedule`, `the 101st Amendment`."""
    return _opening(name) if is_owned(name) or _NUMBERED.match(name) else f"the {name}"


def the_event(event: str) -> str:
    """An event as it stands in a sentence: `the launch of Chandrayaan-3`, `the Korean War`, `demonetisation`."""
    words = head(event)
    common = " of " in event or words[-1:][0].lower() in EVENTS or words[-1][0].islower() or words[0][0].isdigit()
    return f"the {mid(event)}" if common and not is_owned(event) and event.count(" ") else mid(event)


def takes_place(event: str) -> bool:
    """Whether an event can be asked for as one that takes place: a battle, not a treaty."""
    return head(event)[-1].lower() not in DOCUMENTS


def the_theme(theme: str) -> str:
    """What a law deals with as it stands in a sentence: `freedom of speech`, but `Right to Equality`, a title."""
    _, _, rest = theme.partition(" ")
    plain = rest == rest.lower() and rest.partition(" ")[0] in PREPOSITIONS
    return _small(theme) if plain else mid(theme)


def the_axis(axis: str) -> str:
    """The head of a table's row as it stands in a sentence: `the capital` of `Capital`, `the HQ`, `the Indian name`."""
    nation = re.search(r"(?:an|ese|ish)$", axis.partition(" ")[0])
    return the(axis if nation or axis.partition(" ")[2][:1].isupper() else _small(axis))


def names_a_thing(axis: str) -> bool:
    """Whether a word can follow “What is the …”: `capital`, `legal force`, but not `founded`, `enforceable`."""
    words = head(axis)
    return bool(words) and not re.search(r"(?:[^e]ed|able|ible|based)$", words[-1].lower())


def names_a_person(axis: str) -> bool:
    """Whether a word is asked for with “who”: `presiding officer`, `Head of state`."""
    return head(axis)[-1].lower().removesuffix("s") in PERSONS


def possessive(name: str) -> str:
    """`Kim Jong Un’s`, `the allies’`."""
    return f"{name}’" if name.endswith("s") and is_plural(name) else f"{name}’s"


def joined(items: Sequence[str], last: str = "and") -> str:
    """`a, b and c`."""
    *most, end = items
    return f"{', '.join(most)} {last} {end}" if most else end


def quoted(text: str) -> str:
    """`text` in one pair of curly quotes, whatever pair it stood in and whether or not it ended in a full stop."""
    text = text.strip()
    for left, right in _QUOTES:
        inner = text[1:-1]
        if len(text) > 1 and (text[0], text[-1]) == (left, right) and not {left, right} & set(inner):
            text = inner
    return f"“{bare(text)}”"


def without(text: str, answer: str) -> str:
    """`text` with the answer, where it stands in it as a whole word, replaced by an ellipsis."""
    left = re.sub(rf"(?i)(?<!\w){re.escape(answer)}(?!\w)", "…", text) if answer else text
    return left.replace(" (…)", "")


def shares_name(text: str, name: str) -> bool:
    """Whether a text has any part of a name with a capital: “Kim's message” gives “Kim Jong Un” away."""
    parts = {word for word in re.findall(r"\w+", name) if word[0].isupper()}
    return not parts.isdisjoint(re.findall(r"\w+", text))
