"""The visitor's address behind proxies of ours, and what a stranger can make of the header."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from negoce.web.identity.address import client_address

FORGED = "198.51.100.1, 203.0.113.9"


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, None, "127.0.0.1"),
        (0, FORGED, "127.0.0.1"),
        (1, None, "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, FORGED, "203.0.113.9"),
        (2, FORGED, "198.51.100.1"),
        (1, "203.0.113.9:5555", "203.0.113.9"),
        (1, "not an address", None),
    ],
)
def test_only_what_our_proxies_wrote_is_believed(
    settings: object, proxies: int, header: str | None, address: str | None
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies  # type: ignore[attr-defined]
    headers = {"X-Forwarded-For": header} if header else {}
    assert client_address(RequestFactory().get("/", headers=headers)) == address
