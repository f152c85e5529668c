"""Whatever is sent, the sender gets a sentence that names a field, and nothing changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pollapp.decks import BUNDLED
from pollapp.questions import TYPES
from pollapp.store import workshops
from pollapp.workshops import planning
from tests.live.strategies import anything, messages, payloads
from tests.world import Person, World

calm = settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])

MESSAGES = ("join", "answer", "watch", "do")
VERBS = ("next", "back", "go", "open", "lock", "reveal", "hide", "again", "freeze", "thaw", "pause", "resume")
MODERATION = ("approve", "reject", "merge", "split")


class Busy(World):
    """A server on which the bundled decks run beside the trial workshop, and nobody is slowed down."""

    def __init__(self, folder: Any) -> None:
        super().__init__(folder, messages_per_second=1_000, messages_at_once=10_000, wrong_codes_per_minute=10_000)
        self.runs = [planning.add_workshop(self.house.store, self.event, deck) for deck in BUNDLED]
        self.presenter, self.somebody = Person(self.app, "presenter"), self.phone("Anna")

    def facts(self, workshop: int) -> dict[str, Any]:
        return self.house.store.read(lambda db: workshops.get(db, workshop)) or {}

    def control(self, workshop: int) -> str:
        return self.house.keys.link(workshop, "control", self.facts(workshop)["control"])

    def press(self, workshop: int, verb: str, **details: Any) -> dict[str, Any]:
        message = {"key": self.control(workshop), "rev": self.facts(workshop)["rev"], "verb": verb}
        reply: dict[str, Any] = self.presenter.say("do", message | details)
        return reply

    def stage_of(self, type_: str) -> tuple[int, dict[str, Any]]:
        """A workshop whose stage now asks an open question of this type, and that stage."""
        for workshop, deck in zip(self.runs, BUNDLED, strict=True):
            for index, step in enumerate(deck.flow, 1):
                if step.kind == "ask" and deck.question(step.question).type == type_:
                    assert self.press(workshop, "go", step=index)["ok"]
                    if self.house.scenes.get(workshop).state != "open":
                        assert self.press(workshop, "again")["ok"]
                    return workshop, self.house.scenes.get(workshop).stage("nl")
        raise AssertionError(f"no bundled deck asks {type_}")

    def guest(self, workshop: int) -> Person:
        person = Person(self.app, "Anna")
        assert person.say("join", {"code": self.facts(workshop)["code"]})["ok"]
        return person


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Busy]:
    world = Busy(tmp_path_factory.mktemp("hostile"))
    world.do("next")
    yield world
    world.close()


def dump(world: World, but: tuple[str, ...] = ()) -> dict[str, list[Any]]:
    """Everything that is stored, by table."""
    return world.house.store.read(
        lambda db: {
            name: db.execute(f"SELECT * FROM {name}").fetchall() for name in db.table_names() if name not in but
        }
    )


def say(person: Person, message: str, *payload: Any) -> Any:
    return person.socket.emit(message, *payload, callback=True)


def refused(reply: Any) -> bool:
    """Whether it is a refusal as it should be; fails when it is neither that nor an acceptance."""
    assert isinstance(reply, dict)
    if reply["ok"] is True:
        return False
    assert reply["ok"] is False
    assert set(reply) <= {"ok", "error", "stage"}
    assert set(reply["error"]) == {"field", "sentence"}
    assert reply["error"]["field"], reply
    assert reply["error"]["sentence"].endswith("."), reply
    assert "%(" not in reply["error"]["sentence"], reply
    return True


@pytest.mark.parametrize("message", MESSAGES)
@calm
@given(payload=payloads)
def test_any_payload_is_refused_in_a_sentence_and_changes_nothing(busy: Busy, message: str, payload: tuple[Any, ...]):
    before = dump(busy)
    assert refused(say(busy.somebody, message, *payload))
    assert dump(busy) == before


@calm
@given(data=st.data())
def test_a_join_with_anything_beside_its_code_lets_in_or_refuses_and_stores_nothing(busy: Busy, data: st.DataObject):
    right = st.just({"code": busy.code}) | st.just({"code": busy.code, "lang": "en", "token": "a" * 32})
    message, before = data.draw(messages(right)), dump(busy)
    if not refused(reply := say(Person(busy.app), "join", message)):
        assert reply["workshop"]["id"] == busy.workshop
        assert reply["mine"] is None
    assert dump(busy) == before


class Asked:
    """A question that is open, and somebody who answers it again and again."""

    def __init__(self, busy: Busy, type_: str) -> None:
        self.workshop, stage = busy.stage_of(type_)
        self.round, self.n = stage["round"], 0
        self.person = busy.guest(self.workshop)

    def answer(self, value: Any) -> Any:
        self.n += 1
        return say(self.person, "answer", {"round": self.round, "n": self.n, "value": value})


@pytest.fixture(params=sorted(TYPES))
def asked(busy: Busy, request: pytest.FixtureRequest) -> Asked:
    return Asked(busy, request.param)


@settings(calm, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(value=anything)
def test_any_value_is_an_answer_or_is_refused_whatever_is_asked(busy: Busy, asked: Asked, value: Any):
    before = dump(busy)
    reply = asked.answer(value)
    after = dump(busy)
    if refused(reply):
        assert after == before
        huge = len(json.dumps(value)) > busy.settings.message_bytes - 100
        assert reply["error"]["field"] not in ("round", "n") + (() if huge else ("message",))
        return
    assert reply == {"ok": True, "round": asked.round, "n": asked.n}
    assert [one for one in after if after[one] != before[one]] == ["answer", "acknowledged"]
    assert len(set(after["answer"]) - set(before["answer"])) == 1


@calm
@given(data=st.data())
def test_an_answer_with_anything_for_its_round_and_count_is_refused_or_counts_once(busy: Busy, data: st.DataObject):
    busy.press(busy.workshop, "go", step=1)
    round_, person = busy.stage()["round"], busy.phone("Bram")
    right = st.sampled_from([{"round": round_, "n": 1}, {"round": round_}, {"n": 3}, {}]).map(
        lambda one: one | {"value": "kat"}
    )
    message, before = data.draw(messages(right)), dump(busy)
    reply = say(person, "answer", message)
    if refused(reply):
        assert dump(busy) == before
    else:
        assert (message["round"], type(message["n"])) == (round_, int)
        assert reply == {"ok": True, "round": round_, "n": message["n"]}


@calm
@given(data=st.data())
def test_a_watch_with_anything_beside_its_key_shows_its_own_workshop_or_nothing(busy: Busy, data: st.DataObject):
    right = st.sampled_from([{"key": busy.key(role)} for role in ("control", "watch")])
    message, before = data.draw(messages(right)), dump(busy)
    if not refused(reply := say(Person(busy.app), "watch", message)):
        assert reply["workshop"]["id"] == busy.workshop
    assert dump(busy) == before


@calm
@given(data=st.data())
def test_a_verb_with_anything_beside_it_is_refused_or_changes_its_own_workshop_only(busy: Busy, data: st.DataObject):
    row = busy.row
    right = st.builds(
        lambda verb, known: {"key": busy.key(), "rev": row["rev"], "verb": verb} | known,
        st.sampled_from(VERBS + MODERATION),
        st.sampled_from([{}, {"step": 1}, {"step": 6}, {"round": busy.stage()["round"], "text": "bellen"}]),
    )
    message, before = data.draw(messages(right)), dump(busy)
    reply = say(Person(busy.app), "do", message)
    after = dump(busy)
    if refused(reply):
        assert after == before
        assert "stage" not in reply or reply["stage"]["rev"] == row["rev"]
        return
    mine = busy.workshop
    assert busy.row["rev"] == row["rev"] + (message["verb"] not in MODERATION)
    assert [one for one in after["workshop"] if one[0] != mine] == [one for one in before["workshop"] if one[0] != mine]
    assert [one for one in after["round"] if one[1] != mine] == [one for one in before["round"] if one[1] != mine]
    assert after["answer"] == before["answer"]
