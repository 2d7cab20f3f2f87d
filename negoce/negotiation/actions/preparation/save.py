"""Notes the approach of the next meeting of a deal, and the questions to ask."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Subject
from negoce.negotiation.actions.deals.checks import refuse_all, visible_deal
from negoce.negotiation.models import Deal, DealPreparation
from negoce.negotiation.rules.preparation_values import TEXTS, clean_preparation
from negoce.negotiation.words.deal import say


def save_preparation(
    actor: Actor, deal: Deal, *, given: Mapping[str, object], revision: int = 0, guard_reason: str = ""
) -> DealPreparation:
    """Store both texts; `revision` is the one that the person looked at, 0 for nothing written yet.

    Raises NotAllowed, Refused with the faulty fields, FreeTextRefused, Conflict when it changed meanwhile.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        # Whoever writes it first holds the deal: two people never begin the same row.
        seen = visible_deal(actor, deal.pk)
        Deal.objects.select_for_update().only("pk").get(pk=seen.pk)
        row = DealPreparation.objects.filter(deal=seen).first() or DealPreparation(deal=seen)
        if row.revision != revision:
            message = _(
                "Quelqu’un a préparé cet entretien entre-temps. Rien n’a été enregistré : fermez, relisez ce qui est"
                " écrit, puis recommencez."
            )
            raise Conflict(
                message, field="revision", current=row.revision, subject=Subject("preparation", seen.pk)
            )
        cleaned = clean_preparation(given)
        refuse_all({name: say(finding) for name, finding in cleaned.errors.items()})
        stored = {name: getattr(row, name) for name in TEXTS}
        reason = guard_texts(cleaned.values, stored, guard_reason)
        changed = {
            name: (stored[name], value) for name, value in cleaned.values.items() if stored[name] != value
        }
        if not changed:
            return row
        for name, (_before, value) in changed.items():
            setattr(row, name, value)
        row.revision += 1
        row.save()
        told = {**changed, **({"guard_reason": (None, reason)} if reason else {})}
        record(actor, Entry("changed", "preparation", seen.pk, seen.name, seen.company_id, told))
    return row
