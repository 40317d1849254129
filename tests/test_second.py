"""A second process for a part of the work: the same cards come of it, and nothing depends on its coming to an end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from projects import run

from ankigen import lock, making, pipeline, second
from ankigen.outputs import OUTPUTS

NOW = 1_750_000_000

pytestmark = pytest.mark.skipif(not second.there_is(), reason="it takes Linux and a second core")


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    (tmp_path / "notes").mkdir()
    for at in range(7):
        text = "".join(f"  - q: Which river meets the {at}-{line}th bridge?\n    a: The {line}th\n" for line in range(90))
        (tmp_path / f"notes/{at}.yaml").write_text(f"title: Bridges {at}\ncards:\n{text}", "utf-8")
    (tmp_path / "notes/broken.yaml").write_text("title: Broken\ncards: [", "utf-8")
    return tmp_path


def test_the_same_comes_of_two_processes_as_of_one(deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANKIGEN_CACHE", "")
    monkeypatch.setattr(making, "ENOUGH", 10**9)
    alone = pipeline.load(deck, NOW)
    monkeypatch.setattr(making, "ENOUGH", 0)
    assert pipeline.load(deck, NOW) == alone
    assert len(alone.cards) == 630 and any(each.place.file == "notes/broken.yaml" for each in alone.problems)


def test_the_second_process_makes_half(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANKIGEN_CACHE", "")
    monkeypatch.setattr(making, "ENOUGH", 0)
    here: list[str] = []
    real = making._made
    monkeypatch.setattr(making, "_made", lambda file, *more: here.append(file.file) or real(file, *more))
    assert len(pipeline.load(deck, NOW).cards) == 630
    assert len(here) == 4  # of eight


def test_what_a_second_process_makes_is_kept_too(deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANKIGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(making, "ENOUGH", 0)
    made = pipeline.load(deck, NOW)
    monkeypatch.setattr(making, "_made", lambda *_: pytest.fail("made again"))
    monkeypatch.setattr(second, "there_is", lambda: False)
    assert pipeline.load(deck, NOW) == made


def test_what_a_second_process_does_not_bring_is_made_by_the_first(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANKIGEN_CACHE", "")
    alone = pipeline.load(deck, NOW)
    real, first = making._packed, os.getpid()
    monkeypatch.setattr(making, "ENOUGH", 0)
    monkeypatch.setattr(making, "_packed", lambda *given: real(*given) if os.getpid() == first else os.kill(os.getpid(), signal.SIGKILL))
    assert pipeline.load(deck, NOW) == alone


def test_a_second_process_gives_its_result_or_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with second.meanwhile(lambda: [(1, b"two", True)]) as result:
        assert result() == [(1, b"two", True)]
        assert result() == [(1, b"two", True)]
    with second.meanwhile(lambda: 1 / 0) as result:
        assert result() is None
    with pytest.raises(KeyboardInterrupt), second.meanwhile(lambda: time.sleep(600)):
        raise KeyboardInterrupt
    assert capfd.readouterr() == ("", "")
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)  # none is left behind


def test_work_that_writes_files_is_done_by_the_end_whoever_does_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, done = os.getpid(), tmp_path / "done"

    def killed() -> None:
        if os.getpid() != first:
            done.write_text("half")
            os.kill(os.getpid(), signal.SIGKILL)
        done.write_text("by the first")

    with second.aside(killed):
        pass
    assert done.read_text() == "by the first"
    with second.aside(lambda: done.write_text(f"by {os.getpid()}")):
        pass
    assert done.read_text() not in ("by the first", f"by {first}")
    with second.aside(lambda: done.write_text(f"by {os.getpid()}"), wanted=False):
        assert done.read_text() != f"by {first}"
    assert done.read_text() == f"by {first}"


def test_work_that_was_begun_goes_on_until_it_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go, done = tmp_path / "go", tmp_path / "done"

    def work() -> None:
        while not go.exists():
            time.sleep(0.01)
        done.write_text(str(os.getpid()))

    wait = second.begun(work)
    assert not done.exists()
    go.touch()
    wait()
    assert done.read_text() != str(os.getpid())
    monkeypatch.setattr(second, "there_is", lambda: False)
    second.begun(work)()
    assert done.read_text() == str(os.getpid())


def test_what_was_made_is_kept_by_a_command_that_ends_with_an_error(deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANKIGEN_CACHE", str(tmp_path / "cache"))
    assert run("check", deck).exit_code == 1
    monkeypatch.setattr(making, "_made", lambda *_: pytest.fail("made again"))
    assert pipeline.load(deck, NOW).problems


def test_a_lock_that_a_second_process_has_half_written_is_written_anew(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANKIGEN_CACHE", "")
    loaded = pipeline.load(deck, NOW)
    plan, _ = pipeline.plan(replace(loaded, problems=()), NOW)
    assert plan
    real, first, killed = lock._card_line, os.getpid(), deck / "killed"

    def line(card: lock.Locked) -> str:
        if os.getpid() != first and card is plan.lock.cards[-1]:
            killed.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return real(card) * (2 if os.getpid() != first else 1)  # more is half written than is to be there

    monkeypatch.setattr(lock, "_card_line", line)
    pipeline.publish(loaded, plan, OUTPUTS["apkg"], deck / "deck.apkg")
    assert killed.exists() and (deck / "ankigen.lock").read_text("utf-8") == lock.dump(plan.lock)


@pytest.mark.parametrize("what", ["os.fork", "tempfile.TemporaryFile"])
def test_where_none_can_be_started_the_first_does_it_all(deck: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setenv("ANKIGEN_CACHE", "")
    alone = pipeline.load(deck, NOW)
    monkeypatch.setattr(making, "ENOUGH", 0)
    monkeypatch.setattr(what, full)
    assert pipeline.load(deck, NOW) == alone


def test_a_second_process_does_not_outlive_the_first(tmp_path: Path) -> None:
    code = "import os, time; from ankigen import second\nwith second.meanwhile(lambda: [print(os.getpid(), flush=True), *map(time.sleep, [0.01] * 6000)]) as it: it()"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout
        other = int(first.stdout.readline())
        first.kill()
    for _ in range(100):
        if not Path(f"/proc/{other}").exists() or " Z " in Path(f"/proc/{other}/stat").read_text():
            break
        time.sleep(0.1)
    else:
        os.kill(other, signal.SIGKILL)
        pytest.fail("it goes on alone")


def test_where_the_end_of_a_process_is_not_told_the_first_does_it_all(deck: Path) -> None:
    """Whoever starts us may have said that it ignores the ends of processes, and we inherit that."""
    ignoring = "import os, signal, sys; signal.signal(signal.SIGCHLD, signal.SIG_IGN); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    words = ["-c", "from ankigen import making; making.ENOUGH = 0; from ankigen.cli import main; main()", "plan"]
    environment = {**os.environ, "ANKIGEN_CACHE": ""}
    (deck / "notes/broken.yaml").unlink()
    (deck / "ankigen.yaml").write_text("check: {same-front: off, alike-front: off}\n")
    done = subprocess.run([sys.executable, "-c", ignoring, *words], cwd=deck, env=environment, capture_output=True, text=True, check=False)
    assert "630 new" in done.stdout and done.returncode == 0, done.stderr


def test_notes_that_are_kept_need_no_second_process(deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANKIGEN_CACHE", str(tmp_path / "cache"))
    pipeline.load(deck, NOW)
    monkeypatch.setattr(making, "ENOUGH", 1000)
    monkeypatch.setattr(second, "meanwhile", lambda _: pytest.fail("a second process for one small file"))
    pipeline.load(deck, NOW)
