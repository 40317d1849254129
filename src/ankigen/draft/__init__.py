"""An article page becomes a draft note: `ankigen draft`.

    bytes ─decode→ text ─page→ Page ─finders→ Proposal … ─writer→ YAML, for a person to settle

Nothing is invented: every value's words stand in the page, or it begins with `TODO`.  For programs:

    from ankigen.draft import draft, to_yaml
    made = draft(text, today=date(2026, 1, 1))
    for proposal in made.proposals: print(proposal.line, proposal.confidence, proposal.section, proposal.values)
    print(to_yaml(made))
"""

from __future__ import annotations

from datetime import date

from ankigen.draft.decode import Undecodable, decode, refuse_mojibake
from ankigen.draft.finders import Material, find
from ankigen.draft.model import Draft, Page, Proposal
from ankigen.draft.page import read_page
from ankigen.draft.profiles import PROFILES, UNKNOWN
from ankigen.draft.writer import to_yaml


def draft(text: str, today: date | None = None, profile: str = "") -> Draft:
    """The proposals for a note that a page of text, Markdown or HTML gives.

    `today` is the day of the article, with which “Thursday” becomes a date; `profile` names its layout where it should
    not be told by its marks.  Raises `Undecodable` for text that was decoded wrongly before it came here, and
    `ValueError` for a layout that is not in the table.
    """
    if profile and profile not in {known.name for known in PROFILES} | {UNKNOWN}:
        raise ValueError(f"There is no layout “{profile}”.")
    refuse_mojibake(text)
    page, asked = read_page(text, today, profile)
    proposals = tuple(find(Material(page, tuple(asked))))
    used = {line for proposal in proposals for line in proposal.lines}
    used |= {block.line for block in page.blocks if block.kind == "heading"}
    marks = tuple(dict.fromkeys(proposal.mark for proposal in proposals))
    return Draft(page, proposals, tuple(line for line in page.lines if line.number not in used), marks)


__all__ = ["PROFILES", "UNKNOWN", "Draft", "Page", "Proposal", "Undecodable", "decode", "draft", "to_yaml"]
