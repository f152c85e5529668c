"""What holds at every door: headers, cookies, forms of our own only, guessing in vain, and the reader's language."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import structlog
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from pollapp.workshops import planning
from tests.web.organiser import Browser
from tests.world import World

POLICY = (
    "default-src 'self'; connect-src 'self' ws://localhost wss://localhost; object-src 'none'; "
    "frame-ancestors 'none'; form-action 'self'; base-uri 'self'"
)
EVERY_PAGE = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
PUBLIC = "https://poll.example.org"


@pytest.fixture(autouse=True)
def web(world: World) -> FlaskClient:
    """A browser that was never here."""
    return world.app.flask.test_client()


def text(reply: TestResponse) -> str:
    return " ".join(BeautifulSoup(reply.text, "html.parser").get_text(" ").split())


def token(reply: TestResponse) -> str:
    found = BeautifulSoup(reply.text, "html.parser").select_one("input[name=csrf_token]")
    assert found, "no form on this page"
    return str(found["value"])


def cookies(reply: TestResponse) -> dict[str, str]:
    """The cookies that a reply sets: name and the whole line."""
    return {line.partition("=")[0]: line for line in reply.headers.getlist("Set-Cookie")}


def presenter(world: World, role: str = "control") -> FlaskClient:
    """A browser that has exchanged a presenter's secret for its cookie."""
    browser = world.app.flask.test_client()
    assert browser.get(f"/present/{world.key(role)}").status_code == 302
    return browser


def say(socket: Any, message: str, payload: dict[str, Any]) -> Any:
    return socket.emit(message, payload, callback=True)


class TestEveryPage:
    @pytest.mark.parametrize(
        "path",
        [
            "/",
            "/privacy",
            "/help",
            "/help/pictures",
            "/healthz",
            "/{code}",
            "/{code}/erase",
            "/organise/login",
            "/organise/",
            "/nowhere",
            "/000000",
            "/screen/1",
            "/present/none",
            "/static/none.css",
        ],
    )
    def test_tells_browsers_what_it_may_do(self, world: World, web: FlaskClient, path: str):
        reply = web.get(path.format(code=world.code))
        assert {name: reply.headers.get(name) for name in EVERY_PAGE} == EVERY_PAGE
        assert "Strict-Transport-Security" not in reply.headers

    @pytest.mark.parametrize("page", ["/screen/1", "/screen/1/desk"])
    def test_of_the_presenter_too(self, world: World, page: str):
        reply = presenter(world).get(page)
        assert reply.status_code == 200
        assert {name: reply.headers.get(name) for name in EVERY_PAGE} == EVERY_PAGE

    def test_over_https_asks_for_https_from_now_on(self, tmp_path: Path):
        world = World(tmp_path / "https", public_url=PUBLIC)
        reply = world.app.flask.test_client().get("/", base_url=PUBLIC)
        assert reply.headers["Strict-Transport-Security"] == "max-age=31536000"
        assert reply.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        world.close()

    @pytest.mark.parametrize("host", ["a; script-src *", "a'b", 'a"b', "a b", "a,b", "\\", "[", "a\u00e9", "x" * 300])
    def test_has_no_host_in_its_policy_that_is_none(self, web: FlaskClient, host: str):
        reply = web.get("/", headers={"Host": host})
        assert reply.status_code in (200, 400)
        named = re.search(r"connect-src 'self'(?: ws://(\S+) wss://(\S+))?;", reply.headers["Content-Security-Policy"])
        assert named
        assert named[1] is None or re.fullmatch(r"[A-Za-z0-9.:\[\]-]+", named[1])

    def test_every_built_file_says_that_it_is_no_page(self, world: World, web: FlaskClient):
        manifest = json.loads(Path("static/dist/manifest.json").read_text())
        assert {"phone.css", "phone.js"} <= set(manifest)
        for name in manifest.values():
            reply = web.get(f"/static/{name}", buffered=True)
            assert reply.status_code == 200
            assert reply.headers["X-Content-Type-Options"] == "nosniff"
            assert reply.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
            assert "Access-Control-Allow-Origin" not in reply.headers
            assert "Set-Cookie" not in reply.headers
            reply.close()


