"""Every question of the bundled decks, answered on a phone without scripts, through the real forms.

What each form offers is read from the page, and what must be stored follows from what was filled in there.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from pollapp.decks import BUNDLED
from pollapp.questions import Question
from pollapp.workshops import planning
from tests.web.forms import Browser, Form, Page
from tests.world import Person, World

PEOPLE = 6
CROWD = 12
ASKED = {
    (deck, index): BUNDLED[deck].question(step.question)
    for deck in range(len(BUNDLED))
    for index, step in enumerate(BUNDLED[deck].flow, 1)
    if step.kind == "ask" and step.side != "after"
}
"""Where each deck asks what for the first time: (deck, step)."""


def pick(choices: list[str], who: int) -> str:
    return choices[who % len(choices)]


def fill_single(form: Form, who: int) -> Any:
    chosen = pick(form.choices("value"), who)
    form.fill("value", chosen)
    return chosen


def fill_scale(form: Form, who: int) -> Any:
    chosen = pick(form.choices("value"), who)
    form.fill("value", chosen)
    return chosen if chosen == "none" else int(chosen)


def fill_multiple(form: Form, who: int) -> Any:
    offered = [str(one["value"]) for one in form.tag.select("input[name=value]:not([data-exclusive])")]
    chosen = sorted({pick(offered, who), pick(offered, who + 1)}, key=offered.index)
    form.fill("value", *chosen)
    return chosen


def fill_statements(form: Form, who: int) -> Any:
    said = {}
    for at, name in enumerate(form.names()):
        if at != who:
            said[name.partition(".")[2]] = pick(form.choices(name), who + at)
            form.fill(name, said[name.partition(".")[2]])
    return {item: int(value) if value.isdigit() else value for item, value in said.items()}


def fill_ranking(form: Form, who: int) -> Any:
    names = form.names()
    order = names[who % len(names) :] + names[: who % len(names)]
    listed = form.tag.select_one("[data-ranking]")
    assert listed
    top = int(str(listed["data-ranking"]))
    for place, name in enumerate(order, 1):
        form.fill(name, str(place) if place <= top else "")
    return [name.partition(".")[2] for name in order[:top]]


def fill_points(form: Form, who: int) -> Any:
    listed = form.tag.select_one("[data-points]")
    assert listed
    total, step = int(str(listed["data-points"])), int(str(listed["data-step"]))
    names, first = form.names(), step * (1 + who)
    for name in names:
        form.fill(name, "")
    form.fill(pick(names, who), str(first))
    form.fill(pick(names, who + 1), str(total - first))
    return {pick(names, who).partition(".")[2]: first, pick(names, who + 1).partition(".")[2]: total - first}


def fill_number(form: Form, who: int) -> Any:
    stepper = form.tag.select_one("[data-number]")
    assert stepper
    number = int(str(stepper["data-min"])) + who
    form.fill("value", str(number))
    return number


def fill_position2d(form: Form, who: int) -> Any:
    h, v = pick(form.choices("h"), who), pick(form.choices("v"), 2 * who)
    form.fill("h", h)
    form.fill("v", v)
    return [int(h), int(v)]


def fill_open(form: Form, who: int) -> Any:
    form.fill("text", f"stap{who}")
    return [f"stap{who}"]


FILL: dict[str, Callable[[Form, int], Any]] = {
    "single": fill_single,
    "scale": fill_scale,
    "multiple": fill_multiple,
    "statements": fill_statements,
    "ranking": fill_ranking,
    "points": fill_points,
    "number": fill_number,
    "position2d": fill_position2d,
    "open": fill_open,
    "wordcloud": fill_open,
}


class Room:
    """A workshop with a bundled deck, brought to a step, and phones without scripts."""

    def __init__(self, world: World, deck: int, step: int, people: int = PEOPLE) -> None:
        self.world = world
        self.workshop = planning.add_workshop(world.house.store, world.event, BUNDLED[deck])
        self.presenter = Person(world.app, "presenter")
        self.do("go", step=step)
        self.phones = [Browser(world.app.flask.test_client()) for _ in range(people)]

    @property
    def path(self) -> str:
        return f"/{self.world.house.scenes.get(self.workshop).workshop['code']}"

    @property
    def key(self) -> str:
        return self.world.house.keys.link(self.workshop, "control", 1)

    def do(self, verb: str, **details: Any) -> None:
        rev = self.world.house.scenes.get(self.workshop).workshop["rev"]
        assert self.presenter.say("do", {"key": self.key, "rev": rev, "verb": verb, **details})["ok"]

    def page(self, who: int) -> Page:
        return self.phones[who].get(self.path)

    def stored(self) -> list[str]:
        """What stands in the database, read as JSON."""
        found = self.world.house.store.read(
            lambda db: db.execute(
                "SELECT value FROM answer JOIN round ON round.id = answer.round "
                "WHERE workshop = ? AND value IS NOT NULL",
                [self.workshop],
            ).fetchall()
        )
        return in_order(json.loads(text) for (text,) in found)


@pytest.fixture(scope="module")
def decks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    world = World(tmp_path_factory.mktemp("forms"), wrong_codes_per_minute=10_000)
    yield world
    world.close()


def in_order(values: Iterable[Any]) -> list[str]:
    """Answers in an order of their own; points that are nought may be there or not."""
    return sorted(
        json.dumps({item: part for item, part in one.items() if part} if isinstance(one, dict) else one, sort_keys=True)
        for one in values
    )


@pytest.mark.parametrize(("deck", "step"), ASKED)
def test_an_answer_is_sent_changed_withdrawn_and_skipped_by_forms_alone(decks: World, deck: int, step: int):
    room = Room(decks, deck, step)
    page = room.page(0)
    type_ = str(page.form().tag["data-type"])
    ledger: dict[int, Any] = {}
    for who in range(PEOPLE):
        form = room.page(who).form()
        ledger[who] = FILL[type_](form, who)
        sent = form.send()
        assert sent.status == 200, sent.seen()
        assert "Je antwoord is bewaard" in sent.seen()
    assert room.stored() == in_order(ledger.values())

    form = room.phones[1].get(room.page(1).link("[data-show=ask]")).form()
    assert form.values() or ASKED[deck, step].settings.sensitivity == "high"
    ledger[1] = FILL[type_](form, PEOPLE + 1)
    assert "Je antwoord is bewaard" in form.send().seen()
    del ledger[2]
    withdrawn = room.page(2).hidden_form().send("withdraw")
    assert withdrawn.form().values() == {}
    del ledger[3]
    room.page(3).hidden_form().send("withdraw").form().send("skip")
    assert room.stored() == in_order(ledger.values())

    late = room.page(2).form()
    room.do("lock")
    FILL[type_](late, 0)
    refused = late.send()
    assert refused.status == 409
    assert refused.soup.select_one("form#answer") is None
    assert room.stored() == in_order(ledger.values())


def first_of(type_: str) -> tuple[int, int]:
    """Where the bundled decks first ask a question of this type, alone and not too sensitive to be counted."""
    return next(at for at, question in ASKED.items() if question.type == type_ and is_plain(question))


def is_plain(question: Question) -> bool:
    return question.pair is None and question.settings.sensitivity != "high"


def counted(type_: str, values: list[Any]) -> dict[str, Any]:
    """What a result of these answers must say, counted by hand."""
    people = len(values)
    match type_:
        case "single":
            return {"counts": Counter(values)}
        case "scale":
            return {"counts": Counter(str(one) for one in values if one != "none"), "none": values.count("none")}
        case "multiple":
            return {"counts": Counter(each for one in values for each in one)}
        case "statements":
            said = {item: Counter(str(one[item]) for one in values if item in one) for one in values for item in one}
            return {"counts": {item: row for item, row in said.items() if row.total() - row["pass"] >= 5}}
        case "ranking":
            return {"counts": Counter(one[0] for one in values)}
        case "points":
            items = {item for one in values for item in one}
            return {"means": {item: sum(one.get(item, 0) for one in values) / people for item in items}}
        case _:
            return {}


def agrees(said: Any, expected: Any) -> bool:
    """Whether a result says what was counted; what was never chosen may be there with 0."""
    if isinstance(expected, dict):
        return all(agrees(said[name], part) for name, part in expected.items()) and all(
            agrees(part, 0) for name, part in said.items() if name not in expected
        )
    if isinstance(said, dict):
        return not any(said.values())
    return bool(said == pytest.approx(expected, abs=0.051))


@pytest.mark.parametrize("type_", sorted(FILL))
def test_the_picture_equals_what_was_filled_in(decks: World, type_: str):
    room = Room(decks, *first_of(type_), CROWD)
    values = []
    for who in range(CROWD):
        form = room.page(who).form()
        values.append(FILL[type_](form, who))
        form.send()
    room.do("lock")
    room.do("reveal")
    watched = room.presenter.say("watch", {"key": room.key})
    result = watched["result"]["result"]
    assert result["state"] == "shown"
    assert result["n"] == CROWD - values.count("none")
    assert watched["stage"]["answered"] == CROWD
    for name, expected in counted(type_, values).items():
        assert agrees(result[name], expected), name


def nothing(form: Form) -> None:
    pass


def wrong_number(form: Form) -> None:
    form.fill("value", "veel")


def too_many_points(form: Form) -> None:
    for name in form.names():
        form.fill(name, "60")


def no_points(form: Form) -> None:
    form.fill(form.names()[0], "tien")


def one_place_twice(form: Form) -> None:
    form.fill(form.names()[0], "1")
    form.fill(form.names()[1], "1")


def only_across(form: Form) -> None:
    form.fill("h", form.choices("h")[0])


def everything(form: Form) -> None:
    form.fill("value", *form.choices("value"))


def too_long(form: Form) -> None:
    form.fill("text", "woord " * 60)


MISTAKES = [(type_, nothing) for type_ in sorted(FILL)] + [
    ("number", wrong_number),
    ("points", too_many_points),
    ("points", no_points),
    ("ranking", one_place_twice),
    ("position2d", only_across),
    ("multiple", everything),
    ("open", too_long),
    ("wordcloud", too_long),
]


@pytest.mark.parametrize(("type_", "mistake"), MISTAKES)
def test_a_mistake_is_named_at_its_field_and_what_was_typed_stays(
    decks: World, type_: str, mistake: Callable[[Form], None]
):
    room = Room(decks, *first_of(type_))
    form = room.page(0).form()
    mistake(form)
    page = form.send()
    again = page.form()
    assert page.status == 400
    assert again.values() == form.values()
    summary = page.soup.select_one("#summary a[href]")
    assert summary
    sentence = summary.get_text()
    assert sentence.endswith(".")
    assert page.soup.select_one(str(summary["href"]).replace(".", "\\."))
    if mistake is not nothing:
        assert page.soup.select_one("[aria-invalid=true]")
        assert page.seen().count(sentence) >= 2
    assert room.stored() == []
    FILL[type_](again, 1)
    assert "Je antwoord is bewaard" in again.send().seen()


def test_a_page_loads_itself_anew_only_while_nothing_is_filled_in(decks: World):
    room = Room(decks, *first_of("single"))
    page = room.page(0)
    assert not page.refreshes
    fill_single(page.form(), 0)
    form = page.form()
    fill_single(form, 0)
    assert form.send().refreshes
    assert not room.phones[0].get(room.page(0).link("[data-show=ask]")).refreshes
    assert room.page(1).hidden_form().send("skip").refreshes
    room.do("lock")
    assert room.page(0).refreshes
    room.do("go", step=0)
    assert room.page(0).refreshes


def test_an_answer_that_is_sent_twice_counts_once(decks: World):
    room = Room(decks, *first_of("single"))
    form = room.page(0).form()
    chosen = fill_single(form, 0)
    form.send()
    form.send()
    assert room.stored() == [json.dumps(chosen)]


def test_of_two_pages_that_are_open_the_one_that_is_sent_last_counts(decks: World):
    room = Room(decks, *first_of("single"))
    older = room.page(0).form()
    newer = room.page(0).form()
    fill_single(newer, 1)
    newer.send()
    chosen = fill_single(older, 0)
    assert "Je antwoord is bewaard" in older.send().seen()
    assert room.stored() == [json.dumps(chosen)]


def test_the_form_of_a_question_that_is_over_changes_nothing_in_the_next(decks: World):
    deck, step = first_of("single")
    room = Room(decks, deck, step)
    form = room.page(0).form()
    fill_single(form, 0)
    room.do("again")
    page = form.send()
    assert page.status == 409
    assert page.form().values() == {}
    assert room.stored() == []
