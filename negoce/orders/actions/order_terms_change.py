"""Changes how an order is paid: with it or by a term, and the discount for paying early."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.catalogue.enums import ReductionKind
from negoce.catalogue.rules.stored_amounts import read_reductions
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused, refuse_field
from negoce.negotiation.rules.quote_head import QuoteHead, check_terms, read_head
from negoce.negotiation.words.quote import say_quote
from negoce.orders.actions.order_checks import held_order, refuse_cancelled, tell
from negoce.orders.models import Order, OrderTerms

_TOLD = ("payment_with_order", "term_kind", "term_days", "early_percent", "early_days", "early_payment")


def change_terms(
    actor: Actor, order: Order, *, given: Mapping[str, str], revision: int | None = None
) -> OrderTerms:
    """Read the terms as a quote reads them and store them; invoices that were drafted or issued keep theirs.

    Raises NotAllowed, Conflict, and Refused with the faulty fields: what cannot be read, a term over the legal
    ceiling, a cash discount that is deducted and would be paid later (R-C1 says why), a cancelled order.
    """
    require(actor, Permission.MANAGE_ORDERS)
    with transaction.atomic():
        terms = held_order(actor, order.pk, revision=revision)
        refuse_cancelled(terms)
        head = _read(terms, given, "," if actor.language == "fr" else ".")
        before = {name: getattr(terms, name) for name in _TOLD}
        terms.payment_with_order = head.payment_with_order
        terms.term_kind, terms.term_days = head.term.kind.value, head.term.days
        terms.early_percent = head.early.percent if head.early else None
        terms.early_days = head.early.days if head.early else None
        terms.early_payment = head.early_payment
        changes = {name: (old, new) for name, old in before.items() if old != (new := getattr(terms, name))}
        if changes:
            terms.save(update_fields=[*_TOLD, "updated_at"])
            tell(actor, terms.order, "changed", changes)
    return terms


def _read(terms: OrderTerms, given: Mapping[str, str], mark: str) -> QuoteHead:
    today = timezone.localdate()
    typed = {**given, "term_sector": terms.term_sector}
    read = read_head(typed, (), day=today, mark="," if mark == "," else ".")
    if read.faults:
        fields = {name: [say_quote(fault)] for name, fault in read.faults.items()}
        raise Refused(next(iter(fields.values()))[0], fields=fields)
    for finding in check_terms(read.head, day=today).findings:
        if finding.severity == "error":
            raise refuse_field("term_days", say_quote(finding))
    kinds = {each.kind for each in read_reductions(terms.reductions)}
    if ReductionKind.CASH_DISCOUNT in kinds and not read.head.payment_with_order:
        message = _(
            "Un escompte est déduit de cette commande : il suppose que le paiement l’accompagne. Retirez-le d’abord des"
            " réductions."
        )
        raise refuse_field("payment_with_order", message)
    return read.head
