"""The sentences of the day."""

from __future__ import annotations

import pytest
from django.utils import translation

from negoce.automation.words import say_reason


@pytest.mark.parametrize(
    ("cadence", "begins"),
    [
        (0, "Commandait tous les jours"),
        (1, "Commandait tous les jours"),
        (31, "Commandait tous les 31 jours"),
    ],
)
def test_a_cadence_of_one_day_is_said_as_people_say_it(cadence: int, begins: str) -> None:
    figures = {"cadence": cadence, "days": 97, "percent": 34}
    with translation.override("fr"):
        assert say_reason({"code": "day.recall", "figures": figures}).startswith(begins)
