"""Could people who moved one way as easily have moved the other? For exports, never for a screen."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class McNemar:
    """χ² with one degree of freedom and its p, plain and with the correction for continuity, and the exact p."""

    chi2: Fraction
    p: float
    corrected: Fraction
    corrected_p: float
    exact: Fraction


def mcnemar(gained: int, lost: int) -> McNemar | None:
    """McNemar's test of a yes or no asked twice: `gained` said no and then yes, `lost` yes and then no.

    χ² = (b - c)² / (b + c), corrected (|b - c| - 1)² / (b + c), and 0 where b = c. None where nobody changed.
    Source: Q. McNemar, "Note on the sampling error of the difference between correlated proportions or
    percentages", Psychometrika 12 (1947) 153; the correction is A. L. Edwards, Psychometrika 13 (1948) 185.
    """
    changed, more = gained + lost, abs(gained - lost)
    if not changed:
        return None
    plain, corrected = Fraction(more**2, changed), Fraction(max(0, more - 1) ** 2, changed)
    return McNemar(plain, _tail(plain), corrected, _tail(corrected), sign_test(gained, lost))


def sign_test(up: int, down: int) -> Fraction:
    """The two-sided exact p of so many moves up and down, if either were as likely; 1 where nobody moved.

    Twice the share of the lower tail of the binomial with n = up + down and one half, at most 1.
    Source: J. Arbuthnott, Philosophical Transactions 27 (1710) 186; for two answers it is the exact test of McNemar.
    """
    moved = up + down
    tail = sum(math.comb(moved, fewer) for fewer in range(min(up, down) + 1))
    return min(Fraction(1), Fraction(2 * tail, 2**moved))


def _tail(chi2: Fraction) -> float:
    """The chance of a χ² of one degree of freedom that is this or more."""
    return math.erfc(math.sqrt(chi2 / 2))
