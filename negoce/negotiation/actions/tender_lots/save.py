"""Adds a lot to a tender, changes it, takes it away."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.identity.actions.alone import alone_with
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Conflict, Refused, Subject, refuse_field
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.actions.tenders.checks import visible_tender
from negoce.negotiation.models import Tender, TenderLot
from negoce.negotiation.rules.tender_award_values import clean_lot
from negoce.negotiation.words.tender_award import lot_name, say

MOST = 60


def save_lot(
    actor: Actor,
    tender: Tender,
    row: TenderLot | None,
    *,
    given: Mapping[str, object],
    revision: int = 0,
    guard_reason: str = "",
) -> TenderLot:
    """Store what was typed of a lot; `row` is None for a new one.

    Raises NotAllowed, Refused with the faulty fields, FreeTextRefused, Conflict.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        home = visible_tender(actor, tender.pk)
        alone_with(Tender.objects.filter(pk=home.pk))
        stored = TenderLot(tender=home) if row is None else _stored(home, row, revision)
        cleaned = clean_lot(given, mark_of(actor.language))
        refuse_all({name: say(finding) for name, finding in cleaned.errors.items()})
        _check(home, stored, cleaned.values)
        reason = guard_texts({"name": cleaned.values["name"]}, {"name": stored.name}, guard_reason)
        before = None if row is None else _told(stored)
        for name, value in cleaned.values.items():
            setattr(stored, name, value)
        if before == _told(stored):
            return stored
        stored.revision += 1
        stored.save()
        _journal(actor, home, before, _told(stored), reason)
    return stored


def remove_lot(actor: Actor, tender: Tender, row: TenderLot) -> None:
    """Take a lot away with its comparison; the journal keeps it. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        home = visible_tender(actor, tender.pk)
        stored = TenderLot.objects.filter(pk=row.pk, tender=home).first()
        if stored is None:
            return
        told = _told(stored)
        stored.delete()
        _journal(actor, home, told, None)


def _stored(home: Tender, row: TenderLot, revision: int) -> TenderLot:
    stored = TenderLot.objects.filter(pk=row.pk, tender=home).first()
    if stored is None:
        raise Refused(_("Ce lot n’est plus là. Rien n’a été changé."))
    if stored.revision != revision:
        message = _(
            "Ce lot a changé entre-temps. Rien n’a été enregistré : fermez, relisez-le, puis recommencez."
        )
        raise Conflict(
            message, field="revision", current=stored.revision, subject=Subject("tender", home.pk, "lot")
        )
    return stored


def _check(home: Tender, stored: TenderLot, values: Mapping[str, object]) -> None:
    number = str(values["number"])
    others = TenderLot.objects.filter(tender=home).exclude(pk=stored.pk)
    if others.filter(number=number).exists():
        raise refuse_field("number", _("Le lot %(number)s est déjà là.") % {"number": number})
    if stored.pk is None and others.count() >= MOST:
        raise Refused(_("Un appel d’offres compte ici au plus %(most)s lots.") % {"most": MOST})


def _told(lot: TenderLot) -> str:
    parts = [lot_name(lot)]
    if lot.amount is not None:
        parts.append(f"{lot.amount:.2f}")
    return " · ".join([*parts, _("nous répondons") if lot.is_answered else _("sans réponse de notre part")])


def _journal(
    actor: Actor, home: Tender, before: str | None, after: str | None, guard_reason: str = ""
) -> None:
    told = {"lot": (before, after)}
    if guard_reason:
        told["guard_reason"] = (None, guard_reason)
    record(actor, Entry("changed", "tender", home.pk, str(home)[:120], home.company_id, told))
