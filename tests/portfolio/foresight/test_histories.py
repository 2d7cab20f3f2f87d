"""Purchases in flat arrays."""

import numpy as np
import pytest

from negoce.portfolio.foresight.histories import histories_of


def _of(*rows):
    customer, day, net = (np.array(each) for each in zip(*rows, strict=True))
    return histories_of(customer, day, net.astype(float), net=net.astype(float))


def test_orders_of_one_day_are_one_purchase():
    found = _of((7, 20, 500), (3, 10, 100), (7, 20, 250), (7, 10, 100))
    assert found.customers.tolist() == [3, 7]
    assert found.starts.tolist() == [0, 1, 3]
    assert found.days.tolist() == [10, 10, 20]
    assert found.worth.tolist() == [100, 100, 750]


def test_a_return_is_no_purchase_and_takes_back_from_the_one_before():
    found = _of((1, 10, 500), (1, 15, -200), (1, 20, 300), (2, 5, -50), (2, 6, 100), (3, 7, -80))
    assert found.customers.tolist() == [1, 2]
    assert found.days.tolist() == [10, 20, 6]
    assert found.worth.tolist() == [300, 300, 100]


def test_before_a_day():
    found = _of((1, 10, 1), (1, 20, 1), (2, 30, 1), (3, 19, 1))
    then, places = found.before(20)
    assert (then.customers.tolist(), places.tolist()) == ([1, 3], [0, 2])
    assert then.days.tolist() == [10, 19]
    assert found.bought_between(20, 31).tolist() == [1, 1, 0]


def test_summary_in_days():
    summary = _of((1, 10, 1), (1, 25, 1), (2, 30, 1)).summary(40)
    assert (summary.repeats.tolist(), summary.last.tolist(), summary.age.tolist()) == (
        [1, 0],
        [15, 0],
        [30, 10],
    )


def test_columns_of_other_lengths_are_refused():
    with pytest.raises(ValueError, match="lengths"):
        histories_of(np.array([1]), np.array([1, 2]), np.array([1.0]))
