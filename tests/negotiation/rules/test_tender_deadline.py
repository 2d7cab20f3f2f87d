"""The minimum times of a formal procedure (R-S9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from negoce.kit.worked import CannotWork
from negoce.negotiation.enums import CallKind
from negoce.negotiation.rules.tender_deadline import Call, minimum_times

OPEN = Call(CallKind.OPEN, date(2026, 3, 2))
RESTRICTED = replace(OPEN, kind=CallKind.RESTRICTED)


@pytest.mark.parametrize(
    ("change", "until"),
    [
        # The worked example.
        ({}, date(2026, 4, 1)),
        # 35 days: Easter Monday.
        ({"electronic": False}, date(2026, 4, 7)),
        ({"shortened": True}, date(2026, 3, 17)),
        # 30 days: Saturday 2 May.
        ({"sent_on": date(2026, 4, 2)}, date(2026, 5, 4)),
        # 30 days: Friday 1 May, then a week-end.
        ({"sent_on": date(2026, 4, 1)}, date(2026, 5, 4)),
    ],
)
def test_an_open_call(change, until):
    found = minimum_times(replace(OPEN, **change))
    assert (found.value.applications, found.value.offers, found.findings) == (None, until, ())


@pytest.mark.parametrize(
    ("change", "offers", "codes"),
    [
        ({}, None, []),
        ({"invited_on": date(2026, 4, 8)}, date(2026, 5, 4), []),
        ({"invited_on": date(2026, 4, 8), "electronic": False}, date(2026, 5, 11), []),
        ({"invited_on": date(2026, 3, 20)}, date(2026, 4, 14), ["tender.invited_early"]),
        ({"shortened": True}, None, ["tender.restricted_not_shortened"]),
        ({"applications_until": date(2026, 3, 31)}, None, ["tender.applications_too_short"]),
        ({"applications_until": date(2026, 4, 1)}, None, []),
    ],
)
def test_a_restricted_call_counts_twice(change, offers, codes):
    found = minimum_times(replace(RESTRICTED, **change))
    assert (found.value.applications, found.value.offers) == (date(2026, 4, 1), offers)
    assert [each.code for each in found.findings] == codes


@pytest.mark.parametrize(("given", "respected"), [(date(2026, 3, 31), False), (date(2026, 4, 1), True)])
def test_the_day_of_the_buyer_is_compared(given, respected):
    assert minimum_times(replace(OPEN, offers_until=given)).value.respected is respected


def test_nobody_is_invited_before_the_notice():
    with pytest.raises(CannotWork) as refused:
        minimum_times(replace(RESTRICTED, invited_on=date(2026, 3, 1)))
    assert refused.value.finding.code == "tender.invited_before_sent"
