"""Which words are true of a picture, for the templates: they choose the sentence, this module what it is about.

Templates know this module as `saying`. Like `picture` it works from a released result and its question alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pollapp.measures.shift import FOLDED

NEARLY_EVEN = 20
"""A difference under one in so many, 5 %, is called nearly as many."""

ENOUGH_FOR_TENS = 25
"""From so many people on a share in tens is hardly more than ten points off."""

AGAINST = re.compile(r"\boneens\b|\bniet (mee )?eens\b|\bdisagree\b|\b(do|does) not agree\b")
IN_FAVOUR = re.compile(r"\beens\b|\bagree\b")

Movement = dict[str, Any]


def wanted(show: Sequence[str], parts: Sequence[str]) -> list[str]:
    """The parts of a picture that a deck asks for; all of them where it names none of these."""
    return [part for part in parts if part in show] or list(parts)


def is_rough(told: Mapping[str, Any]) -> bool:
    """Whether shares in tens may be far off: of few people, where one or two of them are in words."""
    return "counts" not in told and (told["n"] or 0) < ENOUGH_FOR_TENS and _any_few(told.get("few"))


def _any_few(few: Any) -> bool:
    return any(few.values()) if isinstance(few, Mapping) else bool(few)


def stances(scale: Mapping[str, Any]) -> dict[str, str] | None:
    """{low, high: "agree" | "disagree"} where the ends of a scale say that; None for any other scale."""
    found = {end: _stance(scale[end]) for end in ("low", "high")}
    return found if set(found.values()) == {"agree", "disagree"} else None


def _stance(text: str) -> str:
    plain = " ".join(text.casefold().split())
    if AGAINST.search(plain):
        return "disagree"
    return "agree" if IN_FAVOUR.search(plain) else ""


def halves(steps: float) -> int:
    """A length in half steps, whichever way: 2.3 is 5, two and a half steps."""
    return int(2 * abs(steps) + 0.5)


def movement(change: Mapping[str, Any], points: int) -> Movement:
    """What may be said of a scale that moved: {kind, towards: [(side, people), ...]}, the largest group first.

    | kind      | says                                                                                  |
    |-----------|---------------------------------------------------------------------------------------|
    | nobody    | nobody gave another answer                                                            |
    | same_side | nobody went to another side                                                           |
    | sides     | so many people went to each side (`flows` are told)                                   |
    | answers   | so many people went in each direction (`up` and `down` are told)                      |
    | inward    | so many people came nearer to the middle, and so many went away from it               |
    | outward   | the same, where more went away                                                        |
    | mean      | only the direction in which the room went on average, no people                       |
    | still     | on average the room hardly moved, no people                                           |

    `even` tells of sides and answers whether as many went to either end: "equal", "nearly" or None.
    """
    if change["stayed"] is not None and not change["up"] and not change["down"]:
        return {"kind": "nobody", "towards": []}
    if change["flows"]:
        return _over_sides(change["flows"])
    if change["up"] is not None:
        people = change["stayed"] + change["up"] + change["down"]
        if by_the_middle := _by_the_middle(change, people):
            return by_the_middle
        return _told("answers", {"low": change["down"], "mid": 0, "high": change["up"]}, people)
    if NEARLY_EVEN * abs(change["step"]) < points - 1:
        return {"kind": "still", "towards": []}
    return {"kind": "mean", "towards": [("high" if change["step"] > 0 else "low", None)]}


def _over_sides(flows: Mapping[str, int]) -> Movement:
    arrived = {to: sum(flows[f"{came}_{to}"] for came in FOLDED if came != to) for to in FOLDED}
    if not any(arrived.values()):
        return {"kind": "same_side", "towards": []}
    return _told("sides", arrived, sum(flows.values()))


def _by_the_middle(change: Mapping[str, Any], people: int) -> Movement | None:
    """Where the room moved to or from its middle more than to either end."""
    if change["inward"] is None:
        return None
    inward, outward = ("inward", change["inward"]), ("outward", change["outward"])
    more = inward[1] - outward[1]
    if abs(more) <= abs(change["up"] - change["down"]) or NEARLY_EVEN * abs(more) < people:
        return None
    first, second = (inward, outward) if more > 0 else (outward, inward)
    return {"kind": first[0], "towards": [one for one in (first, second) if one[1]], "even": None}


def _told(kind: str, arrived: Mapping[str, int], people: int) -> Movement:
    low, middle, high = (arrived[side] for side in FOLDED)
    towards = sorted(((side, count) for side, count in arrived.items() if count), key=lambda one: -one[1])
    close = low and high and NEARLY_EVEN * abs(high - low) < people and middle < max(low, high)
    even = None if not close else "equal" if low == high else "nearly"
    return {"kind": kind, "towards": towards, "even": even}


def most_moved(shift: Mapping[str, float]) -> dict[str, str]:
    """{more, less: id}: what gained and lost most, of those that did; one that is alone at it."""
    found = {}
    for name, way in (("more", 1), ("less", -1)):
        best = max((way * value for value in shift.values()), default=0)
        ids = [key for key, value in shift.items() if way * value == best]
        if best > 0 and len(ids) == 1:
            found[name] = ids[0]
    return found
