"""Parameters: who sets them, what is refused, what the journal keeps, what the rules then read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.identity.actions.parameter_set import drop_parameter, set_parameter
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.kit.refusal import Refused
from negoce.parameters.enums import ParameterKey
from negoce.parameters.models import Parameter
from negoce.parameters.queries.dated_values import dated_values
from tests.factories.dated_values import example_values
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db
BANK, NEXT = ParameterKey.CENTRAL_BANK_RATE, date(2027, 1, 1)


def test_the_values_of_the_law_are_there_from_the_start(django_assert_num_queries):
    with django_assert_num_queries(1):
        stored = dated_values()
    expected = example_values()
    for day in (date(2025, 3, 1), date(2025, 9, 1), date(2026, 3, 1), date(2026, 11, 22)):
        for key in (BANK, ParameterKey.LEGAL_RATE):
            assert stored.of_half_year(key, day).value == expected.of_half_year(key, day).value
    for key in (ParameterKey.RECOVERY_FEE, ParameterKey.GIFT_VAT_CEILING):
        assert stored.on(key, date(2026, 3, 1)).value == expected.on(key, date(2026, 3, 1)).value


def test_a_new_half_year_is_read_at_once_and_journaled():
    actor = make_actor()
    made = set_parameter(actor, BANK, starts_on=NEXT, value=Decimal("2.65"), source="BCE, 1er janvier 2027")
    assert dated_values().of_half_year(BANK, date(2027, 2, 1)).value == Decimal("2.65")
    set_parameter(actor, BANK, starts_on=NEXT, value=Decimal("2.70"), source="BCE, corrigé")
    entries = JournalEntry.objects.order_by("pk").values_list("verb", "subject_id", "values")
    assert list(entries) == [
        ("created", made.pk, {"value": [None, "2.65"]}),
        ("changed", made.pk, {"value": ["2.6500", "2.70"]}),
    ]


@pytest.mark.parametrize(
    ("key", "starts_on", "value", "source", "field"),
    [
        (BANK, date(2027, 2, 1), "2.65", "BCE", "starts_on"),
        (BANK, NEXT, "31", "BCE", "value"),
        (BANK, NEXT, "2.65", "  ", "source"),
        (BANK, NEXT, "2.65", "x" * 301, "source"),
        (ParameterKey.RECOVERY_FEE, NEXT, "-1", "D441-5", "value"),
    ],
)
def test_a_value_without_sense_or_source_is_refused(key, starts_on, value, source, field):
    before = Parameter.objects.count()
    with pytest.raises(Refused) as caught:
        set_parameter(make_actor(), key, starts_on=starts_on, value=Decimal(value), source=source)
    assert list(caught.value.fields) == [field]
    assert Parameter.objects.count() == before


def test_a_threshold_of_the_firm_needs_no_source():
    set_parameter(make_actor(), ParameterKey.MARGIN_FLOOR, starts_on=NEXT, value=Decimal(20), source="")
    assert dated_values().on(ParameterKey.MARGIN_FLOOR, NEXT).value == 20


def test_a_mistake_is_taken_back_and_the_last_value_stays():
    actor = make_actor()
    wrong = set_parameter(actor, ParameterKey.RECOVERY_FEE, starts_on=NEXT, value=Decimal(50), source="?")
    drop_parameter(actor, wrong)
    only = Parameter.objects.get(key=ParameterKey.RECOVERY_FEE.value)
    with pytest.raises(Refused):
        drop_parameter(actor, only)
    assert dated_values().on(ParameterKey.RECOVERY_FEE, NEXT).value == 40


@pytest.mark.parametrize("role", [Role.MANAGER, Role.SALESPERSON, Role.READ_ONLY])
def test_others_than_the_administrator_do_not_set_them(role):
    with pytest.raises(NotAllowed):
        set_parameter(make_actor(role), BANK, starts_on=NEXT, value=Decimal(1), source="x")
