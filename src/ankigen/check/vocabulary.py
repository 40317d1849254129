"""Two lists of ordinary words: those that fill no blank in one way only, and those that argue instead of telling.

Words stand in their plain form (`is_in` knows the others).  Words that are exact answers in some subject are left out
on purpose: “negative” of a charge, “left” of a ventricle, “supply” of demand.
"""

from __future__ import annotations

from functools import lru_cache

from ankigen.check import english

ORDINARY = frozenset(
    """abandon absence absent abundant accelerate acceptance access accessible acclaim accommodate accompany accomplish accordingly
    accountability accurate accuse acknowledge acquire actively actual acute adapt add additional adequate adhere adjust admire advance
    advantage adverse advise advocate affirm affordable afraid agent aggressive alert alike allegation allocate allot alone alter
    alternative amazing ambition ambitious ample analyse angle angry anticipate anxious apparent appeal applaud appreciate
    apprehension appropriate approximate arrange array aspirant aspiration aspire assemble assert assess assessment asset assign
    assume assure attach attack attain attendee attention attitude attract attractive attribute audience augment authorise automatic
    avoid await awareness backbone backdrop background backlog balance balanced barrier beautiful behave belief believe belong beneficial
    beneficiary betterment beyond blame block bold bolster boom boost border borrow bottleneck bridge brief bright broader brutal bulk
    burden burgeon calculate calm candidate capability capable capacity capture care careful carry catalyse catalyst category cater
    caution cautious celebration challenging champion chance charge cheap check circumvent clarify clarity clean clear click climb close
    closure clue coach coherent cohesion collaborate collaboration collapse collective combat combine comfort command commend
    commendable comment commentator commercial commitment commonly communicate comparable compel compelling compensate
    compensation compete competent competition competitive compile complaint complement completion complicate complicated component
    compose compound comprise compromise compulsory conceive concentrate concerned concrete confidence confident confirm
    conflict confront confuse congratulate conscious consensus consent conservative considerable considerably consistency consistent
    consistently consolidate constant constantly constitute constrain constraint consult consultation consumer contact
    contain contemporary contend content contested context continue continuous contrast contribution controversial controversy
    convenient conventional converge convergence convert convey convince coordinate coordination cope core correct costly
    counter couple courage coverage crackdown create creative credible credibility criticise criticism crowd cultural curb curious
    curtail custom customer cut damage danger dangerous deadline deadlock deal deeper defeat defend deficiency delay delegate deliberate
    delicate deliver delivery demonstrate denounce deny depart depend dependence dependent deploy deposit depth derail deserve desirable
    desire desperate despite destroy destruction detailed deteriorate determination determine devastate devastating devise devote
    dialogue differ different difficult difficulty dignity dilemma diligence diplomatic disadvantage disappear disappoint disaster
    discourage discover discovery discrimination discussion dispute disrupt disruption distance distinction distinctive distort distribute
    distribution diverse diversify diversity divide domestic dominance dominant dominate donate dormant doubt downturn draft drastic
    drastically dramatic drawback dream dual due duty dwindle eager earlier earn ease easy educate efficiency efficient elaborate elevate
    eligible eliminate elite elsewhere embark embed embolden embrace emphasis emphasise empower empowerment encounter encourage
    encouraging endanger endorse endure engage engagement enhance enhancement enjoy enlarge enormous enrich enrol ensuing entail
    enthusiasm entire entirely equal equally equip equitable erode erosion error erupt escalate escape especially essence estimate
    ethical evade evaluate eventual eventually everyday evidence evolve exacerbate examine exceed excellence excellent exceptional
    exception excess excessive exchange excite exciting exclude exclusive exclusively excuse execute exercise exhaust exhaustive exhibit
    exist existence expansion expectation expedite expense expensive experience expertise exploit explore expose exposure extensive
    external extra extraordinary extreme extremely facilitate facility fail failure fair fairly faith false familiar fan farmer
    fascinating fast favour favourable fear feasible feel female fellow fewer fierce fight fill filmmaker finally financial finalise
    finance find fit fix flag flagship flaw flexible flexibility flourish flow fluctuate footprint forge formal formally formidable
    formulate fortify fortunate forward foster foundation fragile frequent frequently fresh frontline fruitful frustrate fuel fulfil
    fundamental fundamentally funding fuller gap gather genuine geopolitical girl glad glimpse glorious governance gradual gradually grant
    grapple grateful greatly greet grim gross guarantee guard guest guidance guide guideline handful handle happy hard hardship harm
    harmony harness harsh hasten hate healthy heavy heavily heighten helpful heritage hesitate hide highlighted hinder hint holistic
    honest honour hope hopeful horizon hostile household huge humanitarian hurdle hurt ideal identity ignore illegal illustrate imagine
    imbalance immediate immediately immense immensely imminent impair impart imperative impede implement implementation impose impossible
    impress impressive improper improvement inability inadequate incentive incentivise incident inclusion inclusive inclusivity
    incorporate incredible indeed independence independent indication indispensable inefficient inequality inevitable inevitably
    inform informal inherent inhabitant initial initially inject innovate innovation innovative input inquiry insight inspire instability
    instance instant instantly institutional insufficient integral integrate integration integrity intellectual intensify intense
    intensity intention interact interaction interested interfere internal interpret interrupt intervene intervention intimate
    intricate introduction investor invite involvement isolate isolation jeopardise job joint jointly journey joy justify keen landscape
    lack lag lament lasting laud launch laudable leader legacy legitimate legitimacy lender lengthy lessen lesson leverage liable
    liberal likelihood likely limit limitation limited livelihood load logical longstanding long-standing long-term loom loss lower loyal
    lucrative magnificent main mainly mainstream maintenance majority mandate mandatory manipulate mass massive master mature maximise
    maximum meaningful meantime mechanism mediate mere merely merge merit method meticulous migrate mindful mindset minimise minimal
    minimum minor minority missing mistake mitigate mitigation mixed mobilise moderate modernise modest modify momentous momentum monitor
    monumental mood moral morale motivate motivation multifaceted multiple multitude murky mutual mutually mystery narrate narrative
    narrow nationwide nearby nearly neglect negotiate negotiation network neutral nevertheless normal normally notably nurture obey
    obligation observer obstacle obtain obvious obviously occasion occasional occupy odd offence offer ongoing openness operational
    operator opponent opportune oppress optimal optimise optimism optimistic option ordinary oust outbreak outlook output outrage outstanding
    overall overcome overhaul overlook oversee oversight overwhelming owe ownership pace painful panic parent participant participation
    particularly partly partner partnership passion passionate passive patience pave peaceful peculiar perceive perception perfect
    perfectly performance peril perspective persist persistent personally persuade pertinent phenomenal phenomenon pioneer plea
    pleasant please pledge plenty poignant poise policymaker polarisation poor popular popularity portion portray pose positively possess
    possibility postpone potential potentially pragmatic praise praiseworthy precarious precaution precious precise precisely
    predict prediction prefer preference preparation prepare preparedness prescribe presence preserve preservation pressing pressure
    prestige prestigious presumably pretend prevail prevalent prevention previously pride prioritise priority privacy private-sector
    privilege proactive probable probably procedure proceed proclaim productive productivity professional proficiency profit profitable
    profitability profound prolong promise promising prompt promptly proper properly proponent prospect prosper prosperity prosperous
    protest protracted proud prove provisional provoke prudent publicise publicly pump punish purchase purely pursue pursuit push quality
    quantity quest quickly quiet quit quite radical raise rampant rapid rare rarely rational readily ready real realise realistic
    reality really rear reassure rebound rebuild recall recently recipient reconcile recover recovery rectify redefine
    redress refine refuse regain regardless regret regular regularly reinforce reinvigorate reiterate reject relatively relax release
    relentless relevance relevant reliable reliance reliant relief reluctant rely remarkable remarkably remedy remember remind remote
    renew renewed renown renowned repair repeat repeated repeatedly replicate reportedly reputation request rescue resent reserve reshape
    resident resilience resilient resist resistance resolve resonate respect respectively responsibility restore restrain
    restraint restrict restriction restructure resume retain rethink retreat revamp revelation revenge reverse revise revitalise revive
    revival revolutionary revolutionise reward rich rigid rigorous rise risk risky rival rivalry robust root roughly routine routinely
    ruin rural rush safe safeguard safety sake salient satisfaction satisfy scale scarce scarcity scenario schedule scholar scrutiny
    seamless seamlessly secret segment seize select selection sensitive sensitise sentiment separate seriously session settle setback
    severely severity shape sharp sharply shed shelter shine shock shortage short-term shortcoming shrink sight silent silently simplify
    simultaneous simultaneously sincere single-minded skilful skilled skill slight slightly slow slowdown slowly smart smooth smoothly
    soar social softening sole solely solid-footing solidarity solve soon sophisticated sound sovereign spark sparse specialist
    specially specifically spectacular speculate speed spend spirit splendid spokesperson sponsor spread spur stability stabilise
    stable staff stagnant stagnate stake stakeholder stance standardise startling steadfast steady stem stern stimulate stoke
    straightforward strain strand streamline strengthening stress strict strictly strike striking stringent strive strongest struggle
    stunning subsequent subsequently substantially subtle successful successfully successive suddenly sudden suffer sufficient suit
    suitable superb supplement supportive suppress surge surpass surprise surprising surprisingly surround survival survive survivor
    suspect sustain sustainable sustainability sustainably swift swiftly symbol symbolise sympathy synergy tackle talented tangible
    target tedious temporary tempt tend tendency tension testament testify thorough thoroughly threat threaten threshold thrive
    throng throughout tie tighten timely tireless tirelessly together tolerate tool touch tough tourist toward track traction
    traditional traditionally tragedy tragic trajectory transact transaction transactional transcend transform transformation
    transformative transition transparent transparency treasure treat tremendous trigger triumph trouble true truly trust turbulent
    turmoil turnaround typical typically ultimate ultimately unable unanimous unanimously uncertain uncertainty unchanged unclear uncover
    undergo underline undermine underscore undertake undoubtedly uneven unfair unfold unfortunate unfortunately uniform unify unify
    unique unity unlock unlikely unnecessary unravel unrest unveil upcoming update upgrade upheaval uphold uplift urge urgency urgent
    urgently useful user usher usually utilise utilize utility utmost vast vehicle-free verify versatile viable vibrant vicious
    vigilance vigilant vigorous violate violence virtually visible visibility visionary visitor vital vivid vocal voice volatile volatility
    voluntarily vulnerability vulnerable warm warn warning waste watch watershed weak weaken weakness wealthy welcome welfare
    well-being wellbeing whenever wholly widen widespread willing willingness win wisdom wise wish withdraw withstand witness wonder
    wonderful workable worker workforce worldwide worry worse worsen worth worthy youth
    aggregate announcement attendance backing battle boy broadcast campaigner career centrepiece children cinema collection
    colleague crew critic daughter delegation designer development-led diaspora dignitary director donor driver economist elder
    employee entrant entrepreneur environmentalist executive family father fighter filmgoer finalist friend gathering giant
    graduate guardian hero hub inaugural inaugurate indigenous industrialist interface investigator jury lawmaker learner lesson locality
    lover man manufacturer mother musician neighbour newcomer occupant occurrence organiser outcome outfit owner passenger patient
    peer personnel platform portal prize-money producer promoter publicity reader regulator representative respondent retailer
    rider rival scientist senior shareholder showcase singer skipper sister son speaker specialist spectator sportsperson spouse squad
    staffer strategist supplier taxpayer teacher team-mate teenager tourism tournament town-dweller trader trainee traveller trophy
    venue veteran veterans viewer villager volunteer voter winner woman women writer youngster
    already almost also always anywhere apart away back barely behind below beside else enough ever forever formerly
    furthermore hence hereby however indeed instead later likewise meanwhile moreover never nonetheless often otherwise perhaps
    rather seldom sometimes somewhat somewhere still therefore though thus unlike upon whereas whether yet among besides
    across around along near next past amid amidst alongside owing regarding concerning including following pending""".split()
)
"""Verbs, adjectives, adverbs and loose nouns of everyday, for each of which others would do.  Adds to `english.GENERAL`."""

