"""Rules about facts: as of when, says who, and under which law."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ankigen.check import clues, english, news
from ankigen.check.clues import Phrases
from ankigen.check.rule import Finding, Limits, Noted, Shown, Side
from ankigen.patterns import pattern
from ankigen.words import WEEKDAYS, is_attributed

_NOW = Phrases(
    (
        "currently present presently now far date nowadays incumbent",
        r"\b(?:currently|at present|presently|as of now|so far|till date|to date|nowadays|until now|incumbent)\b",
    ),
    ("ever", r"\b(?:highest|lowest|largest|biggest|best|worst|longest|tallest|smallest|fastest|strongest)[ -]ever\b"),
    ("any", r"\b(?:more|most|fewer) (?!often\b)[^.?]{1,40} (?:than any other|of any)\b"),
    (
        "largest biggest highest richest top",
        r"\bis (?:now )?the (?:world['’]s |country['’]s )?(?:largest|biggest|highest|richest"
        r"|top) (?:producer|exporter|importer|consumer|economy|among|of any|in the world)\b",
    ),
    ("record time", r"\b(?:record|all-time) (?:high|low)\b|\bhighest on record\b"),
    ("latest newest recent", r"\b(?:latest|newest|most recent)\b(?! by\b)"),
    (
        "current",
        r"(?<!\] )(?<!ocean )(?<!electric )(?<!alternating )(?<!direct )(?<!eddy )(?<!which )(?<!what )"
        r"\bcurrent\b(?! (?:account|asset|affair"
        r"|liabilit|ratio|event|density|carrying|flow|is\b|in a|through|equals|divided|multiplied|times|strength"
        r"|of\b))",
    ),
    flags=re.IGNORECASE,
)
_OFFICE = (
    r"president|prime minister|chief minister|minister|governor|chairman|chairperson|chair|chief|director"
    r"|secretary|ceo|head|commissioner"
    r"|chief justice|speaker|ambassador|attorney general|auditor general|captain|coach|managing director|king"
    r"|queen|pope|chancellor"
)
_WHO_IS = pattern(rf"^who is (?:the |india['’]s )?(?:\w+ ){{0,4}}?(?:{_OFFICE})\b", re.IGNORECASE)
_PERSON = pattern(
    r"^(?:(?:Dr|Mr|Mrs|Ms|Shri|Smt|Justice|General|Admiral|Sir|Prof)\.? )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,3}$"
)
_FAST = Phrases(
    (
        "rate rank ranking population growth gdp inflation reserves price index share output export exports import imports production"
        " deficit unemployment literacy turnout score debt revenue budget tally richest poorest largest",
        r"\b(?:rate|rank|ranking|population|growth|gdp|inflation|reserves|price|index|share|output|exports?|imports?"
        r"|production|deficit|unemployment|literacy|turnout|score|debt|revenue|budget|tally|richest|poorest"
        r"|largest producer|largest importer)\b",
    ),
    flags=re.IGNORECASE,
)
_FIGURE_NOW = pattern(
    r"^(?:[Ww]hat is the|The) (?:(?:[\w-]+ ){0,3}?(?:population|GDP|inflation|literacy|turnout|unemployment|reserves|deficit|debt|output)"
    r"|(?:[\w-]+ ){1,3}?rate|rank|ranking)(?: rate)? (?:of|in) (?:the )?[A-Z][^?[]*(?:\?$| (?:is|stands at) (?:\w+ ){0,2}\[)"
)
"""“What is the literacy rate of Kerala?”, “The population of Nigeria is about […]”."""
_DAYS = "|".join(WEEKDAYS).lower()
_RELATIVE = Phrases(
    ("yesterday tomorrow recently lately nowadays", r"\b(?:yesterday|tomorrow|recently|lately|nowadays)\b"),
    ("today", r"(?<!usa )(?<!india )(?<!what is )\btoday\b(?!['’]s (?:world|(?-i:[A-Z])))"),
    (
        "last next this past previous coming",
        r"\b(?:last|next|this|past|previous|coming) (?:few )?(?:week|month|year|quarter|decade|summer|winter|monsoon"
        r"|night|weekend|fiscal)s?\b",
    ),
    ("ago", r"\b(?:a|one|two|three|four|five|several|few|some|\d+) (?:day|week|month|year)s? ago\b"),
    ("next", r"\b(?:the|its|their) next (?:meeting|election|round|summit|session|phase|review)\b"),
    ("recent coming", r"\bin (?:recent|coming) (?:days|weeks|months|years|times)\b|(?<!most )(?<!more )\brecent\b"),
    ("other upcoming ongoing", r"\bthe other day\b|\bupcoming\b|\bongoing\b"),
    (
        _DAYS,
        rf"(?<!black )(?<!good )(?<!bloody )(?<!maundy )(?<!easter )(?<!palm )(?<!holy )(?<!cyber )\b(?:{_DAYS})\b(?!s?"
        rf" for\b)(?!,? \d)(?!, [A-Z])",
    ),
    flags=re.IGNORECASE,
)
_LONG_AGO = pattern(r"\b\w+(?:st|nd|rd|th) century\b|\b(?:BCE?|CE|AD)\b|\bin (?:1[0-4]\d\d|[1-9]\d\d)\b(?! [a-z])")
_WEEKDAY_TOPIC = pattern(r"\b(?:which|what) day\b|\bday of the week\b", re.IGNORECASE)
_HEDGES = Phrases(
    (
        "reportedly allegedly purportedly apparently supposedly presumably potentially",
        r"\b(?:reportedly|allegedly|purportedly|apparently|supposedly|presumably|potentially)\b",
    ),
    (
        "likely expected projected poised slated believed thought said anticipated estimated predicted forecast feared rumored"
        " rumoured tipped",
        r"\b(?:is|are|was|were) (?:widely |now )?(?:likely|expected|projected|poised|slated|believed|thought|said"
        r"|anticipated|estimated|predicted|forecast|feared|rumou?red|tipped) (?:to|that)\b",
    ),
    ("set", r"\b(?:is|are) set to\b"),
    ("might", r"\bmight (?:not )?(?:be|have|also|well)\b"),
    ("may", r"\bmay (?:well|soon|increasingly|also|further) \w+"),
    ("could", r"\bcould (?!not\b|be (?:[a-z]+ed|held|seen|called|bought|sold|found|made|paid|had)\b)(?:\w+ly )?\w+"),
    (
        "may might will",
        r"\b(?:may|might|will) (?:\w+ly )?(?:embolden|undermine|reshape|destabili[sz]e|worsen|accelerate|escalate"
        r"|deepen|weaken|strengthen|trigger"
        r"|boost|hurt|harm|hamper|complicate|jeopardi[sz]e|usher|pave|transform|revolutioni[sz]e|intensify|exacerbate"
        r"|emerge|align|overtake|surpass"
        r"|slow|rise|fall|grow|decline|increase|decrease|lead to|result in|face|impact|affect|disrupt|cost|lose|gain"
        r"|become)\b",
    ),
    flags=re.IGNORECASE,
)
_ATTRIBUTES = pattern(
    r"\b(?:per|according to|(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )said"
    r"|says|say|told|stated|states|claims?|claimed|warns?|warned|argues?|argued"
    r"|projects|projected by|forecasts?|expects?"
    r"|estimates?|estimated by|predicts?|predicted by|believes?|analysts?|experts|reports?|reported|alleged by"
    r"|announced|announces|thinks?|fears?"
    r"|feared by|expected by|critics|officials|in the view of|as seen by|interpreted|survey|study|hopes?|plans?"
    r"|intends?|see|sees|the article)\b",
    re.IGNORECASE,
)
_LAWFUL = pattern(
    r"\b(?:article|section|constitution|act|law|rules?|clause|schedule|charter|bill|treaty|court|parliament"
    r"|president|governor|legislature"
    r"|lok sabha|rajya sabha|speaker|amendment|writ)\b", re.IGNORECASE,
)  # fmt: skip
_PROVISION = pattern(r"(?<![A-Za-z][’']s )\b(Article|Articles|Art\.|Arts\.|Section|Sections|Sec\.|Clause) ?\d{1,3}[A-Z]{0,2}\b")
_INSTRUMENT = pattern(
    r"(?i:\b(?:constitution|charter|treaty|treaties|convention|statute|protocol|covenant|gatt|gats|trips|ipc|crpc"
    r"|bns|bnss|bsa|tfeu"
    r"|gdpr|fema|uapa|pmla|rti|ibc|unclos|udhr|iccpr|icescr|fundamental rights?|directive principles?|dpsp"
    r"|preamble|pact)\b)"
    r"|\b(?:Act|Acts|Code|Law|Agreement|Declaration|Rules|Regulations?|Ordinance|Bill|Accord|Directive|Sanhita"
    r"|Adhiniyam)\b"
)
_BARE_LAW = pattern(r"\bof the (?:Act|Convention|Treaty|Code|Agreement|Charter|Protocol|Statute|Bill|Law)\b(?! (?:of|on|for|to|\d)\b)")
_NO_LAW = pattern(r"\b(?:Accord|Agreement|Declaration|Pact)\b")  # what has no sections
_SPEAKS = pattern(
    r"\b(?:said|says|told|call(?:s|ed)?|describ\w+|hail\w*|stat(?:ed|es)|wrote|writes|declar\w+|according to"
    r"|quoted?|words|prais\w+|warn\w*"
    r"|motto|slogan|tagline|theme|titled?|reads?|phrase|remark\w*|speech|message|preamble|article|section|act"
    r"|constitution|judg\w+|inscri\w+"
    r"|known as|term(?:s|ed)?|verse|poem|song|book|film|report|campaign|refer\w*|named|proverb|principle"
    r"|doctrine)\b|[’']s\b",
    re.IGNORECASE,
)  # fmt: skip

_SAID_BY = pattern(
    r"\b(?:said|says|told|added|wrote|recalled|quipped) (?:an?|one|another|the) [a-z]+"
    r"|\b(?:[Aa]n?|[Oo]ne|[Aa]nother|[Tt]he) [a-z-]+ (?:said|says|told|added|wrote|recalled|quipped)\b"
)
_CALLED = pattern(
    r"\b(?:is|was|were|are|been) (?:also )?(?:called|described|termed|named|hailed|quoted|praised)\b",
    re.IGNORECASE,
)

ASKED_FACT_WORDS = _NOW.needs | news.ASKED_NEWS_WORDS | _FAST.needs | clues.openings("who")
STATED_FACT_WORDS = _NOW.needs | news.NEWS_WORDS | _FAST.needs
RELATIVE_WORDS = _RELATIVE.needs | clues.keys("extra")
HEDGE_WORDS = _HEDGES.needs | news.PLAN_WORDS | clues.keys("kind")
PROVISION_WORDS = clues.starts("article articles art arts section sections sec clause")


def undated_fact(side: Side, _: Limits) -> Iterator[Finding]:
    """Reports a fact that changes fast (“current”, “latest”, “highest ever”, who holds an office) without a year.

    A year in the question or the answer is enough, and so is `as_of` or `valid_until`.

    **Why.** Such a card is wrong before it is learnt, and nothing on it says so (Wozniak, rule 19, “Provide date
    stamping”).

    **Example:** `q: What is the current repo rate of the Reserve Bank of India?`

    **Use instead:** `q: What was the repo rate of the Reserve Bank of India in June 2025?`
    """
    shown = side.shown
    if english.YEAR.search(side.front) or english.YEAR.search(side.answer):
        return
    if shown.value("as_of") or shown.value("valid_until") or shown.note.valid_until:
        return
    text = english.unquoted(side.front)
    found = _NOW.search(text, shown.calls) or _NOW.search(english.unquoted(side.answer), shown.calls)
    who = (
        shown.kind == "qa"
        and side.front.startswith("Who is")
        and _WHO_IS.search(side.front)
        and _PERSON.match(side.answer.strip())
        and not re.search(r"\bof\b", side.answer)
    )
    fast = (shown.section.figures or _asks_figure(side)) and _FAST.search(text, shown.calls)
    if not (found or fast) and (told := _told_of_the_day(shown, text)) and not _LONG_AGO.search(shown.both):
        yield Finding(
            f"“{told}” is news, and no year says of when.", "Say when: “In 2025, …”.", severity="warning",
        )  # fmt: skip
    elif found or who or fast:
        word = found[0] if found else "Who is" if who else fast[0] if fast else ""
        yield Finding(
            f"“{word}” is true only for a time, and no year says which.",
            "Say as of when (“in 2025”), or add `as_of` or `valid_until`.",
        )


def _asks_figure(side: Side) -> bool:
    """Whether today's figure of somebody or some place is asked for."""
    return bool(_FIGURE_NOW.match(side.front)) and any(map(str.isdigit, side.answer))


