"""The file of secrets: for its owner alone, one number a phone and event, and nothing left of what was forgotten."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from pollapp.errors import PollError, Unavailable
from pollapp.store import Keys


def test_the_file_is_for_its_owner_only(tmp_path: Path):
    Keys(tmp_path / "keys.json")
    assert (tmp_path / "keys.json").stat().st_mode & 0o777 == 0o600


def test_the_same_phone_has_the_same_number_after_a_restart_and_another_in_another_event(tmp_path: Path):
    keys = Keys(tmp_path / "keys.json")
    number = keys.participant(1, "token")
    assert number != keys.participant(2, "token")
    assert Keys(tmp_path / "keys.json").participant(1, "token") == number


def test_phones_that_come_at_once_share_the_key_of_the_event(tmp_path: Path):
    for event in range(30):
        keys, ready = Keys(tmp_path / f"{event}.json"), threading.Barrier(8)
        numbers: list[bytes] = []

        def come(keys: Keys = keys, ready: threading.Barrier = ready, numbers: list[bytes] = numbers) -> None:
            ready.wait(timeout=20)
            numbers.append(keys.participant(1, "token"))

        phones = [threading.Thread(target=come) for _ in range(8)]
        for phone in phones:
            phone.start()
        for phone in phones:
            phone.join()
        assert numbers == [Keys(tmp_path / f"{event}.json").participant(1, "token")] * 8


def test_a_key_that_cannot_be_kept_is_not_used(tmp_path: Path):
    keys = Keys(tmp_path / "folder" / "keys.json")
    (tmp_path / "folder" / "keys.new").mkdir()
    for _ in range(2):
        with pytest.raises(Unavailable):
            keys.participant(1, "token")


def test_a_forgotten_event_gives_other_numbers(tmp_path: Path):
    keys = Keys(tmp_path / "keys.json")
    number = keys.participant(1, "token")
    keys.forget(1)
    assert keys.participant(1, "token") != number
    assert number.hex() not in (tmp_path / "keys.json").read_text()


def test_a_forgotten_key_is_not_even_in_the_file_that_was_replaced(tmp_path: Path):
    keys = Keys(tmp_path / "keys.json")
    keys.participant(1, "token")
    key = json.loads((tmp_path / "keys.json").read_text())["events"]["1"]
    with (tmp_path / "keys.json").open("rb") as before:
        assert key.encode() in before.read()
        keys.forget(1)
        before.seek(0)
        assert not before.read().strip(b"\0")
    assert key not in "".join(file.read_text() for file in tmp_path.iterdir())


def test_a_file_that_a_crash_left_half_way_is_destroyed_at_the_next_start(tmp_path: Path):
    Keys(tmp_path / "keys.json").participant(1, "token")
    left = tmp_path / "keys.new"
    left.write_bytes((tmp_path / "keys.json").read_bytes())
    with left.open("rb") as before:
        Keys(tmp_path / "keys.json")
        assert not before.read().strip(b"\0")
    assert [file.name for file in tmp_path.iterdir()] == ["keys.json"]


def test_a_damaged_file_is_refused_with_a_remedy(tmp_path: Path):
    (tmp_path / "keys.json").write_text("{nonsense")
    with pytest.raises(PollError) as refused:
        Keys(tmp_path / "keys.json")
    assert refused.value.field == "keys"
