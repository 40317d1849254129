"""Stakeholders and effects, as prose to be cut up by a person: nothing is divided here that the page did not divide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ankigen.draft.english import FILLER, asked_for, content, listed, sentences, standing
from ankigen.draft.finders.material import Material
from ankigen.draft.model import TODO, Block, Proposal, Value

_ON = re.compile(r"\b(?:for|on|of|to)\s(?:the\s)?(?P<on>(?:[A-Z][\w’'-]*)(?:\s(?:and\s|of\s|the\s)?[A-Z][\w’'-]*){0,4})\s?$")


def stakeholders(material: Material) -> Iterator[Proposal]:
    """One entry per labelled item under a heading of stakeholders."""
    for block in material.page.prose:
        if block.role != "stakeholders":
            continue
        if block.label and block.label != block.heading:
            yield _stakeholder(block, block.label, block.text, 0.9)
        elif block.kind == "item" and not block.label and (dash := re.match(r"^([A-Z][^.:;,]{2,60}?)\s[–—-]\s(.{10,})$", block.text)):
            yield _stakeholder(block, dash[1], dash[2], 0.8)


def _stakeholder(block: Block, name: str, text: str, confidence: float) -> Proposal:
    values = {"name": name, "does": text, "card": "false", "why": f"{TODO} cut it up into wants, gains, fears and does"}
    return Proposal("stakeholders", values, block.lines, confidence, f"an item under “{block.heading}”")


def effects(material: Material) -> Iterator[Proposal]:
    """One entry per item under a heading of significance; what the cause is, only a person can say."""
    for block in material.page.prose:
        if block.role != "significance":
            continue
        kept = [sentence for _, sentence in sentences(block.text) if not FILLER.match(sentence)]
        if not kept:
            continue
        values: dict[str, str] = {"cause": f"{TODO} what brings it about?", "effect": " ".join(kept)}
        if on := _ON.search(block.heading):
            values["on"] = on["on"]
        values.update({"kind": "analysis"} | standing(kept[0]))
        values |= {"card": "false", "why": f"{TODO} name the cause, and cut the effect down to one"}
        label = f", “{block.label}”" if block.label and block.label != block.heading else ""
        if block.kind == "item":
            yield Proposal("effects", values, block.lines, 0.75, f"an item under “{block.heading}”{label}")
        elif re.search(r"significan|implication|impact|matters|effect", block.heading, re.I):
            yield Proposal("effects", values, block.lines, 0.5, f"a paragraph under “{block.heading}”{label}")


_AXES = re.compile(
    r"(?:feature|aspect|basis|parameter|criteri(?:a|on)|point|characteristic|attribute|particulars?|category|"
    r"dimension|area|factor|item|ground|property|s\.?\s?no|sr\.?\s?no|#|details?|topic)s?(?: of .*)?(?:/.*)?",
    re.I,
)
_COUNT = re.compile(r"^(?:s\.?\s?no\.?|sr\.?\s?no\.?|sl\.?\s?no\.?|no\.?|#|rank|serial.*)$", re.I)


def comparisons(material: Material) -> Iterator[Proposal]:
    """One entry per table of at least two things by at least one axis; a table of years is a timeline instead."""
    for block in material.page.blocks:
        if block.kind != "table":
            continue
        rows = [row for row in block.rows if any(row)]
        if rows and _COUNT.match(rows[0][0]):
            rows = [row[1:] for row in rows]
        width = len(rows[0]) if rows else 0
        rows = [row for row in rows if len(row) == width]
        if len(rows) < 2 or width < 3 or re.match(r"(?:year|date|when|month|period)\b", rows[0][0], re.I):
            continue
        header, body = rows[0], rows[1:]
        if not header[0] or _AXES.fullmatch(header[0]):
            items, axes = list(header[1:]), {row[0]: list(row[1:]) for row in body if row[0]}
            confidence, why = 0.9, "a table: one column per thing compared"
        else:
            items = [row[0] for row in body]
            axes = {header[at]: [row[at] for row in body] for at in range(1, width) if header[at]}
            confidence, why = 0.85, "a table: one row per thing compared"
        axes = {axis: [value or "–" for value in values] for axis, values in axes.items() if any(values)}
        if len(items) >= 2 and len(set(items)) == len(items) and all(items) and axes:
            asks = ("cells without a value are “–”",) if any(value == "–" for values in axes.values() for value in values) else ()
            yield Proposal("comparisons", {"items": items, "rows": axes}, block.lines, confidence, why, asks)


_KEYS = (
    # label of a line, folded, and the key of an organisation that it is
    (re.compile(r"head ?quarters?(?: at| in)?|hq|headquartered (?:at|in)|seat|secretariat", re.I), "hq"),
    (
        re.compile(
            r"founded(?: in| on)?|established(?: in| on)?|establishment|formed(?: in| on)?|formation|set up(?: in| "
            r"on)?|founded by|created|inception",
            re.I,
        ),
        "founded",
    ),
    (
        re.compile(
            r"(?:current )?(?:head|chair(?:man|person)?|chief|director[- ]general|president|secretary[- ]general|ceo|"
            r"governor|director|headed by|chaired by|led by)",
            re.I,
        ),
        "head",
    ),
    (re.compile(r"members?(?:hip)?(?: countries| states| nations)?|member (?:countries|states)|composition", re.I), "members"),
)
_IS = re.compile(
    r"(?:type|nature|status|what (?:it is|is it)|what is it\??|about|definition|is|parent (?:body|ministry|organi[sz]ation)|kind)", re.I
)
_HQ_IN = re.compile(
    r"\b(?:headquartered (?:in|at)|headquarters (?:is|are)?\s?(?:located )?(?:in|at)|with (?:its "
    r")?headquarters (?:in|at))\s((?:the\s)?[A-Z][\w-]+(?:[\s,]{1,2}[A-Z][\w-]+){0,3})"
)
_FOUNDED_IN = re.compile(
    r"\b(?:founded|established|set up|formed|created|came into being)\s(?:on\s|in\s)((?:\d{1,2}(?:st|nd|rd|"
    r"th)?\s)?(?:[A-Z][a-z]+\s)?(?:\d{1,2},\s)?(?:1[0-9]|20)\d\d)\b"
)
_BODY = re.compile(
    r"\b(?:organi[sz]ation|agency|body|commission|institution|institute|association|forum|bank|council|authority|alliance|bloc|union"
    r"|committee|ministry|board|group(?:ing)?|court|tribunal|company|undertaking|fund|network|think tank|regulator)\b",
    re.I,
)


def organisations(material: Material) -> Iterator[Proposal]:
    """A body described under “About …”: what it is, where it sits, when it was founded, who heads it."""
    for name, blocks in _described(material):
        values: dict[str, Value] = {}
        lines: list[int] = []
        for block in blocks:
            if block.label:
                key = next((key for pattern, key in _KEYS if pattern.fullmatch(block.label)), "is" if _IS.fullmatch(block.label) else "")
                if key and key not in values and len(block.text.split()) <= 30:
                    values[key] = listed(block.text) if key == "members" and block.text.count(",") > 1 else block.text.rstrip(".")
                    lines.append(block.line)
            for offset, text in sentences(block.text):
                if (
                    "is" not in values
                    and (
                        defined := re.match(
                            r"^(?:The\s)?(?P<name>[^,;:()]{2,80}?)(?:\s\([^()]{2,12}\))?\sis\s(?P<is>(?:an?|the)\s[^.;]{8,160})\.?", text
                        )
                    )
                    and _BODY.search(defined["is"])
                    and _alike(defined["name"], name, text)
                ):
                    values["is"] = defined["is"]
                    lines.append(block.line_at(offset))
                for key, pattern in (("hq", _HQ_IN), ("founded", _FOUNDED_IN)):
                    if key not in values and (found := pattern.search(text)):
                        values[key] = found[1].strip(" ,")
                        lines.append(block.line_at(offset))
        is_body = _BODY.search(name) or _BODY.search(str(values.get("is", "")))
        facts = [key for key in values if key != "is"]
        if (is_body and facts) or len(facts) >= 2:
            ordered: dict[str, Value] = {"name": name, "is": values.get("is", f"{TODO} what is it?")} | {
                key: values[key] for key in ("founded", "hq", "head", "members") if key in values
            }
            yield Proposal(
                "organisations", ordered, tuple(dict.fromkeys(lines)), 0.85 if "is" in values else 0.7, "facts under the body's own heading"
            )


def _alike(said: str, name: str, text: str) -> bool:
    return bool(content(said) & content(name)) or said.lower() in ("it", name.lower()) or f"({name})" in text


def _described(material: Material) -> Iterator[tuple[str, list[Block]]]:
    """Bodies with the blocks that describe them: those under “About X”, else all of the page under its title."""
    under: dict[str, list[Block]] = {}
    rest: list[Block] = []
    for block in material.page.prose:
        if block.role in ("tips", "mains", "mcqs", "related", "stakeholders", "significance", "exams"):
            continue
        about = asked_for(block.heading)
        if about and about.lower() not in ("us", "news", "it", "the news"):
            under.setdefault(about, []).append(block)
        else:
            rest.append(block)
    yield from under.items()
    if not under and material.page.title and len(material.page.title.split()) <= 9:
        yield material.page.title, rest


_LIES = re.compile(
    r"^(?:The\s)?(?P<name>[A-Z][\w’'-]*(?:\s(?:of\s|the\s|and\s)?[A-Z][\w’'-]*){0,4}),?\s(?:is|are|lies|lie)\s(?:located|situated|nestled"
    r"|found|a\s[\w\s-]{3,50}?(?:located|situated)?)?\s?(?P<where>(?:in|on|at|along|between|off|near)\s[^.;]{4,120})"
)
_PLACE = re.compile(
    r"\b(?:located|situated|lies|nestled|city|town|village|island|islands|river|lake|strait|sea|mountain|valley|desert|port|province"
    r"|state|district|country|sanctuary|park|reserve|gulf|peninsula|capital|glacier|pass|dam|bay)\b",
    re.I,
)


def places(material: Material) -> Iterator[Proposal]:
    """Places under a heading of places, and sentences that say where something lies."""
    done: set[str] = set()
    for block in material.page.blocks:
        if block.role == "places" and block.kind == "item":
            name, text = (block.label, block.text) if block.label else _dashed(block.text)
            if name and name.lower() not in done:
                done.add(name.lower())
                first = next((sentence for _, sentence in sentences(text)), text)
                where = {"where": first.rstrip(".")} if _PLACE.search(first) or re.search(r"\b(?:in|on|between|along|off)\b", first) else {}
                why = text[len(first) :].strip() or ("" if where else text)
                yield Proposal(
                    "places",
                    {"name": name, **where, **({"why": why.rstrip(".")} if why else {})},
                    block.lines,
                    0.85,
                    "an item under a heading of places",
                )
    for said in material.sentences:
        if (
            (found := _LIES.match(said.text))
            and re.search(r"\b(?:located|situated|lies|lie|nestled)\b", said.text[: found.end()])
            and found["name"].lower() not in done
        ):
            done.add(found["name"].lower())
            yield Proposal(
                "places",
                {"name": found["name"], "where": found["where"].strip()},
                (said.line,),
                0.8,
                "the sentence says where it lies",
                ("why is it in the news?",),
            )


def _dashed(text: str) -> tuple[str, str]:
    found = re.match(r"^([A-Z][^.:;]{1,50}?)\s[–—-]\s(.{4,})$", text)
    return (found[1], found[2]) if found else ("", text)
