"""The preview's server: who may ask, for what, and how soon a save is seen."""

from __future__ import annotations

import http.client
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from browser import Watched, chromium
from preview_sample import PREVIEW, qa

from ankigen.filetypes import KINDS
from ankigen.live import Live
from ankigen.preview import site
from ankigen.preview.serve import Server, Site


@contextmanager
def serving(made: Mapping[str, bytes | Path]) -> Iterator[Server]:
    with Server(Site(made), 0) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield server
        server.site.close()
        server.shutdown()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(site(PREVIEW)) as server:
        yield server


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers={"Host": f"127.0.0.1:{server.server_port}"} | named)
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read()


def test_every_file_of_the_preview_is_served_as_what_it_is(server: Server) -> None:
    for path, content in site(PREVIEW).items():
        status, headers, data = ask(server, f"/{path}")
        assert (status, data) == (200, content), path
        assert headers["X-Content-Type-Options"] == "nosniff" and headers["Content-Type"]
    assert ask(server, "/")[2] == ask(server, "/index.html")[2]
    assert ask(server, "/preview.css?x=1")[1]["Content-Type"] == "text/css; charset=utf-8"
    assert ask(server, "/", "HEAD")[2] == b""


def test_every_picture_and_sound_is_served_as_what_it_is() -> None:
    with serving({f"media/a.{end}": b"a" for end in KINDS}) as server:
        types = {ask(server, f"/media/a.{end}")[1]["Content-Type"].partition("/")[0] for end in KINDS}
    assert types == {"image", "audio", "video"}


@pytest.mark.parametrize("path", [
    "/../pyproject.toml", "/..%2f..%2fetc/passwd", "//etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/media/../../x",
    "/files.json", "/.git/config", "/ankigen.lock", "/notes/gst.yaml", "/media/", "/cards", "/index.html/", "/%00",
])
def test_nothing_else_is_served(server: Server, path: str) -> None:
    assert ask(server, path)[0] == 404


@pytest.mark.parametrize("host", [
    "evil.example", "evil.example:{port}", "127.0.0.1", "localhost:1", "localhost.evil:{port}", "127.0.0.1:{port}.evil",
    "[::1]:{port}", "",
])
def test_a_host_that_is_not_this_machine_is_refused(server: Server, host: str) -> None:
    status, _, data = ask(server, "/list.data.js", Host=host.format(port=server.server_port))
    assert status == 421 and b"GST" not in data


def test_both_names_of_this_machine_are_answered(server: Server) -> None:
    assert ask(server, "/", Host=f"localhost:{server.server_port}")[0] == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_from_elsewhere_may_lead_here_but_not_read(server: Server, site: str) -> None:
    assert ask(server, "/list.data.js", Sec_Fetch_Site=site, Sec_Fetch_Mode="no-cors")[0] == 403
    assert ask(server, "/", Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate")[0] == 200
    headers = ask(server, "/list.data.js")[1]
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin" and "Access-Control-Allow-Origin" not in headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_it_only_answers_questions(server: Server, method: str) -> None:
    assert ask(server, "/", method)[0] == 501


def test_it_listens_to_this_machine_only(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_another_port_is_taken_where_the_wanted_one_is_not_free(server: Server) -> None:
    with Server(Site({}), server.server_port) as second:
        assert second.server_port != server.server_port


def test_nonsense_does_not_stop_it(server: Server) -> None:
    twice = b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"
    for nonsense in (b"\x00\xff\r\n\r\n", b"GET\r\n\r\n", twice, b"GET / HTTP/9\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", server.server_port), timeout=5) as talk:
            talk.sendall(nonsense)
            assert b" 200 " not in talk.recv(200)
    assert ask(server, "/")[0] == 200


def test_the_open_page_follows_a_save_and_stays_where_it_was(server: Server) -> None:
    with chromium() as browser:
        watched = Watched(browser.new_page())
        page = watched.open(f"{server.address}#gst/article")
        page.keyboard.press("Space")
        page.wait_for_timeout(200)  # until the stream stands
        first = PREVIEW.notes[0]
        better = qa("article", "Which Article provides for it?", "Article 279B")
        edited = replace(first, cards=tuple(better if card.guid == "article" else card for card in first.cards))
        server.site.replace(site(replace(PREVIEW, notes=(edited, *PREVIEW.notes[1:]))))
        page.frame_locator("#desktop").get_by_text("279B").wait_for(timeout=2000)
        assert page.locator("#flip").inner_text() == "Show question"
        assert page.locator("#where").inner_text() == "2 of 6" and watched.said == []
        assert page.locator("#all-problems").is_hidden()


def saved(file: Path, old: str, new: str) -> float:
    """Save a note with other words; gives the moment."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    return time.monotonic()


@contextmanager
def running(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    """A process that does not outlive its test, however that ends."""
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def test_an_author_sees_each_save_and_stops_it_with_ctrl_c(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(Path(__file__).parent / "preview_project", project)
    note = project / "notes/gst.yaml"
    heeding = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from ankigen.cli import main; main()"
    command = [sys.executable, "-c", heeding, "preview", str(project), "--serve", "--port", "18421"]  # whoever runs us may ignore ^C
    with running(command) as process, chromium() as browser:
        assert process.stderr and process.stdout
        said = process.stderr.readline()
        page = Watched(browser.new_page()).open(said.split()[4])
        card = page.frame_locator("#desktop")
        page.fill("#text", "279A")
        card.get_by_text("Which Article of the Constitution").wait_for()
        page.wait_for_timeout(300)

        moment = saved(note, "provides for the GST Council", "creates the GST Council")
        card.get_by_text("creates the GST Council").wait_for(timeout=5000)
        assert time.monotonic() - moment < 1.5  # 0.3 s where nothing else runs

        saved(note, "a: Article 279A", "a: [Article 279A")
        page.wait_for_selector("#list .row:has-text('notes/gst.yaml') .mark.error", timeout=5000)
        saved(note, "a: [Article 279A", "a: Article 279A")
        card.get_by_text("creates the GST Council").wait_for(timeout=5000)

        (project / "notes/new.yaml").write_text("title: New\nsource: s\ncards:\n  - q: Who chairs it, 279A?\n    a: She\n")
        page.wait_for_selector("#totals:has-text('4 notes')", timeout=5000)
        assert not (project / "dist").exists() and not (project / "ankigen.lock").exists()

        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=5)
    assert process.returncode == 0 and out == "" and err.rstrip().endswith("Stopped.") and "Traceback" not in err


def test_links_that_lead_back_are_followed_once(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.yaml").write_text("title: A", "utf-8")
    for name in ("back", "again"):
        (notes / name).symlink_to(notes)
    found = {path.removeprefix(f"{notes}/") for path in islice(Live(tmp_path, 1_700_000_000).files(), 1000)}
    assert {path for path in found if path.endswith("a.yaml")} == {"a.yaml", "back/a.yaml", "again/a.yaml"}
