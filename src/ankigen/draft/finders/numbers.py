"""Figures with unit and as-of: “retail inflation rose to 5.78 per cent in March 2025”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ankigen.draft.dates import dates
from ankigen.draft.english import PRONOUN, standing
from ankigen.draft.finders.material import Material, Said
from ankigen.draft.model import TODO, Block, Proposal

_NUM = r"\d{1,3}(?:,\d{2,3}){1,5}(?:\.\d{1,4})?|\d{1,12}(?:\.\d{1,4})?"
_SCALE = r"(?:\s?(?:lakh crore|thousand crore|lakh|crore|million|billion|trillion|thousand|hundred|bn|mn|cr)\b)?"
_UNIT = (
    r"(?:per ?cent|percent|percentage points?|%|basis points|bps|sq\.? ?km|sq\.? ?miles?|square (?:kilomet(?:re|er)s?|met(?:re|er)s?"
    r"|miles?|feet)|km/h|kmph|km²|km2|kms?|kilomet(?:re|er)s?|met(?:re|er)s?|cm|mm|nm|nautical miles?|miles?|feet|ft|kilograms?|kg|grams?"
    r"|tonnes?|tons?|quintals?|MTPA|MT|mt|hectares?|ha|acres?|lit(?:re|er)s?|MW|GW|kW|TWh|GWh|kWh|megawatts?|gigawatts?|°\s?C|°C"
    r"|degrees?(?: Celsius)?|kelvin|GHz|MHz|Hz|Mbps|Gbps|GB|TB|qubits?|light[- ]years?|dollars?|rupees|euros?|yen|pounds"
    r"|barrels?(?: (?:per|a) day)?|doses|votes?|seats?|hours?|minutes?|days?|weeks?|months?|years?|people|persons|countries|states"
    r"|districts|members?|nations|villages|households|families|farmers|workers|women|children|species|individuals|tigers|elephants"
    r"|satellites|missions|beneficiaries|students|schools|hospitals|projects|deaths|cases|jobs|users|transactions|units|crew|judges"
    r"|articles|schedules|sites|runs|medals|ships|aircraft|inhabitants|citizens|parties|signatories|vessels|soldiers|troops|towns|cities"
    r"|blocks|islands|rivers|dams|banks|companies|start-?ups|(?-i:(?!AM\b|PM\b|IST\b|GMT\b|BC\b|AD\b|CE\b|BCE\b|GS\b|UN\b|US\b|EU\b|MPs?\b"
    r"|MLAs?\b)[A-Z]{2,5}))"
)
_CURRENCY = r"(?:₹|Rs\.?|INR|US\$|USD|\$|€|£|¥|EUR|GBP)\s?"
ABOUT = (
    r"(?:about|around|nearly|almost|over|more than|less than|at least|at most|up to|approximately|some|roughly|just over|"
    r"close to|an estimated|below|above|under)\s"
)
FIGURE = re.compile(
    rf"(?<![\w.,/₹$€£-])(?P<value>(?:{ABOUT})?(?:{_CURRENCY}(?:{_NUM}){_SCALE}(?:\s?(?:[-–]|"
    rf"to)\s?(?:{_CURRENCY})?(?:{_NUM}){_SCALE})?(?:\s?(?:per|a)\s\w+)?|(?:(?:{_NUM})(?:\s?(?:[-–]|"
    rf"to)\s?(?:{_NUM}))?){_SCALE}\s?-?(?:[a-z]{{3,12}}\s){{0,1}}?{_UNIT}(?![\w]))"
    rf"|between\s(?:{_CURRENCY})?(?:{_NUM})\sand\s(?:{_CURRENCY})?(?:{_NUM}){_SCALE}\s?{_UNIT}(?![\w])|"
    rf"(?:{_NUM})\s(?:lakh crore|lakh|crore|million|billion|trillion)\b(?:\s[a-z]{{4,14}})?)",
    re.I,
)
_VERB_AT = re.compile(
    r"\s(?P<verb>(?:(?:has|have|had|will|now|currently|also|officially)\s){0,2}(?:been\s)?(?:stood|stands|stand|was|is|were|are|reached"
    r"|reaches|touched|hit|rose|risen|fell|fallen|increased|decreased|declined|dropped|grew|grown|climbed|jumped|surged|slipped|totalled"
    r"|totaled|amounted|amounts|came|widened|narrowed|crossed|exceeded|exceeds|measures|measured|weighs|weighed|covers|spans|comprises"
    r"|has|have|had|costs|cost|estimated|pegged|projected|fixed|set|raised|cut|eased|moderated|cooled|accelerated|slowed|expanded"
    r"|contracted|shrank|remained|recorded|registered|accounts for|accounted for|contributes|contributed|lasts|lasted|generates|carries"
    r"|can carry|runs for)(?:\s(?:estimated|pegged|projected|fixed|set|recorded|valued|placed))?)(?:\s(?:at|to|by|of|around|from|in at"
    r"|an area of|a length of|a height of|a total of|a record|the|a|an))?\s?$",
    re.I,
)
_OF = re.compile(
    r"^(?P<what>.{0,200}?\b(?:with|has|had|have|at)?\s?(?P<noun>(?:an?|the|its|total|record|minimum|maximum|average|annual"
    r"|estimated)\s(?:[\w-]{3,20}\s){0,3}(?:height|length|area|capacity|mass|weight|cost|outlay|altitude|orbit|range|speed|population"
    r"|rate|share|budget|value|size|depth|width|payload|total|target|limit|growth|strength|allocation|investment|fund|corpus|term|tenure"
    r"|period|duration|distance|age|deficit|surplus|output))\s(?:of|at)\s)$",
    re.I,
)
_OPENING = re.compile(
    r"^(?:(?:In|During|As of|As on|On|By|According to|For|At|Since|Over)\s[^,]{2,60},\s|(?:However|Meanwhile|"
    r"Currently|Notably|Moreover|Further|Also|Today),?\s)+"
)
_SKIP = re.compile(
    r"(?:marks?|words?|paper|gs|article|section|question|q|page|option|grade|class|chapter|part|schedule|no\.?|"
    r"number|top|phase|stage|version)\s?[-–]?\s?$",
    re.I,
)
_CLAUSE = re.compile(r"[;:]|\b(?:is|are|was|were|has|have|had|will|lies|met|signed|and)\b(?=\s)|\b(?:and|or|but|it)$")
_PAIR = re.compile(r"\b\w+\sand\s\w+$")  # “length and width”
_UNIT_TAIL = re.compile(r"\s(of|in|for)\s(?![A-Z]?\w{0,10}\s?\d)([^,.;]{3,60})")
_LASTING = re.compile(
    r"\b(?:years?|days?|hours?|minutes?|months?|weeks?|km|metres?|kg|kilograms?|cm|mm|feet|miles|°C|judges|articles|schedules)$"
)
_LABELLED = "“What: figure”"
_SPAN = re.compile(r"\d{1,3}\s?(?:days?|hours?|minutes?|weeks?|months?|marks|words|years?|members?)")
_YEAR_OF = re.compile(r"\b(?:FY\s?)?((?:19|20)\d\d[-–]\d\d)\b|\b((?:19|20)\d\d)\s(?:Census|census|survey|Survey)\b")
_AGE = re.compile(r"^\s?(?:years?|months?)[- ](?:old|ago)\b|^-(?:year|day|month)-old|^\s(?:ago|later|earlier)\b", re.I)


def numbers(material: Material) -> Iterator[Proposal]:
    """One entry per figure; where the sentence has no year, the date it holds for is asked."""
    seen: dict[str, list[str]] = {}
    for said in material.sentences:
        if said.block.role in ("stakeholders",) and len(said.text) > 600:
            continue
        for found in FIGURE.finditer(said.text):
            value, after = found["value"].strip(), said.text[found.end() :]
            if _SKIP.search(said.text[max(0, found.start() - 16) : found.start()]) or _AGE.match(after):
                continue
            if _SPAN.fullmatch(value) and re.match(r"[\s-](?:ago|old|later|earlier|before|after)\b", after):
                continue
            proposal = _figure(material, said, found)
            key, what = re.sub(r"\W", "", value.lower()), str(proposal.values["what"])
            if any(what == other or what.startswith(TODO) for other in seen.get(key, [])):
                continue
            seen.setdefault(key, []).append(what)
            yield proposal
    for block in material.page.blocks:
        yield from _two_columns(block)


def _figure(material: Material, said: Said, found: re.Match[str]) -> Proposal:
    text, value = said.text, found["value"].strip()
    before, after = text[: found.start()], text[found.end() :]
    what, confidence, why = _measured(said, before, after)
    if not what or PRONOUN.match(what):
        blank = f"{before}…{after}".strip().rstrip(".")
        what = f"{TODO} name what it measures: {blank}"
    values = {"what": re.sub(r"^(?:The|the|An?)\s", "", what), "value": value}
    if as_of := _as_of(text, found.start(), value):
        values["as_of"] = as_of
    values.update(standing(text))
    asks = ("of what?",) if why == _LABELLED and not material.page.title else ()
    return Proposal("numbers", values, (said.line_at(found.start()),), confidence, why, asks, ("as_of",))


def _measured(said: Said, before: str, after: str) -> tuple[str, float, str]:
    """What a figure measures, by the words around it, or an empty string; how sure that is, and why."""
    unsure, block = (0.65, "a figure with its unit"), said.block
    if block.label and block.kind == "item" and said.offset == 0 and not before.strip() and len(after.split()) <= 4:
        return block.label, 0.85, _LABELLED
    if (verb := _VERB_AT.search(before)) and not re.match(r"(?:has|have|had)$", verb["verb"]):
        what = re.sub(r",\s(?:which|that|who)$", "", _OPENING.sub("", before[: verb.start()]).strip(" ,"))
        whole = _PAIR.search(what) or not _CLAUSE.search(what)
        clear = what and whole and len(what.split()) <= 14 and not _UNIT_TAIL.match(after)
        return (what, 0.85, "“… was FIGURE”") if clear else ("", *unsure)
    if noun := _OF.match(before):
        owned = re.search(r"\b(?:with|has|have|had)\s$", before[: noun.start("noun")])
        what = re.sub(r"\s(?:of|at)\s?$", "", _OPENING.sub("", noun["what"]) if owned else noun["noun"]).strip()
        return (what, 0.75, "“… with a MEASURE of FIGURE”") if len(what.split()) <= 16 else (what, 0.6, "a figure with its unit")
    return "", *unsure


def _as_of(text: str, start: int, value: str) -> str:
    """When a figure was so, or a question for it; an empty string for one that does not change."""
    if here := dates(text):
        return min(here, key=lambda one: abs(one.start - start)).value
    if year := _YEAR_OF.search(text):
        return year[1] or year[2]
    return "" if _LASTING.search(value) else f"{TODO} as of when?"


def _two_columns(block: Block) -> Iterator[Proposal]:
    """Rows of a table of two columns whose second cell is a figure."""
    if block.kind != "table" or len(block.rows[0]) != 2 or re.match(r"(?:year|date|when)\b", block.rows[0][0], re.I):
        return
    for row, line in zip(block.rows[1:], block.lines[1:], strict=False):
        if len(row) == 2 and (found := FIGURE.search(row[1])) and len(row[1]) <= len(found[0]) + 12 and row[0]:
            yield Proposal("numbers", {"what": row[0], "value": row[1], "as_of": f"{TODO} as of when?"}, (line,), 0.8, "a row of a table")
