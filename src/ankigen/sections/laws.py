"""Laws: a provision of a legal instrument, both ways, and the provision it is mistaken for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from string import ascii_lowercase

from ankigen.model import Asked, Entry, Note
from ankigen.patterns import pattern
from ankigen.sections.cloze import blank
from ankigen.sections.frames import apart, frame
from ankigen.sections.spec import Key, Section, asked
from ankigen.words import ABBREVIATED, PROVISIONS, bare

_LABEL = pattern(r"\(?\w{1,4}[).]\s")
_YES_NO = {"no": "no", "false": "no", "yes": "yes", "true": "yes"}


def build(entry: Entry, note: Note) -> Iterator[Asked]:
    """Number → subject, subject → number, part, enforceability, the one it is mistaken for, and the clauses."""
    provision, instrument, subject, part = map(entry.text, ("provision", "instrument", "subject", "part"))
    cite = frame(note, "laws.cite", provision=provision, instrument=instrument)
    known = {"provision": provision, "instrument": instrument, "cite": cite}
    about = f"{provision}, {instrument}"
    what = frame(note, "laws.subject", apart=apart(entry, note, "named.provision"), **known)
    yield asked(entry, "subject", what, subject, about, "subject")
    which = frame(note, "laws.provision", noun=kind_of(provision), subject=bare(subject), **known)
    yield asked(entry, "provision", which, provision, f"{instrument}: {subject}", "provision")
    if part:
        yield asked(entry, "part", frame(note, "laws.part", noun=kind_of(part, "part"), **known), part, about, "part")
    if enforceable := entry.text("enforceable"):
        said = _YES_NO.get(enforceable.lower())
        answer = frame(note, f"laws.enforceable.{said}") if said else enforceable
        yield asked(entry, "enforceable", frame(note, "laws.enforceable", **known), answer, about, "enforceable")
    if other := entry.text("not"):
        yield asked(entry, "not", frame(note, "laws.not", **known), other, about, "not")
    if clauses := entry.texts("clauses"):
        text = "\n\n".join([f"**{about}**", *labelled(clauses)])
        yield Asked("clauses", text, "", (about, "; ".join(clauses)), entry.place_of("clauses"), "cloze")


def kind_of(provision: str, default: str = "provision") -> str:
    """What sort of provision it is, as the author writes it: `Article` of `Article 51`; `Articles` of `Arts. 36–51`."""
    words = re.findall(r"[^\W\d]+", provision.partition("(")[0])
    if words and (short := words[0].lower()) not in PROVISIONS:
        if short in ABBREVIATED:
            return ABBREVIATED[short]
        if short.removesuffix("s") in ABBREVIATED:
            return f"{ABBREVIATED[short.removesuffix('s')]}s"
    return next((word for word in words if word.lower().removesuffix("s") in PROVISIONS), default)


def labelled(clauses: Sequence[str]) -> Iterator[str]:
    """Each clause behind its own label, or behind (a), (b), (c) …; one without blanks is a blank."""
    for at, clause in enumerate(clauses):
        own = _LABEL.match(clause)
        label = own[0].strip("(). ") if own else ascii_lowercase[at % 26] * (at // 26 + 1)
        yield f"({label}) {blank(clause[own.end() if own else 0 :].strip())}"


SECTION = Section(
    "laws",
    "A provision of a constitution, an Act or a treaty.",
    (
        Key("instrument", "text", "The law it stands in, by its whole name.", required=True),
        Key("provision", "text", "The provision, as in “Article 51”.", required=True),
        Key("subject", "text", "What it deals with, in a few words.", required=True),
        Key("part", "text", "The part of the instrument, as in “Part IV (Directive Principles of State Policy)”."),
        Key("clauses", "texts", "Its clauses; with blanks, or each a blank as a whole."),
        Key("enforceable", "text", "How far courts enforce it."),
        Key("not", "text", "The provision that it is easily mistaken for."),
    ),
    build,
    """\
laws:
  - instrument: Constitution of India
    provision: Article 51
    subject: promotion of international peace and security
    part: Part IV (Directive Principles of State Policy)
    enforceable: Non-justiciable
    not: Article 51 of the UN Charter
    clauses:
      - promote {{international peace and security}}
      - maintain {{just and honourable relations}} between nations
      - foster respect for {{international law and treaty obligations}}
      - encourage settlement of international disputes by {{arbitration}}
""",
    sets_blanks=True,
)
