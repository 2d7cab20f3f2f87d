"""A browser and a system, from what browsers say of themselves."""

from __future__ import annotations

import pytest

from negoce.identity.rules.device_name import device_name

CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36"
)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (CHROME, ("Chrome", "Linux")),
        (f"{CHROME} Edg/128.0.0.0".replace("X11; Linux x86_64", "Windows NT 10.0"), ("Edge", "Windows")),
        ("Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0", ("Firefox", "Android")),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1 Version/17.5 Safari/605.1",
            ("Safari", "macOS"),
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) CriOS/128.0 Safari/604.1",
            ("Chrome", "iPhone"),
        ),
        ("curl/8.5", ("", "")),
        ("", ("", "")),
        ("<script>" * 4_000, ("", "")),
    ],
)
def test_what_is_recognised(agent: str, name: tuple[str, str]) -> None:
    assert device_name(agent) == name
