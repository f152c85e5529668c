"""Where a request comes from. Used to slow down guessing, in memory; never stored, never logged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def address_of(environ: Mapping[str, Any], proxies: int) -> str:
    """The address of the phone: the last one that our own `proxies` vouch for."""
    forwarded = [one.strip() for one in str(environ.get("HTTP_X_FORWARDED_FOR", "")).split(",") if one.strip()]
    if proxies and forwarded:
        return forwarded[-min(proxies, len(forwarded))]
    return str(environ.get("REMOTE_ADDR", ""))
