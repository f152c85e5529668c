"""What can go wrong, as sentences for the person who reads them.

One place a door turns them into a page, an acknowledgement or an exit code; nobody else catches them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pollapp.language import gettext


class PollError(Exception):
    """A sentence for a person: what is wrong, which field, and what to do about it.

    `message` is an English text marked with `N_`; it is translated when it is shown.
    """

    status = 400

    def __init__(self, message: str, *, field: str | None = None, **params: Any) -> None:
        super().__init__(message % params if params else message)
        self.message, self.field, self.params = message, field, params

    @property
    def sentence(self) -> str:
        return gettext(self.message, **self.params)

    def as_message(self) -> dict[str, Any]:
        """The error of an acknowledgement: {field, sentence}, and `again` where a page tries again by itself."""
        return {"field": self.field, "sentence": self.sentence}


class AnswerError(PollError):
    """An answer that does not fit its question."""


class Forbidden(PollError):
    """A key, password or origin that does not give this right."""

    status = 403


class NotFound(PollError):
    """Not there, or not yours: both look the same."""

    status = 404


class Refused(PollError):
    """Right in form, but not possible now."""

    status = 409


class TooMany(PollError):
    """Too many tries or messages; later it works again."""

    status = 429


class Unavailable(PollError):
    """The server cannot store anything now; nothing is lost, try again. A page does so by itself."""

    status = 503

    def as_message(self) -> dict[str, Any]:
        return super().as_message() | {"again": True}


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a deck file: the line (1 is the first), where, and a sentence that names the remedy."""

    line: int
    where: str
    message: str
    params: tuple[tuple[str, Any], ...] = ()

    @property
    def sentence(self) -> str:
        return gettext(self.message, **dict(self.params))


class DeckError(PollError):
    """A deck that cannot be used, with every problem found in it."""

    def __init__(self, message: str, problems: list[Problem], **params: Any) -> None:
        super().__init__(message, field="deck", **params)
        self.problems = problems
