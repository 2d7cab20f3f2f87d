"""The log holds no address that opens something to whoever reads it."""

from __future__ import annotations

import logging

import pytest
from django.conf import settings

from negoce.config.logs import HideSecrets

TOKEN = "-O4KABkGlYWZlsUAMBU4jtXpydPjvvNra0jg_c2XBds"


@pytest.mark.parametrize("path", [f"/q/{TOKEN}/code/", f"/enter/{TOKEN}/", f"/accounts/key/2-{TOKEN}/"])
def test_the_token_of_an_address_is_left_out(path: str):
    record = logging.LogRecord("django.request", 30, "", 1, "%s: %s", ("Unprocessable Entity", path), None)
    assert HideSecrets().filter(record)
    said = record.getMessage()
    assert TOKEN not in said
    assert said.startswith("Unprocessable Entity: /")


def test_other_lines_stay_as_they_are_and_every_handler_asks():
    record = logging.LogRecord("x", 30, "", 1, "Not Found: %s", ("/quotes/abcdefghijkl/",), None)
    assert HideSecrets().filter(record)
    assert record.getMessage() == "Not Found: /quotes/abcdefghijkl/"
    assert all(handler["filters"] == ["secrets"] for handler in settings.LOGGING["handlers"].values())
