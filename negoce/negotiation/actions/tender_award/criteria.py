"""Stores the list of criteria of a comparison at once; those that stay keep their notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_decimal
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.actions.tender_award.grid import held_grid, turn_grid
from negoce.negotiation.models import Tender, TenderCriterion, TenderGrid, TenderLot, TenderNote
from negoce.negotiation.rules.tender_award_values import TypedCriterion, clean_criteria
from negoce.negotiation.words.tender_award import say


def save_criteria(
    actor: Actor,
    tender: Tender,
    lot: TenderLot | None,
    *,
    lines: Sequence[Mapping[str, object]],
    revision: int,
    guard_reason: str = "",
) -> TenderGrid:
    """Store criteria as typed, in order: `key` (public id), `name`, `weight`, `is_part`, `is_price`.

    Weights that do not sum to 100 are stored: the page says what is missing. Raises NotAllowed, Refused with
    `line-<number>` for each faulty line, FreeTextRefused, Conflict.
    """
    with transaction.atomic():
        grid = held_grid(actor, tender, lot, revision)
        typed = clean_criteria(lines, mark_of(actor.language))
        whole = typed.errors.get(0)
        if whole is not None:
            raise Refused(say(whole))
        refuse_all({f"line-{number}": say(finding) for number, finding in typed.errors.items()})
        stored = {each.public_id: each for each in TenderCriterion.objects.filter(grid=grid).order_by("pk")}
        names = {each.name for each in stored.values()}
        fresh = "\n".join(each.name for each in typed.rows if each.name not in names)
        reason = guard_texts({"criteria": fresh}, {}, guard_reason)
        before = _told(stored.values())
        kept = _write(grid, typed.rows, stored)
        gone = [each.pk for each in stored.values() if each.pk not in {row.pk for row in kept}]
        TenderCriterion.objects.filter(pk__in=gone).delete()
        # The price and what is detailed are noted by their figures and their parts.
        silent = {row.parent_id for row in kept if row.parent_id} | {row.pk for row in kept if row.is_price}
        TenderNote.objects.filter(criterion_id__in=silent).delete()
        turn_grid(actor, grid, "award_criteria", before, _told(kept), reason)
    return grid


def _write(
    grid: TenderGrid, rows: Sequence[TypedCriterion], stored: Mapping[str, TenderCriterion]
) -> list[TenderCriterion]:
    kept: list[TenderCriterion] = []
    head: TenderCriterion | None = None
    taken: set[str] = set()
    for position, typed in enumerate(rows):
        known = stored.get(typed.key) if typed.key not in taken else None
        row = known or TenderCriterion(grid=grid)
        taken.add(typed.key)
        row.parent = head if typed.is_part else None
        row.position, row.name, row.weight, row.is_price = position, typed.name, typed.weight, typed.is_price
        row.save()
        kept.append(row)
        if not typed.is_part:
            head = row
    return kept


def _told(rows: Iterable[TenderCriterion]) -> str | None:
    ordered = sorted(rows, key=lambda each: (each.position, each.pk))
    words = (f"{each.name} {format_decimal(each.weight, 'fr', 2)}" for each in ordered)
    return " ; ".join(words) or None
