"""Notes what a works council or a public buyer decides with."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Conflict, Subject
from negoce.negotiation.actions.deals.checks import refuse_all, visible_deal
from negoce.negotiation.models import BuyingBody, Deal
from negoce.negotiation.rules.buying_body import clean_body
from negoce.negotiation.words.body import say


def save_body(actor: Actor, deal: Deal, *, given: Mapping[str, object], revision: int = 0) -> BuyingBody:
    """Store what was typed, by field name; `revision` is the one that the person looked at, 0 for nothing noted yet.

    Raises NotAllowed, Refused with the faulty fields, Conflict when it changed meanwhile.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        seen = visible_deal(actor, deal.pk)
        Deal.objects.select_for_update().only("pk").get(pk=seen.pk)
        row = BuyingBody.objects.filter(deal=seen).first() or BuyingBody(deal=seen)
        if row.revision != revision:
            message = _(
                "Quelqu’un a noté cet acheteur entre-temps. Rien n’a été enregistré : fermez, relisez ce qui est noté,"
                " puis recommencez."
            )
            raise Conflict(
                message, field="revision", current=row.revision, subject=Subject("buying_body", seen.pk)
            )
        cleaned = clean_body(given, timezone.localdate(), mark_of(actor.language))
        refuse_all({name: say(finding) for name, finding in cleaned.errors.items()})
        changed = {
            name: (getattr(row, name), value)
            for name, value in cleaned.values.items()
            if getattr(row, name) != value
        }
        if not changed:
            return row
        for name, (_before, value) in changed.items():
            setattr(row, name, value)
        row.revision += 1
        row.save()
        record(actor, Entry("changed", "buying_body", seen.pk, seen.name, seen.company_id, changed))
    return row
