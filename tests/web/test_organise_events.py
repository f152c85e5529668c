"""Events and their workshops, decks sent in, codes to print; and nothing of somebody else's."""

from __future__ import annotations

import io
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from pollapp.decks import BUNDLED, bundled_files
from pollapp.store import workshops
from pollapp.workshops import planning
from tests.web.organiser import Browser, one, said, soup, words
from tests.world import DECK, PASSWORD, World, read

ADD = "/organise/event/1/add"


@pytest.fixture
def olga(world: World) -> Browser:
    browser = Browser(world)
    browser.log_in()
    return browser


def titles(browser: Browser) -> list[str]:
    """The workshops on the page of the event."""
    return [tag.get_text() for tag in soup(browser.get("/organise/event/1")).select(".shop h2")]


def test_a_new_event_is_made_and_opened(olga: Browser):
    page = olga.follow(olga.send("/organise/", data={"title": "  Een  dag "}))
    assert one(page, "h1").get_text() == "Een dag"
    assert "Er zijn nog geen workshops." in words(page)
    assert "Een dag" in words(olga.get("/organise/"))


@pytest.mark.parametrize("title", ["", "   ", "x" * 121, "x" * 400_000])
def test_a_title_that_does_not_fit_is_told_at_the_field_and_kept(olga: Browser, title: str):
    answer = olga.send("/organise/", data={"title": title})
    assert answer.status_code == 400
    assert said(answer, "#title", "aria-invalid") == "true"
    assert said(answer, "#title", "value") == title[:200]
    assert len(soup(olga.get("/organise/")).select(".events li")) == 1


def test_a_title_is_only_text(olga: Browser):
    page = olga.follow(olga.send("/organise/", data={"title": "<script>alert(1)</script>{{ 7*7 }}"}))
    assert one(page, "h1").get_text() == "<script>alert(1)</script>{{ 7*7 }}"


def test_the_event_tells_of_each_workshop_its_code_and_what_it_does(olga: Browser):
    world = olga.world
    code = f"{world.code[:3]} {world.code[3:]}"
    assert f"{code} Proefworkshop Klaar om te beginnen 0 telefoons" in words(olga.get("/organise/event/1"))
    world.phone("Ada")
    world.do("next")
    assert "Loopt nu 1 telefoon, stap 1 van 6" in words(olga.get("/organise/event/1"))
    world.do("pause")
    assert "Gepauzeerd" in words(olga.get("/organise/event/1"))
    planning.change(world.house.store, world.workshop, "close")
    assert "Deur dicht" in words(olga.get("/organise/event/1"))
    world.do("end")
    page = olga.get("/organise/event/1")
    assert "Afgelopen" in words(page)
    assert not [link for link in soup(page).select("a") if "/present/" in link["href"]]


def test_the_presenters_links_open_the_screen_and_the_desk(olga: Browser):
    links = [tag["href"] for tag in soup(olga.get("/organise/event/1")).select(".shop a") if "/present/" in tag["href"]]
    key = olga.world.key()
    assert links == [f"/present/{key}", f"/present/{key}/desk"]


def test_the_codes_are_on_paper_with_a_qr_code_each(olga: Browser):
    page = olga.get("/organise/event/1/codes")
    assert f"{olga.world.code[:3]} {olga.world.code[3:]}" in words(page)
    assert len(soup(page).select(".sheet .qr svg path")) == 1
    olga.world.do("end")
    assert "Er zijn geen workshops om te printen." in words(olga.get("/organise/event/1/codes"))


@pytest.mark.parametrize("deck", BUNDLED, ids=lambda deck: deck.id)
def test_a_deck_that_comes_with_pollapp_becomes_a_workshop(olga: Browser, deck: Any):
    page = olga.follow(olga.send(ADD, data={"deck": deck.id}))
    title = deck.title.say("nl", deck.languages)
    assert f"‘{title}’ is toegevoegd." in words(page)
    assert titles(olga) == ["Proefworkshop", title]


def upload(browser: Browser, content: bytes, name: str = "deck.yaml") -> TestResponse:
    """Send a file as a browser does."""
    token = said(browser.get(ADD), "form[enctype] input[name=csrf_token]", "value")
    boundary, body = encode_multipart({"csrf_token": token, "file": FileStorage(io.BytesIO(content), name), "text": ""})
    return browser.post(ADD, body, content_type=f'multipart/form-data; boundary="{boundary}"')


