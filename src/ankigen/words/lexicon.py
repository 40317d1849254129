"""Word lists of English: what spelling alone does not tell about a word."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _pairs(pairs: str) -> dict[str, str]:
    """`past: verb` from `verb:past`."""
    return {past: verb for verb, past in (pair.split(":") for pair in pairs.split())}


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    return f"{verb[:-1]}ied" if verb.endswith("y") and verb[-2] not in "aeiou" else f"{verb}ed"


def third_person(verb: str) -> str:
    """`carries`, `launches`, `leads`."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "o")) else f"{verb}s"


DETERMINERS = _set("a an the this that these those its their his her our my your each every no all both")

PREPOSITIONS = _set("""
    of to by in on for from between against into with at under over after before during through among within
""")

SMALL = DETERMINERS | _set(
    """
    in on at by for from to of with under over after before during since until as per according which what who
    whom whose when where why how is are was were do does did has have had can could might will would should
    must if name give identify list expand define mention fill choose pick and or but through between among
"""
)
"""Words that have no capital in the middle of a sentence."""

COMMON = _set(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth last maiden final early late small large big poor
    rich young old rural urban local foreign domestic private public marginal tribal global regional launch start end
    birth death visit release rise fall outbreak collapse victory defeat attack strike summit merger approval renewal
    removal withdrawal arrival refusal denial revival survival use loss lack growth spread return rollout passage repeal
    ban increase decrease decline drop surge shortage delay failure success access support farmers workers consumers
    producers investors exporters importers employers employees traders lenders borrowers taxpayers voters users buyers
    sellers students teachers women men children people citizens households companies businesses banks startups industry
    transfer test trial talk troops soldiers scientists analysts critics loans prices exports imports wages taxes jobs rates costs sanctions
    talks protests elections floods fires rains temperatures emissions sales profits losses tensions relations
"""
)
"""Words that have none either, unless they open a name (“First World War”, “Farmers Union”)."""

EXPLETIVES = _set("there it")
"""Subjects that name nothing."""

NAMED = _set("""
    constitution government organisation organization department federation confederation commission association
    corporation institution convention declaration resolution foundation university community city union
    administration proclamation reformation king
""")
"""Nouns that end like common ones but, with a capital, belong to a name: “Constitution of India”."""

PLURALS = _set("""
    people men women children police cattle data criteria phenomena bacteria media troops
""")
"""Plurals without an s."""

PLURAL_NAMES = _set("""
    islands mountains ghats hills caves falls alps andes himalayas balkans sundarbans allies powers rights
    principles duties ministers founders leaders members articles sections rules schedules parts chapters
    clauses paragraphs
""")
"""Plurals that may have a capital; other capitalised words in s are taken for names (“Guterres”, “Reuters”)."""

SINGULARS = _set("""
    states nations emirates maldives philippines netherlands seychelles bahamas honduras laos texas paris wales
    athens brussels cyprus barbados reuters news series species railways airways airlines motors industries
    infosys mumps measles chess gas bias atlas canvas means mars hamas times forbes kansas arkansas ethos chaos
    cosmos thermodynamics always perhaps
""")
"""Singulars in s."""

INSTITUTIONS = _set("""
    academy agency alliance army assembly association authority axis bank bar board bureau cabinet centre center
    committee commission confederation congress corporation council court department directorate emirates
    federation force forum foundation front fund government group house initiative institute judiciary league
    legislature ministry mission movement nations navy office opposition organisation organization panel party
    police programme project quad republic secretariat senate society state states syndicate taliban treasury
    tribunal trust union west east kremlin pentagon vatican sabha mahasabha samaj samiti parishad sangh lokpal
    bundestag bundesrat knesset duma sejm cortes riksdag storting commons lords commonwealth eurozone empire kingdom sultanate
    caliphate dynasty
""")
"""Last words of names that take the article: “the Election Commission”."""

LANDFORMS = _set("""
    sea ocean river canal strait gulf peninsula desert islands mountains ghats plateau valley basin delta
    corridor bridge dam line channel pass range hills caves falls alps andes himalayas balkans netherlands
    philippines maldives bahamas seychelles arctic antarctic equator levant sahel sahara sundarbans
""")
"""Last words of places that take the article."""

INITIALISMS = _set("""
    UN EU IMF WHO WTO ILO IAEA RBI US USA UK UAE USSR ICC ICJ FBI CIA ADB AIIB OECD SCO AU GCC BIS FATF NPT CTBT
    UNSC UNGA ECB NSG NSC SC CAG CBI ED EC ECI DRC IPCC WEF FAO DPRK ROK PRC PLA BJP INC NDA BBC IPC CrPC BNS
    BNSS
""")
"""Abbreviations that are spelt out and take the article: “the UN”."""

EVENTS = _set("""
    war movement summit act treaty revolution rebellion conference session agreement accord pact mutiny
    emergency games olympics amendment mission declaration massacre march congress commission election elections
    revolt satyagraha crisis famine earthquake tsunami cyclone plan budget cup renaissance reformation
    depression proclamation resolution referendum
""")
"""Last words of events that take the article: “the Korean War”."""

PERSONS = _set(
    """
    officer head chair chairman chairperson leader founder president minister author inventor governor director king queen
    monarch emperor ruler speaker secretary commander ambassador writer composer discoverer successor predecessor
"""
)
"""Words that are asked for with “who”."""

DOCUMENTS = _set("treaty act charter constitution pact agreement accord convention protocol policy declaration amendment")
"""What has a date but does not take place."""

PROVISIONS = _set("""
    article section rule schedule part chapter clause regulation order entry annex appendix paragraph protocol
    amendment title preamble list
""")
"""What the provisions of a legal instrument are called."""

ABBREVIATED = {
    "art": "Article", "sec": "Section", "s": "Section", "cl": "Clause", "sch": "Schedule", "reg": "Regulation",
    "ch": "Chapter", "pt": "Part", "para": "Paragraph", "r": "Rule", "o": "Order",
}  # fmt: skip
"""Provisions as they are abbreviated: “Art. 2”, “Secs. 4–6”."""

COUNTED = _set("""
    agreement treaty price rate ratio index share zone area vehicle aircraft drone missile machine device instrument
    certificate licence account bond bill report notice company contract test examination officer worker margin deficit
    station unit
""")
"""Nouns that an article goes with: what is one of them in letters is “an FTA” or “the MSP”, where a molecule is “DNA”."""

QUESTION_WORDS = ("what", "which", "who", "whom", "whose", "when", "where", "why", "how")

CAUSES = ("because of", "because", "due to", "owing to", "on account of", "as a result of", "thanks to")
"""What a cause may open with where it answers “why”."""

COUNTRIES = _set("""
    Afghanistan Albania Algeria Angola Argentina Armenia Australia Austria Azerbaijan Bahrain Bangladesh Belarus Belgium
    Benin Bhutan Bolivia Botswana Brazil Britain Brunei Bulgaria Burundi Cambodia Cameroon Canada Chad Chile China
    Colombia Croatia Cuba Cyprus Czechia Denmark Djibouti Ecuador Egypt England Eritrea Estonia Ethiopia Fiji Finland
    France Gabon Georgia Germany Ghana Greece Guatemala Guinea Guyana Haiti Honduras Hungary Iceland India Indonesia Iran
    Iraq Ireland Israel Italy Jamaica Japan Jordan Kazakhstan Kenya Kosovo Kuwait Kyrgyzstan Laos Latvia Lebanon Lesotho
    Liberia Libya Lithuania Luxembourg Madagascar Malawi Malaysia Maldives Mali Malta Mauritania Mauritius Mexico Moldova
    Monaco Mongolia Montenegro Morocco Mozambique Myanmar Namibia Nepal Nicaragua Niger Nigeria Norway Oman Pakistan
    Palestine Panama Paraguay Peru Poland Portugal Qatar Romania Russia Rwanda Scotland Senegal Serbia Seychelles
    Singapore Slovakia Slovenia Somalia Spain Sudan Suriname Sweden Switzerland Syria Taiwan Tajikistan Tanzania Thailand
    Tibet Togo Tunisia Turkey Turkmenistan Uganda Ukraine Uruguay Uzbekistan Vanuatu Venezuela Vietnam Wales Yemen Zambia
    Zimbabwe Africa America Antarctica Asia Europe
""")
"""Names that are surely names though no word beside them says so."""

AUXILIARIES = _set("is are was were can could may might will would should must did does do cannot")
PERFECT = _set("has have had")

SUBORDINATORS = _set("""
    that which who whom whose where when while after before as because since until if although though so
""")
"""Words that open a clause within a sentence; a verb behind one is not the main verb."""

_REGULAR = """
    abandon abolish absorb accept accuse achieve acquire adopt advise affirm agree aim allow amend announce
    annex appeal appoint approach approve argue arrest arrive ask assassinate assume assure attack attempt
    attend award back block bomb borrow breach broker call capture carry cause cede challenge change charge
    chair clash clear close collapse complete concede conclude condemn conduct confirm conquer consider
    constitute construct continue contribute convene convert create criticise cross crown cross decide declare
    decline defeat defend define delay demand demonetise denounce deploy deport deregulate describe destroy
    detain detect detonate develop devalue die direct disband discover dismiss dissolve divide earn elect
    eliminate emerge enable enact end endorse enforce engage enter eradicate erupt escape establish evacuate
    exceed exchange exclude execute expand expire explode exploit export express extend face fail file finish
    fire force form found free gain grant guarantee hail hand happen help host ignore impeach implement import
    impose improve inaugurate include increase incorporate indict inform initiate inspire install integrate
    introduce invade invent invest investigate invite involve issue join jump kill land last launch legalise
    liberate license lift list lower maintain manufacture march marry mediate merge migrate mobilise mount move
    murder name nationalise negotiate nominate normalise notify object observe occupy offer open operate oppose
    orbit order organise oust outlaw overturn own pardon pass perform persuade plead pledge postpone praise
    present preside prevent privatise proclaim produce prohibit promise promote propose prosecute protest prove
    provide publish pull punish purchase push raise ratify reach realise receive recognise recommend record
    recover reduce reform refuse reject release relocate remain remove rename renew repeal replace report
    request rescue resign resolve respond restore restrict result resume retain retire return reunite reveal
    reverse revive revoke rule sack sail sanction save secure seize separate serve settle shift sign start stage
    storm strengthen succeed sue suffer supply support surpass surrender survive suspend sustain target test
    threaten touch trade train transform treat trigger triumph try turn undermine unify unite unveil update urge
    use violate visit vote walk warn weaken welcome widen witness work
"""
_IRREGULAR = """
    ban:banned plan:planned stop:stopped transfer:transferred admit:admitted commit:committed permit:permitted
    submit:submitted occur:occurred refer:referred drop:dropped travel:travelled cancel:cancelled
    control:controlled expel:expelled compel:compelled propel:propelled rebel:rebelled veto:vetoed bring:brought
    build:built buy:bought fight:fought find:found get:got have:had hold:held keep:kept lay:laid lead:led
    leave:left lend:lent lose:lost make:made meet:met pay:paid say:said sell:sold send:sent shoot:shot
    spend:spent stand:stood strike:struck teach:taught tell:told think:thought understand:understood
    uphold:upheld win:won
"""
_STRONG = """
    become:became begin:began break:broke come:came choose:chose draw:drew fall:fell fly:flew forbid:forbade
    give:gave go:went grow:grew know:knew overthrow:overthrew rise:rose run:ran see:saw sink:sank speak:spoke
    take:took undergo:underwent undertake:undertook withdraw:withdrew write:wrote swear:swore
"""
_PRESENT = """
    lose:loses become:becomes give:gives take:takes bring:brings get:gets enable:enables allow:allows
    reduce:reduces weaken:weakens strengthen:strengthens undermine:undermines threaten:threatens
    prevent:prevents violate:violates create:creates erode:erodes expand:expands require:requires remain:remains
    improve:improves provide:provides produce:produces encourage:encourages deepen:deepens
    complicate:complicates embolden:emboldens seek:seeks need:needs go:goes grow:grows depend:depends make:makes
    keep:keeps hurt:hurts have:has slow:slows absorb:absorbs emit:emits reflect:reflects fall:falls rise:rises
    freeze:freezes move:moves
"""

WEAK = {_past(verb): verb for verb in _REGULAR.split()} | _pairs(_IRREGULAR)
"""Pasts that may also be participles (“signed”), with their verbs."""

UNCHANGED = _set("cut hit put set shut spread burst quit split shed read dealt hurt cost bid let beat")
"""Pasts that look like the present, and mostly like a noun as well."""

STRONG = _pairs(_STRONG)
"""Pasts that cannot be anything else (“began”), with their verbs."""

PRESENT = _pairs(_PRESENT)
"""Third persons that are no plurals of nouns (“undermines”, but not “visits”), with their verbs."""

WITHOUT_OBJECT = _set("""
    agree arrive attend collapse continue crash die disband dissolve emerge end erupt expire explode fail happen
    invest join jump land last march merge migrate move occur pass protest rebel remain resign respond result
    resume retire return start succeed travel triumph vote walk work withdraw meet win stand shift settle fight
""")
"""Verbs that need no object: “Kim travelled to Russia” is a clause where “the treaty signed in Moscow” is none."""

HEADLINE_PASSIVES = _set("appointed named elected declared made designated crowned renamed nominated")
"""Pasts that headlines use without their auxiliary: “Manekshaw appointed Field Marshal”."""
