"""A browser for the tests and the pictures: the Chromium or Chrome that is installed here."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find() -> str | None:
    """The program's path, or None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def open_page(browser: str, *, width: int, height: int, scale: float = 1) -> Iterator[Page]:
    """An empty page in this browser, without a window. `width` and `height` are in CSS pixels."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser)
        try:
            yield running.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
        finally:
            running.close()
