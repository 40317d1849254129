"""Rules about fronts that give their answer away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ankigen.check import english
from ankigen.check.asking import chooses
from ankigen.check.clues import Phrases, is_short
from ankigen.check.rule import Finding, Limits, Side
from ankigen.patterns import pattern
from ankigen.words.lexicon import PERSONS

_ASKS_WHO = pattern(
    rf"\b(?:who|whom|whose)\b|\b(?:which|what) (?:\w+ ){{0,3}}?(?:{'|'.join(sorted(PERSONS))}|person|poet|judge|justice|player"
    r"|(?-i:[a-z]{3,}(?:ist|cian)))\b",
    re.IGNORECASE,
)
_ASKS_EXPANSION = Phrases(
    (
        "expand expands expanded expansion stand stands full abbreviation abbreviations abbreviated acronym acronyms short initials",
        r"\bexpand|\bstands? for\b|\bfull form\b|\babbreviat|\bacronym|\bshort (?:for|form|name)\b|\binitials\b",
    ),
    flags=re.IGNORECASE,
)
_SHORT = pattern(r"\b(?=[^\s]*[A-Z][^\s]*[A-Z])[A-Za-z]{2,12}\b")
_ASKED_CLASS = frozenset({"which", "what", "whose"})
_NAME_BEFORE = pattern(r"\b([A-Z][a-z’'-]+) \[…\]")
_TITLES = frozenset(
    """mount lake river dr mr mrs ms shri smt sir saint st justice general admiral lord king queen pope swami hotel fort port
    cape planet comet cyclone exercise pradhan operation project hurricane typhoon""".split()
)
_SETTING = frozenset({"india", "indian"})  # where nearly all these cards are set: it tells nothing


def answer_on_front(side: Side, _: Limits) -> Iterator[Finding]:
    """Reports an answer that stands on the front word for word, or whose proper name does.

    The front is what the learner sees: the question, the other blanks, a blank's hint, the line `topic · Jan 2026`
    above it, the name of the deck and your own tags.

    **Why.** The card is answered by reading, so it teaches nothing and its long intervals are false (Matuschak,
    “Prompts should be effortful”; Wozniak, rule 12).

    **Example:** `The {{GST}} Council recommends the rates of GST.`

    **Use instead:** `The {{GST}} Council recommends the rates of India's indirect tax of 2017.`, or one number for both
    blanks: `The {{c1::GST}} Council recommends the rates of {{c1::GST}}.`
    """
    answer, asked, known = side.answer_words, side.shown.kind, side.known
    met = any(word in known and word not in english.STOP for word in answer) or "-" in side.answer  # a doubled name has parts
    if _asks_how_far(side) or not met:
        return
    words, told = _bare(answer), ""
    if known.issuperset(words) and not (asked == "choice" and all(word.isdigit() or word in english.STOP for word in words)):
        if _within(words, side.words) and not _offered(side, words):
            told = "The answer stands on the front, word for word."
        elif _within(words, side.shown.above):
            told = "The answer stands above the question: in the context line, the deck's name or a tag."
    if not told and asked != "choice" and (name := _told_name(side)):
        told = f"“{name}” of the answer stands on the front."
    if told and not (asked == "qa" and chooses(side)):
        yield _told(side, told)


def answer_half_told(side: Side, limits: Limits) -> Iterator[Finding]:
    """Warns where 60 % or more of the answer's words that matter stand on the front.

    What the question asks for by its class is not counted: after “which constitutional amendment”, the answer “101st
    Constitutional Amendment” tells only one thing.

    **Why.** The learner completes a phrase instead of recalling a fact (Matuschak, “Prompts should be effortful”).

    **Example:** `q: Which treaty of strategic partnership did Russia and North Korea sign in June 2024?`
    `a: Comprehensive Strategic Partnership Treaty`

    **Use instead:** `q: Which treaty did Russia and North Korea sign in June 2024?`
    """
    if _asks_how_far(side):
        return
    if side.shown.kind == "cloze":
        if name := _cut_name(side):
            yield _told(side, f"“{name}” before the blank is a part of the same name.")
            return
        if people := _own_people(side):
            yield _told(side, f"“{people}” on the front tells the country.")
            return
    answer = english.content(side.answer_words)
    if len(answer) < 2 or len((known := frozenset(map(english.stem, side.known))).intersection(answer)) < 2:
        return
    bare, asked = _bare(side.answer_words), _asked_class(side.words)
    if _within(bare, side.words) or _within(bare, side.shown.above) or (side.shown.kind == "qa" and chooses(side)):
        return
    telling = [word for word in answer if word not in asked and word not in _SETTING]
    names = {english.stem(word.casefold()) for word in english.names(f"the {side.answer}")}
    told = [word for word in telling if word in (side.known if word in names else known)]
    share = 100 * len(told) / len(telling) if telling else 0
    if len(telling) > 1 and share >= limits.limit:
        which = ", ".join(f"“{word}”" for word in told)
        yield _told(side, f"{share:.0f} % of the answer's words stand on the front: {which}.")


def expansion_on_front(side: Side, _: Limits) -> Iterator[Finding]:
    """Reports a front that shows an abbreviation while its expansion is asked for, or the other way round.

    A question that asks to expand an abbreviation is meant so, and is left alone.

    **Why.** “{{Korean Central News Agency}} (KCNA)” gives itself away: the letters are the answer's initials
    (Wozniak, rule 12; Matuschak, “Prompts should be effortful”).

    **Example:** `The {{Korean Central News Agency}} (KCNA) is North Korea's news agency.`

    **Use instead:** `North Korea's state news agency is the {{Korean Central News Agency}}.`
    """
    answer = side.answer.strip()
    if answer.islower() or asks_expansion(side):
        return
    front = side.front
    for short in _SHORT.findall(front):
        if len(short) > 1 and " " in answer and english.stands_for(short, answer):
            yield _told(side, f"“{short}” on the front is the abbreviation of the answer.")
            return
    if _SHORT.fullmatch(answer) and (expansion := expansion_in(front, answer)):
        yield _told(side, f"“{expansion}” on the front is what the answer stands for.")


def asks_expansion(side: Side) -> bool:
    """Whether the question, or the hint of the blank, asks what an abbreviation stands for."""
    return bool(_ASKS_EXPANSION.search(side.front, side.shown.calls))


def _asks_how_far(side: Side) -> bool:
    """Whether the question asks how far something holds, so that its own words answer it: “not enforceable in any court”."""
    return side.shown.card.role == "enforceable"


def _told(side: Side, message: str) -> Finding:
    advice = (
        "Leave it out of the rest of the sentence, or blank both under one number."
        if side.shown.kind == "cloze"
        else "Reword the question so that the answer must be recalled."
    )
    return Finding(message, advice)


def _bare(words: list[str]) -> list[str]:
    """Words without a leading article."""
    return words[1:] if len(words) > 1 and words[0] in ("a", "an", "the") else words


def _offered(side: Side, words: list[str]) -> bool:
    """Whether the answer stands in the blank's hint alone, which offers it with others: “rises or falls?”."""
    if " or " not in side.hint:
        return False
    return not _within(words, english.folded(english.tokens(side.front.replace(f"[{side.hint}]", " ", 1))))


