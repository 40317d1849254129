"""A small project as the preview shows it, made by hand: every kind of card, in two languages, with problems."""

from __future__ import annotations

from typing import Any

from ankigen.model import Place, Problem
from ankigen.preview import Face, Preview, Shown, ShownNote, word_diff

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc0f01f00050001ff"
    "89993d1d0000000049454e44ae426082"
)
CSS = ".card { color: #222; background: #fefefc; font-size: 20px } .nightMode.card { color: #eee; background: #222 }\n"


def long_answer(line: int, severity: Any = "warning") -> Problem:
    place = Place("notes/gst.yaml", line, 9)
    return Problem(place, "AK202", "long-answer", severity, "The answer has 14 words.", "Split it.")


def qa(guid: str, question: str, answer: str, front: str = "", back: str = "", **more: Any) -> Shown:
    front = front or f"<p>{question}</p>"
    back = back or f"{front}<hr id=answer><p>{answer}</p>"
    values: dict[str, Any] = {
        "section": "cards", "place": Place("notes/gst.yaml", 9, 3), "kind": "qa", "deck": "UPSC::Polity",
        "tags": ("topic::polity", "month::2017-07"), "faces": (Face("Question", 1, front, back),), "state": "unchanged",
    }
    return Shown(guid, question=question, answer=answer, **(values | more))


CLOZE = Shown(
    "cloze", "key_points", Place("notes/gst.yaml", 5, 3),
    "GST came into force on [1 July 2017] under the [101st] Amendment.", "1 July 2017; 101st",
    kind="cloze", deck="UPSC::Polity", tags=("topic::polity",), state="new",
    faces=(
        Face("1 July 2017", 1, '<p><b class="cloze">[...]</b> under the 101st</p>', "<p>on <b>1 July 2017</b></p>"),
        Face("101st", 2, '<p>1 July 2017 under the <b class="cloze">[...]</b></p>', "<p>the <b>101st</b></p>"),
    ),
)
PREVIEW = Preview(
    "UPSC Current Affairs",
    (
        ShownNote("gst", "GST and the 101st Amendment", "notes/gst.yaml", "en", (
            CLOZE,
            qa("article", "Which Article provides for the GST Council?", "Article 279A", state="changed",
               before=(("Answer", word_diff("Article 279", "Article 279A")),),
               problems=(long_answer(9), long_answer(9, "error"))),
            qa("math", "What is the energy of a mass?", "E = mc²", back=r"<p>Energy: \(E = mc^2\)</p>"),
            qa("picture", "Which picture and sound?", "These",
               back='<img src="abc.png" alt="a dot"> [sound:a.mp3] <a href="https://example.org/">source</a>'),
            Shown("", "key_points", Place("notes/gst.yaml", 30, 3), "It needs no card.",
                  text="<p>It needs no card.</p>", why="too easy"),
        )),
        ShownNote("hindi", "जीएसटी परिषद", "notes/hindi.yaml", "hi", (
            qa("hi", "जीएसटी परिषद का प्रावधान किस अनुच्छेद में है?", "अनुच्छेद 279क", place=Place("notes/hindi.yaml", 4, 3),
               section="laws", deck="Hindi", tags=("topic::polity-hi",), state="reworded"),
        )),
    ),
    css=CSS, media={"abc.png": PIXEL, "a.mp3": b"ID3"}, exported=True,
)
