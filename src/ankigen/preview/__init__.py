"""The cards as Anki shows them: a web page from the disk (`write_preview`), one that follows the author's edits
(`serve`), and plain text for a terminal (`command`).  All three show the same frozen values, made by `shown`."""

from ankigen.preview.shown import Face, Preview, Shown, ShownNote, word_diff
from ankigen.preview.files import NotOurs, site, write_preview

__all__ = ["Face", "NotOurs", "Preview", "Shown", "ShownNote", "site", "word_diff", "write_preview"]
