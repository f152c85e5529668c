"""Whoever reads the log, at its most talkative, learns nothing of a phone: no token, number, address or answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import requests
from pysqlite3 import dbapi2 as sqlite

from tests.attacks.gathering import STAP, Gathering, erase
from tests.attacks.remains import Needles, lies_in
from tests.serving.raw import Raw

SECRET = "geheim4f1d van iemand"
BROWSER = "Zeldzaam/7.7 (Telefoon van Anna)"
TALKATIVE = "import logging; logging.basicConfig(level=logging.DEBUG); logging.debug('everything is told')"


@pytest.fixture
def gathering(tmp_path: Path) -> Iterator[Gathering]:
    """The server, with every log of every library opened as far as it goes."""
    (tmp_path / "sitecustomize.py").write_text(TALKATIVE)
    gathering = Gathering(tmp_path, PYTHONPATH=str(tmp_path), PYTHONUNBUFFERED="1")
    yield gathering
    gathering.close()


def needles(gathering: Gathering) -> Needles:
    tokens = {f"the token of phone {who}": token.encode() for who, token in enumerate(gathering.tokens)}
    rest = {"an answer": SECRET.encode(), "a browser": BROWSER.encode(), "an address": b"127.0.0.1"}
    return {**tokens, **rest, **gathering.numbers()}


def found_in_the_log(gathering: Gathering) -> set[str]:
    return set(lies_in(needles(gathering), {"log": gathering.server.errors.read_bytes()}))


def people_do_what_people_do(gathering: Gathering) -> int:
    """They come in, answer, change, take back, type wrong codes, and send what is none. Gives the round."""
    gathering.come_in()
    round_ = gathering.go(STAP)
    for who in range(5):
        gathering.answer(who, round_, [SECRET])
    gathering.answer(0, round_, None)
    erase(gathering, 1)
    line = Raw(gathering.server.url)
    for payload in ({"code": "000000"}, {"code": SECRET}, {"token": gathering.tokens[0]}, SECRET, None):
        line.ask("join", payload)
    line.ask("answer", {"round": round_, "n": 1, "value": SECRET})
    with requests.Session() as browser:
        browser.headers["User-Agent"] = BROWSER
        browser.cookies.set("poll", gathering.tokens[2], domain="127.0.0.1")
        for path in (f"/{gathering.room['code']}", f"/{SECRET}", "/123456", "/organise/", "/screen/1"):
            browser.get(gathering.server.url + path, timeout=30)
            browser.post(gathering.server.url + path, data={"text": SECRET}, timeout=30)
    return round_


def test_a_naive_log_tells_it_all(gathering: Gathering):
    gathering.come_in()
    lines = f"127.0.0.1 GET /{gathering.room['code']} 200 poll={gathering.tokens[2]} {BROWSER}\nKeyError: {SECRET!r}\n"
    assert set(lies_in(needles(gathering), {"log": lines.encode()})) == {
        "the token of phone 2",
        "an answer",
        "a browser",
        "an address",
    }


def test_an_ordinary_day_leaves_nothing_in_it(gathering: Gathering):
    people_do_what_people_do(gathering)
    gathering.do("end")
    assert "everything is told" in gathering.server.said
    assert found_in_the_log(gathering) == set()


def test_an_error_that_quotes_an_answer_is_told_without_it(gathering: Gathering):
    round_ = people_do_what_people_do(gathering)
    with closing(sqlite.connect(gathering.database, timeout=30)) as db:
        db.execute(
            "CREATE TRIGGER broken BEFORE UPDATE ON answer BEGIN "
            "SELECT RAISE(ABORT, 'cannot keep ' || NEW.value || hex(NEW.participant)); END"
        )
    reply = gathering.phones[3].ask("answer", {"round": round_, "n": 2, "value": [SECRET, "nog iets"]})
    assert not reply["ok"]
    assert "a message failed" in gathering.server.said
    assert "IntegrityError" in gathering.server.said
    assert found_in_the_log(gathering) == set()
