"""A note whose sentences were cut from a page: what its other sentences show is held against those that might stand."""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.check.rule import Finding, Limits, Noted, Side
from ankigen.check.vocabulary import is_everyday
from ankigen.patterns import pattern

_FEW = 8  # sentences; fewer prove nothing
_DEFINES = pattern(
    r"\b(?:(?:is|are) (?:an?|the|one|called|known as|[a-z]+ (?:of|that|which|made|laid|used))|means?|refers? to|stands? for|known as"
    r"|defined|(?:say|state)s? that)\b"
)


def cut_from_page(noted: Noted, limits: Limits) -> Iterator[Finding]:
    """Warns of sentences that name nothing, in a note where 40 % or more of the sentences have other faults.

    “Stomata let a leaf breathe” needs no name.  But a note of which every other sentence begins with “it” or says what will be seen
    was cut from a page, and there a sentence without a name is mostly about something that was named before it.  One that has a
    name or a figure outside its blank, asks for a name of several words or says what something is, is left alone; so is a note
    of fewer than 8 sentences.

    **Why.** Cards come mixed, months after the page was read (Wozniak, rule 16, “Provide context cues”).  Sentences of a page
    lean on each other; each card stands alone.

    **Example:** `The {{ash}} makes the soil fertile.` in a note whose other sentences are no better.

    **Use instead:** `On the slopes of Etna, the {{ash}} of the volcano makes the soil fertile.`, or no card.
    """
    if 100 * sum(shown.refused for shown in noted.cards) < limits.limit * _FEW:
        return  # as of nearly all notes, at little cost
    sentences = [shown for shown in noted.cards if shown.by_hand and shown.english]
    refused = sum(shown.refused for shown in sentences)
    if len(sentences) < _FEW or 100 * refused < limits.limit * len(sentences):
        return
    for shown in sentences:
        if not shown.refused and any(map(_names_nothing, shown.sides)):
            yield Finding(
                f"Nothing here says what this is about, in a note that reads as if it were cut from a page: {refused} of its "
                f"{len(sentences)} sentences have other faults.",
                "Name the law, body, person, place or year that it is about, or leave it out.",
                place=shown.place, entry=shown.entry,
            )  # fmt: skip


def _names_nothing(side: Side) -> bool:
    """Whether a front has no name and no figure, and neither says what something is nor has an answer that few others fit."""
    if side.named or any(map(str.isdigit, side.front)):
        return False
    if _DEFINES.search(side.front) or sum(word[0].isupper() for word in side.answer_tokens) > 1:
        return False
    opens_with_a_name = side.at and side.tokens and not is_everyday(side.words[0])  # “Croatia adopted the euro in […]”
    return not (opens_with_a_name and any(map(str.isdigit, side.answer)))
