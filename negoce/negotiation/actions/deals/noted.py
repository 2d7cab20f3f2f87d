"""What is noted of a deal in one row of its own: our prices, the preparation of its meeting, who decides with whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.identity.actions.alone import alone_with
from negoce.identity.actions.journal import Entry, record
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Subject
from negoce.negotiation.actions.deals.checks import visible_deal
from negoce.negotiation.models import Bargaining, BuyingBody, Deal, DealPreparation

Row = TypeVar("Row", Bargaining, BuyingBody, DealPreparation)


@dataclass(frozen=True, slots=True)
class Noted(Generic[Row]):
    """The deal as it is now and its row, which nobody else writes before the end; `kind` names it in the journal."""

    deal: Deal
    row: Row
    kind: str


def held_note(
    actor: Actor, deal: Deal, model: type[Row], *, kind: str, revision: int, changed: str
) -> Noted[Row]:
    """The row of a deal, begun if there is none; `revision` is the one that the person looked at, 0 for none.

    Inside the caller's transaction. Raises NotAllowed, and Conflict with the words of `changed` when it is another.
    """
    seen = visible_deal(actor, deal.pk)
    # Whoever writes it first holds the deal: two people never begin the same row.
    alone_with(Deal.objects.filter(pk=seen.pk))
    row = model.objects.filter(deal=seen).first() or model(deal=seen)
    if row.revision != revision:
        raise Conflict(changed, field="revision", current=row.revision, subject=Subject(kind, seen.pk))
    return Noted(seen, row, kind)


def write_note(
    actor: Actor,
    noted: Noted[Row],
    values: Mapping[str, object],
    *,
    texts: Collection[str] = (),
    guard_reason: str = "",
) -> Row:
    """Store what differs, `texts` once the guard lets them through, and tell it in the journal.

    Inside the caller's transaction. Raises FreeTextRefused.
    """
    row, deal = noted.row, noted.deal
    stored = {name: getattr(row, name) for name in values}
    reason = guard_texts(
        {name: values[name] for name in texts}, {name: stored[name] for name in texts}, guard_reason
    )
    changed = {name: (stored[name], value) for name, value in values.items() if stored[name] != value}
    if not changed:
        return row
    for name, (_before, value) in changed.items():
        setattr(row, name, value)
    row.revision += 1
    row.save()
    told = {**changed, **({"guard_reason": (None, reason)} if reason else {})}
    record(actor, Entry("changed", noted.kind, deal.pk, deal.name, deal.company_id, told))
    return row
