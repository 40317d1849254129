"""What holds for the cards of every section: the author's `q`, who says so, the extra, and what the context gives away."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ankigen.model import Asked, Entry, Note
from ankigen.sections.frames import is_adverb
from ankigen.words import MONTHS, base, is_attributed, mid, sentence

ATTRIBUTIONS = {
    "en": {"analysis": "Per analysts", "forecast": "Per analysts", "claim": "By one account"},
    "hi": {"analysis": "विश्लेषकों के अनुसार", "forecast": "विश्लेषकों के अनुसार", "claim": "एक दावे के अनुसार"},
}
"""Who says what is no plain fact, where the author does not."""

_BLANK = re.compile(r"\{\{(?:c\d+(?:,\d+)*::)?(.+?)(?:::.*?)?\}\}", re.DOTALL)
_LEADS = re.compile(r"(?i)(?:per|according to|as|by|in the|from|on)\b")


def finished(asked: Asked, entry: Entry, note: Note, q: str) -> Asked:
    """`asked` in the author's wording `q` if there is one, attributed, with the entry's extra, and with what it hides."""
    attribute = _attribution(entry, note)
    question = q if q and asked.kind != "cloze" else asked.question
    reverse = asked.reverse and (attribute(asked.reverse[0]), asked.reverse[1])
    extra = "\n\n".join(filter(None, (asked.extra, entry.text("extra"))))
    return replace(asked, question=attribute(question), reverse=reverse, extra=extra, hides=asked.hides | _given_away(asked, note))


def _attribution(entry: Entry, note: Note) -> Callable[[str], str]:
    """How a front says what the entry's `hedge` and `kind` say."""
    hedge, lang = entry.text("hedge"), base(note.lang)
    whose = ATTRIBUTIONS.get(lang, {}).get(entry.text("kind"), "")

    def attribute(front: str) -> str:
        if hedge and hedge.casefold() not in front.casefold():
            front = hedged(front, hedge)
        elif whose and not hedge and not is_attributed(front):
            front = f"{whose}, {mid(front)}"
        return front

    return attribute


def hedged(front: str, hedge: str) -> str:
    """A question or a statement with a reservation in its place.

    “According to KCNA” opens it; an adverb follows a question and opens a statement; anything else stands in brackets.
    """
    line, *rest = front.split("\n", 1)
    if _LEADS.match(hedge):
        line = f"{sentence(hedge)}, {mid(line)}"
    elif is_adverb(hedge) and not line.endswith(("?", ":")):
        line = f"{sentence(hedge)}, {mid(line)}"
    else:
        end = line[-1:] if line.endswith(("?", ":", ".", "।")) else ""
        body = line[: len(line) - len(end)]
        line = f"{body}, {hedge}{end}" if is_adverb(hedge) and end == "?" else f"{body} ({hedge}){end}"
    return "\n".join((line, *rest))


def _given_away(asked: Asked, note: Note) -> frozenset[str]:
    """The parts of the context line in which an answer stands, or which stand in an answer."""
    answers = [asked.answer, asked.reverse[1] if asked.reverse else ""]
    if asked.kind == "cloze":
        answers = _BLANK.findall(asked.question)
    hidden = set()
    if note.date:
        shown = [str(note.date.year)]
        if note.date.month:
            shown += [names[note.date.month - 1] for names in MONTHS.values()]
        if any(_stands_in(part, answer) for part in shown for answer in answers):
            hidden.add("date")
    if note.topic and any(_stands_in(answer, note.topic) or _stands_in(note.topic, answer) for answer in answers):
        hidden.add("topic")
    return frozenset(hidden)


def _stands_in(part: str, whole: str) -> bool:
    part = part.strip().rstrip(".")
    return bool(part) and bool(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", whole, re.IGNORECASE))
