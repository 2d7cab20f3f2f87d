"""Says that an objection is expected in a deal, or sets it aside there (N7)."""

from __future__ import annotations

from django.db import transaction

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.deals.checks import visible_deal
from negoce.negotiation.models import Deal, Objection, ObjectionExpected


def expect_objection(actor: Actor, deal: Deal, objection: Objection, *, expected: bool | None) -> None:
    """Expect an objection of the library, set it aside (False), or leave it to what is known (None).

    Raises NotAllowed.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        home = visible_deal(actor, deal.pk)
        here = ObjectionExpected.objects.filter(deal=home, objection=objection)
        before = here.values_list("is_expected", flat=True).order_by("pk").first()
        if before == expected:
            return
        if expected is None:
            here.delete()
        else:
            ObjectionExpected.objects.update_or_create(
                deal=home, objection=objection, defaults={"is_expected": expected}
            )
        told = {"objection_expected": (_told(objection, before), _told(objection, expected))}
        record(actor, Entry("changed", "deal", home.pk, home.name, home.company_id, told))


def _told(objection: Objection, expected: bool | None) -> str | None:
    return None if expected is None else f"{objection.words} ({'+' if expected else '−'})"
