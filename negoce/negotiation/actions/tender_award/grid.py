"""The comparison of a tender or of one lot: begun at its first value, held while it changes; how the price is noted."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from negoce.identity.actions.alone import alone_with
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_decimal
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Conflict, Subject, refuse_field
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.actions.tenders.checks import visible_tender
from negoce.negotiation.models import Tender, TenderGrid, TenderLot, TenderNote, TenderOffer
from negoce.negotiation.rules.tender_award_values import clean_cost, clean_scale
from negoce.negotiation.words.tender import PRICE_METHODS
from negoce.negotiation.words.tender_award import lot_name, say


def save_scale(
    actor: Actor, tender: Tender, lot: TenderLot | None, *, given: Mapping[str, object], revision: int
) -> TenderGrid:
    """Store how the buyer notes the price, and our cost where the actor may read it.

    Raises NotAllowed, Refused with the faulty fields, Conflict.
    """
    with transaction.atomic():
        grid = held_grid(actor, tender, lot, revision)
        cleaned = clean_scale(given, mark_of(actor.language))
        errors = {name: say(finding) for name, finding in cleaned.errors.items()}
        values = dict(cleaned.values)
        if actor.may_read(FieldGroup.MARGIN):
            cost = clean_cost(given.get("cost"), mark_of(actor.language))
            if cost.finding is not None:
                errors["cost"] = say(cost.finding)
            values["cost"] = cost.value
        refuse_all(errors)
        _check_notes(grid, values)
        before = _told(grid)
        for name, value in values.items():
            setattr(grid, name, value)
        grid.save()
        turn_grid(actor, grid, "award_scale", before, _told(grid))
    return grid


def held_grid(actor: Actor, tender: Tender, lot: TenderLot | None, revision: int) -> TenderGrid:
    """The comparison as it is stored now, held until the end of the transaction, begun with an offer of ours if new.

    Raises NotAllowed, Conflict when it changed since `revision`, 0 for one that was not there.
    """
    require(actor, Permission.EDIT)
    home = visible_tender(actor, tender.pk)
    alone_with(Tender.objects.filter(pk=home.pk))
    if lot is not None and not TenderLot.objects.filter(pk=lot.pk, tender=home).exists():
        raise NotAllowed(_("Ce lot n’est plus là. Rien n’a été changé."))
    stored = TenderGrid.objects.filter(tender=home, lot=lot).first()
    if (stored.revision if stored else 0) != revision:
        message = _(
            "Cette comparaison a changé entre-temps. Rien n’a été enregistré : fermez, relisez-la, puis recommencez."
        )
        raise Conflict(
            message,
            field="revision",
            current=stored.revision if stored else None,
            subject=Subject("tender", home.pk),
        )
    if stored is None:
        stored = TenderGrid.objects.create(tender=home, lot=lot)
        TenderOffer.objects.create(grid=stored, name="-", is_ours=True)
    stored.tender, stored.lot = home, lot
    return stored


def turn_grid(
    actor: Actor,
    grid: TenderGrid,
    field: str,
    before: str | None,
    after: str | None,
    guard_reason: str = "",
) -> None:
    """Count a change of the comparison, and tell it in the journal of the tender."""
    TenderGrid.objects.filter(pk=grid.pk).update(revision=F("revision") + 1)
    grid.revision += 1
    if before == after and not guard_reason:
        return
    if grid.lot is not None:
        before, after = (
            None if each is None else f"{lot_name(grid.lot)} : {each}" for each in (before, after)
        )
    home = grid.tender
    told = {field: (before, after)}
    if guard_reason:
        told["guard_reason"] = (None, guard_reason)
    record(actor, Entry("changed", "tender", home.pk, str(home)[:120], home.company_id, told))


def _check_notes(grid: TenderGrid, values: Mapping[str, object]) -> None:
    """Notes given stay on the scale."""
    above = TenderNote.objects.filter(offer__grid=grid, note__gt=values["highest"]).order_by("-note").first()
    if above is not None:
        message = _("Une note donnée va jusqu’à %(note)s : changez-la avant de baisser l’échelle.")
        raise refuse_field("highest", message % {"note": f"{above.note.normalize():f}"})


def _told(grid: TenderGrid) -> str:
    """Without the cost, which not everybody may read."""
    figures = [format_decimal(each, "fr", 2) for each in (grid.highest, grid.slope)]
    return f"{PRICE_METHODS[grid.method]} ({figures[0]} ; n = {figures[1]})"
