"""The docs tell what there is, all of it and nothing else: a workshop of every bundled deck is played to compare."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from pollapp.cli import pollapp as group
from pollapp.live import inbound
from pollapp.questions import TYPES
from pollapp.settings import describe
from pollapp.workshops.life import ALL
from tests.docs import Seen, play_everything
from tests.world import World

DOCS = Path(__file__).parents[1] / "docs"
PROTOCOL = (DOCS / "protocol.md").read_text("utf-8")
DEPLOY = (DOCS / "deploy.md").read_text("utf-8")
DPIA = (DOCS / "dpia.md").read_text("utf-8")

PARTS = {
    "join": "of `join`",
    "answer": "of `answer`",
    "watch": "of `watch`",
    "do": "of `do`",
    "error": "when something is wrong",
    "workshop": "The workshop",
    "stage": "The stage",
    "question": "The question",
    "result": "The message `result`",
    "trouble": "The message `trouble`",
    "picture": "The result",
    "shift": "shift",
    "opinions": "opinions",
    "rooms": "rooms",
    **{type_: type_ for type_ in TYPES},
}
TAKES = ("join", "answer", "watch", "do")


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next one."""
    found = re.search(rf"^##+ {re.escape(heading)}\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"no heading “{heading}”"
    return found[1]


def named(text: str) -> set[str]:
    """What stands in backticks in the first column of a table."""
    rows = re.findall(r"^\| (`[^|]*) \|", text, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


def with_parents(names: set[str]) -> set[str]:
    """`step.index` also tells that there is a `step`."""
    return {name.rsplit(".", up)[0] for name in names for up in range(name.count(".") + 1)}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    return play_everything(tmp_path_factory.mktemp("docs"))


@pytest.mark.parametrize("part", PARTS)
def test_the_protocol_names_every_field_that_is_seen_and_no_other(seen: Seen, part: str):
    assert with_parents(named(section(PROTOCOL, PARTS[part]))) == seen.fields[part]


def test_every_part_that_was_seen_is_documented(seen: Seen):
    assert set(seen.fields) - {"messages"} == set(PARTS)


def test_the_protocol_names_every_message(world: World, seen: Seen):
    server = world.app.socketio.server  # type: ignore[attr-defined]  # made by init_app
    taken = set(server.handlers["/"]) - {"connect", "disconnect"}
    assert taken == set(TAKES)
    assert named(section(PROTOCOL, "Messages")) == taken | seen.fields["messages"]


def test_the_protocol_names_every_field_that_a_message_takes():
    told = set().union(*(named(section(PROTOCOL, f"`{message}` takes")) for message in TAKES))
    read = set(inbound.DETAILS)
    for node in ast.walk(ast.parse(Path(inbound.__file__).read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name("message"), attr="get"), args=[ast.Constant(name), *_]):
                read.add(str(name))
            case ast.Subscript(value=ast.Name("message"), slice=ast.Constant(name)):
                read.add(str(name))
    assert told == read


def test_the_protocol_names_every_verb():
    assert named(section(PROTOCOL, "Verbs")) == set(ALL)


def test_the_protocol_names_the_value_of_every_type():
    assert named(section(PROTOCOL, "Values")) == set(TYPES)


def test_the_protocol_names_every_address(world: World):
    there = set()
    for rule in world.app.flask.url_map.iter_rules():
        address = re.sub(r"<(?:[^:<>]*:)?(\w+)>", r"<\1>", rule.rule)
        there |= {f"{method} {address}" for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}
    assert named(section(PROTOCOL, "Addresses")) == there


def test_every_setting_is_told_with_its_default():
    rows = re.findall(r"^\| `([A-Z_]+)` \| (?:`([^`]*)`)? *\|", section(DEPLOY, "Settings"), re.MULTILINE)
    assert rows == [(name, default) for name, default, _ in describe()]


def test_every_command_is_told():
    assert set(re.findall(r"(?:`|bin/)pollapp ([a-z]+)", DEPLOY)) == set(group.commands)


def test_every_variable_that_the_docs_name_exists():
    told = "".join(file.read_text("utf-8") for file in [*DOCS.glob("*"), DOCS.parent / "README.md"] if file.is_file())
    assert set(re.findall(r"POLLAPP_[A-Z_]+", told)) <= {name for name, _, _ in describe()}


@pytest.mark.parametrize("file", sorted(DOCS.glob("*.md")), ids=lambda file: file.name)
def test_links_between_the_docs_lead_somewhere(file: Path):
    for link in re.findall(r"\]\(([^)#:]+)[^):]*\)", file.read_text("utf-8")):
        assert (file.parent / link).exists(), link


class TestTheDpia:
    def test_has_the_seventeen_points_of_the_model_in_four_parts(self):
        headings = re.findall(r"^##+ (\w+)\. ", DPIA, re.MULTILINE)
        points = [each for each in headings if each.isdigit()]
        assert points == [str(number) for number in range(1, 18)]
        assert [each for each in headings if each not in points] == ["A", "B", "C", "D"]

    def test_names_every_table_and_every_cookie(self, world: World):
        rows = section(DPIA, "2. Persoonsgegevens")
        tables = world.house.store.read(lambda db: db.table_names())
        cookies = {"poll", "present", world.app.flask.config["SESSION_COOKIE_NAME"]}
        kept = {each for each in tables if not each.startswith(("_", "sqlite"))} | cookies
        assert kept <= set(re.findall(r"`(\w+)`", rows))
