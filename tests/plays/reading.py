"""What stands on a page about a result: tables, figures at bars, how long those are, and all numbers in its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from playwright.sync_api import Page

LOOK = """() => {
  const clean = (node) => node.textContent.replace(/\\s+/g, " ").trim();
  const all = (node, parts) => [...node.querySelectorAll(parts)];
  const copy = document.querySelector("#result").cloneNode(true);
  const cells = (row) => [...row.children].map(clean);
  const tables = all(copy, "table").map((table) => all(table, "tbody tr").map(cells));
  const named = (one) => ["dt", "dd"].map((part) => clean(one.querySelector(part)));
  const indices = all(copy, "dl.indices > div").map(named);
  const inks = all(copy, "svg.bar rect:not(.sunk, .base, .median)");
  const long = (ink) => parseFloat(ink.getAttribute(ink.closest("ol.columns") ? "height" : "width"));
  const bars = inks.map(long).filter((length) => length);
  const tips = all(copy, "svg .tip").map(clean).filter((tip) => tip);
  all(copy, "table, dl.indices, svg").forEach((node) => node.remove());
  all(copy, "*").forEach((node) => node.append(" "));
  return { tables, indices, bars, tips, words: clean(copy) };
}"""
A_NUMBER = re.compile(r"[+−-]?\d+(?:[.,]\d+)?%?")
NO_NUMBER = "op 1 gezet"
"""The Dutch for "put first"."""

Rows = list[list[str]]


@dataclass
class Seen:
    """Of one page: cells of tables, names with their numbers, lengths of bars in percent, figures at them, words.

    On what has to be seen numbers stand as `plain` gives them, `bars` are in proportion, and `says` are phrases.
    """

    tables: list[Rows] = field(default_factory=list)
    indices: Rows = field(default_factory=list)
    bars: Sequence[float] = ()
    tips: Sequence[str] = ()
    words: str = ""
    says: Sequence[str] = ()


def look(page: Page) -> Seen:
    """What a page shows now of the result on stage."""
    return Seen(**page.evaluate(LOOK))


def compare(seen: Seen, due: Seen) -> None:
    """Fails where a page shows another number than is due, one too many or one too few, or draws it too long.

    Only a figure at a bar may be missing: a narrow one has no room for it.
    """
    assert [_plain_rows(rows) for rows in seen.tables] == due.tables
    assert _plain_rows(seen.indices) == due.indices
    assert _numbers(seen.words.replace(NO_NUMBER, "")) == _numbers(due.words)
    for phrase in due.says:
        assert phrase.casefold() in seen.words.casefold(), phrase
    left = iter(due.tips)
    assert all(any(plain(tip) == one for one in left) for tip in seen.tips), (seen.tips, due.tips)
    drawn = [length for length in due.bars if length]
    assert len(seen.bars) == len(drawn)
    for length, number in zip(seen.bars, drawn, strict=True):
        assert abs(length / max(seen.bars) - number / max(drawn)) < 0.002


def _numbers(words: str) -> Counter[str]:
    return Counter(plain(found) for found in A_NUMBER.findall(words))


def _plain_rows(rows: Rows) -> Rows:
    return [[plain(cell) for cell in row] for row in rows]


def plain(text: str) -> str:
    """Without the habits of a language: a point in a number, and the plain minus."""
    return re.sub(r"(?<=\d),(?=\d)", ".", text).replace("−", "-")


def said(number: float) -> str:
    """A number as it stands on a page, in `plain`."""
    return repr(float(number)).removesuffix(".0")
