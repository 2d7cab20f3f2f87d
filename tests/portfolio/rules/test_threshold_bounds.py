"""What thresholds may be."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from negoce.portfolio.rules.threshold_bounds import BOUNDS, check_thresholds, default_of
from negoce.portfolio.rules.thresholds import Thresholds
from negoce.portfolio.threshold_words import THRESHOLD_LABELS, THRESHOLD_MESSAGES, THRESHOLD_UNITS

USUAL = {key: getattr(Thresholds(), key) for key in BOUNDS}


def test_the_defaults_are_allowed_and_every_threshold_has_its_words() -> None:
    assert check_thresholds(USUAL) == {}
    assert {key: default_of(key) for key in BOUNDS} == USUAL
    assert set(THRESHOLD_LABELS) == set(THRESHOLD_UNITS) == set(BOUNDS)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"dormant_days": D(0)}, "threshold.out_of_bounds"),
        ({"dormant_days": D("NaN")}, "threshold.out_of_bounds"),
        ({"dormant_days": D("60.5")}, "threshold.whole"),
        ({"dormant_cadences": D("2.125")}, "threshold.decimals"),
        ({"dormant_days": D(90), "lost_days": D(60)}, "threshold.lost_before_dormant"),
        ({"dormant_cadences": D(5)}, "threshold.lost_before_dormant"),
    ],
)
def test_what_is_wrong_is_told(values: dict[str, D], code: str) -> None:
    found = check_thresholds(USUAL | values)
    assert [each.code for each in found.values()] == [code]
    assert code in THRESHOLD_MESSAGES
