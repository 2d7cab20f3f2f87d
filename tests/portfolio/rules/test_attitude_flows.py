"""Flows between the steps of the pyramid."""

from __future__ import annotations

from negoce.portfolio.enums import AttitudeLevel as L
from negoce.portfolio.rules.attitude_flows import StepFlow, step_flows


def test_who_climbs_is_not_who_falls() -> None:
    counts = {
        (L.FIRST_PURCHASE, L.NONE): 4,
        (L.FIRST_PURCHASE, L.REPURCHASE): 1,  # a complaint was opened
        (L.FIRST_PURCHASE, L.FIRST_PURCHASE): 10,
        (L.REPURCHASE, L.FIRST_PURCHASE): 3,
    }
    found = {each.level: each for each in step_flows(counts)}
    assert found[L.FIRST_PURCHASE] == StepFlow(L.FIRST_PURCHASE, 15, 13, climbed=4, went_on=3, fell=1)
    assert found[L.FIRST_PURCHASE].change == 2
    assert found[L.REPURCHASE] == StepFlow(L.REPURCHASE, 3, 1, climbed=3, went_on=0, fell=0)
    assert found[L.NONE].went_on == 4
    assert sum(each.heads for each in found.values()) == sum(each.before for each in found.values()) == 18


def test_nobody_is_nowhere() -> None:
    assert all(each == StepFlow(each.level, 0, 0, 0, 0, 0) for each in step_flows({}))
