"""Records money received from a customer, or paid back, and what it settles."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from negoce.billing.actions.payments.settle import write_shares
from negoce.billing.enums import PaymentSource
from negoce.billing.models import BankLine, Payment
from negoce.billing.payment_words import say_fields
from negoce.billing.rules.payment_values import clean_payment
from negoce.companies.actions.company_checks import visible_company
from negoce.companies.models import Company
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of


def record_payment(
    actor: Actor,
    company: Company,
    *,
    values: Mapping[str, object],
    shares: Mapping[int, Decimal] | None = None,
    source: PaymentSource = PaymentSource.ENTERED,
    bank_line: BankLine | None = None,
    key: str = "",
) -> Payment:
    """Write a payment and its `shares`: amounts in euros by the key of the receivable they settle.

    The same `key` twice from one person is one payment, which is returned: a form pressed twice. Raises NotAllowed,
    and Refused with nothing written for a value or a share that makes no sense.
    """
    require(actor, Permission.MANAGE_PAYMENTS)
    cleaned, errors = clean_payment(values, today=timezone.localdate(), mark=mark_of(actor.language))
    say_fields(errors)
    with transaction.atomic():
        row = visible_company(actor, company.pk)
        facts = {
            "company": row,
            "source": source.value,
            "bank_line": bank_line,
            "recorded_by_id": actor.user_id,
            **cleaned,
        }
        if key:
            once = f"form:{actor.user_id}:{key}"[:120]
            payment, is_new = Payment.objects.get_or_create(import_key=once, defaults=facts)
            if not is_new:
                return payment
        else:
            payment = Payment.objects.create(**facts)
        told: dict[str, tuple[object, object]] = {
            name: (None, value) for name, value in cleaned.items() if value not in ("", None)
        }
        write_shares(payment, shares or {})
        record(
            actor,
            Entry("created", "payment", payment.pk, payment.reference, company_key=row.pk, changes=told),
        )
    return payment
