"""Key points with blanks proposed: what an exam would ask, never what gives itself away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ankigen.draft.dates import dates, relative_dates
from ankigen.draft.english import FILLER, PRONOUN, RELATIVE, content, sentences, standing, words
from ankigen.draft.finders.material import Material, names
from ankigen.draft.finders.numbers import ABOUT, FIGURE
from ankigen.draft.model import Block, Proposal

_LAW = re.compile(r"\b(?:Article|Section|Schedule|Rule)\s(\d{1,3}[A-Z]{0,2}(?:\(\d+\))?)")
_ABBREVIATED = re.compile(r"((?:[A-Z][\w’'-]*\s(?:of\s|and\s|for\s|the\s|on\s|in\s)?){1,8})\(([A-Z][A-Za-z-]{1,9})\)")
_PROPER = re.compile(r"(?<![\w’'-])[A-Z][\w’-]*(?:\s(?:of\s|the\s|and\s|for\s)?[A-Z][\w’-]*){0,5}(?![\w’'])")
_QUOTE = re.compile(r"[“\"]([^“”\"]{4,60})[”\"]")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|can|[a-z]{3,}(?:ed|es|s)|began|came|took|won|became|met|held|made|"
    r"led|gave|went|set|rose|fell|grew)\b"
)
MOST = 2
"""Blanks per key point: more than an exam asks at once makes a sentence that is all holes."""


def key_points(material: Material) -> Iterator[Proposal]:
    """One entry per key point that states something; a page without any gives its labelled bullets."""
    own = [block for block in material.page.prose if block.role == "key_points"]
    for block in own:
        yield from _point(material, block, 0.9 if block.kind == "item" else 0.7, "a key point of the page")
    if not own and material.page.profile in ("labels", "news", "outline"):
        for block in material.page.blocks:
            if (
                block.kind == "item"
                and block.role in ("analysis", "organisation", "unknown")
                and len(block.text.split()) >= 6
                and _VERB.search(block.text)
            ):
                yield from _point(material, block, 0.65, "a bullet that states something")


def _point(material: Material, block: Block, confidence: float, why: str) -> Iterator[Proposal]:
    kept = [sentence for _, sentence in sentences(block.text) if not FILLER.match(sentence)]
    text = " ".join(kept)
    if not text or (len(text.split()) < 3 and not re.search(r"\d", text)):
        return
    label = block.label if block.label and block.label != block.heading else ""
    asks: tuple[str, ...] = ()
    blanked = text
    if PRONOUN.match(text) and not label:
        asks = ("name what it speaks of, so that the sentence stands alone",)
    elif len(text.split()) > 60:
        asks = ("cut it up: it says more than one thing",)
    else:
        blanked = blanks(material, text)
    if relative := RELATIVE.search(text):
        day = next((f"{found.value}?" for found in relative_dates(text, material.page.date)), "which day?")
        asks = (*asks, f"“{relative[0]}” is {day}")
        blanked = text
    shown = f"{label}: {blanked}" if label else blanked
    if "{{" not in shown and not asks:
        asks = ("no blank suggests itself: is there anything to recall?",)
    yield Proposal("key_points", {"text": shown, **standing(text)}, block.lines, confidence, why, asks)


def blanks(material: Material, text: str) -> str:
    """The text with up to two blanks: figures, dates, provisions first, then names that are not its subject."""
    candidates = sorted(_candidates(material, text))
    chosen: list[tuple[int, int]] = []
    size = max(1, len(text.split()))
    for _, start, end in candidates:
        if (
            re.search(r"\b(?:an?|any|each|every|other|all)\s$", text[:start])
            or any(start < other_end and other_start < end for other_start, other_end in chosen)
            or "{" in text
            or "}" in text
        ):
            continue
        if len(text[start:end].split()) > 6 or sum(len(text[a:b].split()) for a, b in [*chosen, (start, end)]) > size * 0.35:
            continue
        if re.search(r"\b" + re.escape(text[start:end]) + r"\b", text[:start] + "\0" + text[end:]):
            continue  # it stands elsewhere in the sentence
        chosen.append((start, end))
        if len(chosen) == MOST:
            break
    for start, end in sorted(chosen, reverse=True):
        text = f"{text[:start]}{{{{{text[start:end]}}}}}{text[end:]}"
    return text


def _candidates(material: Material, text: str) -> Iterator[tuple[int, int, int]]:
    """Spans worth asking, the best first."""
    verb = next((one.start() for one in _VERB.finditer(text) if one.start() > 0), len(text))
    for date in dates(text):
        lead = re.match(
            r"(?:\s*(?:on|in|since|by|from|until|till|of|during|dated|as of|as on|around|before|after|the|late|early|mid|back|year)\b)*\s*",
            text[date.start : date.end],
            re.I,
        )
        yield 1, date.start + (lead.end() if lead else 0), date.end
    for figure in FIGURE.finditer(text):
        value = figure["value"].strip()
        lead = re.match(ABOUT, value, re.I)
        yield 0, figure.start("value") + (lead.end() if lead else 0), figure.start("value") + len(value)
    for law in _LAW.finditer(text):
        yield 0, law.start(1), law.end(1)
    taken = [(date.start, date.end) for date in dates(text)] + [figure.span() for figure in FIGURE.finditer(text)]
    pairs = [(found.start(1) + _leading(found[1]), found.end()) for found in _ABBREVIATED.finditer(text)]
    for start, end in pairs:
        if start > verb:
            yield 2, start, end
    persons = [(start, end) for _, start, end in names(text)]
    for quoted in _QUOTE.finditer(text):
        if len(quoted[1].split()) >= 2:
            yield 4, quoted.start(1), quoted.end(1)
    about = content(material.page.title)
    for proper in _PROPER.finditer(text):
        start, end = proper.start() + _leading(proper[0]), proper.end()
        inside = any(a <= start < b or a < end <= b for a, b in pairs)
        if (
            start >= end
            or start < verb
            or inside
            or start == 0
            or re.fullmatch(r"New Year|[A-Z]|Articles?|Sections?|Schedule|Rule|Part|Act", text[start:end])
        ):
            continue
        if re.fullmatch(r"[A-Z][a-z]+(?:ian|an|ese|ish)", text[start:end]) and re.match(
            r"\s(?!and\b|in\b|on\b|to\b|for\b|at\b|by\b|with\b|of\b|from\b|as\b|is\b|was\b|has\b|had\b|will\b|after\b|before\b)[a-z]",
            text[end:],
        ):
            continue  # “Iranian city”: half a name
        in_title = content(text[start:end]) <= about
        if re.search(r"\b(?:an?|any|each|every|other|all)\s$", text[:start]) or any(
            start < other_end and other_start < end for other_start, other_end in taken
        ):
            continue  # a part of a date, a figure
        person = any(a <= start and end <= b for a, b in persons)
        yield (2 if person else 3) + 2 * in_title, start, end


def _leading(text: str) -> int:
    """How much of a run of capitals is only the opening of a sentence (“The”, “In”)."""
    first = words(text)[:1]
    return (
        first[0].end + 1
        if first and first[0].low in ("the", "in", "a", "an", "on", "of", "and", "this", "its") and len(text) > first[0].end + 1
        else 0
    )
