"""Bytes → text: the encoding said or detected, and text that was decoded wrongly before it came here refused by name."""

from __future__ import annotations

import codecs
import re

MAX_BYTES = 4 * 1024 * 1024


class Undecodable(ValueError):
    """The page cannot be read as text.  `str` says why in a sentence, `hint` what to do, `line` where."""

    def __init__(self, message: str, hint: str, line: int = 1) -> None:
        super().__init__(message)
        self.hint = hint
        self.line = line


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"""<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{2,40})""", re.I)
# What cp1252 adds to ASCII in English text: quotes, dashes, dots, bullets, pounds, degrees and accented letters of names.
_WESTERN = re.compile(rb"[\x91-\x97\x85\x80\xa3\xa7\xa9\xab\xae\xb0-\xb7\xba\xbb\xbc-\xbe\xc0-\xff\xa0]")
# UTF-8 read as cp1252 or Latin-1: “â€™” for ’, “Ã©” for é, “â‚¹” for ₹, “à¤…” for Devanagari.
_MOJIBAKE = re.compile(
    "â[€\x80][\u0080-\uffff™œ]?|â[‚\x82][¹\xb9¬\xac]|Ã[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Â[\xa0-\xbf]|à[¤¥\xa4\xa5][\x80-\xff€-™]"
    "|‚Ä[ôúùìî¶]|ΓÇ[Öÿ£ôö]"  # the same read as Mac Roman and as the DOS code page
)


def decode(data: bytes, encoding: str = "") -> str:
    """The text of a page.

    Without `encoding`: a byte order mark decides, then UTF-8, then what an HTML page says of itself, then Windows-1252
    where the bytes are what English text has in it.  Raises `Undecodable` for anything else, for text in which an
    earlier program took UTF-8 for another encoding (“â€™”), and for what is not text at all.
    """
    if len(data) > MAX_BYTES:
        raise Undecodable(f"The page is larger than {MAX_BYTES // 1024 // 1024} MiB.", "Save the article alone, without the site.")
    text = _decoded(data, encoding)
    if "\0" in text or text.startswith("%PDF-"):
        raise Undecodable("The page is not text.", "Save the article as text, Markdown or HTML.")
    if "\ufffd" in text:
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        raise Undecodable(
            "The page has the mark “\ufffd” where a character was lost in an earlier conversion.",
            "Save or copy the page anew as UTF-8; the lost characters cannot be restored.",
            line,
        )
    refuse_mojibake(text)
    return text


def refuse_mojibake(text: str) -> None:
    """Raises `Undecodable` where UTF-8 was read as Windows-1252 before the text came here."""
    if wrong := _MOJIBAKE.search(text):
        line = text.count("\n", 0, wrong.start()) + 1
        raise Undecodable(
            f"The text was decoded wrongly before it came here: “{wrong[0]}” on line {line} is UTF-8 read as Windows-1252.",
            "Save or copy the page anew as UTF-8; or repair the file, for instance with `iconv -f utf-8 -t cp1252 PAGE > REPAIRED`.",
            line,
        )


def _decoded(data: bytes, encoding: str) -> str:
    if not encoding:
        encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if not encoding and (wide := _unmarked_wide(data)):
        encoding = wide
    if encoding:
        try:
            return data.decode(encoding)
        except LookupError:
            raise Undecodable(f"There is no encoding “{encoding}”.", "Say utf-8, utf-16 or cp1252, for instance.") from None
        except UnicodeError as error:
            at = getattr(error, "start", 0)
            line = data.count(b"\n", 0, at) + 1
            raise Undecodable(
                f"The page is not {encoding}: a byte on line {line} does not fit.", "Say its encoding with --encoding.", line
            ) from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    if said := _META.search(data[:4096]):
        name = said[1].decode("ascii")
        try:
            if codecs.lookup(name).name != "utf-8":
                return data.decode(name)
        except (LookupError, UnicodeError):
            pass
    high = [byte for byte in data if byte >= 0x80]
    if len(high) <= len(data) * 0.2 and len(_WESTERN.findall(data)) == len(high):
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            pass
    raise Undecodable(
        f"The page is not UTF-8 (line {line}), and its encoding cannot be told with certainty.",
        "Save it as UTF-8, or say its encoding with --encoding.",
        line,
    )


def _unmarked_wide(data: bytes) -> str:
    """UTF-16 without a byte order mark: in European text every second byte is zero."""
    head = data[:2000]
    if len(head) < 4:
        return ""
    if head[1::2].count(0) > len(head) * 0.35 and head[0::2].count(0) == 0:
        return "utf-16-le"
    if head[0::2].count(0) > len(head) * 0.35 and head[1::2].count(0) == 0:
        return "utf-16-be"
    return ""