class TestCookies:
    def test_a_phone_gets_one_that_scripts_and_other_sites_cannot_use(self, world: World, web: FlaskClient):
        line = cookies(web.get(f"/{world.code}"))
        assert list(line) == ["poll"]
        parts = line["poll"].split("; ")
        assert re.fullmatch(r"poll=[0-9a-f]{32}", parts[0])
        assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=86400"} <= set(parts)
        assert "Secure" not in parts
        assert not any(part.startswith("Domain") for part in parts)

    def test_a_phone_that_has_one_keeps_it(self, world: World, web: FlaskClient):
        web.get(f"/{world.code}")
        assert cookies(web.get(f"/{world.code}")) == {}

    def test_over_https_it_is_bound_to_this_host(self, tmp_path: Path):
        world = World(tmp_path / "https", public_url=PUBLIC)
        line = cookies(world.app.flask.test_client().get(f"/{world.code}", base_url=PUBLIC))
        assert list(line) == ["__Host-poll"]
        assert {"Secure", "HttpOnly", "Path=/"} <= set(line["__Host-poll"].split("; "))
        world.close()

    @pytest.mark.parametrize("path", ["/", "/?lang=en", "/privacy", "/help", "/healthz", "/nowhere", "/000000"])
    def test_a_visitor_who_joins_nothing_gets_none(self, web: FlaskClient, path: str):
        assert cookies(web.get(path)) == {}

    def test_a_phone_never_gets_the_one_of_an_organiser_or_presenter(self, world: World, web: FlaskClient):
        world.do("next")
        page = web.get(f"/{world.code}")
        form = {"csrf_token": token(page), "round": world.stage()["round"], "n": 1}
        for reply in (
            web.get(f"/{world.code}?lang=en"),
            web.get(f"/{world.code}?change=1"),
            web.post("/join", data={"csrf_token": token(page), "code": world.code}),
            web.post(f"/{world.code}/answer", data={**form, "value": "kat"}),
            web.post(f"/{world.code}/answer", data={**form, "value": "koe"}),
            web.get(f"/{world.code}/erase"),
            web.get("/socket.io/?EIO=4&transport=polling"),
        ):
            assert set(cookies(reply)) <= {"poll"}

    @pytest.mark.parametrize(
        "value", ["", "x", "0" * 31, "0" * 33, "é" * 32, "0" * 32 + ".xx.nl", '"' * 32, "../" * 11, "\x7f" * 32]
    )
    def test_one_that_is_none_is_made_anew(self, world: World, web: FlaskClient, value: str):
        reply = web.get(f"/{world.code}", headers={"Cookie": f"poll={value}"})
        assert reply.status_code == 200
        assert "poll" in cookies(reply) or value.startswith("0" * 32 + ".")


