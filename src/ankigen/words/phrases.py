"""Noun phrases: capitals, articles, plurals and quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from ankigen.patterns import pattern
from ankigen.words.lexicon import (
    ABBREVIATED,
    COMMON,
    COUNTED,
    COUNTRIES,
    DETERMINERS,
    DOCUMENTS,
    EVENTS,
    EXPLETIVES,
    INITIALISMS,
    INSTITUTIONS,
    LANDFORMS,
    NAMED,
    PERSONS,
    PLURAL_NAMES,
    PLURALS,
    PREPOSITIONS,
    PROVISIONS,
    QUESTION_WORDS,
    SINGULARS,
    SMALL,
    SUBORDINATORS,
    UNCHANGED,
    WEAK,
)

_COMMON_ENDS = pattern(r"(?:tion|sion|ment|ness|ity|ing|ance|ence|ure|ship)s?$")
_OWNED = pattern(r"\w(?:['’]s|s['’])(?=\s|$)")
_NUMBERED = pattern(
    rf"(?i)(?:(?:{'|'.join(sorted(PROVISIONS))})s? |(?:{'|'.join(ABBREVIATED)})s?(?:\.\s?|\s)|§\s?)(?:[\d(]|[IVXLC]+[A-Z]?\b)"
)
_PROVISIONS = pattern(rf"(?i)(?:ss|(?:{'|'.join(short for short in ABBREVIATED if len(short) > 1)})s)\.?\s?[\dIVXLC]")
_ASKS = pattern(rf"(?i)(?:(?:in|at|by|of|to|from|on|for|with) )?(?:{'|'.join(QUESTION_WORDS)})\b")
_YEAR = r"(?:1\d{3}|20\d\d)"
_DATED = pattern(
    rf"\b(?:in|of|on|during|from)(?: \w+){{0,3}} ({_YEAR})(?=$|[,;)]| (?:{'|'.join(sorted(PREPOSITIONS))})\b)|\bthe ({_YEAR}) [a-z]"
)
_INITIALISM = pattern(r"[A-Z]{2,6}")
_INITIALISMS = pattern(r"[A-Z]{2,6}s")  # “NGOs”
_SOUNDS_AS_VOWEL = frozenset("AEFHILMNORSX")
_ABBREVIATED = pattern(r"\b(?:\w\.){2,}$|\.\.\.$")
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
    return lowered(text) if noun else _opening(text)


def _opening(text: str) -> str:
    """`text` with a small letter only where its first word is one that never keeps its capital."""
    first, _, rest = text.partition(" ")
    word = first.rstrip(",").lower()
    common = word in EXPLETIVES or {word, word.removesuffix("s")} & COMMON
    return lowered(text) if word in SMALL or (common and not rest[:1].isupper()) else text


def lowered(text: str) -> str:
    """`text` with a small letter, unless its first word has other capitals (`GST`)."""
    first = text.partition(" ")[0]
    return text if first[1:] != first[1:].lower() else text[:1].lower() + text[1:]


def keeps_capital(text: str) -> bool:
    """Whether the capital at the start of `text` surely stays in the middle of a sentence, or there is none.

    It stays in an abbreviation (`GST`), in a name of several words (`Kim Jong Un`) and in a country's name.
    """
    first, *rest = words_of(re.sub(r"\{\{(?:c[\d,]+::)?|::.*?\}\}|\}\}", "", text)) or [""]
    named = first.removesuffix("’s").removesuffix("'s") in COUNTRIES or (bool(rest) and rest[0][0].isupper())
    return not first[:1].isupper() or first[1:] != first[1:].lower() or len(first) == 1 or named


def is_question(text: str) -> bool:
    """Whether a phrase asks by itself: `How many seats does the House have`, `In which Part is it?`."""
    return text.rstrip().endswith("?") or bool(_ASKS.match(text))


def question(text: str) -> str:
    """`text` with a question mark at its end."""
    text = bare(text)
    return text if text.endswith("?") else f"{text}?"


def year_of(event: str) -> int:
    """The year that a noun phrase is of: 1942 of `the arrest of Gandhi in August 1942`; 0 of none, and of an Act of 1935."""
    found = _DATED.search(event)
    lasts = not DOCUMENTS.isdisjoint(word.lower() for word in words_of(event))
    return int(found[1] or found[2]) if found and not lasts else 0


def head(text: str) -> list[str]:
    """The words before the first preposition, comma or bracket: what a noun phrase is about."""
    found: list[str] = []
    for word in text.split():
        if found and (word.lower() in PREPOSITIONS or word.startswith("(")):
            break
        found.append(word.rstrip(",;") or word)
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
    if words[0].lower() in PLURAL_NAMES or _PROVISIONS.match(text) or last in PLURALS | PLURAL_NAMES:
        return True
    if _INITIALISMS.fullmatch(words[-1]) or text.lower() in ("states", "the states"):
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


def the_person(name: str) -> str:
    """A person's name as it stands in a sentence: as it is (`An Lushan`), but `the Beatles`."""
    return lowered(name) if name.startswith("The ") else name


