"""How lists write days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import translation

from negoce.web.lists.cell_words import late_by, relative


@pytest.mark.parametrize(
    ("days", "french", "english"),
    [
        (1, "retard 1\u00a0j", "1\u00a0d late"),
        (4, "retard 4\u00a0j", "4\u00a0d late"),
        (70, "retard 2\u00a0mois", "2\u00a0months late"),
    ],
)
def test_what_was_planned_and_went_by_is_late(today: date, days: int, french: str, english: str) -> None:
    day = today - timedelta(days=days)
    with translation.override("fr"):
        assert late_by(day, today, "fr") == french
    with translation.override("en"):
        assert late_by(day, today, "en") == english


def test_past_days_by_distance_and_coming_ones_by_date(today: date) -> None:
    assert relative(today - timedelta(days=12), today, "fr") == "il y a 12\u00a0j"
    assert relative(today + timedelta(days=14), today, "fr") == "4 déc."
