"""Legal provisions with their instrument: the one the sentence names, or a TODO.  Never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ankigen.draft.english import sentence_case
from ankigen.draft.finders.material import Material, Said, together
from ankigen.draft.model import TODO, Proposal

_NUMBER = r"\d{1,3}(?:[A-Z]{1,2}\b)?(?:-?[A-Z]\b)?(?:\s?\(\d{1,2}\)|\s?\([a-z]{1,3}\)){0,3}"
_NTH = "First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Twelfth"
_PROVISION = re.compile(
    rf"\b(?P<word>Articles?|Arts?\.?|Sections?|Sec\.|Schedule|Rule|Regulation|Clause|Order|"
    rf"Entry)\s(?P<number>{_NUMBER})(?P<more>(?:(?:\s?,\s?|\s?(?:and|to|or|&|[-–])\s?){_NUMBER}){{0,6}})"
    rf"|\b(?P<schedule>(?:{_NTH})\sSchedule)\b"
    r"|\b(?P<part>Part\s(?:IX|IV|V?I{1,3}|IX|XI{0,3}|XIV|XV|XVI{0,3}|XX)(?:-?[A-D])?)\b(?=\s(?:of the|\())"
    r"|\b(?P<amendment>\d{1,3}(?:st|nd|rd|th)\s(?:Constitution(?:al)?\s)?Amendment(?:\sAct)?(?:,?\s(?:of\s)?(?:19|20)\d\d)?)"
)
_ACT = r"(?:[A-Z][\w’'&-]*|\([A-Z][^()]{2,40}\)|of|and|for|the|in|on|to|from|against|by|with|at)"
_OF_INSTRUMENT = re.compile(
    rf"^(?:\s?\([^()]{{1,60}}\))?[,\s]{{1,2}}(?:of|under|in)\s(?:the\s)?(?P<instrument>(?:Indian\s|US\s"
    rf"|U\.S\.\s)?Constitution(?:\sof\s(?:the\s)?[A-Z]\w+(?:\s[A-Z]\w+)?)?|(?:United Nations|UN)\sCharter"
    rf"|Charter\sof\sthe\sUnited\sNations|(?:[A-Z][\w’'&-]*\s)(?:{_ACT}[\s,]{{1,2}}){{0,14}}?(?:Act|Code|Sanhita|Adhiniyam|Rules"
    rf"|Regulations?|(?:Convention|Treaty|Agreement|Protocol|Covenant|Declaration|Statute)(?:\s(?:on|for|against|relating to"
    rf"|of)(?:\s(?:the|of|and|in|on|to|for|All|[A-Z][\w’'-]*)){{1,10}}(?<=[a-z]))?|Charter|Bill|Ordinance|Directive|Order|Accord|Law)"
    r"(?:\s\([A-Z]{2,8}\))?(?:,?\s(?:of\s)?(?:18|19|20)\d\d)?|(?:[A-Z]{2,8}\sAct|IPC|CrPC|BNS|BNSS|CPC|RPA|"
    r"UAPA|PMLA|UNCLOS|GATT|TRIPS)(?:,?\s(?:18|19|20)\d\d)?)"
)
_BEFORE = re.compile(
    r"(?:^|\s)(?P<instrument>(?:Indian\s)?Constitution(?:\sof\s[A-Z]\w+)?|(?:UN|United Nations)\sCharter|"
    r"UNCLOS|NATO|IPC|CrPC|BNS|(?:[A-Z][\w-]*\s){1,7}(?:Act|Code|Charter|Treaty|Convention)(?:,?\s(?:18|19|"
    r"20)\d\d)?)(?:['’]s?)?,?\s(?:(?:under|in|through|vide)\s)?$"
)
_PARENS = re.compile(r"^\s?\(([^()]{3,90})\)")
_DOES = re.compile(
    r"^(?:\s?\([^()]{1,90}\))?,?\s(?:which\s|that\s)?(?P<verb>deals with|guarantees|provides? for|provides that|provides|abolishes"
    r"|prohibits|empowers|mandates|directs|lays down|states that|states|says that|ensures|grants|gives|confers|criminalises|criminalizes"
    r"|criminalised|defines|relates to|pertains to|requires|allows|permits|establishes|recognises|recognizes|protects|safeguards|vests"
    r"|enables|bars|forbids|obliges|concerns|covers|prescribes|sets out|contains|authorises|authorizes|stipulates|punishes|penalises"
    r"|dealt with|gave|granted|provided for|provided|makes)\s(?P<subject>[^;.]{4,220})"
)
_ON = re.compile(r"^(?:\s?\([^()]{1,90}\))?\s(?:on|concerning|regarding|relating to)\s(?:the\s)?(?P<subject>[a-z][^,;.]{4,120})")
_PART_OF = re.compile(
    r"\b(Directive Principles(?: of State Policy)?|Fundamental (?:Rights|Duties)|DPSPs?|Part [IVX]{1,5}(?:-?[A-D])?|Preamble"
    rf"|(?:{_NTH}) Schedule)\b"
)
_GIVEN_TO = re.compile(
    r"(?P<subject>(?:right to|freedom of|protection of|abolition of|equality before|prohibition "
    r"of)\s[a-z][a-z\s-]{3,60}?)\s(?:is |was )?(?:guaranteed |given |enshrined |provided |protected |granted |"
    r"recognised |mentioned |flows? )?(?:under|by|in|through|from)\s$",
    re.I,
)
_NOT_LAW = re.compile(r"^\s(?:of|in)\s(?:this|the)\s(?:article|page|report|book|syllabus)")


def laws(material: Material) -> Iterator[Proposal]:
    """One entry per provision and instrument; the fullest mention gives the subject."""
    best: dict[tuple[str, str], Proposal] = {}
    for said in material.sentences:
        for found in _PROVISION.finditer(said.text):
            for proposal in _provision(material, said, found):
                key = (str(proposal.values["provision"]), _folded(str(proposal.values["instrument"])))
                same = next((other for other in best if other[0] == key[0] and (other[1] == key[1] or "todo" in (key[1], other[1]))), None)
                if same is None:
                    best[key] = proposal
                    continue
                kept, other = best[same], proposal
                if _settled(other) > _settled(kept):
                    kept, other = other, kept
                del best[same]
                merged = Proposal("laws", kept.values, together(kept.lines, other.lines), kept.confidence, kept.why, kept.asks)
                best[(key[0], _folded(str(kept.values["instrument"])))] = merged
    yield from best.values()


def _folded(instrument: str) -> str:
    if instrument.startswith(TODO):
        return "todo"
    return "constitution" if "constitution" in instrument.lower() else re.sub(r"\W+", " ", instrument.lower())


def _settled(proposal: Proposal) -> float:
    return sum(not str(value).startswith(TODO) for value in proposal.values.values()) + proposal.confidence


def _provision(material: Material, said: Said, found: re.Match[str]) -> Iterator[Proposal]:
    text = said.text
    before, after = text[: found.start()], text[found.end() :]
    if _NOT_LAW.match(after):
        return
    if found["amendment"]:
        does = _DOES.match(after)
        if does is None:
            return
        yield _law(material, said, found, found[0], "Constitution" if "Constitution" in text else "", does, after, 0.75)
        return
    provisions = [found["schedule"] or found["part"] or ""]
    if found["word"]:
        word = {"arts": "Article", "art": "Article", "articles": "Article", "sections": "Section", "sec": "Section"}.get(
            found["word"].lower().rstrip("."), found["word"]
        )
        provisions = [f"{word} {found['number']}"]
        if found["more"] and not re.search(r"\bto\b|[-–]", found["more"]):
            provisions += [f"{word} {number}" for number in re.findall(_NUMBER, found["more"])]
        elif found["more"]:
            provisions = [found[0]]
    stated = _OF_INSTRUMENT.match(after)
    instrument = stated["instrument"] if stated else ""
    rest = after[stated.end() :] if stated else after
    if not instrument and (earlier := _BEFORE.search(before[-120:])):
        instrument = re.sub(r"^(?:The|Under|In)\s(?:the\s)?", "", earlier["instrument"])
        if instrument == "NATO":
            instrument = ""
    if not instrument and (paren := _PARENS.match(after)) and re.search(r"\b(?:Act|Constitution|Charter|Code)\b", paren[1]):
        instrument = paren[1]
    for provision in provisions:
        yield _law(material, said, found, provision, instrument, _DOES.match(rest) or _ON.match(rest), rest, 0.88 if instrument else 0.75)


def _law(
    material: Material,
    said: Said,
    found: re.Match[str],
    provision: str,
    instrument: str,
    does: re.Match[str] | None,
    rest: str,
    confidence: float,
) -> Proposal:
    instrument, asks = _whole(material, instrument)
    subject = does["subject"].strip(" ,") if does else ""
    subject = re.split(r",\s(?:which|who|while|and (?:it|the)|but|where|requiring|making|a )|\sand\s(?:Article|Section)\s", subject)[0]
    paren = _PARENS.match(rest)
    values: dict[str, str] = {}
    part = _PART_OF.search(paren[1]) if paren else None
    if not subject and paren and not part and not re.fullmatch(r"[A-Z]{2,8}|\d+|.*\b(?:Act|Constitution)\b.*", paren[1]):
        subject = paren[1]
    if not subject and (given := _GIVEN_TO.search(said.text[: found.start()])):
        subject = given["subject"]
    if not subject and said.block.label and provision in said.block.label:
        subject = said.text.rstrip(".")
    values["instrument"] = instrument or f"{TODO} of which Act, constitution or treaty?"
    values["provision"] = provision
    values["subject"] = sentence_case(subject) if subject else f"{TODO} what is it about?"
    if part:
        values["part"] = part[0] if part[0] == paren[1] else paren[1]  # type: ignore[index]
    if len(subject.split()) > 20:
        asks = (*asks, "cut the subject down")
    return Proposal(
        "laws",
        values,
        (said.line_at(found.start()),),
        confidence,
        "a provision and its instrument" if instrument else "a provision without its instrument",
        asks,
    )


def _whole(material: Material, instrument: str) -> tuple[str, tuple[str, ...]]:
    """The instrument as the page names it in full; a constitution without a country is asked about."""
    if instrument == "Constitution":
        for full in ("Constitution of India", "Indian Constitution"):
            if full in material.text or full in material.page.title:
                return full, ()
        return instrument, ("of which country?",)
    return instrument, ()
