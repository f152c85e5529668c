"""Rows leave only where they were announced, and are what people sent: joined, shuffled, without small groups."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pollapp.errors import Refused
from pollapp.workshops import moderation
from tests.exports.hall import DECK, Hall

ITEMS = ("kat", "hond", "vis")
TEAMS = ["kat"] * 7 + ["hond"] * 5
PLACES = [[1, 5], [5, 1], [3, 3]] * 4
POINTS = [{"kat": 10}, {"hond": 4, "vis": 6}] * 6


def fill(hall: Hall) -> None:
    """Everybody answers everything, and it is closed."""
    hall.ask(*TEAMS)
    hall.ask(*["kat"] * 12)
    hall.ask(*[["kat", "vis"], ["hond"]] * 6)
    hall.ask(*[{"kat": "agree", "hond": "pass"}, {"vis": "disagree"}] * 6)
    hall.ask(*[["kat", "vis"], ["vis"]] * 6)
    hall.ask(*POINTS)
    hall.ask(*[-2.5, 4] * 6)
    hall.ask(*PLACES)
    hall.ask(*[1, 2, 3, 4, 5, 5] * 2)
    hall.ask(*[5, 4, 3, 2, 1, 1] * 2)
    hall.ask(*[["Ruimte", "tijd"]] * 12)
    hall.ask(*[["=Samen eten"]] * 12)
    hall.do("next")


def expected(hall: Hall) -> Counter[tuple[str, ...]]:
    """The same rows, from what each person sent."""
    found: Counter[tuple[str, ...]] = Counter()
    for person in range(len(hall.people)):
        said: dict[tuple[str, str | None], Any] = {asked: sent.get(person) for asked, sent in hall.sent.items()}
        ranked, team = said["rang", None], said["team", None]
        cells = [
            team,
            said["dag", None],
            *[int(one in said["kies", None]) for one in ITEMS],
            *[said["zin", None].get(one, "") for one in ITEMS],
            *[ranked.index(one) + 1 if one in ranked else "" for one in ITEMS],
            *[said["punt", None].get(one, 0) for one in ITEMS],
            said["getal", None],
            *said["plek", None],
            said["lijn", "before"],
            said["lijn", "after"],
        ]
        found[tuple(str(cell) for cell in cells)] += 1
    return found


def actual(hall: Hall) -> Counter[tuple[str, ...]]:
    return Counter(tuple(line.values())[1:] for line in hall.table("rows"))


def test_rows_are_what_people_sent(hall: Hall):
    fill(hall)
    hall.do("end")
    assert list(hall.table("rows")[0]) == [
        "id", "team", "dag", "kies:kat", "kies:hond", "kies:vis", "zin:kat", "zin:hond", "zin:vis",
        "rang:kat", "rang:hond", "rang:vis", "punt:kat", "punt:hond", "punt:vis", "getal",
        "plek:horizontal", "plek:vertical", "lijn.before", "lijn.after",
    ]  # fmt: skip
    assert actual(hall) == expected(hall)


def test_before_the_end_there_are_no_rows(hall: Hall):
    fill(hall)
    with pytest.raises(Refused, match="no rows yet"):
        hall.file("rows")
    assert "Rows" not in openpyxl.load_workbook(io.BytesIO(hall.file("xlsx", "en").content)).sheetnames


def test_ids_are_random_and_new_each_time(hall: Hall):
    fill(hall)
    hall.do("end")
    first, second = ({line["id"] for line in hall.table("rows")} for _ in range(2))
    assert len(first) == len(second) == 12
    assert not first & second


def test_the_order_tells_nothing_of_who_came_first(hall: Hall):
    fill(hall)
    hall.do("end")
    orders = {tuple(line["punt:kat"] + line["getal"] for line in hall.table("rows")) for _ in range(8)}
    assert len(orders) > 1


def test_small_groups_are_merged_also_where_two_group_questions_cross(tmp_path: Path):
    hall = Hall(tmp_path, 16)
    hall.ask(*["kat"] * 9, *["hond"] * 4, *["vis"] * 3)
    hall.ask(*["kat"] * 5, *["hond"] * 4, *["kat"] * 7)
    hall.do("end")
    teams = Counter((line["team"], line["dag"]) for line in hall.table("rows"))
    assert teams == {("kat", "(other)"): 9, ("(other)", "kat"): 7}
    hall.close()


def test_texts_are_apart_approved_and_in_an_order_of_their_own(hall: Hall):
    fill(hall)
    with pytest.raises(Refused):
        hall.file("texts")
    hall.do("back")
    for one in hall.world.house.store.read(lambda db: moderation.queue(db, hall.world.scene)):
        hall.do("approve", round=one["round"], text=one["key"])
    hall.do("end")
    assert hall.table("texts") == [{"question": "zeg", "text": "'=Samen eten"}] * 12
    assert not any("Samen" in "".join(line.values()) for line in hall.table("rows"))
    book = openpyxl.load_workbook(io.BytesIO(hall.file("xlsx", "en").content))
    assert book.sheetnames[-2:] == ["Rows", "Texts"]
    assert len(list(book["Rows"].iter_rows())) == 13


def test_questions_with_few_answers_have_no_column(hall: Hall):
    hall.ask(*["kat"] * 2)
    hall.ask(*["kat"] * 12)
    hall.ask()
    hall.do("end")
    assert list(hall.table("rows")[0]) == ["id", "dag"]


def test_a_second_run_has_a_column_of_its_own(hall: Hall):
    hall.ask(*["kat"] * 12)
    hall.do("again")
    hall.answer(*["hond"] * 12)
    hall.do("end")
    assert {tuple(line.values())[1:] for line in hall.table("rows")} == {("kat", "hond")}
    assert list(hall.table("rows")[0]) == ["id", "team", "team#2"]


@pytest.mark.parametrize("ended", [False, True])
def test_without_an_announcement_there_are_no_rows(tmp_path: Path, ended: bool):
    hall = Hall(tmp_path, 12, DECK.replace(", export: pseudonymous_rows", ""))
    hall.ask(*["kat"] * 12)
    hall.do("lock", *(["end"] if ended else []))
    for kind in ("rows", "texts"):
        with pytest.raises(Refused):
            hall.file(kind)
    assert "Rijen" not in openpyxl.load_workbook(io.BytesIO(hall.file("xlsx").content)).sheetnames
    hall.close()


def test_only_announced_questions_are_in_the_rows(tmp_path: Path):
    some = DECK.replace(", export: pseudonymous_rows", "").replace(
        'title: {nl: "Wat past?"}', 'title: {nl: "Wat past?"}, settings: {export: pseudonymous_rows}'
    )
    hall = Hall(tmp_path, 12, some)
    hall.ask(*["kat"] * 12)
    hall.ask(*["kat"] * 12)
    hall.ask(*[["kat"]] * 12)
    hall.do("lock", "end")
    assert list(hall.table("rows")[0]) == ["id", "kies:kat", "kies:hond", "kies:vis"]
    hall.close()
