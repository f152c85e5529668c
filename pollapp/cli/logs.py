"""The log of a server: what went wrong and where in the program, and nothing of what people sent."""

from __future__ import annotations

import sys
import traceback
from collections.abc import MutableMapping
from contextlib import suppress
from typing import Any

import structlog


def configure() -> None:
    """Log to standard error, in plain lines."""
    *processors, renderer = structlog.get_config()["processors"]
    structlog.configure(
        processors=[*processors, where_it_failed, renderer],
        logger_factory=lambda *_: structlog.PrintLogger(Lines()),  # type: ignore[arg-type]  # needs no more of a file
    )


class Lines:
    """Standard error, which may lie on a full disk: a line that cannot be written is lost, and nothing else with it."""

    def write(self, text: str) -> None:
        with suppress(OSError):
            sys.stderr.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            sys.stderr.flush()


def where_it_failed(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """In the place of an error its kind and its lines: what an error says can be what somebody answered."""
    found = event.pop("exc_info", None)
    error = sys.exc_info()[1] if found is True else found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event["exception"] = "".join([*traceback.format_tb(error.__traceback__), type(error).__name__])
    return event
