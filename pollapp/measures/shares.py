"""Parts of a whole, in percentages that a room may see."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from fractions import Fraction
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def largest_remainder(counts: Mapping[Key, int], total: int = 100) -> dict[Key, int]:
    """Whole shares that add up to `total`, for parts that belong to one whole; {} for an empty whole.

    Every part gets floor(total * count / sum); what is left goes to the largest remainders, on a tie
    to the part that comes first. Hamilton's method: M. L. Balinski and H. P. Young, "Fair
    Representation" (1982).
    """
    whole = sum(counts.values())
    if not whole:
        return {}
    exact = {key: Fraction(total * count, whole) for key, count in counts.items()}
    shares = {key: int(part) for key, part in exact.items()}
    owed = total - sum(shares.values())
    for key in sorted(exact, key=lambda key: shares[key] - exact[key])[:owed]:
        shares[key] += 1
    return shares


def percent(count: int | Fraction, people: int | Fraction) -> int:
    """The share of people in whole percent, a half rounded up; for parts that may overlap."""
    return _round(Fraction(100) * count / people)


def signed_percent(part: int | Fraction) -> int:
    """A part of a whole, or a difference of two, in whole percent: a half away from 0, so that both ways are alike."""
    size = _round(100 * abs(Fraction(part)))
    return size if part > 0 else -size


def tens(count: int | Fraction, people: int | Fraction) -> int:
    """The share of people rounded to tens of percent, a half rounded up (0, 10, ..., 100)."""
    return 10 * _round(Fraction(10) * count / people)


def _round(value: Fraction) -> int:
    """The nearest whole number, a half rounded up (the built-in rounds a half to even)."""
    return int((value + Fraction(1, 2)) // 1)
