"""Texts that a spreadsheet would run stay texts."""

from __future__ import annotations

import pytest

from negoce.companies.rules.spreadsheet_text import neutralise


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+33612345678",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        '=HYPERLINK("http://x")',
        " =1",
        "＝1+1",
        "\u200b=1",
        "\u202f=1",
        "\u3000\u00a0@SUM(A1)",
        "\ufeff=1",
    ],
)
def test_dangerous_starts_get_an_apostrophe(text: str) -> None:
    assert neutralise(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Laiterie", "a=1", "38 - Isère", "'=1", "100 %"])
def test_other_texts_are_left_alone(text: str) -> None:
    assert neutralise(text) == text
