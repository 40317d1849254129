"""What every finder works on: the page, and its sentences that state something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice

from ankigen.draft.english import Word, sentences, words
from ankigen.draft.model import Block, Page
from ankigen.draft.questions import Question
from ankigen.words import MONTHS, WEEKDAYS

_NO_FACTS = frozenset({"tips", "mains", "mcqs", "related", "exams", "noise"})
MOST_LINES = 60
"""So many lines are named as the places of one proposal, and so many of a year's events compared with a new one."""
LONGEST = 1500
"""A “sentence” longer than this is no sentence: nothing is looked for in it."""


def together(*lines: tuple[int, ...]) -> tuple[int, ...]:
    """The lines of several mentions, each once, the first mention's first."""
    return tuple(islice(dict.fromkeys(chain(*lines)), MOST_LINES))


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the page: where it is from, and the label it may stand behind."""

    text: str
    block: Block
    offset: int

    @property
    def line(self) -> int:
        return self.block.line_at(self.offset)

    def line_at(self, at: int) -> int:
        return self.block.line_at(self.offset + at)


@dataclass(frozen=True)
class Material:
    """A page made ready for the finders."""

    page: Page
    asked: tuple[Question, ...] = ()
    people: dict[str, str] = field(default_factory=dict)  # name → role, filled by the finder of people, which runs first

    @cached_property
    def sentences(self) -> tuple[Said, ...]:
        """Every sentence that may state a fact: not the tips, not the questions and their options."""
        return tuple(
            Said(text, block, offset)
            for block in self.page.prose
            if block.role not in _NO_FACTS
            for offset, text in sentences(block.text)
            if len(text) <= LONGEST
        )

    @property
    def day(self) -> str:
        """The day of the article, as told or as the page says."""
        return self.page.date.isoformat() if self.page.date else self.page.published

    @cached_property
    def text(self) -> str:
        """All of the article, for looking up whether words stand in it."""
        return "\n".join(f"{block.label} {block.text}" for block in self.page.blocks)


NOT_A_PERSON = frozenset(
    """court bank house ministry commission council university india china russia korea america states kingdom nations union
    republic party government parliament assembly committee authority agency institute organisation organization corporation
    company limited ltd inc group act bill article section schedule constitution amendment convention treaty agreement
    protocol summit conference forum programme program scheme mission yojana abhiyan project policy fund foundation
    association federation alliance board bureau department office service force forces army navy police world international
    national global united european african asian indian chinese russian american british french german japanese korean
    north south east west northern southern eastern western central new old supreme high general election war peace prize
    award day year cup games olympics city state district province region sea ocean river bay gulf strait island islands
    mountain lake desert valley street road airport station port satellite rocket vehicle launch space centre center
    research laboratory museum temple times post news express hindu economic social political security strategic partnership
    action plan report index survey census budget economy trade market exchange stock reserve tax goods services finance
    financial digital public private rights human child women health education environment climate change forest wildlife
    tiger elephant park sanctuary reserve wetland species exam paper mains prelims upsc ssc full key points summary rules
    code energy renewable affairs external home industry industries commerce agriculture railway railways labour employment
    rural urban development power steel mines coal textiles tourism culture sports youth information broadcasting statistics
    planning skill heavy petroleum natural gas chemicals fertilisers shipping ports waterways aviation civil road transport
    highways communications electronics technology science sciences earth tribal minority empowerment consumer food
    distribution fisheries cooperation parliamentary defence defense justice welfare family water resources cabinet lok
    sabha rajya senate congress pact order law nobel bharat""".split()
).union(name.lower() for name in (*MONTHS["en"], *WEEKDAYS))
ROLES = frozenset(
    """president minister governor chief justice secretary director chairman chairperson chairwoman chair ceo leader king queen
    prince princess emperor pope general admiral marshal ambassador spokesperson spokesman spokeswoman commissioner
    chancellor premier speaker judge economist scientist author founder co-founder cofounder senator captain coach envoy
    adviser advisor commander professor historian activist lawyer attorney mayor sultan emir administrator auditor
    comptroller controller registrar astronaut cosmonaut mp mla cm pm cji nsa cds dg coordinator deputy head physicist
    chemist biologist novelist poet singer actor actress filmmaker cricketer athlete shooter wrestler boxer entrepreneur
    businessman industrialist rapporteur sarpanch collector magistrate superintendent inspector principal dean rector
    vice-chancellor curator dictator ruler monarch representative supremo strongman delegate negotiator analyst researcher
    officer""".split()
)
_PARTICLES = frozenset("de da di du van von der bin ibn al el ul ud la le dos".split())
_TITLES = frozenset("dr mr mrs ms shri smt sri prof justice sir lord dame pandit maulana swami lt col maj gen hon".split())


def names(text: str) -> Iterator[tuple[str, int, int]]:
    """Runs of two to five capitalised words that may be a person's name, with their span."""
    run: list[Word] = []
    for word in [*words(text), Word(".", len(text) + 9, len(text) + 9)]:
        gap = text[run[-1].end : word.start] if run else ""
        continues = (
            bool(run)
            and re.fullmatch(r"\.?\s?|-", gap) is not None
            and (is_name_word(word.text) or (word.low in _PARTICLES and len(run) < 4))
        )
        if continues:
            run.append(word)
            continue
        while run and run[-1].low in _PARTICLES:
            run.pop()
        while run and run[0].low.rstrip(".") in _TITLES:
            run.pop(0)
        if 2 <= len(run) <= 5 and any(len(one.text) > 2 for one in run):
            yield text[run[0].start : run[-1].end], run[0].start, run[-1].end
        run = [word] if is_name_word(word.text) else []


def is_name_word(word: str) -> bool:
    """Whether a word can be part of a person's name: a capital, small letters, no month, no office, no institution."""
    bare = word.rstrip(".")
    if not bare or not bare[0].isupper() or any(character.isdigit() for character in bare):
        return False
    if bare.lower() in NOT_A_PERSON or any(part in ROLES for part in bare.lower().split("-")):
        return False
    return bool(re.fullmatch(r"[A-Z]\.?(?:[A-Z]\.?){0,2}|[^\W\d_]['’]?[^\W\d_]*[a-zà-ÿ][^\W\d_]*(?:[-'’][^\W\d_]+)*", word))
