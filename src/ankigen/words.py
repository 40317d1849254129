"""Words as a careful writer sets them: dates at their precision, and the small grammar of English sentences.

Pure functions.  Where English cannot be known from its spelling (is “visits” a verb or a noun?) a function takes the
reading that cannot be wrong, not the likelier one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ankigen.model import Date

MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "hi": "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर".split(),
}

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


# --- dates


def parse_date(text: str) -> Date | None:
    """`2026`, `2026-01` or `2026-01-31` as a date; None for anything else, days that no month has included."""
    found = _DATE.fullmatch(text.strip())
    if not found:
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    if found[2] and not 1 <= month <= 12:
        return None
    if found[3] and not 1 <= day <= days_in(year, month):
        return None
    return Date(year, month, day)


def days_in(year: int, month: int) -> int:
    """How many days a month has."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def precision(date: Date) -> str:
    """The finest part that was written: `year`, `month` or `day`."""
    return "day" if date.day else "month" if date.month else "year"


def date_in_words(date: Date, lang: str = "en") -> str:
    """`1 July 2017`, `July 2017` or `2017`; in figures where the language's months are not known."""
    months = MONTHS.get(base(lang))
    if not months:
        return "-".join(f"{part:02}" for part in (date.year, date.month, date.day) if part)
    parts = (str(date.day or ""), months[date.month - 1] if date.month else "", str(date.year))
    return " ".join(filter(None, parts))


def month_and_year(date: Date, lang: str = "en") -> str:
    """`Jul 2017`, short and without the day, as the context line of a card shows it."""
    words = date_in_words(Date(date.year, date.month), lang)
    return f"{words[:3]} {date.year}" if date.month and base(lang) == "en" else words


def as_written(text: str, lang: str = "en") -> str:
    """A date in words where `text` is a date; else `text` as it is (`2025-26`, `Q1 2026`)."""
    date = parse_date(text)
    return date_in_words(date, lang) if date else text


def base(lang: str) -> str:
    """`en` of `en-GB`; English where no language is given."""
    return (lang or "en").replace("_", "-").split("-")[0].lower()


# --- phrases

_DETERMINERS = frozenset("a an the this that these those its their his her our my your each every no all both".split())
_LOWERED = _DETERMINERS | frozenset(
    # words that have no capital in the middle of a sentence: small words, ordinals, and nouns that open headlines
    """in on at by for from to of with under over after before during since until as per according which what who whom
    whose when where why how is are was were do does did has have had can could may might will would should must if
    name give state identify list expand define mention complete fill choose pick and or but through between among
    first second third fourth fifth sixth seventh eighth ninth tenth last maiden final new
    launch start end birth death visit release rise fall outbreak collapse victory defeat attack strike summit merger
    approval renewal removal withdrawal arrival refusal denial revival survival use loss lack growth spread return
    rollout passage repeal ban increase decrease decline drop surge shortage delay failure success access support
    farmers workers consumers producers investors exporters importers employers employees traders lenders borrowers
    taxpayers voters users buyers sellers students teachers women men children people citizens households states
    companies businesses banks startups industry troops soldiers scientists analysts critics""".split()
)
_NOUN_ENDS = re.compile(r"(?:tion|sion|ment|ness|ity|ing|ance|ence|ure|ship)s?$")
_PREPOSITIONS = frozenset(
    "of to by in on for from between against into with at under over after before during through among within".split()
)
_OWNED = re.compile(r"\w(?:['’]s|s['’])(?=\s|$)")
_SINGULAR_S = frozenset(
    """states nations emirates maldives philippines netherlands seychelles bahamas honduras laos texas paris wales
    athens brussels cyprus barbados reuters news series species railways airways airlines motors industries infosys
    mumps measles chess gas bias atlas canvas means mars hamas times forbes kansas arkansas alps? ethos chaos cosmos
    thermodynamics always perhaps""".split()
)
_PLURALS = frozenset("people men women children police cattle data criteria phenomena bacteria media troops".split())
_INSTITUTIONS = frozenset(
    """academy agency alliance army assembly association authority axis bank bar board bureau cabinet centre center
    committee commission confederation congress corporation council court department directorate emirates federation
    force forum foundation front fund general? government group house initiative institute judiciary league
    legislature ministry mission movement nations navy office opposition organisation organization panel party police
    programme project quad republic secretariat senate society state states syndicate taliban treasury tribunal
    trust union west east kremlin pentagon vatican""".split()
)
_LANDFORMS = frozenset(
    """sea ocean river canal strait gulf peninsula desert islands mountains ghats plateau valley basin delta corridor
    bridge dam line channel pass range hills caves falls alps andes himalayas balkans netherlands philippines maldives
    bahamas seychelles arctic antarctic equator levant sahel sahara sundarbans""".split()
)
_INITIALISMS = frozenset(
    """UN EU IMF WHO WTO ILO IAEA RBI US USA UK UAE USSR ICC ICJ FBI CIA ADB AIIB OECD SCO AU GCC BIS FATF NPT CTBT UNSC
    UNGA ECB NSG NSC SC CAG CBI ED EC ECI DRC IPCC WEF FAO DPRK ROK PRC PLA BJP INC NDA BBC IPC CrPC BNS BNSS""".split()
)
_EVENTS = frozenset(
    """war movement summit act treaty revolution rebellion conference session agreement accord pact mutiny emergency
    games olympics amendment mission declaration massacre march congress commission election elections revolt
    satyagraha crisis famine earthquake tsunami cyclone plan budget cup renaissance reformation depression
    proclamation resolution referendum""".split()
)


