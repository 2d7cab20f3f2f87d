"""Makes a product, changes it field by field, takes it out of the catalogue and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.catalogue.actions.refusals import refuse_price_findings
from negoce.catalogue.enums import VatCategory
from negoce.catalogue.models import Product, ProductFamily
from negoce.catalogue.rules.product_values import REQUIRED, read_product_values, vat_text
from negoce.catalogue.rules.totals import VatGroup
from negoce.companies.actions.search.index import index_records
from negoce.companies.actions.value_conflict import value_conflict
from negoce.companies.rules.seen_value import as_seen
from negoce.identity.actions.journal import Entry, record
from negoce.identity.actions.taken import one_transaction
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.numbers import mark_of

_MARGIN = frozenset({"cost"})


def create_product(actor: Actor, *, values: Mapping[str, object]) -> Product:
    """Make a product of raw values by name; raises Refused with what is to mend, NotAllowed for a cost."""
    require(actor, Permission.MANAGE_CATALOGUE)
    given = {**dict.fromkeys(REQUIRED, ""), **values}
    with one_transaction():
        stored = _checked(actor, given, None)
        product = Product.objects.create(**stored)
        changes = {name: (None, value) for name, value in stored.items() if value not in (None, "")}
        _journal(actor, product, "created", changes)
        index_records("product", [product.pk])
    return product


def update_product(
    actor: Actor,
    product: Product,
    *,
    changes: Mapping[str, object],
    seen: Mapping[str, object] | None = None,
) -> Product:
    """Change raw values by name; returns the product as it is stored afterwards.

    `seen` holds what the person had before them, by name: a field stored otherwise by now raises Conflict and nothing
    is changed. Raises Refused with the faulty fields, NotAllowed.
    """
    require(actor, Permission.MANAGE_CATALOGUE)
    with one_transaction():
        row = Product.objects.select_related("family").get(pk=product.pk)
        for name, value in (seen or {}).items():
            if name in changes and as_seen(value) != seen_of(row, name):
                raise _conflict(row, name)
        _store(actor, row, _checked(actor, changes, row))
    return row


def retire_product(actor: Actor, product: Product, *, active: bool) -> Product:
    """Take a product out of the catalogue, or put it back; documents that name it keep it."""
    require(actor, Permission.MANAGE_CATALOGUE)
    with one_transaction():
        row = Product.objects.get(pk=product.pk)
        _store(actor, row, {"is_active": active})
    return row


def seen_of(product: Product, name: str) -> str:
    """What a person sees of a field, as text: the family by its public id, VAT as one choice."""
    if name == "family":
        return product.family.public_id if product.family else ""
    if name == "vat":
        return vat_text(_vat_of(product))
    return as_seen(getattr(product, name))


def _vat_of(product: Product) -> VatGroup:
    return VatGroup(VatCategory(product.vat_category), product.vat_rate)


def _checked(actor: Actor, raw: Mapping[str, object], row: Product | None) -> dict[str, Any]:
    if _MARGIN & {name for name, value in raw.items() if value not in (None, "")} and not actor.may_write(
        FieldGroup.MARGIN
    ):
        raise NotAllowed(_("Votre rôle ne permet pas de saisir un coût. Rien n’a été changé."))
    found = read_product_values(
        raw,
        timezone.localdate(),
        stored=_vat_of(row) if row else None,
        unit=row.unit if row else "",
        mark=mark_of(actor.language),
    )
    if "family" in raw:
        _family(str(raw["family"] or ""), found.values, found.findings)
    code = found.values.get("code")
    others = Product.objects.filter(code=code)
    others = others.exclude(pk=row.pk) if row else others
    if code and "code" not in found.findings and others.exists():
        found.findings["code"] = Finding("product.code_taken", "error")
    refuse_price_findings(found.findings)
    return found.values


def _family(public_id: str, values: dict[str, object], findings: dict[str, Finding]) -> None:
    family = ProductFamily.objects.filter(public_id=public_id).first() if public_id else None
    if public_id and family is None:
        findings["family"] = Finding("price.family_unknown", "error", {"text": public_id[:40]})
    values["family_id"] = family.pk if family else None


def _store(actor: Actor, row: Product, values: Mapping[str, Any]) -> None:
    """Write what differs, where it still holds what was read: no database lock is relied on."""
    before = {name: getattr(row, name) for name in values}
    changed = {name: (before[name], value) for name, value in values.items() if before[name] != value}
    if not changed:
        return
    same = {
        f"{name}__isnull" if old is None else name: True if old is None else old
        for name, (old, _new) in changed.items()
    }
    after = {name: new for name, (_old, new) in changed.items()}
    if not Product.objects.filter(pk=row.pk, **same).update(**after, updated_at=timezone.now()):
        raise _conflict(Product.objects.select_related("family").get(pk=row.pk), _typed(next(iter(changed))))
    row.refresh_from_db()
    _journal(actor, row, "changed", changed)
    index_records("product", [row.pk])


def _typed(column: str) -> str:
    return {"family_id": "family", "vat_rate": "vat", "vat_category": "vat", "label_key": "label"}.get(
        column, column
    )


def _conflict(row: Product, name: str) -> Exception:
    column = {"family": "family_id", "vat": "vat_rate"}.get(name, name)
    shown = row.family.name if name == "family" and row.family else str(getattr(row, column) or "")
    return value_conflict("product", row.pk, field=column, current=getattr(row, column), shown=shown)


def _journal(actor: Actor, product: Product, verb: str, changes: Mapping[str, tuple[object, object]]) -> None:
    told = {name: pair for name, pair in changes.items() if name != "label_key"}
    record(actor, Entry(verb, "product", product.pk, product.label, changes=told))
