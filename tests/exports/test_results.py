"""What an export holds equals a count of what people sent, made here without the app's own counting."""

from __future__ import annotations

import io
import json
from collections import Counter
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from pollapp import language
from pollapp.errors import NotFound, PollError, Refused
from pollapp.exports import export
from pollapp.exports.words import note_of
from pollapp.workshops import moderation, planning
from tests.exports.hall import Hall
from tests.results.rooms import LOCKED
from tests.world import World

TEAMS = ["kat"] * 7 + ["hond"] * 3 + ["vis"] * 2


def figures(hall: Hall, question: str, measure: str, side: str = "") -> dict[str, str]:
    """{item: value} of one measure in the csv; a pair stands apart."""
    return {
        line["item"]: line["value"]
        for line in hall.table("csv")
        if (line["question"], line["measure"], line["side"]) == (question, measure, side) and "+" not in line["round"]
    }


def test_counts_are_those_of_the_last_answers_after_changes_and_withdrawals(hall: Hall):
    hall.ask(*TEAMS)
    hall.answer(None, "hond", "vis")
    hall.withdraw(3)
    hall.do("lock")
    counted = Counter(hall.sent["team", None].values())
    one = hall.rounds()["team", None]
    assert one["result"]["counts"] == counted
    assert one["answered"] == one["result"]["n"] == 11
    assert figures(hall, "team", "count") == {item: str(number) for item, number in counted.items()}
    assert hall.report()["proof"] == [
        {"round": 1, "question": "team", "side": None, "accepted": 11, "stored": 11, "pictured": 11, "held_back": 0}
    ]


def test_every_type_tells_its_own_figures(hall: Hall):
    hall.ask(*TEAMS)
    hall.ask(*["kat"] * 12)
    hall.ask(*[["kat", "vis"], ["hond"]] * 6)
    hall.ask(*[{"kat": "agree", "hond": "pass"}, {"kat": "disagree"}] * 6)
    hall.ask(*[["kat", "vis"], ["vis"]] * 6)
    hall.ask(*[{"kat": 10}, {"hond": 4, "vis": 6}] * 6)
    hall.ask(*[-2.5, 4] * 6)
    hall.ask(*[[1, 5], [5, 1]] * 6)
    hall.do("next")
    assert figures(hall, "kies", "count") == {"kat": "6", "hond": "6", "vis": "6"}
    assert figures(hall, "zin", "count.agree")["kat"] == "6"
    assert figures(hall, "zin", "too_few") == {"hond": "1", "vis": "1"}
    assert figures(hall, "rang", "count") == {"kat": "6", "hond": "0", "vis": "6"}
    assert figures(hall, "rang", "place")["vis"] == "1"
    assert figures(hall, "punt", "mean") == {"kat": "5", "hond": "2", "vis": "3"}
    assert figures(hall, "punt", "zeros") == {"kat": "6", "hond": "6", "vis": "6"}
    assert figures(hall, "punt", "distance") == {"kat": "5.5", "hond": "2.2", "vis": "3.3"}
    assert figures(hall, "getal", "count") == {"-5": "6", "0": "0", "3": "6"}
    assert figures(hall, "getal", "median") == {"": "0.75"}
    assert figures(hall, "plek", "count")["low_high"] == "6"


def test_before_and_after_are_of_the_same_people(hall: Hall):
    for _ in range(8):
        hall.do("next")
    hall.ask(1, 1, 2, 2, 3, 3, 4, 4, 5, 5, "none", None)
    hall.do("lock")
    assert hall.rounds()["lijn", "before"]["result"]["state"] == "hidden"
    hall.ask(5, 5, 5, 5, 5, 4, 4, 4, 4, 4, 4, None)
    hall.do("lock")
    [pair] = hall.report()["pairs"]
    before, after = hall.sent["lijn", "before"], hall.sent["lijn", "after"]
    both = [person for person in before if "none" not in (before[person], after[person])]
    for side, ledger in (("before", before), ("after", after)):
        counted = Counter(str(ledger[person]) for person in both)
        assert {place: n for place, n in pair["result"][side]["counts"].items() if n} == counted


