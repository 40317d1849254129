"""THE TABLE of finders: each looks for one sort of thing and yields proposals with their lines and confidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ankigen.draft.finders import asked, head, laws, numbers, people, points, prose, quotes, terms, timeline
from ankigen.draft.finders.material import Material
from ankigen.draft.model import Page, Proposal

Finder = Callable[[Material], Iterator[Proposal]]


def _of_page(finder: Callable[[Page], Iterator[Proposal]]) -> Finder:
    return lambda material: finder(material.page)


FINDERS: tuple[tuple[str, Finder, bool], ...] = (
    # what it finds, how, and whether it also looks at a page of no known layout
    ("people", people.people, True),  # first: quotations need to know who is a person
    ("head", _of_page(head.head), True),
    ("exams", _of_page(head.exams), True),
    ("summary", _of_page(head.summary), False),
    ("key_points", points.key_points, False),
    ("terms", terms.terms, True),
    ("organisations", prose.organisations, True),
    ("timeline", timeline.timeline, True),
    ("quotes", quotes.quotes, True),
    ("numbers", numbers.numbers, True),
    ("laws", laws.laws, True),
    ("stakeholders", prose.stakeholders, False),
    ("effects", prose.effects, False),
    ("comparisons", prose.comparisons, True),
    ("places", prose.places, True),
    ("mcqs", asked.mcqs, True),
    ("mains", asked.mains, False),
    ("related", _of_page(head.related), False),
    ("exam_tips", _of_page(head.exam_tips), False),
    ("article", _of_page(head.article), False),
)


def find(material: Material) -> Iterator[Proposal]:
    """All proposals of a page, finder after finder."""
    for _, finder, always in FINDERS:
        if always or material.page.known:
            yield from finder(material)


__all__ = ["FINDERS", "Material", "find"]
