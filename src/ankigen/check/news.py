"""What tells news from knowledge: events without a year, plans, counts of today, headings and questions with a blank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ankigen.check import english
from ankigen.check.rule import Finding, Limits, Shown

_PERFECT = (
    r"added|carried out|kept|passed|approved|launched|announced|signed|won|released|unveiled|decided|imposed|raised|cut|lowered"
    r"|banned|cleared|inaugurated|appointed|designated|introduced|joined|crossed|overtaken|emerged|recorded|registered|pledged"
    r"|proposed|allocated|sanctioned|urged|asked|called|issued|directed|ordered|set up|become|reached|risen|fallen|grown|doubled"
    r"|tripled|improved|declined|climbed|dropped|expanded|created|made|received|transformed|helped|shown|seen|taken|begun"
)
_REPORTED = (
    r"announced|stressed|urged|lauded|unveiled|reiterated|congratulated|thronged|bagged|clinched|notched|pledged|vowed|hailed"
    r"|flagged|welcomed|expressed|attended|addressed the|felicitated|applauded|voiced|assured|cautioned|slammed|inked"
    r"|interacted|cheered|celebrated the|scored|netted|dedicated the|met with|called (?:for|on|upon)|chaired (?:a|the)"
    r"|came as|reviewed|laid the foundation|briefed|remarked|appealed|distributed|rolled out|kicked off|took part|spoke (?:at|to)"
    r"|held talks|visited|paid (?:tribute|homage)|praised|appreciated|noted that|added that|highlighted|emphasi[sz]ed|underlined"
    r"|outlined|stated that|pointed out|opined|observed that|informed|was felt|drew (?:mixed|criticism|praise)|received (?:a|an|the) (?:award"
    r"|standing|warm)|rose (?:by|to)|fell (?:by|to)|jumped|surged|slipped|grew (?:by|at)|stood at|edged|dipped|climbed|soared|plunged|dropped (?:by|to)"
)
_EVENT = re.compile(
    rf"\b(?:has|have) (?:(?:also|now|just|already|recently|further|successfully|since) )?(?:been )?(?:{_PERFECT})\b"
    rf"|(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bbeing )\b(?:{_REPORTED})\b"
    r"|\b(?:accounts? for|makes? up|contributes?|meets?) (?:about |nearly |over |almost |more than |some )?\d[\d.]* ?(?:per cent|percent|%)"
    r"|\b(?:has|have) (?:also )?(?:historically|often|always|consistently|repeatedly|long|increasingly)\b"
    r"|\b(?:two|three|four|five|\d+) more\b"
    r"|\b(?:hails|slams|inks|bags|unveils|clinches|eyes|urges|vows|mulls|launches|inaugurates|bags|nabs|tops|clears|flags)\b"
    r"|\b(?:was|were) (?:named(?! (?:after|for|by|in))|adjudged)\b"
    r"|\b(?:is|are) (?:now |currently |also )?(?:being|planning|preparing|working|looking|facing|struggling|seeking|trying|moving|growing"
    r"|increasing|rising|falling|emerging|expanding|investing|exploring|developing|negotiating|pushing|witnessing|becoming)\b",
)
_COUNT = re.compile(
    r"^(?:only |just )?(?:about|around|nearly|over|more than|fewer than|less than|almost|some|an estimated|close to|at least) "
    r"(?:Rs\.? |₹ ?|\$ ?|US\$ ?)?\d[\d.,]*(?: (?:lakh|crore|thousand|million|billion|trillion|hundred))* "
    r"(?!per cent|percent|kg|km|cm|mm|m\b|degrees|times|litres|hours|minutes|days|years|bones|muscles|species|elements)[a-z]"
    r"|\b(?:now|still) (?:has|have|stands?|covers?|remains?|is|are|holds?|runs?)\b",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"\b(?:will|would) (?:also |now |soon |further |help |not )?(?:be |have )?[a-z]+"
    r"|\b(?:plans?|aims?|intends?|hopes?|proposes?|seeks|wants?|targets?|promises|expects?) to [a-z]+"
    r"|\b(?:is|are) (?:also )?(?:committed|determined|set|ready|working|keen|eager|bound|scheduled|due) to\b|\b(?:is|are) aimed at\b"
)
_LAW_OF_NATURE = re.compile(
    r"\b(?:if|when|whenever|unless|until|every|each|always|any|no|law|theorem|principle|rule|act|article|section|constitution|court"
    r"|president|governor|parliament|treaty|schedule|clause|bill|charter|convention|hypothesis|paradox|formula)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"^(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|can|could|will|would|should|has|have|had)\b[^?“\"]*\?$",
    re.IGNORECASE,
)
_SHORTENED = re.compile(r"(?:…|\.\.\.|,|:|;|\b(?:of|the|a|an|and|or|to|with|by|in|for|from|v\.))$")
_SAYS = re.compile(r"[=:→–—|$…+<>≈≠]| - |-> |[“\"].+[”\"]|\d\s*[×x*/]\s*\d")
_VERB_END = re.compile(r"[a-z]{2,}(?:s|ed|en|t|de|ew|aw|an|ought|aught|ung|ang|old|ose|oke|ote|ore)$")


_HAS_DONE = re.compile(
    r"\b(?:has|have) (?:also |now |just |already )?(?:added|carried out|kept|passed|approved|launched|announced|signed|won|released"
    r"|unveiled|decided|imposed|raised|cut|lowered|banned|cleared|inaugurated|appointed|designated|introduced|joined|crossed|overtaken)\b"
    r"|\b(?:accounts? for|makes? up|contributes?|meets?) (?:about |nearly |over |almost |more than |some )?\d[\d.]* ?(?:per cent|percent|%)",
    re.IGNORECASE,
)
NEWS_WORDS = english.starts(
    re.sub(r"[^a-z]+", " ", _REPORTED)
    + " has have hails slams inks bags unveils clinches eyes urges vows mulls launches inaugurates nabs tops clears flags named adjudged"
    " accounts account makes make contributes contribute meets meet more only just about around nearly over fewer less almost some"
    " estimated close least now still being planning preparing working looking facing struggling seeking trying moving growing"
    " increasing rising falling emerging expanding investing exploring developing negotiating pushing witnessing becoming"
)


def news(text: str, statement: bool) -> str:
    """The words by which a question or a statement tells of an event of the day, or an empty string."""
    found = (_EVENT.search(text) or _COUNT.search(text)) if statement else _HAS_DONE.search(text)
    return found[0].strip() if found else ""


def plan(text: str) -> str:
    """The words by which a statement tells what somebody means to do or what is to come, or an empty string."""
    found = _PLAN.search(text)
    return found[0] if found and not _LAW_OF_NATURE.search(text) and not english.YEAR.search(text) else ""


def not_a_statement(shown: Shown, _: Limits) -> Iterator[Finding]:
    """Warns of a blank in a question, in a heading, or in a sentence that breaks off.

    **Why.** A blank asks for the missing part of a fact, and none of these states one: the learner completes words
    (Wozniak, rule 5, on cloze deletion; Matuschak, “Prompts should be precise”).

    **Example:** `Functions of the {{GST Council}}`

    **Use instead:** `The {{GST Council}} recommends the rates of India's goods and services tax.`, or an entry of `qa`
    for a question.
    """
    if not shown.by_hand or shown.recall or "![" in shown.source_text:
        return
    text = shown.text.strip()
    if _QUESTION.match(text):
        yield Finding("A question with a blank in it states nothing.", "Make it an entry of `qa`, or a statement.")
    elif _SHORTENED.search(text) and shown.blanks[-1].before and not text.endswith(shown.blanks[-1].text):
        yield Finding("The sentence breaks off.", "Write it to its end.")
    elif text[-1:].isalnum() and len(text) < 120 and not _SAYS.search(text) and not _has_verb(shown):
        yield Finding("The blank stands in a heading: nothing is said of it.", "Say it in a sentence.")


def _has_verb(shown: Shown) -> bool:
    """Whether one of the words but the first may be a verb; a name is none."""
    return any(
        word in english.AUXILIARY or (word.islower() and _VERB_END.match(word) is not None and word not in english.STOP)
        for word in shown.tokens[1:]
    )