def test_a_scale_brings_its_panel_and_the_indices_that_follow(hall: Hall):
    for _ in range(8):
        hall.do("next")
    hall.ask(*[1] * 6, *[5] * 6)
    hall.ask(*[1] * 1, *[5] * 11)
    hall.do("lock")
    names = ("label", "side", "small", "distance", "agreement", "camps", "leik", "dispersion", "consensus")
    before, after = ([figures(hall, "lijn", name, side).get("") for name in names] for side in ("before", "after"))
    assert before == ["two_camps", None, "1", "2.18", "-1", "2.6", "1", "1", "0"]
    assert after[:4] == ["agreed", "high", "1", "0.67"]
    book = openpyxl.load_workbook(io.BytesIO(hall.file("xlsx", "nl").content))
    lines = [[cell for cell in row if cell not in (None, "")] for row in book["9 lijn"].iter_rows(values_only=True)]
    assert ["De zaal in één woord", "Twee groepen tegenover elkaar"] in lines
    assert ["De zaal in één woord", "Grotendeels eens met elkaar"] in lines
    assert ["Waar de meeste mensen staan", "Boven het midden"] in lines


SENSITIVE = """
schema: pollapp.deck/1
id: gevoelig
languages: [nl]
title: {nl: "Gevoelig"}
defaults: {reveal: on_close, sensitivity: high}
questions:
  - {id: a, type: scale, title: {nl: "Hoe?"}, scale: {points: 5, low: {nl: Nee}, high: {nl: Ja}}}
"""


def test_of_a_sensitive_scale_there_is_a_word_and_no_number(tmp_path):
    hall = Hall(tmp_path, 20, SENSITIVE)
    hall.ask(*[1] * 11, *[5] * 9)
    hall.do("lock")
    assert figures(hall, "a", "label") == {"": "two_camps"}
    assert not {line["measure"] for line in hall.table("csv")} & {"small", "distance", "agreement", "camps", "leik"}
    hall.close()


def test_a_round_has_only_its_pair_where_more_would_tell_what_a_few_answered_who_answered_once(hall: Hall):
    for _ in range(8):
        hall.do("next")
    hall.ask(*[1] * 10, 2, 2)
    hall.ask(*[5] * 10)
    hall.do("lock")
    rounds = hall.rounds()
    assert rounds["lijn", "before"]["result"]["counts"] == {"1": 10, "2": 0, "3": 0, "4": 0, "5": 0}
    assert rounds["lijn", "before"]["answered"] == 12
    assert rounds["lijn", "after"]["result"]["counts"]["5"] == 10
    told = [line["value"] for line in hall.table("csv") if line["round"] == "9" and line["measure"] == "count"]
    assert sorted(set(told)) == ["0", "10"]


@pytest.mark.parametrize(("people", "state"), [(2, "too_few"), (3, "shown")])
def test_too_few_answers_are_a_sentence_and_no_numbers(hall: Hall, people: int, state: str):
    hall.ask(*["kat"] * people)
    hall.do("lock")
    one = hall.rounds()["team", None]
    assert one["result"]["state"] == state
    assert (one["note"] is None) == (state == "shown")
    assert bool(figures(hall, "team", "count")) == (state == "shown")


def test_what_is_hidden_or_still_open_or_not_shown_stays_inside(hall: Hall):
    hall.ask(*TEAMS)
    assert hall.rounds()["team", None]["note"] == "Deze vraag is nog open."
    hall.do("lock", "hide")
    assert hall.rounds()["team", None]["note"] == "De presentator heeft deze uitslag verborgen."
    for _ in range(9):
        hall.do("next")
    hall.ask(*[["aap"]] * 12)
    hall.do("lock")
    assert hall.rounds()["woord", None]["note"] == "De presentator heeft deze uitslag niet getoond."
    for kind in ("json", "csv"):
        assert b"aap" not in hall.file(kind).content
    hall.do("end")
    assert b"aap" not in hall.file("rows").content


def test_only_approved_texts_leave_and_none_of_them_is_a_formula(hall: Hall):
    for _ in range(12):
        hall.do("next")
    hall.answer(*[['=HYPERLINK("http://x")']] * 4, *[["geheim"]] * 4)
    hall.do("lock", "reveal")
    stage = hall.world.stage()
    hall.do("approve", round=stage["round"], text=next(one["key"] for one in waiting(hall) if one["text"][0] == "="))
    [line] = [line for line in hall.table("csv") if (line["question"], line["measure"]) == ("zeg", "count")]
    assert (line["item"], line["value"]) == ('\'=HYPERLINK("http://x")', "4")
    for kind in ("json", "csv", "xlsx", "texts"):
        assert b"geheim" not in hall.file(kind).content


def waiting(hall: Hall) -> list[dict[str, Any]]:
    return hall.world.house.store.read(lambda db: moderation.queue(db, hall.world.scene))


NEVER = """
schema: pollapp.deck/1
id: nooit
languages: [nl]
title: {nl: "=1+1 ../../etc/passwd"}
defaults: {reveal: never, sensitivity: high}
questions:
  - {id: a, type: single, title: {nl: "=A1"}, options: [{id: x, nl: "@x"}, {id: y, nl: "-y"}]}
"""


