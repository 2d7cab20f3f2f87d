"""Custom fields are chosen as any other field; the pair that was found is settled."""

from __future__ import annotations

from dataclasses import replace

import pytest

from negoce.companies.actions.merges.merge import merge_companies
from negoce.companies.actions.merges.undo import undo_merge
from negoce.companies.models import CompanyCustomValue, DuplicatePair
from negoce.identity.enums import FieldAccess, FieldGroup
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from tests.factories.companies import make_company
from tests.factories.custom import fill, make_field

pytestmark = pytest.mark.django_db


def held(company: object) -> dict[int, str]:
    rows = CompanyCustomValue.objects.filter(record=company).order_by("slot")
    return {row.slot: row.text for row in rows}


def test_custom_values_follow_the_choices_and_come_back(manager: Actor) -> None:
    kept, absorbed = make_company("A"), make_company("B")
    both, chosen, alone = (make_field(label) for label in ("Un", "Deux", "Trois"))
    for field in (both, chosen):
        fill(kept, field, "kept")
    for field in (both, chosen, alone):
        fill(absorbed, field, "absorbed")
    before = held(kept), held(absorbed)
    kept.refresh_from_db()
    absorbed.refresh_from_db()
    merge = merge_companies(manager, kept=kept, absorbed=absorbed, values={chosen.key: "absorbed"})
    assert held(kept) == {both.slot: "kept", chosen.slot: "absorbed", alone.slot: "absorbed"}
    undo_merge(manager, merge)
    assert (held(kept), held(absorbed)) == before


def test_a_custom_field_that_is_hidden_is_not_chosen(manager: Actor) -> None:
    kept, absorbed = make_company("A"), make_company("B")
    field = make_field("Note privée", group=FieldGroup.PERSONAL.value)
    blind = replace(manager, field_access={**manager.field_access, FieldGroup.PERSONAL: FieldAccess.NONE})
    with pytest.raises(NotAllowed):
        merge_companies(blind, kept=kept, absorbed=absorbed, values={field.key: "absorbed"})
    with pytest.raises(Refused):
        merge_companies(manager, kept=kept, absorbed=absorbed, values={"custom_nothing": "absorbed"})


def test_the_pair_is_settled_and_open_again(manager: Actor) -> None:
    kept, absorbed = make_company("A"), make_company("B")
    pair = DuplicatePair.objects.create(
        kind="company", low_key=kept.pk, high_key=absorbed.pk, score=0.9, reasons=[]
    )
    merge = merge_companies(manager, kept=absorbed, absorbed=kept, values={})
    pair.refresh_from_db()
    assert pair.state == "merged"
    undo_merge(manager, merge)
    pair.refresh_from_db()
    assert (pair.state, pair.decided_by_id) == ("open", None)
