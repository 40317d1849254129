"""What nearly every text is, and needs neither scanner nor parser.

Words with simple blanks round some of them; words set off by `*` or a backtick; plain paragraphs and lists.  What is not
surely that is left to the others, which give the same.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from operator import add

from ankigen.model import Blank
from ankigen.patterns import pattern

SIGNS = r"\\`*_\[\]{}$&<>\n\r\t\x00\ud800-\udfff\ufdd0-\ufdef"
"""What keeps a text from being HTML as it is, as it stands in a character class."""

_WORDS = rf"(?!\s)([^{SIGNS}~:]+)(?<!\s)"
_BLANK = pattern(rf"\{{\{{(?![cC]\s*\d){_WORDS}(?:::{_WORDS})?\}}\}}")
_NOT_EASY = pattern(f"[{SIGNS}~]")

# Before the mark no letter, behind it one, and the other way round at the end: there CommonMark has no two opinions.
_SET_OFF = pattern(r"(?<![^ (“‘])(\*\*?|__?|`)(?=\w)([^\\`*_\[\]&<>\n\t\ufdd0\ufdd1]+)(?<=\w)\1(?![^ .,;:!?)”’])")
_TAGS = {"*": "em", "_": "em", "**": "strong", "__": "strong", "`": "code"}
_MARKUP = pattern(r"[\\`*_\[\]&<>\n\t]")
_LINE = pattern(r"(?:(-|\d+\.) )?((?!\d+[.)])(?:[^\W_]|[(“‘\ufdd0]|\*\*?\w)(?:.*\S)?)")
_SPACES = pattern(r" +")


@lru_cache(maxsize=64)  # the builder and the checker ask for the same few, one after the other
def _parts(text: str) -> list[str]:
    """The words before the first blank, then for each the answer, the hint and the words behind; none of what is not easy."""
    parts = _BLANK.split(text)
    return [] if any(map(_NOT_EASY.search, parts[::3])) else parts


def is_easy(text: str) -> bool:
    """Whether a line is words and `{{answer}}` or `{{answer::hint}}`, and no more."""
    return bool(_parts(text))


def easy_cloze(text: str) -> tuple[str, tuple[Blank, ...]]:
    """What `render_cloze` gives for an easy text."""
    html, *parts = _parts(text)
    blanks = []
    for answer, hint, after in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        blanks.append(Blank(one_space(answer)))
        html += f"{{{{c{len(blanks)}::{answer}::{hint}}}}}{after}" if hint else f"{{{{c{len(blanks)}::{answer}}}}}{after}"
    return html, tuple(blanks)


def easy_words(text: str, mark_blanks: bool) -> str:
    """What `words` gives for an easy text."""
    first, *parts = _parts(text)
    answers = [f"{{{{{answer}}}}}" for answer in parts[::3]] if mark_blanks else parts[::3]
    return one_space(first + "".join(map(add, answers, parts[2::3])))


def one_space(text: str) -> str:
    """`text` with one space wherever there are several."""
    return _SPACES.sub(" ", text) if "  " in text else text


def easy_markdown(text: str) -> str | None:
    """The HTML of simple Markdown, as the parser makes it; None of any other.

    A token that stands for a blank or for math counts as a letter.
    """
    if "\n" not in text:
        return _inline(text)
    html = [_block(block.split("\n")) for block in text.split("\n\n")]
    lists = [block[:3] != "<p>" for block in html]
    if not all(html) or (True, True) in pairwise(lists):
        return None
    return "".join(html) if len(html) > 1 else html[0].removeprefix("<p>").removesuffix("</p>")


def _block(lines: list[str]) -> str:
    """A paragraph, or a list whose items have a line each; empty where it may be anything else."""
    found = [line for line in map(_LINE.fullmatch, lines) if line]
    inner = [html for line in found if (html := _inline(line[2]))]
    if len(inner) < len(lines):
        return ""
    marks = [line[1] for line in found]
    if not any(marks):
        return f"<p>{' '.join(inner)}</p>"
    tag = "ul" if {*marks} == {"-"} else "ol" if marks == [f"{at}." for at in range(1, len(marks) + 1)] else ""
    return tag and f"<{tag}>{''.join(f'<li>{item}</li>' for item in inner)}</{tag}>"


def _inline(text: str) -> str | None:
    """A text in which nothing is markup but words set off."""
    first, *parts = _SET_OFF.split(text)
    if any(map(_MARKUP.search, (first, *parts[2::3]))):
        return None
    set_off = zip([_TAGS[mark] for mark in parts[::3]], parts[1::3], parts[2::3], strict=True)
    return first + "".join(f"<{tag}>{inner}</{tag}>{after}" for tag, inner, after in set_off)
