"""Rules about how a question is put."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ankigen.check import clues, english, news, pointing, wording
from ankigen.check.rule import NONE, Finding, Limits, Side
from ankigen.check.vocabulary import is_everyday
from ankigen.patterns import pattern
from ankigen.words import QUESTION_WORDS

_WH = pattern(rf"\b(?:{'|'.join(QUESTION_WORDS)})\b", re.IGNORECASE)
_AUXILIARY = "|".join(sorted(word for word in english.AUXILIARY if word.isalpha()))
_OPENS_YES_NO = pattern(rf"^(?:[^?.!]{{0,80}}[,:] )?(?:{_AUXILIARY})\s+(?!not only)\S", re.IGNORECASE)
_HAPPENED = pattern(r"\b(?:was|were|had|remain\w*|became|[a-z]{3,}ed)\b")
_TRUE_FALSE = pattern(r"\btrue or false\b|\byes or no\b|\bis it true\b", re.IGNORECASE)
_TRUTHS = frozenset("true yes".split())
_YES = frozenset("yes no true false correct incorrect right wrong".split())
_ALTERNATIVES = pattern(r"(?:[,:–—-]|\bof|\bbetween)\s+(.{1,60}?)\s+(?:or|and)\s+(.{1,60}?)\s*\?\s*$", re.IGNORECASE)
_REQUESTS = frozenset(
    """expand name state give define identify complete fill list match arrange translate convert calculate compute write
    spell recall find choose select pick tell solve draw label locate place put rewrite express distinguish differentiate
    compare mention cite quote supply order rank classify transcribe pronounce read say decline conjugate derive prove
    evaluate simplify balance explain describe discuss""".split()
)
_OPEN_REQUEST = pattern(
    r"^(?:critically |briefly |in brief,? |also )?(?:discuss|explain|describe|elaborate|comment|examine|analy[sz]e"
    r"|evaluate|assess|write (?:a |short )?notes?|throw light|outline|summari[sz]e|tell (?:me )?about|talk about"
    r"|enumerate|substantiate|justify)\b",
    re.IGNORECASE,
)
_VAGUE = pattern(
    r"\bwhat (?:is|was|are|were|makes) (?:so |the )?[^?]{0,60}?\b(?:significant(?! (?:figure|digit))|important|special|notable|interesting"
    r"|unique|noteworthy|remarkable|historic|great)\b(?: about| in| regarding)?"
    r"|\bwhat (?:is|was|are|were) (?:the )?(?:\w+ )?(?:significance|importance|relevance|implications?|key"
    r" points?|highlights"
    r"|details?|features?|takeaways?|main (?:points?|ideas?))\b"
    r"|\bwhat (?:do|did|should|can) (?:you|we|one) (?:know|understand|learn|say|think)\b"
    r"|^what about\b|\bwhat (?:has )?happened (?:in|on|during|at|with|to)\b|\bhow (?:is|was|are|were) [^?]{1,60}?"
    r" (?:significant"
    r"|important|relevant|related)\b|^why (?:is|was|are|were) [^?]{1,60}? (?:significant|important|relevant"
    r"|notable)\b"
    r"|^(?:tell|say) something\b",
    re.IGNORECASE,
)

_LAW_OF_NATURE = pattern(
    rf"{english.FOR_ALL}|\[[^\]]*\] (?:is|are|means) (?:an?|the) "
    r"|An? (?![^.]* (?:was|were|will|has|had|be|must|(?<!is )(?<!are )(?!un)[a-z]{3,}ed) )"
)
_AT_LARGE = frozenset(
    """will would what who why this both should cannot never no nobody none also so yet still many most some few little worse
    enough again forever often rarely seldom always just too can come comes go goes get gets keep keeps make makes take takes turn
    turns feel feels need needs want wants give gives life money hope fear children women time way matters""".split()
)
"""Words of talk: two of them in a statement that names nothing tell that it teaches nothing."""
_TELLS = frozenset("a an the in under by at every each if when where".split())  # so begin definitions and laws
VAGUE_WORDS = clues.starts(
    "discuss explain describe elaborate comment examine analyse analyze evaluate assess write throw outline"
    " summarise tell talk"
    " enumerate substantiate justify significant important special notable interesting unique noteworthy"
    " remarkable historic great"
    " significance importance relevance implication points highlights detail details feature takeaway ideas idea"
    " know understand"
    " learn say think about happened relevant related something"
)
CHOICE_WORDS = clues.starts("or between true yes")


def yes_no(side: Side, _: Limits) -> Iterator[Finding]:
    """Reports a question that is answered by yes or no, true or false.

    **Why.** Half the answers are right by guessing, the answer needs no recall, and the question tells most of the
    fact (Matuschak, “Prompts should be effortful”; Nielsen, “Augmenting long-term memory”).

    **Example:** `q: Is Article 51 of the Constitution of India enforceable by the courts?` `a: No`

    **Use instead:** `q: What is the legal enforceability of Article 51 of the Constitution of India?` `a: Non-justiciable`
    """
    if side.shown.section.yes_no:
        return
    asks = any(word in QUESTION_WORDS for word in side.words)
    opens = not (asks and side.front.count("?") < 2) and _opens_yes_no(side.front) and not _offers(side.front)
    answered = not asks and bool(side.answer_words[:1]) and side.answer_words[0] in _YES
    told = not _TRUTHS.isdisjoint(side.words) and _TRUE_FALSE.search(side.front)
    if opens or told or (answered and not _offers(side.front)):
        yield Finding(
            "The question is answered by yes or no.",
            "Ask for the fact itself: which, who, when, how many.",
        )


def either_or(side: Side, _: Limits) -> Iterator[Finding]:
    """Warns of a question that names its answer as one of two.

    **Why.** A choice of two is right by luck every other time, and the learner recognises instead of recalling
    (Roediger & Marsh 2005, on what choices teach).

    **Example:** `q: Is KCNA the news agency of North or South Korea?`

    **Use instead:** `q: KCNA is the state news agency of which country?`
    """
    if _TRUE_FALSE.search(side.front):
        return
    if chooses(side):
        yield Finding("The question offers its answer: one of two.", "Ask openly, without naming the choices.")


def not_a_question(side: Side, _: Limits) -> Iterator[Finding]:
    """Warns of a front that neither asks nor requests anything.

    **Why.** “Capital of France” leaves open what to say: the learner must guess what the author had in mind
    (Matuschak, “Prompts should be precise”).

    **Example:** `q: GST Council, Article`

    **Use instead:** `q: Which Article of the Constitution of India provides for the GST Council?`
    """
    if "?" in side.front or "？" in side.front:
        return
    if "…" in side.front or "___" in side.front or "![" in side.shown.source_text or _TRUE_FALSE.search(side.front):
        return
    if not any(english.tokens(part)[:1] and _is_request(part) for part in english.sentences(side.front)):
        yield Finding(
            "The front is neither a question nor a request.",
            "End it with a question mark, or begin with a request such as “Name” or “Expand”.",
        )


def vague(side: Side, _: Limits) -> Iterator[Finding]:
    """Reports a question that many different answers would suit: “what is significant about”, “discuss”, “explain”.

    **Why.** Where many answers are right, the learner cannot know whether theirs was, and memory has nothing to hold
    (Wozniak, rule 1; Matuschak, “Prompts should be precise”).  Outlines for long answers belong in `mains`.

    **Example:** `q: What is significant about the GST Council?`

    **Use instead:** `q: Which body recommends the rates of GST in India?`
    """
    if found := _VAGUE.search(side.front) or _OPEN_REQUEST.search(_without_intro(side.front)):
        yield Finding(
            f"“{found[0].strip()}” leaves open what is wanted.",
            "Ask for one fact (which, who, when, how many), or make it a `mains` entry with an outline.",
        )


def unanchored(side: Side, _: Limits) -> Iterator[Finding]:
    """Warns of a question of general words only: nothing ties it to one subject.

    **Why.** Cards come mixed, months after the article was read.  “What is its main objective?” then asks about
    anything (Wozniak, rule 16, “Provide context cues”; Matuschak on prompts without their source).

    **Example:** `q: When was the treaty signed?`

    **Use instead:** `q: In which month and year was the Russia–North Korea treaty signed?`
    """
    shown = side.shown
    if not side.words:
        return
    general = all(map(english.is_general, side.words)) and not side.names
    if not general and (shown.kind != "cloze" or not (_says_of_nothing(side) or _told_of_nobody(side))):
        return
    if shown.kind == "cloze" and _LAW_OF_NATURE.match(side.front):
        return
    if english.QUOTED.search(side.front) or "$" in side.front or "![" in shown.source_text:
        return
    if not _is_told(side):
        yield Finding(
            "Nothing here ties the question to one subject.",
            "Name the law, body, person, place or year that it is about.",
        )


def _is_told(side: Side) -> bool:
    """Whether another rule tells of a front without a subject in other words: one mistake is told once."""
    of_side, of_card = (pointing.unclear_reference, wording.nameless_actor), (wording.filler, news.not_a_statement)
    return any(any(finds(side, NONE)) for finds in of_side) or any(any(finds(side.shown, NONE)) for finds in of_card)


def _says_of_nothing(side: Side) -> bool:
    """Whether a statement names nothing, and what is left of it are ordinary words, figures and months."""
    if not side.shown.by_hand or side.named:
        return False
    told = _told_without(side)
    if told and not side.names and news.befell(told):
        return True
    if not side.answer.islower() and any(map(english.is_name, english.names(side.shown.text))):
        return False
    if not side.names and _muses(side):
        return True
    if news.befell(side.shown.text, whole=True):
        return True
    return all(
        word[0].isdigit() or word in english.NO_NAMES or (not english.is_exact(word) and is_everyday(word))
        for word in side.words
    ) and not english.YEAR.search(side.front)


def _muses(side: Side) -> bool:
    """Whether a statement without a name is one of those that say of the world at large how it goes."""
    words = set(side.words)
    return len(words & _AT_LARGE) > 1 and side.words[0] not in _TELLS and words.isdisjoint(english.CONDITIONS)


def _told_without(side: Side) -> str:
    """A statement without its blank, unless the blank is its subject; an office or a body is none to build on."""
    office = side.at == 4 and all(english.is_exact(word) or is_everyday(word) for word in side.answer_words)
    if not office and (side.at < 5 or english.YEAR.search(side.answer)):
        return ""
    return side.front.replace("[…]", "minister" if office else "it")


def _told_of_nobody(side: Side) -> bool:
    """Whether a statement tells of something that happened, and begins with words of everyday."""
    return (
        english.is_general(side.words[0])
        and side.words[0] not in ("the", "in", "on", "by", "under", "a", "an", "at")
        and bool(_HAPPENED.search(side.front))
        and not side.named
    )


def chooses(side: Side) -> bool:
    """Whether the question offers its answer: true or false, one of two."""
    front = side.front
    return bool(_TRUE_FALSE.search(front)) or _offers_answer(side) or (_opens_yes_no(front) and _offers(front))


def _offers_answer(side: Side) -> bool:
    """Whether the question ends with two choices of which one is the answer."""
    found = _ALTERNATIVES.search(side.front)
    if not found or (" or " not in found[0].casefold() and "between" not in found[0].casefold()):
        return False
    choices = [english.folded(english.tokens(choice)) for choice in found.groups()]
    answer, length = side.answer_words, len(side.answer_words)
    return bool(answer) and any(answer in (choice[:length], choice[-length:]) for choice in choices)


def _opens_yes_no(front: str) -> bool:
    last = (english.sentences(front) or [""])[-1]
    return "?" in last and bool(_OPENS_YES_NO.match(last)) and not _WH.search(last)


def _offers(front: str) -> bool:
    return " or " in front.casefold()


def _without_intro(front: str) -> str:
    sentence = (english.sentences(front) or [""])[-1]
    head, comma, rest = sentence.partition(", ")
    return rest if comma and len(head) < 80 and _OPEN_REQUEST.match(rest) else sentence


def _is_request(sentence: str) -> bool:
    words = [word.casefold() for word in english.tokens(sentence)]
    _, comma, rest = sentence.partition(", ")
    after = english.tokens(rest) if comma else []
    return words[0] in _REQUESTS or bool(after and after[0].casefold() in _REQUESTS)
