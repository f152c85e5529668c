"""Where templates and built files are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent


def place(name: str) -> Path:
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


TEMPLATES = place("templates")
DIST = place("static") / "dist"


def asset(name: str) -> str:
    """The address of a built file, which carries a hash of its content."""
    return f"/static/{_manifest().get(name, name)}"


@cache
def _manifest() -> dict[str, str]:
    manifest = DIST / "manifest.json"
    return dict(json.loads(manifest.read_text("utf-8"))) if manifest.exists() else {}
