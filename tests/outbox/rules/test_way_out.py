"""The address where readers say stop: one that they can open, and that mail programs may post to."""

from __future__ import annotations

import pytest

from negoce.outbox.rules.unsubscribe import may_be_opened


@pytest.mark.parametrize(
    ("address", "opens"),
    [
        ("https://crm.house.example", True),
        ("https://crm.house.example:8443", True),
        ("http://crm.house.example", False),
        ("https://127.0.0.1:8000", False),
        ("https://[::1]", False),
        ("https://192.168.1.4", False),
        ("https://localhost", False),
        ("https://serveur", False),
        ("", False),
    ],
)
def test_who_elsewhere_may_open_it(address: str, opens: bool) -> None:
    assert may_be_opened(address) is opens
