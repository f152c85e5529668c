"""Logging in: with a name and a password, not too often, and never on to another site."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest
from structlog.testing import capture_logs

from pollapp.workshops import planning
from tests.web.organiser import Browser, soup, words
from tests.world import PASSWORD, World

PAGES = ("/organise/", "/organise/event/1", "/organise/event/1/add", "/organise/event/1/codes", "/organise/workshop/1",
         "/organise/workshop/1/end", "/organise/workshop/1/download/json")  # fmt: skip


@pytest.fixture
def browser(world: World) -> Browser:
    return Browser(world)


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_asked_to_log_in_and_goes_on_afterwards(browser: Browser, page: str):
    answer = browser.get(page)
    assert answer.location == f"/organise/login?next={page}"
    onward = soup(browser.get(answer.location)).select_one("input[name=next]")
    assert onward
    assert onward["value"] == page
    assert browser.log_in(next=page).location == page
    assert browser.get(page).status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/organise/", "/organise/../x", "/\\evil.example", "javascript:1",
     "/123456", "/organise/\n/x", "/organise/?next=https://evil.example", "x" * 9000],
)  # fmt: skip
def test_after_logging_in_nobody_is_sent_to_another_site(browser: Browser, elsewhere: str):
    assert browser.log_in(next=elsewhere).location == "/organise/"


@pytest.mark.parametrize(
    ("name", "password"),
    [("Olga", "wrong"), ("Nobody", PASSWORD), ("", ""), ("olga", PASSWORD), ("Olga", PASSWORD + "x"),
     ("' OR 1=1 --", "x"), ("x" * 100_000, "y" * 100_000), ("Olga\0", PASSWORD)],
)  # fmt: skip
def test_a_wrong_name_or_password_gets_the_same_sentence_at_the_field(browser: Browser, name: str, password: str):
    answer = browser.log_in(name, password)
    assert answer.status_code == 400
    sentence = "Deze naam en dit wachtwoord horen niet bij elkaar. Probeer het opnieuw."
    page = soup(answer)
    assert words(answer).count(sentence) == 2
    field = page.select_one("#password")
    assert field
    assert field["aria-invalid"] == "true"
    assert page.select_one("[role=alert] a[href='#password']")
    assert browser.get("/organise/").status_code == 302


def test_a_name_may_be_typed_with_spaces_around_it(browser: Browser):
    assert browser.log_in("  Olga ").status_code == 302


def test_too_many_wrong_tries_are_refused_also_with_the_right_password(tmp_path: Path):
    world = World(tmp_path, logins_per_quarter=3)
    browser = Browser(world)
    for _ in range(3):
        assert browser.log_in("Olga", "wrong").status_code == 400
    answer = browser.log_in()
    assert answer.status_code == 429
    assert "Wacht een kwartier" in words(answer)
    world.close()


def test_tries_are_counted_by_name_and_by_address(tmp_path: Path):
    world = World(tmp_path, logins_per_quarter=3, proxies=1)
    planning.set_password(world.house.store, "Piet", PASSWORD)
    browser = Browser(world)

    def tries(name: str, password: str, address: str) -> int:
        page = "/organise/login"
        headers = {"X-Forwarded-For": address}
        return browser.send(page, data={"name": name, "password": password}, headers=headers).status_code

    for number in range(3):
        assert tries("Olga", "wrong", f"192.0.2.{number}") == 400
    assert tries("Olga", PASSWORD, "192.0.2.77") == 429
    assert tries("Piet", PASSWORD, "192.0.2.77") == 302
    for number in range(3):
        assert tries(f"Somebody {number}", "wrong", "198.51.100.1") == 400
    assert tries("Piet", PASSWORD, "198.51.100.1") == 429
    world.close()


def test_the_session_is_a_new_one_after_logging_in(browser: Browser):
    browser.get("/organise/login")
    with browser.client.session_transaction() as before:
        old = before["sid"]
    browser.log_in()
    with browser.client.session_transaction() as after:
        assert after["sid"] != old
        assert after["organiser"] == browser.world.organiser


def test_logging_out_ends_it_and_needs_a_form(browser: Browser):
    browser.log_in()
    assert browser.client.get("/organise/logout").status_code == 405
    assert browser.send("/organise/", "/organise/logout").location == "/organise/login"
    assert browser.get("/organise/").status_code == 302


def test_a_new_password_ends_the_sessions_of_the_old_one(browser: Browser):
    browser.log_in()
    planning.set_password(browser.world.house.store, "Olga", "another long password")
    assert browser.get("/organise/").status_code == 302


def test_a_cookie_of_somebody_elses_making_is_worth_nothing(browser: Browser):
    browser.client.set_cookie("organiser", "eyJvcmdhbmlzZXIiOjF9.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb")
    assert browser.get("/organise/").status_code == 302


@pytest.mark.parametrize("token", ["", "x", "0" * 32, "é" * 40])
def test_a_form_without_the_right_token_changes_nothing(browser: Browser, token: str):
    browser.log_in()
    answer = browser.post("/organise/", {"csrf_token": token, "title": "Van een ander"})
    assert answer.status_code == 403
    assert "Van een ander" not in words(browser.get("/organise/"))


def test_a_form_of_another_site_is_refused(browser: Browser):
    browser.log_in()
    answer = browser.send("/organise/", data={"title": "Evil"}, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403


def test_the_token_of_one_organiser_does_not_serve_another(browser: Browser):
    planning.set_password(browser.world.house.store, "Piet", PASSWORD)
    other = Browser(browser.world)
    other.log_in("Piet")
    browser.log_in()
    token = soup(other.get("/organise/")).select_one("input[name=csrf_token]")
    assert token
    assert browser.post("/organise/", {"csrf_token": token["value"], "title": "X"}).status_code == 403


def test_the_language_can_be_chosen_and_is_kept(browser: Browser):
    assert "Inloggen als organisator" in words(browser.get("/organise/login?lang=nl"))
    browser.log_in()
    assert "Je evenementen" in words(browser.get("/organise/"))
    assert "Your events" in words(browser.get("/organise/?lang=en"))
    assert "Your events" in words(browser.get("/organise/"))
    assert "Your events" in words(browser.get("/organise/?lang=klingon"))


def test_a_participant_never_gets_the_organisers_cookie(browser: Browser):
    for page in ("/", f"/{browser.world.code}", "/?lang=en"):
        answer = browser.client.get(page)
        assert not [cookie for cookie in answer.headers.getlist("Set-Cookie") if cookie.startswith("organiser")]


def test_what_is_logged_is_who_and_what_and_nothing_else(browser: Browser):
    with capture_logs() as logs:
        browser.log_in("Olga", "wrong")
        browser.log_in()
        browser.send("/organise/", data={"title": "Geheime titel"})
        browser.send("/organise/", "/organise/logout")
    me = browser.world.organiser
    assert [{key: log[key] for key in log if key not in ("event", "log_level")} for log in logs] == [
        {"action": "log in refused"},
        {"action": "log in", "organiser": me},
        {"action": "make event", "organiser": me},
        {"action": "log out", "organiser": me},
    ]


def test_many_at_once_do_not_get_more_tries(tmp_path: Path):
    world = World(tmp_path, logins_per_quarter=3)
    found: list[int] = []

    def guess() -> None:
        found.append(Browser(world).log_in("Olga", "wrong").status_code)

    threads = [Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [400] * 3 + [429] * 5
    world.close()
