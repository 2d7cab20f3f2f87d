"""Stores an offer of a comparison, ours or guessed, with its notes; takes a competitor's away."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_decimal
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Refused, refuse_field
from negoce.kit.text import name_key
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.actions.tender_award.grid import held_grid, turn_grid
from negoce.negotiation.models import (
    Tender,
    TenderCriterion,
    TenderGrid,
    TenderLot,
    TenderNote,
    TenderOffer,
)
from negoce.negotiation.queries.tender_award.grid import noted_criteria
from negoce.negotiation.rules.tender_award_values import clean_offer
from negoce.negotiation.words.tender_award import offer_name, say

MOST = 20
# What our own offer is called, in each language: two of that name would be taken for one another.
_OURS = frozenset({"nous", "us"})


def save_offer(
    actor: Actor,
    tender: Tender,
    lot: TenderLot | None,
    row: TenderOffer | None,
    *,
    given: Mapping[str, object],
    revision: int,
    guard_reason: str = "",
) -> TenderOffer:
    """Store the name, the price and the notes of an offer; `row` is None for a competitor not there yet.

    An offer may stay without price or notes. Raises NotAllowed, Refused with the faulty fields, FreeTextRefused,
    Conflict.
    """
    with transaction.atomic():
        grid = held_grid(actor, tender, lot, revision)
        stored = TenderOffer(grid=grid) if row is None else _stored(grid, row)
        criteria = noted_criteria(grid)
        cleaned = clean_offer(
            {**given, "name": stored.name} if stored.is_ours else given,
            highest=grid.highest,
            criteria={each.public_id: each.name for each in criteria},
            mark=mark_of(actor.language),
        )
        refuse_all({name: say(finding) for name, finding in cleaned.errors.items()})
        name = str(cleaned.values["name"])
        _check_name(grid, stored, name)
        reason = guard_texts({"name": name}, {"name": stored.name}, guard_reason)
        notes = {each.pk: cleaned.values[f"note-{each.public_id}"] for each in criteria}
        before = None if row is None else _told(stored, _notes(stored))
        stored.name, stored.price = name, cleaned.values["price"]  # type: ignore[assignment]
        stored.save()
        _write_notes(stored, criteria, notes)
        turn_grid(actor, grid, "award_offer", before, _told(stored, _notes(stored)), reason)
    return stored


def remove_offer(
    actor: Actor, tender: Tender, lot: TenderLot | None, row: TenderOffer, revision: int
) -> None:
    """Take a competitor's offer away. Raises NotAllowed, Refused for ours, Conflict."""
    with transaction.atomic():
        grid = held_grid(actor, tender, lot, revision)
        stored = _stored(grid, row)
        if stored.is_ours:
            raise Refused(_("Notre offre reste : videz son prix si vous ne le connaissez pas."))
        told = _told(stored, _notes(stored))
        stored.delete()
        turn_grid(actor, grid, "award_offer", told, None)


def _stored(grid: TenderGrid, row: TenderOffer) -> TenderOffer:
    stored = TenderOffer.objects.filter(pk=row.pk, grid=grid).first()
    if stored is None:
        raise Refused(_("Cette offre n’est plus là. Rien n’a été changé."))
    return stored


def _check_name(grid: TenderGrid, stored: TenderOffer, name: str) -> None:
    if not stored.is_ours and name_key(name) in _OURS:
        raise refuse_field("name", _("Ce nom est celui de notre offre : donnez celui du concurrent."))
    others = TenderOffer.objects.filter(grid=grid).exclude(pk=stored.pk)
    if others.filter(name__iexact=name).exists():
        raise refuse_field("name", _("Une offre porte déjà ce nom."))
    if stored.pk is None and others.count() >= MOST:
        raise Refused(_("Une comparaison compte au plus %(most)s offres.") % {"most": MOST})


def _write_notes(offer: TenderOffer, criteria: list[TenderCriterion], notes: Mapping[int, object]) -> None:
    for each in criteria:
        note = notes[each.pk]
        if not isinstance(note, Decimal):
            TenderNote.objects.filter(offer=offer, criterion=each).delete()
        else:
            TenderNote.objects.update_or_create(offer=offer, criterion=each, defaults={"note": note})


def _notes(offer: TenderOffer) -> list[TenderNote]:
    rows = TenderNote.objects.filter(offer=offer).select_related("criterion")
    return list(rows.order_by("criterion__position", "pk"))


def _told(offer: TenderOffer, notes: list[TenderNote]) -> str:
    price = [] if offer.price is None else [f"{format_decimal(offer.price, 'fr', 2)} €"]
    said = [f"{each.criterion.name} {format_decimal(each.note, 'fr', 2)}" for each in notes]
    return " · ".join([offer_name(offer), *price, *said])
