"""The ids of an export in words: what stands for an answer, a measure or a reason, in the current language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pollapp.language import N_, gettext, ngettext
from pollapp.results import Moment

MEASURES = {
    "n": N_("People in the picture"),
    "count": N_("People"),
    "share": N_("Percent"),
    "few": N_("One person or nobody"),
    "nearly_all": N_("Nearly everyone"),
    "too_few": N_("Too few people judged this"),
    "agree": N_("Agree"),
    "disagree": N_("Disagree"),
    "pass": N_("Pass"),
    "low": N_("Below the middle"),
    "mid": N_("In the middle"),
    "high": N_("Above the middle"),
    "median": N_("Median"),
    "median.lowest": N_("Median, lowest answer"),
    "median.highest": N_("Median, highest answer"),
    "median.horizontal": N_("Median, horizontal"),
    "median.vertical": N_("Median, vertical"),
    "label": N_("The room in one word"),
    "side": N_("Where most people are"),
    "small": N_("Small group: look at the bars"),
    "distance": N_("How far two people are apart on average"),
    "agreement": N_("Agreement A: 1 all the same, 0 evenly spread, -1 half at either end"),
    "camps": N_("Two camps r: 1 is evenly spread"),
    "leik": N_("Leik's D: 0 all the same, 1 half at either end"),
    "dispersion": N_("Dispersion, Blair and Lacy: 0 all the same, 1 half at either end"),
    "consensus": N_("Consensus, Tastle and Wierman: 1 all the same, 0 half at either end"),
    "quartile.lower": N_("A quarter is at or below"),
    "quartile.upper": N_("Three quarters are at or below"),
    "to": N_("Up to and including"),
    "mean": N_("Points on average"),
    "zeros": N_("People who gave nothing"),
    "zero_share": N_("Percent who gave nothing"),
    "borda": N_("Borda points"),
    "place": N_("Place"),
    "method": N_("Method"),
    "winner": N_("Beats every other one"),
    "circle": N_("No clear number 1: beaten in turn"),
    "schulze": N_("Place by Schulze"),
    "above": N_("People who put it above"),
    "cell": N_("Size: 1 is 3 to 5 people, 2 is 6 or more"),
    "listed": N_("Approved"),
    "late": N_("Late answers, not shown"),
    "stayed": N_("People who gave the same answer"),
    "changed": N_("People who gave another answer"),
    "up": N_("People who moved up"),
    "down": N_("People who moved down"),
    "inward": N_("People who came nearer to the middle"),
    "outward": N_("People who went away from the middle"),
    "net": N_("Moved up minus moved down, percent of the people"),
    "gross": N_("All moves together, percent of all that could be moved"),
    "step": N_("Moved on average"),
    "shift": N_("After minus before"),
    "flow": N_("Went to"),
    "took_part": N_("People who took part in the workshop until then"),
    "bounds.low": N_("Percent of them if nobody else agrees"),
    "bounds.high": N_("Percent of them if everybody else agrees"),
    "sample.low": N_("As a sample: percent, at least"),
    "sample.high": N_("As a sample: percent, at most"),
    "sign_p": N_("Sign test of up and down, p"),
    "mcnemar": N_("McNemar, chi-square"),
    "mcnemar_p": N_("McNemar, p"),
    "corrected": N_("McNemar with correction, chi-square"),
    "corrected_p": N_("McNemar with correction, p"),
    "exact_p": N_("McNemar, exact p"),
    "fewest": N_("At least so many people"),
    "most": N_("At most so many people"),
    "gap": N_("Difference"),
    "gap_before": N_("Difference before"),
    "apart": N_("the largest"),
    "range": N_("the largest of two medians"),
    "delta": N_("Cliff's delta"),
    "wasserstein": N_("Wasserstein distance"),
    "overlap": N_("Overlap in percent"),
    "rest": N_("with the rest"),
    "gap.most": N_("Differs most: percent"),
    "gap.highest": N_("Most in"),
    "gap.lowest": N_("Least in"),
    "gap_before.most": N_("Differed most before: percent"),
    "gap_before.highest": N_("Most in, before"),
    "gap_before.lowest": N_("Least in, before"),
    "groups": N_("Groups"),
    "lowest": N_("Percent that agrees in each group, at least"),
    "common": N_("Place in what is shared"),
    "rejected": N_("Place in what is rejected"),
    "divisive": N_("Place in what divides"),
    "found": N_("Clear groups: 1 yes, 0 no"),
    "typical": N_("Typical of this group"),
    "of": N_("People who answered the other question"),
    "estimated": N_("Guessed, percent"),
    "actual": N_("Answered, percent"),
    "guessed": N_("What was guessed"),
    "option": N_("answer"),
    "all_but": N_("any answer but"),
}
VIEWS = {
    "groups": N_("Groups"),
    "together": N_("Together"),
    "opinions": N_("Ways of thinking"),
    "perception": N_("Guess and answer"),
}
# In the picture are only the texts that the presenter approved; `n` counts everybody who wrote.
WRITTEN = {"n": N_("People who wrote something")}
LABELS = {
    "agreed": N_("Largely agreed"),
    "two_camps": N_("Two groups facing each other"),
    "majority_minority": N_("A majority and a minority"),
    "mostly_agreed": N_("Fairly agreed"),
    "spread": N_("Spread out"),
}
PLACES = {"low": MEASURES["low"], "mid": MEASURES["mid"], "middle": MEASURES["mid"], "high": MEASURES["high"]}
TYPES = {
    "single": N_("One answer"),
    "multiple": N_("Several answers"),
    "scale": N_("Scale"),
    "statements": N_("Statements"),
    "ranking": N_("Ranking"),
    "points": N_("Points"),
    "number": N_("Number"),
    "position2d": N_("Place on two lines"),
    "open": N_("Open text"),
    "wordcloud": N_("Words"),
}
SIDES = {"before": N_("before"), "after": N_("after")}


def measure_of(measure: str, kind: str = "", texts: Mapping[str, str] | None = None) -> str:
    """A measure in words: “share.agree” is “Percent: Agree”. Of a kind where people write, `n` has another name.

    `texts` are those of the options, by id.
    """
    if measure in WRITTEN and kind in ("open", "wordcloud"):
        return gettext(WRITTEN[measure])
    if measure in MEASURES:
        return gettext(MEASURES[measure])
    known = texts or {}
    head, _, answer = measure.rpartition(".")
    if head in MEASURES and "." in head:
        return f"{gettext(MEASURES[head])}: {measure_of(answer, kind, texts)}"
    return ": ".join(known.get(part) or gettext(MEASURES.get(part, part)) for part in measure.split("."))


def value_of(measure: str, value: Any) -> Any:
    """A value in words where it is an id; a number as it is."""
    words = {"label": LABELS, "side": PLACES}.get(measure, {})
    return gettext(words[value]) if value in words else value


def type_of(kind: str) -> str:
    return gettext(TYPES.get(kind, kind))


def side_of(side: str | None) -> str:
    return gettext(SIDES[side]) if side else ""


def view_of(view: str) -> str:
    return gettext(VIEWS[view])


def items_of(asked: dict[str, Any]) -> list[tuple[str, str]]:
    """[(id, text)] of what can be chosen, from a question as it is asked; nothing where people write or count."""
    if "scale" in asked:
        return _places(asked["scale"])
    if "axes" in asked:
        return _corners(asked["axes"])
    return [(one["id"], one["text"]) for one in asked.get("options") or asked.get("items") or []]


def note_of(result: dict[str, Any], moment: Moment, reveal: str) -> str | None:
    """Why a result cannot be seen, or not all of it, in a sentence; None when it can."""
    if result["state"] == "shown":
        if result.get("withheld") == "once":
            return gettext("A few people answered only once. So this is everybody each time, not person by person.")
        return _late(result["late"]) if "late" in result else None
    if result["state"] == "too_few" and result["needed"] is None:
        return gettext("With so few people nothing can be told of the answers.")
    if result["state"] == "too_few":
        return gettext("Too few answers: at least %(needed)s are needed.", needed=result["needed"])
    if moment.hidden:
        return gettext("The presenter has hidden this result.")
    if moment.open:
        return gettext("This question is still open.")
    if not moment.locked:
        return gettext("This question has not been opened.")
    if reveal == "presenter":
        return gettext("The presenter has not shown this result.")
    return gettext("This result stays hidden until the question has been closed for the second time.")


def note_of_picture(result: dict[str, Any], moment: Moment, reveal: str) -> str | None:
    """As `note_of`, of groups and of what is found among them."""
    if result["state"] == "too_few" and result["view"] == "groups":
        if result["needed"] is None:
            return gettext("Of groups as small as these nothing can be told.")
        return gettext("Too few people to compare: each group needs at least %(needed)s.", needed=result["needed"])
    if result["state"] == "hidden" and moment.locked and not moment.hidden and reveal in ("on_close", "live"):
        return gettext("This picture is not there yet.")
    return note_of(result, moment, reveal)


def _late(people: int) -> str:
    return ngettext("%(num)s late answer is not shown.", "%(num)s late answers are not shown.", people)


def _places(scale: dict[str, Any]) -> list[tuple[str, str]]:
    points = scale["points"]
    ends = {1: scale["low"], points: scale["high"]}
    if points % 2 and "mid" in scale:
        ends[(points + 1) // 2] = scale["mid"]
    places = [
        (str(place), f"{place}: {ends[place]}" if place in ends else str(place)) for place in range(1, points + 1)
    ]
    return [*places, ("none", gettext("No opinion"))] if scale["no_opinion"] else places


def _corners(axes: dict[str, Any]) -> list[tuple[str, str]]:
    across, up = axes["horizontal"], axes["vertical"]
    corners = [(f"{h}_{v}", f"{across[h]}, {up[v]}") for h in ("low", "high") for v in ("low", "high")]
    return [*corners, ("middle", gettext("On a middle line"))]
