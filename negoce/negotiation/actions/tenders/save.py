"""Tells which tender a deal answers, changes it, or takes it away."""

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
from negoce.kit.refusal import Conflict
from negoce.negotiation.actions.deals.checks import refuse_all, visible_deal
from negoce.negotiation.models import Deal, Tender
from negoce.negotiation.rules.tender_values import clean_tender
from negoce.negotiation.tender_words import say


def save_tender(actor: Actor, deal: Deal, *, given: Mapping[str, object], revision: int) -> Tender:
    """Store what was typed, by field name; `revision` is that of the tender looked at, 0 where there was none.

    Raises NotAllowed, Refused with the faulty fields, Conflict when it changed meanwhile.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        home = visible_deal(actor, deal.pk)
        stored = _stored(home, revision)
        cleaned = clean_tender(given, timezone.localdate(), mark_of(actor.language))
        refuse_all({name: say(finding) for name, finding in cleaned.errors.items()})
        before = {name: None if stored.pk is None else getattr(stored, name) for name in cleaned.values}
        told = {
            name: (before[name], value)
            for name, value in cleaned.values.items()
            if (before[name] or None) != (value or None)
        }
        if not told:
            return stored
        verb = "created" if stored.pk is None else "changed"
        for name, value in cleaned.values.items():
            setattr(stored, name, value)
        stored.revision += 1
        stored.save()
        record(actor, Entry(verb, "tender", stored.pk, str(stored)[:120], home.company_id, told))
    return stored


def remove_tender(actor: Actor, deal: Deal) -> None:
    """The deal answers no tender after all; the journal keeps it. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        home = visible_deal(actor, deal.pk)
        stored = Tender.objects.select_for_update().filter(deal=home).first()
        if stored is None:
            return
        key, name = stored.pk, (stored.reference or home.name)[:120]
        stored.delete()
        record(actor, Entry("deleted", "tender", key, name, home.company_id, {"reference": (name, None)}))


def _stored(deal: Deal, revision: int) -> Tender:
    # The deal is locked first: of two people who begin its tender at once, the second sees the first.
    Deal.objects.select_for_update().only("pk").get(pk=deal.pk)
    stored = Tender.objects.filter(deal=deal).first()
    if (stored.revision if stored else 0) != revision:
        message = _(
            "Cet appel d’offres a changé entre-temps. Rien n’a été enregistré : fermez, relisez-le, puis recommencez."
        )
        raise Conflict(message, field="revision", current=stored.revision if stored else None)
    if stored is not None:
        return stored
    return Tender(
        deal=deal, company_id=deal.company_id, owner_id=deal.owner_id, name=deal.name, name_key=deal.name_key
    )
