"""The cards as Anki shows them: a web page from the disk (`write_preview`), one that follows the author's edits
(`serve`), and plain text for a terminal (`text`).  All three show the same frozen values, made by `shown`."""

from ankigen.preview.files import ForeignFolderError, site, write_preview
from ankigen.preview.shown import Face, Preview, Shown, ShownNote, word_diff

__all__ = ["Face", "ForeignFolderError", "Preview", "Shown", "ShownNote", "site", "word_diff", "write_preview"]
