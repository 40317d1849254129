"""The rule about words that point to something which is not on the card: “this”, “the event”, “the same”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ankigen.check import english
from ankigen.check.rule import Finding, Limits, Side

_PRONOUNS = r"this|these|those|it|its|he|she|they|his|her|their|such|we|our"
_NEWS = (
    r"discovery|finding|study|paper|notification|region|area|curb|threat|event|move|decision|development"
    r"|announcement|incident|visit|deal|scheme|project|report|bill|proposal|plan|reform|feat"
    r"|listing|recognition|success|achievement|initiative|verdict|controversy|debate|provision|opposition|tally"
)
_THINGS = _NEWS + (
    r"|meeting|agreement|programme|program|article|act|law|policy|mission|summit|treaty|pact|declaration"
    r"|statement|country|state"
    r"|company|agency|organi[sz]ation|committee|court|government|ministry|minister|body|commission|study|survey"
    r"|index|judgment"
    r"|case|issue|topic|situation|launch|test|exercise|operation|order|amendment|commendation|news|message|letter"
    r"|alliance"
    r"|partnership|challenge|change|step|measure|rule|author|passage|text|page|note|satellite|technology|bank"
    r"|chairman|governor"
    r"|leader|minute|site|house|rate|region|nation|city|village|pair|term|concept|process|effort|approach|city"
    r"|university|team"
)
_VERB = (
    r"(?:now |also |still |later |further |itself |thus )?(?:is|was|were|are|has|have|had|will|would|could|did"
    r"|does|do|won|made|took"
    r"|gave|came|became|began|went|set|put|got|held|led|left|sent|built|met|told|saw|said|need|seek|aim|show|mark"
    r"|include|provide"
    r"|(?!of\b)\w+(?:ed|[^su\W]s)\b(?! (?:is|are|was|were|has|have)\b))\b"
)
_REFERS_BACK = re.compile(
    rf"^(?:{_PRONOUNS})\b(?! day\b)"
    rf"|^that (?:is|was|has|{_THINGS})\b|^the (?:same|above|said|latter|former|following)\b(?! question)"
    rf"|^[Tt]he (?:(?:central|current|new|next|latest|proposed|former|whole) )?(?:{_THINGS})(?:s?['’]s?\b|s? {_VERB})"
    r"|^[Tt]he (?:Act|Bill|Scheme|Mission|Commission|Convention|Code|Treaty|Rules|Amendment|Committee|Policy"
    r"|Programme|Report|Summit) "
    + _VERB
    + r"|^(?:one|two|three|four|five|six|some|many|most|all|half|none|each|both) of (?:it|its|their|his|her|these|those|them)\b"
    r"|^(?:[Bb]oth|[Ee]ach|[Aa]ll|[Mm]ost) (?:of )?(?:the |its |their )?(?:" + _THINGS + r")s? "
)
_BARE = re.compile(rf"^the ([a-z]+) {_VERB}")
_KNOWN_TO_ALL = frozenset("president parliament constitution people world union centre speaker law state river".split())
_ONCE = re.compile(
    r"^the (?!\w+ of )(?:[a-z-]+ ){1,2}?(?:(?:was|were|had|has|have|will|would) \w|(?:appeared|took|began|came"
    r"|went|won|led|met|rose|fell|gave|made|sent|struck|upheld|found|told|said|sought|brought|built|chose"
    r"|fought|grew|held|kept|left|lost|paid|put|ran|saw|set|sold|spent|stood|wrote|[a-z]{3,}ed) )"
    r"|^the [a-z-]+s (?!of\b|in\b|on\b|for\b|that\b|which\b|and\b|to\b)[a-z]"
)
_UNIQUE = frozenset(
    "rupee monsoon sun moon earth universe atmosphere equator sea ocean war caste partition independence mughals"
    " british french portuguese"
    " dutch americans allies nazis romans greeks".split()
)
_CONNECTS = re.compile(
    r"^(?:however|moreover|furthermore|additionally|conversely|thus|therefore|hence|in addition|similarly"
    r"|consequently|meanwhile"
    r"|in essence|overall|in conclusion|likewise|besides|nevertheless|as a result|in contrast|on the other hand), ",
    re.IGNORECASE,
)
_OPENING_PHRASE = re.compile(
    r"^(?:(?:also |widely )?\w+ed|also known|built|led|held|known|set up|based|given) [^,.]{1,80}, ", re.IGNORECASE
)
_THIS = re.compile(
    r"(?<![Ww]hich of )(?<!one of )(?<!any of )(?<=\w )\b(?:this|these|those|such) (?!is\b|was\b|are\b|were\b"
    r"|as\b|that\b|an?\b|who\b|which\b|day\b)([a-z]+)\b"
)
_OBJECT = re.compile(r"^(?:The )?[A-Z][^,.;]{0,60} [a-z]+ed (it|them)\b")
_OF_THESE = re.compile(r"\b(?:of|than|with|for|by) (these|those|them|this|that)\b(?=[.,;]|$)")
_POINTING = english.starts("this these those such them that")
_PRONOUN_WORDS = english.starts("it he she they this these him them")
_NEWS_WORDS = english.starts(_NEWS.replace("|", " "))
_OPENINGS = english.starts(
    _PRONOUNS.replace("|", " ")
    + " that the both each all most one two three four five six some many half none however moreover"
    " furthermore additionally conversely thus therefore hence in similarly consequently meanwhile overall"
    " likewise besides nevertheless"
    " as on also built led held known set based given widely"
)
_SAME = re.compile(
    r"\b(?:on|in|at|by|with|for|use|uses|used|to|of|does|did|do) the same\b(?! (?:as|time)\b)(?![^.]{0,80}\b(?:as"
    r"|that|which)\b)",
    re.IGNORECASE,
)
_OF_THE_NEWS = re.compile(
    rf"(?<=\w )(?:the|this) ({_NEWS})\b(?! (?:of|on|by|for|to|titled|called|that|which|between|under|with|against"
    rf"|about|[A-Z“]))"
)
_ASKS_OF_PRONOUN = re.compile(
    r"\b(?:did|does|do|was|were|is|are|has|have|had|will|would|can|could|should)\s+(it|he|she|they|this|these|him"
    r"|them)\b(?! called\b)",
    re.IGNORECASE,
)
_DUMMY = re.compile(r"^it (?:is|was) (?:\S+ ){1,3}(?:that|who|which|to)\b|^it takes\b", re.IGNORECASE)


def unclear_reference(side: Side, _: Limits) -> Iterator[Finding]:
    """Reports a front that opens with “this”, “it”, “his”, “the event …”, or asks about a pronoun that nothing explains.

    **Why.** Cards come mixed and months later; what “this” was stood in the article (Wozniak, rule 16, “Provide
    context cues”; Matuschak, “Prompts should be precise”).  “In his message, Kim Jong Un …” is fine: the name follows.

    **Example:** `This treaty was signed in {{June 2024}}.`

    **Use instead:** `The Russia–North Korea treaty was signed in {{June 2024::month, year}}.`
    """
    if side.shown.recall:
        return
    cloze, starts = side.shown.kind == "cloze", side.shown.starts
    front = side.shown.text if cloze else side.front
    front = front.lstrip("“\"'‘( ")
    if opening := _refers_back(front):
        yield Finding(f"“{opening}” points to something that is not on the card.", "Name it.")
        return
    if not cloze and not starts.isdisjoint(_PRONOUN_WORDS) and (found := _ASKS_OF_PRONOUN.search(front)):
        if "![" in side.shown.source_text:
            return
        before = front[: found.start()]
        if not english.names(before) and not english.QUOTED.search(before):
            yield Finding(f"“{found[1]}” points to something that is not on the card.", "Name it.")
            return
    if cloze and front.startswith("The ") and (found := _ONCE.match(f"t{front[1:]}")) and not english.names(found[0]):
        opening = " ".join(front.split()[:2])
        if opening.rpartition(" ")[2] not in _UNIQUE and len(english.names(side.front.removeprefix("The "))) < 2:
            yield Finding(f"“{opening} …”: the card does not say which.", "Name it.", severity="warning")
            return
    if cloze and "same" in starts and (found := _SAME.search(front)):
        yield Finding(f"“{found[0]}”: the same as what?", "Name it.", severity="warning")
        return
    if cloze and (found := _OBJECT.match(front)):
        yield Finding(f"“{found[1]}” points to something that is not on the card.", "Name it.", severity="warning")
        return
    if (
        cloze
        and not starts.isdisjoint(_POINTING)
        and (found := _OF_THESE.search(front))
        and not english.names(front[: found.start()])
    ):
        yield Finding(f"“{found[0]}” points to something that is not on the card.", "Name it.", severity="warning")
        return
    if starts.isdisjoint(_NEWS_WORDS) and starts.isdisjoint(_POINTING):
        return
    low = front.lower()
    for found in (*_OF_THE_NEWS.finditer(front), *_THIS.finditer(english.unquoted(front))):
        if low.find(english.stem(found[1].casefold()), 0, found.start()) < 0 and "![" not in side.shown.source_text:
            yield Finding(f"“{found[0]}”: the card does not say which.", "Name it.", severity="warning")
            return


def _refers_back(front: str) -> str:
    """The words at the opening of a text that point to something before it, or an empty string."""
    first = front.partition(" ")[0].casefold().partition("’")[0].partition("'")[0].rstrip(",")
    if first[: english.LETTERS] not in _OPENINGS and not first.endswith("ed"):
        return ""
    if found := _CONNECTS.match(front):
        return found[0].rstrip(" ,")
    if intro := _OPENING_PHRASE.match(front):
        front = front[intro.end() :]
    low = front[:1].lower() + front[1:]
    found = _REFERS_BACK.match(low)
    if not found and (bare := _BARE.match(low)) and english.is_general(bare[1]) and bare[1] not in _KNOWN_TO_ALL:
        found = bare
    if not found or _DUMMY.match(front):
        return ""
    if re.match(r"(?:both|each|all|most) ", front, re.IGNORECASE) and any(
        word.isalpha() for word in english.names(front)
    ):
        return ""
    return found[0].strip()
