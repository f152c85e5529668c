"""One workshop of an organiser: its door, its links, the proof, the downloads, and its end."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup

from pollapp.store import workshops
from pollapp.workshops import planning
from tests.web.organiser import Browser, said, soup, words
from tests.world import DECK, World

PAGE = "/organise/workshop/1"


@pytest.fixture
def olga(world: World) -> Browser:
    browser = Browser(world)
    browser.log_in()
    return browser


def press(browser: Browser, deed: str, **data: Any) -> str:
    """Press a button of the workshop; gives the words of the page after it."""
    return words(browser.follow(browser.send(PAGE, f"{PAGE}/{deed}", data)))


def answer(world: World, *values: str) -> None:
    world.do("next")
    for number, value in enumerate(values):
        assert world.answer(world.phone(str(number)), value)["ok"]


def proof(page: BeautifulSoup) -> list[list[str]]:
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
        for row in page.select(".proof tbody tr")
    ]


def test_the_door_is_closed_and_opened(olga: Browser):
    assert "De deur is dicht." in press(olga, "close")
    assert olga.world.row["closed_at"]
    assert "De deur is open." in press(olga, "welcome")
    assert olga.world.row["closed_at"] is None


def test_new_links_make_the_old_ones_worthless(olga: Browser):
    old = olga.world.key()
    page = olga.get(PAGE)
    assert [str(field["value"]).rpartition("/")[2] for field in soup(page).select("input[readonly]")] == [
        old, olga.world.key("watch"), olga.world.code
    ]  # fmt: skip
    assert "Nieuwe links maken?" in words(olga.get(f"{PAGE}/renew"))
    press(olga, "renew")
    assert olga.world.key() != old
    assert olga.client.get(f"/present/{old}").status_code == 403
    assert olga.client.get(f"/present/{olga.world.key()}").status_code == 302


def test_the_end_is_asked_first_and_tells_what_will_not_be_in_the_downloads(olga: Browser):
    answer(olga.world, "kat", "hond")
    page = olga.get(f"{PAGE}/end")
    assert "Welk dier? Te weinig antwoorden: er zijn er minstens 3 nodig." in words(page)
    rev = said(page, "input[name=rev]", "value")
    assert "De workshop is afgelopen." in press(olga, "end", rev=rev)
    assert olga.world.row["ended_at"]


@pytest.mark.parametrize("rev", ["", "0", "x", "99999", "9" * 400, "-1"])
def test_an_end_that_was_pressed_on_an_old_page_is_refused(olga: Browser, rev: str):
    page = olga.send(f"{PAGE}/end", data={"rev": rev})
    assert page.status_code in (400, 409)
    assert olga.world.row["ended_at"] is None
    assert said(page, "main a.btn", "href") in (PAGE, f"{PAGE}/end")


def test_after_the_end_a_fresh_run_has_the_same_code_and_the_old_one_keeps_its_results(olga: Browser):
    world = olga.world
    answer(world, "kat", "kat", "hond")
    world.do("end")
    code = world.code
    assert "Opnieuw beginnen met dezelfde code?" in words(olga.get(f"{PAGE}/anew"))
    page = olga.follow(olga.send(PAGE, f"{PAGE}/anew"))
    assert f"{code[:3]} {code[3:]}" in words(page)
    assert "Er is nog niets gevraagd." in words(page)
    old = words(olga.get(PAGE))
    assert "Bevestigd 3, opgeslagen 3." in old
    assert code[:3] + " " + code[3:] not in old
    event = words(olga.get("/organise/event/1"))
    assert "Eerdere rondes" in event
    assert json.loads(olga.get(f"{PAGE}/download/json").text)["workshop"]["code"] is None


def test_a_workshop_that_has_begun_cannot_start_anew_before_its_end(olga: Browser):
    answer(olga.world, "kat")
    assert olga.get(f"{PAGE}/anew").status_code == 409
    assert olga.send(PAGE, f"{PAGE}/anew").status_code == 409
    assert len(olga.world.house.store.read(lambda db: workshops.of_event(db, 1))) == 1


def test_a_test_round_has_no_downloads_and_stays_one_once_something_was_asked(olga: Browser):
    assert "Dit is nu een proefronde." in press(olga, "test")
    assert "Dit is nu een echte ronde." in press(olga, "real")
    press(olga, "test")
    answer(olga.world, "kat", "kat", "hond")
    page = olga.get(PAGE)
    assert not soup(page).select("a[href*=download]")
    assert "Maak er een echte ronde van" not in words(page)
    assert olga.get(f"{PAGE}/download/json").status_code == 409
    assert olga.send(PAGE, f"{PAGE}/real").status_code == 409
    assert olga.world.row["test_at"]


def test_the_proof_tells_for_each_round_that_accepted_is_stored(olga: Browser):
    answer(olga.world, "kat", "kat", "hond", "hond")
    answer(olga.world)
    page = olga.get(PAGE)
    assert "Het klopt: elk antwoord dat is bevestigd, is opgeslagen. Bevestigd 4, opgeslagen 4." in words(page)
    assert proof(soup(page)) == [
        ["Welk dier?", "4", "4", "4", "0", "ja"],
        ["Het weer is goed. (vóór) Deze vraag is nog open.", "0", "0", "0", "0", "ja"],
    ]


def test_an_answer_that_is_lost_is_seen_in_the_proof(olga: Browser):
    answer(olga.world, "kat", "kat", "hond")
    olga.world.house.store.write(lambda db: db.execute("DELETE FROM answer WHERE value = '\"hond\"'"))
    page = olga.get(PAGE)
    assert "In 1 ronde zijn bevestigd en opgeslagen niet gelijk." in words(page)
    assert proof(soup(page)) == [
        ["Welk dier? Te weinig antwoorden: er zijn er minstens 3 nodig.", "3", "2", "0", "2", "nee"]
    ]


@pytest.mark.parametrize(
    ("kind", "type_", "ending"),
    [("json", "application/json", "json"), ("csv", "text/csv; charset=utf-8", "csv"),
     ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")],
)  # fmt: skip
def test_downloads_are_files_with_a_tame_name_that_nobody_keeps(olga: Browser, kind: str, type_: str, ending: str):
    answer(olga.world, "kat", "kat", "hond")
    file = olga.get(f"{PAGE}/download/{kind}")
    assert file.content_type == type_
    assert file.headers["Content-Disposition"] == f'attachment; filename="proefworkshop-{olga.world.code}.{ending}"'
    assert file.headers["Cache-Control"] == "no-store"
    assert file.headers["X-Content-Type-Options"] == "nosniff"


def test_a_download_is_in_the_language_of_the_page_and_with_the_delimiter_asked_for(olga: Browser):
    answer(olga.world, "kat")
    assert json.loads(olga.get(f"{PAGE}/download/json?lang=en").text)["workshop"]["title"] == "Trial workshop"
    assert "workshop,round" in olga.get(f"{PAGE}/download/csv").text
    assert "workshop;round" in olga.get(f"{PAGE}/download/csv?delimiter=;").text
    assert "workshop;round" in olga.get(f"{PAGE}/download/csv?lang=nl").text


@pytest.mark.parametrize("path", ["nix", "JSON", "csv?delimiter=x", "rows", "texts"])
def test_a_download_that_cannot_be_had_is_a_sentence_with_a_way_back(olga: Browser, path: str):
    page = olga.get(f"{PAGE}/download/{path}")
    assert page.status_code in (400, 409)
    assert soup(page).select_one("main a.btn")


def test_a_program_gets_its_error_as_json(olga: Browser):
    found = olga.client.get(f"{PAGE}/download/rows", headers={"Accept": "application/json"})
    assert found.status_code == 409
    assert json.loads(found.text)["ok"] is False


def test_rows_are_offered_only_where_the_deck_announced_them(olga: Browser):
    assert "De vragenset heeft geen rijen gemeld." in words(olga.get(PAGE))
    assert not soup(olga.get(PAGE)).select("a[href*='download/rows']")
    announced = DECK.replace("defaults: {", "defaults: {export: pseudonymous_rows, ")
    olga.send("/organise/event/1/add", data={"text": announced})
    page = olga.get("/organise/workshop/2")
    assert "zodra de workshop is afgesloten" in words(page)
    assert not soup(page).select("a[href*='download/rows']")
    olga.send(
        "/organise/workshop/2/end", data={"rev": said(olga.get("/organise/workshop/2/end"), "[name=rev]", "value")}
    )
    assert len(soup(olga.get("/organise/workshop/2")).select("a[href*='download/rows']")) == 2


@pytest.mark.parametrize("deed", ["reveal", "END", "next", "delete", "x" * 3000, "%00", "../1/end"])
def test_a_deed_that_does_not_exist_does_nothing(olga: Browser, deed: str):
    before = dict(olga.world.row)
    token = soup(olga.get(PAGE)).select("input[name=csrf_token]")[0]["value"]
    found = olga.client.post(f"{PAGE}/{deed}", data={"csrf_token": token})
    assert found.status_code in (403, 404, 405)
    assert olga.world.row == before


def test_nothing_can_be_done_with_an_ended_workshop_but_new_links_and_a_new_run(olga: Browser):
    olga.world.do("end")
    for deed in ("close", "test", "end", "welcome", "real"):
        assert olga.send(PAGE, f"{PAGE}/{deed}").status_code == 409
    page = words(olga.get(PAGE))
    assert "Begin opnieuw" in page
    assert "Beëindig de workshop" not in page


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "head"])
def test_other_methods_do_nothing(olga: Browser, method: str):
    before = dict(olga.world.row)
    for path in (PAGE, f"{PAGE}/end", "/organise/", "/organise/login"):
        assert getattr(olga.client, method)(path).status_code < 500
    assert olga.world.row == before


def test_two_organisers_see_their_own_world(world: World):
    planning.set_password(world.house.store, "Piet", "another long password")
    piet = Browser(world)
    piet.log_in("Piet", "another long password")
    assert "Er zijn nog geen evenementen." in words(piet.get("/organise/"))
