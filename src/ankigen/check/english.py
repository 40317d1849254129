"""Words and how they are counted: what the rules know of English.

Everything is plain text by the time it comes here (`markup.plain`).  The lists are small on purpose: a rule that is
not sure stays silent.  Patterns have no nested repetition, so that no text makes them slow.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ankigen.patterns import pattern
from ankigen.words import MONTHS as IN_LANGUAGES

_LETTERS = r"[\w\u0300-\u036f\u0900-\u0963\u0966-\u0dff\u200c\u200d]+"  # with the vowel signs of Indian scripts, which are no `\w`
_TOKEN = pattern(rf"{_LETTERS}(?:[.,:/’'\-‑·]{_LETTERS})*%?|₹|\$|%")
"""A word: letters and digits, joined by the marks that stand inside words and figures (“1,23,456”, “non-justiciable”)."""
_ASCII_TOKEN = pattern(r"[A-Za-z0-9]+(?:[.,:/'\-][A-Za-z0-9]+)*%?|[$%]")  # the same, three times as fast
SENTENCE_END = pattern(r"(?<=[.!?;])(?<!\b[A-Z]\.)\s+(?=[^a-z])|\n+")
_MAY_END = pattern(r"[.!?;\n]\s*\S")
QUOTED = pattern(r"“[^”\n]{1,400}”|\"[^\"\n]{1,400}\"")
PARENTHESIS = pattern(r"\([^()\n]{0,200}\)")
MATH = pattern(r"\$\$?[^$\n]{1,400}\$\$?")
CAPITALISED = pattern(r"[^\W\d_a-z]")
YEAR = pattern(r"\b(?:1[5-9]|20|21)\d\d\b")
NAME_RUN = pattern(r"[A-Z][\w’'.-]*(?: (?:of |the |de |von |van |bin |ibn |al-)?[A-Z][\w’'.-]*)*")
PRESENT = pattern(r"\b(?:is|are|has|have|can|must|may|does|do|means?)\b")
CONDITIONS = frozenset("if when whenever".split())
MONTHS = tuple(month.lower() for month in IN_LANGUAGES["en"])
NO_NAMES = frozenset([*MONTHS, "rs", "$", "₹", "%"])
"""What stands beside names and figures, and names nobody and nothing."""
FOR_ALL = r"(?:If|When|Where|Whenever) (?:an?|two|the|no) |(?:A|No|Every) person "
"""How laws, of nature or of a state, begin."""

STOP = frozenset(
    """a an the of in on at by to for from with without into onto under over between among within and or nor but if
    than as so that this these those it its he she they them his her their him we our you your i my me us is are was
    were be been being am do does did done has have had having can could will would shall should may might must not
    no any all some each every both either neither which what who whom whose when where why how there here also such
    other another s t re ve ll d per via one ones up out off about against during through after before since until
    while because due only just very more most much many few less least own same then too again further""".split()
)
"""Words that carry no content of their own."""

GENERAL = frozenset(
    """able accept account achieve achievement act action active activity actor add address adopt affair affairs affect
    agency agenda agree agreement aid aim allow amount announce annual answer appear apply appoint approach approve
    area arise article aspect assembly assist associate association attempt attend author authority available
    average award aware ban bank base basic basis become begin behaviour benefit big bill board body book bring
    broad build business call campaign capital card case cause celebrate central centre century certain chair
    chairman chairperson challenge change character chief choose cite citizen city claim class clause close code
    collect come command commission commit committee common community company compare complete concept concern
    conclude condition conduct conference connect consequence consider consist contain contribute control
    cooperation council country course court cover create crucial current data date day deal decade decide decision
    declare deepen define definition degree demand department describe design detail develop development differ
    difference direct direction director discuss distinct district document draw drive early economic economy effect
    effective effort elect election element emerge employ enable end ensure enter entity entry environment establish
    event example exist expand expect explain express expression extend extent face fact factor fall famous far
    feature field figure final find first five focus follow force foreign form former found founder four framework
    full function fund future gain general get give given global go goal good govern government great ground group
    grow growing growth happen head headquarter headquarters help high highest highlight history hold home host
    house human idea identify impact implement implication importance important improve include increase indicate
    individual industry influence information initiate initiative institute institution instrument intend interest
    international introduce involve issue item join judge keep key kind know known land large largest late latest
    launch law lead leader leadership learn leave legal legislation letter level lie life line link list live local
    locate located location long longest look low lowest main maintain major make maker manage manner mark matter
    mean meaning means measure meet meeting member mention message method military minister ministry mission model
    modern month motive move movement name named nation national natural nature need new news note notable notice
    number object objective observe occur offer office officer official old open operate operation opinion oppose
    order organisation organization organise origin original outcome page paper parliament part participate
    particular party pass pay people percent percentage perform period permanent person phase phrase place plan play
    point policy political population position possible power practice present president prevent previous primary
    prime principal principle prize problem process produce product programme program progress project prominent
    promote propose proposed protect protection provide provision public publish purpose put question quick raise
    range rank rate reach reason receive recent recognise recognize recognition recommend record reduce refer
    reference reflect reform regard region regional regulate relate relation relationship release remain remove
    report represent representative require requirement research resolution resource respond response responsible
    result return reveal review right rise role rule run say scheme scope second section sector secretary secure
    seek send separate series serious serve service set share shift show side sign significance significant
    significantly similar simple single site situation size small smallest social society source speak special
    specific speech stage stand standard start state statement status step strategic strategy strength strengthen
    strong structure study subject succeed success suggest summit support system take tallest target task team tell
    term territory test theme thing third three time title today together top topic total town trade tradition
    treaty trend two type unit unite use used usual value various vice view village vision visit vote want way week
    well western whole win winner word work world year young""".split()
)
"""Words of everyday and of newspapers, in their plain form: they tie a question to no subject."""

EVALUATIVE = frozenset(
    """important significant crucial vital key major pivotal critical essential notable remarkable historic heroic
    brave strategic growing deepening strengthening increasing robust strong powerful complex delicate grave severe
    serious unprecedented landmark profound substantial considerable comprehensive multifaceted dynamic evident
    symbolic pragmatic mutual close closer deep far-reaching huge great big large small new recent various several
    numerous higher lower greater bigger larger smaller many few better highly greatly deeply widely
    largely strongly significantly increasingly particularly especially closely effectively successfully actively
    rapidly steadily sharply prominently difficult easy plentiful costly expensive affordable confusing impossible
    necessary useful harmful dangerous popular inevitable obvious attractive beautiful impressive promising worrying
    everything everyone everybody nothing something someone somebody anything anyone nobody""".split()
)
"""Words that praise or measure without saying how much; a blank on one has many right answers."""

_IRREGULAR = frozenset(
    """began begun brought bought built broke caught chose came did drew drove ate fell felt fought found flew forgot gave given
    went gone grew grown had heard held hit kept knew known laid led left lent lost made meant met paid put ran read rebuilt rose
    risen said saw seen sold sent set shook shot shut spoke spent split spread stood struck sought taught told took taken thought
    threw understood upheld won wore wrote written""".split()
)
_ORDER = frozenset(
    "first second third half quarter one two three four five century decade year month week day hour".split()
)
_EXACT = frozenset(
    """permanent legal public private national central federal western eastern foreign direct indirect local people party life
    land president minister governor court parliament council assembly house speaker bill act law treaty constitution article
    district village election vote union state chief prime secretary leader capital board bank treaty society community
    price force service inequality borrowing angle work energy power labour supply demand cost market income interest credit debt profit
    loss share bond trade industry tax revenue mass weight light sound heat pressure speed volume charge field resistance induction gas
    king queen judge left head hand foot heart home house land water food animal plant man woman women child children town city
    veto oxygen agriculture distance frequency wave wind surface centre line point area length time direction momentum inertia friction
    tension stress strain nothing zero north south east west red blue green white black yellow negative positive odd even equal
    rent wage wages deposit reserve reserves insurance manufacturing mining population density age birth death marriage
    education health religion language song dance poem play drama film book head tail gold silver bronze
    scale note notes key pitch chord import export
    producer consumer catalyst warm cold hot cool cheap cheaper trial converge diverge concave convex acid base salt metal alloy root leaf
    predator prey parasite vowel consonant absorb emit refract repel solid liquid bone muscle skin nerve artery vein lung liver kidney
    brain stomach stone iron copper salt silk cotton jute rice wheat tea coffee sugar spice horse elephant tiger lion bird fish snake
    sheep cattle ship boat wheel plough sword paper glass temple mosque church stupa caravan monsoon desert plateau plain valley delta
    island peninsula strait bay gulf cape glacier volcano earthquake tide rainfall rain snow cloud temperature humidity storm summer
    winter spring autumn dawn dusk noon midnight electricity magnetism gravity virus bacteria fungus vaccine plague malaria cholera
    theft murder arrest bail divorce adoption treason trial jury pardon exile slavery tribute barter cash gift lottery
    rise fall eye sand soil transparent translucent opaque real virtual unemployment endangered extinct dissolve
    justice liberty equality fraternity speech expression conscience property offence witness evidence confession contract
    damages negligence nuisance fraud consent minor guardian heir will lease mortgage sale quorum ordinance motion majority
    minority coalition duty remedy appeal sovereignty citizenship asset liability saving expenditure subsidy surplus shortage
    deficit currency premium collateral depression boom rainbow eclipse risk first last seller buyer lender borrower freeze
    melt boil evaporate condense expand contract right statutory
    revolution feudalism democracy republic dictatorship federation""".split()
)
"""Words of everyday that are exact answers all the same."""
_BLAND = frozenset(
    """achievement approach angle area aspect attempt challenge decision development effort event example relationship
    relation factor feature focus goal growth impact implication importance issue level manner matter means measure
    move need opportunity part pattern plan point position process progress project promotion reason region result
    role sector significance situation stage step success support technology thing topic trend use value view way
    world mission statement student analyst supporter critic expert committee government state country company
    agency opposition price forecast economy society people community remain uncertainty stability governance
    protection debate benefit concern problem solution system structure framework""".split()
)

AUXILIARY = frozenset(
    """is are was were am do does did has have had can could will would shall should may might must isn't aren't wasn't
    weren't don't doesn't didn't hasn't haven't can't won't""".split()
)
NUMBER_WORDS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
}

_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("s", ""))


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """A lower-case word without its plural or possessive, so that “technologies” meets “technology”."""
    word = word.removesuffix("’s").removesuffix("'s")
    if len(word) > 3 and not word.endswith(("ss", "us", "is")):
        for ending, instead in _ENDINGS:
            if word.endswith(ending):
                return word[: -len(ending)] + instead
    return word


@lru_cache(maxsize=16_384)
def is_general(word: str) -> bool:
    """Whether a lower-case word belongs to everyday English, in any of its forms."""
    if word in STOP or word in GENERAL or word in EVALUATIVE:
        return True
    plain = stem(word)
    return plain in GENERAL or any(form in GENERAL for form in base_forms(plain))


def is_exact(word: str) -> bool:
    """Whether a word of everyday is an exact answer in some subject: “price”, “left”, “force”."""
    return word in _EXACT or stem(word) in _EXACT or (word.endswith("ing") and any(form in _EXACT for form in base_forms(word)))


def is_bland(word: str) -> bool:
    """Whether a word is a verb of everyday or a noun of newspapers, for which many others would do."""
    plain = stem(word)
    if is_exact(word):
        return False
    if plain in _BLAND or word in _IRREGULAR:
        return True
    return (
        is_general(word)
        and word not in STOP
        and word not in NUMBER_WORDS
        and plain not in _ORDER
    )


def base_forms(word: str) -> tuple[str, ...]:
    """What a word may be a form of: “deepening” → “deepen”, “deepene”."""
    for ending in ("ing", "ed", "er", "ly", "d"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            root = word[: -len(ending)]
            undoubled = root[:-1] if root[-1:] == root[-2:-1] else root
            return (root, root + "e", undoubled)
    return ()


def tokens(text: str) -> list[str]:
    """The words of a text as written; a formula counts as one."""
    if "$" in text:
        text = MATH.sub(" formula ", text)
    if text.isascii():
        return _ASCII_TOKEN.findall(text)
    text = text.replace("…", " ")  # of a blank; nearly always that leaves ASCII
    return _ASCII_TOKEN.findall(text) if text.isascii() else _TOKEN.findall(text.replace("_", " "))


def folded(words: list[str]) -> list[str]:
    """Words made comparable: case, possessives and the short names of months aside."""
    return list(map(_fold, words))


@lru_cache(maxsize=16_384)
def _fold(word: str) -> str:
    word = word.casefold().replace("’", "'").removesuffix("'s").rstrip("'")
    if len(word) in (3, 4) and word != "mar":
        for month in MONTHS:
            if month.startswith(word[:3]) and word in (month[:3], "sept"):
                return month
    return word


@lru_cache(maxsize=16_384)
def telling(word: str) -> str:
    """The stem of a folded word that ties a text to a subject; empty for a word of everyday."""
    return "" if is_general(word) else stem(word)


def content(words: list[str]) -> list[str]:
    """The stems of the words that carry content, from folded words."""
    return [stem(word) for word in words if word not in STOP]


def sentences(text: str) -> list[str]:
    """The sentences and lines of a text."""
    return [part for part in SENTENCE_END.split(text) if part.strip()]


def names(text: str, words: list[str] | None = None) -> list[str]:
    """Words that look like names, figures or abbreviations: what ties a text to one subject.

    A capital at the start of a sentence proves nothing, unless the word has another one or a digit.  `words` are the
    text's tokens, where they are known.
    """
    found = []
    parts = (
        [tokens(part) for part in sentences(text)]
        if _MAY_END.search(text)
        else [tokens(text) if words is None else words]
    )
    for part in parts:
        for at, word in enumerate(part):
            if word.isalpha() and (word.islower() or (not at and word.istitle())):
                continue
            capitals = sum(map(str.isupper, word))
            if capitals > 1 or (capitals and at and word != "I") or any(map(str.isdigit, word)):
                found.append(word)
    return found


def is_name(word: str) -> bool:
    """Whether one of `names` is somebody's or something's, and no figure, month or sum."""
    return word[0].isalpha() and word.casefold() not in NO_NAMES


def unquoted(text: str) -> str:
    """A text without what stands in quotation marks."""
    return QUOTED.sub(" ", text) if "“" in text or '"' in text else text


def initials(text: str) -> str:
    """The initials of the words that count in an expansion: “Goods and Services Tax” → GST."""
    return "".join(
        word[0] for word in re.findall(r"[^\W\d_]+", text) if word.casefold() not in STOP or word[0].isupper()
    ).upper()


def stands_for(short: str, long: str) -> bool:
    """Whether an abbreviation's letters are the initials of an expansion."""
    letters = "".join(letter for letter in short if letter.isalpha() and (letter.isupper() or short.islower())).upper()
    if len(letters) < 2:
        return False
    every = "".join(word[0] for word in re.findall(r"[^\W\d_]+", long)).upper()
    return letters in (initials(long), every)
