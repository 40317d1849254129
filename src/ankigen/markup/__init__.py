"""Markdown → the HTML of Anki's fields: CommonMark with tables, `$math$`, pictures, sound, and blanks.

    easy.py     texts of words and simple blanks, which nearly all are
    scan.py     where blanks and math are in any other
    html.py     how a text is set, and what keeps it from meaning more to Anki than its author meant
    parser.py   the Markdown parser (loaded only for texts that need it) and the sanitiser
    faults.py   what an author will not see as he meant it

Settled: a text of one line is never a list, heading or quotation.  Math is written with dollars; `\\(` is Markdown's
escaped parenthesis.  `\\$`, `\\{{` and `\\::` show the signs themselves.  In TeX `{{…}}` is a blank, unless it is an argument
(`x^{{2}}`).  Links lead to http, https and mailto only; pictures and sounds come from the project, never the network.
"""

from __future__ import annotations

from ankigen.markup.easy import easy_cloze, is_easy
from ankigen.markup.faults import Fault, faults, media_paths
from ankigen.markup.html import AROUND, UNPLAIN, Html, Resolve, Setting, as_typed, link_to, no_file, set_text, words
from ankigen.model import Blank

__all__ = [
    "Fault", "Html", "Resolve", "as_typed", "faults", "has_blanks", "link_to", "media_paths", "plain", "render", "render_cloze",
]  # fmt: skip


def render(text: str, resolve: Resolve = no_file, html: Html = "escape") -> str:
    """The HTML of `text`, in which `{{…}}` is shown as typed.

    `resolve` takes a media path as written and gives the name under which the file is shipped, or None where it is not.
    `html` says whether raw HTML is shown as text or sanitised.  Raises nothing.
    """
    text = text.strip(AROUND)
    return set_text(text, Setting(resolve, html)) if UNPLAIN.search(text) else text


def render_cloze(text: str, resolve: Resolve = no_file, html: Html = "escape") -> tuple[str, tuple[Blank, ...]]:
    """The HTML of a sentence with blanks, as Anki's `{{c1::answer::hint}}`, and the blanks in the order of their numbers.

    The numbers count 1, 2, 3 … by first appearance; blanks to which the author gave one number share one, and their
    words are joined with a slash.
    """
    text = text.strip(AROUND)
    if is_easy(text):
        return easy_cloze(text)
    setting = Setting(resolve, html, blanks=True)
    return set_text(text, setting), tuple(setting.answers)


def plain(text: str, mark_blanks: bool = False) -> str:
    """The words of `text` as a person reads them: blanks as their answers (or, marked, in `{{…}}`), math as its source."""
    return words(text, "marked" if mark_blanks else "answers")


def has_blanks(text: str) -> bool:
    """Whether a sentence has a blank that Anki will take."""
    return "{{" in text and (is_easy(text.strip(AROUND)) or bool(render_cloze(text)[1]))
