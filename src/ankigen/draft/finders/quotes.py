"""Quotations with the speaker of their own clause, or none: scare quotes are no quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ankigen.draft.finders.material import ROLES, Material, Said, names, together
from ankigen.draft.finders.people import resolve
from ankigen.draft.model import TODO, Proposal

_QUOTED = re.compile(r"“([^“”]{3,600})”|(?<![\w\"])\"([^\"]{3,600})\"(?!\w)|(?<![\w‘])‘([^‘’]{12,400})’(?!\w)")
_SAYING = re.compile(
    r"\b(?:said|says|saying|told|stated|stating|wrote|writes|tweeted|posted|declared|remarked|observed|added|adding|noted|asserted"
    r"|announced|quipped|warned|urged|argued|replied|responded|exclaimed|proclaimed|vowed|pledged|promised|quoted as|in the words of"
    r"|according to|recalled|commented|insisted|stressed|explained|admitted|threatened|claimed|held|ruled|asked|reiterated)\b"
)
_NAMING = re.compile(
    r"\b(?:hail(?:s|ed|ing)|call(?:s|ed|ing)|describ(?:es|ed|ing)|term(?:s|ed|ing)|dubb(?:s|ed|ing)|laud(?:s|"
    r"ed|ing)|label(?:s|led|ling)|prais(?:es|ed|ing)|denounc(?:es|ed|ing)|coin(?:s|ed)|condemn(?:s|ed))\b"
)
_CLAUSE = re.compile(
    r";\s|,\s(?:while|but|whereas|although|after|before|even as)\s|\s[—–]\s|"
    r",?\sand\s(?=(?:[A-Z][\w.]+\s){1,3}(?:said|told|added|called|warned))"
)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|is|being)\s(?:\w+\s)?(?:told|warned|called|described|threatened|informed|asked|"
    r"praised|quoted|termed|dubbed|hailed)\b[^“\"]{0,80}?\bby\s"
)
_BODY = re.compile(
    r"\b((?:the\s)?(?:Supreme Court|High Court|Court|ministry|Ministry of [A-Z]\w+(?:\s(?:and|[A-Z]\w+)){0,3}|[A-Z]{2,6}|report|statement"
    r"|agency|government|White House|Kremlin|spokesperson))\s(?:\(?[A-Z]{2,6}\)?\s)?(?:has |have |had |also )?(?:said|says|stated|held"
    r"|ruled|observed|noted|added|warned|declared|announced)\b"
)


def quotes(material: Material) -> Iterator[Proposal]:
    """One entry per quotation; the speaker is the first person of its own clause."""
    seen: dict[str, int] = {}
    found: list[Proposal] = []
    for said in material.sentences:
        for match in _QUOTED.finditer(said.text):
            proposal = _quotation(material, said, match)
            if proposal is None:
                continue
            key = re.sub(r"\W+", " ", str(proposal.values["text"]).lower()).strip()
            if key in seen:
                first = found[seen[key]]
                better = proposal if proposal.confidence > first.confidence else first
                found[seen[key]] = Proposal(
                    "quotes", better.values, together(better.lines, first.lines, proposal.lines), better.confidence, better.why, better.asks
                )
            else:
                seen[key] = len(found)
                found.append(proposal)
    yield from found


def _quotation(material: Material, said: Said, match: re.Match[str]) -> Proposal | None:
    raw = next(group for group in match.groups() if group)
    quoted = raw.strip().rstrip(",")
    size = len(quoted.split())
    before, after = _own_clause(said.text, match)
    saying, naming = _SAYING.search(f"{before} \0 {after}"), _NAMING.search(before.rsplit("\u0001")[-1][-60:])
    if size == 1 or (size <= 3 and not naming and not (saying and raw.endswith((",", ".", "!", "?")))):
        return None
    if not saying and not naming and size < 6:
        return None
    if quoted.istitle() and not saying:
        return None  # the title of a work, a scheme, a plan
    speaker = _speaker(material, before, after)
    if size <= 3 and not speaker:
        return None
    confidence = 0.9 if saying and size >= 4 else 0.72 if naming or saying else 0.62
    why = "said in so many words" if saying else "a phrase the speaker used" if naming else "between quotation marks"
    values = {"text": quoted.rstrip(".") if size <= 3 else quoted, "speaker": speaker or f"{TODO} who said it?"}
    if not speaker:
        confidence = min(confidence, 0.65)
    return Proposal(
        "quotes",
        values,
        (said.line_at(match.start()),),
        confidence,
        f"{why}; {'the first person of its clause' if speaker else 'no person in its clause'}",
    )


def _own_clause(text: str, quoted: re.Match[str]) -> tuple[str, str]:
    """What stands before and behind a quotation within its own clause; other quotations do not count."""
    hidden = _QUOTED.sub(lambda other: "\u0001" * len(other[0]), text)
    before, after = hidden[: quoted.start()], hidden[quoted.end() :]
    cuts = [cut.end() for cut in _CLAUSE.finditer(before) if len(before[cut.end() :].split()) >= 2]
    if cuts:
        before = " " + before[cuts[-1] :]
    if end := _CLAUSE.search(after):
        after = after[: end.start()]
    return before, after


def _speaker(material: Material, before: str, after: str) -> str:
    tail = after.lstrip(" ,")
    inverted = re.match(r"^(?:[a-z]+ly\s)?(?:said|says|added|wrote|told|remarked|declared|stated|noted|warned|observed)\s", tail)
    first = (tail, before) if inverted or (not before.strip() and tail) else (before, tail)
    for part in first:
        if passive := _PASSIVE.search(part):
            part = part[passive.end() :]
        persons = list(names(part))
        alone = [
            one for one in re.finditer(r"(?<![\w-])([A-Z][a-zà-ÿ]+(?:-[A-Z][a-z]+)?)(?:['’]s)?(?=\W|$)", part) if resolve(one[1], material)
        ]
        candidates = sorted([(start, name) for name, start, _ in persons] + [(one.start(), resolve(one[1], material)) for one in alone])
        candidates = [(at, name) for at, name in candidates if _is_person(material, name, part, at)]
        if candidates:
            return candidates[0][1]
        if body := _BODY.search(part):
            name = body[1].removeprefix("the ")
            return name if name[0].isupper() else ""
    return ""


def _is_person(material: Material, name: str, part: str, at: int) -> bool:
    """Whether a name of capitals is a person: known with an office, or doing what persons do."""
    if name in material.people or any(other.split()[-1] == name.split()[-1] for other in material.people):
        return True
    behind = part[at + len(name) : at + len(name) + 60]
    if re.match(
        r"\s?(?:,[^,]{2,50},)?\s?(?:has |had |also |later |famously |once |then )?(?:said|says|told|wrote|added|"
        r"declared|remarked|stated|noted|warned|called|hailed|described|termed|lauded|observed|vowed|urged|argued|"
        r"posted|threatened|announced|quipped|coined|tweeted|asserted|proclaimed)\b",
        behind,
    ):
        return True
    front = part[max(0, at - 40) : at]
    return bool(re.search(r"(?:said|says|added|wrote|remarked|declared|stated|noted|observed|according to|words of|by)\s$", front)) or (
        bool(front.split()) and front.split()[-1].lower().rstrip(".") in ROLES
    )
