"""R-F2: whether one customer still buys."""

import pytest

from negoce.portfolio.rules.still_customer import OrderLaw, still_customer

LAW = OrderLaw(0.243, 4.414, 0.793, 2.426)


@pytest.mark.parametrize(
    ("repeats", "last", "age", "p_alive", "expected"),
    [
        (2, 30.43, 38.86, 0.7266, 1.2260),
        (1, 10, 52, 0.3594, 0.2726),
        (0, 0, 30, 1.0, 0.2394),
        (6, 50, 52, 0.8820, 3.1841),
    ],
)
def test_worked_examples(repeats, last, age, p_alive, expected):
    found = still_customer(LAW, repeats, last, age, 39)
    assert (round(found.p_alive, 4), round(found.expected, 4)) == (p_alive, expected)


def test_nothing_is_expected_of_no_time():
    assert still_customer(LAW, 3, 20, 30, 0).expected == 0


@pytest.mark.parametrize(
    "law",
    [LAW, OrderLaw(0.7, 60, 1e-4, 8_000), OrderLaw(1, 1, 1, 1), OrderLaw(40, 0.01, 3, 0.01)],
    ids=["usual", "nobody leaves", "a is 1", "extreme"],
)
@pytest.mark.parametrize(("repeats", "last", "age"), [(0, 0, 0), (1, 0, 900), (9_000, 1, 4_000), (3, 5, 5)])
def test_always_a_probability_and_a_count(law, repeats, last, age):
    found = still_customer(law, repeats, last, age, 365)
    assert 0 <= found.p_alive <= 1
    assert 0 <= found.expected <= (law.r + repeats) / (law.alpha + age) * 365


@pytest.mark.parametrize(
    ("law", "repeats", "last", "age"),
    [(LAW, 1, 5, 4), (LAW, -1, 0, 4), (LAW, 1, -1, 4), (OrderLaw(0, 1, 1, 1), 1, 1, 2)],
)
def test_what_makes_no_sense_is_refused(law, repeats, last, age):
    with pytest.raises(ValueError, match="times or parameters"):
        still_customer(law, repeats, last, age, 10)