class TestForms:
    """Only our own pages can send them, and only for the person who opened them."""

    @pytest.fixture
    def form(self, world: World, web: FlaskClient) -> dict[str, Any]:
        world.do("next")
        page = web.get(f"/{world.code}")
        return {"csrf_token": token(page), "round": world.stage()["round"], "n": 1, "value": "kat"}

    def refused(self, world: World, reply: TestResponse) -> None:
        assert reply.status_code == 403
        assert text(reply)
        assert world.house.store.read(lambda db: db.execute("SELECT count(*) FROM answer").fetchone()) == (0,)

    def test_ours_is_taken(self, world: World, web: FlaskClient, form: dict[str, Any]):
        assert web.post(f"/{world.code}/answer", data=form).status_code == 302
        assert world.house.scenes.get(world.workshop).answered == 1

    @pytest.mark.parametrize("sent", [None, "", "x", "0" * 32, "é" * 16])
    def test_without_its_token_it_is_refused(
        self, world: World, web: FlaskClient, form: dict[str, Any], sent: str | None
    ):
        form["csrf_token"] = sent
        self.refused(world, web.post(f"/{world.code}/answer", data={k: v for k, v in form.items() if v is not None}))

    def test_with_the_token_of_somebody_else_it_is_refused(self, world: World, form: dict[str, Any]):
        other = world.app.flask.test_client()
        other.get(f"/{world.code}")
        self.refused(world, other.post(f"/{world.code}/answer", data=form))

    @pytest.mark.parametrize(
        "origin",
        [
            "http://elsewhere.test",
            "https://localhost.elsewhere.test",
            "http://localhost:81",
            "x",
            "http://",
            "http://[",
        ],
    )
    def test_from_another_site_it_is_refused(self, world: World, web: FlaskClient, form: dict[str, Any], origin: str):
        self.refused(world, web.post(f"/{world.code}/answer", data=form, headers={"Origin": origin}))

    @pytest.mark.parametrize("site", ["cross-site", "same-site", "x"])
    def test_what_the_browser_calls_another_site_is_refused(
        self, world: World, web: FlaskClient, form: dict[str, Any], site: str
    ):
        self.refused(world, web.post(f"/{world.code}/answer", data=form, headers={"Sec-Fetch-Site": site}))

    @pytest.mark.parametrize(
        "headers", [{"Origin": "http://localhost"}, {"Origin": "null"}, {"Sec-Fetch-Site": "same-origin"}]
    )
    def test_from_our_own_pages_it_is_taken(
        self, world: World, web: FlaskClient, form: dict[str, Any], headers: dict[str, str]
    ):
        assert web.post(f"/{world.code}/answer", data=form, headers=headers).status_code == 302

    @pytest.mark.parametrize(
        "path",
        [
            "/join",
            "/{code}/answer",
            "/{code}/erase",
            "/screen/1/do",
            "/organise/login",
            "/organise/logout",
            "/organise/",
            "/organise/event/1/add",
            "/organise/workshop/1/end",
        ],
    )
    def test_each_wants_its_token(self, world: World, web: FlaskClient, path: str):
        web.get(f"/{world.code}")
        assert web.post(path.format(code=world.code), data={"code": world.code}).status_code == 403
        assert presenter(world).post(path.format(code=world.code), data={"verb": "next"}).status_code == 403

    def test_too_many_have_to_wait(self, tmp_path: Path):
        world = World(tmp_path / "slow", messages_at_once=5, messages_per_second=1)
        browser = world.app.flask.test_client()
        world.do("next")
        form = {"csrf_token": token(browser.get(f"/{world.code}")), "round": "1", "n": "1", "value": "kat"}
        said = {browser.post(f"/{world.code}/answer", data=form).status_code for _ in range(12)}
        assert said == {302, 429}
        world.close()

    def test_a_script_is_told_in_json(self, world: World, web: FlaskClient, form: dict[str, Any]):
        asked = {"Accept": "application/json"}
        right = web.post(f"/{world.code}/answer", data=form, headers=asked)
        assert right.get_json() == {"ok": True, "round": form["round"], "n": 1}
        wrong = web.post(f"/{world.code}/answer", data=form | {"value": "koe", "n": 2}, headers=asked)
        assert wrong.status_code == 400
        assert wrong.get_json()["error"]["field"] == "value"
        foreign = web.post(f"/{world.code}/answer", data=form | {"csrf_token": ""}, headers=asked)
        assert foreign.status_code == 403
        assert foreign.get_json()["error"]["field"] == "csrf_token"
        assert foreign.get_json()["error"]["sentence"]


class TestCodes:
    def guess(self, web: FlaskClient, code: str, **options: Any) -> TestResponse:
        page = web.get("/", **options)
        return web.post("/join", data={"csrf_token": token(page), "code": code}, **options)

    def test_a_right_one_leads_to_the_workshop(self, world: World, web: FlaskClient):
        for typed in (world.code, f" {world.code[:3]} {world.code[3:]}", f"{world.code[:3]}-{world.code[3:]}"):
            assert self.guess(web, typed).location == f"/{world.code}"

    def test_a_wrong_one_is_refused_and_stays_in_the_field(self, web: FlaskClient):
        reply = self.guess(web, "12 34")
        field = BeautifulSoup(reply.text, "html.parser").select_one("input#code")
        assert reply.status_code == 400
        assert field
        assert (field["value"], field["aria-invalid"]) == ("12 34", "true")

    def test_many_wrong_ones_have_to_wait_and_a_right_one_still_gets_in(self, world: World, web: FlaskClient):
        wrong = "000000"
        said = [self.guess(web, wrong).status_code for _ in range(40)]
        assert said == [404] * 30 + [429] * 10
        assert web.get(f"/{wrong}").status_code == 429
        assert self.guess(web, world.code).status_code == 302
        assert web.get(f"/{world.code}").status_code == 200
        elsewhere = {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}}
        assert self.guess(web, wrong, **elsewhere).status_code == 404

    def test_an_address_that_is_made_up_counts_for_nothing(self, world: World, web: FlaskClient):
        made_up = [{"headers": {"X-Forwarded-For": f"192.0.2.{at}"}} for at in range(40)]
        assert [self.guess(web, "000000", **one).status_code for one in made_up][-1] == 429

    def test_behind_a_proxy_the_address_is_the_one_that_it_tells(self, tmp_path: Path):
        world = World(tmp_path / "proxied", proxies=1)
        web = world.app.flask.test_client()
        for at in range(40):
            told = {"headers": {"X-Forwarded-For": f"203.0.113.9, 192.0.2.{at}"}}
            assert self.guess(web, "000000", **told).status_code == 404
        world.close()


