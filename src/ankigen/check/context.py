"""What a sentence torn from its text still leans on: the sentence before it, the time told there, its author and reader."""

from __future__ import annotations

import re
from itertools import pairwise

from ankigen.check import clues, english
from ankigen.check.clues import Phrases, Table
from ankigen.check.rule import Shown, Side
from ankigen.check.vocabulary import is_ordinary
from ankigen.patterns import pattern

_SPANS = "hour|day|week|month|year|decade|century|summer|winter|spring|autumn|season|morning|evening|night"
_LEANING = Phrases(
    ("same next following previous", rf"\b(?:the|that) (?:same|next|following|previous) (?:{_SPANS})\b"),
    (
        "later earlier afterwards",
        rf"\b(?:an?|one|two|three|four|five|six|ten|few|several|many|some|\d+) (?:{_SPANS})s? (?:later|earlier|afterwards)\b(?! than)",
    ),
    ("then", r"\b(?:until|till|by|since|before|from) then\b"),
    ("time those", r"\bat (?:the|that) time\b(?! of\b| when\b)|\bin those (?:days|years|times)\b"),
    ("after afterwards before", r"\b(?:soon|shortly|long) (?:after|afterwards|before)(?=[.,;]|$)"),
    ("thereafter", r"\bthereafter\b"),
    (
        "however too though meanwhile therefore moreover likewise indeed",
        r", (?:however|too|though|meanwhile|therefore|moreover|likewise|indeed),",
    ),
    ("hand", r"\bon the other hand\b"),
    ("here", r"\bhere\b(?! and there\b)"),
    ("that", r"\b(?:before|after) that\b(?! of\b)"),
    ("so", r"^So (?:is|was|are|were|do|does|did|has|have|had)\b"),
    ("earlier previously", r"^(?:Earlier|Previously),"),
    ("therefore thus hence", r"\b(?:is|are|was|were|has|have|can|will) (?:therefore|thus|hence)\b"),
    ("there", r"\bthere\b(?! (?:is|are|was|were|has|have|had|will|would|can|may|must|exists?|lies?|stands?)\b|[.,;]|$)"),
    ("we us our ours", r"(?<![\w’'-])(?:we|us|our|ours|We|Our)(?![\w’'-])"),
    ("you your yours", r"(?<![\w’'-])[Yy]ou(?:rs?)?(?![\w’'-])"),
)

LEANING_WORDS = _LEANING.needs


def leans(front: str, shown: Shown) -> str:
    """The words by which a statement leans on its text: “two years later”, “, however,”, “our”; or an empty string.

    A year that stands before it ties it down.
    """
    front = english.unquoted(front)
    found = _LEANING.search(front, shown.calls) if shown.by_hand else None
    if not found or english.YEAR.search(front, 0, found.start()) or (found[0] == "there" and english.names(front[: found.start()])):
        return ""
    words = found[0].strip(" ,")
    return "" if any(words in blank.text for blank in shown.blanks) else words


_PERSONAL = pattern(r"(?<![\w’'-])(?:[Hh]e|[Ss]he|[Hh]im|[Hh]is|[Hh]er|hers)(?![\w-])")
_IT = pattern(r"\bfor it to\b|\b(?:to|and|who|that|will|would|could|can|must|may) [a-z]+ it(?= (?:in|on|at|by|for|from|with|as|since"
              r"|after)\b|[.,;]|$)")  # fmt: skip
_THEY = pattern(r"(?<![\w’'-])(?:they|them)(?![\w-])")
_PRONOUNS = Table([
    (clues.starts("he she him his her hers"), _PERSONAL),
    (clues.starts("it"), _IT),
    (clues.starts("they them"), _THEY),
])  # fmt: skip
PRONOUNS = _PRONOUNS.needs
_PLACED = pattern(r"\b(?:[Ii]n|[Aa]t|[Ff]rom|[Tt]o|[Nn]ear|[Oo]n|[Aa]cross|[Aa]gainst|[Ii]nto|[Tt]he) $")
_PLACES = pattern(r"(?:In|At|From|To|Near|On|Across|Against|Into|The)$")
_AS_OBJECT = pattern(r" (?:an?|the|to|from|with|in|on|for|as|by|at|into|his)\b|[.,;]|$")
_SOMEBODY = pattern(
    r"\b(?:[Aa]n?|[Tt]he|[Ee]very|[Ee]ach|[Nn]o|[Aa]ny|[Oo]ne) (?:[A-Za-z-]+ )?(?:[a-z]{2,}(?:er|or|ist|ian|man|ess|ee)|person|judge|king"
    r"|queen|poet|saint|monk|wife|child|President|Speaker|Governor|Minister|Chairman|Pope|pope|citizen|patient|student|heir|prince"
    r"|nurse|slave|boy|girl|priest|prophet|nawab|sultan|raja|guru|accused)\b"
)
_SEVERAL = pattern(
    r"[a-z]{2,}(?<![suia])s\b|ies\b|\b(?:and|people|men|women|children|police|data|bacteria|fungi|algae|two|three|four|five|six|seven"
    r"|eight|nine|ten|many|few|some|all|most|an?|every|each|no|any|anyone|someone|person|\d+)\b", re.IGNORECASE,
)  # fmt: skip
_ONE = pattern(r"\b(?:[Aa]n?|[Tt]he|[Ee]ach|[Ee]very|[Nn]o|[Aa]ny|[Ii]ts) ")
_TO_DO = pattern(r"\b(?:[Aa]n?|[Tt]he) (?:[a-z-]+ ){1,4}$")  # “the sixtieth country to ratify it” is not what is ratified
_BESIDE = pattern(r"[A-Z][\w’'.-]*(?: (?:[A-Z][\w’'.-]*|of|the|and|&)){0,6}, $")
"""“Roots & Shoots, her programme”: what stands before is not she."""
_CLAUSE = pattern(r"[,;:]|\b(?:that|which|who|when|where|because|if|as|and|but|so|while|after|before|to)\b")
_PLURAL_NOUN = pattern(r"(?<![\w’'])[A-Za-z]{3,}(?<![suia])s\b")
_NAMED_LATER = pattern(
    r"^(?:When|While|After|Before|As|Although|Though|Since|Because|If|Once|Until)\b[^,]{1,80}, [A-Z]"
    r"|^(?:[A-Z][a-z]+ ){1,2}(?:his|her) (?:[^,]{1,60}, |(?:[a-z0-9]+ ){1,3})[A-Z][a-z]"
)
_NOBODY = frozenset(
    """india pakistan china russia japan america britain england france germany italy spain australia bangladesh nepal bhutan
    myanmar afghanistan iran iraq israel ukraine canada brazil mexico egypt africa asia europe indonesia malaysia singapore
    thailand vietnam turkey greece parliament congress government test tests english british french indian indians""".split()
)
"""Names that are no person's."""