def words_of(text: str) -> list[str]:
    """The words of a text, without the marks at their edges."""
    return [word for word in (part.strip(".,;:!?()[]“”\"'‘’*_") for part in text.split()) if word]


def sentence(text: str) -> str:
    """`text` with a capital at its start."""
    return text[:1].upper() + text[1:]


def bare(text: str) -> str:
    """`text` as part of a longer sentence: without the full stop at its end."""
    text = text.strip()
    return text[:-1].rstrip() if text.endswith((".", "।")) and not re.search(r"\b(?:\w\.){2,}$|\.\.\.$", text) else text


def mid(text: str) -> str:
    """`text` as it reads in the middle of a sentence: its first letter small where it is surely no name's."""
    first, _, rest = text.partition(" ")
    if not first[:1].isupper() or first[1:] != first[1:].lower():
        return text
    following = rest.split(" ", 1)[0]
    named = following[:1].isupper() and first.lower() not in _LOWERED
    if not named and (first.lower() in _LOWERED or (following in _PREPOSITIONS and _NOUN_ENDS.search(first))):
        return text[:1].lower() + text[1:]
    return text


def head(text: str) -> list[str]:
    """The words before the first preposition, comma or bracket: what a noun phrase is about."""
    found: list[str] = []
    for word in text.split():
        if found and (word.lower() in _PREPOSITIONS or word.startswith("(")):
            break
        found.append(word.rstrip(",;"))
        if word.endswith((",", ";")):
            break
    return found


def is_plural(text: str) -> bool:
    """Whether a noun phrase takes a plural verb: `farmers`, `Russia and China`, but not `the United States`."""
    words = head(text)
    if not words:
        return False
    last = words[-1]
    low = last.lower()
    if "and" in words or "&" in words or text.split()[len(words) : len(words) + 1] == ["and"]:
        return low not in _INSTITUTIONS and low not in {"general", "kashmir", "herzegovina", "tobago"}
    if len(words) == 1 and low in {"states", "nations"}:
        return True
    if low in _PLURALS:
        return True
    if low in _SINGULAR_S or (last.isupper() and len(last) > 1):
        return False
    return low.endswith("s") and not low.endswith(("ss", "us", "is", "ics", "’s", "'s"))


def is_owned(text: str) -> bool:
    """Whether a phrase has its article already: `the …`, `its …`, `India's …`."""
    words = head(text)
    return bool(words) and (words[0].lower() in _DETERMINERS or bool(_OWNED.search(" ".join(words))))


def the(text: str) -> str:
    """A noun phrase with its article: `the President of Russia`, `India's population`."""
    return mid(text) if is_owned(text) else f"the {mid(text)}"


def the_name(name: str) -> str:
    """A name as it stands in a sentence: `the Reserve Bank of India`, `the US`, but `ISRO`, `Kim Jong Un`."""
    words = head(name)
    if not words or is_owned(name):
        return mid(name)
    last = words[-1].lower()
    if words[0] in _INITIALISMS or last in _INSTITUTIONS | _LANDFORMS or " of " in name:
        return f"the {mid(name)}"
    return mid(name)


def the_event(event: str) -> str:
    """An event's name as it stands in a sentence: `the launch of Chandrayaan-3`, `the Korean War`, `World War II`."""
    words = head(event)
    if not words or is_owned(event):
        return mid(event)
    last = words[-1]
    common = last[:1].islower() or last.lower() in _EVENTS or words[0][:1].isdigit() or mid(event) != event
    return f"the {mid(event)}" if " of " in event or (common and len(words) > 1) else mid(event)


def a(noun: str) -> str:
    """A noun with a or an, by its sound: `an hour`, `a union`, `an MP`, `a UN envoy`."""
    first = words_of(noun)[:1] or [""]
    word = first[0]
    if word.isupper() and len(word) > 1:
        vowel = word[0] in "AEFHILMNORSX8"
    else:
        vowel = bool(re.match(r"(?i)(?:[aeio]|u(?!n(?:i(?!n|m)|a)|s[aeiu]|t[ei]|k|r[aiou])|hour|honest|heir|honou?r|8|11\b|18\b)",
                              word)) and not re.match(r"(?i)(?:eu|ew|one\b|once)", word)
    return f"{'an' if vowel else 'a'} {noun}"


