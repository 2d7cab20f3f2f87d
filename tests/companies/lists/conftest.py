"""Reading a list as its page does, by names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from negoce.companies.queries.lists.matching import first_look
from negoce.companies.queries.lists.page import read_page
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import Asked, ListSpec, understand
from negoce.identity.rules.actor import Actor
from tests.factories.identity import make_actor

Names = Callable[..., list[str]]


@pytest.fixture
def boss() -> Actor:
    """Who sees and may do everything."""
    return make_actor()


@pytest.fixture
def ask(boss: Actor, today: date) -> Callable[..., ListSpec]:
    """What is understood of a filter, an order and columns; `actor` and `key` may be given."""

    def make(filter_text: str = "", sort: str = "", columns: str = "", **options: object) -> ListSpec:
        actor = options.get("actor", boss)
        assert isinstance(actor, Actor)
        asked = Asked(filter=filter_text, sort=sort, columns=columns, quick=str(options.get("quick", "")))
        return understand(LISTS[str(options.get("key", "companies"))], actor, asked, today)

    return make


@pytest.fixture
def names(ask: Callable[..., ListSpec]) -> Names:
    """The names on every page of the list, read page after page."""

    def read(filter_text: str = "", sort: str = "", *, limit: int = 50, **options: object) -> list[str]:
        spec = ask(filter_text, sort, "name", **options)
        assert spec.problems == ()
        found: list[str] = []
        cursor = ""
        while True:
            page = read_page(spec, cursor, limit, look=first_look(spec))
            found += [row[page.layout.places[0]] for row in page.rows]
            cursor = page.next_cursor
            if not cursor:
                return found

    return read
