"""Numbers that addresses and forms bear."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from negoce.web.http import go, seen_revision, whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("12", 12),
        ("", None),
        ("-1", None),
        ("²", None),
        ("٣", None),
        ("9" * 9, 999_999_999),
        ("9" * 5000, None),
    ],
)
def test_only_digits_and_few_of_them_are_a_number(text: str, number: int | None) -> None:
    assert whole_number(text) == number
    assert seen_revision(text) == (-1 if number is None else number)


@pytest.mark.parametrize(
    ("shown", "url", "again"),
    [
        ("http://testserver/payments/bank/#top", "/payments/bank/#movement-3", True),
        ("http://testserver/payments/bank/?page=2", "/payments/bank/#movement-3", False),
        ("http://testserver/payments/bank/", "/payments/bank/", False),
        ("http://testserver/deals/", "/payments/bank/#movement-3", False),
        ("", "/payments/bank/#movement-3", False),
        ("http://[x", "/payments/bank/#movement-3", False),
    ],
)
def test_another_place_of_the_page_that_is_shown_is_asked_for_anew(shown: str, url: str, again: bool) -> None:
    request = RequestFactory().post("/", headers={"HX-Request": "true", "HX-Current-URL": shown})
    answer = go(request, url)
    assert (answer.headers["HX-Redirect"], answer.headers.get("HX-Refresh")) == (
        url,
        "true" if again else None,
    )


@pytest.mark.each_database
def test_without_scripts_a_change_leads_to_the_page() -> None:
    answer = go(RequestFactory().post("/"), "/payments/bank/#movement-3")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/payments/bank/#movement-3")
