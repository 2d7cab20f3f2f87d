"""Changes the head of an order: references, note, contact, addresses."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.orders.actions.order_checks import (
    head_texts,
    held_order,
    refuse_cancelled,
    tell,
)
from negoce.orders.actions.order_place import checked_links
from negoce.orders.models import Order, OrderTerms

_LINKS = ("contact", "billing_address", "delivery_address")


def update_order(
    actor: Actor, order: Order, *, values: Mapping[str, object], revision: int | None = None
) -> OrderTerms:
    """Change the head of an order: references, note, contact, addresses; the promised day has an action of its own.

    Raises NotAllowed, Conflict, and Refused with the faulty fields, or for a cancelled order.
    """
    require(actor, Permission.MANAGE_ORDERS)
    with transaction.atomic():
        terms = held_order(actor, order.pk, revision=revision)
        refuse_cancelled(terms)
        after: dict[str, object] = dict(head_texts(values))
        given = [name for name in _LINKS if name in values]
        links = checked_links(actor, terms.order.company, values) if given else {}
        after |= {name: links.get(name) for name in given}
        changes = {
            name: (getattr(terms, name), value)
            for name, value in after.items()
            if getattr(terms, name) != value
        }
        for name, (_before, value) in changes.items():
            setattr(terms, name, value)
        if changes:
            terms.save(update_fields=[*changes, "updated_at"])
            tell(actor, terms.order, "changed", _named(changes))
    return terms


def _named(changes: Mapping[str, tuple[object, object]]) -> dict[str, tuple[object, object]]:
    """Records by their key: a name or an address in the journal could not be erased with the person."""
    return {
        name: (_key(before), _key(after)) if name in _LINKS else (before, after)
        for name, (before, after) in changes.items()
    }


def _key(value: object) -> object:
    return getattr(value, "pk", None)
