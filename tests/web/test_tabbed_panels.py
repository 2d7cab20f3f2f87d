"""Which tab of a page of panels is asked for, and which are shown."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from negoce.web.tabbed_panels import asked_tab, shown_tabs

TABS = (("first", "Une"), ("second", "Deux"), ("third", "Trois"))
USED = {"first", "third"}


@pytest.mark.parametrize(
    ("query", "page", "tab"),
    [
        ({}, "", "first"),
        ({"tab": "third"}, "", "third"),
        ({"tab": "second"}, "", "first"),
        ({}, "https://negoce.test/deals/x/?tab=third", "third"),
        ({"tab": "first"}, "https://negoce.test/deals/x/?tab=third", "first"),
        # A header says anything.
        ({}, "https://[", "first"),
    ],
)
def test_the_tab_is_asked_for_or_the_one_on_screen(query: dict[str, str], page: str, tab: str) -> None:
    request = RequestFactory().get("/", query, headers={"HX-Current-URL": page} if page else {})
    assert asked_tab(request, TABS, USED) == tab


def test_tabs_that_hold_nothing_are_not_shown_nor_one_alone() -> None:
    shown = shown_tabs(TABS, USED, "/here/", "third")
    assert [(each.label, each.url, each.active) for each in shown] == [
        ("Une", "/here/", False),
        ("Trois", "/here/?tab=third", True),
    ]
    assert shown_tabs(TABS, {"third"}, "/here/", "third") == ()
