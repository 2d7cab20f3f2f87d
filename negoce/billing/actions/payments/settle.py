"""Says which receivables a payment or a credit note settles, and takes it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.billing.actions.payments.account import spend, take
from negoce.billing.models import Payment, Receivable, Settlement
from negoce.billing.queries.payments.visible import visible_payments, visible_receivables
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused


def settle(actor: Actor, payment: Payment, *, shares: Mapping[int, Decimal]) -> None:
    """Give what is left of a payment to receivables: amounts in euros by their key. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_PAYMENTS)
    with transaction.atomic():
        row = visible_payments(actor).filter(pk=payment.pk).first()
        if row is None:
            raise NotAllowed(
                _("Ce règlement n’existe plus ou n’est pas visible pour vous. Rien n’a été changé.")
            )
        write_shares(row, shares)
        _journal(actor, row.company_id, row.pk, row.reference, shares)


def use_credit(actor: Actor, credit: Receivable, *, shares: Mapping[int, Decimal]) -> None:
    """Settle invoices with a credit note of the same customer. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_PAYMENTS)
    with transaction.atomic():
        row = visible_receivables(actor).filter(pk=credit.pk, amount__lt=0).first()
        if row is None:
            raise NotAllowed(
                _("Cet avoir n’existe plus ou n’est pas visible pour vous. Rien n’a été changé.")
            )
        day = timezone.localdate()
        for invoice in _owed(row.company_id, shares):
            share = shares[invoice.pk]
            if share <= 0:
                raise Refused(_("Un avoir règle un montant positif d’une facture."))
            _same_currency(invoice, row.currency)
            take(invoice.pk, share, day)
            take(row.pk, -share, day)
            Settlement.objects.create(receivable=invoice, credit=row, amount=share, settled_on=day)
        _journal(actor, row.company_id, row.pk, row.reference, shares)


def undo_settlement(actor: Actor, settlement: Settlement) -> None:
    """Take back what settled a receivable; it is owed again. Raises NotAllowed."""
    require(actor, Permission.MANAGE_PAYMENTS)
    with transaction.atomic():
        seen = visible_receivables(actor).filter(pk=settlement.receivable_id)
        row = (
            Settlement.objects.select_related("receivable")
            .filter(pk=settlement.pk, receivable__in=seen)
            .first()
        )
        if row is None:
            raise NotAllowed(_("Cette affectation n’existe plus. Rien n’a été changé."))
        give_back(row)
        if row.difference:
            _journal_difference(actor, row)
            return
        told = {row.receivable_id: -row.amount}
        _journal(actor, row.receivable.company_id, row.payment_id, row.receivable.reference, told)
        drop_differences(actor, [row.receivable_id])


def give_back(settlement: Settlement) -> None:
    """Undo one settlement, in the caller's transaction; done twice it gives back once."""
    gone, _rows = Settlement.objects.filter(pk=settlement.pk).delete()
    if not gone:
        return
    amount = settlement.amount
    written_off = amount if settlement.difference else Decimal(0)
    take(settlement.receivable_id, -amount, settlement.settled_on, written_off=-written_off)
    if settlement.payment_id is not None:
        spend(settlement.payment_id, -amount)
    if settlement.credit_id is not None:
        take(settlement.credit_id, amount, settlement.settled_on)


def drop_differences(actor: Actor, receivables: Iterable[int]) -> None:
    """Owe again what was written off of receivables (keys) that nothing settles any more, in the caller's transaction.

    A difference is that of a payment: without one it has no ground.
    """
    keys = set(receivables)
    settled = set(
        Settlement.objects.filter(receivable__in=keys, difference="").values_list("receivable_id", flat=True)
    )
    left = Settlement.objects.filter(receivable__in=keys - settled).exclude(difference="")
    for each in left.select_related("receivable").order_by("pk"):
        give_back(each)
        _journal_difference(actor, each)


def write_shares(payment: Payment, shares: Mapping[int, Decimal]) -> None:
    """Settle receivables of the payment's own customer, in the caller's transaction. Raises Refused."""
    for receivable in _owed(payment.company_id, shares):
        share = shares[receivable.pk]
        if share == 0 or (share > 0) != (receivable.amount > 0):
            raise Refused(_("Un règlement reçu paie une facture ; un remboursement solde un avoir."))
        _same_currency(receivable, payment.currency)
        spend(payment.pk, share)
        take(receivable.pk, share, payment.received_on)
        Settlement.objects.create(
            receivable=receivable, payment=payment, amount=share, settled_on=payment.received_on
        )


def _same_currency(receivable: Receivable, other: str) -> None:
    if receivable.currency != other:
        raise Refused(
            _("%(reference)s est en %(currency)s, ce règlement en %(other)s : convertissez-le d’abord.")
            % {"reference": receivable.reference, "currency": receivable.currency, "other": other}
        )


def _owed(company_id: int, shares: Mapping[int, Decimal]) -> list[Receivable]:
    found = list(Receivable.objects.filter(pk__in=shares, company_id=company_id).order_by("due_on", "pk"))
    if len(found) != len(shares):
        raise Refused(_("Une de ces factures n’est pas de ce client. Rien n’a été enregistré."))
    return found


def _journal(
    actor: Actor, company_id: int, key: int | None, name: str, shares: Mapping[int, Decimal]
) -> None:
    references = dict(Receivable.objects.filter(pk__in=shares).values_list("pk", "reference"))
    told: dict[str, tuple[object, object]] = {
        "settled": (None, [f"{references.get(each, '')} {amount}" for each, amount in shares.items()])
    }
    record(actor, Entry("settled", "payment", key, name, company_key=company_id, changes=told))


def _journal_difference(actor: Actor, settlement: Settlement) -> None:
    row = settlement.receivable
    told: dict[str, tuple[object, object]] = {
        "written_off": (settlement.amount, None),
        "reason": (settlement.difference, None),
    }
    record(
        actor, Entry("undone", "receivable", row.pk, row.reference, company_key=row.company_id, changes=told)
    )
