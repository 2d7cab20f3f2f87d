"""Writes and withdraws offers by segment (S5)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.automation.models import SegmentOffer
from negoce.automation.rules.offer_values import clean_offer
from negoce.catalogue.models import ProductFamily
from negoce.companies.actions.company_checks import refuse_findings
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.refusal import Conflict, refuse_field


def save_segment_offer(
    actor: Actor, offer: SegmentOffer | None, *, values: Mapping[str, object], revision: int | None = None
) -> SegmentOffer:
    """Make an offer, or change one; `values` as `clean_offer` reads them, `family` as a record or None.

    Raises NotAllowed, Conflict, and Refused with the faulty fields.
    """
    require(actor, Permission.MANAGE_TARGETS)
    cleaned, errors = clean_offer(values, today=timezone.localdate())
    if errors.get("ends_on") == Finding("offer.ends_before"):
        raise refuse_field("ends_on", _("L’offre se termine avant de commencer."))
    refuse_findings(errors)
    family = values.get("family")
    with transaction.atomic():
        row = SegmentOffer() if offer is None else SegmentOffer.objects.select_for_update().get(pk=offer.pk)
        if offer is not None and revision is not None and revision != row.revision:
            message = _("Quelqu’un a modifié cette offre entre-temps. Rouvrez-la, puis recommencez.")
            raise Conflict(message, field="name", current=row.name)
        before = {name: getattr(row, name) for name in cleaned} if offer is not None else {}
        for name, value in cleaned.items():
            setattr(row, name, value)
        row.family = family if isinstance(family, ProductFamily) else None
        row.revision += 1
        row.save()
        changes: dict[str, tuple[object, object]] = {
            name: (before.get(name), value) for name, value in cleaned.items() if before.get(name) != value
        }
        _tell(actor, row, "created" if offer is None else "updated", changes)
    return row


def withdraw_segment_offer(actor: Actor, offer: SegmentOffer) -> None:
    """Take an offer away; steps that carried it go on without. Raises NotAllowed."""
    require(actor, Permission.MANAGE_TARGETS)
    with transaction.atomic():
        _tell(actor, offer, "deleted", {"name": (offer.name, None)})
        SegmentOffer.objects.filter(pk=offer.pk).delete()


def _tell(actor: Actor, offer: SegmentOffer, verb: str, changes: dict[str, tuple[object, object]]) -> None:
    record(
        actor,
        Entry(
            verb=verb,
            subject_kind="segment_offer",
            subject_id=offer.pk,
            subject_name=offer.name,
            changes=changes,
        ),
    )