def names_several(name: str) -> bool:
    """Whether a person's name is that of several: `Larry Page and Sergey Brin`, `the Beatles`."""
    return is_plural(name) or bool(re.fullmatch(r"(?i:the) .*[^s]s", name))


def the_place(name: str) -> str:
    """A place's name as it stands in a sentence: `the Strait of Hormuz`; `The Hague` and `In Amenas` as they are."""
    own = name.removeprefix("The ")
    named = the_name(own)
    if named != own and named.startswith("the "):
        return f"the {own}"
    return name


def the_law(name: str) -> str:
    """A legal instrument as it stands in a sentence: `the Constitution of India`, `India's Constitution`."""
    return _opening(name) if is_owned(name) else f"the {name}"


def the_provision(name: str) -> str:
    """A provision as it stands in a sentence: `Article 51`, `the Seventh Schedule`, `the 101st Amendment`."""
    return _opening(name) if is_owned(name) or _NUMBERED.match(name) else f"the {name}"


def counted(term: str, means: str, expands: str) -> str:
    """An initialism with the article that its meaning has, where it is surely one of a sort: `an FTA`, `the MSP`.

    What a country or a person is named in (`a trade agreement of Canada and Mexico`) is a single thing: its letters may
    be its name, and stay bare.
    """
    article, _, rest = means.partition(" ")
    nouns = {_noun(means), _noun(expands)}
    single = article.lower() != "the" and any(word[:1].isupper() for word in rest.split())
    if not _INITIALISM.fullmatch(term) or article.lower() not in ("a", "an", "the") or nouns.isdisjoint(COUNTED) or single:
        return term
    if article.lower() == "the":
        return f"the {term}"
    return f"{'an' if term[0] in _SOUNDS_AS_VOWEL else 'a'} {term}"


def _noun(phrase: str) -> str:
    """The noun that a phrase is about: `price` of `the floor price set by law`, `treaty` of `a treaty that binds`."""
    words = [*takewhile(lambda word: word not in SUBORDINATORS, head(phrase))]
    while words and (words[-1] in WEAK or words[-1] in UNCHANGED or words[-1].endswith(("ed", "ing"))):
        words.pop()
    return words[-1].lower() if words else ""


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
    return lowered(theme) if plain else mid(theme)


def the_axis(axis: str) -> str:
    """The head of a table's row as it stands in a sentence: `the capital` of `Capital`, `the HQ`, `the Indian name`."""
    return the(mid_axis(axis))


def mid_axis(axis: str) -> str:
    """The head of a table's row without an article: `capital`, `EU member`."""
    nation = re.search(r"(?:an|ese|ish)$", axis.partition(" ")[0])
    return axis if nation or keeps_capital(axis) else lowered(axis)


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
