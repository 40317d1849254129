"""Exams by name: India's, whose pages these are."""

from __future__ import annotations

import re

_PSC = (
    r"(?:State\s+PSCs?|State\s+Public\s+Service\s+Commissions?|(?:BPSC|UPPSC|MPPSC|RPSC|TNPSC|KPSC|WBPSC|OPSC|"
    r"JPSC|MPSC|GPSC|APPSC|TSPSC|TGPSC|HPSC|PPSC|JKPSC|CGPSC|UKPSC|HPPSC|APSC|Kerala PSC|"
    r"Goa PSC)(?:\s(?:Prelims|Mains))?)"
)
_EXAMS = re.compile(
    r"\b(?:"
    r"UPSC(?:\s(?:CSE|IAS|ESE|CMS|EPFO|CAPF|CDS|NDA|Civil\sServices(?:\sExam(?:ination)?s?)?))?(?:\s(?:Prelims|"
    r"Preliminary|Mains))?|Civil\sServices(?:\sExam(?:ination)?s?)?(?:\s(?:Prelims|Mains))?|"
    r"SSC(?:[-\s](?:CGL|CHSL|MTS|GD|CPO|JE|Steno(?:grapher)?))?(?:[/,]\s?(?:CGL|CHSL|MTS|GD|CPO))*|"
    rf"{_PSC}|IBPS(?:\s(?:PO|Clerk|SO|RRB))?|SBI\s(?:PO|Clerk|SO)|RBI\sGrade\s?[-\s]?B|NABARD\sGrade\s[AB]|"
    rf"SEBI\sGrade\sA|RRB(?:[-\s](?:NTPC|JE|ALP|Group\sD))?|"
    r"(?:UGC[-\s])?NET(?:/JRF)?|CUET|NEET(?:[-\s]UG|[-\s]PG)?|JEE(?:\s(?:Main|Advanced))?|CLAT|AFCAT|CDS|CAPF|NDA|EPFO|LIC\sAAO|GATE|CTET|"
    r"(?:Banking|Railways?|Defence|Insurance|Bank(?:ing)?\sPO|Teaching)(?=\s(?:exams?|recruitment|tests?|examinations?)\b)"
    r")(?![\w-])"
)
_PART = re.compile(
    r"\b(?:Prelims|Preliminary|Mains)?\s?(?:GS|General Studies)(?:\sPaper)?[\s-]?(?:IV|I{1,3}|"
    r"[1-4])\b(?:\s?(?:&|and|,)\s?(?:GS[\s-]?)?(?:IV|I{1,3}|[1-4])\b)*"
)


def exam_names(text: str) -> list[tuple[str, int]]:
    """The exams a text names, with their offsets: “UPSC Civil Services Exam”, “SSC CGL”, “State PSC”, “GS-II”."""
    found = [(match[0], match.start()) for match in _EXAMS.finditer(text)]
    found += [(match[0].strip(), match.start()) for match in _PART.finditer(text)]
    return sorted(found, key=lambda one: one[1])
