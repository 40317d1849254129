"""Style sheets that load nothing: the project's theme, and the styles inside an SVG."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ankigen.codes import problem
from ankigen.model import Place, Problem
from ankigen.patterns import pattern

_LOADS = (
    (pattern(r"@import"), "imports another style sheet"),
    (pattern(r"url\((?!\s*[\"']?\s*(?:data:|#))\s*[\"']?\s*([^)\"'\s]{0,60})"), "loads “{0}”"),
    (pattern(r"(?<![\w-])(?:-webkit-)?(?:image-set|image|src)\("), "loads a picture with “{match}…”"),
    (pattern(r"expression\(|javascript:|-moz-binding|(?<![\w-])behavior\s*:"), "runs a program with “{match}”"),
    (pattern(r"</|<!--"), "closes the style sheet with “{match}”"),
)
"""What a style sheet may not do.  `data:` holds its bytes itself and `#` is a part of the same picture."""

_ESCAPE = pattern(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|[ \t\n\r\f])?|(\r\n|[\n\r\f])|(.))|(.)", re.DOTALL)


def loads(css: str) -> Iterator[tuple[int, str]]:
    """What `css` loads or runs: an offset, and a phrase that goes on from “the theme”.

    Escapes such as `\\75rl(` are read as a browser reads them.  Comments are judged like the rest: what hides in one may
    not be a comment to every browser.
    """
    read, offsets = _unescaped(css)
    for way, phrase in _LOADS:
        for found in way.finditer(read):
            match = found[0].rstrip("( :") if "match" in phrase and "<" not in found[0] else found[0]
            yield offsets[found.start()], phrase.format(*found.groups(), match=match)


def theme_css(path: Path | None, root: Path) -> tuple[str, list[Problem]]:
    """The text of the project's theme (empty where it has none), and a problem for everything in it that loads or runs.

    A learner's cards must show without a network, and must not tell anyone that they were shown.
    """
    if path is None:
        return "", []
    path = root / path
    file = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    try:
        css = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as fault:
        return "", [problem("missing-media", Place(file), f"The theme cannot be read: {fault.strerror}.", "Check `theme` in ankigen.yaml.")]
    except UnicodeDecodeError:
        return "", [problem("bad-encoding", Place(file), "The theme is not UTF-8.", "Save it as UTF-8.")]
    hint = "Leave it out, or write the bytes into the theme as a `data:` URL."
    problems = []
    for offset, phrase in sorted(loads(css)):
        line = css.count("\n", 0, offset) + 1
        place = Place(file, line, offset - css.rfind("\n", 0, offset))
        problems.append(problem("network-theme", place, f"The theme {phrase}.", hint))
    return ("" if problems else css), problems


def _unescaped(css: str) -> tuple[str, list[int]]:
    """`css` in lower case with its escapes resolved, and the offset in it of each character."""
    if "\\" not in css:
        low = css.lower()
        return low, list(range(len(low)))
    read: list[str] = []
    offsets: list[int] = []
    for found in _ESCAPE.finditer(css):
        if found[1]:
            code = int(found[1], 16)
            text = chr(code) if 0 < code < 0x110000 else "\ufffd"
        else:
            text = found[3] or found[4] or ""
        for character in text.lower():
            read.append(character)
            offsets.append(found.start())
    return "".join(read), offsets
