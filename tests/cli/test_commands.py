"""What an organisation types around a server: each command, and what it says when it cannot."""

from __future__ import annotations

import os
import re
import socket
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from pollapp.cli import pollapp as group
from pollapp.decks import BUNDLED
from pollapp.settings import Settings, variable
from pollapp.store import Store
from pollapp.workshops import planning
from tests.cli.conftest import Pollapp
from tests.server import Server, environment

DECKS = Path(__file__).parents[2] / "pollapp" / "decks" / "bundled"
DATABASE = Path("data/pollapp.sqlite3")


@pytest.fixture
def store(tmp_path: Path):
    store = Store(tmp_path / DATABASE)
    yield store
    store.close()


class TestHelp:
    def test_names_every_command(self, pollapp: Pollapp):
        said = pollapp("--help")
        assert said.code == 0
        assert set(re.findall(r"^  (\w+)  ", said.out, re.MULTILINE)) == set(group.commands)

    @pytest.mark.parametrize("command", sorted(group.commands))
    def test_of_each_command_tells_what_it_does(self, pollapp: Pollapp, command: str):
        said = pollapp(command, "-h")
        assert (said.code, said.err) == (0, "")
        assert len(said.out.splitlines()) > 5

    @pytest.mark.parametrize(
        "words", [["fly"], ["serve", "--fly"], ["decks", "fly"], ["backup"], ["demo", "--phones", "-1"]]
    )
    def test_is_pointed_to_when_a_word_is_not_known(self, pollapp: Pollapp, words: list[str]):
        said = pollapp(*words)
        assert said.code == 2
        assert "-h" in said.err or "--help" in said.err
        assert "Traceback" not in said.err


class TestSettings:
    def test_lists_every_one_with_its_default(self, pollapp: Pollapp):
        lines = pollapp("settings").out.splitlines()
        assert [line.split()[0] for line in lines] == [variable(name) for name in Settings.model_fields]
        assert next(line for line in lines if line.startswith("PORT ")).split()[1] == "5050"

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("PORT", "many"),
            ("PORT", "70000"),
            ("PUBLIC_URL", "poll.example.org"),
            ("PUBLIC_URL", "https://a.b/c"),
            ("POLLAPP_TICK", "0"),
            ("POLLAPP_ASYNC_MODE", "gevent"),
            ("POLLAPP_OPEN_BY_HAND", "perhaps"),
            ("POLLAPP_PROXIES", "-1"),
        ],
    )
    def test_a_wrong_one_is_named_and_nothing_is_made(self, pollapp: Pollapp, tmp_path: Path, name: str, value: str):
        said = pollapp("serve", **{name: value})
        assert said.code == 1
        assert name in said.err
        assert value in said.err
        assert list(tmp_path.iterdir()) == []


class TestOrganiser:
    def test_gets_a_password_that_works_and_a_new_one_the_next_time(self, pollapp: Pollapp, tmp_path: Path):
        first, second = (pollapp("organiser", "Olga").out.split()[-1] for _ in range(2))
        assert len(first) >= 16
        store = Store(tmp_path / DATABASE)
        assert planning.log_in(store, "Olga", first) is None
        assert planning.log_in(store, "Olga", second) == 1
        store.close()
        with closing(sqlite3.connect(tmp_path / DATABASE)) as db:
            ((stored,),) = db.execute("SELECT password FROM organiser").fetchall()
        assert stored.startswith("$argon2id$")

    @pytest.mark.parametrize("name", ["", "   ", "x" * 81])
    def test_needs_a_name(self, pollapp: Pollapp, name: str):
        said = pollapp("organiser", name)
        assert said.code == 1
        assert "80" in said.err


class TestDecks:
    def test_the_bundled_ones_are_ready_to_use(self, pollapp: Pollapp):
        said = pollapp("decks", "check", *map(str, sorted(DECKS.glob("*.yaml"))))
        assert (said.code, said.err) == (0, "")
        assert len(said.out.splitlines()) == len(BUNDLED) == 5

    def test_a_wrong_one_is_told_by_line(self, pollapp: Pollapp, tmp_path: Path):
        wrong = (DECKS / "0-plenair.yaml").read_text("utf-8").replace("type: single", "type: singel")
        (tmp_path / "wrong.yaml").write_text(wrong, "utf-8")
        said = pollapp("decks", "check", "wrong.yaml")
        lines = [number for number, line in enumerate(wrong.splitlines(), 1) if "type: singel" in line]
        assert said.code == 1
        assert len(lines) == 2
        for line in lines:
            assert re.search(rf"^  {line}: ", said.err, re.MULTILINE)

    @pytest.mark.parametrize(
        "content", [b"", b"\xff\xfe\0", b"- a", b"a: *b", b"[" * 5_000, b"a: !!python/object:os.system x"]
    )
    def test_a_file_that_is_none_is_told_too(self, pollapp: Pollapp, tmp_path: Path, content: bytes):
        (tmp_path / "none.yaml").write_bytes(content)
        said = pollapp("decks", "check", "none.yaml")
        assert said.code == 1
        assert said.err.strip()

    def test_is_imported_into_an_event(self, pollapp: Pollapp, store: Store):
        event = planning.add_event(store, planning.set_password(store, "Olga", "a long enough password"), "Dag")
        said = pollapp("decks", "import", str(DECKS / "3-samenwerking-veiligheid-zorg.yaml"), "--event", str(event))
        assert said.code == 0
        assert store.read(lambda db: db.execute("SELECT count(*) FROM workshop").fetchone()) == (1,)

    def test_needs_an_event_that_is_there(self, pollapp: Pollapp, store: Store):
        said = pollapp("decks", "import", str(DECKS / "0-plenair.yaml"), "--event", "7")
        assert said.code == 1
        assert "7" in said.err


