"""What accounts show on the page of a company: what is owed now, and how they pay."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.billing.models import Receivable
from negoce.billing.payment_words import KINDS, METHODS
from negoce.billing.queries.payments.punctuality import account_of, punctuality_of
from negoce.identity.enums import Permission
from negoce.kit.money import format_decimal, format_percent
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.say import reader_language
from negoce.web.companies.panel_types import BEHAVIOUR, DOCUMENTS, SIDE, Panel
from negoce.web.companies.record import CompanyRecord
from negoce.web.payments.figures import day, lateness, left_of, money

_SHOWN = 12


def _account(record: CompanyRecord) -> Mapping[str, object] | None:
    rows = list(
        Receivable.objects.filter(company=record.company).order_by("-is_open", "-issued_on", "-pk")[:_SHOWN]
    )
    if not rows:
        return None
    today = timezone.localdate()
    account = account_of(record.company, today)
    return {
        "owed": money(account.owed),
        "late": money(account.late) if account.late else "",
        "credits": money(account.credits) if account.credits else "",
        "may": record.actor.may(Permission.MANAGE_PAYMENTS),
        "columns": (
            TableColumn(_now("Numéro")),
            TableColumn(_now("Échéance")),
            TableColumn(_now("Montant TTC"), numeric=True),
            TableColumn(_now("Reste dû"), numeric=True),
        ),
        "lines": [
            {
                "kind": str(KINDS[row.kind]),
                "reference": row.reference,
                "url": reverse("payments:receivable", args=[row.public_id]),
                "due": day(row.due_on),
                "late": lateness(row.due_on, today) if row.is_open and row.amount > 0 else "",
                "amount": money(row.amount, row.currency),
                "left": money(left_of(row), row.currency) if row.is_open else "",
            }
            for row in rows
        ],
    }


def _punctuality(record: CompanyRecord) -> Mapping[str, object] | None:
    found = punctuality_of(record.company, timezone.localdate())
    if found is None:
        return None
    language = reader_language()
    return {
        "share": format_percent(Decimal(found.on_time) / found.settled, language),
        "late": _now("%(days)s jours") % {"days": format_decimal(found.mean_late, language, 1)},
        "settled": found.settled,
        "method": str(METHODS[found.method]) if found.method else "",
    }


ACCOUNT = Panel("account", _("Compte client"), "web/payments/_account.html", _account, 2, tab=DOCUMENTS)
PUNCTUALITY = Panel(
    "punctuality",
    _("Règlements"),
    "web/payments/_punctuality.html",
    _punctuality,
    2,
    tab=BEHAVIOUR,
    column=SIDE,
)
