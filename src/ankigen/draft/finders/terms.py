"""Terms: abbreviations whose initials match their expansion, marked definitions, and sentences that define."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ankigen.draft.english import Word, asked_for, words
from ankigen.draft.finders.material import Material
from ankigen.draft.model import TODO, Proposal

_SMALL = frozenset("of the and for in on to a an at by de with from as or & into under".split())
_SHORT = r"[A-Z][A-Za-z&./-]{0,12}[A-Z0-9]s?|[A-Z]{2,10}s?"
_AFTER = re.compile(rf"\s\(\s?[“\"']?({_SHORT})[”\"']?\s?(?:[,;]\s?[^()]{{2,60}})?\)")
_BEFORE = re.compile(rf"(?<![\w-])({_SHORT})\s?\(\s?([A-Z][^()]{{4,120}})\)")
_STANDS = re.compile(
    rf"\b({_SHORT})\s(?:stands for|is (?:short|an? (?:acronym|abbreviation)) for|,? short for|\(full form\)|"
    rf"or)\s(?:the\s)?[“\"']?([A-Z][^.;()”\"]{{4,100}})"
)
_EQUALS = re.compile(rf"^({_SHORT})\s?[-–—:=]\s([A-Z][^.;()]{{4,100}})\.?$")
_DASHED = re.compile(r"^([^-–—.:;,“\"]{2,60}?)\s[-–—]\s(\S.{8,400})$")
_STOPPED = re.compile(r"(?:[\"”’']?[.;:!?)](?!\w))")
_DEFINES = re.compile(
    r"^(?:The\s|An?\s)?(?P<term>[^,;:()]{2,70}?)(?:\s\((?P<short>[^()]{2,14})\))?\s(?P<verb>is defined as|are "
    r"defined as|refers to|refer to|means|is the term for|denotes|is known as)\s(?P<means>.{8,300})$"
)
_IS = re.compile(
    r"^(?:The\s|An?\s)?(?P<term>[A-Z][^,;:()]{1,70}?)(?:\s\((?P<short>[^()]{2,14})\))?(?:,\s[^,]{2,60},)?\s(?:is|was"
    r"|are)\s(?P<means>(?:an?|the|one of)\s[^;]{10,260}?)(?:[.;]$|$)"
)
_IS_ANYTHING = re.compile(
    r"^(?:The\s|An?\s)?(?P<term>[^,;:()]{2,70}?)(?:\s\((?P<short>[^()]{2,14})\))?\s(?:is|"
    r"are)\s(?P<means>(?!not\b|also\b|now\b|being\b|used\b|expected\b)[^;]{10,260}?)\.?$"
)
_DROP = re.compile(
    r"^(?:significant|major|crucial|important|key|complex|direct|new|growing|big|great|serious|declaration|matter|sign|result|reason|fact"
    r"|case|part|time|place|way|testament|reminder|step|first|second|third|largest|only|most)\b",
    re.I,
)


def initials(short: str, long: Sequence[Word]) -> int:
    """How many of the words before an abbreviation it stands for (counted from the last), or 0.

    Every major word gives its initial, in order; small words may.  Where a word must give more than its first letter
    (NABARD: National), the number is negative.
    """
    letters = list(re.sub(r"[^A-Za-z]", "", _singular(short)))
    if not letters:
        return 0
    for strict, more in ((True, 6), (False, 4)) if len(letters) >= 4 else ((True, 6),):
        for size in range(1 if strict else 2, min(len(long), len(letters) + more) + 1):
            run = long[-size:]
            if run[0].low in _SMALL or run[0].text[0].lower() != letters[0].lower():
                continue
            if not strict and not all(word.capital or word.low in _SMALL for word in run):
                continue
            if _spells(letters, [part for word in run for part in re.split(r"[-–/&]", word.text) if part], strict):
                return size if strict else -size
    return 0


def _spells(letters: list[str], parts: list[str], strict: bool) -> bool:
    """Whether the letters are the initials of the parts; not strict: a part may give up to four letters of its start."""
    reach = {0}
    for part in parts:
        small = part.lower() in _SMALL
        following: set[int] = set()
        for at in reach:
            if small:
                following.add(at)
            if (
                at < len(letters)
                and part[0].lower() == letters[at].lower()
                and (not letters[at].islower() or small or not strict or part[0].islower())
            ):
                following.add(at + 1)
                if not strict:
                    end, inner = at + 1, 1
                    while end < len(letters) and end - at < 4:
                        inner = part.lower().find(letters[end].lower(), inner) + 1
                        if not inner:
                            break
                        end += 1
                        following.add(end)
        reach = following
        if not reach:
            return False
    return len(letters) in reach


def terms(material: Material) -> Iterator[Proposal]:
    """One entry per term; where the page does not say what it is, that is asked."""
    meanings = dict(_meanings(material))
    done: set[str] = set()
    for short, long, line, confidence, why in _abbreviations(material):
        if short.lower() in done:
            continue
        done.add(short.lower())
        means, means_line, _ = meanings.get(short) or meanings.get(long) or ("", 0, 0.0)
        done.add(long.lower())
        values = {"term": short, "expands": long, "means": means or f"{TODO} what is it?"}
        lines = (line, means_line) if means_line and means_line != line else (line,)
        yield Proposal("terms", values, lines, confidence, why)
    for gloss in material.page.glosses:
        if gloss.term.lower() in done:
            continue
        done.add(gloss.term.lower())
        if initials(gloss.term, words(gloss.means)) == len(words(gloss.means)):
            yield Proposal(
                "terms",
                {"term": gloss.term, "expands": gloss.means, "means": f"{TODO} what is it?"},
                (gloss.line,),
                0.93,
                "marked as an abbreviation",
            )
        else:
            yield Proposal("terms", {"term": gloss.term, "means": gloss.means}, (gloss.line,), 0.92, "marked as a definition")
    for term, (means, line, confidence) in meanings.items():
        if term.lower() not in done:
            done.add(term.lower())
            yield Proposal("terms", {"term": term, "means": means}, (line,), confidence, "the page defines it")


def _abbreviations(material: Material) -> Iterator[tuple[str, str, int, float, str]]:
    for block in material.page.blocks:
        if block.kind == "heading" or block.role in ("mcqs", "noise"):
            continue
        for text, shown in ((f"{block.label}", False), (block.text, True)):
            for long, short, at, size in _matches(text):
                sure = (0.96, "initials match") if size > 0 else (0.75, "letters match, not only initials")
                yield short, long, block.line_at(at) if shown else block.line, *sure
    for found in re.finditer(rf"\s\(({_SHORT})\)", material.page.title):
        if size := initials(found[1], words(material.page.title, 0, found.start())):
            run = words(material.page.title, 0, found.start())[-abs(size) :]
            yield found[1].rstrip("s"), material.page.title[run[0].start : found.start()], material.page.title_line, 0.9, "initials match"


def _matches(text: str) -> Iterator[tuple[str, str, int, int]]:
    for found in _AFTER.finditer(text):
        low = max(0, found.start() - 140)
        before = words(text, low, found.start())
        cut = max((at for at, word in enumerate(before) if _STOPPED.match(text, word.end)), default=-1)
        if size := initials(found[1], before[cut + 1 :]):
            run = before[-abs(size) :]
            yield text[run[0].start : found.start()].strip("“”\"' "), _singular(found[1]), found.start(), size
    for pattern in (_BEFORE, _STANDS, _EQUALS):
        for found in pattern.finditer(text):
            short, long = found[1], found[2].strip()
            if pattern is _BEFORE:
                long = re.split(r"\s?[;–—]|,\s(?=(?:founded|est|a|an|the|also|in|based|head)\b)", long)[0]
            size = initials(short, words(long))
            if pattern is not _BEFORE and not size:
                for cut in range(len(words(long)) - 1, 1, -1):
                    shorter = long[: words(long)[cut - 1].end]
                    if initials(short, words(shorter)) == cut:
                        long, size = shorter, cut
                        break
            if abs(size) == len(words(long)) and size and not _members(long):
                yield long, _singular(short), found.start(), size


def _singular(short: str) -> str:
    return short[:-1] if short.endswith("s") and short[:-1].isupper() else short


def _members(inside: str) -> bool:
    """“Brazil, Russia, India, China and South Africa”: the members of a group, not what its letters stand for."""
    parts = [part.strip() for part in re.split(r",|\sand\s|&", inside) if part.strip()]
    return len(parts) >= 3 and all(len(part.split()) <= 2 for part in parts)


def _meanings(material: Material) -> Iterator[tuple[str, tuple[str, int, float]]]:
    """What the page says a term is: by defining verbs, “X is a …” near a heading that asks, or items under Key Terms."""
    for block in material.page.prose:
        if block.role != "terms":
            continue
        if block.label and len(block.label.split()) <= 8:
            yield block.label, (block.text.rstrip("."), block.line, 0.9)
        elif (dash := _DASHED.match(block.text)):
            yield dash[1], (dash[2].rstrip("."), block.line, 0.85)
    for said in material.sentences:
        if found := _DEFINES.match(said.text):
            if _proper_term(found["term"]):
                yield from _both(found, found["means"], said.line, 0.8)
        elif (
            (about := asked_for(said.block.label or said.block.heading))
            and (found := _IS_ANYTHING.match(said.text))
            and found["term"].lower() == about.lower()
        ):
            yield from _both(found, found["means"], said.line, 0.8)
        elif (
            (found := _IS.match(said.text))
            and _proper_term(found["term"])
            and not _DROP.match(re.sub(r"^(?:an?|the|one of(?: the)?)\s", "", found["means"]))
        ):
            asked = bool(re.match(r"(?:about|what (?:is|are))\b", said.block.label or said.block.heading, re.I))
            yield from _both(found, found["means"], said.line, 0.78 if asked else 0.62 if found["short"] else 0.5)


def _both(found: re.Match[str], means: str, line: int, confidence: float) -> Iterator[tuple[str, tuple[str, int, float]]]:
    means = means.rstrip(". ")
    yield found["term"].strip("“”\"' "), (means, line, confidence)
    if found["short"]:
        yield found["short"], (means, line, confidence)


def _proper_term(term: str) -> bool:
    return (
        len(term.split()) <= 7
        and not re.match(
            r"(?:today|it|this|that|these|those|they|he|she|there|what|which|who|here|one|such|his|her|their|its|our|another|each)\b",
            term,
            re.I,
        )
        and bool(re.search(r"[A-Za-z]{2}", term))
    )
