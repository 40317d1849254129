"""The pictures, sounds and films that Anki shows and plays."""

from __future__ import annotations

from typing import NamedTuple


class FileType(NamedTuple):
    """What a browser calls a file, and a pattern of how its bytes start."""

    mime: str
    starts: bytes


KINDS = {
    "png": FileType("image/png", rb"\x89PNG\r\n\x1a\n"),
    "jpg": FileType("image/jpeg", rb"\xff\xd8\xff"),
    "jpeg": FileType("image/jpeg", rb"\xff\xd8\xff"),
    "gif": FileType("image/gif", rb"GIF8[79]a"),
    "webp": FileType("image/webp", rb"(?s)RIFF....WEBP"),
    "avif": FileType("image/avif", rb"(?s)....ftyp"),
    "svg": FileType("image/svg+xml", rb""),  # judged by what reads it
    "mp3": FileType("audio/mpeg", rb"ID3|\xff[\xe0-\xff]"),
    "ogg": FileType("audio/ogg", rb"OggS"),
    "oga": FileType("audio/ogg", rb"OggS"),
    "opus": FileType("audio/ogg", rb"OggS"),
    "wav": FileType("audio/wav", rb"(?s)RIFF....WAVE"),
    "m4a": FileType("audio/mp4", rb"(?s)....ftyp"),
    "aac": FileType("audio/aac", rb"\xff[\xf0-\xff]|ADIF"),
    "flac": FileType("audio/flac", rb"fLaC|ID3"),
    "webm": FileType("video/webm", rb"\x1a\x45\xdf\xa3"),
    "mp4": FileType("video/mp4", rb"(?s)....ftyp"),
}
"""What is shipped, by the end of its name."""

SOUNDS = tuple(f".{end}" for end, kind in KINDS.items() if not kind.mime.startswith("image/"))
"""How the names of sounds end, and of films, which Anki plays the same way."""
