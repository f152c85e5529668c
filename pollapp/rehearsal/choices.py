"""What somebody answers: one function a type, all of them pure.

The question is the one of the message `stage`: flat, in one language. What people like hangs together with the
camp they are in, and is otherwise a matter of taste.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from math import exp
from random import Random
from typing import Any

from pollapp.rehearsal.character import Character
from pollapp.rehearsal.words import sentences, words

Asked = Mapping[str, Any]

LEANINGS = {
    "veiligheid": -1.0, "verdachte": -1.0, "daarna": -1.0, "ggz": -0.6, "informatie": -0.6, "gemeente": -0.2,
    "gelijk": 0.6, "sociaal": 0.6, "onderwijs": 0.6, "meedoen": 0.6, "thuis": 0.7, "breed": 0.7, "jongerenwerk": 0.8,
    "welzijn": 0.8, "discriminatie": 0.8, "zorg": 1.0, "kwetsbaar": 1.0,
}  # fmt: skip
"""Where the options of the bundled decks stand between the two camps; the others are given a place by chance."""

ASIDE = ("anders", "geen", "weetniet", "niets")
"""Options of those who do not want to choose."""

NO_OPINION = 0.06
FINE = 20
"""More steps than this, and it is something that is counted, such as people met: most give a low number."""


def choose(question: Asked, who: Character, chance: Random) -> Any:
    """A value for this question, or None for a type that is not known here."""
    chooser = BY_TYPE.get(question["type"])
    return chooser(question, who, chance) if chooser else None


def single(question: Asked, who: Character, chance: Random) -> str:
    return _liked(question, who, chance)[0]


def multiple(question: Asked, who: Character, chance: Random) -> list[str]:
    """As many as one likes, in the order in which they are shown; an exclusive option alone."""
    alone = [one["id"] for one in question["options"] if one.get("exclusive")]
    free = [each for each in _liked(question, who, chance) if each not in alone]
    least, most = max(1, question["choose"]["min"]), min(question["choose"]["max"], len(free))
    if alone and (most < least or chance.random() < 0.1):
        return [chance.choice(alone)]
    chosen = free[: chance.randint(least, max(least, most))]
    return [one["id"] for one in question["options"] if one["id"] in chosen]


def scale(question: Asked, who: Character, chance: Random) -> int | str:
    line = question["scale"]
    if line["no_opinion"] and chance.random() < NO_OPINION:
        return "none"
    return _place(line["points"], who.leaning, chance)


def statements(question: Asked, who: Character, chance: Random) -> dict[str, Any]:
    """Some sentences unite and others divide; a few are left out."""
    judged: dict[str, Any] = {}
    for item in question["items"]:
        opinion = _appeal(question, item, who, chance)
        if judged and chance.random() < 0.04:
            continue
        judged[item["id"]] = _five(opinion) if question["answers"] == "scale5" else _three(opinion)
    return judged


def ranking(question: Asked, who: Character, chance: Random) -> list[str]:
    top = question["ranking"]["top"]
    return _liked(question, who, chance)[: top if chance.random() < 0.85 else chance.randint(1, top)]


def points(question: Asked, who: Character, chance: Random) -> dict[str, int]:
    """Shares by what one likes, in whole steps; what the rounding leaves goes to the favourite."""
    purse, liked = question["points"], _liked(question, who, chance)
    steps = purse["total"] // purse["step"]
    if not purse["must_use_all"] and steps > 1 and chance.random() < 0.15:
        steps = chance.randint(1, steps)
    weights = [exp(-place * chance.uniform(0.2, 1.2)) for place in range(len(liked))]
    given = [int(steps * weight / sum(weights)) for weight in weights]
    given[0] += steps - sum(given)
    return {each: count * purse["step"] for each, count in zip(liked, given, strict=True) if count}


def number(question: Asked, who: Character, chance: Random) -> int | float:
    """A place on the grid of steps."""
    low, high, step = (Decimal(str(question["number"][each])) for each in ("min", "max", "step"))
    steps = int((high - low) / step)
    share = chance.betavariate(1.2, 6) if steps > FINE else _share(who.leaning, chance)
    found = low + step * round(steps * share)
    return int(found) if found == found.to_integral_value() else float(found)


def position2d(question: Asked, who: Character, chance: Random) -> list[int]:
    steps = question["axes"]["steps"]
    return [_place(steps, who.leaning, chance), _place(steps, who.caution, chance)]


def wordcloud(question: Asked, who: Character, chance: Random) -> list[str]:
    return _written(question, words(question["title"], who.lang), chance)


def open_text(question: Asked, who: Character, chance: Random) -> list[str]:
    return _written(question, sentences(question["title"], who.lang), chance)


BY_TYPE: dict[str, Callable[[Asked, Character, Random], Any]] = {
    "single": single,
    "multiple": multiple,
    "scale": scale,
    "statements": statements,
    "ranking": ranking,
    "points": points,
    "number": number,
    "position2d": position2d,
    "wordcloud": wordcloud,
    "open": open_text,
}


def _liked(question: Asked, who: Character, chance: Random) -> list[str]:
    """The ids of the options, from best to least liked."""
    appeal = {one["id"]: _appeal(question, one, who, chance) for one in question["options"]}
    return sorted(appeal, key=lambda each: -appeal[each])


def _appeal(question: Asked, option: Asked, who: Character, chance: Random) -> float:
    """How much somebody likes an option: its own charm, the camp, and taste. Around 0, mostly within -2 and 2."""
    fixed = Random(f"{question['id']} {option['id']}")  # noqa: S311 - the same charm for everybody
    charm, side = fixed.gauss(0.3, 0.4), fixed.choice((-1.0, -0.2, 0.0, 0.2, 1.0))
    if option["id"] in ASIDE:
        charm, side = -0.5, 0.0
    return charm + 1.3 * LEANINGS.get(option["id"], side) * who.leaning + chance.gauss(0, 0.5)


def _three(opinion: float) -> str:
    if abs(opinion) < 0.12:
        return "pass"
    return "agree" if opinion > 0 else "disagree"


def _five(opinion: float) -> int:
    return max(1, min(5, round(3 + 1.5 * opinion)))


def _share(leaning: float, chance: Random) -> float:
    """A place between 0 and 1, near where somebody stands."""
    return max(0.0, min(1.0, (leaning + 1) / 2 + chance.gauss(0, 0.1)))


def _place(places: int, leaning: float, chance: Random) -> int:
    return 1 + round((places - 1) * _share(leaning, chance))


def _written(question: Asked, known: Sequence[str], chance: Random) -> list[str]:
    """One or more of the texts that fit the limits, not all typed in the same way."""
    limits = question["text"]
    fitting = [each for each in known if _fits(each, limits)] or ["oké"]
    count = min(chance.randint(1, limits["entries"]), len(fitting))
    return [_typed(each, chance) for each in chance.sample(fitting, count)]


def _fits(text: str, limits: Asked) -> bool:
    return len(text) <= limits["max_chars"] and len(text.split()) <= (limits.get("max_words") or len(text))


def _typed(text: str, chance: Random) -> str:
    """As people type on a phone: with or without a capital at the start."""
    return text[0].upper() + text[1:] if chance.random() < 0.5 else text
