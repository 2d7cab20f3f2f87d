"""Odds learned from the first months of a real pipeline, tried on what was closed afterwards."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from negoce.portfolio.rules.step_odds import DealStory, step_odds

PIPELINE = (
    Path(__file__).resolve().parents[4] / "shared" / "data" / "crm_sales_opportunities" / "sales_pipeline.csv"
)


@pytest.mark.skipif(not PIPELINE.is_file(), reason="../shared/data is not on this machine")
@pytest.mark.parametrize("cut", [date(2017, 6, 1), date(2017, 9, 1), date(2017, 10, 1)])
def test_odds_of_the_past_hold_for_what_follows(cut: date) -> None:
    with PIPELINE.open(encoding="utf-8") as file:
        closed = [row for row in csv.DictReader(file) if row["close_date"]]
    stories = [
        DealStory(
            {"negotiation": date.fromisoformat(row["engage_date"])},
            date.fromisoformat(row["close_date"]),
            row["deal_stage"] == "Won",
        )
        for row in closed
    ]
    odd = step_odds([story for story in stories if story.closed_on < cut])["negotiation"]
    later = [story.won for story in stories if story.closed_on >= cut]
    assert len(later) > 1_900
    assert odd.probability == pytest.approx(sum(later) / len(later), abs=0.05)
