"""Writes and withdraws offers by segment (S5)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.automation.models import OfferReach, SegmentOffer
from negoce.automation.queries.offers.audience import Segment
from negoce.automation.rules.offer_values import clean_offer
from negoce.catalogue.models import ProductFamily
from negoce.companies.actions.company_checks import refuse_findings
from negoce.identity.actions.journal import Entry, record
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.refusal import Conflict, refuse_field
from negoce.portfolio.queries.whole_house import require_house

AIMS = ("status", "segment_filter")


def save_segment_offer(
    actor: Actor, offer: SegmentOffer | None, *, values: Mapping[str, object], revision: int | None = None
) -> SegmentOffer:
    """Make an offer, or change one; `values` as `clean_offer` reads them, `family` and `segment` as records or None.

    With a segment it aims at that instead of a status. What one that was made to somebody aims at does not change.
    Raises NotAllowed, Conflict, and Refused with the faulty fields.
    """
    require_house(actor)
    segment = values.get("segment")
    by_segment = isinstance(segment, Segment)
    cleaned, errors = clean_offer(values, today=timezone.localdate(), by_segment=by_segment)
    cleaned = {
        **cleaned,
        "segment_name": segment.name if isinstance(segment, Segment) else "",
        "segment_filter": segment.filter if isinstance(segment, Segment) else "",
    }
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
        if any(before.get(name) != cleaned[name] for name in AIMS) and offer is not None and _was_made(row):
            raise refuse_field(
                "status", _("Cette offre a déjà été faite : faites-en une autre pour ceux-là.")
            )
        for name, value in cleaned.items():
            setattr(row, name, value)
        row.family = family if isinstance(family, ProductFamily) else None
        row.revision += 1
        row.save()
        changes: dict[str, tuple[object, object]] = {
            name: (before.get(name), value) for name, value in cleaned.items() if before.get(name) != value
        }
        tell(actor, row, "created" if offer is None else "updated", changes)
    return row


def withdraw_segment_offer(actor: Actor, offer: SegmentOffer) -> None:
    """Take an offer away; steps that carried it go on without. Raises NotAllowed."""
    require_house(actor)
    with transaction.atomic():
        tell(actor, offer, "deleted", {"name": (offer.name, None)})
        SegmentOffer.objects.filter(pk=offer.pk).delete()


def _was_made(offer: SegmentOffer) -> bool:
    return OfferReach.objects.filter(offer=offer).exists()


def tell(actor: Actor, offer: SegmentOffer, verb: str, changes: dict[str, tuple[object, object]]) -> None:
    """Write what was done to an offer into the journal."""
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
