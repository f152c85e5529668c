"""The same question in several workshops, shown in one picture: who is in it, and that it stays what it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pollapp.store import rounds
from pollapp.workshops import answers, planning
from tests.rooms import SHOWN, Event, deck, people

Make = Callable[..., Event]
TWELVE = (1, 1, 2, 3, 3, 4, 4, 4, 5, 5, 5, 5)
SIX = (1, 2, 3, 4, 5, 5)


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """make(*rooms, plenary=""): an event with rooms by these names."""
    events: list[Event] = []

    def made(*rooms: str, **settings: str) -> Event:
        events.append(Event(tmp_path / str(len(events)), *rooms, **settings))
        return events[-1]

    yield made
    for event in events:
        event.world.close()


def sizes(event: Event) -> dict[tuple[int, ...], int]:
    """{workshops: people} of the groups in the picture."""
    return {tuple(room["workshops"]): room["n"] for room in event.seen().get("rooms", [])}


def test_each_room_and_all_together(make: Make):
    event = make("A", "B")
    event.run("A", people("a", *TWELVE))
    event.run("B", people("b", *SIX))
    seen = event.show()
    a, b = event.rooms["A"], event.rooms["B"]
    assert seen["state"] == "shown"
    assert sizes(event) == {(a,): 12, (b,): 6}
    assert seen["n"] == seen["together"]["n"] == 18
    assert seen["together"]["counts"] == {"1": 3, "2": 2, "3": 3, "4": 4, "5": 6}
    assert seen["rooms"][0]["result"]["counts"] == {"1": 2, "2": 1, "3": 2, "4": 3, "5": 4}
    assert (seen["withheld"], seen["too_few"], seen["unlinked"]) == (None, [], False)


def test_before_a_room_has_closed_there_is_nothing_and_after_it_the_picture_comes_by_itself(make: Make):
    event = make("A", "B")
    assert event.show()["state"] == "hidden"
    screen = event.world.screen()
    event.open("A")
    event.answer("A", people("a", *SIX))
    event.world.tick()
    screen.heard("result")
    event.lock("A")
    event.world.tick()
    [heard] = screen.heard("result")
    assert heard["rev"] == event.row(event.plenary)["rev"]
    assert heard["result"]["together"] is None
    assert heard["result"]["n"] == 6
    event.run("B", people("b", *TWELVE))
    event.world.tick()
    [heard] = screen.heard("result")
    assert heard["result"]["together"]["n"] == 18
    assert "All together" in event.world.house.partials.result(event.world.scene, "en", "screen")


def test_a_deed_that_changes_nothing_of_the_picture_tells_the_plenary_nothing(make: Make):
    event = make("A", "B")
    event.run("A", people("a", *SIX))
    event.show()
    told: list[int] = []
    event.store.listen(told.append)
    event.open("B")
    assert told == [event.rooms["B"]]


def test_who_goes_from_room_to_room_counts_once_where_they_answered_first(make: Make):
    event = make("A", "B")
    event.run("A", people("a", *SIX) | people("both", 1, 1, 1, 1, 1))
    event.run("B", people("b", *SIX) | people("both", 5, 5, 5, 5, 5))
    seen = event.show()
    assert [room["n"] for room in seen["rooms"]] == [11, 6]
    assert seen["together"]["counts"] == {"1": 7, "2": 2, "3": 2, "4": 2, "5": 4}


def test_a_few_who_went_keep_their_second_room_out_of_the_sum(make: Make):
    event = make("A", "B", "C")
    event.run("A", people("a", *SIX) | people("both", 1))
    event.run("B", people("b", *SIX) | people("both", 5))
    event.run("C", people("c", *SIX))
    seen = event.show()
    assert seen["withheld"] == "twice"
    assert [(room["n"], room["apart"]) for room in seen["rooms"]] == [(7, False), (7, True), (6, False)]
    assert seen["together"]["n"] == seen["n"] == 13
    assert seen["rooms"][1]["result"] == _without_state(event.seen(event.rooms["B"]))


def _without_state(result: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in result.items() if name not in ("type", "state")}


def test_with_two_rooms_of_which_one_stands_apart_there_is_no_sum(make: Make):
    event = make("A", "B")
    event.run("A", people("a", *SIX) | people("both", 1))
    event.run("B", people("b", *SIX) | people("both", 5))
    seen = event.show()
    assert (seen["together"], seen["withheld"], len(seen["rooms"])) == (None, "twice", 2)


def test_small_rooms_go_together_and_never_with_one_that_was_shown_itself(make: Make):
    event = make("A", "B", "C")
    event.run("A", people("a", *TWELVE))
    event.run("B", people("b", 1, 2, 3))
    seen = event.show()
    assert sizes(event) == {(event.rooms["A"],): 12}
    assert (seen["n"], seen["too_few"]) == (12, [event.rooms["B"]])
    event.run("C", people("c", 4, 5))
    seen = event.seen()
    assert sizes(event) == {(event.rooms["A"],): 12, (event.rooms["B"], event.rooms["C"]): 5}
    assert (seen["together"]["n"], seen["too_few"]) == (17, [])


def test_one_more_small_room_does_not_join_a_group_that_was_shown(make: Make):
    event = make("A", "B", "C", "D")
    for room in ("A", "B"):
        event.run(room, people(room, 1, 2, 3))
    event.show()
    event.run("C", people("c", 1, 2))
    assert sizes(event) == {(event.rooms["A"], event.rooms["B"]): 6}
    assert event.seen()["too_few"] == [event.rooms["C"]]
    event.run("D", people("d", 1, 2, 3))
    assert list(sizes(event).values()) == [6, 5]


def test_of_small_rooms_together_none_stays_when_one_of_them_hides(make: Make):
    event = make("A", "B", "C")
    event.run("A", people("a", 1, 1, 1))
    event.run("B", people("b", 2, 2, 2))
    event.run("C", people("c", *SIX))
    event.show()
    assert len(sizes(event)) == 2
    event.do(event.rooms["A"], "hide")
    assert sizes(event) == {(event.rooms["C"],): 6}
    assert event.seen()["too_few"] == [event.rooms["B"]]


def test_a_small_room_that_was_shown_with_others_cannot_open_its_question_again(make: Make):
    event = make("A", "B")
    for room in ("A", "B"):
        event.run(room, people(room, 1, 2, 3))
    assert event.seen(event.rooms["A"])["state"] == "too_few"
    event.show()
    assert event.seen()["n"] == 6
    with pytest.raises(Exception, match="ask again"):
        event.do(event.rooms["A"], "open")


@pytest.mark.parametrize("settings", ["reveal: never", "reveal: presenter"])
def test_a_room_keeps_its_own_rules(make: Make, settings: str):
    event = make("A")
    event.run("A", people("a", *SIX))
    event.add("B", deck("B", settings=settings))
    event.run("B", people("b", *SIX))
    event.show()
    assert sizes(event) == {(event.rooms["A"],): 6}
    if settings == "reveal: presenter":
        event.do(event.rooms["B"], "reveal")
        assert sizes(event) == {(event.rooms["A"],): 6, (event.rooms["B"],): 6}


def test_a_room_that_hides_its_result_leaves_the_picture_until_it_shows_it_again(make: Make):
    event = make("A", "B")
    event.run("A", people("a", *SIX))
    event.run("B", people("b", *SIX))
    before = event.show()
    event.do(event.rooms["B"], "hide")
    assert sizes(event) == {(event.rooms["A"],): 6}
    event.do(event.rooms["B"], "reveal")
    assert event.seen() == before


def test_one_sensitive_room_makes_the_whole_picture_a_sensitive_one(make: Make):
    event = make("A")
    event.run("A", people("a", *TWELVE))
    event.add("B", deck("B", settings="sensitivity: high"))
    event.run("B", people("b", *TWELVE))
    seen = event.show()
    assert len(seen["rooms"]) == 2
    assert (seen["together"], seen["withheld"]) == (None, "few")
    for result in (room["result"] for room in seen["rooms"]):
        assert "counts" not in result
        assert all(share % 10 == 0 for share in result["shares"].values())


def test_the_limits_of_the_workshop_that_shows_it_hold_as_well(make: Make):
    event = make("A", "B", plenary=deck("Plenair", id="mee", flow=SHOWN, settings="min_group: 8"))
    event.run("A", people("a", *TWELVE))
    event.run("B", people("b", *SIX))
    seen = event.show()
    assert sizes(event) == {(event.rooms["A"],): 12}
    assert (seen["together"], seen["too_few"]) == (None, [event.rooms["B"]])


def test_of_a_pair_the_answers_afterwards_count_or_those_beforehand_when_there_is_no_more(make: Make):
    pair = "pair: before_after"
    event = make("A")
    event.run("A", people("a", *SIX))
    event.add("B", deck("B", more=pair, flow="[{ask: q, round: before}, {ask: q, round: after}]"))
    event.run("B", people("b", 1, 1, 1, 1, 1, 1))
    event.show()
    assert event.seen()["rooms"][1]["result"]["counts"]["1"] == 6
    event.run("B", people("b", 5, 5, 5, 5, 5, 5))
    assert event.seen()["rooms"][1]["result"]["counts"] == {"1": 0, "2": 0, "3": 0, "4": 0, "5": 6}


def test_the_last_time_a_room_asked_counts(make: Make):
    event = make("A")
    event.run("A", people("a", *SIX))
    event.show()
    event.do(event.rooms["A"], "again")
    assert event.seen()["n"] == 6
    event.answer("A", people("a", *TWELVE))
    event.lock("A")
    assert event.seen()["n"] == 12


def test_a_workshop_that_asks_the_question_too_is_one_of_the_rooms(make: Make):
    event = make("A", plenary=deck("Plenair", id="mee", flow="[{ask: mee}, {show: mee, view: rooms}]"))
    event.rooms["P"] = event.plenary
    event.run("P", people("p", *SIX))
    event.run("A", people("a", *SIX))
    event.show()
    assert sizes(event) == {(event.plenary,): 6, (event.rooms["A"],): 6}
    event.do(event.plenary, "hide")
    assert event.seen()["state"] == "hidden"


def test_a_deck_can_offer_the_rooms_beside_the_room_itself(make: Make):
    event = make("A")
    event.run("A", people("a", *SIX))
    event.add("B", deck("B", more="show: [diverging_bar, rooms]"))
    event.run("B", people("b", *SIX))
    assert event.world.house.scenes.get(event.rooms["B"]).views == ["result", "rooms"]
    event.do(event.rooms["B"], "view", view="rooms")
    assert event.seen(event.rooms["B"])["together"]["n"] == 12


def test_a_test_round_is_in_no_picture_of_real_ones(make: Make):
    event = make("A", "B")
    planning.change(event.store, event.rooms["B"], "test")
    event.run("A", people("a", *SIX))
    event.run("B", people("b", *SIX))
    event.show()
    assert sizes(event) == {(event.rooms["A"],): 6}


def test_a_room_that_is_made_a_test_round_leaves_the_picture(make: Make):
    event = make("A", "B")
    event.run("A", people("a", *SIX))
    event.run("B", people("b", *SIX))
    event.show()
    assert len(sizes(event)) == 2
    planning.change(event.store, event.rooms["B"], "test")
    assert sizes(event) == {(event.rooms["A"],): 6}


def test_another_question_is_not_in_the_picture(make: Make):
    event = make("A")
    event.add("B", deck("B").replace("morgen", "overmorgen"))
    event.run("A", people("a", *SIX))
    event.run("B", people("b", *SIX))
    event.show()
    assert sizes(event) == {(event.rooms["A"],): 6}


def test_nothing_of_a_pause_and_the_same_after_it(make: Make):
    event = make("A", "B")
    event.run("A", people("a", *SIX))
    event.run("B", people("b", *SIX))
    before = event.show()
    event.do(event.plenary, "pause")
    assert event.seen()["state"] == "hidden"
    event.do(event.plenary, "resume")
    assert event.seen() == before


def test_a_restart_shows_the_same_and_so_does_an_erased_answer(make: Make):
    event = make("A", "B")
    event.run("A", people("a", *SIX))
    event.run("B", people("b", *SIX))
    before = event.show()
    number = event.world.house.keys.participant(event.event, "b0")
    assert answers.erase(event.store, event.rooms["B"], number) == 1
    assert event.seen() == before
    event.world.restart()
    assert event.seen() == before
    event.do(event.plenary, "back")
    assert event.show() == before


def test_rooms_that_ended_before_are_merged_as_if_they_went_on(make: Make):
    event = make("A", "B", "C")
    event.run("A", people("a", *SIX) | people("both", 1, 1, 1, 1, 1))
    event.do(event.rooms["A"], "end")
    event.run("B", people("b", *SIX) | people("both", 5, 5, 5, 5, 5))
    event.do(event.rooms["B"], "end")
    seen = event.show()
    assert [room["n"] for room in seen["rooms"]] == [11, 6]
    assert not seen["unlinked"]
    event.run("C", people("c", *SIX) | people("both", 3, 3, 3, 3, 3))
    event.do(event.rooms["C"], "end")
    assert [room["n"] for room in event.seen()["rooms"]] == [11, 6, 6]


def test_when_the_plenary_has_ended_no_link_is_left_and_its_picture_stays(make: Make):
    event = make("A", "B")
    event.run("A", people("a", *SIX))
    event.run("B", people("b", *SIX))
    event.show()
    kept = event.row(event.plenary)["rooms"]
    for workshop in (*event.rooms.values(), event.plenary):
        event.do(workshop, "end")
    assert event.row(event.plenary)["rooms"] == kept
    for workshop in event.rooms.values():
        assert not event.store.read(lambda db, workshop=workshop: rounds.linked(db, workshop))


def test_rooms_whose_links_were_cut_before_count_as_they_are_and_the_picture_says_so(make: Make):
    event = make("A", "B", plenary=deck("Plenair"))
    event.run("A", people("a", *SIX) | people("both", 1))
    event.do(event.rooms["A"], "end")
    event.run("B", people("b", *SIX) | people("both", 5))
    event.add("late", deck("Laat", id="mee", flow=SHOWN))
    event.do(event.rooms["late"], "next")
    seen = event.seen(event.rooms["late"])
    assert [room["n"] for room in seen["rooms"]] == [7, 7]
    assert (seen["together"]["n"], seen["unlinked"]) == (14, True)


def test_a_later_end_of_a_room_shows_the_plenary_nothing_else(make: Make):
    event = make("A", "B")
    event.run("A", people("a", *SIX))
    event.run("B", people("b", *SIX) | people("both", 5, 5, 5, 5, 5))
    before = event.show()
    for room in ("A", "B"):
        event.do(event.rooms[room], "end")
        assert event.seen() == before
    event.world.restart()
    assert event.seen() == before


def test_a_room_that_closes_by_its_end_comes_into_the_picture(make: Make):
    event = make("A", "B")
    event.run("A", people("a", *SIX))
    event.show()
    event.open("B")
    event.answer("B", people("b", *SIX))
    event.do(event.rooms["B"], "end")
    assert event.seen()["together"]["n"] == 12


def test_people_with_phones_who_take_their_cookie_along_are_one_participant_each(make: Make):
    event = make("A", "B")
    crowd = [event.world.phone(str(number)) for number in range(6)]
    for room, value in (("A", 1), ("B", 5)):
        event.open(room)
        code = event.row(event.rooms[room])["code"]
        for person in crowd:
            joined = person.say("join", {"code": code})
            answer = {"round": joined["stage"]["round"], "n": 1, "value": value}
            assert person.say("answer", answer)["ok"]
        event.answer(room, people(room, *SIX))
        event.lock(room)
    seen = event.show()
    assert [room["n"] for room in seen["rooms"]] == [12, 6]
    assert seen["together"]["counts"]["1"] == 6 + 2
