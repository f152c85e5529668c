"""Cells that a spreadsheet would carry out as a formula are made plain text."""

from __future__ import annotations

from typing import Any

DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")
"""A cell that begins with one of these is a formula somewhere; the wide ones are it in East Asian settings."""


def safe(cell: Any) -> Any:
    """A text that could be a formula gets an apostrophe in front. A number stays a number, nothing is ""."""
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.startswith(DANGEROUS):
        return f"'{cell}"
    return cell
