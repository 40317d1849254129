"""What all tests share: the flag that writes golden files anew, and a browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browser import Watched, chromium


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write tests/golden anew instead of comparing; git shows what changed")


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--golden"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def watched(browser: Any) -> Iterator[Watched]:
    """A page of the browser, and everything it did."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    yield Watched(page)
    page.close()
