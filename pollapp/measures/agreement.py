"""Van der Eijk's agreement: how much of the room lies together, and whether the rest lies at both ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

Pattern = tuple[bool, ...]

UNIMODAL = {(True, True, False), (False, True, True)}
BIMODAL = {(True, False, True)}
FEWEST = 3


class Layer(NamedTuple):
    """People who fill the same cells equally: which cells, how much they agree, and their share of the room."""

    pattern: Pattern
    agreement: Fraction
    weight: Fraction


def agreement(counts: Sequence[int]) -> Fraction | None:
    """A: 1 when all give the same answer, 0 for an even room, -1 for two halves at the ends; None without answers.

    The mean of the layers' agreement, by their weight. It does not tell where the room stands, and in a small
    room it comes out too high: never compare rooms of different size by it. ValueError for a scale of fewer than
    three answers, where it is not defined.
    Source: C. van der Eijk, "Measuring agreement in ordered rating scales", Quality & Quantity 35 (2001) 325.
    """
    if len(counts) < FEWEST:
        raise ValueError("agreement needs a scale of three answers or more")
    return sum((layer.weight * layer.agreement for layer in layers(counts)), Fraction(0)) if any(counts) else None


def polarisation(counts: Sequence[int]) -> Fraction | None:
    """P = (1 - A) / 2: 0 when all give the same answer to 1 for two halves at the ends; None without answers.

    Never a verdict on people, and too low in a small room, as A is too high. Source: as `agreement`; named so in
    M. Ruedin's R package agrmt.
    """
    together = agreement(counts)
    return None if together is None else (1 - together) / 2


def layers(counts: Sequence[int]) -> Iterator[Layer]:
    """The room peeled off in layers, the widest first: what the least filled cell holds, from every filled cell.

    With m the smallest count that is left and S cells filled, a layer weighs m S / N. Source: as `agreement`.
    """
    left, people = list(counts), sum(counts)
    while any(left):
        pattern = tuple(count > 0 for count in left)
        depth = min(count for count in left if count)
        yield Layer(pattern, of_pattern(pattern), Fraction(depth * sum(pattern), people))
        left = [count - depth * filled for count, filled in zip(left, pattern, strict=True)]


def of_pattern(pattern: Pattern) -> Fraction:
    """A of one layer: U (1 - (S - 1)/(K - 1)), 1 where one cell is filled, 0 where nothing tells shapes apart.

    U = ((K - 2) TU - (K - 1) TDU) / ((K - 2)(TU + TDU)): of all three cells in order, TU are filled as 110 or 011
    and TDU as 101. Source: as `agreement`.
    """
    cells, filled = len(pattern), sum(pattern)
    if filled == 1:
        return Fraction(1)
    triples = list(combinations(pattern, 3))
    together = sum(triple in UNIMODAL for triple in triples)
    apart = sum(triple in BIMODAL for triple in triples)
    if not together + apart:
        return Fraction(0)
    shape = Fraction((cells - 2) * together - (cells - 1) * apart, (cells - 2) * (together + apart))
    return shape * (1 - Fraction(filled - 1, cells - 1))
