"""A headless Chromium for tests that look at pages; skipped where there is none,
unless `ANKIGEN_NEED_BROWSER` says that there must be one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
AXE = Path(__file__).parent.parent / "node_modules/axe-core/axe.min.js"


def missing(what: str) -> None:
    """Skip the test for want of `what`; in CI that is a failure."""
    if os.environ.get("ANKIGEN_NEED_BROWSER"):
        pytest.fail(f"this machine must have {what}")
    pytest.skip(f"this test needs {what}")


def axe() -> str:
    """The audit's source."""
    if not AXE.is_file():
        missing("axe-core: npm install --no-save --no-package-lock axe-core@4")
    return AXE.read_text("utf-8")


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser that knows no network but this machine's own."""
    if not CHROMIUM:
        missing("Chromium: apt-get install chromium, or CHROMIUM=/path/to/it")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


class Watched:
    """A page, and everything it did that a preview must not do."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.requests: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"uncaught: {error}"))
        page.on("dialog", lambda dialog: (self.said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("popup", lambda popup: self.said.append(f"popup: {popup.url}"))
        page.on("download", lambda download: self.said.append(f"download: {download.url}"))

    def open(self, address: str) -> Any:
        self.page.goto(address)
        self.page.wait_for_selector("html[data-ready]", state="attached")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the card in view stands in both frames, math and all."""
        self.page.evaluate("async () => { await shown; }")