class TestThePresentersDoor:
    @pytest.mark.parametrize(
        "key", ["x", "0" * 32, "0" * 31, "é" * 16, "0" * 5_000, "%00", "..%2f..", "{key}0", "{key}%20"]
    )
    def test_a_wrong_key_is_refused(self, world: World, web: FlaskClient, key: str):
        reply = web.get(f"/present/{key.format(key=world.key())}")
        assert reply.status_code in (403, 404)
        assert cookies(reply) == {}

    def test_not_there_and_not_yours_look_the_same(self, world: World, web: FlaskClient):
        one, two = web.get("/screen/1"), web.get("/screen/12345")
        assert one.status_code == two.status_code == 403
        assert one.text == two.text

    @pytest.mark.parametrize(("role", "page"), [("control", ""), ("control", "/desk"), ("watch", "")])
    def test_the_secret_is_exchanged_and_shows_up_nowhere(self, world: World, web: FlaskClient, role: str, page: str):
        secret = world.key(role)
        reply = web.get(f"/present/{secret}{page}")
        assert reply.location == f"/screen/{world.workshop}{page}"
        assert list(cookies(reply)) == ["present"]
        assert {"HttpOnly", "SameSite=Lax"} <= set(cookies(reply)["present"].split("; "))
        world.do("next")
        signed = base64.urlsafe_b64encode(secret.encode()).decode().strip("=")[2:-2]
        for path in (f"/screen/{world.workshop}", f"/screen/{world.workshop}/desk", f"/{world.code}", "/"):
            later = web.get(path)
            everything = f"{later.headers}{later.text}"
            assert secret not in everything
            assert signed not in everything

    def test_a_link_to_watch_cannot_control(self, world: World):
        browser = presenter(world, "watch")
        assert browser.get("/screen/1").status_code == 200
        assert browser.get("/screen/1/desk").status_code == 403
        screen = world.app.socketio.test_client(world.app.flask, flask_test_client=browser)
        assert say(screen, "watch", {"workshop": world.workshop})["ok"]
        assert not say(screen, "do", {"workshop": world.workshop, "rev": world.row["rev"], "verb": "next"})["ok"]

    def test_a_link_that_was_made_new_opens_nothing_any_more(self, world: World):
        old, browser = world.key(), presenter(world)
        socket = world.app.socketio.test_client(world.app.flask, flask_test_client=browser)
        assert say(socket, "watch", {"workshop": world.workshop})["ok"]
        form = {"csrf_token": token(browser.get("/screen/1/desk")), "verb": "next", "rev": world.row["rev"] + 1}
        planning.change(world.house.store, world.workshop, "renew")
        assert browser.get(f"/present/{old}").status_code == 403
        assert browser.get("/screen/1").status_code == 403
        assert browser.get("/screen/1/desk").status_code == 403
        assert browser.post("/screen/1/do", data=form).status_code == 403
        for message in ("watch", "do"):
            payload = {"workshop": world.workshop, "rev": world.row["rev"], "verb": "next"}
            assert say(socket, message, payload)["error"]["field"] == "key"
        socket.get_received()
        assert world.do("next")["ok"]
        world.tick()
        assert socket.get_received() == []
        assert presenter(world).get("/screen/1").status_code == 200

    def test_the_desk_works_by_forms_alone(self, world: World):
        browser = presenter(world)
        for verb, step in (("next", 1), ("next", 2), ("back", 1)):
            page = browser.get("/screen/1/desk")
            form = {"csrf_token": token(page), "verb": verb, "rev": world.row["rev"]}
            assert browser.post("/screen/1/do", data=form).status_code == 302
            assert world.row["step"] == step
        stale = browser.post("/screen/1/do", data=form)
        assert stale.status_code == 409
        assert world.row["step"] == 1

    def test_the_end_is_asked_twice(self, world: World):
        browser = presenter(world)
        form = {"csrf_token": token(browser.get("/screen/1/desk")), "verb": "end", "rev": world.row["rev"]}
        assert browser.post("/screen/1/do", data=form).status_code == 200
        assert world.row["ended_at"] is None
        assert browser.post("/screen/1/do", data=form | {"sure": "yes"}).status_code == 302
        assert world.row["ended_at"] is not None