def _told_of_the_day(shown: Shown, text: str) -> str:
    """The words by which a card tells news; a statement is read with its blanks filled."""
    if shown.kind != "cloze":
        return news.news(text, shown.calls, statement=False)
    since = news.SINCE.search(text) if " has " in text or " have " in text else None
    return news.news(english.unquoted(shown.text), shown.calls, statement=True) or (since[0] if since else "")


def relative_time(shown: Shown, _: Limits) -> Iterator[Finding]:
    """Reports “yesterday”, “Thursday”, “recently”, “last month” on a card.

    **Why.** It was true on the day the article appeared; the card is read for years (Wozniak, rule 19, “Provide date
    stamping”).

    **Example:** `q: Which agency reported Kim Jong Un's message on Thursday?`

    **Use instead:** `q: Which agency reported Kim Jong Un's New Year 2026 message?`
    """
    if shown.section.verbatim:
        return
    texts = [(shown.both, shown.place, shown.calls)]
    if extra := shown.value("extra"):
        texts.append((extra, shown.entry.place_of("extra"), clues.words(extra).calls))
    for text, place, calls in texts:
        if (found := _RELATIVE.search(english.unquoted(text), calls)) and not _WEEKDAY_TOPIC.search(text):
            yield Finding(
                f"“{found[0]}” means another day to each reader.", "Write the date, or leave it out.", place=place
            )


