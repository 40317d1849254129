"""Rules about blanks: how many, how long, and whether each has one right answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ankigen import markup
from ankigen.check import english
from ankigen.check.clues import Phrases
from ankigen.check.rule import Finding, Hidden, Limits, Noted, Shown
from ankigen.check.vocabulary import is_everyday, is_ordinary, is_rhetoric
from ankigen.patterns import pattern
from ankigen.sections import SECTIONS

_DATE = pattern(r"^(?:early |late |mid-)?(?:[A-Z][a-z]{2,8} )?(?:1[5-9]|20)\d\d$")
_MEANT = pattern(r"_{3,}|\[(?:\.{3}|…)\]|\[\[[^\[\]\n]{1,80}\]\]|\(\([^()\n]{1,80}\)\)|\{[^{}\n]{1,80}\}")
_LISTED = pattern(r"[A-Z][\w’'-]*, $")
_COUNTED = pattern(rf"\b(?:{'|'.join(english.NUMBER_WORDS)}|third|fourth|fifth|sixth)\b", re.IGNORECASE)
_SOMEWHERE = pattern(
    r"\b(?:born|held|signed|met|meets?|die[ds]?|hosted|(?:travel|visit|conclud|celebrat|inaugurat|gather)\w*)\b"
    r"(?: (?!by\b)\S+){0,3} (?:in|at)\s*$",
    re.IGNORECASE,
)


_OF_WORDS = Phrases(
    (
        "mean means meaning synonym antonym opposite translate translates translated latin greek sanskrit german french spanish italian"
        " persian arabic hindi plural tense participle verb noun adjective adverb preposition idiom prefix suffix word words term",
        r"\b(?:means?|meaning|synonym|antonym|opposite|translates?|translated|Latin|Greek|Sanskrit|German|French|Spanish|Italian"
        r"|Persian|Arabic|Hindi|plural|tense|participle|verb|noun|adjective|adverb|preposition|idiom|prefix|suffix|words?"
        r"|(?<!-)term)\b",
    ),
    ("called known", r"\b(?:is|are|was|were) called\b|\bknown as\b"),
)
"""What a sentence about a word says of itself: there, a word of everyday is the exact answer."""
_OF_INDIA = ("Indian", "India's", "India’s", "Indians")
_INDIAN_BODY = pattern(
    r"\b(?:Bank|Constitution|Court|Commission|President|Government|Parliament|Ministry|Survey|General|Union"
    r"|Authority|Council|Board|Department)"
    r"\b.{0,120} (?:in|of|for) $|^(?:For|In) $"
)
_UTMOST = pattern(r"\b(?:\w{3,}est|most|first|only)\b.{1,60} (?:in|of) (?:[a-z]+ )?$")
_SOME_OF = Phrases(
    (
        "including such example instance e.g among besides",
        r"\b(?:including|such as|for example|for instance|e\.g\.,?|among others|besides) (?:[^.;()]{1,60}(?:,| and) )?(?:the )?$",
    ),
)
_PLACED = pattern(r"\b(?:in|at) (?:the (?:[a-z]+ (?:of )?)?)?[A-Z]")
_ARTICLES = ("The", "A", "An")
_LAW_OF_NATURE = pattern(
    rf"^(?:{english.FOR_ALL})| (?:when|if) [^.]* (?:is|are) "
    r"|^An? [a-z-]+ (?:[a-z]+s|is|has) (?:its|an?|the|one|no) "
)
_OPENING = pattern(r"(?:In|Under|By|At|For) ([^,]{3,50}), ")
_LIGHT = frozenset(
    """remain continue represent reflect repeat contribute include provide become help show bring serve offer enable ensure
    involve highlight seem appear tend witness achieve address compensate deserve face matter lie""".split()
)
_VAGUE = (" several ", " many ", " various ", " numerous ", " some ", " a few ")
_QUANTITIES = frozenset("either both neither all none no less more fewer only same once".split())
_COMPOUND = pattern(
    r"-(?:based|led|driven|wide|intensive|related|centric|term|scale|level|duty|free|friendly|oriented|specific"
    r"|style|backed|run|owned|funded|sided)$"
)
_PREFIXED = pattern(r"(?:non|semi|bio|anti|pre|post|co|sub|multi|uni|bi|tri|inter|intra|micro|macro|x|self|alpha|beta|gamma)-")
_ADJECTIVE = pattern(r"(?:al|ic|ous|ive|ary|ory|able|ible|ful|less|ish|ant|ent|ing|ed)$")
_NEXT_WORD = pattern(r" ([a-z]+)\b")
_BEFORE_OBJECT = pattern(r"^ (?:the|a|an|its|their|his|her|our|this|that|these|those|new|all|more)\b")


def unmarked_blank(noted: Noted, _: Limits) -> Iterator[Finding]:
    """Warns of a sentence that asks nothing, though something in it looks like a blank.

    **Why.** Only double braces make a blank.  Without them the sentence has no card, and nobody would see that it is missing.

    **Example:** `The slogan “Do or Die” was given by {Mahatma Gandhi}.`

    **Use instead:** `The slogan “Do or Die” was given by {{Mahatma Gandhi}}.`
    """
    for entry in noted.note.entries:
        text = entry.text("text")
        if not SECTIONS[entry.section].by_blanks or not {"q", "card"}.isdisjoint(entry.values) or "$" in text or markup.has_blanks(text):
            continue
        if found := _MEANT.search(text):
            answer = found[0].strip("_[](){}.… ") or "the answer"
            said, hint = f"“{found[0]}” is no blank, so the sentence has no card.", f"Write {{{{{answer}}}}} in its place."
            yield Finding(said, hint, text.place, entry=entry)


def many_blanks(shown: Shown, limits: Limits) -> Iterator[Finding]:
    """Reports a sentence with more than 5 blanks; more than 8 are an error.  Blanks with one number count once.

    **Why.** Each blank makes a card of the same sentence: once one is learnt, the others are answered from the
    sound of the sentence (Wozniak, rules 4 and 11, on the minimum of information and on interference).

    **Example:** one sentence with a blank on every noun.

    **Use instead:** blanks on what an exam would ask; two sentences; or a `lists` entry.
    """
    if not shown.by_hand or len(shown.blanks) <= limits.limit:
        return
    ends = [0, *(part.end() for part in re.finditer(r"(?<=[.!?;])\s+(?=\S)|\n+", shown.text))]
    for start, end in zip(ends, [*ends[1:], len(shown.text) + 1], strict=True):
        count = len({blank.group for blank in shown.blanks if start <= len(blank.before) < end})
        if severity := limits.severity(count):
            yield Finding(
                f"The sentence has {count} blanks.", "Keep those an exam would ask, or make it several entries.",
                severity=severity,
            )  # fmt: skip


def long_blank(shown: Shown, limits: Limits) -> Iterator[Finding]:
    """Reports a blank of more than 6 words; more than 10 are an error.

    **Why.** A long blank is recalled in part and graded by mood (Wozniak, rule 4, “minimum information principle”;
    rule 5, on cloze deletion).

    **Example:** `GST {{came into force on 1 July 2017 under the 101st Amendment}}.`

    **Use instead:** `GST came into force on {{1 July 2017}} under the {{101st}} Amendment.`
    """
    if not shown.by_hand:
        return
    for blank in shown.blanks:
        if len(blank.text) < 2 * limits.limit:
            continue
        count = len(english.tokens(blank.text))
        if severity := limits.severity(count):
            yield Finding(
                f"The blank “{_short(blank.text)}” has {count} words.", "Blank only the words that must be recalled.",
                severity=severity,
            )  # fmt: skip


def mostly_blank(shown: Shown, limits: Limits) -> Iterator[Finding]:
    """Warns where more than 40 % of a sentence is blanked by one card.

    **Why.** What is left gives too little to recall by (Wozniak, rule 16, “Provide context cues”).

    **Example:** `{{The GST Council is chaired by}} the Finance Minister.`

    **Use instead:** `The GST Council is chaired by the {{Union Finance Minister}}.`
    """
    if not shown.by_hand:
        return
    if 250 * sum(len(blank.text) for blank in shown.blanks) < limits.limit * len(shown.text):
        return  # letters say so already: no need to count words
    blanked = sum(len(english.tokens(blank.text)) for blank in shown.blanks)
    share = 100 * blanked / len(shown.tokens) if shown.tokens else 0
    if share > limits.limit:
        yield Finding(f"{share:.0f} % of the words are blanked.", "Leave enough of the sentence to recall by.")


def open_blank(shown: Shown, _: Limits) -> Iterator[Finding]:
    """Warns of a blank that several words would fill rightly, and that has no hint.

    It looks for blanks on words that only evaluate (“heroic”), on small words, on words of everyday beside which no name,
    figure or term stands, and on a year or a month after “in” where a place would fit as well.

    **Why.** The learner gives a right answer and has to call it wrong (Matuschak, “Prompts should be precise”).

    **Example:** `Kim Jong Un met Vladimir Putin in {{September 2023}}.` (or in Vladivostok?)

    **Use instead:** `Kim Jong Un met Vladimir Putin in {{September 2023::month, year}}.`
    """
    if not shown.by_hand:
        return
    for blank in shown.blanks:
        if blank.hint:
            continue
        words, after = english.folded(english.tokens(blank.text)), shown.text[len(blank.before) + len(blank.text) :]
        if words and _is_loose(words, blank, shown):
            yield Finding(
                f"Many words would fill “{_short(blank.text)}”.",
                "Blank a name, a figure or a term, or drop this blank.",
            )
        elif (
            blank.before.endswith(", ")
            and _LISTED.search(blank.before)
            and re.search(r"[^,] and ", blank.text)
            and not _COUNTED.search(shown.text)
        ):
            yield Finding(
                f"“{_short(blank.text)}” is a part of a list; other members would fill it.", "Make it a `lists` entry."
            )
        elif _SOME_OF.search(blank.before, shown.calls):
            yield Finding(f"“{_short(blank.text)}” is one example of several.", "Ask for what is one of a kind, or add a hint.")
        elif (
            _is_modifier(blank.text, after)
            and not _is_anchored(blank, shown)
            and not _OF_WORDS.search(shown.text, shown.calls)
        ):
            yield Finding(f"Many words would go here instead of “{_short(blank.text)}”.", "Blank a name, a figure or a term.")
        elif _is_verb(blank, after):
            yield Finding(f"Many verbs would fill “{_short(blank.text)}”.", "Blank a name, a figure or a term.")
        elif (blank.text in _OF_INDIA and not blank.before.endswith(" no ")) or (
            blank.text == "India" and (_INDIAN_BODY.search(blank.before) or _UTMOST.search(blank.before))
        ):
            yield Finding("“India” goes without saying here.", "Blank what the sentence tells of India.")
        elif (
            _DATE.match(blank.text)
            and (found := _SOMEWHERE.search(blank.before))
            and not _PLACED.search(blank.before, found.start())
            and not _PLACED.match(after[1:])
            and not after[1:].startswith("that ")
        ):
            yield Finding(
                f"A place would fill “{blank.text}” as well as a date.",
                f"Add a hint: `{{{{{blank.text}::{'month, year' if ' ' in blank.text else 'year'}}}}}`.",
            )


def _is_loose(words: list[str], blank: Hidden, shown: Shown) -> bool:
    """Whether a blank hides small words, praise, or words of everyday in a sentence that nothing else ties down.

    An author who names a person, a law or a year and blanks “trial” knows what fits; beside words of everyday alone,
    “producers” is one of many.
    """
    if blank.text.isupper() or not english.NUMBER_WORDS.keys().isdisjoint(part for word in words for part in word.split("-")):
        return False
    if blank.text.islower() and (blank.before.endswith(_VAGUE) or _is_light(words[0])):
        return True
    if not all((word in english.STOP and word not in _QUANTITIES) or (word in english.EVALUATIVE and word[-2:] != "er") for word in words):
        plain = blank.text.islower() or (len(words) == 1 and (not blank.before or blank.before in ("The ", "A ", "An ")))
        if not plain or not all(
            word in english.STOP or english.is_bland(word) or all(map(is_ordinary, word.split("-"))) for word in words
        ):
            return False
        if _is_anchored(blank, shown) or (blank.before.endswith(" more ") and " than " in shown.text):
            return False
    return not _OF_WORDS.search(shown.text, shown.calls)


def _is_light(word: str) -> bool:
    """Whether a word is a verb that only links what is said: “remains”, “contributed”."""
    plain = english.stem(word)
    return plain in _LIGHT or any(form in _LIGHT for form in english.base_forms(plain))


def _is_anchored(blank: Hidden, shown: Shown) -> bool:
    """Whether a name, a figure or a first word out of the ordinary stands beside a blank."""
    side = shown.sides[blank.group]
    if any(name[:5] not in ("India", "Rs") for name in side.names) or _LAW_OF_NATURE.search(shown.text):
        return True
    opening = _OPENING.match(blank.before)
    first = opening[1].split() if opening else [word for word in blank.before.split(None, 3)[:3] if word not in _ARTICLES][:2]
    return any(map(_is_telling, english.folded(first)))


def _is_telling(word: str) -> bool:
    """Whether a folded word is one out of the ordinary."""
    return not (is_everyday(word) or english.is_exact(word) or is_rhetoric(word))


def _is_modifier(text: str, after: str) -> bool:
    """Whether a blank only describes a noun of everyday: “two {{medical}} boards”, “{{community-based}} care”."""
    word = text.casefold()
    if " " in word or not text[1:].islower() or english.is_exact(word) or word.partition("-")[0] in english.NUMBER_WORDS:
        return False
    if _COMPOUND.search(word):
        return True
    found = _NEXT_WORD.match(after)
    if found and "-" in word and not _PREFIXED.match(word):
        return all(map(is_everyday, word.split("-")))  # “no-cloning” theorem is a name
    return bool(found and _ADJECTIVE.search(word) and found[1] != "system" and not english.is_exact(found[1])
                and is_everyday(found[1]) and found[1] not in english.STOP)  # fmt: skip


def _is_verb(blank: Hidden, after: str) -> bool:
    """Whether a blank is a lower-case word that acts on something: “to {{help}} the poor”, “was {{built}} by”."""
    word = blank.text
    if not word.isalpha() or not word.islower() or word in english.STOP:
        return False
    if blank.before.endswith((" was ", " were ", " been ", " being ", " has ", " have ", " had ")):
        return word.endswith("ed")
    return is_everyday(word) and bool(_BEFORE_OBJECT.match(after)) and (
        blank.before.endswith((" to ", " will ", " can ", " must ", " may ", " could ")) or word.endswith(("ed", "ing"))
        or blank.before.endswith((" that ", " which ", " who "))
    )


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