class TestBackup:
    def test_is_whole_while_the_server_runs_holds_no_keys_and_can_be_put_back(self, pollapp: Pollapp, tmp_path: Path):
        with Server(tmp_path) as server:
            codes = [one["code"] for one in server.workshops]
            assert pollapp("backup", "copy.sqlite3").code == 0
            secret = [one["key"] for one in server.workshops]
        copy = (tmp_path / "copy.sqlite3").read_bytes()
        assert not [one for one in secret if one.encode() in copy or bytes.fromhex(one) in copy]
        assert pollapp("restore", "copy.sqlite3", "--database", "again/p.sqlite3").code == 0
        with closing(sqlite3.connect(tmp_path / "again" / "p.sqlite3")) as db:
            assert [code for (code,) in db.execute("SELECT code FROM workshop ORDER BY id")] == codes

    def test_is_written_over_nothing(self, pollapp: Pollapp, store: Store, tmp_path: Path):
        (tmp_path / "copy.sqlite3").write_text("mine")
        assert pollapp("backup", "copy.sqlite3").code == 1
        assert (tmp_path / "copy.sqlite3").read_text() == "mine"
        assert pollapp("backup", "other.sqlite3").code == 0
        said = pollapp("restore", "other.sqlite3")
        assert said.code == 1
        assert str(DATABASE) in said.err

    @pytest.mark.parametrize("end", ["-wal", "-shm"])
    def test_is_not_put_back_beside_a_log_that_was_left_behind(
        self, pollapp: Pollapp, store: Store, tmp_path: Path, end: str
    ):
        assert pollapp("backup", "copy.sqlite3").code == 0
        (tmp_path / "again").mkdir()
        (tmp_path / "again" / f"p.sqlite3{end}").write_bytes(b"left by a crash")
        said = pollapp("restore", "copy.sqlite3", "--database", "again/p.sqlite3")
        assert said.code == 1
        assert f"p.sqlite3{end}" in said.err
        assert not (tmp_path / "again" / "p.sqlite3").exists()

    @pytest.mark.parametrize("content", [b"", b"not a database" * 100, b"SQLite format 3\0" + b"\0" * 5_000])
    def test_is_put_back_only_when_it_is_one(self, pollapp: Pollapp, tmp_path: Path, content: bytes):
        (tmp_path / "copy.sqlite3").write_bytes(content)
        said = pollapp("restore", "copy.sqlite3")
        assert said.code == 1
        assert "copy.sqlite3" in said.err
        assert not (tmp_path / DATABASE).exists()

    def test_needs_a_database(self, pollapp: Pollapp):
        said = pollapp("backup", "copy.sqlite3")
        assert said.code == 1
        assert str(DATABASE) in said.err

    def test_is_for_its_owner_only(self, pollapp: Pollapp, store: Store, tmp_path: Path):
        assert pollapp("backup", "copy.sqlite3").code == 0
        assert stat.S_IMODE((tmp_path / "copy.sqlite3").stat().st_mode) & 0o077 == 0


def test_a_port_that_is_taken_is_told(pollapp: Pollapp, tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "pollapp", "serve", "--port", str(port)],
            cwd=tmp_path,
            env=environment() | {"PYTHONPATH": str(Path.cwd())},
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert done.returncode == 1
    assert str(port) in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("file", "content"), [("data/pollapp.sqlite3", b"nonsense" * 999), ("data/keys.json", b"{")])
def test_a_damaged_file_is_told_with_a_remedy(pollapp: Pollapp, tmp_path: Path, file: str, content: bytes):
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_bytes(content)
    said = pollapp("serve", "--port", "0", POLLAPP_ASYNC_MODE="threading")
    assert said.code == 1
    assert file in said.err
    assert (tmp_path / file).read_bytes() == content


def test_the_words_are_dutch_where_the_machine_is(pollapp: Pollapp):
    dutch, english = (pollapp("backup", "x", LANG=lang).err for lang in ("nl_NL.UTF-8", "en_GB.UTF-8"))
    assert dutch != english


def test_all_files_are_for_their_owner_only(pollapp: Pollapp, tmp_path: Path):
    with Server(tmp_path):
        files = [Path(folder) / name for folder, _, names in os.walk(tmp_path / "data") for name in names]
        assert {"pollapp.sqlite3", "keys.json"} <= {file.name for file in files}
        assert {file.name for file in files if file.stat().st_mode & 0o077} == set()