RHETORIC = frozenset(
    """accelerate accountability affordable alleviate ambition ambitious amplify anchor antagonism aspiration assertive attract
    autonomy backdrop backing balance beacon benefit bilateral blueprint bolster boost bottleneck burgeoning capability
    catalyse catalyst cautious challenge champion coherent cohesion collaboration collaborative commitment complexity comprehensive
    concern confidence consensus consolidate convergence cooperation coordination cornerstone counterweight credibility critical
    crucial cusp deepen defiance democratise dependence determination deter deterrence dignity disrupt disruption diversify dynamic
    dynamics ecosystem efficiency efficient effective effectiveness embolden emphasis emphasise empower empowerment enable encourage endeavour
    engagement enhance ensure equitable equity erode erosion escalate exacerbate expedite exploitation facilitate fiscal-space
    flagship flashpoint footprint foster foundation fragile fragmentation friction fuel geopolitical geopolitics goodwill grassroots
    growing groundwork hallmark harmony harness headwind hegemony highlight holistic hurdle ideal impact impactful imperative implication
    inclusion inclusive inclusivity inequality innovation innovative insecurity inspire instability integrate integrity
    intensify international isolation landscape legacy leverage livelihood long-term meaningful milestone mindset mitigate
    momentum multifaceted multilateralism multipolar mutual narrative navigate nurture obstacle opportunity optimism outlook
    oversight paradigm partnership pave peace perception pillar pivotal polarisation polarization policymaker posture potential
    pragmatic pressing pressure prestige prioritise priority proactive protracted productive productivity profitability prosperity prospect provoke
    rapprochement readiness reaffirm reassure reinforce relevance reliable reliance resilience resilient resolve revitalise rhetoric rival
    rivalry robust safeguard scrutiny seamless severe showcase significant significance signal solidarity sovereignty spectre
    stability stable stakeholder stance steadfast strain strategic streamline strengthen stride strife stringent
    strive struggle sustain sustainability sustainable sustained symbolic synergy tailwind tension testament threat threaten traction
    trajectory transformation transformative transparency transparent trust turbulence turmoil turning-point uncertain uncertainty
    underline undermine underscore unity unlock unprecedented urgency urgent usher vibrant vigilance vital volatile volatility vulnerable
    vulnerability watershed welfare well-being widen wider widespread""".split()
)
"""Words by which newspapers and guides weigh, hope and warn.  Two of them in a sentence tell that it argues."""


