"""A preview that follows the author: rebuilt when a file is saved, and the open page told so.

Only this machine may ask (the loopback address), only under this machine's names (a page elsewhere that points its own
name at 127.0.0.1 is refused), and only for files of the preview, which are held in memory: no path is ever opened for a
request.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn, Protocol
from urllib.parse import unquote, urlsplit

from ankigen.filetypes import KINDS
from ankigen.kept import facts
from ankigen.preview.files import POLICY, Content, resaved, site
from ankigen.preview.shown import Preview

ADDRESS = "127.0.0.1"
PORT = 8421
_PAUSE = 0.05  # seconds between two looks at the files, at least
_QUIET = 0.7  # seconds without a save after which all is read and checked again
_BREATH = 15.0  # seconds after which a silent stream is asked whether it is still there

_TYPES = {
    ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
    ".woff": "font/woff", ".woff2": "font/woff2", ".ttf": "font/ttf", **{f".{end}": kind.mime for end, kind in KINDS.items()},
}
_HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

Snapshot = Mapping[str, tuple[int, int, int]]
"""What changes when a file is written, by its path."""


class Site:
    """The files as last built, and how often they were."""

    def __init__(self, made: Mapping[str, Content]) -> None:
        self._changed = threading.Condition()
        self._made = made
        self._turn = 0
        self._event = ""
        self._closed = False

    def get(self, path: str) -> Content | None:
        """The file at a path as a browser asks for it; `None` where the preview has none."""
        name = unquote(urlsplit(path).path).removeprefix("/") or "index.html"
        return self._made.get(name)

    def replace(self, made: Mapping[str, Content], event: str = "all") -> None:
        """Show these files from now on, and wake whoever waits: all may differ, or what saved.data.js says ("some")."""
        with self._changed:
            self._made = made
            self._turn += 1
            self._event = event
            self._changed.notify_all()

    def close(self) -> None:
        """Let go of whoever waits."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def turn(self) -> int:
        """How often the files were replaced."""
        return self._turn

    def wait(self, seen: int, seconds: float) -> tuple[int, str] | None:
        """The turn once it is not `seen`, and what differs since; after `seconds` nothing; `None` when the site is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._turn != seen, seconds)
            if self._closed:
                return None
            missed = self._turn - seen
            return self._turn, self._event if missed == 1 else "all" if missed else ""


class Server(ThreadingHTTPServer):
    """The site on the loopback address; on another port where the wanted one is taken."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, site: Site, port: int = PORT) -> None:
        self.site = site
        try:
            super().__init__((ADDRESS, port), _Handler)
        except OSError:
            super().__init__((ADDRESS, 0), _Handler)
        self.hosts = {f"{name}:{self.server_port}" for name in (ADDRESS, "localhost")}

    @property
    def address(self) -> str:
        return f"http://{ADDRESS}:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away in the middle is nothing to speak of."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "ankigen"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:
        if not self._welcome():
            return
        if urlsplit(self.path).path == "/events":
            self._stream()
            return
        content = self.server.site.get(self.path)
        if content is None:
            self._refuse(HTTPStatus.NOT_FOUND, "The preview has no such file.")
            return
        name = PurePosixPath(unquote(urlsplit(self.path).path)).suffix.lower() or ".html"
        data = content if isinstance(content, bytes) else content.read_bytes()
        self._answer(HTTPStatus.OK, _TYPES.get(name, "application/octet-stream"), data)

    do_HEAD = do_GET  # noqa: N815

    def _welcome(self) -> bool:
        """Whether the request comes from a page of this server, or from a person who typed its address."""
        if self.headers.get("Host", "") not in self.server.hosts:
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST, f"This is {self.server.address} and no other host.")
            return False
        site, mode = (self.headers.get(f"Sec-Fetch-{name}", "") for name in ("Site", "Mode"))
        if site in ("cross-site", "same-site") and mode != "navigate":
            self._refuse(HTTPStatus.FORBIDDEN, "Another page may not read the preview.")
            return False
        return True

    def _refuse(self, status: HTTPStatus, said: str) -> None:
        self._answer(status, "text/plain; charset=utf-8", f"{said}\n".encode())

    def _answer(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self.send_response(status)
        for name, value in (_HEADERS | {"Content-Type": kind, "Content-Length": str(len(data))}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _stream(self) -> None:
        """Server-sent events: `all` or `some` for every change."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        for name, value in (_HEADERS | {"Content-Type": "text/event-stream", "Connection": "close"}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(b"retry: 500\n\n")
        self.wfile.flush()
        turn = self.server.site.turn()
        while change := self.server.site.wait(turn, _BREATH):
            turn, event = change
            self.wfile.write(f"event: {event}\ndata: {turn}\n\n".encode() if event else b": still here\n\n")
            self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Requests are not worth a line each."""


class Followed(Protocol):
    """A project that is being written."""

    @property
    def preview(self) -> Preview:
        """What there is to show now."""

    def files(self) -> Iterable[str]:
        """The paths of the files it depends on."""

    def quick(self, changed: Iterable[Path], now: int) -> bool:
        """Take in what was saved, if it can be told from these files alone."""

    def review(self, now: int) -> None:
        """Begin to read all of it again, beside whatever else is done."""

    def reviewed(self) -> bool:
        """Whether that has ended just now, and the preview has it."""


def snapshot(paths: Iterable[str]) -> Snapshot:
    """These files as they are now; one that has gone is left out."""
    return {path: found for path in paths if (found := facts(path))}


def serve(project: Followed, clock: Callable[[], int], said: Callable[[str], None], port: int = PORT) -> None:
    """Serve the preview of a project and follow what is saved in it, until ^C.

    `said` receives a line for the person at the terminal: the address, and each change.
    """
    seen = snapshot(project.files())
    served = Site(site(project.preview))
    with Server(served, port) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        said(f"The preview is at {server.address} and follows what you save.  Stop it with ^C.")
        try:
            _follow(project, seen, served, clock, said)
        except KeyboardInterrupt:
            said("Stopped.")
        finally:
            served.close()
            server.shutdown()


def _follow(project: Followed, seen: Snapshot, served: Site, clock: Callable[[], int], said: Callable[[str], None]) -> NoReturn:
    """Look at the files again and again; show a save at once, and what follows from it for the whole after a pause."""
    review_at, look_took = float("inf"), 0.0
    while True:
        time.sleep(max(_PAUSE, 4 * look_took))  # looking must not keep the machine busy
        moment = time.monotonic()
        now = snapshot(project.files())
        look_took = time.monotonic() - moment
        changed = [Path(path) for path in {*now, *seen} if now.get(path) != seen.get(path)]
        seen = now
        try:
            if changed:
                before = project.preview
                alone = project.quick(changed, clock())
                review_at = moment + (_QUIET if alone else 0)
                if alone:
                    served.replace(site(project.preview) | {"saved.data.js": resaved(before, project.preview)}, "some")
                    said(f"{_named(changed)}: shown after {time.monotonic() - moment:.2f} s.")
            if moment >= review_at:
                review_at = float("inf")
                project.review(clock())
            if project.reviewed():
                served.replace(site(project.preview))
                said(f"All notes: {project.preview.summary()}.")
        except OSError as fault:  # a file was there a moment ago; the next look sees it gone
            said(f"{fault.filename or 'A file'}: {fault.strerror or fault}.")


def _named(paths: Sequence[Path]) -> str:
    return paths[0].name if len(paths) == 1 else f"{len(paths)} files"
