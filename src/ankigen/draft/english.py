"""What the drafter knows of English: where sentences end, which words are names, how claims and forecasts sound.

Pure functions over strings.  Every pattern is linear: bounded repeats, no nested ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ankigen.words import WEEKDAYS

Span = tuple[int, int]

_NEVER_ENDS = frozenset(
    "dr mr mrs ms prof sr jr st no nos art arts vs e.g i.e eg ie viz cf al fig rs gen lt col maj capt sgt adm gov sen rep "
    "hon rev pres dept univ approx est jan feb mar apr jun jul aug sep sept oct nov dec smt km sq sec cl para pp vol ed".split()
)
_OPENERS = frozenset(
    "the a an this that these those it its they their he his she her we our you there here in on at by for from of to with "
    "without under over after before since until during while when where which who what why how as if although though "
    "because however moreover furthermore further also meanwhile but and or so yet both each every all some many most "
    "several few no not conversely consequently therefore thus hence additionally similarly overall instead despite "
    "according following recently earlier later today now then once such any one two three four five first second "
    "third finally lastly increased any other another between among against about into through across per".split()
)
"""Words that open sentences with a capital and are no names."""

_END = re.compile(r"[.!?][\"”’')\]*]{0,3}(?=\s+[\"“‘'(\[*]{0,3}[A-Z0-9₹$À-ÖØ-Þ])|[।]")
_LAST_WORD = re.compile(r"[\w.]+$")


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence with its offset.  A full stop after `Dr.`, an initial or `U.S.` ends none, unless what follows the
    last opens a sentence for certain (`… with the U.S. The treaty …`)."""
    start = 0
    for end in _END.finditer(text):
        if end[0].startswith(".") and not _ends(text, end.start(), end.end()):
            continue
        if _is_open(text, start, end.end()):
            continue
        if part := text[start : end.end()].strip():
            yield text.index(part, start), part
        start = end.end()
    if part := text[start:].strip():
        yield text.index(part, start), part


_OPEN_FOR = 600
"""A quotation mark that is not closed within so many characters was none."""


def _is_open(text: str, start: int, end: int) -> bool:
    """Whether a quotation that began in this sentence goes on behind the stop."""
    said = text[start:end]
    if len(said) > _OPEN_FOR:
        return False
    if said.count("“") > said.count("”"):
        return "”" in text[end : end + _OPEN_FOR]
    return said.count('"') % 2 == 1 and '"' in text[end : end + _OPEN_FOR] and not re.match(r'\s"', text[end : end + 2])


def _ends(text: str, dot: int, after: int) -> bool:
    before = _LAST_WORD.search(text, max(0, dot - 24), dot)
    following = re.match(r"[\"“‘'(\[*\s]{0,6}([A-Za-z]+)", text[after : after + 40])
    opens = bool(following and following[1].lower() in _OPENERS)
    if not before:
        return True
    word = before[0].lower()
    if re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):  # U.S, e.g, a.m
        return opens and word not in {"e.g", "i.e"}
    if len(word) == 1 and word.isalpha():  # an initial
        return opens and word != "a"
    return word not in _NEVER_ENDS or (word in {"no", "art", "sec", "mar", "sq", "gen", "ed", "est"} and opens)


WORD = re.compile(r"[^\W_](?:[\w’'.&-]{0,60}[^\W_]|\.(?=[ A-Z]))?(?:\.(?=\w\.))?")


class Word(NamedTuple):
    """A word with its place in the text."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def low(self) -> str:
        return self.text.lower()


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of a stretch of text, with `'s` cut off the end and initials keeping their point."""
    found = []
    for match in WORD.finditer(text, start, len(text) if end is None else end):
        word = match[0]
        for tail in ("'s", "’s"):
            word = word.removesuffix(tail)
        found.append(Word(word, match.start(), match.start() + len(word)))
    return found


FILLER = re.compile(
    r"^(?:this|it|such|these|the (?:event|move|development|news|announcement|incident|visit|step|decision|"
    r"initiative|achievement|agreement)|in essence|"
    r"overall|in conclusion|thus|hence|therefore)\b[^\d]{0,80}?\b(?:underscor|highlight|signif|"
    r"reflect|demonstrat|showcas|mark(?:s|ed)\b|represent|reaffirm|emphasi|illustrat|remains? (?:a|an) (?:important|crucial|key|"
    r"significant)|is (?:a|an|of) (?:very )?(?:significant|important|crucial|key|vital|major|great|milestone|landmark|testament|"
    r"remarkable|historic|immense|paramount)|plays? a (?:key|crucial|vital|significant|important)|has far-reaching|"
    r"will (?:be|remain) (?:important|crucial))",
    re.I,
)
"""A sentence that evaluates and states nothing: no card comes of it."""

