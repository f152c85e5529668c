"""The head of an HTTP request that asks for our WebSocket. Knows no socket.

Only what a phone sends is taken: one plain line, the usual headers once each. Whatever is odd about a request, it is
not refused here but left to the pages, which know how to say so.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping

END = b"\r\n\r\n"
LARGEST_HEAD = 8192
TARGET = b"/socket.io/?EIO=4&transport=websocket"
ASKED = ("cookie", "accept-language", "x-forwarded-for")
MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
"""What RFC 6455 section 1.3 has a server add to the key."""


def upgrade(head: bytes) -> dict[str, str] | None:
    """The headers of a request for a WebSocket, by their names in small letters; None when it is something else."""
    if not head.endswith(END) or head.count(END) > 1:
        return None
    first, *lines = head[: -len(END)].split(b"\r\n")
    if not _asks(first):
        return None
    headers = _headers(lines)
    return headers if headers is not None and _is_upgrade(headers) else None


def accepted(headers: Mapping[str, str]) -> bytes:
    """The answer that makes a WebSocket of the connection; nothing of it is compressed."""
    proof = base64.b64encode(hashlib.sha1(headers["sec-websocket-key"].encode() + MAGIC).digest())  # noqa: S324
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        + proof
        + END
    )


def environ(headers: Mapping[str, str], address: str) -> dict[str, str]:
    """What the rest of the house asks of a request, with its names in WSGI."""
    found = {f"HTTP_{name.upper().replace('-', '_')}": headers[name] for name in ASKED if name in headers}
    return found | {"REMOTE_ADDR": address}


def _asks(line: bytes) -> bool:
    parts = line.split(b" ")
    if len(parts) != 3 or parts[0] != b"GET" or parts[2] != b"HTTP/1.1":
        return False
    return parts[1] == TARGET or (parts[1].startswith(TARGET + b"&t=") and parts[1].count(b"&") == 2)


def _headers(lines: list[bytes]) -> dict[str, str] | None:
    found: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.decode("latin-1").partition(":")
        name = name.lower()
        if not colon or not name.replace("-", "").isalnum() or not name.isascii() or name in found:
            return None
        found[name] = value.strip(" \t")
    return found


def _is_upgrade(headers: dict[str, str]) -> bool:
    return (
        headers.get("upgrade", "").lower() == "websocket"
        and "upgrade" in [one.strip() for one in headers.get("connection", "").lower().split(",")]
        and headers.get("sec-websocket-version") == "13"
        and _is_key(headers.get("sec-websocket-key", ""))
        and "host" in headers
        and not headers.keys() & {"content-length", "transfer-encoding"}
    )


def _is_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text.encode("latin-1"), validate=True)) == 16
    except binascii.Error:
        return False
