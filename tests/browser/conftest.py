"""The browser, for every test in this folder."""

from tests.browsing import chromium, windows

__all__ = ["chromium", "windows"]