def possessive(name: str) -> str:
    """`Kim Jong Un’s`, `the Allies’`."""
    return f"{name}’" if name.endswith("s") and is_plural(name) else f"{name}’s"


def joined(items: Sequence[str], last: str = "and") -> str:
    """`a, b and c`."""
    *most, end = items
    return f"{', '.join(most)} {last} {end}" if most else end


def quoted(text: str) -> str:
    """`text` in one pair of curly quotes, whatever pair it stood in and whether or not it ended in a full stop."""
    text = text.strip()
    for left, right in ("“”", '""', "‘’", "''", "«»", "„“"):
        inner = text[1:-1]
        if len(text) > 1 and text[0] == left and text[-1] == right and left not in inner and right not in inner:
            text = inner
    return f"“{bare(text)}”"


def without(text: str, answer: str) -> str:
    """`text` with the answer, where it stands in it as a whole word, replaced by an ellipsis."""
    return re.sub(rf"(?i)(?<!\w){re.escape(answer)}(?!\w)", "…", text) if answer else text


def shares_name(text: str, name: str) -> bool:
    """Whether a text has any part of a name with a capital: “Kim's message” gives “Kim Jong Un” away."""
    parts = {word for word in re.findall(r"\w+", name) if word[0].isupper()}
    return not parts.isdisjoint(re.findall(r"\w+", text))


def names_a_thing(axis: str) -> bool:
    """Whether a word can follow “What is the …”: `capital`, `legal force`, but not `founded`, `enforceable`."""
    words = head(axis)
    return bool(words) and not re.search(r"(?:[^e]ed|able|ible|based)$", words[-1].lower())


# --- clauses

_AUXILIARIES = frozenset(
    "is are was were can could may might will would should must did does do cannot".split()
)
_PERFECT = frozenset("has have had".split())
_BEFORE_CLAUSES = frozenset(
    "that which who whom whose where when while after before as because since until if although though so".split()
)
_REGULAR = """abandon abolish absorb accept accuse achieve acquire adopt advise affirm agree aim allow amend announce
annex appeal appoint approach approve argue arrest arrive ask assassinate assume assure attack attempt attend award
back bar? block bomb borrow breach broker call capture carry cause cede challenge change charge chair clash clear
close collapse complete concede conclude condemn conduct confirm conquer consider constitute construct continue
contribute convene convert create criticise cross crown cross decide declare decline defeat defend define delay demand
demonetise denounce deploy deport deregulate describe destroy detain detect detonate develop devalue die direct
disband discover dismiss dissolve divide drop? earn elect eliminate emerge enable enact end endorse enforce engage
enter eradicate erupt escape establish evacuate exceed exchange exclude execute expand expire explode exploit export
express extend face fail file finish fire force form found free gain grant guarantee hail hand happen help host ignore
impeach implement import impose improve inaugurate include increase incorporate indict inform initiate inspire
install integrate introduce invade invent invest investigate invite involve issue join jump kill land last launch
legalise liberate license lift list lower maintain manufacture march marry mediate merge migrate mobilise mount move
murder name nationalise negotiate nominate normalise notify object observe occupy offer open operate oppose orbit
order organise oust outlaw overturn own pardon pass perform persuade plead pledge postpone praise present preside
prevent privatise proclaim produce prohibit promise promote propose prosecute protest prove provide publish pull punish
purchase push raise ratify reach realise receive recognise recommend record recover reduce refer? reform refuse reject
release relocate remain remove rename renew repeal replace report request rescue resign resolve respond restore
restrict result resume retain retire return reunite reveal reverse revive revoke rule sack sail sanction save secure
seize separate serve settle shift shoot? sign start stage storm strengthen succeed sue suffer supply support surpass
surrender survive suspend sustain target test threaten top? touch trade train transform treat trigger triumph try turn
undermine unify unite unveil update uphold? urge use violate visit vote walk warn weaken welcome widen witness work"""
_IRREGULAR = """ban:banned plan:planned stop:stopped transfer:transferred admit:admitted commit:committed
permit:permitted submit:submitted occur:occurred refer:referred drop:dropped travel:travelled cancel:cancelled
control:controlled expel:expelled compel:compelled propel:propelled rebel:rebelled veto:vetoed become:became
begin:began break:broke bring:brought build:built buy:bought come:came choose:chose draw:drew fall:fell fight:fought
fly:flew find:found forbid:forbade get:got give:gave go:went grow:grew have:had hold:held keep:kept know:knew lay:laid
lead:led leave:left lend:lent lose:lost make:made meet:met overthrow:overthrew pay:paid rise:rose run:ran say:said
see:saw sell:sold send:sent shoot:shot sink:sank speak:spoke spend:spent stand:stood strike:struck take:took
teach:taught tell:told think:thought undergo:underwent understand:understood undertake:undertook uphold:upheld win:won
withdraw:withdrew write:wrote swear:swore"""
_PRESENT = """loses:lose becomes:become gives:give takes:take brings:bring gets:get enables:enable allows:allow
reduces:reduce weakens:weaken strengthens:strengthen undermines:undermine threatens:threaten prevents:prevent
violates:violate creates:create erodes:erode expands:expand requires:require remains:remain improves:improve
provides:provide produces:produce encourages:encourage deepens:deepen complicates:complicate emboldens:embolden
seeks:seek needs:need goes:go grows:grow depends:depend makes:make keeps:keep hurts:hurt has:have slows:slow
absorbs:absorb emits:emit reflects:reflect falls:fall rises:rise freezes:freeze expands:expand moves:move"""


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    return f"{verb[:-1]}ied" if re.search(r"[^aeiou]y$", verb) else f"{verb}ed"


