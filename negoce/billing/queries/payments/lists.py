"""The lists of what customers owe and of what they paid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.billing.enums import DocumentKind
from negoce.billing.models import Payment, Receivable
from negoce.billing.payment_words import KINDS, METHODS, SOURCES
from negoce.billing.queries.payments.visible import listed_payments, listed_receivables
from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import BuiltInView, Column, ListDefinition
from negoce.companies.queries.lists.computed import difference, difference_condition
from negoce.companies.rules.filters import Operator
from negoce.identity.rules.actor import Actor
from negoce.orders.queries.lists import days_past

K = ColumnKind


def _company(position: int) -> Column:
    return Column(
        "company", _("Entreprise"), K.COMPANY, path="company__name", more_paths=("company__public_id",),
        folded_path="company__name_key", sortable=False, shown_by_default=True, width=220, position=position,
    )  # fmt: skip


def late_by_days(operator: str, values: Sequence[str], _actor: Actor) -> Q:
    """Documents by the number of days for which they have been due; what is not late has none."""
    late = Q(is_open=True, amount__gt=0, due_on__lt=timezone.localdate())
    if operator in (Operator.EMPTY, Operator.FILLED):
        return ~late if operator == Operator.EMPTY else late
    found = late & days_past("due_on", operator, values)
    return ~found if operator == Operator.IS_NOT else found


def _days_late(values: Sequence[Any]) -> int | None:
    due_on, is_open, amount = values
    days = (timezone.localdate() - due_on).days if due_on is not None and is_open and amount > 0 else 0
    return days if days > 0 else None


RECEIVABLE_COLUMNS: tuple[Column, ...] = (
    Column("reference", _("Numéro"), K.TEXT, path="reference", shown_by_default=True, sortable=False, width=150,
           position=0),
    Column("kind", _("Type"), K.CHOICE, path="kind", options=lambda _actor: list(KINDS.items()), sortable=False,
           shown_by_default=True, width=120, position=10),
    _company(20),
    Column("issued_on", _("Émise le"), K.DATE, path="issued_on", sortable=False, shown_by_default=True, width=110,
           position=30),
    Column("due_on", _("Échéance"), K.DATE, path="due_on", shown_by_default=True, width=110, position=40),
    Column("days_late", _("Jours de retard"), K.NUMBER, computed_from=("due_on", "is_open", "amount"),
           computed=_days_late, condition=late_by_days, sortable=False, shown_by_default=True, width=110, position=45),
    Column("amount", _("Montant TTC"), K.MONEY, path="amount", decimals=2, currency_path="currency", aggregate="sum",
           sortable=False, shown_by_default=True, width=130, position=50),
    Column("left", _("Reste dû"), K.MONEY, computed_from=("amount", "settled"), computed=difference, decimals=2,
           currency_path="currency", condition=difference_condition("amount", "settled"), aggregate="difference",
           sortable=False, shown_by_default=True, width=130, position=60),
    Column("written_off", _("Écart soldé"), K.MONEY, path="written_off", decimals=2, currency_path="currency",
           aggregate="sum", sortable=False, width=110, position=65),
    Column("is_open", _("À régler"), K.YES_NO, path="is_open", sortable=False, width=90, position=70),
    Column("reminder_step", _("Relance"), K.NUMBER, path="reminder_step", sortable=False, shown_by_default=True,
           width=90, position=80),
    Column("reminded_on", _("Relancée le"), K.DATE, path="reminded_on", sortable=False, width=110, position=81),
    Column("promised_on", _("Règlement promis le"), K.DATE, path="promised_on", sortable=False, width=130, position=82),
    Column("disputed_at", _("En litige depuis"), K.MOMENT, path="disputed_at", sortable=False, width=130, position=83),
    Column("settled_on", _("Réglée le"), K.DATE, path="settled_on", sortable=False, width=110, position=90),
    Column("currency", _("Devise"), K.TEXT, path="currency", is_code=True, sortable=False, width=80, position=100),
    Column("company_owner", _("Entreprise suivie par"), K.PERSON, path="company__owner_id", sortable=False,
           position=112),
)  # fmt: skip

_DIFFERENCES = (
    "filter=written_off over 0&sort=-due_on"
    "&columns=reference,company,issued_on,amount,written_off,left,settled_on"
)

RECEIVABLE_LIST = ListDefinition(
    key="receivables",
    label=_("Comptes clients"),
    model=Receivable,
    columns=RECEIVABLE_COLUMNS,
    visible=listed_receivables,
    row_url="payments:receivable",
    subject_kind="receivable",
    name_paths=("reference",),
    quick="reference",
    quick_operator=Operator.STARTS,
    default_sort="due_on",
    # The oldest due dates first: what is late leads, what is settled is not in the way.
    opens_with="open",
    views=(
        BuiltInView("open", _("À régler"), "filter=is_open is yes&sort=due_on"),
        BuiltInView("late", _("En retard"), "filter=is_open is yes and due_on older 1&sort=due_on"),
        BuiltInView("disputed", _("En litige"), "filter=is_open is yes and disputed_at filled"),
        BuiltInView(
            "credits",
            _("Avoirs à utiliser"),
            f"filter=is_open is yes and kind is {DocumentKind.CREDIT_NOTE.value}",
        ),
        BuiltInView("differences", _("Écarts soldés"), _DIFFERENCES),
    ),
)

PAYMENT_COLUMNS: tuple[Column, ...] = (
    Column("reference", _("Référence"), K.TEXT, path="reference", shown_by_default=True, sortable=False, width=220,
           position=0),
    _company(10),
    Column("received_on", _("Reçu le"), K.DATE, path="received_on", shown_by_default=True, width=110, position=20),
    Column("amount", _("Montant"), K.MONEY, path="amount", decimals=2, currency_path="currency", aggregate="sum",
           sortable=False, shown_by_default=True, width=130, position=30),
    Column("left", _("Reste à affecter"), K.MONEY, computed_from=("amount", "matched"), computed=difference,
           decimals=2, currency_path="currency", condition=difference_condition("amount", "matched"),
           aggregate="difference", sortable=False, shown_by_default=True, width=130, position=40),
    Column("method", _("Mode"), K.CHOICE, path="method", options=lambda _actor: list(METHODS.items()),
           sortable=False, shown_by_default=True, width=120, position=50),
    Column("source", _("Origine"), K.CHOICE, path="source", options=lambda _actor: list(SOURCES.items()),
           sortable=False, groupable=False, width=130, position=60),
    Column("cancelled_at", _("Annulé le"), K.MOMENT, path="cancelled_at", sortable=False, width=120, position=70),
    Column("company_owner", _("Entreprise suivie par"), K.PERSON, path="company__owner_id", sortable=False,
           position=112),
)  # fmt: skip

PAYMENT_LIST = ListDefinition(
    key="payments",
    label=_("Règlements"),
    model=Payment,
    columns=PAYMENT_COLUMNS,
    visible=listed_payments,
    row_url="payments:payment",
    subject_kind="payment",
    name_paths=("reference",),
    quick="reference",
    default_sort="-received_on",
    views=(
        BuiltInView("left", _("À affecter"), "filter=left over 0 and cancelled_at empty"),
        BuiltInView("month", _("Ces 30 jours"), "filter=received_on last 30"),
        BuiltInView("cancelled", _("Annulés"), "filter=cancelled_at filled"),
    ),
)
