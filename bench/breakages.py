"""Breakages of the disk that need more than a test may ask for: a file system that is full, read-only, damaged."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.server import until
from tests.serving.breaking import Lines, broken, failing, heals
from tests.serving.crowd import Room

SIZE = 8 * 1024 * 1024
"""Bytes of the small file system: a database, its log, and some answers."""


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of 8 MiB for the server, in memory; without root the folder as it is."""
    place = folder / "disk"
    place.mkdir()
    mounted = os.geteuid() == 0 and _done("mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place))
    try:
        yield place
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(place)], check=True)


def full(room: Room, folder: Path) -> Lines:
    """The file system of the database, the keys and the log has no byte left, and has room again."""
    disk = room.server.data.parent
    if not os.path.ismount(disk):
        yield "no root: no file system of our own to fill, so the system refuses what is beyond 4096 bytes instead"
        yield from failing(room, folder, 3)
        return
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"\0" * 4096):
            pass
    yield f"{shutil.disk_usage(disk).free} bytes are free"
    yield from broken(room, folder, "a full file system", 3)
    filler.unlink()
    yield from heals(room, folder)


def read_only(room: Room, folder: Path) -> Lines:
    """The files of the database may not be written to any more, also through what is open already."""
    files = [str(file) for file in room.server.data.glob("pollapp.sqlite3*")]
    if not _done("chattr", "+i", *files):
        yield "not done: it needs root and a file system that can make a file immutable (ext4, xfs)"
        yield []
        return
    try:
        yield from broken(room, folder, "files that cannot be written to", 3)
    finally:
        _done("chattr", "-i", *files)
    yield from heals(room, folder)


def damaged(room: Room, folder: Path) -> Lines:
    """All of the database but its first page is rubbish for a while; then it is as it was."""
    file = room.server.data / "pollapp.sqlite3"
    with _still(room, file):
        whole = file.read_bytes()
        _overwrite(file, 4096, secrets.token_bytes(len(whole) - 4096))
    yield from broken(room, folder, "a damaged database", 3)
    with _still(room, file):
        _overwrite(file, 4096, whole[4096:])
    yield from heals(room, folder)


@contextmanager
def _still(room: Room, file: Path) -> Iterator[None]:
    """Nothing is under way in the server, and it does nothing."""
    until(lambda: _quiet(room))
    os.kill(room.server.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(room.server.pid, signal.SIGCONT)


def _quiet(room: Room) -> bool:
    with room.ledger.lock:
        return not room.ledger.under_way


def _overwrite(file: Path, at: int, content: bytes) -> None:
    with file.open("r+b") as open_file:
        open_file.seek(at)
        open_file.write(content)


def _done(*command: str) -> bool:
    """Whether a command of the system could be carried out."""
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run(command, capture_output=True).returncode == 0


def in_folder(run: Callable[[Path], Lines]) -> Lines:
    """A run in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        yield from run(Path(folder))