def test_a_result_that_is_never_shown_is_in_the_export_once_it_is_closed(tmp_path):
    hall = Hall(tmp_path, 12, NEVER)
    hall.ask(*["x"] * 9, *["y"] * 3)
    assert hall.rounds()["a", None]["result"]["state"] == "hidden"
    hall.do("lock")
    assert hall.world.result()["state"] == "hidden"
    result = hall.rounds()["a", None]["result"]
    assert result["shares"] == {"x": 80, "y": 30}
    assert "counts" not in result
    hall.close()


def test_a_hostile_title_makes_a_tame_file_name_and_no_formula(tmp_path):
    hall = Hall(tmp_path, 1, NEVER)
    hall.do("next")
    file = hall.file("csv")
    assert file.name == f"1-1-etc-passwd-{hall.world.code}.csv"
    assert all(line["question_text"] == "'=A1" for line in hall.table("csv"))
    book = openpyxl.load_workbook(io.BytesIO(hall.file("xlsx").content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell.value for cell in cells if str(cell.value).startswith(tuple("=+@"))]
    hall.close()


def test_the_workbook_has_an_overview_and_a_sheet_for_each_question(hall: Hall):
    hall.ask(*TEAMS)
    hall.do("end")
    book = openpyxl.load_workbook(io.BytesIO(hall.file("xlsx", "nl").content))
    assert book.sheetnames[:3] == ["Overzicht", "1 team", "2 dag"]
    assert book.sheetnames[-1] == "Rijen"
    lines = [[cell for cell in row if cell not in (None, "")] for row in book["1 team"].iter_rows(values_only=True)]
    assert ["Kat", "kat", 7, 58] in lines
    assert ["Beantwoord", 12] in lines
    overview = [list(row) for row in book["Overzicht"].iter_rows(values_only=True)]
    assert [1, "team", None, 12, 12, 12, 0] in [
        [cell or None if cell == "" else cell for cell in row] for row in overview
    ]


def test_sheet_names_are_ones_that_spreadsheets_take(tmp_path):
    long = "x" * 40
    questions = "\n".join(
        f"  - {{id: {long[:38]}{n}, type: single, title: {{nl: A}}, options: [{{id: a, nl: A}}, {{id: b, nl: B}}]}}"
        for n in range(12)
    )
    deck = f"schema: pollapp.deck/1\nid: lang\nlanguages: [nl]\ntitle: {{nl: A}}\nquestions:\n{questions}\n"
    hall = Hall(tmp_path, 0, deck)
    names = openpyxl.load_workbook(io.BytesIO(hall.file("xlsx").content)).sheetnames
    assert len({name.casefold() for name in names}) == 13
    assert all(len(name) <= 31 for name in names)
    hall.close()


def test_times_are_the_presenters_and_to_the_minute(hall: Hall):
    hall.ask(*TEAMS)
    hall.do("lock")
    one = hall.rounds()["team", None]
    assert datetime.fromisoformat(one["opened"]).second == 0
    assert len(one["locked"]) == len("2026-11-24T13:05+01:00")


def test_words_follow_the_language_and_ids_do_not(hall: Hall):
    hall.ask("kat")
    hall.do("lock")
    dutch, english = hall.report("nl"), hall.report("en")
    assert dutch["rounds"][0]["note"].startswith("Te weinig antwoorden")
    assert english["rounds"][0]["note"].startswith("Too few answers")
    assert dutch["questions"][0]["items"] == english["questions"][0]["items"]
    assert hall.file("csv", "nl").content.startswith(b"\xef\xbb\xbfworkshop;round;question")
    assert hall.file("csv", "en").content.startswith(b"\xef\xbb\xbfworkshop,round,question")
    assert hall.file("csv", "en", ";").content.startswith(b"\xef\xbb\xbfworkshop;round;question")


def test_a_test_round_exports_nothing(world: World):
    planning.change(world.house.store, world.workshop, "test")
    for kind in ("json", "csv", "xlsx", "rows", "texts"):
        with pytest.raises(Refused):
            export(world.house.store, world.workshop, kind, "nl")


@pytest.mark.parametrize("kind", ["nix", "", None, 3, ["json"]])
def test_a_format_that_does_not_exist_is_refused_with_those_that_do(world: World, kind):
    with pytest.raises(PollError, match="json, csv, xlsx, rows, texts"):
        export(world.house.store, world.workshop, kind, "en")


@pytest.mark.parametrize("delimiter", ["", "\t", "x" * 1000, 3])
def test_only_the_two_delimiters_are_taken(world: World, delimiter):
    with pytest.raises(PollError, match="delimiter"):
        export(world.house.store, world.workshop, "csv", "en", delimiter)


def test_a_workshop_that_does_not_exist_has_no_export(world: World):
    with pytest.raises(NotFound):
        export(world.house.store, 99, "json", "nl")


def test_the_proof_counts_who_has_a_text_that_may_be_read(hall: Hall):
    for _ in range(11):
        hall.do("next")
    hall.answer(*[["rust", "tijd"]] * 4, *[["tijd"]] * 3, *[["geheim"]] * 2)
    hall.do("lock", "reveal")
    numbers = [("accepted", 9), ("stored", 9), ("pictured", 0), ("held_back", 9)]
    assert [(name, hall.report()["proof"][-1][name]) for name, _ in numbers] == numbers
    hall.do("approve", round=hall.world.stage()["round"], text="rust")
    assert hall.report()["proof"][-1]["pictured"] == 4
    hall.do("merge", round=hall.world.stage()["round"], text="tijd", into="rust")
    assert hall.report()["proof"][-1]["pictured"] == 7


PAIRS = """
schema: pollapp.deck/1
id: paren
languages: [nl]
title: {nl: "Paren"}
defaults: {reveal: after_pair, min_group: 5}
questions:
  - id: lijn
    type: scale
    title: {nl: "Waar?"}
    pair: before_after
    scale: {points: 5, low: {nl: Nee}, high: {nl: Ja}}
  - id: keus
    type: single
    title: {nl: "Wat?"}
    pair: before_after
    options: [{id: kat, nl: Kat}, {id: hond, nl: Hond}]
  - id: punt
    type: points
    title: {nl: "Verdeel."}
    pair: before_after
    options: [{id: kat, nl: Kat}, {id: hond, nl: Hond}]
    points: {total: 10, step: 1}
flow:
  - {ask: lijn, round: before}
  - {ask: lijn, round: after}
  - {ask: keus, round: before}
  - {ask: keus, round: after}
  - {ask: punt, round: before}
  - {ask: punt, round: after}
"""


def moved(hall: Hall, question: str) -> dict[tuple[str, str], str]:
    """{(item, measure): value} of what moved, in the csv."""
    return {
        (line["item"], line["measure"]): line["value"]
        for line in hall.table("csv")
        if line["question"] == question and "+" in line["round"] and not line["side"]
    }


def test_what_moved_comes_along_with_its_tests(tmp_path):
    hall = Hall(tmp_path, 24, PAIRS)
    hall.ask(*[1] * 12, *[5] * 12)
    hall.ask(*[1] * 6, *[3] * 6, *[5] * 12)
    hall.ask(*["kat"] * 12, *["hond"] * 12)
    hall.ask(*["kat"] * 6, *["hond"] * 12, *["kat"] * 6)
    hall.ask(*[{"kat": 10}] * 24)
    hall.ask(*[{"hond": 10}] * 12, *[{"kat": 10}] * 12)
    hall.do("next")
    scale = moved(hall, "lijn")
    people = {("", "state"): "shown", ("", "paired"): "1", ("", "stayed"): "18", ("", "up"): "6", ("", "down"): "0"}
    steps = {("", "net"): "25", ("", "gross"): "13", ("", "step"): "0.5", ("", "sign_p"): "0.0312"}
    flows = {(before, f"flow.{after}"): "0" for before in ("low", "mid", "high") for after in ("low", "mid", "high")}
    flows |= {("low", "flow.low"): "6", ("low", "flow.mid"): "6", ("high", "flow.high"): "12"}
    assert scale == people | steps | flows
    single = moved(hall, "keus")
    assert (single["", "stayed"], single["", "changed"], single["kat", "flow.hond"]) == ("12", "12", "6")
    assert (single["", "mcnemar"], single["", "corrected"], single["", "exact_p"]) == ("0", "0", "1")
    assert moved(hall, "punt")["hond", "shift"] == "5"
    book = openpyxl.load_workbook(io.BytesIO(hall.file("xlsx", "nl").content))
    sheets = [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets[1:]]
    lines = [[tuple(cell for cell in row if cell not in (None, "")) for row in sheet] for sheet in sheets]
    assert ("Mensen die omhoog gingen", 6) in lines[0]
    assert ("Onder het midden", "low", 6, 6, 0) in lines[0]
    assert ("Antwoord", "Id", "Ging naar: Kat", "Ging naar: Hond") in lines[1]
    assert ("Hond", "hond", 5) in lines[2]
    assert all(("Wat verschoof",) in sheet for sheet in lines)
    hall.close()


def test_what_a_few_did_who_moved_does_not_come_along(tmp_path):
    hall = Hall(tmp_path, 24, PAIRS)
    hall.ask(*[1] * 12, *[5] * 12)
    hall.ask(*[1] * 9, *[3] * 3, *[5] * 12)
    hall.do("next")
    assert moved(hall, "lijn") == {("", "state"): "shown", ("", "paired"): "1", ("", "step"): "0.25"}
    [pair] = hall.report()["pairs"]
    assert pair["result"]["change"] | {"distance": 0, "agreement": 0, "step": 0} == dict.fromkeys(
        ("stayed", "up", "down", "inward", "outward", "net", "gross", "flows")
    ) | {"distance": 0, "agreement": 0, "step": 0}
    hall.close()


def test_rounds_of_different_people_say_so(tmp_path):
    hall = Hall(tmp_path, 24, PAIRS)
    hall.ask(*[1] * 12)
    hall.ask(*[None] * 12, *[5] * 12)
    hall.do("next")
    assert moved(hall, "lijn") == {("", "state"): "shown", ("", "paired"): "0"}
    [pair] = hall.report()["pairs"]
    assert [pair["result"][side]["n"] for side in ("before", "after")] == [12, 12]
    text = str(
        [
            [cell.value for cell in row]
            for row in openpyxl.load_workbook(io.BytesIO(hall.file("xlsx").content))["1 lijn"]
        ]
    )
    assert "Iedereen, niet dezelfde mensen, vóór" in text
    assert "Wat verschoof" not in text
    hall.close()


class TestHowCertainAShareIs:
    """Of 12 people who took part 10 answer the second question: 5 say kat."""

    @pytest.fixture
    def asked(self, hall: Hall) -> Hall:
        hall.ask(*TEAMS)
        hall.ask(*["kat"] * 5, *["hond"] * 5)
        hall.do("next")
        return hall

    def test_who_did_not_answer_could_all_think_it_or_none_of_them(self, asked: Hall):
        one = asked.rounds()["dag", None]
        assert one["people"] == 12
        assert one["bounds"] == {"kat": [41.7, 58.3], "hond": [41.7, 58.3], "vis": [0, 16.7]}
        assert figures(asked, "dag", "took_part") == {"": "12"}
        assert figures(asked, "dag", "bounds.high")["vis"] == "16.7"

    def test_who_comes_later_is_not_counted_before(self, hall: Hall):
        hall.ask(*TEAMS[:8])
        hall.ask(*TEAMS)
        hall.do("next")
        assert [hall.rounds()[question, None]["people"] for question in ("team", "dag")] == [8, 12]

    def test_a_margin_is_only_for_who_says_that_the_room_was_drawn_by_lot(self, asked: Hall):
        assert asked.rounds()["dag", None]["sample"] == {}
        made = export(asked.world.house.store, asked.world.workshop, "json", "nl", sample=True)
        rounds = {one["question"]: one for one in json.loads(made.content)["rounds"]}
        assert rounds["dag"]["sample"]["kat"] == [23.7, 76.3]
        book = export(asked.world.house.store, asked.world.workshop, "xlsx", "nl", sample=True)
        sheet = openpyxl.load_workbook(io.BytesIO(book.content))["2 dag"]
        cells = [cell.value for line in sheet.iter_rows() for cell in line]
        assert 23.7 in cells
        assert "Als steekproef: procent, hoogstens" in cells

    def test_of_sentences_each_answer_has_its_own(self, hall: Hall):
        hall.ask(*TEAMS)
        for _ in range(2):
            hall.ask(*["kat"] * 0)
        hall.ask(*[{"kat": "agree"}] * 6, *[{"kat": "disagree"}] * 3)
        hall.do("next")
        assert hall.rounds()["zin", None]["bounds"]["kat"] == {
            "agree": [50, 75],
            "disagree": [25, 50],
            "pass": [0, 25],
        }
        lines = [line for line in hall.table("csv") if line["measure"] == "bounds.low.agree"]
        assert [line["value"] for line in lines] == ["50"]

    def test_of_what_is_not_counted_out_nothing_is_said(self, hall: Hall):
        hall.ask(*TEAMS[:2])
        hall.do("lock")
        assert hall.rounds()["team", None]["bounds"] == {}
        assert not figures(hall, "team", "bounds.low")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_room_of_which_nothing_can_be_told_is_not_asked_for_more_people(lang: str):
    with language.use(lang):
        said = note_of({"state": "too_few", "needed": None}, LOCKED, "on_close")
    assert said
    assert "None" not in said
