"""Invoices of the past and payments as files bring them: outside our series, counted in the figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from negoce.billing.actions.import_accounts import write_invoices, write_payments
from negoce.billing.actions.import_restore_accounts import undo_invoices, undo_payments
from negoce.billing.payment_words import KINDS, METHODS
from negoce.billing.rules.import_account_rows import (
    CUSTOMER,
    INVOICE_HINTS,
    PAYMENT_HINTS,
    read_invoice,
    read_payment,
)
from negoce.companies.interfaces import ImportField, ImportTarget
from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal

_LABELS: Mapping[str, Any] = {
    "reference": _("numéro"),
    "kind": _("type de document"),
    "issued_on": _("date de la facture"),
    "due_on": _("échéance"),
    "net": _("montant HT"),
    "vat": _("montant de TVA"),
    "incl_vat": _("montant TTC"),
    "paid": _("montant réglé"),
    "left": _("reste dû"),
    "paid_on": _("date de règlement"),
    "received_on": _("date de règlement"),
    "amount": _("montant réglé"),
    "method": _("mode de règlement"),
    "invoice_reference": _("numéro de la facture"),
    "order_reference": _("numéro de commande"),
    "currency": _("devise"),
    "customer_key": _("code du client"),
    "customer_name": _("nom du client"),
    "customer_siret": _("SIRET du client"),
    "customer_siren": _("SIREN du client"),
    "customer_postal_code": _("code postal du client"),
    "customer_city": _("ville du client"),
}
_AMOUNTS = frozenset({"net", "vat", "incl_vat", "paid", "left", "amount"})
_CUSTOMER = ("customer_key", "customer_name", "customer_siret", "customer_siren")


def _show(values: Mapping[str, Any]) -> Mapping[str, str]:
    language = "fr" if (get_language() or "fr").startswith("fr") else "en"
    shown = {
        f"{CUSTOMER}{name}": str(value) for name, value in (values.get("customer") or {}).items() if value
    }
    for name, value in values.items():
        if isinstance(value, Decimal):
            shown[name] = format_decimal(value, language, 2)
        elif isinstance(value, date):
            shown[name] = format_date(value, language)
        elif name in ("kind", "method") and value:
            shown[name] = str(KINDS.get(value) or METHODS.get(value))
        elif isinstance(value, str) and value:
            shown[name] = value
    return shown


INVOICES = ImportTarget(
    key="invoices",
    label=_("Factures passées"),
    fields=tuple(
        ImportField(hint.key, _LABELS[hint.key], hint, is_amount=hint.key in _AMOUNTS)
        for hint in INVOICE_HINTS
    ),
    needs=(("reference",), ("issued_on",), _CUSTOMER, ("incl_vat",)),
    read=read_invoice,
    write=write_invoices,
    show=_show,
    kinds=("external_document", "payment"),
    undo={"external_document": undo_invoices},
    models={"external_document": "billing.ExternalDocument", "payment": "billing.Payment"},
)
PAYMENTS = ImportTarget(
    key="payments",
    label=_("Règlements"),
    fields=tuple(
        ImportField(hint.key, _LABELS[hint.key], hint, is_amount=hint.key in _AMOUNTS)
        for hint in PAYMENT_HINTS
    ),
    needs=(("received_on",), ("amount",), _CUSTOMER, ("method", "invoice_reference")),
    read=read_payment,
    write=write_payments,
    show=_show,
    kinds=("payment",),
    undo={"payment": undo_payments},
    models={"payment": "billing.Payment"},
)
