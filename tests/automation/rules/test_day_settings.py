"""What a house may set for everybody's day: the defaults, the bounds, and what they do."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from negoce.automation.enums import DayKind
from negoce.automation.rules.day_kinds import WEIGHTS
from negoce.automation.rules.day_settings import BOUNDS, check_settings, default_of, settings_of


def test_without_a_setting_all_stays_as_it_is() -> None:
    found = settings_of({})
    assert (found.size, found.urgency, found.refusal, found.refusal_days) == (20, 1.0, 0.15, 60)
    assert [found.weight(kind) for kind in DayKind] == [1.0] * len(DayKind)
    assert [found.chance(kind) for kind in DayKind] == [WEIGHTS[kind].probability for kind in DayKind]


def test_what_was_set_holds() -> None:
    found = settings_of({"size": D(12), "weight_recall": D(50), "chance_quote": D(80), "gone": D(1)})
    assert (found.size, found.weight("recall"), found.chance("quote"), found.weight("quote")) == (
        12,
        0.5,
        0.8,
        1.0,
    )


@pytest.mark.parametrize(("percent", "urgency", "counted"), [(100, 1.8, 1.8), (0, 1.8, 1), (200, 0.6, 0.2)])
def test_the_share_of_urgency(percent: int, urgency: float, counted: float) -> None:
    assert round(settings_of({"urgency_percent": D(percent)}).pressing(urgency), 3) == counted


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({"size": D(4)}, {"size": "threshold.out_of_bounds"}),
        ({"size": D("7.5")}, {"size": "threshold.whole"}),
        ({"chance_quote": D(0)}, {"chance_quote": "threshold.out_of_bounds"}),
        ({"weight_quote": D("Infinity")}, {"weight_quote": "threshold.out_of_bounds"}),
        ({f"weight_{kind.value}": D(0) for kind in DayKind}, {"all": "day_settings.nothing_left"}),
        ({"weight_quote": D(0), "size": D(60)}, {}),
    ],
)
def test_what_cannot_be_set(values: dict[str, D], codes: dict[str, str]) -> None:
    assert {key: finding.code for key, finding in check_settings(values).items()} == codes


def test_every_default_is_allowed() -> None:
    assert check_settings({key: default_of(key) for key in BOUNDS}) == {}
