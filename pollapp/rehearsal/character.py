"""Who the simulated people are: two camps and a middle, slow and fast, some who reload or come late.

The same code and number always give the same person, so that they come back when the demo is started again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from math import sqrt
from random import Random

GOLDEN = (sqrt(5) - 1) / 2
SLOWEST = 15.0
QUICKEST = 0.5


@dataclass(frozen=True)
class Character:
    """Person `number` of the workshop with this code.

    `leaning` goes from one camp, -1, to the other, 1; `caution` is a second line that hangs together with it.
    `moves` is what is left of the leaning after the talk. `pace` is in seconds.
    """

    code: str
    number: int
    lang: str
    leaning: float
    caution: float
    moves: float
    pace: float
    late: bool
    reloads: bool

    @property
    def name(self) -> str:
        return f"{self.code}/{self.number}"

    @property
    def token(self) -> str:
        """What this person is known by; it only has to be the same each time."""
        return sha256(f"rehearsal {self.name}".encode()).hexdigest()[:40]

    def after(self) -> Character:
        """This person after the talk."""
        return replace(self, leaning=self.leaning * self.moves, caution=self.caution * self.moves)

    def random(self, subject: str) -> Random:
        """Chance, the same each time for one person and one subject."""
        return Random(f"{self.name} {subject}")  # noqa: S311 - no secret


def deal(number: int, step: float, subject: str) -> float:
    """A share between 0 and 1 for person `number`, spread evenly: of 40 people two are below 0.05, not none or six.

    (A Kronecker sequence; `step` is irrational, `subject` turns it.)
    """
    return (number * step + Random(subject).random()) % 1  # noqa: S311 - no secret


def character(code: str, number: int) -> Character:
    """Person `number` of the workshop with this code."""
    chance = Random(f"{code} {number}")  # noqa: S311 - no secret
    leaning = _leaning(deal(number, GOLDEN, f"{code} camps"), chance)
    speed = deal(number, sqrt(2), f"{code} speed")
    return Character(
        code=code,
        number=number,
        lang="en" if deal(number, sqrt(3), f"{code} language") < 0.3 else "nl",
        leaning=leaning,
        caution=_within(0.6 * leaning + chance.gauss(0, 0.4)),
        moves=chance.uniform(0.3, 0.6) if chance.random() < 0.5 else chance.uniform(0.85, 1.1),
        pace=min(SLOWEST, QUICKEST * 30**speed),
        late=deal(number, sqrt(5), f"{code} late") < 0.05,
        reloads=deal(number, sqrt(7), f"{code} reload") < 0.1,
    )


def _leaning(share: float, chance: Random) -> float:
    """Two out of five in each camp, the others between them."""
    if share < 0.4:
        return _within(chance.gauss(-0.75, 0.15))
    return _within(chance.gauss(0.75, 0.15) if share < 0.8 else chance.gauss(0, 0.2))


def _within(value: float) -> float:
    return max(-1.0, min(1.0, value))
