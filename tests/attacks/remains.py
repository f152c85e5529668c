"""The attacker who gets the machine: every byte of every file that a server has, has open, or wrote."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from pathlib import Path

Needles = Mapping[str, bytes]
"""What is looked for, each under a name for people."""


def remains(*places: Path, process: int | None = None) -> dict[str, bytes]:
    """{path: content} of all files below these places, and of those a process holds open, removed ones too."""
    files = [file for place in places for file in place.rglob("*") if file.is_file()]
    found = {str(file): file.read_bytes() for file in files}
    for line in Path(f"/proc/{process}/fd").iterdir() if process else ():
        target = str(line.readlink()) if line.is_symlink() else ""
        if line.is_file() and not target.startswith(("/dev/", "/proc/", "/sys/")):
            found[f"open: {target}"] = line.read_bytes()
    return found


def lies_in(needles: Needles, contents: Mapping[str, bytes]) -> dict[str, list[str]]:
    """{name: the files it was found in}, in any case of its letters, as it is and written out in hex."""
    small = {path: content.lower() for path, content in contents.items()}
    found = {
        name: [path for path, content in small.items() if needle.lower() in content or needle.hex().encode() in content]
        for name, needle in needles.items()
    }
    return {name: paths for name, paths in found.items() if paths}


def event_key(keys: Path, event: int = 1) -> bytes:
    """The key of an event, from the file or a copy of it."""
    return bytes.fromhex(json.loads(keys.read_text())["events"][str(event)])


def number_of(token: str, key: bytes) -> bytes:
    """Under which number the answers of a phone stand: worked out here, without pollapp."""
    return hmac.new(key, token.encode(), hashlib.sha256).digest()[:16]
