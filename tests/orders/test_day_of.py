"""Days typed for an order: a promise is ahead, what was done is behind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from negoce.kit.refusal import Refused
from negoce.orders.actions.order_checks import day_of


def test_a_weekday_is_ahead_for_a_promise_and_behind_for_a_delivery() -> None:
    today = timezone.localdate()
    promised, shipped = day_of("lundi", "promised_on"), day_of("lundi", "shipped_on")
    assert promised is not None
    assert shipped is not None
    assert promised.weekday() == shipped.weekday() == 0
    assert today < promised <= today + timedelta(days=7)
    assert today - timedelta(days=7) < shipped <= today


def test_what_is_no_day_is_refused() -> None:
    with pytest.raises(Refused):
        day_of("bientôt", "promised_on")
