"""Who is nearest to the decision, everybody placed."""

from __future__ import annotations

from negoce.companies.enums import DecisionPower
from negoce.companies.rules.decision_power import DECIDERS, OUTSIDERS, nearness


def test_whoever_decides_comes_first_and_whoever_has_no_part_last() -> None:
    powers = ["", *(each.value for each in DecisionPower)]
    assert sorted(powers, key=nearness) == [
        *("decides", "signs", "buys", "prescribes", "advises", "uses"),
        *("", "guards", "none"),
    ]
    assert len({nearness(power) for power in powers}) == len(powers)


def test_deciders_are_the_nearest_and_outsiders_behind_the_unknown() -> None:
    assert sorted(map(nearness, DECIDERS)) == [0, 1]
    assert min(map(nearness, OUTSIDERS)) > nearness("")
