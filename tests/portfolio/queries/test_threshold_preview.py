"""The preview of a change of thresholds says what the rule would do of each company."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from negoce.portfolio.actions.life_refresh import refresh_life
from negoce.portfolio.queries.life_facts import company_facts
from negoce.portfolio.queries.threshold_preview import moves
from negoce.portfolio.rules.life_cycle import status_on
from negoce.portfolio.rules.thresholds import Thresholds
from tests.factories.companies import make_company
from tests.factories.orders import make_order
from tests.factories.prospecting import make_referral

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
OTHERS = [
    Thresholds(dormant_days=D(30), dormant_cadences=D(1), lost_days=D(90)),
    Thresholds(few_orders=D(3), few_orders_months=D(4), regular_variation=D("0.2")),
    Thresholds(default_cadence_days=D(20), dormant_days=D(10), lost_cadences=D(3), ambassador_months=D(1)),
]


@pytest.mark.parametrize("other", OTHERS)
def test_it_counts_what_the_rule_says_of_each(other: Thresholds) -> None:
    draw = random.Random(7)
    companies = [make_company() for _each in range(40)]
    for company in companies:
        day = TODAY - timedelta(days=draw.randint(1, 500))
        for _order in range(draw.randint(0, 6)):
            make_order(company, day, "50.00")
            day += timedelta(days=draw.choice([10, 20, 30, 31, 90]))
    for referrer in companies[:10]:
        make_referral(referrer, companies[-1], outcome="customer", won_on=TODAY - timedelta(days=60))
    keys = [each.pk for each in companies]
    refresh_life(keys, today=TODAY)
    facts = company_facts(keys, TODAY)
    expected: Counter[tuple[str, str]] = Counter()
    for key in keys:
        was = status_on(facts[key].life, Thresholds(), TODAY)
        will = status_on(facts[key].life, other, TODAY)
        if was != will:
            expected[(was, will)] += 1
    with CaptureQueriesContext(connection) as asked:
        found = moves(Thresholds(), other, TODAY)
    assert {(each.before, each.after): each.companies for each in found} == dict(expected)
    assert expected
    assert len(asked) == 1
