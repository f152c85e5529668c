"""Frames of a WebSocket as a server sees them (RFC 6455): bytes in, whole texts out. Knows no socket."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

FINAL, RESERVED, OPCODE, MASKED = 0x80, 0x70, 0x0F, 0x80
MORE, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA
LARGEST_CONTROL = 125

NORMAL, BROKEN, NO_TEXT, TOO_LARGE = 1000, 1002, 1007, 1009
"""Why a line is closed, section 7.4.1."""


class Closed(Exception):
    """The line has to be closed, with this `code`: the other side asks for it, or sent what cannot be."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Reader:
    """Takes what arrives, in pieces of any size, and gives whole messages.

    At most `largest` bytes of one message are kept, however many frames it comes in.
    """

    __slots__ = ("_largest", "_message", "_pending", "_short", "_told")

    def __init__(self, largest: int) -> None:
        self._largest, self._short = largest, min(largest, LARGEST_CONTROL)
        self._pending = b""
        self._message: bytearray | None = None
        self._told = 0

    def receive(self, data: bytes) -> Iterable[tuple[int, bytes]]:
        """(TEXT or BINARY, payload) of each message that is whole now, and (PING, payload) of each ping.

        Raises Closed, here or on the way.
        """
        size = len(data) - 6
        if 0 <= size <= self._short and data[0] == FINAL | TEXT and data[1] == MASKED | size and self._is_between:
            return ((TEXT, unmasked(data[6:], data[2:6])),)  # one short text by itself: that is what phones send
        return self._receive(data)

    @property
    def _is_between(self) -> bool:
        return not self._pending and self._message is None

    def _receive(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        data, at = self._pending + data if self._pending else data, 0
        self._pending = b""
        while (frame := self._frame(data, at)) is not None:
            at, first, payload = frame
            if (whole := self._put_together(first, payload)) is not None:
                yield whole
        self._pending = data[at:]

    def _frame(self, data: bytes, at: int) -> tuple[int, int, bytes] | None:
        """(where the next one begins, first byte, payload) of the frame at this place; None while it is not whole."""
        if len(data) < at + 2:
            return None
        first, second = data[at], data[at + 1]
        size, at = second & 0x7F, at + 2
        self._check(first, second, size)
        if size > LARGEST_CONTROL:
            wide = 2 if size == LARGEST_CONTROL + 1 else 8
            if len(data) < at + wide:
                return None
            size, at = int.from_bytes(data[at : at + wide], "big"), at + wide
            if size <= LARGEST_CONTROL or (wide == 8 and not 1 << 16 <= size < 1 << 63):
                raise Closed(BROKEN)
        if size + len(self._message or b"") > self._largest:
            raise Closed(TOO_LARGE)
        start = at + 4
        if len(data) < start + size:
            return None
        return start + size, first, unmasked(data[start : start + size], data[at:start])

    def _check(self, first: int, second: int, size: int) -> None:
        """Raises Closed for a frame that no client may send: not masked, of an unknown kind, out of order."""
        opcode, final = first & OPCODE, first & FINAL
        control = opcode >= CLOSE
        if first & RESERVED or not second & MASKED or opcode not in (MORE, TEXT, BINARY, CLOSE, PING, PONG):
            raise Closed(BROKEN)
        if control and (not final or size > LARGEST_CONTROL):
            raise Closed(BROKEN)
        if not control and (opcode == MORE) == (self._message is None):
            raise Closed(BROKEN)

    def _put_together(self, first: int, payload: bytes) -> tuple[int, bytes] | None:
        opcode = first & OPCODE
        if opcode >= CLOSE:
            return _control(opcode, payload)
        if self._message is None and first & FINAL:
            return opcode, payload
        if self._message is None:
            self._message, self._told = bytearray(), opcode
        self._message += payload
        if not first & FINAL:
            return None
        whole, self._message = bytes(self._message), None
        return self._told, whole


def _control(opcode: int, payload: bytes) -> tuple[int, bytes] | None:
    if opcode == CLOSE:
        raise Closed(_goodbye(payload))
    return (PING, payload) if opcode == PING else None


def _goodbye(payload: bytes) -> int:
    """The code with which a closing is answered: that of the other side, where it is one that may be sent."""
    if not payload:
        return NORMAL
    code = int.from_bytes(payload[:2], "big")
    allowed = len(payload) > 1 and (code in range(1000, 1004) or code in range(1007, 1014) or code in range(3000, 5000))
    return code if allowed else BROKEN


def unmasked(data: bytes, mask: bytes) -> bytes:
    """data XOR mask, worked out as one large number: byte by byte it takes ten times as long."""
    size = len(data)
    whole = (mask * (size // 4 + 1))[:size]
    return (int.from_bytes(data, "big") ^ int.from_bytes(whole, "big")).to_bytes(size, "big")


def framed(payload: bytes, opcode: int = TEXT) -> bytes:
    """One whole frame of a server: not masked."""
    size = len(payload)
    if size <= LARGEST_CONTROL:
        return bytes((FINAL | opcode, size)) + payload
    if size < 1 << 16:
        return bytes((FINAL | opcode, 126)) + size.to_bytes(2, "big") + payload
    return bytes((FINAL | opcode, 127)) + size.to_bytes(8, "big") + payload


def closing(code: int) -> bytes:
    """The frame that says goodbye."""
    return framed(code.to_bytes(2, "big"), CLOSE)
