"""No message may lead to an error in a log: that would be a traceback on a real server."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
import structlog


@pytest.fixture(autouse=True)
def nothing_is_logged_as_an_error(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    with structlog.testing.capture_logs() as said:
        yield
    assert [one for one in said if one["log_level"] in ("error", "critical", "exception")] == []
    assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []
