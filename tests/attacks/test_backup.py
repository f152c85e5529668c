"""An old copy of the database holds no link once the key is destroyed, and is put back without harm.

The attacker has the token of a phone, a copy of the database that was made while the workshop ran, and the keys as they
are today.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite

from tests.attacks.gathering import DIER, PEOPLE, Gathering, erase
from tests.attacks.remains import event_key, lies_in, number_of, remains
from tests.server import environment
from tests.serving.raw import Raw


@pytest.fixture
def gathering(tmp_path: Path) -> Iterator[Gathering]:
    gathering = Gathering(tmp_path)
    yield gathering
    gathering.close()


def pollapp(gathering: Gathering, *words: str, database: Path | None = None) -> str:
    """A command, with the keys of today."""
    files = {"POLLAPP_DATABASE": str(database or gathering.database), "POLLAPP_KEYS": str(gathering.keys)}
    command = [sys.executable, "-m", "pollapp", *words]
    done = subprocess.run(command, env=environment() | files, capture_output=True, text=True, check=True)
    return done.stdout


def answers_of(copy: Path, number: bytes) -> list[str]:
    """What stands under a number in a copy."""
    with closing(sqlite.connect(copy)) as db:
        return [value for (value,) in db.execute("SELECT value FROM answer WHERE participant = ?", [number])]


def copied_while_it_ran(gathering: Gathering, to: Path) -> tuple[Path, Path]:
    """A backup made while people answer, and the keys of that moment; then everything ends."""
    gathering.come_in()
    round_ = gathering.go(DIER)
    for who in range(PEOPLE):
        gathering.answer(who, round_, "kat" if who else "hond")
    pollapp(gathering, "backup", str(to / "copy.sqlite3"))
    shutil.copy(gathering.keys, to / "keys.json")
    gathering.do("end")
    gathering.do("end", gathering.plenary)
    return to / "copy.sqlite3", to / "keys.json"


def test_with_the_keys_of_that_moment_a_copy_tells_what_a_phone_answered(gathering: Gathering, tmp_path: Path):
    copy, keys = copied_while_it_ran(gathering, tmp_path)
    assert answers_of(copy, number_of(gathering.tokens[0], event_key(keys))) == ['"hond"']


def test_with_the_keys_of_today_it_does_not(gathering: Gathering, tmp_path: Path):
    copy, keys = copied_while_it_ran(gathering, tmp_path)
    Raw(gathering.server.url).ask("join", {"code": gathering.room["code"], "token": gathering.tokens[0]})
    assert event_key(gathering.keys) != event_key(keys)  # who comes to look at the end gets a number under a new key
    numbers = gathering.numbers()
    assert not any(answers_of(copy, number) for number in numbers.values())
    assert lies_in({"the old key": event_key(keys)}, remains(gathering.data)) == {}


def test_a_copy_holds_neither_a_key_nor_a_token(gathering: Gathering, tmp_path: Path):
    copy, keys = copied_while_it_ran(gathering, tmp_path)
    server = bytes.fromhex(json.loads(keys.read_text())["server"])
    secrets = {"the key of the event": event_key(keys), "the key of the server": server}
    secrets |= {token: token.encode() for token in gathering.tokens}
    assert lies_in(secrets, {"copy": copy.read_bytes()}) == {}


def test_a_copy_that_is_put_back_goes_on_and_nobody_can_change_the_old_answers(gathering: Gathering, tmp_path: Path):
    copy, _ = copied_while_it_ran(gathering, tmp_path)
    gathering.server.stop()
    gathering.database.unlink()
    assert "“Een dag”" in pollapp(gathering, "restore", str(copy))
    gathering.server.start()

    phone = Raw(gathering.server.url)
    joined = phone.ask("join", {"code": gathering.room["code"], "token": gathering.tokens[0]})
    assert (joined["ok"], joined["mine"], joined["stage"]["state"]) == (True, None, "open")
    assert phone.ask("answer", {"round": joined["stage"]["round"], "n": 1, "value": "kat"})["ok"]
    assert answers_of(gathering.database, gathering.numbers()["the number of phone 0"]) == ['"kat"']
    assert stored(gathering) == PEOPLE + 1
    assert "geen antwoorden van deze telefoon" in erase(gathering, 1)

    gathering.presenter = Raw(gathering.server.url)
    gathering.do("end")
    gathering.do("end", gathering.plenary)
    assert stored(gathering) == PEOPLE + 1
    assert gathering.server.said == ""


def stored(gathering: Gathering) -> int:
    with closing(sqlite.connect(gathering.database)) as db:
        return int(db.execute("SELECT count(*) FROM answer WHERE value IS NOT NULL").fetchone()[0])
