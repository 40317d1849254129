"""A hostile note does nothing in the preview: payloads in every text of it, in a real browser, with someone listening."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from browser import Watched
from preview_sample import PREVIEW, qa

from ankigen.model import Place, Problem
from ankigen.preview import Face, Preview, Shown, ShownNote, write_preview

PAYLOADS = (
    "<script>top.pwned = 1; alert(1)</script>",
    "<img src=x onerror='top.pwned=1;alert(1)'>",
    "<svg onload='top.pwned=1'><animate onbegin='top.pwned=1' attributeName=x dur=1s></svg>",
    "<svg><script>top.pwned=1</script></svg>",
    "<a id=link href='javascript:top.pwned=1'>press</a>",
    "<a id=data href='data:text/html,<script>top.pwned=1</script>'>press</a>",
    "<iframe src='javascript:top.pwned=1'></iframe><iframe srcdoc='<script>top.pwned=1</script>'></iframe>",
    "<iframe src='http://127.0.0.1:9/frame'></iframe><object data='http://127.0.0.1:9/object'></object>",
    "<embed src='http://127.0.0.1:9/embed'><portal src='http://127.0.0.1:9/portal'></portal>",
    "<form action='http://127.0.0.1:9/form'><button id=press>press</button></form>",
    "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/refresh'>",
    "<base href='http://127.0.0.1:9/'><img src=based.png>",
    "<link rel=stylesheet href='http://127.0.0.1:9/style.css'><link rel=prefetch href='http://127.0.0.1:9/prefetch'>",
    "<style>@import 'http://127.0.0.1:9/import.css'; body { background: url(http://127.0.0.1:9/background) }</style>",
    "<p style='background: url(http://127.0.0.1:9/inline)'>styled</p>",
    "<img src='http://127.0.0.1:9/picture'><img srcset='http://127.0.0.1:9/set 1x'>",
    "<video poster='http://127.0.0.1:9/poster'></video><audio src='http://127.0.0.1:9/audio' autoplay></audio>",
    "<video src='file:///etc/passwd'></video><img src='../index.html'>",
    "</div></body></html><script>top.pwned=1</script>",
    "<div><table><p><b><i>never closed <!-- nor this",
    "<details open ontoggle='top.pwned=1'>x</details><input autofocus onfocus='top.pwned=1'>",
    "<body onload='top.pwned=1'><marquee onstart='top.pwned=1'>x</marquee>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=top.pwned=1&gt;'>",
    r"\(\href{javascript:top.pwned=1}{x} \unicode{x} \require{action} \style{background:url(http://127.0.0.1:9/tex)}{z}\)",
    "[sound:javascript:top.pwned=1] [sound:http://127.0.0.1:9/sound] [sound:\"><img src=x onerror=top.pwned=1>]",
    "<template><script>top.pwned=1</script></template><noscript><p title='</noscript><img src=x onerror=top.pwned=1>'>",
    "<a id=blank target=_top href='http://127.0.0.1:9/top'>press</a>",
    "');top.pwned=1;//\u2028</script><script>top.pwned=1</script>${top.pwned=1}",
    "__proto__", "<p id=qa>", "<img name=getElementById><form name=body>",
)
HOSTILE_CSS = (
    "@import 'http://127.0.0.1:9/theme.css'; @font-face { font-family: x; src: url(http://127.0.0.1:9/font) }"
    ".card { font-family: x; background: url(http://127.0.0.1:9/theme.png) } </style><script>top.pwned=1</script>"
    "body, html, #list, main, .side { display: none } * { position: fixed; inset: 0; z-index: 99 }"
)


def hostile(payload: str, at: int) -> Shown:
    problem = Problem(Place(payload, 1, 1), payload, payload, "error", payload, payload)
    return qa(
        f"{at}{payload}", payload, payload, section=payload, deck=payload, tags=(payload,), lang=payload,
        place=Place(payload, 1), before=((payload, (("removed", payload), ("added", payload))),), problems=(problem,),
        faces=(Face(payload, 1, payload, payload), Face(payload, 2, payload, f"{payload}<hr>{payload}")),
    )


class _Listening(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def elsewhere() -> Iterator[Any]:
    """A server that no preview may ask for anything; `asked` is what it was asked for."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Listening) as server:
        server.asked = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_a_hostile_note_does_nothing(watched: Watched, tmp_path: Path, elsewhere: Any) -> None:
    payloads = [payload.replace("127.0.0.1:9", f"127.0.0.1:{elsewhere.server_port}") for payload in PAYLOADS]
    css = HOSTILE_CSS.replace("127.0.0.1:9", f"127.0.0.1:{elsewhere.server_port}")
    notes = tuple(
        ShownNote(f"{at}{payload}", payload, payload, payload, (hostile(payload, at),))
        for at, payload in enumerate(payloads)
    )
    start = write_preview(tmp_path, Preview(payloads[0], notes, css=css, exported=True)).as_uri()
    page = watched.open(start)
    press = """() => {
        for (const id of ["desktop", "phone"]) {
            const card = at(id).contentDocument;
            const all = Document.prototype.querySelectorAll.call(card, "button, a:not([target]), [onclick]");
            for (const one of all) one.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
        }
    }"""
    for _ in payloads:
        for key in ("Space", "j", "j"):  # the front and back of one card, the front of the other
            page.keyboard.press(key)
            watched.settle()
            page.evaluate(press)
    page.click("#all-problems")
    page.wait_for_timeout(200)
    assert page.evaluate("window.pwned") is None
    assert page.url.split("#")[0] == start and page.locator("#list").is_visible()
    assert elsewhere.asked == []
    from_here = (tmp_path.as_uri(), "about:", "data:")
    outside = [request for request in watched.requests if not request.startswith(from_here)]
    assert all(request.startswith("http") for request in outside)  # tried and stopped: `elsewhere` heard of none
    assert [said for said in watched.said if said.startswith(("uncaught", "dialog", "download", "popup"))] == []


def test_a_link_opens_only_for_the_person_who_presses_it(watched: Watched, tmp_path: Path, elsewhere: Any) -> None:
    link = f"<a href='http://127.0.0.1:{elsewhere.server_port}/source'>source</a>"
    notes = (ShownNote("n", "N", "notes/n.yaml", cards=(qa("q", "Where?", "There", front=link),)),)
    page = watched.open(write_preview(tmp_path, Preview("Links", notes)).as_uri())
    with page.expect_popup() as popup:
        page.frame_locator("#desktop").get_by_text("source").click()
    popup.value.wait_for_load_state()
    assert [path for path in elsewhere.asked if "icon" not in path] == ["/source"]
    assert popup.value.evaluate("[window.opener, document.referrer]") == [None, ""]
    assert page.locator("#flip").inner_text() == "Show answer" and page.url.startswith("file:")


def test_what_the_policy_stops_if_the_sandbox_did_not(watched: Watched, tmp_path: Path) -> None:
    page = watched.open(write_preview(tmp_path, PREVIEW).as_uri())
    page.evaluate("""() => {
        document.body.insertAdjacentHTML("beforeend", "<img src='x:' onerror='window.pwned=1'><b style='top:0'>x</b>");
        document.body.append(Object.assign(document.createElement("script"), { textContent: "window.pwned=1" }));
        document.body.append(Object.assign(document.createElement("script"), { src: "https://127.0.0.1:9/x.js" }));
    }""")
    page.wait_for_timeout(100)
    assert page.evaluate("window.pwned") is None
    assert sum("Content Security Policy" in said for said in watched.said) >= 3