class TestAClosedDoor:
    def test_lets_nobody_new_in_and_those_who_were_there_stay(self, world: World, web: FlaskClient):
        web.get(f"/{world.code}")
        planning.change(world.house.store, world.workshop, "close")
        assert web.get(f"/{world.code}").status_code == 200
        newcomer = world.app.flask.test_client().get(f"/{world.code}")
        assert newcomer.status_code == 409
        assert "form" not in newcomer.text or "answer" not in newcomer.text
        planning.change(world.house.store, world.workshop, "welcome")
        assert world.app.flask.test_client().get(f"/{world.code}").status_code == 200

    def test_who_answered_comes_back_in_after_a_restart(self, world: World, web: FlaskClient):
        world.do("next")
        page = web.get(f"/{world.code}")
        form = {"csrf_token": token(page), "round": world.stage()["round"], "n": 1, "value": "kat"}
        assert web.post(f"/{world.code}/answer", data=form).status_code == 302
        kept = web.get_cookie("poll")
        assert kept
        planning.change(world.house.store, world.workshop, "close")
        world.restart()
        again = world.app.flask.test_client()
        again.set_cookie("poll", kept.value)
        assert again.get(f"/{world.code}").status_code == 200


class TestLanguage:
    def lang(self, reply: TestResponse) -> str:
        page = BeautifulSoup(reply.text, "html.parser").html
        assert page
        return str(page["lang"])

    @pytest.mark.parametrize(
        ("header", "lang"),
        [
            ("nl-NL,nl;q=0.9,en;q=0.8", "nl"),
            ("en-GB,en;q=0.9", "en"),
            ("de-DE,de", "nl"),
            ("fr, en;q=0.5", "en"),
            ("", "nl"),
            ("\x7f;q=x", "nl"),
        ],
    )
    def test_is_that_of_the_phone(self, world: World, web: FlaskClient, header: str, lang: str):
        for path in ("/", f"/{world.code}", "/nowhere", "/privacy", "/organise/login"):
            assert self.lang(web.get(path, headers={"Accept-Language": header})) == lang

    def test_can_be_chosen_and_is_remembered(self, world: World, web: FlaskClient):
        dutch = {"Accept-Language": "nl"}
        assert self.lang(web.get(f"/{world.code}", headers=dutch)) == "nl"
        chosen = web.get(f"/{world.code}?lang=en", headers=dutch)
        assert self.lang(chosen) == "en"
        assert "Which animal" not in chosen.text
        assert self.lang(web.get(f"/{world.code}", headers=dutch)) == "en"
        assert self.lang(web.get("/help", headers=dutch)) == "en"
        assert self.lang(web.get(f"/{world.code}?lang=nl", headers=dutch)) == "nl"

    def test_that_we_do_not_speak_changes_nothing(self, world: World, web: FlaskClient):
        assert self.lang(web.get(f"/{world.code}?lang=xx")) == "nl"
        assert self.lang(web.get(f"/{world.code}?lang=en&lang=nl")) == "en"

    def test_chosen_before_the_code_goes_along(self, world: World, web: FlaskClient):
        page = web.get("/?lang=en")
        form = BeautifulSoup(page.text, "html.parser").select_one("form")
        assert form
        reply = web.post(str(form["action"]), data={"csrf_token": token(page), "code": world.code})
        assert self.lang(web.get(reply.location, headers={"Accept-Language": "nl"})) == "en"

    def test_of_the_question_follows(self, world: World, web: FlaskClient):
        world.do("next")
        assert "Welk dier?" in web.get(f"/{world.code}").text
        assert "Which animal?" in web.get(f"/{world.code}?lang=en").text

    @pytest.mark.parametrize("page", ["/screen/1", "/screen/1/desk"])
    def test_of_the_presenter_is_remembered_too(self, world: World, page: str):
        browser = presenter(world)
        assert self.lang(browser.get(f"{page}?lang=en", headers={"Accept-Language": "nl"})) == "en"
        assert self.lang(browser.get(page, headers={"Accept-Language": "nl"})) == "en"


