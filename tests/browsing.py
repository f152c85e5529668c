"""A real browser for tests: phones and screens are windows of one Chromium that runs as long as the tests do.

The conftest of all tests takes the two fixtures, once: two Playwrights do not fit in a process. A test asks for
`windows`, opens pages with it, and fails when one of them complained (an error of a script, something that the CSP
refused).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, expect, sync_playwright

HOST = "poll.test"
"""A name that leads to this machine, but is not `localhost`: browsers trust it as little as any other."""

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP {HOST} 127.0.0.1",
)
PATIENCE = 20_000
"""Milliseconds in which something has to be seen, also on a busy machine."""

expect.set_options(timeout=PATIENCE)

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
SCREEN = {"viewport": {"width": 1280, "height": 720}}


class Windows:
    """Opens pages, each in a context (cookies, storage) of its own, and keeps what they complain about."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.complaints: list[str] = []
        self._contexts: list[BrowserContext] = []

    def phone(self, url: str | None = None, lang: str = "nl", **options: Any) -> Page:
        """A phone of 360x740 that has gone to `url`. `options` are those of a browser context, such as
        `java_script_enabled=False`, `color_scheme="dark"` or another `viewport`."""
        return self.open(url, lang, **PHONE | options)

    def screen(self, url: str | None = None, lang: str = "nl", **options: Any) -> Page:
        """A laptop or a wall of 1280x720."""
        return self.open(url, lang, **SCREEN | options)

    def open(self, url: str | None, lang: str, **options: Any) -> Page:
        context = self.browser.new_context(locale={"nl": "nl-NL", "en": "en-GB"}[lang], **options)
        context.set_default_timeout(PATIENCE)
        context.on("console", self._said)
        context.on("weberror", lambda one: self.complaints.append(f"{one.page and one.page.url}: {one.error}"))
        self._contexts.append(context)
        page = context.new_page()
        if url:
            page.goto(url)
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()
        self._contexts.clear()

    def _said(self, message: ConsoleMessage) -> None:
        """A script that warns or fails, or a policy that is broken; what a line does as it ends is not its fault."""
        ending = ("net::ERR_", "Data frame received after close", "WebSocket is closed before")
        if message.type in ("error", "warning") and not any(sign in message.text for sign in ending):
            self.complaints.append(f"{message.location.get('url')}: {message.text}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without windows: its pages are there in half the time."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium-headless-shell") or shutil.which("chromium"), args=list(ARGUMENTS)
        )
        yield browser
        browser.close()


@pytest.fixture
def windows(chromium: Browser) -> Iterator[Windows]:
    """Pages for one test. What they complained about is in `windows.complaints`; at the end there must be nothing."""
    windows = Windows(chromium)
    yield windows
    windows.close()
    assert not windows.complaints, windows.complaints


def cookies(page: Page) -> dict[str, dict[str, Any]]:
    """The cookies of a window, by name."""
    return {str(one["name"]): dict(one) for one in page.context.cookies()}


__all__ = ["HOST", "Error", "Page", "Windows", "chromium", "cookies", "windows"]