def pronoun(front: str, shown: Shown) -> str:
    """The first pronoun of a statement that nobody and nothing before it explains, or an empty string.

    “In his message, Kim Jong Un …” is fine: the name follows.
    """
    text = english.unquoted(front)
    for pointing in _PRONOUNS.called(shown.calls):
        for found in pointing.finditer(text):
            before, said = text[: found.start()], found[0]
            if pointing is _PERSONAL:
                later = found.start() < 30 and bool(_NAMED_LATER.match(text))
                persons = _persons(before) + len(_SOMEBODY.findall(before))
                aside = said == "him" or (said == "her" and _AS_OBJECT.match(text, found.end()))
                if said in ("his", "her") and _BESIDE.match(before) and not later:
                    return said
                least = 2 if aside and not _CLAUSE.search(before) else 1  # the subject itself would be “herself”
                known = later or persons >= least or bool(english.QUOTED.search(before))
            elif pointing is _IT:
                known = bool(_ONE.search(_TO_DO.sub("", before) if said.startswith("to ") else before))
            else:  # the subject itself would be “themselves”
                alone = said == "them" and not _CLAUSE.search(before) and len(_PLURAL_NOUN.findall(before)) < 2
                known = not alone and bool(_SEVERAL.search(before))
            if not known:
                return said
    return ""


def _persons(before: str) -> int:
    """How many names in a text may be persons', and not of the place where something happens."""
    count = 0
    for run in english.NAME_RUN.finditer(before):
        first, _, rest = run[0].partition(" ")
        opens = first.casefold() in english.STOP  # “In November”, “The United Nations”
        name = (rest if opens else run[0]).removesuffix("’s").removesuffix("'s")
        placed = _PLACES.match(first) if opens else _PLACED.search(before, 0, run.start())
        known = name.casefold() in _NOBODY or name.casefold() in english.MONTHS or not name
        first_word = not run.start() and (is_ordinary(name.casefold()) or bool(_PLURAL_NOUN.fullmatch(name)))
        everyday = first_word or english.is_general(name.casefold())
        count += not (placed or known or everyday or (name.isalpha() and name.isupper()))
    return count


_PEOPLE = frozenset(
    """activists administrators analysts applicants authorities bosses bureaucrats buyers campaigners candidates citizens climbers
    colleagues commentators commuters companies conservationists countries crowds customers devotees critics diplomats doctors drivers
    economists employees employers engineers environmentalists executives experts exporters families fans farmers firms fishermen
    governments groups guards guides historians hospitals households importers industries investors journalists labourers
    lawmakers lawyers leaders locals lovers managers markets migrants miners ministers mothers nations neighbours observers
    officers officials organisers outsiders owners parents parties passengers patients people pilgrims planners poachers
    policymakers politicians protesters readers rebels relatives researchers residents riders rivals schools scholars scientists
    shoppers shopkeepers startups strikers survivors teachers teammates tourists towns traders travellers unions universities
    users vendors victims viewers villagers villages visitors volunteers workers youths""".split()
)
"""Those of whom reports tell without naming them."""
_WHOSE = frozenset(("per", "to"))  # “Per analysts, …”, “According to analysts, …”: whose view it is
_LINKS = frozenset("of in who that which and or with from under for such between by on at near whose to as than must".split())


def people(side: Side) -> str:
    """People of whom a statement tells something at once, with no name on its front: “Riders earn …”; or an empty string."""
    words = side.shown.tokens[:4]
    if not words or _PEOPLE.isdisjoint((words[0].lower(), *words[1:3])) or not english.CONDITIONS.isdisjoint(side.shown.tokens):
        return ""
    for at, (word, after) in enumerate(pairwise(words)):
        if (word if at else word.lower()) in _PEOPLE:
            if at and words[at - 1].lower() in _WHOSE:
                return ""
            return f"{word} {after}" if after.islower() and after not in _LINKS and not side.named else ""
        if at and not word.islower():
            break
    return ""
