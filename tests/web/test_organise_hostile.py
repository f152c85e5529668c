"""Whatever a form of the organiser carries, it ends in a page with a sentence, and never in a crash."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.organiser import Browser, look, said
from tests.world import World

FIELDS = ("title", "deck", "text", "file", "rev", "next", "name", "what", "delimiter", "lang", "csrf")
PATHS = (
    "/organise/",
    "/organise/event/1/add",
    *(f"/organise/workshop/1/{deed}" for deed in ("close", "welcome", "end")),
)
FORMS = st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=60) | st.lists(st.text(max_size=9), max_size=3))
QUERIES = st.dictionaries(st.sampled_from(("lang", "delimiter", "next", "change")), st.text(max_size=40))
PAGES = st.sampled_from(("/organise/", "/organise/event/1", "/organise/workshop/1", "/organise/workshop/1/download/csv",
                         "/organise/workshop/1/download/xlsx", "/organise/login"))  # fmt: skip


@pytest.fixture(scope="module")
def olga(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    world = World(tmp_path_factory.mktemp("hostile"))
    browser = Browser(world)
    browser.log_in()
    yield browser
    world.close()


@settings(max_examples=80, deadline=None)
@given(path=st.sampled_from(PATHS), form=FORMS)
def test_any_form_is_answered_with_a_page(olga: Browser, path: str, form: dict[str, Any]):
    token = said(olga.get("/organise/event/1/add"), "form[enctype] input[name=csrf_token]", "value")
    look(olga.client.post(path, data={**form, "csrf_token": token}))


@settings(max_examples=80, deadline=None)
@given(text=st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_any_text_is_read_as_a_deck_without_a_crash(olga: Browser, text: str):
    assert olga.send("/organise/event/1/add", data={"text": text}).status_code == 400


@settings(max_examples=60, deadline=None)
@given(page=PAGES, query=QUERIES)
def test_any_query_is_answered_with_a_page(olga: Browser, page: str, query: dict[str, str]):
    look(olga.client.get(page, query_string=query))
