"""The house checks itself: who may import whom."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "pollapp"

BASE = {"errors", "language"}
"""What every room may know."""

ARROWS = {
    "errors": {"language"},
    "language": set(),
    "settings": set(),
    "questions": set(),
    "measures": set(),
    "results": {"questions", "measures"},
    "decks": {"questions"},
    "store": set(),
    "workshops": {"store", "results", "questions", "decks"},
    "partials": {"workshops", "settings", "store"},
    "house": {"settings", "store", "workshops", "partials"},
    "examples": {"questions", "results"},
    "files": set(),
    "address": set(),
    "identity": {"store"},
    "live": {"house", "workshops", "identity", "address", "store"},
    "web": {"house", "workshops", "identity", "address", "store", "partials", "decks", "exports", "live", "examples"},
    "exports": {"workshops", "store", "results", "questions", "decks"},
    "rehearsal": set(),
    "cli": {"app", "settings", "store", "workshops", "decks", "exports", "live"},
}
PURE = {"questions", "measures", "results"}
OUTSIDE_OF_PURE = {"flask", "flask_socketio", "socketio", "sqlite3", "pysqlite3", "sqlite_utils", "eventlet", "jinja2"}
KNOWS_EVENTLET = {"__main__.py", "live/green.py", "live/fast/door.py", "live/fast/line.py"}

FILES = sorted(PACKAGE.rglob("*.py"))


def imported(file: Path) -> set[str]:
    """Every module that a file imports, by its full name."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def room_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_follow_the_arrows(file: Path):
    room = room_of(file)
    if room in ("app", "__main__", "__init__"):
        return
    known = {name.split(".")[1] for name in imported(file) if name.startswith("pollapp.")}
    assert known <= ARROWS[room] | BASE | {room}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_pure_rooms_know_no_framework_and_only_four_modules_know_eventlet(file: Path):
    outside = {name.split(".")[0] for name in imported(file)}
    if room_of(file) in PURE:
        assert not outside & OUTSIDE_OF_PURE
    if str(file.relative_to(PACKAGE)) not in KNOWS_EVENTLET:
        assert "eventlet" not in outside


def test_the_package_itself_imports_nothing():
    assert imported(PACKAGE / "__init__.py") == set()
