"""Whatever a stranger may send: any JSON, with huge, odd and almost right things in it."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

FIELDS = ("code", "lang", "token", "round", "n", "value", "key", "rev", "verb", "step", "text", "into", "place")
FIELDS_OF_NOBODY = ("workshop", "message", "__class__", "_placeholder", "num", "", "ok", "error")

numbers = (
    st.integers(-3, 60)
    | st.integers(-(10**99), 10**99)
    | st.sampled_from([2**31 - 1, 2**31, 2**63 - 1, 2**63, -(2**63) - 1, 10**90, -(10**90)])
    | st.floats()
    | st.sampled_from([1.0, -0.0, 1e308, 0.1 + 0.2])
)
texts = (
    st.text(max_size=20)
    | st.text(st.characters(categories=["Cs", "Cc", "Cf", "Mn", "Co"]), max_size=8)
    | st.sampled_from(["", "a", "none", "null", "1", "true", "nl", "en", "next", "end", "screen", "desk", "\ud800"])
    | st.sampled_from(["x" * 3000, "'; DROP TABLE answer; --", "<script>alert(1)</script>", "%(field)s", "{{7*7}}"])
    | st.sampled_from(["kat", "hond", "Bellen", "q1", "٣", "123456", "123 456", "0" * 32, "../../etc/passwd\0"])
)
leaves = st.none() | st.booleans() | numbers | texts | st.just({"_placeholder": True, "num": 0})


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    names = st.sampled_from([*FIELDS, *FIELDS_OF_NOBODY, "a", "b"]) | st.text(max_size=6)
    return st.lists(inner, max_size=6) | st.dictionaries(names, inner, max_size=5)


anything = st.recursive(leaves, nested, max_leaves=15)


def deep(levels: int) -> Any:
    """A list in a list in a list."""
    found: Any = []
    for _ in range(levels):
        found = [found]
    return found


def messages(*right: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """An object with fields of ours; those of `right` are often as they should be."""
    wild = st.dictionaries(st.sampled_from(FIELDS + FIELDS_OF_NOBODY), anything, max_size=6)
    return st.one_of(wild, *(st.builds(lambda known, more: known | more, one, wild) for one in right), *right)


payloads = st.one_of(
    anything.map(lambda one: (one,)),
    st.lists(anything, max_size=3).map(tuple),
    st.sampled_from([(), ({}, {}), ([],), (deep(200),), ({"value": "x" * 20_000},), ("",), (None,)]),
)
"""The arguments of a message: none, one, or more than there should be."""
