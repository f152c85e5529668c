"""The made-up questions of the examples, in the current language."""

from __future__ import annotations

from typing import Any

from pollapp.language import gettext
from pollapp.questions import Question, parse


def scale(sensitivity: str = "medium") -> Question:
    ends = {"low": gettext("At home"), "mid": gettext("Both equally well"), "high": gettext("In the office")}
    line = {"points": 7, "no_opinion": True, **ends}
    title = gettext("Where do you work best?")
    return _ask("scale", title, scale=line, pair="before_after", settings={"sensitivity": sensitivity})


def teams() -> Question:
    teams = _options(north=gettext("Team North"), south=gettext("Team South"))
    return _ask("single", gettext("Which team are you in?"), options=teams)


def single() -> Question:
    return _ask("single", gettext("What do you need most for your work?"), options=_needs())


def ranking() -> Question:
    order = {"top": 4, "method": "schulze", "also_show": ["borda", "first_choices"]}
    return _ask("ranking", gettext("What should we improve first?"), options=_needs(), ranking=order)


def points() -> Question:
    purse = {"total": 100, "step": 10}
    return _ask("points", gettext("What should the money go to?"), options=_needs(), points=purse)


def statements(**more: str) -> Question:
    items = _options(
        h=gettext("I can ask my colleagues for help."),
        m=gettext("Our meetings take too long."),
        d=gettext("We should all be in the office on the same day."),
        **more,
    )
    title = gettext("Do you agree with these sentences?")
    return _ask("statements", title, items=items, answers="agree_disagree_pass")


def five_sentences() -> Question:
    return statements(c=gettext("I want to choose my own hours."), p=gettext("We should plan further ahead."))


def guess() -> Question:
    grid = {"min": 0, "max": 10, "step": 1}
    about = {"question": "single", "option": "q", "of": 10}
    return _ask("number", gettext("How many of ten people need a quiet room most?"), number=grid, estimates=about)


def number() -> Question:
    grid = {"min": 0, "max": 120, "step": 5, "unit": gettext("minutes"), "bins": [0, 15, 30, 45, 60, 90]}
    return _ask("number", gettext("How long is your journey to work?"), number=grid)


def position2d() -> Question:
    across = {"low": gettext("Alone"), "high": gettext("With others")}
    up = {"low": gettext("Fixed hours"), "high": gettext("Free hours")}
    axes = {"horizontal": across, "vertical": up, "steps": 7}
    return _ask("position2d", gettext("How do you like to work?"), axes=axes)


def wordcloud() -> Question:
    text = {"max_chars": 30, "entries": 2, "moderation": "before_display"}
    return _ask("wordcloud", gettext("What does a good working day need?"), text=text)


def _needs() -> list[dict[str, str]]:
    return _options(
        q=gettext("A quiet room"), p=gettext("People to talk to"), t=gettext("Good tools"), j=gettext("A short journey")
    )


def _ask(kind: str, title: str, **fields: Any) -> Question:
    return parse({"id": kind, "type": kind, "title": title, **fields})


def _options(**texts: str) -> list[dict[str, str]]:
    return [{"id": each, "text": text} for each, text in texts.items()]
