"""Questions that the page itself asks: multiple choice with the answer it gives, and descriptive ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ankigen.draft.english import tidy
from ankigen.draft.finders.material import Material
from ankigen.draft.model import TODO, Proposal, Value


def mcqs(material: Material) -> Iterator[Proposal]:
    """One entry per question with options; an answer that the page does not give is asked, never guessed."""
    for question in material.asked:
        values: dict[str, Value] = {"q": question.q}
        if question.statements:
            values["statements"] = question.statements
        values["options"] = question.options
        missing = f"{TODO} {question.clash}" if question.clash else f"{TODO} the page gives no answer"
        values["answer"] = question.answer or missing
        values["why"] = question.why or f"{TODO} why is this the answer?"
        if question.exam:
            values["exam"] = question.exam
        if question.year:
            values["year"] = question.year
        asks = ("fewer than three options",) if len(question.options) < 3 else ()
        if len(set(question.options)) < len(question.options):
            asks = (*asks, "two options are the same")
        yield Proposal(
            "mcqs",
            values,
            tuple(question.lines),
            0.95 if question.answer else 0.8,
            "a question with options" + ("" if question.answer else ", no usable answer"),
            asks,
        )


_MARKS = re.compile(r"[\[(]?\s?(\d{1,3})\s?[- ]?(?:marks?|m)\b", re.I)
_WORDS = re.compile(r"[\[(]?(?:in\s)?(?:about\s)?(\d{2,4})\s?[- ]?words?\b", re.I)
_TAIL = re.compile(
    r"\s*[\[(][^\[\]()]{0,20}\b\d{1,4}\s?[- ]?(?:words?|marks?|m)\b[^\[\]()]{0,40}[\])]|\s*[\[(]\s?(?:UPSC|GS|Mains)[^\[\]()]{0,40}[\])]",
    re.I,
)
_QUOTED = re.compile(
    r"[‘“\"']((?:What|How|Why|Which|Who|Discuss|Examine|Analy[sz]e|Explain|Evaluate|Critically|Comment|"
    r"Elucidate|To what extent|Describe|Assess|Do you)\b[^‘“\"\n]{15,300}?[?.])[’”\"']"
)
_ASKS = re.compile(
    r"^(?:q(?:uestion|ues|\.)?\s?\.?\s?\d{0,2}\s?[.):–-]{1,2}\s?|mains\s(?:question|practice)\s?:\s?|"
    r"\d{1,2}[.)]\s)?((?:Critically\s)?(?:Discuss|Examine|Analy[sz]e|Explain|Evaluate|Elucidate|Comment|"
    r"Describe|Assess|Enumerate|Highlight|Illustrate|Account|"
    r"What|How|Why|Which|In what|To what extent|Do you|Is|Are|Has|With|In the|Despite|Given|Considering|“|\").{15,600})$",
    re.I,
)
_COMMANDS = re.compile(
    r"\b(?:discuss|examine|analy[sz]e|explain|evaluate|elucidate|comment|critically|describe|assess|enumerate|"
    r"justify|substantiate|highlight|illustrate)\b|\?",
    re.I,
)


_ESSAY = re.compile(r"\b(?:discuss|examine|analy[sz]e|explain|evaluate|elucidate|comment|substantiate|critically)\b", re.I)


def mains(material: Material) -> Iterator[Proposal]:
    """One entry per descriptive question; its outline is for a person to write."""
    seen: set[str] = set()
    for block in material.page.prose:
        asks = block.role == "mains" and not re.match(r"(?:q|mains|question|practice|answer)", block.label, re.I)
        text = block.whole if asks else block.text
        if block.role == "mains" or (
            block.label and re.match(r"(?:upsc\s)?mains\s?(?:practice\s)?(?:question|pyq|practice)?", block.label, re.I)
        ):
            if (found := _ASKS.match(text)) and _COMMANDS.search(text):
                yield from _question(found[1], block.line, 0.9, "a question under its heading", seen)
        elif block.role == "tips":
            for quoted in _QUOTED.finditer(block.text):
                yield from _question(quoted[1], block.line_at(quoted.start()), 0.85, "a sample question in the tips", seen)
        elif block.role == "mcqs" and (found := _ASKS.match(text)) and _ESSAY.search(text):
            yield from _question(found[1], block.line, 0.8, "an essay question among the others", seen)
        elif _MARKS.search(text) and re.search(r"\bmarks?\b", text) and (found := _ASKS.match(text)) and _COMMANDS.search(text):
            yield from _question(found[1], block.line, 0.85, "a question with marks", seen)


def _question(text: str, line: int, confidence: float, why: str, seen: set[str]) -> Iterator[Proposal]:
    q = tidy(_TAIL.sub("", text))
    if re.sub(r"\W", "", q.lower()) in seen:
        return
    seen.add(re.sub(r"\W", "", q.lower()))
    values: dict[str, Value] = {"q": q, "outline": [f"{TODO} what a full answer says, point by point"]}
    if marks := _MARKS.search(text):
        values["marks"] = marks[1]
    if size := _WORDS.search(text):
        values["words"] = size[1]
    yield Proposal("mains", values, (line,), confidence, why)
