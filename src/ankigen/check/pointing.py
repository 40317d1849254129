"""The rule about words that point to something which is not on the card: “this”, “the event”, “the same”."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ankigen.check import clues, context, english
from ankigen.check.clues import Phrases, Table
from ankigen.check.rule import Finding, Limits, Shown, Side
from ankigen.check.vocabulary import is_everyday, is_ordinary
from ankigen.patterns import pattern

_PRONOUNS = r"this|these|those|it|its|he|she|they|his|her|their|such|we|our"
_NEWS = (
    r"discovery|finding|study|paper|notification|region|area|curb|threat|event|move|decision|development|announcement"
    r"|incident|visit|deal|scheme|project|report|bill|proposal|plan|reform|feat|listing|recognition|success|achievement"
    r"|initiative|verdict|controversy|debate|provision|opposition|tally|platform|portal|campaign|app|award|ceremony"
    r"|tournament|competition|festival|occasion|firm|company|ministry|minister|captain|team|species"
)
_THINGS = _NEWS + (
    r"|meeting|agreement|programme|program|article|act|law|policy|mission|summit|treaty|pact|declaration|statement|country"
    r"|state|agency|organi[sz]ation|committee|court|government|body|commission|survey|index|judgment|case|issue|topic"
    r"|situation|launch|test|exercise|operation|order|amendment|commendation|news|message|letter|alliance|partnership"
    r"|challenge|change|step|measure|rule|author|passage|text|page|note|satellite|technology|bank|chairman|governor|leader"
    r"|minute|site|house|rate|nation|city|village|pair|term|concept|process|effort|approach|university|hub|interface|fund"
    r"|facility|winner|bird|animal|hospital|centre|prize|trophy|final|match|series|conference|exhibition|expo|dashboard"
    r"|device|model|tool|drug|trial|vaccine|outbreak|disease|bridge|tunnel|airport|railway|train|corridor|park|reserve"
    r"|sanctuary|temple|fort|monument|painting|film|book|novel|song|director|actor|singer|player|coach|athlete|batter|bowler"
    r"|veteran|scientist|researcher|secretary|official|spokesperson|president-elect|candidate|jury|panel|board|authority"
    r"|department|directive|guideline|circular|notice|framework|roadmap|strategy|guidelines|budget|allocation|grant|loan"
    r"|package|subsidy|incentive|tax|ban|sanction|tariff|dispute|conflict|war|attack|crisis|ceasefire|truce|talks"
    r"|negotiation|delegation|envoy|ambassador|accord|protocol|memorandum|collaboration|venture|merger|acquisition|fossil"
    r"|skeleton|specimen|crater|asteroid|comet|rocket|capsule|crew|astronaut|lander|rover|payload|spacecraft|aircraft|ship"
    r"|vessel|submarine|missile|drill|contract|tender|plant|factory|reactor|dam|canal|reservoir|lake|river|glacier|forest"
    r"|wetland|island|town|district|community|tribe|people|population|group|movement|protest|strike|rally|election|poll|vote"
    r"|result|ruling|bench|petition|appeal|conviction|sentence|complaint|charge|inquiry|probe|audit|ranking|list|score"
    r"|figure|figures|data|number|amount|sum|total|share|price|cost|duo|trio|couple|family|brother|sister|son|daughter"
    r"|father|mother|poet|writer|artist|king|queen|emperor|dynasty|kingdom|recipient|owner|victim|accused|buyer|applicant"
    r"|nominee|honour|two|three|first|second|third|former|latter|idea|goal|aim|objective|focus|theme|motto|slogan|logo"
    r"|mascot|emblem|day|week|function"
)
_VERB = (
    r"(?:now |also |still |later |further |itself |thus )?(?:is|was|were|are|has|have|had|will|would|could|did"
    r"|does|do|won|made|took"
    r"|gave|came|became|began|went|set|put|got|held|led|left|sent|built|met|told|saw|said|need|seek|aim|show|mark"
    r"|drew|rose|fell|grew|kept|lost|ran|spoke|stood|struck|sought|brought|bought|taught|thought|found|broke|chose"
    r"|drove|fought|cut|hit|beat|cost|read|shook|swept|spread|hurt"
    r"|include|provide"
    r"|(?!of\b)\w+(?:ed|[^su\W]s)\b(?! (?:is|are|was|were|has|have)\b))\b"
)
_POINTS = pattern(
    rf"(?:{_PRONOUNS})\b(?! day\b)"
    r"|(?:in|at|by|from|under|for|with|since|during|after|before|on) (?:that|this|these|those|such) [a-z]+\b(?! which)"
    r"|both (?:is|are|was|were|have|had|will|can)\b|(?:one|two|three|four|five|six|some|many|most|all|much"
    r"|half|none|each|both|more than half|less than half) of (?:it|its|their|his|her|these|those|them)\b"
)
_COUNTED_OF = r"(?!(?:two|three|four|five) \w+s of\b)"  # “the two moons of Mars” says which
_THE = pattern(
    r"the (?:same|above|said|latter|former|following)\b(?! question)"
    r"|the (?!central bank (?:is|lends|can|must|acts|sets|buys|sells)\b)"
    rf"{_COUNTED_OF}(?:(?:central|current|new|next|latest|proposed|former|whole|[a-z]+-[a-z-]+) )?(?:{_THINGS})(?:s?['’]s?\b"
    rf"|s?, (?!the\b)[^,]{{3,80}}, |s? {_VERB})"
    r"|the (?:Act|Bill|Scheme|Mission|Commission|Convention|Code|Treaty|Rules|Amendment|Committee|Policy"
    r"|Programme|Report|Summit|Hub|Secretary|Minister|Ministry|Board|Authority|Fund|Bank|Council|Agency|Corporation"
    r"|Institute|Foundation"
    r"|Department|Prize|Award|Cup|Trophy|Games|Index|Project|Portal|Platform|Yojana|Plan|Order|Ordinance|Declaration"
    r"|Protocol|Agreement"
    r"|Pact|Accord|Group|Tribunal|Tournament|Committee|Initiative|Fort|Temple|Park|Reserve|Sanctuary|Organi[sz]ation"
    rf"|Bench|Panel|CEO|DG|MD|PM|CM) {_VERB}"
)
_THAT = pattern(rf"that (?:is|was|has|{_THINGS})\b")
_EACH = pattern(rf"(?:both|each|all|most) (?:of )?(?:the |its |their )?(?:{_THINGS})s? ")
_OPENED_BY = {"the": _THE, "that": _THAT} | dict.fromkeys(("both", "each", "all", "most"), _EACH)
"""What points back after such a first word."""
_BARE = pattern(rf"the {_COUNTED_OF}([a-z]+) {_VERB}")
_KNOWN_TO_ALL = frozenset("president parliament constitution people world union centre speaker law state river".split())
_QUALITIES = frozenset("trade high low old new long open free main young local central national international".split())
_ONCE = pattern(
    r"^the (?!\w+ of )(?:(?!is |are |of |in |for )[a-z-]+ ){1,2}?(?:(?:was|were|had|will|would) \w|(?:has"
    r"|have) (?:been|also|now|\w+ed|(?!seven|eleven|ten\b)\w+en)\b|(?:appeared|took|began|came"
    r"|went|won|led|met|rose|fell|gave|made|sent|struck|upheld|found|told|said|sought|brought|built|chose"
    r"|fought|held|kept|left|lost|paid|put|ran|saw|set|sold|spent|stood|wrote|[a-z]{3,}ed) )"
    r"|^the [a-z-]+[^aius]s (?!of\b|in\b|on\b|for\b|that\b|which\b|and\b|to\b)[a-z]"
)
_SOME_OF_MANY = pattern(r"the [a-z-]+ [a-z-]+[^aius]s (?:were|had|have)")  # “The driverless coaches were”
_UNIQUE = frozenset(
    "rupee monsoon sun moon earth universe atmosphere equator sea ocean war caste partition independence mughals"
    " british french portuguese word term phrase name"
    " seasons planets stars continents tides winds poles clouds"
    " dutch americans allies nazis romans greeks".split()
)
_CONNECTS = pattern(
    r"^(?:however|moreover|furthermore|additionally|conversely|thus|therefore|hence|in addition|similarly"
    r"|consequently|meanwhile"
    r"|in essence|overall|in conclusion|likewise|besides|nevertheless|as a result|in (?:contrast|comparison|turn"
    r"|response|short|fact|other words|particular|the process|this context)|by contrast|for (?:example|instance|now)"
    r"|instead|finally|lastly|firstly|secondly|also|still|yet|so|then|now|notably|importantly|interestingly"
    r"|significantly|unfortunately|clearly"
    r"|to this end|above all|after all|at the same time|on the other hand), |^(?:yet|but|and|nor|or|plus) (?-i:(?=[a-z]))",
    re.IGNORECASE,
)
_OPENING_PHRASE = pattern(
    r"^(?:(?:also |widely )?\w+ed|also known|built|led|held|known|set up|based|given) [^,.]{1,80}, ", re.IGNORECASE
)
_THIS = pattern(
    r"(?<![Ww]hich of )(?<!one of )(?<!any of )(?<=\w )\b(?:this|these|those|such) (?!is\b|was\b|are\b|were\b|of\b"
    r"|as\b|that\b|an?\b|who\b|which\b|day\b|(?:week|month|year|decade|summer|winter|monsoon)s?\b)([a-z]+)\b"
)
_OBJECT = pattern(
    r"^(?:The )?[A-Z](?:(?!\b(?:since|when|that|which|who|after|before|because|if|as|by)\b)[^,.;]){0,60} "
    r"(?:[a-z]+ed|won|led|made|built|took|gave|got|held|sent|put|saw|found|brought"
    r"|bought|sold|kept|left|lost|met|wrote) (it|them)\b"
)
_OF_THESE = pattern(r"\b(?:of|than|with|for|by) (?:these|those|them|this|that)\b(?=[.,;]|$)")
_PREPOSITIONS = frozenset("in at by from under for with since during after before on".split())
_DEMONSTRATIVES = frozenset("that this these those such".split())
_OPENINGS = frozenset(
    (
        _PRONOUNS.replace("|", " ")
        + " that the both each all most one two three four five six some many half none more less much but and nor or plus however moreover"
        " furthermore"
        " additionally conversely thus therefore hence similarly consequently meanwhile overall likewise besides nevertheless as instead"
        " finally lastly firstly secondly also still yet so then now notably importantly interestingly significantly unfortunately"
        " clearly to above built led held known set based given widely"
    ).split()
)
_SAME = pattern(
    r"\b(?:on|in|at) the same [a-z]+(?=[.,;]|$)"
    r"|\bthe same(?= (?:for|by|with|to|in|on|at)\b|[.,;]|$)(?![^.]{0,80}\b(?:as|that|which)\b)",
    re.IGNORECASE,
)
_LEANS = Phrases(
    ("two three four five", r"\bthe (?-i:two|three|four|five) (?-i:[a-z]+s)\b(?! of\b)"),
    (
        "spot programme rocket project initiative venue occasion event incident building post original trio duo former latter region"
        " area country nation village town tribunal panel crash blast tragedy accident disease outbreak virus storm cyclone"
        " fire quake earthquake ceremony function deceased accused",
        r"\b(?:by|in|on|of|to|at|for|with|from|marks|administers"
        r"|runs|owns|leads|heads|joined|built) the (?:spot|programme"
        r"|rocket|project|initiative|venue|occasion|event|incident|building|post|original|trio|duo|former|latter|region"
        r"|area|country|nation|village|town|tribunal"
        r"|panel|crash|blast|tragedy|accident|disease|outbreak|virus|storm|cyclone|fire|quake|earthquake|ceremony"
        r"|function|project|deceased|accused)\b"
        r"(?! (?:of|in|for|to|that|which|at|on|from|by|with|between|where|when|named|called|whose|who|set)\b)",
    ),
    (
        "similar different parallel related",
        r"\ba (?:similar|different|parallel|related) (?!to\b|from\b)[a-z]+\b(?! (?:to|from|as|than)\b)",
    ),
    (
        "also",
        r"\b(?:has|have|had|was|were|will|would|can|could|may|must) also (?!called|known|named|termed|spel|referred"
        r"|written|used|found)(?:\w+ed|be|been|[a-z]+)\b",
    ),
    ("occasion speaking", r"\bon the occasion\b|\bspeaking (?:on|at|to)\b"),
    ("these those mentioned too named", r"\b(?:these|those) (?:include|are)\b|\bas mentioned\b|\btoo\.?$|\bso named\b"),
    (
        "earlier other rest remaining above following",
        r"\b(?:an earlier|the only other|the other|the rest|the remaining|the above|the following)\b(?! (?:of"
        r"|as|side|hand|half|end)\b)",
    ),
    flags=re.IGNORECASE,
)
_THE_ORDINARY = pattern(
    r" the (?<=[a-z] the )(?<!for the )(?!worse\b|better\b|rest\b|past\b|future\b|whole\b|public\b|poor\b|rich\b|dead\b"
    r"|throne\b|sky\b)([a-z]+)(?=[.,;]|$| (?:at|by|from|with|but|as|after|before|amid|during|in|within|without"
    r"|through|and (?:said|told|was|were|also))\b(?! (?:the )?[A-Z]))"
)
_AT_LARGE = frozenset(
    """soil year month week season world time day country government public century past future nation society
    environment economy system city war vote body surface blood throne crown gods dead west east north south coast
    next stage ocean
    sea sun moon mind people market sky shadow equator poles end beginning top bottom middle same opposite first last""".split()
)
_PAST = pattern(
    r"\b(?:was|were|had|gave|took|made|said|told|met|won|held|led|spoke|began|sent|broke|went|rose|fell|saw|built|found"
    r"|[a-z]{3,}ed)\b"
)
_OF_THE_NEWS = pattern(
    rf"(?<=\w )(?:the|this) ({_NEWS})\b(?! (?:of|on|by|for|to|titled|called|that|which|between|under|with|against"
    rf"|about|[A-Z“]))"
)
_OF_NEWS = clues.starts(f"this these those such them that {_NEWS}")
_IN_THE_NEWS = Table([(_OF_NEWS, True)])
ASKED_WORDS = (
    _OF_NEWS | clues.starts("it he she they him") | clues.openings(" ".join(_OPENINGS | _PREPOSITIONS)) | clues.openings("…ed")
)
"""The clues without one of which a question points to nothing."""
_ASKS_OF_PRONOUN = Phrases(
    (
        "it he she they this these him them",
        r"\b(?:did|does|do|was|were|is|are|has|have|had|will|would|can|could|should)\s+(it|he|she|they|this|these|him"
        r"|them)\b(?! called\b)",
    ),
    flags=re.IGNORECASE,
)
_OFFICE_ITS = pattern(
    r"^(?:The )?(?:Union |Chief |Prime |Lt |Lieutenant |Home |Finance )?(?:Prime Minister|Minister|President"
    r"|Governor|Chairman|Secretary|Director|Speaker)\b[^,;]{1,80} (?:its|their)\b"
)
_DUMMY = pattern(r"^it (?:is|was) (?:\S+ ){1,3}(?:that|who|which|to)\b|^it takes\b", re.IGNORECASE)

_Says = Callable[[str, Shown], str]
"""Finds in the front of a card the words that point away from it; an empty string where there are none."""


def unclear_reference(side: Side, _: Limits) -> Iterator[Finding]:
    """Reports a front that opens with “this”, “it”, “his”, “the event …”, or asks about a pronoun that nothing explains.

    **Why.** Cards come mixed and months later; what “this” was stood in the article (Wozniak, rule 16, “Provide
    context cues”; Matuschak, “Prompts should be precise”).  “In his message, Kim Jong Un …” is fine: the name follows.

    **Example:** `This treaty was signed in {{June 2024}}.`

    **Use instead:** `The Russia–North Korea treaty was signed in {{June 2024::month, year}}.`
    """
    shown, statement = side.shown, side.shown.kind == "cloze"
    front = (shown.text if statement else side.front).lstrip("“\"'‘( ")
    if pointing := _refers_back(front) or (not statement and _asks_of_pronoun(front, shown)):
        yield Finding(f"“{pointing}” points to something that is not on the card.", "Name it.")
    elif statement and (told := _told(front, shown)):
        yield Finding(told, "Name it.", severity="warning")
    elif "![" not in shown.source_text and _IN_THE_NEWS.called(shown.calls):
        low = front.lower()
        for found in (*_OF_THE_NEWS.finditer(front), *_THIS.finditer(english.unquoted(front))):
            if low.find(english.stem(found[1].casefold()), 0, found.start()) < 0:
                yield Finding(f"“{found[0]}”: the card does not say which.", "Name it.", severity="warning")
                return


def _told(front: str, shown: Shown) -> str:
    """What to tell an author of a statement that hangs on what stood before it, or an empty string."""
    for says, message in _STATEMENTS.called(shown.calls):
        if said := says(front, shown):
            return message.format(said)
    return ""


def _asks_of_pronoun(front: str, shown: Shown) -> str:
    """The pronoun that a question asks about and nothing before it explains, or an empty string."""
    found = _ASKS_OF_PRONOUN.search(front, shown.calls)
    if not found or "![" in shown.source_text:
        return ""
    before = front[: found.start()]
    return "" if english.names(before) or english.QUOTED.search(before) else found[1]


def _once(front: str, _: Shown) -> str:
    """The opening of a statement that tells what “the” thing of everyday once did, or an empty string."""
    found = _ONCE.match(f"t{front[1:]}") if front.startswith("The ") else None
    if not found or english.names(found[0]):
        return ""
    opening = " ".join(front.split()[:2])
    noun = opening.rpartition(" ")[2]
    if found[0].count(" ") == 2 and not is_everyday(noun):
        return ""  # “The kidneys filter”
    known = noun in _UNIQUE or (not _SOME_OF_MANY.match(found[0]) and len(english.names(front.removeprefix("The "))) > 1)
    return "" if known else opening


def _leans(front: str, shown: Shown) -> str:
    """Words that lean on an earlier sentence, or an empty string."""
    found = _LEANS.search(english.unquoted(front), shown.calls)
    if not found or (found[0].casefold().startswith("the ") and len(_runs(front[: found.start()])) > 1):
        return ""
    if front.startswith(("A ", "An ")) and not _PAST.search(front):
        return ""  # of any such thing, not of one
    named = front.casefold().find(english.stem(found[0].rpartition(" ")[2]), 0, found.start()) >= 0
    return "" if named else found[0]


def _finds(words: re.Pattern[str]) -> _Says:
    """What the pattern finds in a front, or of it the part in brackets."""

    def says(front: str, _: Shown) -> str:
        found = words.search(front)
        return found[found.lastindex or 0] if found else ""

    return says


def _of_these(front: str, _: Shown) -> str:
    """“… than those” at the end of a statement that names nothing before it, or an empty string."""
    found = _OF_THESE.search(front)
    return found[0] if found and not english.names(front[: found.start()]) else ""


def _unsaid(front: str, shown: Shown) -> str:
    """A thing of everyday that a statement without a year takes for known: “presented the awards at”; or an empty string."""
    if " the " not in front or english.YEAR.search(front):
        return ""
    for found in _THE_ORDINARY.finditer(front):
        word, ends = found[1], found.end() >= len(front) - 1
        if word in _KNOWN_TO_ALL or word in _AT_LARGE or english.stem(word) in _AT_LARGE or english.is_exact(word):
            continue
        if front.casefold().find(english.stem(word), 0, found.start()) >= 0 or any(word in blank.text for blank in shown.blanks):
            continue
        if (ends and is_ordinary(word)) or (_PAST.search(front) and not english.PRESENT.search(front)):
            return found[0].strip()
    return ""


_STATEMENTS: Table[tuple[_Says, str]] = Table([
    (clues.openings("the"), (_once, "“{} …”: the card does not say which.")),
    (_LEANS.needs, (_leans, "“{}” leans on what is not on the card.")),
    (context.LEANING_WORDS, (context.leans, "“{}” leans on what is not on the card.")),
    (context.PRONOUNS, (context.pronoun, "“{}” points to something that is not on the card.")),
    (clues.starts("its their"), (_finds(_OFFICE_ITS), "“{}”: the card does not say whose.")),
    (clues.starts("same"), (_finds(_SAME), "“{}”: the same as what?")),
    (clues.starts("it them"), (_finds(_OBJECT), "“{}” points to something that is not on the card.")),
    (clues.starts("these those them this that"), (_of_these, "“{}” points to something that is not on the card.")),
    (clues.starts("the"), (_unsaid, "“{}”: the card does not say which.")),
])  # fmt: skip
"""What makes a statement hang on what stood before it, and how to tell the author."""


def _runs(text: str) -> list[str]:
    """The names in a text as they stand together, months and general words at its start left out."""
    return [
        run for run in english.NAME_RUN.findall(text)
        if run.casefold() not in english.MONTHS and not english.is_general(run.casefold()) and run.casefold() not in english.STOP
    ]  # fmt: skip


def _refers_back(front: str) -> str:
    """The words at the opening of a text that point to something before it, or an empty string."""
    first, _, rest = front.partition(" ")
    first = first.casefold().partition("’")[0].partition("'")[0].rstrip(",")
    pointing = first in _PREPOSITIONS and rest.partition(" ")[0] in _DEMONSTRATIVES
    if not (pointing or first in _OPENINGS or (", " in front and (first.endswith("ed") or first in _PREPOSITIONS))):
        return ""
    if found := _CONNECTS.match(front):
        return found[0].rstrip(" ,")
    if intro := _OPENING_PHRASE.match(front):
        front = front[intro.end() :]
    low = front[:1].lower() + front[1:]
    found = _POINTS.match(low)
    if not found and (opened := _OPENED_BY.get(low.partition(" ")[0])):
        found = opened.match(low)
    if not found and (bare := _BARE.match(low)) and english.stem(bare[1]) in english.GENERAL and bare[1] not in _KNOWN_TO_ALL | _QUALITIES:
        found = bare
    if not found or _DUMMY.match(front):
        return ""
    if re.match(r"(?:both|each|all|most) ", front, re.IGNORECASE) and any(
        word.isalpha() for word in english.names(" ".join(front.split()[:6]))
    ):
        return ""
    return found[0].strip()
