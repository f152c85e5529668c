"""Drawing a result as the pages do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from jinja2 import Environment

from pollapp import language
from pollapp.app import create_app
from pollapp.questions import Question
from pollapp.settings import Settings

Draw = Callable[..., Tag]


@pytest.fixture(scope="session")
def jinja(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environment]:
    """The templates as the app knows them."""
    folder = tmp_path_factory.mktemp("app")
    app = create_app(Settings(async_mode="threading", database=folder / "p.sqlite3", keys=folder / "keys.json"))
    yield app.flask.jinja_env
    app.close()


@pytest.fixture(scope="session")
def draw(jinja: Environment) -> Draw:
    """draw(question, result, place="phone", lang="nl", streaming=False, segment=None, **more): the element `#result`.

    `segment` is the question that makes the groups; `more` is what a page is told beside the result, as the names of
    the rooms.
    """

    def drawn(
        question: Question,
        result: Any,
        place: str = "phone",
        lang: str = "nl",
        streaming: bool = False,
        segment: Question | None = None,
        **more: Any,
    ) -> Tag:
        asked = question.ask(lang, ["nl", "en"])
        with language.use(lang):
            html = jinja.get_template("results/_result.html").render(
                question=asked, result=result, place=place, streaming=streaming, shows=question.shows,
                segment=segment and segment.ask(lang, ["nl", "en"]), **more,
            )  # fmt: skip
        [root] = BeautifulSoup(html, "html.parser").find_all(True, recursive=False)
        return root

    return drawn
