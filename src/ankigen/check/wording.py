"""Rules about wording that cannot stand alone: what praise tells, who “a state” was, what is yet to be settled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ankigen.check import clues, context, english
from ankigen.check.clues import Phrases
from ankigen.check.rule import Finding, Limits, Noted, Shown, Side, written
from ankigen.check.vocabulary import RHETORIC, is_rhetoric
from ankigen.model import Entry, Note
from ankigen.patterns import pattern

_WEIGHT = (
    r"importance|significance|commitment|need|growing|strengthening|deepening|strategic|role|resolve|urgency"
    r"|shift|challenges?"
    r"|complexit\w+|potential|priorit\w+|efforts?|tensions?|concerns?|vulnerab\w+|strengths?|trends?|dedication"
    r"|focus|ties"
    r"|partnerships?|relationships?|cooperation|leadership|influence|stature|prominence|ambitions?|convergence|bonds?"
    r"|determination|progress|dynamics|polari[sz]ation|stance|approach|implications|solidarity|awareness|empowerment"
)
_EVALUATES = Phrases(
    (
        "underscore underscores underscored underscoring underline underlines underlined underlining highlight highlights highlighted"
        " highlighting signify signifies signified showcase showcases showcased showcasing reaffirm reaffirms demonstrate reflect"
        " reflects reflected exemplify exemplifies symbolise symbolize emphasise emphasize illustrate represent mark marks marked"
        " marking markedly market markets marker marketing indicate indicates indicated reinforce spotlight testify testifies"
        " testified testifying",
        r"\b(?:underscor|underlin|highlight|signif(?:y|ies|ied)|showcas|reaffirm|demonstrat|reflect|exemplif|symboli[sz]|emphasi[sz]"
        r"|illustrat|represent|mark|indicat|reinforc|spotlight|testif)\w* (?:(?!\d)[\w’'-]+ ){0,6}?(?:" + _WEIGHT + r")\b",
    ),
    ("testament", r"\bis (?:a )?testament to\b"),
    ("speaks merely", r"\bspeaks volumes\b|\bis not merely\b"),
)
_PRESCRIBED = (
    r"balance|ensure|strengthen|address|navigate|focus|invest|work|remain|adapt|act|prioriti[sz]e|improve|build|take"
    r"|be (?:addressed"
    r"|strengthened|ensured|improved|encouraged|careful|prepared|cautious|aware|able to|taken|done|made (?:more"
    r"|aware)|balanced|backed"
    r"|accompanied|matched|treated with)|adopt|consider|continue|develop|diversify|reduce|promote|protect|avoid"
    r"|engage|expand|enhance|learn"
    r"|know|read|note|remember|study|prepare|pursue|tackle|rethink|go beyond|move|create|support|increase|raise|use"
    r"|look|find|keep (?:an"
    r"|in|pace)|do more|come together|tread|guard|respond|reform|revisit|leverage|play|bridge|foster"
)
_PROMISED = (
    r"help|boost|lift|improve|strengthen|transform|enhance|foster|unlock|drive|serve as a model|play|create (?:jobs"
    r"|new|more)|bring down"
    r"|make or break|go a long way|pave|spur|bridge|empower|ease|reduce (?:dependence|the burden)|deepen|contribute"
    r"|benefit|become a|learn"
)
_ORDERS = (
    r"distinguish|differentiate|explore|check|recall|highlight|locate|revise|practi[sc]e|study|prepare|memori[sz]e"
    r"|learn|understand|remember|focus|know|go|make|write|read|solve|attempt|compare|analy[sz]e|link|connect"
    r"|track|follow|note|cover|expect|consider|think|discuss|examine|explain|describe|identify|list|mention|use|draw"
    r"|mark|refer|watch|try|avoid|keep|pay"
    r"|look|see|get|brush|relate|quote|cite|add|include|start|begin|build|create|visit|click|join|subscribe|download"
)
_PRAISES = Phrases(
    (
        "notoriously arguably undoubtedly undeniably surprisingly strangely sadly ironically hopefully admittedly curiously incredibly",
        r"\b(?:notoriously|arguably|undoubtedly|undeniably|surprisingly|strangely|sadly|ironically|hopefully|admittedly|curiously"
        r"|incredibly)\b",
    ),
    ("play plays played", r"\bplay(?:s|ed)? (?:a|an) (?:\w+ )?(?:role|part)\b"),
    (
        "significant major crucial important historic landmark remarkable notable key huge critical milestone pivotal watershed game",
        r"\b(?:a|an|another|one) (?:\w+,? )?(?:significant|major|crucial|important|historic|landmark|remarkable"
        r"|notable|key|huge|critical|milestone|pivotal|watershed|game.chang\w+) (?:\w+ )?(?:development|step|milestone|move|moment"
        r"|boost|achievement|role|shift|event|turning point|deepening|challenge|advance|leap|breakthrough|factor|topic|issue|part)\b",
    ),
    ("game game-changer gamechanger far paves pave", r"\bgame.?changer\b|\bfar.reaching\b|\bpaves? the way\b"),
    (
        "crucial vital important significant essential pivotal critical imperative noteworthy",
        r"\b(?:is|are|was|were|remains?) (?:very |highly |extremely |also )?(?:crucial|vital|important|significant"
        r"|essential|pivotal|critical|imperative|noteworthy)\b",
    ),
    ("students aspirants candidates", r"\b(?:students|aspirants|candidates) (?:should|must|need|can|preparing)\b"),
    ("relevant", r"\brelevant (?:for|to) (?:the exam|gs |upsc|ssc|exams|prelims|mains)\b"),
    (
        "exam exams examination examinations upsc prelims mains",
        r"\bfor (?:competitive|banking|civil services?) exam|\bfor (?:upsc|prelims|mains)\b",
    ),
    ("topic expect focus", r"\bthis topic\b|\bexpect questions\b|\bfocus on\b"),
    (
        "study understand prepare focus expect remember revise practise practice structure memorise aware mind",
        r"^(?:also, |for [^,]{1,60}, )?(?:study|understand|prepare|focus|expect|remember|revise|practi[sc]e|structure|memorise"
        r"|be aware|keep in mind)\b",
    ),
    ("ways", r"\bin (?:several|many|various|different|a number of) ways\b"),
    ("growing deepening strong close", r"\b(?:growing|deepening|strong|close)(?: \w+)? (?:ties|partnerships?|relations)\b"),
    (
        "concern threat challenge problem priority",
        r"\b(?:is|are|remains?|poses?) (?:a |an )?(?:\w+ )?(?:concern|threat|challenge|problem|priority)\b"
        r"|\bgrave concern\b|\bcomplex (?:\w+ )?challenge\b",
    ),
    ("years carefully delicate", r"\bfor years to come\b|\bmust carefully\b|\bdelicate balance\b"),
)
_ADVISES = Phrases(
    (
        "must should ought need needs has have",
        rf"\b(?:must|should|ought to|needs? to|has to|have to|will have to) (?:also |now |further |not only |not )?(?:{_PRESCRIBED})\b",
    ),
    ("can", rf"\bcan (?:also |further |thus |only )?(?:{_PROMISED})\b"),
    ("needed required", r"\b(?:is|are) (?:urgently |also )?(?:needed|required)\.?$"),
    ("stand stands backbone", r"\bstands? to (?:gain|benefit|lose)\b|\bthe backbone of\b"),
    ("committed commitment poverty", r"\bcommitted to\b|\bcommitment to\b|\bout of poverty\b"),
    ("need forward", r"\bthe need (?:for|to)\b|\bthe need of the hour\b|\bgoing forward\b|\bway forward\b"),
    ("remain remains time wake", r"\bremains? to be seen\b|\btime will tell\b|\bwake-up call\b|^(?:it is|it's) time\b"),
    (
        "question questions vain stressed",
        r"\bquestions? (?:may|can|could|might|are|will)\b|^questions? (?:on|about|from|related|regarding)\b|\bin vain\b"
        r"|\bstressed (?:the|that|on)\b",
    ),
    ("raise raises", r"\braises? (?:\w+ )?(?:questions|concerns)\b|\braises? the bar\b"),
    (
        "concern concerns calls fears hope doubt doubts criticism debate",
        r"\b(?:there (?:is|are)|has been|have been) (?:\w+ )?(?:concerns?|calls|fears|hope|doubts?|criticism|debate)\b",
    ),
    (
        "article page section chapter list table post blog guide",
        r"\b(?:this|the) (?:article|page|section|chapter|list|table|post|blog|guide)\b",
    ),
    ("hope longer long", r"\bhope that\b|\bno longer\b|\blong(?:er)? way\b"),
    (
        "goes among one",
        r"\bgoes beyond\b|\b(?:one of|among) the most (?:significant|important|pressing|powerful|promising|serious|successful)\b",
    ),
    ("track silos clock hold holds", r"\b(?:off|on) track\b|\bin silos\b|\bround the clock\b|\bhold(?:s)? the key\b"),
    ("hinge hinges depends edge upper", r"\bhinges? on\b|\bmuch depends\b|\ban edge over\b|\bthe upper hand\b"),
    ("rich", r"\brich (?:\w+ )?(?:heritage|legacy|tradition|history)\b"),
    ("common slew", r"\bcommon in (?:the )?(?:prelims|mains|exam\w*)\b|\ba slew of\b"),
    ("alone itself", r"\b(?:alone|by itself) (?:cannot|can not|will not|is not)\b|\bmoney alone\b"),
    (
        "attract",
        r"\bcan attract (?:\w+ )?(?:investments?|factories|talent|tourists|capital|investors|private|foreign)\b",
    ),
    ("do don't never", r"^(?:do not|don['’]t|never) [a-z]+\b"),
    ("bearing vigil", r"\bbearing on\b|\ba vigil\b"),
    ("lesson lessons", r"\blessons (?:can|may|must)\b|\blessons? (?:from|of|for|learnt)\b"),
    ("let equal great much", r"^let us\b|\bwith (?:equal|great|much) (?:\w+)\b"),
    ("often", r"\boften (?:figures?|asked|appears?|features?) in\b"),
    ("important relevant useful handy", r"\b(?:important|relevant|useful|handy) (?:for|from)\b"),
    ("political ground gravest blow caution", r"\bpolitical will\b|\bground realit\w+|\bthe gravest\b|\ba blow to\b"
                                              r"|\ba (?:word|note) of caution\b|\bon the ground\b(?! (?:of|that)\b)"),
    (
        "road path task journey challenge double open opens turning",
        r"\bthe (?:road|path|task|journey|challenge) ahead\b|\bdouble-edged\b|\bopens? (?:up )?(?:new|the door)\b"
        r"|\bturning point\b",
    ),
    ("stake forefront", r"\bat (?:stake|the forefront)\b"),
    ("send sends legacy", r"\bsends? a (?:\w+ )?(?:message|signal)\b|\blegacy\b.{0,30}$"),
    (
        "hard difficult easy easier harder impossible crucial costly",
        r"\b(?:hard|difficult|easy|easier|harder|impossible|crucial|costly) (?:for [^.]{1,40} )?to (?:scale|implement"
        r"|enforce|achieve|ignore|predict|reach)\b",
    ),
    (
        "cannot can",
        r"\b(?:cannot|can never) (?:be (?:ignored|overstated|denied)|prosper|progress|afford|succeed)\b",
    ),
    ("gs upsc ssc ibps", r"\bgs[- ]?(?:paper|i{1,3}v?|iv|[1-4])\b|\b(?:upsc|ssc|ibps) has\b"),
    (
        _ORDERS.replace("practi[sc]e", "practise practice").replace("memori[sz]e", "memorise memorize")
        .replace("analy[sz]e", "analyse analyze"),
        rf"^(?:{_ORDERS}) (?:the|a|an|your|all|at|how|why|what|on|down|out|through|about|for|related|important|key"
        rf"|major|between|among|whether|that|more)\b"
        rf"|^(?:{_ORDERS}) [a-z]+s(?= (?:of|on|in|and|or|for|from|to|with|like|such|by|between|about|at|before|after)\b|[.,;:]|$)",
    ),
)
_SUBJECTLESS = pattern(
    r"^(?:widely |officially |also |originally |first |formally |previously |historically )?"
    r"(?:(recogni[sz]ed|located|situated|known|founded|established|launched|headquartered|considered|regarded"
    r"|aimed|designed|signed"
    r"|held|introduced|created|formed|based|celebrated|observed|appointed|awarded|led|built|made|developed"
    r"|adopted|enacted|passed"
    r"|constituted|chaired|released|published|organi[sz]ed|approved|named|set up|set|born|elected|composed|spread"
    r"|used|described"
    r"|hosted|implemented|inaugurated|conducted|enforced|ratified|replaced|conceived|dedicated|bordered|facing"
    r"|driven|given)"
    r"|(serves?|aims|provides|comprises|includes|consists|refers|marks|seeks|covers|works|has|is|was|are|were|had"
    r"|became|becomes"
    r"|contains|involves|allows|ensures|focuses|promotes|replaces|requires|deals|acts|connects|borders|lies"
    r"|stands for|belongs"
    r"|helps|supports|enables|operates|part of)) ",
    re.IGNORECASE,
)
_GETS_SUBJECT = pattern(
    r", (?:which|who|whom|what|whose|how|when|where|the|this|a|an|its|his|her|their|in|[A-Z0-9“\"\[])"
)
_NOBODY = (
    r"state|country|nation|agency|government|ministry|minister|official|leader|company|firm|committee|panel"
    r"|organi[sz]ation|institution"
    r"|institute|university|think.tank|expert|politician|city|village|bank|body|group|team|scientist|researcher"
    r"|commission|party|official"
    r"|spokesperson|diplomat|newspaper|portal|startup|start-up|student|district|region|island|NGO|firm|charity"
    r"|survey|study|report|court|judge|lawmaker|lawyer|activist|farmer|villager"
)
_NAMELESS_START = pattern(
    rf"^(?:(?:a|an|one|some|another) (?:\w+ ){{0,2}}?(?:{_NOBODY})|(?:some|several|many|various|two|three) (?:\w+"
    rf" )?(?:{_NOBODY})s?"
    r"|some (?:countries|companies|agencies|ministries|universities|cities|parties|bodies)|experts|officials"
    r"|authorities|scientists|researchers|historians|economists|ecologists|environmentalists|conservationists|some"
    r"|several|most|scholars|campaigners|supporters|critics|opponents|observers|analysts|activists|many) "
    r"(?:recently |also |just |first )?(?:argue|believe|say|expect|claim|fear|hope|warn|think|suggest|see|hold"
    r"|differ|disagree|debate|dispute|call|view|regard|consider|note|points? out|caution|contend|maintain|agree"
    r"|remain|are|were|struggle|face|need|has (?!to\b|an?\b|the\b|no\b|two\b|three\b|four\b|five\b|six\b|seven\b"
    r"|eight\b|nine\b|ten\b|eleven\b|\d)"
    r"[a-z]+|have|had|was|were|won|became|began|set|said|made|took|gave|put|held|led|built|got|sent"
    r"|broke|beat|saw|told|met|left|\w+ed)\b",
    re.IGNORECASE,
)
_NAMELESS_BY = pattern(
    rf"\b(?:was|were|been) (?:\w+ ){{0,2}}?\w+(?:ed|en|t|de|un|ld|id) by (?:a|an|one|some) (?:\w+"
    rf" )?(?:{_NOBODY})\b(?! (?:of|headed|led|called|named|under|chaired))",
    re.IGNORECASE,
)  # fmt: skip
_SOME_THING = pattern(
    r"^An? (?:[a-z-]+ ){1,4}?(?:was|were|has been|had been|have been) (?:also |recently |first )?(?:[a-z]{3,}ed"
    r"|set up|held|built|made|given|found"
    r"|sent|put|drawn|begun|shown|seen|taken|won|laid|struck)\b(?! (?:by|to be) )"
    r"|^(?:Many|Several|Various|Numerous|Successive|Countless|A number of) [A-Za-z]+\b"
    r"|^An? [a-z-]+ (?:[a-z-]+ )?(?:in|at|of|from|by|near) [A-Z][\w-]+ (?:(?:has|have|had|was|were) (?:[a-z]+ed|found"
    r"|seen|held|given|made|set up)|lost|won|fell|took|gave|found|saw|made|told|said|[a-z]{3,}ed)\b(?![^.]*\d{4})"
    r"|^An? (?:[a-z-]+ ){1,8}?(?:crashed|collapsed|exploded|sank|derailed|erupted|struck|died|fled|escaped|bagged"
    r"|won|lost)\b(?! if\b| when\b)"
)
SOMEBODY = clues.starts("by") | clues.openings(
    "a an one some another several many various two three experts officials authorities scientists researchers historians economists"
    " ecologists environmentalists conservationists most scholars campaigners supporters critics opponents observers analysts activists"
)
ASKED_FILLER_WORDS = _EVALUATES.needs | _PRAISES.needs
STATED_FILLER_WORDS = ASKED_FILLER_WORDS | _ADVISES.needs | clues.starts(" ".join(RHETORIC))
_MARKS = ("TODO", "FIXME", "TBD", "???")
_TODO = pattern(r"\b(?:TODO|FIXME|TBD)\b|\?\?\?")


def filler(shown: Shown, _: Limits) -> Iterator[Finding]:
    """Reports a card made of a statement that only evaluates; in an answer it is a warning.

    **Why.** “This underscores the growing partnership” says that something matters and not what is so.  There is
    nothing in it to know (Wozniak, rule 1, “Do not learn if you do not understand”; Nielsen: ask for atomic facts).

    **Example:** `The visit marks a {{significant}} step in the relations of India and Japan.`

    **Use instead:** the fact behind it: `In 2014 India and Japan raised their ties to a {{Special Strategic and Global
    Partnership}}.`
    """
    text, calls = english.unquoted(shown.text).lower(), shown.calls
    if shown.kind == "cloze":
        found = _EVALUATES.search(text, calls) or _PRAISES.search(text, calls)
        if found and _hides_figure(shown):
            found = None  # a figure is a fact, whatever else is said
        if found := found or _ADVISES.search(text, calls):
            yield Finding(
                f"“{found[0]}” evaluates; the sentence states no fact to recall.",
                "Make a card of the fact behind it, or leave it in the summary.",
            )
        elif shown.by_hand and not _hides_figure(shown) and len(argues := _argues(shown)) > 1:
            yield Finding(
                f"{' and '.join(f'“{word}”' for word in argues[:2])}: the sentence weighs more than it tells.",
                "Make a card of a fact behind it: a name, a date, a figure.",
                severity="warning",
            )
    elif found := _EVALUATES.search(text, calls):
        yield Finding(f"“{found[0]}” asks what something means to somebody, not what is so.", "Ask for the fact behind it.")
    elif found := _EVALUATES.search(answer := shown.answer.lower(), calls) or _PRAISES.search(answer, calls):
        yield Finding(f"“{found[0]}” in the answer evaluates.", "Answer with the fact itself.", shown.entry.place_of("a"), "warning")


def _hides_figure(shown: Shown) -> bool:
    return any(letter.isdigit() for blank in shown.blanks for letter in blank.text)


def _argues(shown: Shown) -> list[str]:
    """The words of a statement by which it weighs, hopes or warns."""
    return sorted({word for word in english.tokens(english.unquoted(shown.text)) if word.islower() and is_rhetoric(word)})


def subjectless(shown: Shown, _: Limits) -> Iterator[Finding]:
    """Reports a statement without its subject: “Located in …”, “Recognised as …”, “Aims to …”.

    **Why.** It is a bullet torn from under its heading: the card does not say what it is about (Wozniak, rule 16).

    **Example:** `Headquartered in {{Geneva}}.`

    **Use instead:** `The World Health Organization is headquartered in {{Geneva}}.`
    """
    text = shown.text.lstrip("•-* ")
    if not (found := _SUBJECTLESS.match(text)):
        return
    if "?" not in text and (text[:1].islower() or not (found[1] and _GETS_SUBJECT.search(text))):
        yield Finding(f"“{found[0].strip()} …” has no subject.", "Begin with what it is about.")


def nameless_actor(side: Side, _: Limits) -> Iterator[Finding]:
    """Reports “a state”, “an agency”, “some experts” where somebody in particular is meant; of “workers” it only warns.

    **Why.** The learner can neither picture nor check it, and no exam asks it (Wozniak, rule 1;
    Matuschak, “Prompts should be precise”).

    **Example:** `A state launched the first {{semiconductor}} policy of India.`

    **Use instead:** `Gujarat launched India's first state policy for {{semiconductors}} in 2022.`
    """
    front = side.front if side.shown.kind == "qa" else side.shown.text
    front = english.PARENTHESIS.sub("", front) if "(" in front else front
    found = _NAMELESS_START.match(front) or (_NAMELESS_BY.search(front) if " by " in front else None)
    if not found and side.shown.kind == "cloze":
        found = _SOME_THING.match(front)
    who = found[0].strip() if found else context.people(side) if side.shown.by_hand else ""
    if who:  # of people without a name a law may say something
        yield Finding(f"“{who}” does not say who it was.", "Name the state, body or person.", severity=None if found else "warning")


def left_todo(noted: Noted, _: Limits) -> Iterator[Finding]:
    """Reports a TODO left in a note that is ready; in a comment it is a warning.

    **Why.** `ankigen draft` writes TODO where a person must settle something: whom? which Act? as of when?  A card
    with it in would ask the learner.

    **Example:** `a: TODO which state?`

    **Use instead:** the answer, looked up; or `status: draft` while it is not.
    """
    if noted.note.status == "draft":
        return
    hint = "Settle it, or say `status: draft`."
    owners: list[Note | Entry] = [noted.note, *(noted.note.entries if any(mark in noted.raw for mark in _MARKS) else ())]
    for owner in owners:
        entry = owner if isinstance(owner, Entry) else None
        for key, text, place in written(owner):
            if (entry or key != "article") and (found := _TODO.search(text)):
                yield Finding(f"“{found[0]}” is still to be settled.", hint, place, entry=entry)
    for todo in noted.note.todos:
        yield Finding(f"“{todo}” is still to be settled.", f"{hint[:-1]}; then delete the comment.", todo.place, "warning")
