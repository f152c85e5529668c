"""YAML read as plain data, with the line of everything in it. Nothing in the text is ever carried out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from pollapp.errors import DeckError, Problem
from pollapp.language import N_
from pollapp.questions.base import Flaw, flaw

LARGEST = 512 * 1024
DEEPEST = 30
MOST_NODES = 20_000

UNUSABLE = N_("This deck cannot be used yet. Change what is listed.")
TOO_MUCH = N_("The deck is too large, or repeats itself with “&” and “*”. Make it smaller.")
TAG = "tag:yaml.org,2002:"
PLAIN = {TAG + name for name in ("str", "int", "float", "bool", "null", "timestamp", "value", "merge", "map", "seq")}

Path = tuple[str | int, ...]


@dataclass
class Source:
    """What a deck file says: its data, the line of every path in it, and what is wrong with it so far."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    flaws: list[tuple[int, Flaw]] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line where a path stands, or where the nearest thing around it begins."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def where(self, path: Path) -> str:
        """A path for people: with the ids of what it goes through, and else its number counted from 1."""
        names, here = [], self.data
        for part in path:
            here = _inside(here, part)
            name = here.get("id") if isinstance(part, int) and isinstance(here, dict) else None
            names.append(name if isinstance(name, str) else str(part + 1 if isinstance(part, int) else part))
        return ".".join(names)

    def add(self, found: Flaw, line: int | None = None) -> None:
        """Note a flaw, on the line of its path when no other is given."""
        self.flaws.append((line or self.line(found.path), found))

    def problems(self) -> list[Problem]:
        """The flaws as problems for people, each once, from the top of the file down."""
        told = {
            Problem(line, self.where(path), message, tuple(params.items()))
            for line, (path, message, params) in self.flaws
        }
        return sorted(told, key=lambda problem: (problem.line, problem.where, problem.message))


def read_source(text: str) -> Source:
    """The data and the lines of a deck file; DeckError when it is no readable YAML with fields."""
    if len(text) > LARGEST:
        raise _unreadable(1, N_("The deck is too large. Make it smaller than %(most)s KB."), most=LARGEST // 1024)
    root = _compose(text)
    if not isinstance(root, MappingNode):
        raise _unreadable(1, N_("A deck begins with “schema: pollapp.deck/1” and other fields. Add them."))
    source = Source()
    source.data = _Reader(source).read(root, (), root.start_mark.line + 1)
    return source


class _Composer(Composer):
    """Stops at a file of more pieces than a deck can have."""

    pieces = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        self.pieces += 1
        if self.pieces > MOST_NODES:
            raise _unreadable(1, TOO_MUCH)
        return super().compose_node(parent, index)


def _compose(text: str) -> Node | None:
    yaml = YAML(typ="safe", pure=True)
    yaml.Composer, yaml.version, yaml.max_depth = _Composer, (1, 2), DEEPEST
    yaml.composer.warn_double_anchors = False
    try:
        root: Node | None = yaml.compose(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        message = N_("This line cannot be read. Check the spaces at its start, the quotes and the colons.")
        raise _unreadable(mark.line + 1 if mark else 1, message) from None
    return root


class _Reader:
    """Walks the nodes once; counts them, so that a few aliases cannot grow into millions."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.nodes = 0

    def read(self, node: Node, path: Path, line: int) -> Any:
        self.source.lines[path] = line
        self.nodes += 1
        if self.nodes > MOST_NODES or len(path) > DEEPEST:
            raise _unreadable(line, TOO_MUCH)
        if str(node.tag) not in PLAIN:
            self.source.add(
                flaw(N_("A deck has no tags. Remove “%(tag)s”."), *path, tag=str(node.tag).removeprefix(TAG))
            )
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.read(each, (*path, i), each.start_mark.line + 1) for i, each in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, ScalarNode):
                self.source.add(
                    flaw(N_("The name of a field is one word. Remove the “?” or the brackets."), *path), line
                )
            elif key.value in found:
                message = N_("The field “%(field)s” stands here twice. Keep one.")
                self.source.add(flaw(message, *path, key.value, field=key.value), line)
            else:
                found[key.value] = self.read(value, (*path, key.value), line)
        return found


def _scalar(node: Any) -> Any:
    """YAML 1.2: only true and false are yes and no; what does not fit its kind stays the text that was written."""
    kind, written = str(node.tag).removeprefix(TAG), node.value
    try:
        if kind == "null":
            return None
        if kind == "bool" and written.lower() in ("true", "false"):
            return written.lower() == "true"
        return {"int": int, "float": float}.get(kind, str)(written)
    except ValueError:
        return written


def _inside(data: Any, part: str | int) -> Any:
    if isinstance(part, int):
        return data[part] if isinstance(data, list) and part < len(data) else None
    return data.get(part) if isinstance(data, dict) else None


def _unreadable(line: int, message: str, **params: Any) -> DeckError:
    return DeckError(UNUSABLE, [Problem(line, "", message, tuple(params.items()))])