def no_source(noted: Noted, _: Limits) -> Iterator[Finding]:
    """Warns of a note that names no source anywhere.

    **Why.** A learner who doubts a card must be able to check it, and an author too, a year later (Wozniak, rule 18,
    “Provide sources”).

    **Example:** a note with neither `source` nor `sources`.

    **Use instead:** `source: {name: PIB, url: https://…, date: 2026-01-02}` in the note's head.
    """
    note = noted.note
    if not note.sources and not any(entry.values.get("source") for entry in note.entries):
        yield Finding("The note names no source.", "Add `source: …` to its head.")


def unattributed_claim(shown: Shown, _: Limits) -> Iterator[Finding]:
    """Reports a forecast or a hedged claim that does not say whose it is: an error as a fact, else a warning.

    **Why.** Months later a card is remembered as true.  “Could embolden” was somebody's guess (Nielsen: attribute
    claims; Fazio 2010 on errors learnt from tests).

    **Example:** `The alliance could embolden {{North Korea}} to test more missiles.`

    **Use instead:** `Per analysts, the alliance could embolden {{North Korea}}.` with `kind: forecast`
    """
    if shown.section.of_words:
        return
    kind = str(shown.value("kind") or "fact")
    text = english.unquoted(shown.both)
    found = _HEDGES.search(text, shown.calls)
    defined = found and found[0].endswith("said to") and text.startswith(("A ", "An "))
    if found and (defined or (_LAWFUL.search(text) and found[0].casefold().startswith(("may", "will", "could")))):
        found = None
    planned = news.plan(text, shown.calls) if not found and kind == "fact" and shown.kind == "cloze" else ""
    unsaid = (found or kind in ("claim", "forecast")) and not (_ATTRIBUTES.search(text) or shown.value("hedge"))
    if found and unsaid and (kind == "fact" or not is_attributed(text)):
        fact = kind == "fact"
        yield Finding(
            f"“{found[0]}” is somebody's view, and the card does not say whose.",
            "Begin with who says so (“Per analysts, …”)"
            + (" and add `kind: forecast` or `kind: claim`." if fact else "."),
            severity="error" if fact else "warning",
        )
    elif planned:
        yield Finding(
            f"“{planned}” tells of plans, and the card does not say of when.",
            "Say when it was said or is to be (“In 2025, …”), or make a card of what is so.",
            severity="warning",
        )
    elif kind in ("claim", "forecast") and unsaid and not is_attributed(text):
        yield Finding(
            f"This {kind} does not say whose it is.", "Begin with who says so: “Per analysts, …”.", severity="warning"
        )