@lru_cache(maxsize=65_536)
def is_in(words: frozenset[str], word: str) -> bool:
    """Whether a lower-case word stands in a list, in its plain form or another."""
    plain = english.stem(word)
    return word in words or plain in words or any(form in words for form in english.base_forms(plain))


@lru_cache(maxsize=65_536)
def is_ordinary(word: str) -> bool:
    """Whether many other words would do for this one, as for most verbs, adjectives and adverbs."""
    if english.is_exact(word) or word in _EXACT_ALL_THE_SAME:
        return False
    if is_in(ORDINARY, word):
        return True
    return len(word) > 5 and word.endswith(("ly", "fully", "lessness")) and not word.endswith(_NO_ADVERB)


@lru_cache(maxsize=65_536)
def is_rhetoric(word: str) -> bool:
    """Whether a lower-case word is one by which texts weigh, hope and warn."""
    return is_in(RHETORIC, word)


_NO_ADVERB = ("family", "assembly", "monopoly", "anomaly", "butterfly", "dragonfly", "italy", "lily", "homily", "jelly", "belly",
              "oligopoly", "gadfly", "firefly", "sicily", "supply", "multiply", "reply", "imply", "apply", "dolly")  # fmt: skip
_EXACT_ALL_THE_SAME = frozenset("nations parents erosion family acceleration diagonals".split())
