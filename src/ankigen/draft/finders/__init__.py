"""THE TABLE of finders: each looks for one sort of thing and yields proposals with their lines and confidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ankigen.draft.finders import asked, head, laws, numbers, people, points, prose, quotes, terms, timeline
from ankigen.draft.finders.material import Material
from ankigen.draft.model import SECTIONS, TODO, Page, Proposal

Finder = Callable[[Material], Iterator[Proposal]]


def _of_page(finder: Callable[[Page], Iterator[Proposal]]) -> Finder:
    return lambda material: finder(material.page)


FINDERS: tuple[tuple[Finder, bool], ...] = (
    # what it finds, and whether it also looks at a page of no known layout
    (people.people, True),  # first: quotations need to know who is a person
    (_of_page(head.head), True),
    (_of_page(head.exams), True),
    (_of_page(head.summary), False),
    (points.key_points, False),
    (terms.terms, True),
    (prose.organisations, True),
    (timeline.timeline, True),
    (quotes.quotes, True),
    (numbers.numbers, True),
    (laws.laws, True),
    (prose.stakeholders, False),
    (prose.effects, False),
    (prose.comparisons, True),
    (prose.places, True),
    (asked.mcqs, True),
    (asked.mains, False),
    (_of_page(head.related), False),
    (_of_page(head.exam_tips), False),
    (_of_page(head.article), False),
)


def find(material: Material) -> Iterator[Proposal]:
    """All proposals of a page, in the order of the note."""
    found = [proposal for finder, always in FINDERS if always or material.page.known for proposal in finder(material)]
    bodies = {str(one.values["name"]).lower(): one for one in found if one.section == "organisations"}
    kept = [proposal for proposal in found if not _told_of_a_body(proposal, bodies)]
    order = {name: at for at, name in enumerate(("", *SECTIONS))}
    yield from sorted(kept, key=lambda proposal: order[proposal.section])


def _told_of_a_body(proposal: Proposal, bodies: Mapping[str, Proposal]) -> bool:
    """Whether an organisation's entry says the same: what it is, when it was founded."""
    if proposal.section == "terms" and "expands" not in proposal.values:
        return str(proposal.values["term"]).lower() in bodies
    if proposal.section == "timeline" and str(proposal.values["event"]).startswith(TODO):
        founded = [str(body.values.get("founded", "")) for body in bodies.values() if set(body.lines) & set(proposal.lines)]
        return any(str(proposal.values["date"])[:4] in one for one in founded)
    return False


__all__ = ["Material", "find"]
