"""Changes what was agreed on an order, cancels it, gives its rest up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.catalogue.rules.reductions import Reduction
from negoce.catalogue.rules.stored_amounts import stored_reductions
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.money import round_money
from negoce.kit.refusal import Refused
from negoce.orders.actions.order_checks import (
    check_lines,
    handled_order,
    head_texts,
    is_open,
    reason_of,
    tell,
)
from negoce.orders.actions.order_floor import floor_of, refuse_less_margin
from negoce.orders.actions.order_place import checked_links
from negoce.orders.actions.order_write import write_order
from negoce.orders.actions.refresh_sales import refresh_sales
from negoce.orders.enums import OrderState
from negoce.orders.models import Delivery, Order, OrderLineTerms, OrderTerms
from negoce.orders.rules.agreed_lines import AgreedLine

_LINKS = ("contact", "billing_address", "delivery_address")


def update_order(
    actor: Actor, order: Order, *, values: Mapping[str, object], revision: int | None = None
) -> OrderTerms:
    """Change the head of an order: references, note, contact, addresses; the promised day has an action of its own.

    Raises NotAllowed, Conflict, and Refused with the faulty fields, or for a cancelled order.
    """
    require(actor, Permission.MANAGE_ORDERS)
    with transaction.atomic():
        terms = handled_order(actor, order.pk, revision=revision)
        _refuse_cancelled(terms)
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


def change_lines(
    actor: Actor,
    order: Order,
    *,
    lines: Sequence[AgreedLine],
    reductions: Sequence[Reduction] = (),
    shipping: Decimal | None = None,
    revision: int | None = None,
) -> OrderTerms:
    """Replace the lines while nothing was delivered or invoiced; shipping too, where it is given.

    Raises NotAllowed, Conflict, Refused: for less than the margin that was allowed on the quote, too.
    """
    require(actor, Permission.MANAGE_ORDERS)
    check_lines(lines)
    with transaction.atomic():
        terms = handled_order(actor, order.pk, revision=revision)
        _refuse_cancelled(terms)
        if terms.invoiced_net or Delivery.objects.filter(order=terms).exists():
            raise Refused(
                _(
                    "Une partie de cette commande est livrée ou facturée : ses lignes ne changent plus. Soldez le "
                    "reste, puis saisissez une nouvelle commande."
                )
            )
        before, floor = terms.order.net, floor_of(terms)
        terms.reductions = stored_reductions(reductions)
        terms.shipping = terms.shipping if shipping is None else round_money(shipping)
        write_order(terms.order, terms, lines)
        refuse_less_margin(actor, floor, floor_of(terms))
        refresh_sales([terms.order.company_id])
        tell(actor, terms.order, "changed", {"lines": (before, terms.order.net)})
    return terms


def cancel_order(actor: Actor, order: Order, *, reason: str, revision: int | None = None) -> OrderTerms:
    """Cancel an order of which nothing was delivered or invoiced; figures leave it out from then on.

    Raises NotAllowed, Conflict, Refused.
    """
    require(actor, Permission.MANAGE_ORDERS)
    why = reason_of(reason)
    with transaction.atomic():
        terms = handled_order(actor, order.pk, revision=revision)
        _refuse_cancelled(terms)
        if terms.invoiced_net or OrderLineTerms.objects.filter(order=terms).exclude(invoiced=0).exists():
            raise Refused(_("Cette commande est facturée : elle s’annule par un avoir. Rien n’a été changé."))
        if OrderLineTerms.objects.filter(order=terms).exclude(delivered=0).exists():
            raise Refused(
                _("Une partie est déjà livrée : notez un retour, ou soldez le reste. Rien n’a été changé.")
            )
        before, now = terms.state, timezone.now()
        terms.state, terms.closing_reason = OrderState.CANCELLED.value, why
        terms.save(update_fields=["state", "closing_reason", "updated_at"])
        Order.objects.filter(pk=terms.pk).update(cancelled_at=now, updated_at=now)
        terms.order.cancelled_at = now
        refresh_sales([terms.order.company_id])
        tell(actor, terms.order, "cancelled", {"state": (before, terms.state), "closing_reason": ("", why)})
    return terms


def close_rest(actor: Actor, order: Order, *, reason: str, revision: int | None = None) -> OrderTerms:
    """Give up what is left to deliver: the order leaves the backlog. Raises NotAllowed, Conflict, Refused."""
    require(actor, Permission.MANAGE_ORDERS)
    why = reason_of(reason)
    with transaction.atomic():
        terms = handled_order(actor, order.pk, revision=revision)
        if not is_open(terms):
            raise Refused(_("Il ne reste rien à livrer de cette commande."))
        if terms.state == OrderState.OPEN.value:
            raise Refused(_("Rien n’a encore été livré : annulez plutôt la commande."))
        before = terms.state
        terms.state, terms.closing_reason = OrderState.CLOSED.value, why
        terms.save(update_fields=["state", "closing_reason", "updated_at"])
        tell(actor, terms.order, "changed", {"state": (before, terms.state), "closing_reason": ("", why)})
    return terms


def _refuse_cancelled(terms: OrderTerms) -> None:
    if terms.state == OrderState.CANCELLED.value:
        raise Refused(_("Cette commande est annulée : elle ne change plus."))


def _named(changes: Mapping[str, tuple[object, object]]) -> dict[str, tuple[object, object]]:
    """Records by their key: a name or an address in the journal could not be erased with the person."""
    return {
        name: (_key(before), _key(after)) if name in _LINKS else (before, after)
        for name, (before, after) in changes.items()
    }


def _key(value: object) -> object:
    return getattr(value, "pk", None)
