"""Rules about wording that cannot stand alone: what “this” is, who “a state” was, what three letters mean."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ankigen.check import english
from ankigen.check.glossary import glossary
from ankigen.check.rule import Finding, Limits, Noted, Shown, Side

_PRONOUNS = r"this|these|those|it|its|he|she|they|his|her|their|such|we|our"
_NEWS = (
    r"discovery|finding|study|paper|notification|region|area|curb|threat|event|move|decision|development|announcement|incident|visit|deal|scheme|project|report|bill|proposal|plan|reform|feat"
    r"|listing|recognition|success|achievement|initiative|verdict|controversy|debate|provision|opposition|tally"
)
_THINGS = _NEWS + (
    r"|meeting|agreement|programme|program|article|act|law|policy|mission|summit|treaty|pact|declaration|statement|country|state"
    r"|company|agency|organi[sz]ation|committee|court|government|ministry|minister|body|commission|study|survey|index|judgment"
    r"|case|issue|topic|situation|launch|test|exercise|operation|order|amendment|commendation|news|message|letter|alliance"
    r"|partnership|challenge|change|step|measure|rule|author|passage|text|page|note|satellite|technology|bank|chairman|governor"
    r"|leader|minute|site|house|rate|region|nation|city|village|pair|term|concept|process|effort|approach|city|university|team"
)
_VERB = (
    r"(?:now |also |still |later |further |itself |thus )?(?:is|was|were|are|has|have|had|will|would|could|did|does|do|won|made|took"
    r"|gave|came|became|began|went|set|put|got|held|led|left|sent|built|met|told|saw|said|need|seek|aim|show|mark|include|provide"
    r"|(?!of\b)\w+(?:ed|[^su\W]s)\b(?! (?:is|are|was|were|has|have)\b))\b"
)
_REFERS_BACK = re.compile(
    rf"^(?:{_PRONOUNS})\b(?! day\b)"
    rf"|^that (?:is|was|has|{_THINGS})\b|^the (?:same|above|said|latter|former|following)\b(?! question)"
    rf"|^[Tt]he (?:(?:central|current|new|next|latest|proposed|former|whole) )?(?:{_THINGS})(?:s?['’]s?\b|s? {_VERB})"
    r"|^[Tt]he (?:Act|Bill|Scheme|Mission|Commission|Convention|Code|Treaty|Rules|Amendment|Committee|Policy|Programme|Report|Summit) " + _VERB +
    r"|^(?:one|two|three|four|five|six|some|many|most|all|half|none|each|both) of (?:it|its|their|his|her|these|those|them)\b"
    r"|^(?:[Bb]oth|[Ee]ach|[Aa]ll|[Mm]ost) (?:of )?(?:the |its |their )?(?:" + _THINGS + r")s? "
)
_BARE = re.compile(rf"^the ([a-z]+) {_VERB}")
_KNOWN_TO_ALL = frozenset("president parliament constitution people world union centre speaker law state river".split())
_ONCE = re.compile(
    r"^the (?!\w+ of )(?:[a-z-]+ ){1,2}?(?:(?:was|were|had|has|have|will|would) \w|(?:appeared|took|began|came|went|won|led|met|rose|fell|gave|made|sent|[a-z]{3,}ed) )"
    r"|^the [a-z-]+s (?!of\b|in\b|on\b|for\b|that\b|which\b|and\b|to\b)[a-z]"
)
_UNIQUE = frozenset(
    "rupee monsoon sun moon earth universe atmosphere equator sea ocean war caste partition independence mughals british french portuguese"
    " dutch americans allies nazis romans greeks".split()
)
_CONNECTS = re.compile(
    r"^(?:however|moreover|furthermore|additionally|conversely|thus|therefore|hence|in addition|similarly|consequently|meanwhile"
    r"|in essence|overall|in conclusion|likewise|besides|nevertheless|as a result|in contrast|on the other hand), ",
    re.IGNORECASE,
)
_OPENING_PHRASE = re.compile(r"^(?:(?:also |widely )?\w+ed|also known|built|led|held|known|set up|based|given) [^,.]{1,80}, ", re.IGNORECASE)
_THIS = re.compile(r"(?<![Ww]hich of )(?<!one of )(?<!any of )(?<=\w )\b(?:this|these|those|such) (?!is\b|was\b|are\b|were\b|as\b|that\b|an?\b|who\b|which\b|day\b)([a-z]+)\b")
_OF_THESE = re.compile(r"\b(?:of|than|with|for|by) (these|those|them|this|that)\b(?=[.,;]|$)")
_POINTING = english.starts("this these those such them that")
_PRONOUN_WORDS = english.starts("it he she they this these him them")
_NEWS_WORDS = english.starts(_NEWS.replace("|", " "))
_OPENINGS = english.starts(
    _PRONOUNS.replace("|", " ") + " that the both each all most one two three four five six some many half none however moreover"
    " furthermore additionally conversely thus therefore hence in similarly consequently meanwhile overall likewise besides nevertheless"
    " as on also built led held known set based given widely"
)
_SAME = re.compile(r"\b(?:on|in|at|by|with|for|use|uses|used|to|of|does|did|do) the same\b(?! (?:as|time)\b)(?![^.]{0,80}\b(?:as|that|which)\b)", re.IGNORECASE)
_OF_THE_NEWS = re.compile(rf"(?<=\w )(?:the|this) ({_NEWS})\b(?! (?:of|on|by|for|to|titled|called|that|which|between|under|with|against|about|[A-Z“]))")
_ASKS_OF_PRONOUN = re.compile(
    r"\b(?:did|does|do|was|were|is|are|has|have|had|will|would|can|could|should)\s+(it|he|she|they|this|these|him|them)\b(?! called\b)",
    re.IGNORECASE,
)
_DUMMY = re.compile(r"^it (?:is|was) (?:\S+ ){1,3}(?:that|who|which|to)\b|^it takes\b", re.IGNORECASE)

_WEIGHT = (
    r"importance|significance|commitment|need|growing|strengthening|deepening|strategic|role|resolve|urgency|shift|challenges?"
    r"|complexit\w+|potential|priorit\w+|efforts?|tensions?|concerns?|vulnerab\w+|strengths?|trends?|dedication|focus|ties"
    r"|partnerships?|relationships?|cooperation|leadership|influence|stature|prominence|ambitions?|convergence|bonds?"
    r"|determination|progress|dynamics|polari[sz]ation|stance|approach|implications|solidarity|awareness|empowerment"
)
_EVALUATES = re.compile(
    r"\b(?:underscor|underlin|highlight|signif(?:y|ies|ied)|showcas|reaffirm|demonstrat|reflect|exemplif|symboli[sz]|emphasi[sz]"
    r"|illustrat|represent|mark|indicat|reinforc|spotlight|testif)\w* (?:(?!\d)[\w’'-]+ ){0,6}?(?:" + _WEIGHT + r")\b"
    r"|\bis (?:a )?testament to\b|\bspeaks volumes\b|\bis not merely\b"
)
_PRAISES = re.compile(
    r"\b(?:a|an|another|one) (?:\w+,? )?(?:significant|major|crucial|important|historic|landmark|remarkable|notable|key|huge|critical"
    r"|milestone|pivotal|watershed|game.chang\w+) (?:\w+ )?(?:development|step|milestone|move|moment|boost|achievement|role|shift|event"
    r"|turning point|deepening|challenge|advance|leap|breakthrough|factor|topic|issue|part)\b"
    r"|\bplay(?:s|ed)? (?:a|an) (?:\w+ )?(?:role|part)\b|\bgame.?changer\b|\bfar.reaching\b|\bpaves? the way\b"
    r"|\b(?:is|are|was|were|remains?) (?:very |highly |extremely |also )?(?:crucial|vital|important|significant|essential|pivotal|critical"
    r"|imperative|noteworthy)\b"
    r"|\b(?:students|aspirants|candidates) (?:should|must|need|can|preparing)\b|\brelevant (?:for|to) (?:the exam|gs |upsc|ssc|exams|prelims|mains)\b"
    r"|\bfor (?:competitive|banking|civil services?) exam|\bfor (?:upsc|prelims|mains)\b|\bthis topic\b|\bexpect questions\b|\bfocus on\b"
    r"|^(?:also, |for [^,]{1,60}, )?(?:study|understand|prepare|focus|expect|remember|revise|practi[sc]e|structure|memorise|be aware|keep in mind)\b"
    r"|\bin (?:several|many|various|different|a number of) ways\b|\b(?:growing|deepening|strong|close)(?: \w+)? (?:ties|partnerships?|relations)\b"
    r"|\bfor years to come\b|\bmust carefully\b|\bdelicate balance\b|\bgrave concern\b|\bcomplex (?:\w+ )?challenge\b"
)
_SUBJECTLESS = re.compile(
    r"^(?:widely |officially |also |originally |first |formally |previously |historically )?"
    r"(?:(recogni[sz]ed|located|situated|known|founded|established|launched|headquartered|considered|regarded|aimed|designed|signed"
    r"|held|introduced|created|formed|based|celebrated|observed|appointed|awarded|led|built|made|developed|adopted|enacted|passed"
    r"|constituted|chaired|released|published|organi[sz]ed|approved|named|set up|set|born|elected|composed|spread|used|described"
    r"|hosted|implemented|inaugurated|conducted|enforced|ratified|replaced|conceived|dedicated|bordered|facing|driven|given)"
    r"|(serves?|aims|provides|comprises|includes|consists|refers|marks|seeks|covers|works|has|is|was|are|were|had|became|becomes"
    r"|contains|involves|allows|ensures|focuses|promotes|replaces|requires|deals|acts|connects|borders|lies|stands for|belongs"
    r"|helps|supports|enables|operates|part of)) ",
    re.IGNORECASE,
)
_GETS_SUBJECT = re.compile(r", (?:which|who|whom|what|whose|how|when|where|the|this|a|an|its|his|her|their|in|[A-Z0-9“\"\[])")
_NOBODY = (
    r"state|country|nation|agency|government|ministry|minister|official|leader|company|firm|committee|panel|organi[sz]ation|institution"
    r"|institute|university|think.tank|expert|politician|city|village|bank|body|group|team|scientist|researcher|commission|party|official"
    r"|spokesperson|diplomat|newspaper|portal|startup|start-up|student|district|region|island|NGO|firm|charity|survey|study|report|court|judge|lawmaker|lawyer|activist|farmer|villager"
)
_NAMELESS_START = re.compile(
    rf"^(?:(?:a|an|one|some|another) (?:\w+ ){{0,2}}?(?:{_NOBODY})|(?:some|several|many|various|two|three) (?:\w+ )?(?:{_NOBODY})s?"
    r"|some (?:countries|companies|agencies|ministries|universities|cities|parties|bodies)|experts|officials|authorities|scientists|researchers|supporters|critics|opponents|observers|analysts|activists|many) "
    r"(?:recently |also |just |first )?(?:argue|believe|say|expect|claim|fear|hope|warn|think|suggest|see|hold|note|has|have|had|was|were|won|became|began|set|said|made|took|gave|put|held|led|built|got|sent"
    r"|broke|beat|saw|told|met|left|\w+ed)\b",
    re.IGNORECASE,
)
_NAMELESS_BY = re.compile(
    rf"\b(?:was|were|been) (?:\w+ ){{0,2}}?\w+(?:ed|en|t|de|un|ld|id) by (?:a|an|one|some) (?:\w+ )?(?:{_NOBODY})\b(?! (?:of|headed|led|called|named|under|chaired))",
    re.IGNORECASE,
)  # fmt: skip
_PEOPLE = re.compile(
    r"^(?:(?:[A-Z][a-z]+ )?[a-z]*(?:ists|eaders|farmers|workers|residents|villagers|officials|investors|people|companies|firms|groups|parties)"
    r"|[A-Z][a-z]*ists|States|Countries|Farmers|Residents|Villagers|Officials|Investors|People|Companies|Firms|Groups|Markets|Nations)"
    r" (?:have|has|had|fear|hope|want|say|believe|expect|argue|called|\w+ed)\b"
)
FILLER_WORDS = english.starts(
    "underscore underline underlining highlight signify signifies showcase reaffirm demonstrate reflect exemplify symbolise symbolize"
    " emphasise emphasize illustrate represent mark marks marked marking indicate reinforce spotlight testify testament speaks"
    " merely significant major crucial important historic landmark remarkable notable key huge critical milestone pivotal watershed"
    " game play plays played far far-reaching paves pave vital essential imperative noteworthy years must delicate grave complex"
    " students aspirants candidates relevant exam exams upsc prelims mains topic expect focus study understand prepare remember"
    " revise practise practice structure memorise aware mind ways growing deepening strong close"
)
SHARED_WORDS = english.starts("by experts")
_LETTERS = re.compile(r"(?<![\w&/'’-])[A-Z][A-Za-z]{0,8}[A-Z](?:[a-z]?)(?![\w&'’-]|/\w)|(?<![\w&/'’-])[A-Z]{2,10}s?(?![\w&]|-\d)")
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_TODO = re.compile(r"\bTODO\b|\bFIXME\b|\?\?\?|\bTBD\b")


def unclear_reference(side: Side, _: Limits) -> Iterator[Finding]:
    """Reports a front that opens with “this”, “it”, “his”, “the event …”, or asks about a pronoun that nothing explains.

    **Why.** Cards come mixed and months later; what “this” was stood in the article (Wozniak, rule 16, “Provide
    context cues”; Matuschak, “Prompts should be precise”).  “In his message, Kim Jong Un …” is fine: the name follows.

    **Example:** `This treaty was signed in {{June 2024}}.`

    **Use instead:** `The Russia–North Korea treaty was signed in {{June 2024::month, year}}.`
    """
    if side.shown.recall:
        return
    cloze, starts = side.shown.kind == "cloze", side.shown.starts
    front = side.shown.text if cloze else side.front
    front = front.lstrip("“\"'‘( ")
    if found := _refers_back(front):
        yield Finding(f"“{found}” points to something that is not on the card.", "Name it.")
        return
    if not cloze and not starts.isdisjoint(_PRONOUN_WORDS) and (found := _ASKS_OF_PRONOUN.search(front)):
        if "![" in side.shown.source_text:
            return
        before = front[: found.start()]
        if not english.names(before) and not english.QUOTED.search(before):
            yield Finding(f"“{found[1]}” points to something that is not on the card.", "Name it.")
            return
    if cloze and front.startswith("The ") and (found := _ONCE.match(f"t{front[1:]}")) and not english.names(found[0]):
        opening = " ".join(front.split()[:2])
        if opening.split()[-1] not in _UNIQUE and len(english.names(side.front.removeprefix("The "))) < 2:
            yield Finding(f"“{opening} …”: the card does not say which.", "Name it.", severity="warning")
            return
    if cloze and "same" in starts and (found := _SAME.search(front)):
        yield Finding(f"“{found[0]}”: the same as what?", "Name it.", severity="warning")
        return
    if cloze and not starts.isdisjoint(_POINTING) and (found := _OF_THESE.search(front)) and not english.names(front[: found.start()]):
        yield Finding(f"“{found[0]}” points to something that is not on the card.", "Name it.", severity="warning")
        return
    if starts.isdisjoint(_NEWS_WORDS) and starts.isdisjoint(_POINTING):
        return
    for found in (*_OF_THE_NEWS.finditer(front), *_THIS.finditer(english.unquoted(front))):
        if english.stem(found[1].casefold()) not in front[: found.start()].casefold() and "![" not in side.shown.source_text:
            yield Finding(f"“{found[0]}”: the card does not say which.", "Name it.", severity="warning")
            return


def filler(shown: Shown, _: Limits) -> Iterator[Finding]:
    """Reports a card made of a statement that only evaluates; in an answer it is a warning.

    **Why.** “This underscores the growing partnership” says that something matters and not what is so.  There is
    nothing in it to know (Wozniak, rule 1, “Do not learn if you do not understand”; Nielsen: ask for atomic facts).

    **Example:** `The visit marks a {{significant}} step in the relations of India and Japan.`

    **Use instead:** the fact behind it: `In 2014 India and Japan raised their ties to a {{Special Strategic and Global
    Partnership}}.`
    """
    if shown.recall:
        return
    text = english.unquoted(shown.text).lower()
    if shown.kind == "cloze":
        found = _EVALUATES.search(text) or _PRAISES.search(text)
        if found and not any(letter.isdigit() for blank in shown.blanks for letter in blank.text):
            yield Finding(
                f"“{found[0]}” evaluates; the sentence states no fact to recall.",
                "Make a card of the fact behind it, or leave it in the summary.",
                severity="error",
            )
    elif shown.kind == "qa":
        if found := _EVALUATES.search(text):
            yield Finding(
                f"“{found[0]}” asks what something means to somebody, not what is so.", "Ask for the fact behind it.",
                severity="error",
            )  # fmt: skip
        elif found := _EVALUATES.search(shown.answer.lower()) or _PRAISES.search(shown.answer.lower()):
            place = shown.entry.place_of("a") if shown.entry else None
            yield Finding(f"“{found[0]}” in the answer evaluates.", "Answer with the fact itself.", place=place, severity="warning")


def subjectless(shown: Shown, _: Limits) -> Iterator[Finding]:
    """Reports a statement without its subject: “Located in …”, “Recognised as …”, “Aims to …”.

    **Why.** It is a bullet torn from under its heading: the card does not say what it is about (Wozniak, rule 16).

    **Example:** `Headquartered in {{Geneva}}.`

    **Use instead:** `The World Health Organization is headquartered in {{Geneva}}.`
    """
    text = shown.text.lstrip("•-* ")
    if shown.kind != "cloze" or not (found := _SUBJECTLESS.match(text)):
        return
    if text[:1].islower() or not (found[1] and _GETS_SUBJECT.search(text)):
        if "?" not in text:
            yield Finding(f"“{found[0].strip()} …” has no subject.", "Begin with what it is about.")


def nameless_actor(side: Side, _: Limits) -> Iterator[Finding]:
    """Reports a fact about “a state”, “an agency”, “some experts” that somebody in particular did.

    **Why.** The learner cannot picture nor check it, and it asks for nothing an exam would (Wozniak, rule 1;
    Matuschak, “Prompts should be precise”).

    **Example:** `A state launched the first {{semiconductor}} policy of India.`

    **Use instead:** `Gujarat launched India's first state policy for {{semiconductors}} in 2022.`
    """
    if side.shown.recall or side.shown.kind == "choice":
        return
    front = side.front if side.shown.kind == "qa" else side.shown.text
    front = english.PARENTHESIS.sub("", front) if "(" in front else front
    found = _NAMELESS_START.match(front) or (_NAMELESS_BY.search(front) if " by " in front else None)
    if found or (side.shown.kind == "cloze" and not side.names and (found := _PEOPLE.match(front))):
        yield Finding(f"“{found[0].strip()}” does not say who it was.", "Name the state, body or person.")


def unknown_abbreviation(noted: Noted, _: Limits) -> Iterator[Finding]:
    """Warns of an abbreviation that nothing expands: not the note, not `terms` in ankigen.yaml, not the shipped glossary.

    It is named once per note.  A note expands it with a `terms` or `organisations` entry that has `expands`, or by
    writing “Goods and Services Tax (GST)” anywhere.

    **Why.** An abbreviation that is not understood is learnt as a shape (Wozniak, rules 1 and 2: understand before
    you learn).

    **Example:** `q: Which ministry runs PMFME?`

    **Use instead:** `q: Which ministry runs PMFME (Formalisation of Micro Food Processing Enterprises)?`, or

    ```yaml
    terms:
      - term: PMFME
        expands: Prime Minister's Formalisation of Micro Food Processing Enterprises
        means: A scheme of aid to small food makers
    ```
    """
    seen: set[str] = set()
    known: set[str] | None = None
    for shown in noted.cards:
        if not shown.english:
            continue
        for short in shown.tokens:
            if short.islower() or short.istitle() or not _LETTERS.fullmatch(short := short.removesuffix("’s").removesuffix("'s")):
                continue
            single = short.removesuffix("s") if short[-1:] == "s" and short[:-1].isupper() else short
            if single in seen or single in glossary() or single in noted.terms or (_ROMAN.fullmatch(single) and single):
                continue
            if sum(letter.isupper() for letter in single) * 2 <= len(single) or english.is_general(single.casefold()) or _TODO.search(single):
                continue
            known = _expanded(noted) if known is None else known
            seen.add(single)
            if single not in known and not _shouts(shown.both):
                yield Finding(
                    f"“{single}” is expanded nowhere.",
                    f"Write it out once, or add it to `terms` in this note or in ankigen.yaml: `{single}: …`.",
                    place=shown.place, entry=shown.entry,
                )  # fmt: skip


def left_todo(noted: Noted, _: Limits) -> Iterator[Finding]:
    """Reports a TODO left in a note that is ready.

    **Why.** `ankigen draft` writes TODO where a person must settle something: whom? which Act? as of when?  A card
    with it in would ask the learner.

    **Example:** `a: TODO which state?`

    **Use instead:** the answer, looked up; or `status: draft` while it is not.
    """
    if noted.note.status == "draft":
        return
    for entry in noted.note.entries:
        for value in entry.values.values():
            if isinstance(value, str) and any(mark in value for mark in ("TODO", "FIXME", "TBD", "???")) and (found := _TODO.search(value)):
                place = getattr(value, "place", entry.place)
                yield Finding(f"“{found[0]}” is still to be settled.", "Settle it, or say `status: draft`.", place=place, entry=entry)


def _refers_back(front: str) -> str:
    """The words at the opening of a text that point to something before it, or an empty string."""
    first = front.partition(" ")[0].casefold().partition("’")[0].partition("'")[0].rstrip(",")
    if first[: english.LETTERS] not in _OPENINGS and not first.endswith("ed"):
        return ""
    if found := _CONNECTS.match(front):
        return found[0].rstrip(" ,")
    if intro := _OPENING_PHRASE.match(front):
        front = front[intro.end() :]
    low = front[:1].lower() + front[1:]
    found = _REFERS_BACK.match(low)
    if not found and (bare := _BARE.match(low)) and english.is_general(bare[1]) and bare[1] not in _KNOWN_TO_ALL:
        found = bare
    if not found or _DUMMY.match(front):
        return ""
    if re.match(r"(?:both|each|all|most) ", front, re.IGNORECASE) and any(word.isalpha() for word in english.names(front)):
        return ""
    return found[0].strip()


def _expanded(noted: Noted) -> set[str]:
    """Every abbreviation that the note itself expands."""
    known: set[str] = set()
    note = noted.note
    for entry in note.entries:
        for key in ("term", "name"):
            if entry.text(key) and (entry.text("expands") or key == "term"):
                known.update(english.tokens(entry.text(key)))
    texts = [note.title, note.summary, note.subject]
    for entry in note.entries:
        texts.extend(value for value in entry.values.values() if isinstance(value, str))
    for text in texts:
        if "(" in text:
            known.update(_in_brackets(text))
    for shown in noted.cards:
        if shown.kind == "qa" and len(shown.answer) < 200:
            known.update(short for short in _LETTERS.findall(shown.question) if english.stands_for(short, shown.answer))
            known.update(short for short in _LETTERS.findall(shown.answer) if english.stands_for(short, shown.answer.split(short)[0]))
    return known


def _in_brackets(text: str) -> Iterator[str]:
    """Abbreviations beside their expansion: “Goods and Services Tax (GST)”, “GST (Goods and Services Tax)”."""
    for found in re.finditer(r"([\w&-]{2,12})?\s*\(([^()\n]{2,120})\)", text):
        inside, before = found[2].strip(), found[1] or ""
        if _LETTERS.fullmatch(inside.removesuffix("s")):
            yield inside.removesuffix("s")
        if _LETTERS.fullmatch(before) and " " in inside:
            yield before


def _shouts(text: str) -> bool:
    """Whether a text is set in capitals throughout, so that its capitals say nothing."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 12 and sum(letter.isupper() for letter in letters) > 0.7 * len(letters)

