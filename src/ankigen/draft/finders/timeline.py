"""Dated events at the precision that is written: sentences with a date, years that head an item, tables of years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ankigen.draft.dates import Found, dates, read_date, relative_dates, years
from ankigen.draft.english import PRONOUN, RELATIVE, content, sentence_case, standing, tidy
from ankigen.draft.finders.material import MOST_LINES, Material, Said, together
from ankigen.draft.finders.numbers import FIGURE
from ankigen.draft.model import TODO, Block, Proposal

_WHICH = re.compile(r"^(?P<thing>.*),\s(?:which|who|that)\s(?P<verb>.{3,200})$")
_INCLUDING = re.compile(r",?\s(?:including|such as|especially|notably)\s")
_CUTS = re.compile(
    r";\s|,\s(?:but|while|whereas|although)\s|\s[—–]\s|,\s(?:and|where|when|including)\s(?=(?:it|he|she|they|"
    r"the|was|were|has|had)\b)|,\s(?:where|when)\s"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|did|will|can|[a-z]{3,}(?:ed|s)|began|came|took|won|became|met|held|"
    r"made|led|sent|gave|went|set|rose|fell|grew|lost|built|wrote|got|saw|hit|put)\b"
)
_HEADED = re.compile(r"^(?:\*\*)?((?:1[5-9]|20)\d\d)(?:\*\*)?\s?[:–—-]?\s?(?=[A-Z“\"'])(.{4,400})$")
_DAY_HEADED = re.compile(r"^(.{6,22}?)\s?[:–—]\s?(\S.{3,400})$")
_STATES = re.compile(
    r"\b(?:had|has|have|is|are|was|were|stood|stands|accounted|accounts|reached|totalled|amounted|covers|comprises)\s(?:at\s|for\s|to\s)?$"
)
_BACK = re.compile(
    r"\b(?:is|are|was|were|has|have|had|by|to|from|with|of its|that|and|since|after|before|under|because|due|led|marks?|including)\b"
)
_AS_OF_NOW = re.compile(r"\b(?:ongoing|upcoming|recent)\b", re.I)
_NOT_EVENTS = re.compile(r"\b(?:updated|published|last date|copyright)\b", re.I)


def timeline(material: Material) -> Iterator[Proposal]:
    """One entry per date and event; the same event told twice keeps the lines of both."""
    found: list[Proposal] = []
    by_year: dict[str, list[int]] = {}
    for proposal in (*_headed(material), *_tables(material), *_told(material)):
        near = by_year.setdefault(str(proposal.values["date"])[:4], [])
        twin = next((at for at in near[:MOST_LINES] if _same(found[at], proposal)), None)
        if twin is None:
            near.append(len(found))
            found.append(proposal)
        else:
            kept = found[twin] if _better(found[twin], proposal) else proposal
            lines = together(kept.lines, found[twin].lines, proposal.lines)
            found[twin] = Proposal("timeline", kept.values, lines, kept.confidence, kept.why, kept.asks, kept.computed)
    yield from map(_settled, found)


def _settled(proposal: Proposal) -> Proposal:
    """The proposal with a question where its event is told as of the day of the page."""
    now = _AS_OF_NOW.search(str(proposal.values["event"]))
    return replace(proposal, asks=(*proposal.asks, f"“{now[0]}” as of when? write the date, or leave it out")) if now else proposal


def _same(one: Proposal, other: Proposal) -> bool:
    first, second = str(one.values["date"]), str(other.values["date"])
    if not (first.startswith(second) or second.startswith(first)):
        return False
    a, b = content(str(one.values["event"])), content(str(other.values["event"]))
    return bool(a and b) and len(a & b) >= (0.6 if first == second else 0.75) * min(len(a), len(b))


def _better(one: Proposal, other: Proposal) -> bool:
    return (len(str(one.values["date"])), one.confidence) >= (len(str(other.values["date"])), other.confidence)


def _headed(material: Material) -> Iterator[Proposal]:
    """`1993First launch`, `1993: First launch`, `**12 March 1993** – First launch`."""
    for block in material.page.prose:
        if block.role in ("tips", "related", "mains", "exams"):
            continue
        if (
            block.label
            and len(block.label) <= 30
            and (value := read_date(block.label))
            and not re.search(r"[A-Za-z]{4,}\s[A-Za-z]{4,}", block.label)
            and _is_all_date(block.label)
        ):
            yield _entry(value, block.text, block, 0.9, "a date heads the item")
        elif headed := _HEADED.match(block.text):
            yield _entry(headed[1], headed[2], block, 0.88, "a year heads the item")
        elif (headed := _DAY_HEADED.match(block.text)) and (value := read_date(headed[1])) and _is_all_date(headed[1]):
            yield _entry(value, headed[2], block, 0.88, "a date heads the item")


def _is_all_date(text: str) -> bool:
    whole = dates(text) or years(text)
    return len(whole) == 1 and whole[0].end - whole[0].start >= len(text.strip(" .*()")) - 2


def _entry(value: str, event: str, block: Block, confidence: float, why: str) -> Proposal:
    event = tidy(event).strip().rstrip(".")
    return Proposal(
        "timeline", {"date": value, "event": sentence_case(event), **standing(event)}, (block.line,), confidence, why, computed=("date",)
    )


def _tables(material: Material) -> Iterator[Proposal]:
    for block in material.page.blocks:
        if block.kind != "table" or not re.match(r"(?:year|date|when|month|period)\b", block.rows[0][0].strip(), re.I):
            continue
        for row, line in zip(block.rows[1:], block.lines[1:], strict=False):
            if (value := read_date(row[0])) and len(row) > 1 and _is_all_date(row[0]) and row[1].strip():
                yield Proposal(
                    "timeline",
                    {"date": value, "event": row[1]},
                    (line,),
                    0.9 if len(row) == 2 else 0.8,
                    "a row of a table of dates",
                    computed=("date",),
                )


def _told(material: Material) -> Iterator[Proposal]:
    for said in material.sentences:
        text = said.text
        if _HEADED.match(text) or (said.block.label and _is_all_date(said.block.label)) or _NOT_EVENTS.match(text):
            continue
        here = dates(text)
        if (headed := _DAY_HEADED.match(text)) and _is_all_date(headed[1]):
            continue
        spans = _ranges(text, here)
        for at, date in enumerate(here):
            if at in spans:
                yield Proposal(
                    "timeline",
                    {"date": date.value, "event": sentence_case(tidy(text).rstrip(". "))},
                    (said.line_at(date.start),),
                    0.4,
                    "one end of a span of time",
                    computed=("date",),
                )
            else:
                yield _event(said, date, here)
        for date in relative_dates(text, material.page.date):
            if not here and standing(text).get("kind") != "forecast":
                yield _event(said, date, [date])


def _ranges(text: str, here: Sequence[Found]) -> set[int]:
    """Which of the dates are the ends of a span (“from 2014 to 2019”)."""
    ends: set[int] = set()
    for at, (one, other) in enumerate(pairwise(here)):
        if re.fullmatch(r"\s?(?:[-–—]|to|until|till|and)\s?", text[one.end : other.start]) or (
            re.match(r"(?:until|till|to)\b", text[other.start :])
            and re.match(r"(?:from|between)\b", text[one.start :], re.I)
            and other.start - one.end <= 1
        ):
            ends |= {at, at + 1}
    return ends


def _event(said: Said, date: Found, here: Sequence[Found]) -> Proposal:
    """The clause of the date without the date; an opening that points back is asked about."""
    text = said.text
    start, end = _clause(text, date, here)
    before, after = text[start : date.start].rstrip(" ,(;"), text[date.end : end]
    if re.search(r",\s(?:which|who)\s[^,]{3,120}$", before) and after.startswith(","):
        after = ""  # “X, which began in 2022, led to …”
    after = re.sub(r"^[\s,)]+(?:when|where)\s(?=.*)", " ", after) if not before.strip() else after
    joined = _join(before, after)
    whole = re.sub(r"\s+", " ", joined).strip(" ,;:-–—(")
    whole = re.sub(
        r"^(?:and|but|while|when|where|however|later|then|also|subsequently|meanwhile|conversely|moreover|in addition)[,\s]+",
        "",
        whole,
        flags=re.I,
    )
    confidence, why = date.confidence, date.why
    if which := _WHICH.match(whole):
        thing = _thing(which["thing"])
        if len(which["verb"].split()) <= 12 and thing:
            whole = f"{thing} {which['verb']}"
    whole = whole.rstrip(". ,")
    if (figure := FIGURE.search(text, start, end)) and _STATES.search(text, start, figure.start()):
        confidence, why = 0.5, "a figure and its date, no event"
    asks: tuple[str, ...] = ()
    if PRONOUN.match(whole):
        whole = f"{TODO} who or what? {sentence_case(whole)}"
    elif not _VERB.search(whole):
        confidence = min(confidence, 0.8)
    if RELATIVE.search(whole) and not whole.startswith(TODO):
        asks = ("which day does the sentence mean?",)
    if len(content(whole)) < 2:
        confidence = 0.4
    if re.match(r"An?\s", whole):
        asks = (*asks, "which one?")
    if re.search(r"\b(?:Article|Section|Rule|Schedule)s?\s\d+[A-Z]*\b(?!\s(?:of|under|in)\b)", whole):
        asks = (*asks, "of which law?")
    if len(whole.split()) > 30:
        asks = (*asks, "cut it down to one event")
    return Proposal(
        "timeline",
        {"date": date.value, "event": sentence_case(whole), **standing(text[start:end])},
        (said.line_at(date.start),),
        confidence,
        why,
        asks,
        ("date",),
    )


def _clause(text: str, date: Found, here: Sequence[Found]) -> tuple[int, int]:
    """The part of the sentence that the date belongs to: up to a semicolon, a “while”, or another date's clause."""
    start, end = 0, len(text)
    for cut in _CUTS.finditer(text):
        if cut.end() <= date.start and _VERB.search(text, cut.end(), date.start) and re.search(r"\w+\s\w+", text[cut.end() : date.start]):
            start = cut.end()
        elif cut.start() >= date.end and _VERB.search(text, start, cut.start()):
            end = cut.start()
            break
    for opened in _INCLUDING.finditer(text, start, date.start):
        start = opened.end()
    others = [other for other in here if other is not date and start <= other.start < end]
    for other in others:
        between = (other.end, date.start) if other.start < date.start else (date.end, other.start)
        if joint := re.search(r",?\s(?:and|then|followed by|before)\s|,\s", text[between[0] : between[1]]):
            if other.start < date.start:
                start = max(start, between[0] + joint.end())
            else:
                end = min(end, between[0] + joint.start())
    return (start, end) if _VERB.search(text[start:end]) or len(text[start:end].split()) > 4 else (0, len(text))


def _join(before: str, after: str) -> str:
    after = after.lstrip(" ,)") if not before.strip() else re.sub(r"^\s?\)", "", after)
    if not before.strip():
        return after
    return f"{before}{after}" if re.match(r"[\s.,;:]", after) else f"{before} {after}"


def _thing(text: str) -> str:
    """The noun phrase at the end of a text: what “which” stands for."""
    last = 0
    for found in _BACK.finditer(text):
        last = found.end()
    thing = text[last:].strip(" ,")
    return thing if 1 <= len(thing.split()) <= 9 and re.search(r"\w{3}", thing) else ""