WORDS = st.text(max_size=30) | st.sampled_from(
    [
        "1",
        "0",
        "-1",
        "9" * 30,
        "9" * 5_000,
        "1e9",
        "true",
        "null",
        "kat",
        "q1",
        "end",
        "yes",
        "\x00",
        "' OR 1=1 --",
        "%(a)s",
        "{{1}}",
        "../x",
    ]
)
NAMES = st.text(max_size=10) | st.sampled_from(
    [
        "code",
        "round",
        "n",
        "value",
        "value.a",
        "place.steun",
        "points.ses",
        "h",
        "v",
        "text",
        "skip",
        "withdraw",
        "verb",
        "rev",
        "step",
        "into",
        "sure",
        "name",
        "password",
        "title",
        "deck",
        "next",
        "lang",
        "change",
        "csrf_token",
        "separator",
        "event",
    ]
)
HEADERS = st.dictionaries(
    st.sampled_from(
        [
            "Accept",
            "Accept-Language",
            "Origin",
            "Referer",
            "Host",
            "X-Forwarded-For",
            "Range",
            "If-None-Match",
            "If-Modified-Since",
            "Content-Type",
            "Accept-Encoding",
            "Sec-Fetch-Site",
            "Authorization",
        ]
    ),
    st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=30)
    | st.sampled_from(
        ["application/json", "multipart/form-data", "multipart/form-data; boundary=x", "text/plain", "*/*"]
    ),
    max_size=3,
)


class Visitors:
    """Browsers of a stranger, a phone, a presenter and an organiser, each with the token that its forms need."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.tokens: list[tuple[FlaskClient, str]] = [(world.app.flask.test_client(), "")]
        phone = world.app.flask.test_client()
        self.tokens.append((phone, token(phone.get(f"/{world.code}/erase"))))
        desk = presenter(world)
        self.tokens.append((desk, token(desk.get("/screen/1/desk"))))
        organiser = Browser(world)
        organiser.log_in()
        self.tokens.append((organiser.client, token(organiser.get("/organise/"))))


@pytest.fixture(scope="class")
def visitors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitors]:
    world = World(tmp_path_factory.mktemp("visited"), wrong_codes_per_minute=10_000)
    world.do("next")
    yield Visitors(world)
    world.close()


def address(data: st.DataObject, rule: str, world: World) -> str:
    """An address that fits a rule, or nearly."""
    places = st.sampled_from([world.code, "000000", "1", str(world.event), world.key(), "desk", "end", "csv"]) | WORDS
    return re.sub(r"<[^>]*>", lambda _: quote(data.draw(places), safe=""), rule)


class TestNoInputLeadsToAnErrorOfTheServer:
    @pytest.mark.parametrize(("method", "times"), [("GET", 300), ("POST", 500), ("PUT", 50), ("HEAD", 100)])
    def test_of_any_rule(self, visitors: Visitors, caplog: pytest.LogCaptureFixture, method: str, times: int):
        world = visitors.world
        rules = [one for one in world.app.flask.url_map.iter_rules() if one.endpoint != "organise.logout"]

        @settings(deadline=None, max_examples=times, suppress_health_check=[HealthCheck.too_slow])
        @given(data=st.data(), rule=st.sampled_from(rules), visitor=st.sampled_from(visitors.tokens))
        def nothing_breaks(data: st.DataObject, rule: Rule, visitor: tuple[FlaskClient, str]) -> None:
            browser, right = visitor
            form = data.draw(st.dictionaries(NAMES, st.lists(WORDS, max_size=2), max_size=4))
            if data.draw(st.booleans()):
                form["csrf_token"] = [right]
            with structlog.testing.capture_logs() as said:
                reply = browser.open(
                    address(data, rule.rule, world),
                    method=method,
                    query_string=data.draw(st.dictionaries(NAMES, WORDS, max_size=2)),
                    data=form if method == "POST" else None,
                    headers=data.draw(HEADERS),
                )
                reply.close()
            assert reply.status_code < 500
            assert [one for one in said if one["log_level"] in ("error", "critical")] == []
            assert reply.headers["X-Content-Type-Options"] == "nosniff"

        nothing_breaks()
        assert caplog.records == []