def nameless_speaker(shown: Shown, _: Limits) -> Iterator[Finding]:
    """Warns of a quotation on a card that does not say, or ask, whose words they are.

    **Why.** Words without their speaker cannot be checked, and the speaker is what exams ask.

    **Example:** `It was called “a new dawn for the whole region” in {{2024}}.`

    **Use instead:** an entry of `quotes` with `text` and `speaker`.
    """
    if shown.section.of_words:
        return
    for found in english.QUOTED.finditer(shown.text):
        words = english.tokens(found[0])
        lower = sum(word[0].islower() for word in words)
        rest = _CALLED.sub("", shown.text[: found.start()] + shown.text[found.end() :])
        spoken = _SPEAKS.search(rest) or re.search(r"\bwho(?:se|m)?\b", rest, re.IGNORECASE)
        if (len(words) > 3 and lower * 2 > len(words) and not spoken) or (len(words) > 2 and _SAID_BY.search(rest)):
            yield Finding("The card quotes words and does not say whose.", "Name the speaker, or use a `quotes` entry.")
            return


def nameless_instrument(shown: Shown, _: Limits) -> Iterator[Finding]:
    """Reports an Article or a Section without the law that it stands in.

    **Why.** There is an Article 51 in the Constitution of India and one in the UN Charter; exams live on the
    difference (Wozniak, rule 11, “Combat interference”).

    **Example:** `q: What is the subject of Article 51?`

    **Use instead:** `q: What is the subject of Article 51 of the Constitution of India?`
    """
    text = _BARE_LAW.sub("", shown.text if _PROVISION.search(shown.text) else shown.both)
    found = _PROVISION.search(text)
    if found and not _INSTRUMENT.search(_NO_LAW.sub("", text) if found[1].startswith("Sec") else text):
        yield Finding(f"“{found[0]}” of which law?", "Name the instrument: “of the Constitution of India”.")