_PAST = {_past(verb): verb for verb in _REGULAR.split() if not verb.endswith("?")} | {
    past: verb for verb, past in (pair.split(":") for pair in _IRREGULAR.split())
}
_NOW = dict(pair.split(":") for pair in _PRESENT.split())
_FINITE = _AUXILIARIES | _PERFECT | _PAST.keys() | _NOW.keys()


def _verbs(words: Sequence[str]) -> list[int]:
    """Where finite verbs stand, or what looks like one: never first, never with a capital, never after an article."""
    return [
        at for at, word in enumerate(words)
        if at and word.rstrip(",") in _FINITE
        and (word in _AUXILIARIES or not (words[at - 1].lower() in _DETERMINERS | _PREPOSITIONS or words[at - 1].endswith("ly")))
    ]


def is_clause(text: str) -> bool:
    """Whether `text` says that something happens (`Russia launched a war`) and does not merely name it (`the war`)."""
    return bool(_verbs(text.split()))


def inverted(clause: str) -> str:
    """A clause as it stands in a question: `did Russia launch a war`, `was KCNA founded`.

    Where its main verb is not certain (`India signed and ratified the treaty`) the clause stays whole:
    `was it that India signed and ratified the treaty`.
    """
    words = bare(clause).split()
    found = _verbs(words)
    if not found:
        return mid(bare(clause))
    at = found[0]
    verb, subject, rest = words[at], " ".join(words[:at]), words[at + 1 :]
    helped = verb in _AUXILIARIES or (verb in _PERFECT and bool(rest) and (rest[0] in _PAST or rest[0].endswith("n")))
    if _doubtful(words, found, helped):
        return f"{'was' if verb in _PAST or verb in ('was', 'were', 'did') else 'is'} it that {mid(' '.join(words))}"
    if helped:
        return " ".join([verb, mid(subject), *rest])
    lemma = _PAST.get(verb) or _NOW[verb]
    return " ".join(["did" if verb in _PAST else "does", mid(subject), lemma, *rest])


def is_certain(clause: str) -> bool:
    """Whether `inverted` knows the clause's main verb."""
    return " it that " not in inverted(clause)


def _doubtful(words: Sequence[str], found: Sequence[int], helped: bool) -> bool:
    """Whether the first verb may not be the only main verb of a clause."""
    at = found[0]
    if any(word.lower() in _BEFORE_CLAUSES or word.endswith(",") for word in words[:at]):
        return True
    later = [other for other in found[1:] if not (helped and other == at + 1)]
    return any(
        not any(word.rstrip(",") in _BEFORE_CLAUSES for word in words[at + 1 : other]) for other in later
    )


def happened(event: str) -> str:
    """What follows `In which year …`: `did Russia launch a war`, `did the launch of Chandrayaan-3 take place`."""
    return inverted(event) if is_clause(event) else f"did {the_event(bare(event))} take place"


_ATTRIBUTED = re.compile(
    r"(?i)\b(?:per|according to|in the (?:view|opinion) of|analysts?|experts?|critics|reports?|reported(?:ly)?|allege\w*|"
    r"suppose\w*|claim\w*|said|says?|saying|believe\w*|expect\w*|interpret\w*|forecast\w*|predict\w*|project(?:s|ed)|"
    r"estimate\w*|argue\w*|consider(?:s|ed)?|regard(?:s|ed)|sees?|views?|viewed|accounts?|apparently|presumably|likely)\b"
)


def is_attributed(text: str) -> bool:
    """Whether a sentence itself tells whose view it is, or that it is one."""
    return bool(_ATTRIBUTED.search(text)) or "के अनुसार" in text
