"""What holds for the cards of every section: the author's `q`, who says so, the extra, what the context gives away."""

from __future__ import annotations

import re
from functools import lru_cache

from ankigen.model import Asked, Date, Entry, Note
from ankigen.patterns import pattern
from ankigen.sections.frames import is_adverb
from ankigen.words import MONTHS, base, is_attributed, keeps_capital, mid, sentence

ATTRIBUTIONS = {
    "en": {"analysis": "Per analysts", "forecast": "Per analysts", "claim": "By one account"},
    "hi": {"analysis": "विश्लेषकों के अनुसार", "forecast": "विश्लेषकों के अनुसार", "claim": "एक दावे के अनुसार"},
}
"""Who says what is no plain fact, where the author does not."""

_BLANK = pattern(r"\{\{(?:c\d+(?:,\d+)*::)?(.+?)(?:::.*?)?\}\}", re.DOTALL)
_OPENS = pattern(r"(?i)^(?:per|according to|as|by|in the|from|on)\b|अनुसार$")


def finished(asked: Asked, entry: Entry, note: Note, q: str) -> Asked:
    """`asked` in the author's wording `q` if there is one, attributed, with the entry's extra and what it hides."""
    values, question, reverse, extra = entry.values, asked.question, asked.reverse, asked.extra
    if q and asked.kind != "cloze":
        question = q
    if "hedge" in values or "kind" in values:
        question = _attributed(question, asked.answer, entry, note)
        reverse = reverse and (_attributed(*reverse, entry, note), reverse[1])
    if not q and not values.get("q"):
        question = sentence(question)
    if own := values.get("extra"):
        extra = f"{extra}\n\n{own}" if extra else str(own)
    hides = asked.hides | _given_away(asked, note)
    if (question, reverse, extra, hides) == (asked.question, asked.reverse, asked.extra, asked.hides):
        return asked
    return asked._replace(question=question, reverse=reverse, extra=extra, hides=hides)


def _attributed(front: str, answer: str, entry: Entry, note: Note) -> str:
    """A front that says what the entry's `hedge` and `kind` say, where neither it nor the answer says so already."""
    hedge = entry.text("hedge")
    if hedge:
        return front if hedge.casefold() in f"{front} {answer}".casefold() else hedged(front, hedge)
    whose = ATTRIBUTIONS.get(base(note.lang), {}).get(entry.text("kind"), "")
    return hedged(front, whose) if whose and not is_attributed(front) else front


def hedged(front: str, hedge: str) -> str:
    """A question, a statement or the line above a list with a reservation in its place.

    “According to KCNA” opens a sentence; “reportedly” opens a statement and follows a question; anything else, and
    whatever qualifies the line above a list, stands in brackets.  A sentence whose first word may be a name or not (“Sea
    level will rise”) keeps its capital, behind a colon.
    """
    line, *rest = front.split("\n", 1)
    end = line[-1:] if line.endswith(("?", ":", ".", "।")) else ""
    body = line.removesuffix(end)
    adverb = is_adverb(hedge)
    if end != ":" and (_OPENS.search(hedge) or (adverb and end != "?")):
        follows = mid(line)
        line = f"{sentence(hedge)}{',' if keeps_capital(follows) else ':'} {follows}"
    elif adverb and end == "?":
        line = f"{body}, {hedge.lower()}?"
    else:
        line = f"{body} ({hedge[:1].lower()}{hedge[1:]}){end}"
    return "\n".join((line, *rest))


def _given_away(asked: Asked, note: Note) -> frozenset[str]:
    """The parts of the context line in which an answer stands, or which stand in an answer."""
    answers = [asked.answer, asked.reverse[1] if asked.reverse else ""]
    if asked.kind == "cloze":
        answers = _BLANK.findall(asked.question)
    said = "\0".join(answers).casefold()
    hidden = set()
    if note.date and any(_stands_in(part, said) for part in _in_context(note.date)):
        hidden.add("date")
    if note.topic:
        topic = note.topic.casefold()
        if _stands_in(_core(topic), said) or any(_stands_in(_core(answer), topic) for answer in said.split("\0")):
            hidden.add("topic")
    return frozenset(hidden)


@lru_cache(maxsize=16)
def _in_context(date: Date) -> tuple[str, ...]:
    """What the context line may show of a date, in small letters."""
    months = [names[date.month - 1].casefold() for names in MONTHS.values()] if date.month else []
    return (str(date.year), *months)


def _core(text: str) -> str:
    return text.strip().rstrip(".")


def _stands_in(part: str, whole: str) -> bool:
    """Whether the words of `part` stand whole in `whole`, both in small letters."""
    at = whole.find(part) if part else -1
    while at >= 0:
        around = whole[at - 1 : at], whole[at + len(part) :][:1]
        if not any(each.isalnum() or each == "_" for each in around):
            return True
        at = whole.find(part, at + 1)
    return False
