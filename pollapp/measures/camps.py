"""Esteban and Ray's polarisation: people who feel one with many, and far from many others.

It has powers such as 1.8 in it, so it is seldom a fraction. Every value here is held between two fractions that can
be brought as near to each other as one likes. That decides each comparison with a fraction `ratio` exactly: a sum of
positive roots of fractions is itself a fraction only if each of the roots is one (A. S. Besicovitch, "On the linear
independence of fractional powers of integers", Journal of the London Mathematical Society 15 (1940) 3). So either
both bounds are the value itself, or the value is not `ratio` and near enough bounds both lie on one side of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import count

ALPHA = Fraction(4, 5)
DIGITS = 20

Bounds = tuple[Fraction, Fraction]


def esteban_ray(counts: Sequence[int], alpha: Fraction = ALPHA) -> Fraction | None:
    """ER: 0 when all answer the same to 1 for two halves at the ends; None without answers.

    C Σ_i Σ_j p_i^(1+α) p_j |i - j| / (K - 1) with C = 1 / (2 (1/2)^(2+α)), 0 < α <= 1.6. Exact where it is a
    fraction, else rounded down by less than 10^-15.
    Source: J. Esteban and D. Ray, "On the measurement of polarization", Econometrica 62 (1994) 819.
    """
    if not any(counts):
        return None
    return _polarisation(counts, 2, alpha, DIGITS)[0] / (2 * (len(counts) - 1))


def camps(counts: Sequence[int], alpha: Fraction = ALPHA) -> Fraction | None:
    """r: ER of this room as a multiple of ER of a room that is spread evenly over the scale; None without answers.

    Exact where it is a fraction, else rounded down by less than 10^-15. Source: `esteban_ray`; the comparison with an
    even room is the project's own, so that scales of any length have one threshold.
    """
    return _camps(counts, alpha, DIGITS)[0] if any(counts) else None


def camps_at_least(counts: Sequence[int], ratio: Fraction, alpha: Fraction = ALPHA) -> bool:
    """Whether `camps` of a room with answers is `ratio` or more, decided exactly: with as many digits as it takes."""
    for digits in count(DIGITS, DIGITS):
        low, high = _camps(counts, alpha, digits)
        if low >= ratio or high < ratio:
            return low >= ratio
    raise AssertionError("counting does not end")


def _camps(counts: Sequence[int], alpha: Fraction, digits: int) -> Bounds:
    cells = len(counts)
    even = Fraction(cells * (cells**2 - 1), 3)
    low, high = _polarisation(counts, cells, alpha, digits)
    return low / even, high / even


def _polarisation(counts: Sequence[int], unit: int, alpha: Fraction, digits: int) -> Bounds:
    """Σ_i Σ_j x_i^(1+α) x_j |i - j|, x_k being people at k as a multiple of the room divided by `unit`."""
    people = sum(counts)
    sizes = {place: Fraction(unit * size, people) for place, size in enumerate(counts) if size}
    low = high = Fraction(0)
    for place, size in sizes.items():
        alienation = sum(other * abs(place - elsewhere) for elsewhere, other in sizes.items())
        least, most = power(size, 1 + alpha, digits)
        low, high = low + least * alienation, high + most * alienation
    return low, high


def power(base: Fraction, exponent: Fraction, digits: int) -> Bounds:
    """Fractions at most 10^-digits apart with base^exponent between them, both equal to it if it is a fraction.

    `base` and `exponent` are above 0. (a/b)^(p/q) is the q-th root of a^p b^(p(q-1)), divided by b^p.
    """
    (a, b), (p, q) = base.as_integer_ratio(), exponent.as_integer_ratio()
    fine = 10**digits
    radicand = a**p * b ** (p * (q - 1)) * fine**q
    root = whole_root(radicand, q)
    low, high = (Fraction(edge, b**p * fine) for edge in (root, root + 1))
    return (low, low) if root**q == radicand else (low, high)


def whole_root(value: int, degree: int) -> int:
    """The largest whole number whose power of this degree is not above `value` (above 0): Newton, from above."""
    root = 1 << -(-value.bit_length() // degree)
    while (better := ((degree - 1) * root + value // root ** (degree - 1)) // degree) < root:
        root = better
    return root
