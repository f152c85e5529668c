"""The pictures of a question beside the first one, as a report has them: its groups, what they share, a guess."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlite_utils import Database

from pollapp import language
from pollapp.decks import Deck
from pollapp.exports.figures import Figure, Figures, figures
from pollapp.exports.words import note_of_picture, view_of
from pollapp.language import gettext
from pollapp.questions import Question
from pollapp.results import NO_SEGMENT
from pollapp.workshops.releasing import moment_of, releasable
from pollapp.workshops.views import beside, guess_about, picture, pictured

Report = dict[str, Any]


class Part(NamedTuple):
    """The figures of a picture as a whole, or of one group in it. `side` is its name for programs."""

    side: str
    name: str
    figures: list[Figure]


Parts = Iterator[Part]

SHOWN = {"type": "group", "state": "shown"}
"""What makes a group a result of its own."""


def pictures_of(db: Database, workshop: Report, deck: Deck) -> Iterator[Report]:
    """{question, type, view, rounds, groups: [{id, title}], result, note} of each; a guess is with who guesses."""
    for question in deck.questions:
        rounds_ = pictured(db, workshop["id"], question, None)
        closed = [one for one in rounds_.values() if one]
        for view in beside(deck, question, rounds_):
            if view == "perception" and guess_about(deck, question) != question:
                continue
            asked = releasable(question)
            result = picture(db, workshop | {"paused_at": None}, asked, view, None, rounds_) or {}
            yield {
                "question": question.id,
                "type": question.type,
                "view": view,
                "rounds": [one["id"] for one in closed],
                "groups": _titles(deck, question, result) if view == "groups" else [],
                "result": result,
                "note": note_of_picture(result, moment_of(db, closed[-1]), asked.settings.reveal),
            }


def _titles(deck: Deck, question: Question, result: Mapping[str, Any]) -> list[Report]:
    """[{id, title}] of each group that is shown, the options of one together."""
    segment = deck.segment(question.settings.compare_by)
    options = deck.question(segment.question).ask(language.current(), deck.languages)["options"] if segment else []
    texts = {one["id"]: one["text"] for one in options} | {NO_SEGMENT: gettext("No group chosen")}
    return [
        {"id": "+".join(group["ids"]), "title": " + ".join(texts[each] for each in group["ids"])}
        for group in result.get("groups", [])
    ]


def parts_of(one: Report) -> Parts:
    """A picture as figures: what is of the whole, then each group; nothing where it is not shown."""
    if one["result"]["state"] == "shown":
        yield from PARTS[one["view"]](one, one["result"])


def _groups(one: Report, result: Report) -> Parts:
    ids = [group["id"] for group in one["groups"]]
    gaps = [figure for name in ("gap_before", "gap") for figure in _gap(name, result.get(name), ids)]
    left_out = [Figure(item, "too_few", 1) for item in result.get("too_few", [])]
    yield Part("groups", view_of("groups"), [Figure("", "n", result["n"]), *gaps, *left_out])
    bins = {"bins": result["bins"]} if "bins" in result else {}
    for titled, group in zip(one["groups"], result["groups"], strict=True):
        for name, side, word in (("before", ":before", f", {gettext('before')}"), ("result", "", "")):
            if name in group:
                told = list(figures({**group[name], **bins, **SHOWN}))
                yield Part(f"groups:{titled['id']}{side}", f"{titled['title']}{word}", told)


def _gap(name: str, gap: Mapping[str, Any] | None, ids: list[str]) -> Figures:
    """How far groups are apart: of a group by its id, of the answer that differs most by that of the answer."""
    for field in ("apart", "range"):
        if gap and field in gap:
            yield Figure("", f"{name}.{field}", gap[field])
    for pair in (gap or {}).get("pairs", []):
        beside_ = ids[pair["b"]] if pair["b"] is not None else "rest"
        for field in ("step", "delta", "wasserstein", "overlap"):
            yield Figure(ids[pair["a"]], f"{name}.{field}.{beside_}", pair[field])
    for group, median in zip(ids, (gap or {}).get("medians") or [], strict=False):
        for way, value in zip(("", ".horizontal", ".vertical"), _ways(median), strict=True):
            if value is not None:
                yield Figure(group, f"{name}.median{way}", value)
    if most := (gap or {}).get("most"):
        yield Figure(most["item"], f"{name}.most", most["apart"])
        for end in ("high", "low"):
            yield Figure(most["item"], f"{name}.{end}est", ids[most[end]])


def _ways(median: Any) -> tuple[Any, Any, Any]:
    return (None, *median) if isinstance(median, list) else (median, None, None)


def _together(_: Report, result: Report) -> Parts:
    yield Part("together", view_of("together"), list(_shared(result)))


def _shared(result: Report) -> Figures:
    yield Figure("", "n", result["n"])
    yield Figure("", "groups", result["groups"])
    for item, row in result["items"].items():
        for side in ("agree", "disagree", "pass"):
            yield Figure(item, f"share.{side}", row[side]) if row[side] is not None else Figure(item, f"few.{side}", 1)
        if row["lowest"] is not None:
            yield Figure(item, "lowest", row["lowest"])
    for name in ("common", "rejected", "divisive"):
        yield from (Figure(item, name, place) for place, item in enumerate(result[name], 1))


def _opinions(_: Report, result: Report) -> Parts:
    whole = [Figure("", "n", result["n"]), Figure("", "found", int(result["found"]))]
    yield Part("opinions", view_of("opinions"), whole)
    for place, group in enumerate(result["groups"], 1):
        told = {"n": group["n"], "counts": group.get("counts", {}), "shares": group["items"], **SHOWN}
        typical = [Figure(item, "typical", 1) for item in group["typical"]]
        yield Part(f"opinions:{place}", gettext("Group %(number)s", number=place), [*figures(told), *typical])


def _perception(_: Report, result: Report) -> Parts:
    [(way, item)] = result["guessed"].items()
    numbers = [Figure("", field, result[field]) for field in ("n", "of", "estimated", "actual")]
    gap = [Figure("", "gap", result["gap"])] if result["gap"] is not None else []
    yield Part("perception", view_of("perception"), [*numbers, *gap, Figure("", f"guessed.{way}", item)])


PARTS: dict[str, Callable[[Report, Report], Parts]] = {
    "groups": _groups,
    "together": _together,
    "opinions": _opinions,
    "perception": _perception,
}
