"""What the life cycle reads of prospecting."""

from datetime import date

import pytest

from negoce.prospecting.enums import Answer, ReferralOutcome
from negoce.prospecting.queries.facts import qualified_on, referral_won_on
from tests.factories.companies import make_company
from tests.factories.prospecting import make_answer, make_referral

pytestmark = pytest.mark.django_db


def test_a_company_is_qualified_once_three_of_four_are_confirmed() -> None:
    done, begun, other = make_company(), make_company(), make_company()
    for day, key in ((2, "budget"), (4, "need"), (9, "timeline")):
        make_answer(done, key, on=date(2026, 11, day))
    make_answer(begun, "budget")
    make_answer(begun, "need", Answer.NO)
    assert qualified_on() == {done.pk: date(2026, 11, 9)}
    assert qualified_on([done.pk, begun.pk, other.pk]) == {done.pk: date(2026, 11, 9)}
    assert qualified_on([begun.pk]) == {}


def test_answers_of_several_grids_do_not_add_up_and_the_earliest_complete_one_counts() -> None:
    company = make_company()
    for key in ("budget", "need"):
        make_answer(company, key, on=date(2026, 1, 5))
    make_answer(company, "money", grid="champ", on=date(2026, 1, 6))
    assert qualified_on([company.pk]) == {}
    for key in ("challenges", "authority"):
        make_answer(company, key, grid="champ", on=date(2026, 2, 1))
    make_answer(company, "timeline", on=date(2026, 3, 1))
    assert qualified_on([company.pk]) == {company.pk: date(2026, 2, 1)}


def test_the_latest_referral_that_became_a_customer_counts() -> None:
    referrer, other = make_company(), make_company()
    make_referral(referrer, make_company(), won_on=date(2026, 3, 1))
    make_referral(referrer, make_company(), won_on=date(2026, 5, 1))
    make_referral(referrer, make_company(), outcome=ReferralOutcome.MET.value)
    make_referral(other, make_company())
    make_referral(other, other, won_on=date(2026, 5, 1))
    assert referral_won_on() == {referrer.pk: date(2026, 5, 1)}
    assert referral_won_on([other.pk]) == {}


def test_the_number_of_queries_does_not_grow(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    keys = []
    for _number in range(3):
        company = make_company()
        make_answer(company, "budget")
        keys.append(company.pk)
    with django_assert_num_queries(3):
        qualified_on(keys)
        referral_won_on(keys)