def test_a_deck_of_ones_own_becomes_a_workshop_as_a_file_or_as_text(olga: Browser):
    assert upload(olga, DECK.encode()).status_code == 302
    assert upload(olga, b"\xef\xbb\xbf" + DECK.replace("\n", "\r\n").encode()).status_code == 302
    assert olga.send(ADD, data={"text": DECK.replace("\n", "\r\n")}).status_code == 302
    assert titles(olga) == ["Proefworkshop"] * 4


def test_every_problem_of_a_deck_is_told_by_its_line_and_the_text_is_kept(olga: Browser):
    wrong = DECK.replace("type: single", "type: singel").replace("min_group: 3", "min_group: drie")
    answer = upload(olga, wrong.encode())
    assert answer.status_code == 400
    problems = [" ".join(item.get_text(" ").split()) for item in soup(answer).select(".problems li")]
    assert len(problems) == 2
    assert problems[0].startswith("Regel 6 defaults.min_group defaults: {reveal: on_close, sensitivity: low, min_g")
    assert problems[1].startswith("Regel 9 questions.dier.type type: singel")
    assert "single" in problems[1]
    kept = one(answer, "#text").get_text()
    assert kept.strip() == wrong.strip()
    assert titles(olga) == ["Proefworkshop"]
    olga.follow(olga.send(ADD, data={"text": kept.replace("singel", "single").replace("drie", "3")}))
    assert titles(olga) == ["Proefworkshop"] * 2


