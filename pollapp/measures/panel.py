"""What a room looks like in one word and three numbers: how far apart, how much together, whether in two camps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pollapp.measures.agreement import agreement
from pollapp.measures.camps import camps, camps_at_least
from pollapp.measures.dispersion import pair_distance
from pollapp.measures.ordinal import sides

ENOUGH = 10
SMALL = 20
SIDED = {"agreed", "mostly_agreed", "majority_minority"}

AGREED, HALF_AGREED, MOSTLY_AGREED = Fraction(60, 100), Fraction(50, 100), Fraction(30, 100)
A_CAMP, FEW_BETWEEN, CAMPS = Fraction(30, 100), Fraction(20, 100), Fraction(115, 100)
MAJORITY, MINORITY = Fraction(60, 100), Fraction(15, 100)


@dataclass(frozen=True)
class Panel:
    """`label` and `side` as in `describe`; `small` under 20 people; `distance` Δ in steps, `agreement` A, `camps` r."""

    label: str
    side: str | None
    small: bool
    distance: Fraction
    agreement: Fraction
    camps: Fraction


def panel(counts: Sequence[int]) -> Panel | None:
    """The panel of a room, `counts[0]` people at 1 and so on, K at least 3; None for fewer than ten people."""
    people = sum(counts)
    distance, together, apart = pair_distance(counts), agreement(counts), camps(counts)
    if people < ENOUGH or distance is None or together is None or apart is None:
        return None
    return Panel(*describe(counts), is_small(people), distance, together, apart)


def is_small(people: int) -> bool:
    """Whether chance alone may make the label of a room this small, so that its bars tell more."""
    return people < SMALL


def describe(counts: Sequence[int]) -> tuple[str, str | None]:
    """(label, side) of people or of shares: the first rule that holds, decided on exact values.

    With L and R the shares below and above the middle answer and M at it:

    | label               | A           | sides                                | r       |
    |---------------------|-------------|--------------------------------------|---------|
    | `agreed`            | 0.60 and up |                                      |         |
    | `two_camps`         |             | smaller of L, R >= 0.30, M <= 0.20   | >= 1.15 |
    | `majority_minority` | under 0.50  | larger >= 0.60, smaller >= 0.15      |         |
    | `mostly_agreed`     | 0.30 and up |                                      |         |
    | `spread`            | else        |                                      |         |

    `side` is where most people are: "low", "high", or "middle" for as many on either side; None for `two_camps`
    and `spread`. Source: the project's own notes on measures; the thresholds are from no book, they were tuned on
    fifteen shapes. ValueError without answers.
    """
    label = _label(counts)
    return label, _side(counts) if label in SIDED else None


def _label(counts: Sequence[int]) -> str:
    together = agreement(counts)
    if together is None:
        raise ValueError("a room without answers has no label")
    if together >= AGREED:
        return "agreed"
    if _two_camps(counts):
        return "two_camps"
    if together < HALF_AGREED and _majority(counts):
        return "majority_minority"
    return "mostly_agreed" if together >= MOSTLY_AGREED else "spread"


def _two_camps(counts: Sequence[int]) -> bool:
    people = sum(counts)
    low, middle, high = sides(counts)
    sizes = min(low, high) >= A_CAMP * people and middle <= FEW_BETWEEN * people
    return sizes and camps_at_least(counts, CAMPS)


def _majority(counts: Sequence[int]) -> bool:
    people = sum(counts)
    low, _, high = sides(counts)
    return max(low, high) >= MAJORITY * people and min(low, high) >= MINORITY * people


def _side(counts: Sequence[int]) -> str:
    low, _, high = sides(counts)
    if low == high:
        return "middle"
    return "low" if low > high else "high"
