"""What a person decides of a movement of the bank: it pays these invoices, or it is none of ours."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.billing.actions.payments.record import record_payment
from negoce.billing.enums import BankLineState, PaymentMethod, PaymentSource
from negoce.billing.models import BankLine, Payment
from negoce.companies.models import Company
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused


def accept_movement(
    actor: Actor, line: BankLine, *, company: Company, shares: Mapping[int, Decimal]
) -> Payment:
    """Make a payment of a movement that waits, and settle what it pays. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_PAYMENTS)
    with transaction.atomic():
        _decide(line, BankLineState.MATCHED)
        row = BankLine.objects.select_related("statement").get(pk=line.pk)
        values = {
            "received_on": row.booked_on,
            "amount": row.amount,
            "method": PaymentMethod.TRANSFER.value,
            "reference": (row.reference or row.label)[:140],
        }
        payment = record_payment(
            actor, company, values=values, shares=shares, source=PaymentSource.BANK, bank_line=row
        )
        if row.statement.currency != payment.currency:
            raise Refused(
                _("Ce relevé est en %(currency)s : saisissez le règlement converti en euros à la main.")
                % {"currency": row.statement.currency}
            )
    return payment


def ignore_movement(actor: Actor, line: BankLine) -> None:
    """Put a movement aside: no customer's payment. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_PAYMENTS)
    with transaction.atomic():
        _decide(line, BankLineState.IGNORED)
        _journal(actor, line, "set_aside")


def wait_again(actor: Actor, line: BankLine) -> None:
    """Bring back a movement that was put aside. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_PAYMENTS)
    rows = BankLine.objects.filter(pk=line.pk, state=BankLineState.IGNORED.value, amount__gt=0)
    with transaction.atomic():
        if not rows.update(state=BankLineState.WAITING.value):
            raise Refused(_("Ce mouvement n’est pas écarté."))
        _journal(actor, line, "put_back")


def _decide(line: BankLine, state: BankLineState) -> None:
    waiting = BankLine.objects.filter(pk=line.pk, state=BankLineState.WAITING.value)
    if not waiting.update(state=state.value):
        raise Refused(_("Quelqu’un a déjà traité ce mouvement. Rien n’a été changé."))


def _journal(actor: Actor, line: BankLine, verb: str) -> None:
    """The journal keeps no label, which may name somebody: the key tells the movement."""
    record(actor, Entry(verb, "bank_line", line.pk, line.public_id))
