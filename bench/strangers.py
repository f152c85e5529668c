"""Clients that never read, send garbage, or half a handshake, while an honest room answers."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from pathlib import Path

from websocket import WebSocketException

from tests.serving.breaking import Lines, whole
from tests.serving.crowd import Room
from tests.serving.raw import Raw
from tests.serving.test_garbage import HANDSHAKES, KEY, LINES, PACKETS, UPGRADE

DEAF, HALF, ROUNDS = 50, 300, 3
PUSHES = 200
GROWTH = 128 * 1024
"""KiB that a server may take for all of them together: what may wait for each of the deaf, and what the rest costs."""


def deaf(room: Room) -> socket.socket:
    """Somebody who joins, and then never reads a byte."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.connect(("127.0.0.1", room.server.port))
    line.sendall(UPGRADE % (KEY, b""))
    for text in ("40", f'42["join",{{"code":"{room.server.workshops[0]["code"]}"}}]'):
        line.sendall(bytes((0x81, 0x80 | len(text))) + b"\0\0\0\0" + text.encode())
    return line


def half(room: Room) -> socket.socket:
    """Somebody who begins to say who they are, and stays silent."""
    line = socket.create_connection(("127.0.0.1", room.server.port))
    line.sendall((UPGRADE % (KEY, b""))[:90])
    return line


def rubbish(room: Room) -> None:
    """Everything that the tests know as rubbish, on lines of their own."""
    for packet in PACKETS:
        with contextlib.suppress(OSError, WebSocketException, AssertionError):
            line = Raw(room.server.url)
            line.write(packet)
            line.close()
    for parts in [*((line, b"") for line in LINES), *HANDSHAKES]:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", room.server.port)) as bare:
            bare.sendall(parts[0])
            bare.sendall(parts[1])


def strangers(room: Room, folder: Path) -> Lines:
    before = memory(room.server.pid)
    lines = [deaf(room) for _ in range(DEAF)] + [half(room) for _ in range(HALF)]
    yield f"{DEAF} who never read and {HALF} half handshakes stay"
    talking = [threading.Thread(target=rubbish, args=[room]) for _ in range(ROUNDS)]
    for one in talking:
        one.start()
    for number in range(PUSHES):
        room.do("resume" if number % 2 else "pause")
        room.answer_for(0.02)
    for one in talking:
        one.join()
    room.answer_for(1)
    grown = memory(room.server.pid) - before
    yield f"{ROUNDS} times {len(PACKETS) + len(LINES) + len(HANDSHAKES)} pieces of rubbish, {PUSHES} pushes"
    yield [] if grown < GROWTH else [f"the server grew by {grown} KiB"]
    yield f"the server grew by {grown / 1024:.0f} MiB"
    yield whole(room, folder)
    for line in lines:
        line.close()


def memory(pid: int) -> int:
    """KiB of a process."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    assert found
    return int(found[1])
