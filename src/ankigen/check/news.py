"""What tells news from knowledge: events without a year, plans, counts of today, headings and questions with a blank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ankigen.check import clues, english
from ankigen.check.clues import Phrases
from ankigen.check.rule import Finding, Limits, Shown
from ankigen.check.vocabulary import is_everyday
from ankigen.patterns import pattern

_DONE = (
    r"added|carried out|kept|passed|approved|launched|announced|signed|won|released|unveiled|decided|imposed|raised|cut|lowered"
    r"|banned|cleared|inaugurated|appointed|designated|introduced|joined|crossed|overtaken"
)
_PERFECT = _DONE + (
    r"|emerged|recorded|registered|pledged|proposed|allocated|sanctioned|urged|asked|called|issued|directed|ordered|set up|become"
    r"|reached|risen|fallen|grown|doubled|tripled|improved|declined|climbed|dropped|expanded|created|made|received|transformed"
    r"|helped|shown|seen|taken|begun"
)
_REPORTED = (
    r"announced|urged|lauded|unveiled|reiterated|congratulated|thronged|bagged|clinched|notched|pledged"
    r"|vowed|flagged|addressed the|felicitated|applauded|slammed|inked"
    r"|interacted|cheered|scored(?! (?:\d+|a) (?:international|career|Test|Olympic))|netted"
    r"|dedicated the|met with|called (?:on|upon)|chaired (?:a|the) (?:\w+ )?(?:meeting|session|review)"
    r"|reviewed|laid the foundation|briefed|distributed|rolled out|kicked off|took part"
    r"|spoke (?:at|to)"
    r"|held talks|paid (?:tribute|homage)|added that|highlighted|underlined|opined|was felt|wrote to"
    r"|drew (?:mixed|criticism|praise)|received (?:a|an|the) (?:award"
    r"|standing|warm)|rose (?:by|to)|fell (?:by|to)|jumped|topped|overtook|leapt|came (?:last|first|second|third)"
    r"|(?:shared|took|grabbed|secured|retained|clinched) the (?:\w+ )?(?:spot|place|position|rank|top)"
    r"|once again|yet again|surged|slipped|grew (?:by|at)|stood at|edged|dipped|climbed|soared|plunged"
    r"|dropped (?:by|to)"
)
_REPORTED_WORDS = """announced urged lauded unveiled reiterated congratulated thronged bagged clinched notched pledged vowed
    flagged addressed felicitated applauded slammed inked interacted cheered scored netted dedicated met called chaired came
    reviewed laid briefed distributed rolled kicked took spoke held paid added highlighted underlined opined felt wrote drew
    received rose fell jumped topped overtook leapt shared grabbed secured retained once yet surged slipped grew stood edged
    dipped climbed soared plunged dropped"""
_HEADLINE_VERBS = (
    r"hails|slams|inks|unveils|clinches|urges|vows|mulls|launches|inaugurates|nabs|tops|clears|flags|approves"
    r"|condoles|mourns|rejects|resigns|quits|greets|arrives|lauds|condemns|ranks|crosses"
)
_OFFICES = (
    r"President|Prime Minister|Chief Minister|Minister|Justice|Governor|Chairman|Actor|Captain|CEO|Secretary|Commissioner"
    r"|Ambassador|Spokesperson|Singer|Director|Coach"
)
_EVENT = Phrases(
    (
        "has have",
        rf"\b(?<!that )(?:has|have) (?:(?:also|now|just|already|recently|further|successfully|since) )?(?:been )?(?:{_PERFECT})\b",
    ),
    (_REPORTED_WORDS, rf"(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bbeing )(?<![\w-])(?:{_REPORTED})\b"),
    (
        "historically often always consistently repeatedly long increasingly",
        r"\b(?:has|have) (?:also )?(?:historically|often|always|consistently|repeatedly|long|increasingly)\b",
    ),
    ("more", r"\b(?:two|three|four|five|\d+) more\b"),
    (_HEADLINE_VERBS, rf"^(?:(?!(?:[Aa]n?|[Tt]he|[Tt]heir|[Hh]as|[Hh]ave|of|with) )\S+ ){{1,8}}({_HEADLINE_VERBS})\b"),
    ("passes passed", r"\b(?:passes|passed) away\b"),
    ("dies killed killing", r"\b(?:dies|killed|killing) (?:at|in|on|all|scores|dozens|hundreds|\d)"),
    ("named adjudged", r"\b(?:was|were) (?:named(?! (?:after|for|by|in))|adjudged)\b"),
    (
        "…ing",
        r"\b(?:is|are) (?:now |currently |also |still )?(?!living|missing|lacking|binding|interesting|existing|meaning"
        r"|nothing|something|anything|king|string"
        r"|spring|ring|wing|thing|during|sibling|ending|building(?! an? | the )|lightning|evening|morning|farming|mining"
        r"|being (?:\w+ )?(?:a|an|the)\b)[a-z]{2,}ing\b(?! (?:of|and))",
    ),
    (
        "lead leads top tops head heads",
        r"\b(?:leads?|tops?|heads?) the (?:country|world|nation|list|table|rankings?|index|chart)\b",
    ),
    ("yet", r"\byet to\b"),
    (
        "award awards prize prizes medal medals title titles trophy trophys cup cups honour honours",
        r"\b(?:award|prize|medal|title|trophy|cup|honour)s? (?:went|goes"
        r"|(?:was|were) (?:won|given|shared|presented|conferred)) ",
    ),
    (
        "conclude concludes sign signs seal seals ink inks",
        r"\b(?:conclude|sign|seal|ink)s? (?:[a-z]+ ){0,4}(?:talks|deal|pact|agreement|MoU)\b",
    ),
    (
        "now",
        r"\b(?:must|can|will|could|should|has|have|is|are) now\b(?! (?:called|known|named|in|part|the|a|an|Pakistan"
        r"|Bangladesh)\b)",
    ),
    (
        _OFFICES,
        r"^(?:(?:Union|Home|Finance|External Affairs|Defence|Health|Commission|Vice|Actor|Justice|Congress|BJP) )*"
        rf"(?:{_OFFICES}) [A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*| \w+ [A-Z][\w.’'-]*){{0,3}}"
        r" (?:also )?(?:[a-z]{3,}ed|wrote|gave|took|made|said|told|met|won|held|led|spoke|paid|laid|left|began|sent|broke)\b",
    ),
    (
        "offer offers cover covers serve serves employ employs operate operates runs host hosts cater caters reach reaches",
        r"\b(?:offers?|covers?|serves?|employs?|operates?|runs|hosts?|caters? to|reach(?:es)?) (?:more than|over|about"
        r"|nearly|around|some) \d",
    ),
    (
        "make makes account accounts form forms constitute constitutes",
        r"\b(?:make|makes|account|accounts|form|forms|constitute|constitutes) (?:up |for )?(?:about |nearly |over "
        r"|almost |only |barely |less than )?(?:a|one|two)[- ]"
        r"(?:third|half|quarter|fifth|tenth)s?\b(?!.*\b(?:air|earth|body|water|surface|mass)\b)",
    ),
    ("carried", r"\bcarried out (?:a|an|its|the)\b"),
    ("often", r"\boften (?:complain|ask|say|face|struggle|find|feel|blame|argue)\b"),
    (
        "has have",
        r"\b(?:has|have) been (?!called\b|known\b|found\b|shown\b|used\b|named\b|in\b)[a-z]{2,}(?:ed|ught"
        r"|en)\b(?!.* since\b)",
    ),
    ("outgoing incoming sitting", r"\b(?:outgoing|incoming)\b|\bthe sitting\b"),
    (
        "largest biggest main chief leading top worst",
        r"\bis the (?:largest|biggest|main|chief|leading|top|worst) (?:polluter|driver|source|cause|reason|exporter"
        r"|importer|contributor|culprit|concern)\b",
    ),
    ("successfully coming", r"\bsuccessfully\b|\bcoming up\b"),
    (
        "president chairman chairperson director governor head chief secretary minister ceo captain coach ambassador chancellor",
        r"^(?!The |A |An |Union |Prime |Chief |Vice )(?:[A-Z][\w.’'-]*\.? ){1,4}is (?:the|a|an) (?:current |new "
        r"|present |first woman )?(?:president|chairman|chairperson|director|governor|head|chief"
        r"|secretary|minister|ceo|captain|coach|ambassador|chancellor|managing director)\b(?! [a-z]+ of\b)",
    ),
)
_STATISTIC = Phrases(
    ("cent % percent percentage", r"\d[\d.,]* ?(?:per cent|%|percent|percentage points)(?!\w)"),
    ("rs ₹ $ lakh crore million billion trillion", r"(?:Rs\.?|₹|\$) ?\d[\d.,]* (?:lakh|crore|million|billion|trillion)\b"),
    (
        "lakh crore million billion trillion",
        r"\d[\d.,]* (?:lakh|crore|million|billion|trillion) (?:euros?|dollars?|pounds?|rupees?|people|women|children"
        r"|households|users|jobs|tonnes)\b",
    ),
    ("score rank tally", r"\b(?:score|rank|tally) (?:of|at|is|was|stands) (?:\w+ )?\d"),
    ("spends", r"\bspends (?:only |about |nearly )?\d"),
    (
        "ranks ranked placed stood stands",
        r"\b(?:ranks|ranked|placed|stood|stands) (?:at )?(?:the )?\d+(?:st|nd|rd|th)\b",
    ),
    ("lives killed", r"\blost their lives\b|\bkilled \d"),
    flags=re.IGNORECASE,
)
_FIXED = pattern(
    r"\b(?:act|article|constitution|section|rules?|target|norm|called|(?:fewer|less|more) than"
    r"|criteri\w+|threshold|minimum|maximum|limit|(?<!goes )(?<!rises )up to"
    r"|ratio|prize|award|scheme|yojana|each"
    r"|every|eligib\w+|consists?|divided|means?|defined?|equals?|if|when|insurance|cover|bill|amendment|quorum|majority"
    r"|air|atmosphere|earth|ocean|water|body|blood|cells?|brain|dna|solution|alloy|brass|bronze|steel|gold|silver"
    r"|carat|acid|alcohol|milk|bones?|sun"
    r"|universe|energy|mass|weight|volume|light|genome|genes?|nitrogen|oxygen|carbon|crust|humidity|confidence"
    r"|probability|distribution|efficiency"
    r"|concentration|slope|grade|interest|repo|inflation target|reserv(?:e|ed|ing)|quota|recommended"
    r"|tier|basel|stake|holds?|founded|treaty"
    r"|reparations|empire)\b",
    re.IGNORECASE,
)
SINCE = pattern(
    r"^(?:(?!whose |which |that |who |if |when |whether |after |once |until |because )\S+ ){1,12}"
    r"(?:has|have) (?:also |now |just |already |all )?(?!been\b|had\b|led\b)(?:been )?"
    r"(?:\w{2,}ed|\w+(?:awn|hown|rown|aken|iven|isen|ought|aught|ept|elt|eft|ost|ound|uilt)|made|set|put|fallen|come|gone|run"
    r"|begun|become|met|cut|won|seen)\b",
    re.IGNORECASE,
)
_COMMON_PAST = pattern(
    r"^(?:(?:The|A|An|Some|Many|Several|Most|All|No|Heavy|Early|Late|Local|Young|Senior"
    r"|[A-Z][a-z]+) )?[A-Z]?[a-z-]+(?: (?!is\b|are\b|can\b|that\b|which\b|who\b)[a-z-]+){0,6}? "
    r"(?:was|were|had|did|went|swept|fell|rose|led|held|took|gave|(?<!The )(?<!the )(?<!A )(?<!a )left|lost|broke"
    r"|drew|dealt|met|told|said|spoke|saw|came|became|began|ran|fled|sent"
    r"|burst|hit|won|(?!originated|evolved|derived)[a-z]{3,}ed)\b"
)
_NO_EVENT = pattern(r"An? |(?!The )[A-Z][\w’'-]*(?:[^s]|[suia]s) |.* called$")  # of a thing, of what may be a name, “tubes called”
_ORIGIN = pattern(
    r"\b(?:invented|discovered|coined|composed|written|painted|founded|established|proposed|introduced|abolished|designed"
    r"|developed|described|first|independence|war|partition)\b"
)
_COUNT = Phrases(
    (
        "about around nearly over more fewer less almost some estimated close least",
        r"^(?:only |just )?(?:about|around|nearly|over|more than|fewer than|less than|almost|some|an estimated|close to"
        r"|at least) "
        r"(?:Rs\.? |₹ ?|\$ ?|US\$ ?)?\d[\d.,]*(?: (?:lakh|crore|thousand|million|billion|trillion|hundred))* "
        r"(?!per cent|percent|kg|km|cm|mm|m\b|degrees|times|litres|hours|minutes|days|years|bones|muscles|species"
        r"|elements)[a-z]",
    ),
    (
        "lakhs crores thousands hundreds tens millions billions dozens scores",
        r"^(?:(?:tens|hundreds) of )?(?:lakhs|crores|thousands|hundreds|millions|billions|dozens|scores)\b(?! of years)",
    ),
    (
        "barely merely hardly scarcely mere as",
        r"\b(?:barely|merely|hardly|scarcely|an? mere|as (?:many|much|few|little) as) (?:Rs\.? |₹ ?|\$ ?)?\d",
    ),
    ("now still", r"\b(?:now|still) (?:has|have|stand|cover|remain|is|are|hold|run|(?!as\b|this\b|always\b)[a-z]+s)\b(?! in\b)"),
    flags=re.IGNORECASE,
)
_PLAN = Phrases(
    (
        "will would",
        r"(?<!\b[Aa] )(?<!\bthe )(?<!\bThe )\b(?:will|would(?!.* because\b)) (?:also |now |soon |further |help |not )?(?:be |have )?[a-z]+",
    ),
    (
        "plan plans aim aims intend intends hope hopes propose proposes seeks want wants target targets promises expect expects",
        r"\b(?:plans?|aims?|intends?|hopes?|proposes?|seeks|wants?|targets?|promises|expects?) to [a-z]+",
    ),
    (
        "committed determined set ready working keen eager bound scheduled due aimed",
        r"\b(?:is|are) (?:also )?(?:committed|determined|set|ready|working|keen|eager|bound|scheduled|due) to\b|\b(?:is"
        r"|are) aimed at\b",
    ),
)
_LASTING = pattern(
    r"\b(?:if|when|whenever|unless|until|every|each|always|any|no|law|theorem|principle|rule|act|article|section"
    r"|constitution|court"
    r"|president|governor|parliament|treaty|schedule|clause|bill|charter|convention|hypothesis|paradox|formula"
    r"|agreement|protocol|accord|mission)\b",
    re.IGNORECASE,
)
_QUESTION = pattern(
    r"^(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|can|could|will|would|should|has"
    r"|have|had)\b[^?“\"]*\?$",
    re.IGNORECASE,
)
_SHORTENED = (",", ":", ";", "…", "...", " v.", *(f" {word}" for word in "of the a an and or to with by in for from".split()))
_TITLE = pattern(
    r": (?:[\w’'-]+ ){0,3}?(?:at a glance|guide|explained|winners|highlights|list|facts|overview|updates?|pioneers"
    r"|explainer|primer|analysis|all you need|everything"
    r"|what|why|how|key|timeline|review|summary|notes)\b[^.]*$|^(?:map work|press (?:note|release)|breaking|tips?"
    r"|hint|also read|read more|syllabus|image|photo|caption|keywords|tags|updated|published)\s*:",
    re.IGNORECASE,
)
_HEADLINE = pattern(
    r"^(?!.*\b(?:was|were|is|are|be|been|being|has|have|had|the|a|an)\b).*\b(?:released|announced|notified|launched"
    r"|declared|unveiled|arrested|approved"
    r"|passed|signed|inaugurated|held|begins?|published|explained|extended|revised|honoured|awarded|celebrated)$"
    r"|^(?!.*\b(?:was|were|is|are)\b)[^.]* (?:inscribes|tests|places|notifies|releases|bans|appoints|elects|wins"
    r"|signs|launches|gets|kills|hits|returns?|joins|opens|marks)\b[^.]*$"
)
_SAYS = pattern(r"[=:→–—|$…+<>≈≠]| - |-> |[“\"].+[”\"]|\d\s*[×x*/]\s*\d")
_SMALL = frozenset("a an the is are was were be been has have had of".split())
_VERB_END = pattern(r"[a-z]{2,}(?:s|ed|en|t|de|ew|aw|an|ought|aught|ung|ang|old|ose|oke|ote|ore)$")


_HAS_DONE = Phrases(
    ("has have", rf"\b(?:has|have) (?:also |now |just |already )?(?:{_DONE})\b"),
    flags=re.IGNORECASE,
)
_SHARE = Phrases(
    (
        "account accounts make makes contribute contributes meet meets",
        r"\b(?:accounts? for|makes? up|contributes?|meets?) (?:about |nearly |over |almost |more than "
        r"|some )?\d[\d.]* ?(?:per cent|percent|%)",
    ),
    flags=re.IGNORECASE,
)
NEWS_WORDS = _EVENT.needs | _COUNT.needs | _STATISTIC.needs | clues.starts("has have")
"""The words without one of which a statement tells no news."""
ASKED_NEWS_WORDS = _HAS_DONE.needs | _SHARE.needs
"""The words without one of which a question asks for none."""
PLAN_WORDS = _PLAN.needs


def news(text: str, calls: int, statement: bool) -> str:
    """The words by which a question or a statement tells of an event of the day, or an empty string."""
    if statement:
        found = _EVENT.search(text, calls) or _COUNT.search(text, calls) or _fleeting(_STATISTIC, text, calls)
    else:
        found = _HAS_DONE.search(text, calls) or _fleeting(_SHARE, text, calls)
    return found[found.lastindex or 0].strip() if found else ""


def _fleeting(figure: Phrases, text: str, calls: int) -> re.Match[str] | None:
    """A figure of a society or its economy, which changes by the year, unless a law, nature or a definition fixes it."""
    found = figure.search(text, calls)
    return None if found and _FIXED.search(text) else found


def befell(text: str, whole: bool = False) -> bool:
    """Whether a statement tells in the past tense what somebody unnamed did or what befell, and of no year.

    What begins with a word that is not of everyday may be a name; in a `whole` statement that can be told: “Darwin sailed”
    and “Harappan seals” have one, “Petitioners argued” has none.
    """
    found = _COMMON_PAST.match(text)
    return found is not None and not (
        _proper(text) or english.PRESENT.search(text) or english.YEAR.search(text) or _ORIGIN.search(text)
        or not (_opens_plainly(text) or (whole and not _NO_EVENT.match(found[0]) and " should " not in text))
    )


def _opens_plainly(text: str) -> bool:
    """Whether a text begins with words of everyday: “The function”, not “Penicillin”."""
    first = [word for word in english.folded(english.tokens(text)[:3]) if word not in english.STOP][:1]
    return not first or is_everyday(first[0])


def _proper(text: str) -> bool:
    """Whether a statement names somebody or something besides India."""
    return any(name[0].isupper() and name[:5] not in ("India", "Rs") for name in english.names(text))


def plan(text: str, calls: int) -> str:
    """The words by which a statement tells what somebody means to do or what is to come, or an empty string."""
    found = _PLAN.search(text, calls)
    return found[0] if found and not _LASTING.search(text) and not english.YEAR.search(text) else ""


def not_a_statement(shown: Shown, _: Limits) -> Iterator[Finding]:
    """Warns of a blank in a question, in a heading, or in a sentence that breaks off.

    **Why.** A blank asks for the missing part of a fact, and none of these states one: the learner completes words
    (Wozniak, rule 5, on cloze deletion; Matuschak, “Prompts should be precise”).

    **Example:** `Functions of the {{GST Council}}`

    **Use instead:** `The {{GST Council}} recommends the rates of India's goods and services tax.`, or an entry of
    `cards` for a question.
    """
    if not shown.by_hand or "![" in shown.source_text:
        return
    text = shown.text.strip()
    if _QUESTION.match(text) or (text.endswith("?") and "“" not in text):
        yield Finding("A question with a blank in it states nothing.", "Make it an entry of `cards`, or a statement.")
    elif text.endswith(_SHORTENED) and shown.blanks[-1].before and not text.endswith(shown.blanks[-1].text):
        yield Finding("The sentence breaks off.", "Write it to its end.")
    elif ":" in text and _TITLE.search(text):
        yield Finding("The blank stands in a title: nothing is said of it.", "Say it in a sentence.")
    elif (
        (text[-1:] != "." and _HEADLINE.search(text))
        or _is_headline(shown, text)
        or (text[-1:].isalnum() and len(text) < 120 and not _SAYS.search(text) and not _has_verb(shown))
    ):
        yield Finding("The blank stands in a heading: nothing is said of it.", "Say it in a sentence.")


def _is_headline(shown: Shown, text: str) -> bool:
    """Whether a sentence has neither articles nor a full stop, and stands among sentences that have one."""
    if not text[-1:].isalnum() or len(shown.tokens) < 5 or not _SMALL.isdisjoint(shown.tokens):
        return False
    others = [other for entry in shown.note.entries[:12] if (other := entry.text("text"))]
    return len(others) > 3 and 4 * sum(other.endswith((".", ".”", '."')) for other in others) >= 3 * len(others)


def _has_verb(shown: Shown) -> bool:
    """Whether one of the words but the first may be a verb; a name is none."""
    return any(
        word in english.AUXILIARY or (word.islower() and _VERB_END.match(word) is not None and word not in english.STOP)
        for word in shown.tokens[1:]
    )
