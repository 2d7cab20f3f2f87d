"""Deals as files bring them: one row a deal, with a company that is known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import ImportField, ImportTarget
from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal
from negoce.negotiation.actions.deals.import_deals import write_deals
from negoce.negotiation.actions.deals.import_restore_deals import undo_deals
from negoce.negotiation.enums import DealState, DealStep, OutcomeReason
from negoce.negotiation.rules.import_deal_fields import DEAL_HINTS
from negoce.negotiation.rules.import_deal_row import COMPANY, read_deal
from negoce.negotiation.words.deal import label_of

_LABELS: Mapping[str, Any] = {
    "import_key": _("référence de l’affaire"),
    "name": _("nom de l’affaire"),
    "company_name": _("nom de l’entreprise"),
    "company_siret": _("SIRET de l’entreprise"),
    "company_siren": _("SIREN de l’entreprise"),
    "company_key": _("code de l’entreprise"),
    "company_postal_code": _("code postal de l’entreprise"),
    "company_city": _("ville de l’entreprise"),
    "stage": _("étape ou issue"),
    "amount": _("montant HT"),
    "currency": _("devise"),
    "engaged_on": _("commencée le"),
    "closed_on": _("close le, ou conclusion prévue"),
    "product": _("produit"),
    "owner": _("suivie par"),
    "reason": _("raison du gain ou de la perte"),
    "note": _("note"),
}
# Read from one column, written in several.
_SHOWN_AS: Mapping[str, str] = {"close_on": "closed_on", "outcome_note": "reason"}


def _show(values: Mapping[str, Any]) -> Mapping[str, str]:
    language = "fr" if (get_language() or "fr").startswith("fr") else "en"
    shown = {
        f"{COMPANY}{name}": str(value)
        for name, value in (values.get("company") or {}).items()
        if value and not name.endswith("_key")
    }
    for name, value in values.items():
        key = _SHOWN_AS.get(name, name)
        if isinstance(value, Decimal):
            shown[key] = format_decimal(value, language, 2)
        elif isinstance(value, date):
            shown[key] = format_date(value, language)
        elif isinstance(value, str) and value and name not in ("state", "step", "outcome_reason"):
            shown[key] = value
    if state := values.get("state"):
        is_open = state == DealState.OPEN
        shown["stage"] = label_of(DealStep, values["step"]) if is_open else label_of(DealState, state)
    if (reason := values.get("outcome_reason")) and "reason" not in shown:
        shown["reason"] = label_of(OutcomeReason, reason)
    return shown


DEALS = ImportTarget(
    key="deals",
    label=_("Affaires"),
    fields=tuple(ImportField(hint.key, _LABELS[hint.key], hint) for hint in DEAL_HINTS),
    needs=(
        ("name", "product", "import_key"),
        ("company_name", "company_siret", "company_siren", "company_key"),
        ("stage", "amount", "closed_on"),
    ),
    read=read_deal,
    write=write_deals,
    show=_show,
    kinds=("deal",),
    undo={"deal": undo_deals},
    models={"deal": "negotiation.Deal"},
    options=frozenset({"owner"}),
)