def _within(words: list[str], others: list[str]) -> bool:
    """Whether `words` stand in `others`, one after the other."""
    if not words or words[0] not in others:
        return False
    span = len(words)
    return any(others[at : at + span] == words for at in range(len(others) - span + 1))


def _asked_class(words: list[str]) -> set[str]:
    """The words that say what is asked for: “constitutional amendment” in “which constitutional amendment …”."""
    asked: set[str] = set()
    for at, word in enumerate(words):
        if word in _ASKED_CLASS:
            for following in words[at + 1 : at + 5]:
                if following in english.STOP:
                    break
                asked.add(english.stem(following))
    return asked


def _cut_name(side: Side) -> str:
    """The word before a blank that belongs to the blanked name, as in “Kim {{Jong Un}}”; else an empty string."""
    found = _NAME_BEFORE.search(side.front) if side.shown.by_hand and not side.hint else None
    answer = english.tokens(side.answer)
    if not found or not answer or not all(english.CAPITALISED.match(word[0]) and not word.isupper() for word in answer):
        return ""
    word = found[1].casefold()
    if english.is_general(word) or word in _TITLES or word.endswith(("an", "ese", "ish", "ed", "ing", "ic", "ly", "’s", "'s")):
        return ""
    return found[1]


def _own_people(side: Side) -> str:
    """The word on the front by which a blanked country's people are called: “Indian” for “India”, “Japanese” for “Japan”."""
    country = side.answer.strip()
    if not country.isalpha() or not country.istitle() or len(country) < 4:
        return ""
    endings = ("n", "an", "ian", "ese", "ish")
    people = {base + ending for base in (country, country[:-1]) for ending in endings} - {country[:-1] + "n"}
    return next((word for word in side.tokens if word in people), "")


def _told_name(side: Side) -> str:
    """A proper name of the answer that the front tells: all of it in another order, or a person's surname."""
    answer = english.tokens(english.PARENTHESIS.sub(" ", side.answer))
    if len(answer) == 1 and "-" in answer[0] and answer[0].replace("-", "").isalpha():
        answer = answer[0].split("-")  # a doubled name, as of a theory of two
    content = [word for word in answer if word.casefold() not in english.STOP]
    proper = bool(content) and all(english.CAPITALISED.match(word[0]) for word in content)
    if not proper:
        return ""
    front = set(side.words)
    asked = _asked_class(side.words)
    telling = [word for word in content if english.stem(word.casefold()) not in asked]
    if len(telling) > 1 and all(word in front for word in english.folded(telling)):
        return " ".join(telling)
    if _ASKS_WHO.search(side.front) and 2 <= len(content) == len(answer) <= 4:
        named = set(side.names)
        for word in reversed(content):
            if (
                len(word) > 2
                and not english.is_general(word.casefold())
                and (word in named or f"{word}’s" in named or f"{word}'s" in named)
            ):
                return word
    return ""


def expansion_in(text: str, short: str) -> str:
    """A run of capitalised words in a text whose initials are `short`, none of them an abbreviation itself."""
    words = re.findall(r"[^\W\d_][^\s,;:()]*", text)
    letters = [word for word in short if word.isupper()]
    for at, word in enumerate(words):
        if word[0].upper() == letters[0]:
            for end in range(at + len(letters), min(at + 2 * len(letters) + 1, len(words) + 1)):
                run = " ".join(words[at:end])
                if words[end - 1][0].isupper() and english.stands_for(short, run) and not any(map(is_short, words[at:end])):
                    return run
    return ""