_FORECAST = re.compile(
    r"\b(?:will|could|(?-i:may)|might|would|shall|(?:is|are) (?:expected|likely|set|poised|projected|slated|"
    r"scheduled|due|planned) (?:to|for)|"
    r"(?:expected|projected|estimated|slated|scheduled|likely|aims?|plans?|targets?) (?:to|for)|potentially|forecasts?|by 20[3-9]\d)\b",
    re.I,
)
_HEDGE = re.compile(
    r"\b(reportedly|allegedly|alleged|purported(?:ly)?|claim(?:s|ed) (?:to|that)|believed to|widely "
    r"interpreted|is said to|rumoured|unconfirmed)\b",
    re.I,
)
_ATTRIBUTED = re.compile(
    r"\b(?:according to|(?:analysts?|experts?|critics?|observers?|economists?) (?:say|said|believe|argue|warn|fear|expect))\b", re.I
)
RELATIVE = re.compile(
    rf"\b(?:(?:on|by|this|last|next|since|until|late|early)\s+)?(?:{'|'.join(WEEKDAYS)})s?\b|"
    r"\b(?:yesterday|today|tomorrow|tonight|recently)\b|\b(?:last|this|next|past|previous|coming) (?:week|"
    r"month|year|quarter|decade|few \w+)\b|"
    r"\b(?:earlier|later) (?:this|that) (?:week|month|year)\b|\b(?:\w+) (?:days|weeks|months|years) ago\b",
    re.I,
)
"""Words of time that mean something only on the day of the article."""
PRONOUN = re.compile(
    r"^(?:it|its|they|their|he|his|she|her|this|these|that|those|the (?:event|move|decision|commendation|same|"
    r"news|visit|initiative|development|announcement|scheme|mission|latter|former|country))\b",
    re.I,
)
"""An opening that points back to another sentence."""


def standing(text: str) -> dict[str, str]:
    """What sort of statement it is, as keys of an entry: `kind`, and the source's own `hedge` where it has one."""
    if _FORECAST.search(text):
        return {"kind": "forecast"}
    if hedge := _HEDGE.search(text):
        return {"kind": "claim", "hedge": hedge[1]}
    if _ATTRIBUTED.search(text):
        return {"kind": "analysis"}
    return {}


def tidy(text: str) -> str:
    """Text without markup of emphasis and links, in single spaces."""
    if "](" in text and text.count("](") < 500:
        text = _without_links(text)
    if "*" in text or "__" in text:
        text = re.sub(r"(\*{1,3}|__)(?=\S)([^*_\n]{1,300}?)(?<=\S)\1", r"\2", text).replace("**", "")
    if "_" in text or "`" in text:
        text = re.sub(r"(?<!\w)[_`]([^_`\n]{1,200})[_`](?!\w)", r"\1", text)
    return " ".join(text.split())


def _without_links(text: str) -> str:
    text = re.sub(r"!\[[^\]\n]{0,200}\]\([^)\n]{0,400}\)", "", text)
    return re.sub(r"\[([^\]\n]{1,200})\]\([^)\n]{0,400}\)", r"\1", text)


def sentence_case(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


_ABOUT = re.compile(r"(?:about|what (?:is|are))\s+(?:the\s+|an?\s+)?(.{2,70}?)\s?\??", re.I)


def asked_for(heading: str) -> str:
    """“Green Hydrogen” of the headings “What is Green Hydrogen?” and “About Green Hydrogen”; of others nothing."""
    found = _ABOUT.fullmatch(heading)
    return found[1] if found else ""


_CONTENT = re.compile(r"[A-Za-z\u00c0-\u024f]{4,}|[A-Z]{2,}")


def content(text: str) -> set[str]:
    """The words that carry meaning, for comparing two texts."""
    return {found.lower() for found in _CONTENT.findall(text)} - _OPENERS


def listed(text: str) -> list[str]:
    """“A, B, and C” as its parts; a comma within brackets or quotation marks divides nothing."""
    parts, depth, start = [], 0, 0
    for at, character in enumerate(text):
        depth += (character in "([“") - (character in ")]”")
        if character in ",;" and depth <= 0:
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    if len(parts) == 2 and not re.match(r"\s*and\s", parts[1]) and (last := re.match(r"(.{3,80}?)\sand\s(.{3,80})$", parts[1])):
        parts[1:] = [last[1], last[2]]
    cleaned = [re.sub(r"^\s*(?:and|or)\s+", "", part).strip(" .;").removeprefix("the ") for part in parts]
    return [part for part in cleaned if part]
