"""Addresses taken apart once are those that Django would give."""

import pytest
from django.urls import NoReverseMatch, reverse

from negoce.web.addresses import address_of


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("activities:create", ()),
        ("companies:record", ("jp6zq1k752y1",)),
        ("companies:field", ("jp6zq1k752y1", "activity_code")),
        ("contacts:panel", ("jp6zq1k752y1", "thread")),
        ("orders:order", ("jp6zq1k752y1",)),
    ],
)
def test_an_address_is_that_of_the_page(name: str, arguments: tuple[str, ...]) -> None:
    assert address_of(name, *arguments) == reverse(name, args=arguments)
    # And again, now that its pieces are known.
    assert address_of(name, *arguments) == reverse(name, args=arguments)


def test_a_page_that_does_not_exist_has_no_address() -> None:
    with pytest.raises(NoReverseMatch):
        address_of("nowhere:record", "jp6zq1k752y1")


def test_what_may_not_stand_in_an_address_is_refused_as_django_does() -> None:
    with pytest.raises(NoReverseMatch):
        address_of("companies:record", "a/b")
