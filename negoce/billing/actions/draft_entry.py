"""Reads what is typed or sent of a draft: its days, terms, addresses and series; its lines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.billing.actions.draft_save import TEXTS
from negoce.billing.actions.draft_writing import DraftLine
from negoce.billing.findings import say
from negoce.billing.models import FiscalDocument
from negoce.billing.queries.series import active_series
from negoce.catalogue.enums import PaymentTermKind, TermSector
from negoce.catalogue.rules.early_payment import read_early
from negoce.catalogue.rules.entered_lines import EnteredLine
from negoce.catalogue.rules.payment_terms import PaymentTerm
from negoce.catalogue.rules.stored_amounts import stored_reductions
from negoce.companies.models import Address
from negoce.companies.rules.typed_day import parse_day
from negoce.kit.refusal import Refused


def read_head(found: FiscalDocument, given: Mapping[str, str]) -> Mapping[str, Any]:
    """The columns of a draft for the texts that were given. Raises Refused for a value that cannot be read."""
    values: dict[str, Any] = {name: given[name] for name in TEXTS if name in given}
    if "supplied_on" in given:
        values["supplied_on"] = _day(given["supplied_on"])
    if "term_days" in given:
        days = given["term_days"].strip()
        if not (days.isascii() and days.isdigit() and len(days) <= 3):
            raise _refused("term_days", _("Un délai se compte en jours, par exemple 30."))
        values["term_days"] = int(days)
    for name, known in (("term_kind", PaymentTermKind), ("term_sector", TermSector)):
        if name in given:
            if given[name] not in {each.value for each in known}:
                raise _refused(name, _("Choisissez dans la liste."))
            values[name] = given[name]
    if "payment_with_order" in given:
        values["payment_with_order"] = given["payment_with_order"] in ("1", "on", "true", "True")
    if "early_percent" in given or "early_days" in given:
        values |= _early(given, values, found)
    own = {
        each.public_id: each for each in Address.objects.filter(company_id=found.company_id).order_by("id")
    }
    for name in ("billing_address", "delivery_address"):
        if name in given:
            values[name] = own.get(given[name])
    if "series" in given:
        open_now = {each.public_id: each for each in active_series()}
        values["series"] = open_now.get(given["series"])
    return values


def _early(given: Mapping[str, str], values: Mapping[str, Any], found: FiscalDocument) -> Mapping[str, Any]:
    """The discount for paying early, by its figures; they take the place of words, which could say something else."""
    if values.get("payment_with_order", found.payment_with_order):
        return {"early_percent": None, "early_days": None}
    term = PaymentTerm(
        PaymentTermKind(values.get("term_kind", found.term_kind)), values.get("term_days", found.term_days)
    )
    read = read_early(given.get("early_percent", ""), given.get("early_days", ""), "auto", term)
    for name, fault in read.faults.items():
        raise _refused(name, say(fault))
    if read.value is None:
        return {"early_percent": None, "early_days": None}
    return {"early_percent": read.value.percent, "early_days": read.value.days, "early_payment": ""}


def entered_as_draft(line: EnteredLine) -> DraftLine:
    """A line as it was typed, without a fault, as a line to write."""
    return DraftLine(
        kind=line.kind.value,
        product_id=line.product_key,
        code=line.code,
        label=line.label,
        description=line.description,
        quantity=line.quantity,
        unit=line.unit or "C62",
        unit_price=line.unit_price,
        price_reason=line.price_reason,
        reductions=stored_reductions(line.reductions),
        vat_category=line.vat.category.value,
        vat_rate=line.vat.rate,
        unit_cost=line.unit_cost,
    )


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    read = parse_day(text, timezone.localdate(), forward=False)
    if read.value is None:
        raise _refused("supplied_on", _("Écrivez une date, par exemple 31/12/2026."))
    return read.value


def _refused(name: str, words: str) -> Refused:
    return Refused(words, fields={name: [words]})