BOMB = [b"%c: &%c [*%c,*%c,*%c,*%c]\n" % (n + 1, n + 1, n, n, n, n) for n in range(97, 115)]
HOSTILE = {
    "nothing": b"",
    "spaces": b"  \n ",
    "not text": b"\x89PNG\r\n\x1a\n\x00\xff\xfe",
    "utf-16": DECK.encode("utf-16"),
    "nul": b"a: \x00",
    "a word": b"hello",
    "a list": b"- 1\n- 2",
    "a tag": b"!!python/object/apply:os.system ['true']",
    "an alias bomb": b"a: &a [1,1,1,1,1,1,1,1,1]\n" + b"".join(BOMB),
    "deep": b"[" * 5_000,
    "wide": b"schema: pollapp.deck/1\n" + b"\n".join(b"x%d: 1" % n for n in range(3_000)),
    "an empty deck": b"schema: pollapp.deck/1\nid: x\ntitle: x\nquestions: []\n",
    "a page": b"<html><script>alert(1)</script></html>",
    "half a deck": bundled_files()[0].read_bytes()[:700],
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_whatever_is_sent_as_a_deck_gets_a_sentence_and_makes_nothing(olga: Browser, what: str):
    answer = upload(olga, HOSTILE[what], name="../../etc/passwd\0<b>.yaml")
    assert answer.status_code == 400
    assert one(answer, "[role=alert]").get_text().strip()
    assert len(soup(answer).select(".problems li")) <= 40
    assert titles(olga) == ["Proefworkshop"]


@pytest.mark.parametrize("field", ["file", "text"])
def test_two_megabytes_are_too_large_and_told_so(olga: Browser, field: str):
    large = b"a: 1\n" * 400_000
    answer = upload(olga, large) if field == "file" else olga.send(ADD, data={"text": large.decode()})
    assert answer.status_code == 413
    assert "512 KB" in words(answer).replace("\u00a0", " ")
    assert said(answer, "main a.btn", "href") == ADD


def test_a_deck_of_just_over_the_limit_is_told_as_well(olga: Browser):
    answer = upload(olga, b"# " + b"x" * 600_000)
    assert answer.status_code == 400
    assert "512" in words(answer)


@pytest.mark.parametrize("data", [{"deck": "nix"}, {"deck": ""}, {"deck": ["a", "b"]}, {"file": "not a file"}, {}])
def test_a_form_with_wrong_fields_makes_nothing(olga: Browser, data: dict[str, Any]):
    assert olga.send(ADD, data=data).status_code in (400, 404)
    assert titles(olga) == ["Proefworkshop"]


SOMEBODY_ELSES = (
    "/organise/event/1", "/organise/event/1/add", "/organise/event/1/codes", "/organise/workshop/1",
    *(f"/organise/workshop/1/{deed}" for deed in ("end", "renew", "anew", "test")),
    *(f"/organise/workshop/1/download/{kind}" for kind in ("json", "csv", "xlsx", "rows", "texts")),
)  # fmt: skip


@pytest.mark.parametrize("path", SOMEBODY_ELSES)
def test_what_is_somebody_elses_looks_as_if_it_were_not_there(world: World, path: str):
    planning.set_password(world.house.store, "Piet", PASSWORD)
    piet = Browser(world)
    piet.log_in("Piet")
    answer, nowhere = piet.get(path), piet.get(path.replace("/1", "/999999999"))
    assert (answer.status_code, nowhere.status_code) == (404, 404)
    assert words(answer) == words(nowhere)


DEEDS = ("end", "close", "renew", "test", "anew")


@pytest.mark.parametrize("path", [ADD, *(f"/organise/workshop/1/{deed}" for deed in DEEDS)])
def test_nobody_changes_what_is_somebody_elses(world: World, path: str):
    planning.set_password(world.house.store, "Piet", PASSWORD)
    piet = Browser(world)
    piet.log_in("Piet")
    before = dict(world.row)
    data = {"deck": BUNDLED[0].id, "rev": str(before["rev"])}
    assert piet.send("/organise/", path, data).status_code == 404
    assert world.row == before
    assert len(world.house.store.read(lambda db: workshops.of_event(db, world.event))) == 1


@pytest.mark.parametrize("number", ["0", "-1", "1.0", "x", "9" * 18, "9" * 19, "9" * 400, "9" * 5_000, "٣", "1%00"])
def test_a_number_that_is_none_is_not_found(olga: Browser, number: str):
    for path in (
        f"/organise/event/{number}",
        f"/organise/workshop/{number}",
        f"/organise/workshop/{number}/download/csv",
    ):
        assert olga.client.get(path).status_code == 404


def test_the_event_tells_what_is_linked_and_until_when(olga: Browser):
    world = olga.world
    assert "Nog geen antwoorden." in words(olga.get("/organise/event/1"))
    world.do("next")
    assert "gekoppeld aan een telefoon tot deze workshop is afgesloten" in words(olga.get("/organise/event/1"))
    shown = DECK.replace('nl: "Proefworkshop"', 'nl: "Plenair"').replace("{ask: dier}", "{show: dier, view: rooms}")
    planning.add_workshop(world.house.store, 1, read(shown))
    assert (
        "Daarna blijven de antwoorden op ‘Welk dier?’ gekoppeld, want die zijn te zien voor alle workshops "
        "samen. Dat houdt op met ‘Plenair’."
    ) in words(olga.get("/organise/event/1"))
    assert "Welk dier?" in words(olga.get("/organise/workshop/1/end"))
    world.do("go", step=6)
    world.do("end")
    page = words(olga.get("/organise/event/1"))
    assert "De antwoorden op ‘Welk dier?’ zijn nog gekoppeld" in page
    olga.follow(olga.send("/organise/event/1/end"))
    page = words(olga.get("/organise/event/1"))
    assert page.count("Niemand kan nog zien van wie deze antwoorden zijn.") == 2
    assert "Niets is nog gekoppeld" in page


def test_an_event_ends_after_it_was_asked_and_once(olga: Browser):
    asked = olga.get("/organise/event/1/end")
    assert "Proefworkshop" in words(asked)
    assert not olga.world.stage()["ended"]
    page = olga.follow(olga.send("/organise/event/1/end"))
    assert "Het evenement is afgesloten." in words(page)
    assert olga.world.stage()["ended"]
    assert olga.get("/organise/event/1/end").status_code == 409
    assert not soup(page).select("a[href$='/event/1/end']")


def test_nobody_ends_an_event_of_somebody_else(olga: Browser):
    planning.set_password(olga.world.house.store, "Otto", PASSWORD)
    otto = Browser(olga.world)
    otto.log_in("Otto")
    assert otto.get("/organise/event/1/end").status_code == 404
    assert otto.send("/organise/", "/organise/event/1/end").status_code == 404
    assert olga.world.row["ended_at"] is None
