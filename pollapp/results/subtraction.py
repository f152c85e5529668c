"""Two pictures beside each other, of almost the same people: whether the difference tells what a few answered."""

from __future__ import annotations


def tells_of_a_few(first: int, second: int, both: int, smallest: int) -> bool:
    """Whether two pictures, of `first` and `second` people with `both` in either, differ by fewer than `smallest`.

    The answers of these few would be what is left when one picture is taken from the other.
    Source: disclosure by differencing, Handbook on Statistical Disclosure Control, ch. 5.3.
    """
    return any(0 < alone < smallest for alone in (first - both, second - both))
