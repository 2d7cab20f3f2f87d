"""Prices agreed with one customer: made, changed, ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.catalogue.actions.price_list_items import unknown_product
from negoce.catalogue.actions.refusals import refuse_price_findings
from negoce.catalogue.models import NegotiatedPrice, ProductFamily
from negoce.catalogue.queries.customer_prices import visible_negotiated
from negoce.catalogue.queries.products import meant_product
from negoce.catalogue.rules.agreed_values import read_agreed_values
from negoce.companies.actions.company_checks import visible_company
from negoce.companies.models import Company
from negoce.identity.actions.journal import Entry, record
from negoce.identity.actions.taken import one_transaction
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Conflict, Refused

_FIELDS = ("product_id", "family_id", "price", "discount", "min_quantity", "starts_on", "ends_on", "reason")


def agree_price(actor: Actor, company: Company, *, values: Mapping[str, object]) -> NegotiatedPrice:
    """Note what was agreed with a company: `product` as typed or `family` by public id, then the raw values.

    Raises Refused with what is to mend, and for a price that holds already on some of these days.
    """
    require(actor, Permission.MANAGE_CATALOGUE)
    with one_transaction():
        home = visible_company(actor, company.pk)
        stored = _checked(actor, values)
        _refuse_twice(home.pk, stored, None)
        row = NegotiatedPrice.objects.create(company=home, **stored)
        _journal(actor, row, "created", {name: (None, value) for name, value in _told(row).items() if value})
    return row


def change_agreed_price(
    actor: Actor, found: NegotiatedPrice, *, values: Mapping[str, object], seen: str | None = None
) -> NegotiatedPrice:
    """Change what was agreed; `seen` is `version_of` as the person had it.

    Raises Conflict when somebody changed it meanwhile, Refused as `agree_price` does.
    """
    require(actor, Permission.MANAGE_CATALOGUE)
    with one_transaction():
        row = _visible(actor, found)
        if seen is not None and seen != version_of(row):
            raise Conflict(
                _(
                    "Quelqu’un a changé cet accord entre-temps : voici ce qu’il est devenu. Rien n’a été enregistré."
                ),
                field="reason",
                current=row.reason,
            )
        stored = _checked(actor, values)
        _refuse_twice(row.company_id, stored, row.pk)
        before = _told(row)
        for name, value in stored.items():
            setattr(row, name, value)
        row.save()
        row.refresh_from_db()
        after = _told(row)
        changed = {name: (before[name], after[name]) for name in after if before[name] != after[name]}
        if changed:
            _journal(actor, row, "changed", changed)
    return row


def end_agreed_price(actor: Actor, found: NegotiatedPrice, *, today: date) -> NegotiatedPrice | None:
    """Let what was agreed hold for the last time today; None when it had not begun, and is gone.

    Raises Refused when it is over already.
    """
    require(actor, Permission.MANAGE_CATALOGUE)
    with one_transaction():
        row = _visible(actor, found)
        if row.ends_on is not None and row.ends_on < today:
            raise Refused(_("Cet accord est déjà terminé. Rien n’a été changé."))
        if row.starts_on is not None and row.starts_on > today:
            _journal(
                actor, row, "deleted", {name: (value, None) for name, value in _told(row).items() if value}
            )
            row.delete()
            return None
        before = row.ends_on
        row.ends_on = today
        row.save()
        _journal(actor, row, "changed", {"ends_on": (before, today)})
    return row


def version_of(row: NegotiatedPrice) -> str:
    """What tells one state of an agreement from another."""
    return row.updated_at.isoformat()


def _visible(actor: Actor, found: NegotiatedPrice) -> NegotiatedPrice:
    return visible_negotiated(actor).select_related("product", "family", "company").get(pk=found.pk)


def _checked(actor: Actor, raw: Mapping[str, object]) -> dict[str, Any]:
    typed, family_id = str(raw.get("product") or "").strip(), str(raw.get("family") or "")
    findings: dict[str, Finding] = {}
    product, several = meant_product(actor, typed)
    family = ProductFamily.objects.filter(public_id=family_id).first() if family_id else None
    if typed and product is None:
        findings["product"] = unknown_product(typed, several)
    elif family_id and family is None:
        findings["family"] = Finding("price.family_unknown", "error", {"text": family_id[:40]})
    elif bool(typed) == bool(family_id):
        findings["product"] = Finding("price.product_or_family", "error")
    mark = mark_of(actor.language)
    reading = read_agreed_values(raw, timezone.localdate(), for_family=bool(family_id), mark=mark)
    if not reading.values.get("reason") and "reason" not in reading.findings:
        reading.findings["reason"] = Finding("price.reason_required", "error")
    refuse_price_findings({**findings, **reading.findings})
    return {
        "product_id": product.pk if product else None,
        "family_id": family.pk if family else None,
        **reading.values,
    }


def _refuse_twice(company_id: int, stored: Mapping[str, Any], own: int | None) -> None:
    """Two agreements on one thing, from one quantity, may not hold on one day."""
    same = NegotiatedPrice.objects.filter(
        company_id=company_id,
        product_id=stored["product_id"],
        family_id=stored["family_id"],
        min_quantity=stored["min_quantity"],
    )
    if stored["ends_on"]:
        same = same.filter(Q(starts_on=None) | Q(starts_on__lte=stored["ends_on"]))
    if stored["starts_on"]:
        same = same.filter(Q(ends_on=None) | Q(ends_on__gte=stored["starts_on"]))
    if own is not None:
        same = same.exclude(pk=own)
    if same.exists():
        refuse_price_findings({"starts_on": Finding("price.agreed_twice", "error")})


def _told(row: NegotiatedPrice) -> dict[str, object]:
    """The values as the journal tells them: what it is about by its name."""
    about = row.product.code if row.product else row.family.name if row.family else ""
    return {
        "product" if row.product_id else "family": about,
        **{name: getattr(row, name) for name in _FIELDS[2:]},
    }


def _journal(
    actor: Actor, row: NegotiatedPrice, verb: str, changes: Mapping[str, tuple[object, object]]
) -> None:
    about = row.product.label if row.product else row.family.name if row.family else ""
    told = dict(changes)
    record(actor, Entry(verb, "negotiated_price", row.pk, about, company_key=row.company_id, changes=told))
