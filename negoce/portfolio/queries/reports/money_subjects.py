"""Reports on what is invoiced, owed and received."""

from __future__ import annotations

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.billing.enums import DocumentKind, DocumentState
from negoce.billing.payment_words import KINDS as DOCUMENT_KINDS
from negoce.billing.payment_words import METHODS
from negoce.companies.rules.filters import Condition, Operator
from negoce.portfolio.queries.reports.dimensions import (
    by_company,
    choice,
    of_company,
    periods,
)
from negoce.portfolio.queries.reports.measures import (
    cents,
    count_of,
    distinct,
    less,
    money,
    signed_cents,
)
from negoce.portfolio.queries.reports.subject import (
    EUROS,
    KEPT_CONDITION,
    Subject,
    make_subject,
    not_cancelled,
)


def _overdue() -> Q:
    # A credit note to be used is not late.
    return Q(is_open=True, due_on__lt=timezone.localdate(), amount__gt=F("settled"))


def invoices() -> Subject:
    credit = Q(kind=DocumentKind.CREDIT_NOTE.value)
    return make_subject(
        "invoices",
        _("Factures et avoirs émis"),
        "invoices",
        lambda rows: rows.filter(state=DocumentState.ISSUED.value),
        (
            money("net", _("Facturé HT"), signed_cents("net", credit, EUROS)),
            money("incl_vat", _("Facturé TTC"), signed_cents("incl_vat", credit, EUROS)),
            count_of("count", _("Documents")),
            distinct("customers", _("Clients différents"), "company"),
        ),
        (
            *periods("issued_on"),
            choice("kind", _("Type"), "kind", lambda value: str(DOCUMENT_KINDS[value]), list_field="kind"),
            *of_company(),
            by_company(),
        ),
        base=(Condition("state", Operator.IS, (DocumentState.ISSUED.value,)),),
        has_currency=True,
    )


def receivables() -> Subject:
    return make_subject(
        "receivables",
        _("Comptes clients"),
        "receivables",
        lambda rows: rows,
        (
            money("left", _("Reste dû TTC"), less("amount", "settled", EUROS)),
            money("overdue", _("Échu TTC"), less("amount", "settled", _overdue() & EUROS)),
            count_of("overdue_count", _("Documents échus"), _overdue()),
            money("amount", _("Montant TTC"), cents("amount", EUROS)),
            count_of("count", _("Documents")),
        ),
        (*periods("due_on", is_past=False), *of_company(), by_company()),
        has_currency=True,
    )


def payments() -> Subject:
    return make_subject(
        "payments",
        _("Règlements"),
        "payments",
        not_cancelled,
        (money("amount", _("Montant reçu"), cents("amount", EUROS)), count_of("count", _("Règlements"))),
        (
            *periods("received_on"),
            choice("method", _("Mode"), "method", lambda value: str(METHODS[value]), list_field="method"),
            *of_company(),
            by_company(),
        ),
        base=(KEPT_CONDITION,),
        has_currency=True,
    )
