"""Who somebody is, as their cookies tell: a participant's token, and the passes of a presenter.

A participant has one cookie: a random token and the language. Nothing else is kept on a phone by the server.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from itsdangerous import BadData, URLSafeSerializer

from pollapp.language import LANGUAGES
from pollapp.store import Keys

MOST_PASSES = 12


@dataclass(frozen=True)
class Cookie:
    """What the participant's cookie says."""

    token: str | None
    lang: str | None


def cookie_name(kind: str, secure: bool) -> str:
    """Over https the name binds the cookie to this host; over plain http a browser would refuse that."""
    return f"__Host-{kind}" if secure else kind


def new_token() -> str:
    """128 random bits."""
    return secrets.token_hex(16)


def read_token(cookies: Mapping[str, str], secure: bool) -> Cookie:
    token, _, lang = cookies.get(cookie_name("poll", secure), "").partition(".")
    valid = len(token) == 32 and token.isascii() and token.isalnum()
    return Cookie(token if valid else None, lang if lang in LANGUAGES else None)


def write_token(token: str, lang: str | None) -> str:
    return f"{token}.{lang}" if lang else token


@dataclass(frozen=True)
class Pass:
    """The presenter's secrets that this browser has exchanged: {workshop: secret}, and the language."""

    secrets: dict[int, str]
    lang: str | None

    @classmethod
    def read(cls, cookies: Mapping[str, str], keys: Keys, secure: bool) -> Self:
        if (cookie := cookies.get(cookie_name("present", secure))) is None:
            return cls({}, None)
        try:
            found = _serializer(keys).loads(cookie)
            return cls({int(one): str(secret) for one, secret in found["w"].items()}, found.get("l"))
        except (BadData, KeyError, TypeError, ValueError, AttributeError):
            return cls({}, None)

    def secret(self, workshop: Any) -> str | None:
        """The secret of a workshop; of the only one when none is named."""
        if workshop is None and len(self.secrets) == 1:
            return next(iter(self.secrets.values()))
        return self.secrets.get(workshop) if isinstance(workshop, int) else None

    def add(self, workshop: int, secret: str) -> Pass:
        kept = dict(list(self.secrets.items())[-MOST_PASSES:])
        return Pass({**kept, workshop: secret}, self.lang)

    def write(self, keys: Keys) -> str:
        return str(_serializer(keys).dumps({"w": self.secrets, "l": self.lang}))


def _serializer(keys: Keys) -> URLSafeSerializer:
    return URLSafeSerializer(keys.server, salt="present")
