"""The browser, for the tests of this folder that need one."""

from tests.browsing import chromium, windows

__all__ = ["chromium", "windows"]
