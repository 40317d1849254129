"""Digests of what a learner receives: the same digest, the same `mod`, and an import leaves the card alone."""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import blake2b

_URL_SAFE = bytes.maketrans(b"+/", b"-_")


def digest(text: str) -> str:
    """Sixteen characters (96 bits) for `text`."""
    made = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).digest()
    return b2a_base64(made, newline=False).translate(_URL_SAFE).decode("ascii")


def digest_of_card(fields: Mapping[str, str], tags: Iterable[str]) -> dict[str, str]:
    """A digest of each part that is there: every filled field, and the tags.

    Media need none of their own: a field names a file by the hash of its bytes.
    """
    parts = {name: _short(text) for name, text in fields.items() if text}
    if joined := " ".join(sorted(tags)):
        parts["Tags"] = _short(joined)
    return parts


@lru_cache(maxsize=1024)  # many cards share a source, a context, a language, tags
def _short(text: str) -> str:
    return digest(text)[:10]  # 60 bits for each part
