"""Stores the price list of a comparison with the quantities of its scenarios."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import refuse_field
from negoce.negotiation.actions.tender_award.grid import held_grid, turn_grid
from negoce.negotiation.models import Tender, TenderGrid, TenderLot
from negoce.negotiation.rules.tender_simulation_values import read_price_list
from negoce.negotiation.words.tender_award import say


def save_simulation(
    actor: Actor, tender: Tender, lot: TenderLot | None, *, lines: str, revision: int, guard_reason: str = ""
) -> TenderGrid:
    """Store a price list as pasted, in the place of the former one; nothing pasted takes it away.

    Raises NotAllowed, Refused on `lines`, FreeTextRefused, Conflict.
    """
    with transaction.atomic():
        grid = held_grid(actor, tender, lot, revision)
        found = read_price_list(lines, mark_of(actor.language))
        if found.finding is not None:
            raise refuse_field("lines", say(found.finding))
        names = [*found.suppliers, *found.scenarios, *(each.name for each in found.items)]
        reason = guard_texts({"lines": "\n".join(names)}, {}, guard_reason)
        before = len(grid.simulation.get("items", ()))
        grid.simulation = found.stored()
        grid.save()
        turn_grid(actor, grid, "award_prices", _told(before), _told(len(found.items)), reason)
    return grid


def _told(count: int) -> str | None:
    return _("Lignes de prix : %(count)s") % {"count": count} if count else None
