"""Hold what a program is told against what was worked out elsewhere: field by field, and no field more."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.plays.outside_apart import OneDecimal
from tests.plays.outside_measures import shares_fit
from tests.plays.outside_types import Beside, Percent, Percents, Tens


def hold(told: Any, expected: Any, where: str = "result") -> None:
    """Fails at the first field that is missing, too much, or not the same. `told` is plain JSON."""
    if isinstance(expected, dict):
        assert isinstance(told, dict), where
        assert told.keys() == expected.keys(), f"{where}: {sorted(told.keys() ^ expected.keys())}"
        for name, each in expected.items():
            hold(told[name], each, f"{where}.{name}")
    elif isinstance(expected, list | tuple):
        assert len(told) == len(expected), where
        for at, (one, other) in enumerate(zip(told, expected, strict=True)):
            hold(one, other, f"{where}.{at}")
    elif isinstance(expected, Beside):
        assert told.keys() == expected.shares.counts.keys() | expected.more.keys(), where
        hold({id_: told[id_] for id_ in expected.shares.counts}, expected.shares, where)
        hold({name: told[name] for name in expected.more}, expected.more, where)
    else:
        assert same(told, expected), f"{where}: {told!r} is not {expected!r}"


def same(told: Any, expected: Any) -> bool:
    """Whether a number, a word or a set of shares is what was worked out, as far as it is rounded."""
    if isinstance(expected, Percents):
        assert told.keys() == expected.counts.keys()
        return shares_fit([told[id_] for id_ in expected.counts], list(expected.counts.values()))
    if isinstance(expected, Percent):
        return isinstance(told, int) and rounded(told, 100 * expected.part, 0)
    if isinstance(expected, Tens):
        return bool(told % 10 == 0) and told <= 90 and abs(told - Fraction(100 * expected.people, expected.of)) <= 5
    if isinstance(expected, OneDecimal):
        return rounded(told, expected, 1)
    if isinstance(expected, Fraction | Decimal):
        return rounded(told, expected)
    return bool(told == expected) and type(told) is type(expected)


def rounded(told: float, exact: Fraction | Decimal, digits: int = 2) -> bool:
    """Whether a number is the exact one, rounded to so many decimals."""
    shown = Fraction(str(told))
    return (shown * 10**digits).denominator == 1 and abs(shown - Fraction(exact)) <= Fraction(1, 2 * 10**digits)
