"""Every setting, typed, with its default and the environment variable it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pollapp.errors import PollError
from pollapp.language import N_


class Settings(BaseModel):
    """What an installation can choose. `describe()` lists them for people."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field(default="127.0.0.1", description=N_("The address to listen on; 0.0.0.0 lets phones in."))
    port: int = Field(default=5050, ge=0, le=65535, description=N_("The port to listen on."))
    public_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^/\s]+$",
        description=N_("How phones reach this server, without a path. Needed behind a proxy."),
    )
    reachable_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^/\s]+$",
        description=N_("The address for the wall where no public one is known; the demo finds it by itself."),
    )
    database: Path = Field(default=Path("data/pollapp.sqlite3"), description=N_("The database, one SQLite file."))
    keys: Path = Field(
        default=Path("data/keys.json"),
        description=N_("The secrets; keep them apart from the database and its backups."),
    )
    async_mode: Literal["eventlet", "threading"] = Field(
        default="eventlet", description=N_("How the server waits: eventlet for a hall, threading for tests.")
    )
    proxies: int = Field(default=0, ge=0, le=5, description=N_("How many proxies stand in front and may be believed."))
    fast: bool = Field(
        default=True, description=N_("Whether phones go the fast way; it only works with eventlet. 0 turns it off.")
    )
    tick: float = Field(default=0.2, ge=0.05, le=5, description=N_("Seconds between two pictures on the screen."))
    present_seconds: int = Field(
        default=60,
        ge=5,
        le=600,
        description=N_("Seconds after which a silent phone no longer counts as present."),
    )
    open_by_hand: bool = Field(
        default=False, description=N_("A question opens when the presenter says so, not when it is shown.")
    )
    message_bytes: int = Field(default=16_384, ge=2_048, le=262_144, description=N_("The largest message of a phone."))
    messages_per_second: float = Field(
        default=10, ge=1, le=1_000, description=N_("How many messages a participant may send on average.")
    )
    messages_at_once: int = Field(
        default=60, ge=5, le=10_000, description=N_("How many messages a participant may send in one burst.")
    )
    wrong_codes_per_minute: int = Field(
        default=30, ge=5, le=10_000, description=N_("Wrong join codes from one address before it has to wait.")
    )
    logins_per_quarter: int = Field(
        default=10, ge=3, le=1_000, description=N_("Failed log-ins of one organiser in a quarter of an hour.")
    )

    @property
    def phone_url(self) -> str:
        """The address that stands on the wall and in the QR code."""
        return self.public_url or self.reachable_url or f"http://{self.host}:{self.port}"

    @property
    def secure(self) -> bool:
        """Whether phones come by https, so that cookies can be `Secure`."""
        return self.phone_url.startswith("https://")

    @classmethod
    def read(cls, environ: Mapping[str, str], **chosen: Any) -> Self:
        """The settings from the environment; what is chosen on the command line goes first.

        Raises PollError with the name of the variable that does not fit.
        """
        found: dict[str, Any] = {
            name: environ[variable(name)] for name in cls.model_fields if environ.get(variable(name))
        }
        found |= {name: value for name, value in chosen.items() if value is not None}
        try:
            return cls.model_validate(found)
        except ValidationError as error:
            first = error.errors()[0]
            name = str(first["loc"][0])
            raise PollError(
                N_("The setting %(variable)s cannot be “%(value)s”. %(description)s"),
                field=name,
                variable=variable(name),
                value=found.get(name),
                description=cls.model_fields[name].description if name in cls.model_fields else "",
            ) from None


def variable(name: str) -> str:
    """The environment variable of a setting; the two that every host knows keep their plain name."""
    return {"port": "PORT", "public_url": "PUBLIC_URL"}.get(name, f"POLLAPP_{name.upper()}")


def describe() -> list[tuple[str, str, str]]:
    """(variable, default, what it does) of every setting."""
    return [
        (variable(name), "" if field.default is None else str(field.default), field.description or "")
        for name, field in Settings.model_fields.items()
    ]
