"""`pollapp export`: the same files from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pollapp.cli import pollapp
from pollapp.errors import NotFound, Refused
from tests.exports.hall import Hall


@pytest.fixture
def folder(hall: Hall, tmp_path: Path) -> Path:
    """Where the files go; the hall has answered one question."""
    hall.ask(*["kat"] * 12)
    hall.do("end")
    return tmp_path


def export(hall: Hall, *words: str) -> bytes:
    database = ["--database", str(hall.world.settings.database)]
    result = CliRunner().invoke(pollapp, ["export", *words, *database], catch_exceptions=False, standalone_mode=False)
    if result.exception:
        raise result.exception
    return result.stdout_bytes


def test_a_workshop_is_found_by_its_code_or_its_id(hall: Hall, folder: Path):
    spaced = f"{hall.world.code[:3]} {hall.world.code[3:]}"
    for number, name in enumerate((hall.world.code, spaced, str(hall.world.workshop))):
        out = folder / f"{number}.json"
        export(hall, name, "--out", str(out))
        assert json.loads(out.read_text("utf-8"))["rounds"][0]["result"]["counts"]["kat"] == 12


@pytest.mark.parametrize(
    ("kind", "start"), [("csv", b"\xef\xbb\xbfworkshop;"), ("rows", b"\xef\xbb\xbfid;"), ("xlsx", b"PK")]
)
def test_every_format_can_go_to_standard_output(hall: Hall, folder: Path, kind: str, start: bytes):
    assert export(hall, hall.world.code, "--format", kind, "--lang", "nl", "--out", "-").startswith(start)


def test_a_file_that_exists_is_not_written_over(hall: Hall, folder: Path):
    out = folder / "er-is-al-iets.json"
    out.write_text("van mij")
    with pytest.raises(Refused):
        export(hall, hall.world.code, "--out", str(out))
    assert out.read_text() == "van mij"


@pytest.mark.parametrize("name", ["000000", "99", "nee", "9" * 400, "٣", ""])
def test_a_name_that_nobody_has_is_told(hall: Hall, folder: Path, name: str):
    with pytest.raises(NotFound):
        export(hall, name, "--out", "-")


def test_a_database_that_is_not_there_is_told_and_not_made(folder: Path):
    nowhere = folder / "nergens" / "p.sqlite3"
    result = CliRunner().invoke(pollapp, ["export", "1", "--out", "-", "--database", str(nowhere)])
    assert isinstance(result.exception, NotFound)
    assert not nowhere.parent.exists()
