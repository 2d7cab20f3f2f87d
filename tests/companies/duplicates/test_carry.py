"""What was said "not the same" follows a merged record, and comes back when the merge is undone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from negoce.companies.actions.duplicates_find import find_duplicates
from negoce.companies.actions.merges.merge import merge_companies, merge_contacts
from negoce.companies.actions.merges.undo import undo_merge
from negoce.companies.models import DuplicatePair
from negoce.companies.rules.duplicates.records import PairState
from negoce.identity.rules.actor import Actor
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor() -> Actor:
    """Somebody who merges."""
    return make_actor()


def pair(one: int, two: int, state: PairState, kind: str = "company") -> DuplicatePair:
    low, high = sorted((one, two))
    return DuplicatePair.objects.create(kind=kind, low_key=low, high_key=high, score=0.9, state=state.value)


def stored() -> Sequence[tuple[int, int, str]]:
    return sorted(DuplicatePair.objects.order_by("pk").values_list("low_key", "high_key", "state"))


@pytest.mark.parametrize("found", [None, PairState.OPEN, PairState.NOT_SAME])
def test_a_verdict_of_the_absorbed_company_is_the_survivors(actor: Actor, found: PairState | None) -> None:
    third, absorbed, kept = (
        make_company(name) for name in ("Laiterie du Vercors", "Lait Vercors", "Vercors")
    )
    pair(absorbed.pk, third.pk, PairState.NOT_SAME)
    pair(absorbed.pk, kept.pk, PairState.OPEN)
    if found is not None:
        pair(kept.pk, third.pk, found)
    before = stored()
    merge = merge_companies(actor, kept=kept, absorbed=absorbed, values={})
    assert (third.pk, kept.pk, "not_same") in stored()
    assert (absorbed.pk, kept.pk, "merged") in stored()
    undo_merge(actor, merge)
    assert stored() == before


def test_a_search_does_not_bring_the_pair_back(actor: Actor) -> None:
    same = {"phone": "+33476000001", "postal_code": "38000"}
    absorbed, kept, third = (make_company("Laiterie du Vercors", **same) for _time in range(3))
    pair(absorbed.pk, third.pk, PairState.NOT_SAME)
    merge_companies(actor, kept=kept, absorbed=absorbed, values={})
    find_duplicates("company")
    assert not DuplicatePair.objects.filter(state="open").exists()


def test_an_open_pair_is_not_carried(actor: Actor) -> None:
    absorbed, kept, third = (make_company(name) for name in ("A", "B", "C"))
    pair(absorbed.pk, third.pk, PairState.OPEN)
    merge_companies(actor, kept=kept, absorbed=absorbed, values={})
    assert stored() == [(absorbed.pk, third.pk, "open")]


def test_verdicts_of_people_follow_them_too(actor: Actor) -> None:
    company = make_company("Gardot")
    absorbed, kept, third = (
        make_contact(company, last_name=name) for name in ("Garnier", "Garniere", "Granier")
    )
    pair(absorbed.pk, third.pk, PairState.NOT_SAME, "contact")
    before = stored()
    merge = merge_contacts(actor, kept=kept, absorbed=absorbed, values={})
    low, high = sorted((kept.pk, third.pk))
    assert (low, high, "not_same") in stored()
    undo_merge(actor, merge)
    assert stored() == before
