"""Why deals and customers are won and lost, summed up."""

from __future__ import annotations

from decimal import Decimal as D

from negoce.portfolio.rules.reasons import Tally, summed_up


def test_the_findings_stand_in_order() -> None:
    deals = {"price": Tally(1, 6), "service": Tally(5, 2), "": Tally(3, 3)}
    found = summed_up(
        deals, {"Emballo": Tally(2, 5), "Petit": Tally(0, 1)}, {"price": 4, "closed": 2}, {"service": 9}
    )
    assert [(each.code, dict(each.figures)) for each in found] == [
        (
            "reasons.losses_unsaid",
            {"reason": "price", "count": 6, "whole": 8, "share": D(75), "unsaid": 3},
        ),
        (
            "reasons.wins_unsaid",
            {"reason": "service", "count": 5, "whole": 6, "share": D(83), "unsaid": 3},
        ),
        ("reasons.competitor", {"name": "Emballo", "lost": 5, "decided": 7, "share": D(29)}),
        ("reasons.departures", {"reason": "price", "count": 4, "whole": 6, "share": D(67)}),
        ("reasons.staying", {"reason": "service", "count": 9, "whole": 9, "share": D(100)}),
    ]


def test_few_cases_tell_nothing() -> None:
    found = summed_up({"price": Tally(0, 4), "": Tally(0, 90)}, {"Emballo": Tally(9, 0)}, {}, {"price": 4})
    assert [each.code for each in found] == ["reasons.too_few"]


def test_equal_counts_stand_in_the_order_of_their_keys() -> None:
    (found,) = summed_up({"service": Tally(0, 3), "price": Tally(0, 3)}, {}, {}, {})
    assert found.figures["reason"] == "price"


def test_departures_say_of_how_many_they_are_known() -> None:
    (all_known,) = summed_up({}, {}, {"price": 8, "closed": 22}, {}, (28, 28))
    assert all_known.code == "reasons.departures"
    (found,) = summed_up({}, {}, {"price": 8, "closed": 2}, {}, (28, 319))
    assert (found.code, dict(found.figures)) == (
        "reasons.departures_among",
        {"reason": "price", "count": 8, "whole": 10, "share": D(80), "known": 28, "departures": 319},
    )


def test_tallies_add_up() -> None:
    assert Tally(1, 2, D(3), D(4)) + Tally(1, 1, D(1), D(1)) == Tally(2, 3, D(4), D(5))
