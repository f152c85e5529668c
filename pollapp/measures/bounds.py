"""Between which shares the truth lies, when not everybody answered or the room is a sample."""

from __future__ import annotations

import math
from fractions import Fraction
from statistics import NormalDist

CERTAIN = 0.95


def nonresponse(agreeing: int, answered: int, present: int) -> tuple[Fraction, Fraction]:
    """The share of everybody present who agree: if nobody and if everybody who was silent agrees.

    [k/M, (k + M - n)/M]: nothing is assumed of those who did not answer. `present` is at least `answered` and above 0.
    Source: C. F. Manski, "Anatomy of the selection problem", Journal of Human Resources 24 (1989) 343.
    """
    return Fraction(agreeing, present), Fraction(agreeing + present - answered, present)


def wilson(agreeing: int, answered: int) -> tuple[float, float]:
    """The 95 % interval of a share, for a room that is a sample of a larger one; `answered` is above 0.

    (k + z²/2 ± z √(k (n - k)/n + z²/4)) / (n + z²), z = 1.96. Good to a float.
    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22 (1927) 209.
    """
    z = NormalDist().inv_cdf((1 + CERTAIN) / 2)
    middle = agreeing + z**2 / 2
    reach = z * math.sqrt(agreeing * (answered - agreeing) / answered + z**2 / 4)
    low, high = ((middle + way * reach) / (answered + z**2) for way in (-1, 1))
    return low, min(1.0, high)
