"""What a deal adds to orders that are expected anyway: the same money is counted once."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.portfolio.rules.deal_overlap import Beyond, Offered, Usual, beyond_expected
from negoce.portfolio.rules.forecast_months import Amounts

TODAY = date(2026, 11, 20)
SOON, NEXT_QUARTER = date(2026, 12, 9), date(2027, 3, 31)
FILMS, LABELS = 1, 2
# 4,000 within 90 days, 5,500 in the 275 that follow: 1,800 in each 90 of them. Three quarters of it films.
REGULAR = Usual(Amounts((1_500, 4_000, 9_500), (0, 0, 0)), {FILMS: 0.75, LABELS: 0.25})


def offered(amount: float, key: int = 1, closing: date = SOON, **families: float) -> Offered:
    known = {FILMS: "films", LABELS: "labels", 3: "machines"}
    shares = {family: families[name] for family, name in known.items() if name in families}
    return Offered(key, amount, 0.5, closing, shares)


def only(deal: Offered, usual: Usual = REGULAR) -> Beyond:
    return beyond_expected([deal], usual, TODAY)[deal.key]


def test_of_somebody_from_whom_nothing_is_expected_all_is_new() -> None:
    found = only(offered(5_000), Usual())
    assert (found.already, found.adds, found.explanation.code) == (0, 5_000, "deal.adds_all")


def test_what_goes_beyond_the_usual_is_new() -> None:
    found = only(offered(5_000))
    assert (found.already, found.adds) == (pytest.approx(4_000), pytest.approx(1_000))
    assert found.explanation.code == "deal.adds_a_part"
    assert found.explanation.figures == {"amount": 5_000, "already": 4_000, "adds": 1_000}


def test_less_than_the_usual_adds_nothing() -> None:
    found = only(offered(2_500))
    assert (found.already, found.explanation.code) == (pytest.approx(2_500), "deal.adds_nothing")


def test_a_family_never_bought_is_new_and_one_bought_is_not() -> None:
    assert only(offered(5_000, machines=1)).adds == 5_000
    # 3,000 of films are expected.
    mixed = only(offered(5_000, films=0.8, machines=0.2))
    assert mixed.already == pytest.approx(3_000)
    assert mixed.families == {FILMS: pytest.approx(1_000), 3: pytest.approx(1_000)}


def test_a_later_deal_is_compared_with_its_own_quarter() -> None:
    found = beyond_expected([offered(5_000), offered(5_000, 2, NEXT_QUARTER)], REGULAR, TODAY)
    assert found[2].already == pytest.approx(1_800)


def test_two_deals_do_not_take_the_same_money_twice() -> None:
    found = beyond_expected([offered(4_000, 2), offered(4_000, 1)], REGULAR, TODAY)
    # The first takes 4,000 with one chance in two: 2,000 of it are left for the other.
    assert [found[1].already, found[2].already] == [pytest.approx(4_000), pytest.approx(2_000)]


@given(
    st.lists(
        st.builds(
            Offered,
            st.integers(1, 99),
            st.floats(1, 1e6),
            st.floats(0, 1),
            st.dates(TODAY, date(2028, 1, 1)),
            st.sampled_from([{}, {FILMS: 1.0}, {FILMS: 0.5, 3: 0.5}, {None: 1.0}]),
        ),
        max_size=6,
        unique_by=lambda deal: deal.key,
    )
)
def test_a_deal_never_adds_less_than_nothing_nor_more_than_itself(deals: list[Offered]) -> None:
    found = beyond_expected(deals, REGULAR, TODAY)
    for deal in deals:
        assert -1e-6 <= found[deal.key].adds <= deal.amount + 1e-6
    assert len(found) == len(deals)
