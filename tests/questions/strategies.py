"""Questions of every type, the answers that people can give to them, the forms they fill in, and rubbish."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from pollapp.questions import TYPES, Question, parse

calm = settings(deadline=None, max_examples=40)

IDS = ["a", "b", "c", "d", "e", "f"]
WORDS = ["rust", "Rust", "de rust", "“rust”", "één twee", "é", "Samen.", "samen", "a", "??", "❤"]
READABLE = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=12)


def options(least: int = 2) -> st.SearchStrategy[list[dict[str, Any]]]:
    some = st.lists(st.sampled_from(IDS), min_size=least, unique=True)
    return some.map(lambda ids: [{"id": each, "text": f"Option {each}"} for each in ids])


@st.composite
def single(draw: st.DrawFn) -> dict[str, Any]:
    return {"options": draw(options())}


@st.composite
def multiple(draw: st.DrawFn) -> dict[str, Any]:
    some = draw(options())
    some[0]["exclusive"] = draw(st.booleans())
    most = draw(st.integers(1, len(some)))
    return {"options": some, "choose": {"min": draw(st.integers(0, most)), "max": most}}


@st.composite
def scale(draw: st.DrawFn) -> dict[str, Any]:
    ends = {"low": "No", "high": "Yes", "no_opinion": draw(st.booleans())}
    return {"scale": {"points": draw(st.sampled_from([3, 4, 5, 7, 10, 11])), **ends}}


@st.composite
def statements(draw: st.DrawFn) -> dict[str, Any]:
    return {"items": draw(options()), "answers": draw(st.sampled_from(["agree_disagree_pass", "scale5"]))}


@st.composite
def ranking(draw: st.DrawFn) -> dict[str, Any]:
    some = draw(options())
    method = draw(st.sampled_from(["schulze", "borda", "ranked_pairs"]))
    beside = draw(st.lists(st.sampled_from(["borda", "schulze", "first_choices", "pairwise"]), unique=True))
    top = draw(st.integers(1, len(some)))
    return {"options": some, "ranking": {"top": top, "method": method, "also_show": beside}}


@st.composite
def points(draw: st.DrawFn) -> dict[str, Any]:
    step, times = draw(st.sampled_from([1, 5, 7])), draw(st.integers(1, 20))
    purse = {"total": step * times, "step": step, "must_use_all": draw(st.booleans())}
    return {"options": draw(options()), "points": purse}


@st.composite
def number(draw: st.DrawFn) -> dict[str, Any]:
    low, step = draw(st.sampled_from([-10, 0, 1, 0.5])), draw(st.sampled_from([1, 5, 0.5, 0.1]))
    return {"number": {"min": low, "max": low + draw(st.integers(1, 50)), "step": step}}


@st.composite
def position2d(draw: st.DrawFn) -> dict[str, Any]:
    ends = {"low": "Low", "high": "High"}
    return {"axes": {"horizontal": ends, "vertical": ends, "steps": draw(st.sampled_from([5, 7, 9]))}}


@st.composite
def written(draw: st.DrawFn) -> dict[str, Any]:
    words = draw(st.none() | st.integers(2, 4))
    text = {"max_chars": draw(st.integers(12, 40)), "entries": draw(st.integers(1, 5)), "moderation": "none"}
    return {"text": text | ({"max_words": words} if words else {})}


FIELDS = {
    "single": single(),
    "multiple": multiple(),
    "scale": scale(),
    "statements": statements(),
    "ranking": ranking(),
    "points": points(),
    "number": number(),
    "position2d": position2d(),
    "open": written(),
    "wordcloud": written(),
}


@st.composite
def questions(draw: st.DrawFn, kind: str | None = None) -> Question:
    """A question of this type, or of any."""
    kind = kind or draw(st.sampled_from(sorted(TYPES)))
    return parse({"id": "q", "type": kind, "title": "A question", **draw(FIELDS[kind])})


def answers(question: Any) -> st.SearchStrategy[Any]:
    """What people can answer to a question, in the one normal form."""
    match question.type:
        case "single":
            return st.sampled_from(question.ids)
        case "multiple":
            return chosen(question)
        case "scale":
            none = ["none"] if question.scale.no_opinion else []
            return st.sampled_from([*range(1, question.scale.points + 1), *none])
        case "statements":
            judged = [1, 2, 3, 4, 5] if question.answers == "scale5" else ["agree", "disagree", "pass"]
            some = st.dictionaries(st.sampled_from(question.ids), st.sampled_from(judged), min_size=1)
            return some.map(lambda value: {each: value[each] for each in question.ids if each in value})
        case "ranking":
            return st.permutations(question.ids).flatmap(
                lambda order: st.integers(1, question.ranking.top).map(lambda top: list(order[:top]))
            )
        case "points":
            return divided(question)
        case "number":
            return on_the_grid(question.number)
        case "position2d":
            place = st.integers(1, question.axes.steps)
            return st.tuples(place, place).map(list)
        case _:
            return st.lists(st.sampled_from(WORDS), min_size=1, max_size=question.text.entries, unique_by=str)


@st.composite
def chosen(draw: st.DrawFn, question: Any) -> list[str]:
    alone = [[option.id] for option in question.options if option.exclusive]
    free = [option.id for option in question.options if not option.exclusive]
    least, most = max(1, question.choose.min), min(question.choose.max, len(free))
    if alone and (least > most or draw(st.booleans())):
        return alone[0]
    some = draw(st.sets(st.sampled_from(free), min_size=least, max_size=most))
    return [each for each in question.ids if each in some]


@st.composite
def divided(draw: st.DrawFn, question: Any) -> dict[str, int]:
    step, left, given = question.points.step, question.points.total, {}
    for each in question.ids[:-1]:
        given[each] = step * draw(st.integers(0, left // step))
        left -= given[each]
    last = left if question.points.must_use_all else step * draw(st.integers(0, left // step))
    given[question.ids[-1]] = last if any(given.values()) else last or step
    return {each: points for each, points in given.items() if points}


@st.composite
def on_the_grid(draw: st.DrawFn, grid: Any) -> int | float:
    steps = draw(st.integers(0, int((grid.max - grid.min) / grid.step + 1e-9)))
    value = round(grid.min + steps * grid.step, 6)
    return int(value) if value == int(value) else value


@st.composite
def answered(draw: st.DrawFn, kind: str | None = None) -> tuple[Any, Any]:
    """A question with an answer to it."""
    question = draw(questions(kind))
    return question, draw(answers(question))


@st.composite
def rooms(draw: st.DrawFn, kind: str | None = None) -> tuple[Any, list[Any]]:
    """A question with the answers of a room."""
    question = draw(questions(kind))
    return question, [question.check(each) for each in draw(st.lists(answers(question), max_size=12))]


def form(question: Question, value: Any) -> dict[str, list[str]]:
    """What a browser sends when somebody fills in this answer."""
    match question.type:
        case "single" | "scale" | "number":
            return {"value": [str(value).replace(".", ",")]}
        case "multiple":
            return {"value": list(value)}
        case "statements":
            return {f"value.{each}": [str(answer)] for each, answer in value.items()}
        case "ranking":
            return {f"place.{each}": [str(place)] for place, each in enumerate(value, 1)}
        case "points":
            return {f"points.{each}": [str(points)] for each, points in value.items()}
        case "position2d":
            return {"h": [str(value[0])], "v": [str(value[1])]}
        case _:
            return {"text": [*value, "", " "]}


class Spiteful:
    """A thing that cannot even be compared."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        raise ArithmeticError


anything = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -(10**400), 2**53, float("inf"), float("-inf"), float("nan"), -0.0, 1e308])
    | st.floats()
    | st.text(st.characters(categories=["L", "N", "Cc", "Cs", "Cf", "Mn", "Zs", "So"]))
    | st.sampled_from([*IDS, "none", "agree", "pass", *WORDS, "\ud800", "\x00", "a" * 100_000])
    | st.binary()
    | st.builds(object)
    | st.builds(Spiteful)
)
rubbish = st.recursive(
    anything,
    lambda inner: (
        st.lists(inner, max_size=6)
        | st.tuples(inner, inner)
        | st.dictionaries(st.sampled_from(IDS) | st.text() | st.integers() | st.none(), inner, max_size=6)
    ),
    max_leaves=12,
)
