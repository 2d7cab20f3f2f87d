"""The lines of a price list: a price of a product from a quantity on."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from negoce.catalogue.actions.refusals import refuse_price_findings
from negoce.catalogue.models import PriceList, PriceListItem, Product
from negoce.catalogue.rules.price_values import read_price, read_quantity
from negoce.companies.rules.seen_value import as_seen
from negoce.identity.actions.journal import Entry, record
from negoce.identity.actions.taken import one_transaction
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Conflict

EDITED = ("min_quantity", "price")


def add_item(
    actor: Actor,
    found: PriceList,
    *,
    product: Product | None,
    typed: str,
    min_quantity: object,
    price: object,
    several: Sequence[Product] = (),
) -> PriceListItem:
    """Price a product in a list from a quantity on (1 when empty); `typed` is how the product was named, `several` what
    it may mean.

    Raises Refused for a product that is none, a value that cannot be read, or a break that is there already.
    """
    require(actor, Permission.MANAGE_CATALOGUE)
    findings: dict[str, Finding] = {}
    if product is None:
        findings["product"] = unknown_product(typed, several)
    quantity = _quantity(actor, min_quantity, findings)
    amount = _price(actor, price, findings)
    if not findings and _taken(found, product, quantity):
        findings["min_quantity"] = Finding("price.same_break", "error")
    refuse_price_findings(findings)
    assert product is not None  # refused above otherwise
    with one_transaction():
        item = PriceListItem.objects.create(
            price_list=found, product=product, min_quantity=quantity, price=amount
        )
        _journal(actor, found, item, (None, _told(item)))
    return item


def unknown_product(typed: str, several: Sequence[Product] = ()) -> Finding:
    """What to say of words that name no product, several, or of none at all."""
    words = typed.strip()[:40]
    if several:
        codes = ", ".join(each.code or each.label for each in several[:3])
        return Finding("price.product_several", "error", {"text": words, "codes": codes})
    return (
        Finding("price.product_unknown", "error", {"text": words})
        if words
        else Finding("price.product_empty")
    )


def change_item(
    actor: Actor, item: PriceListItem, *, field: str, value: object, seen: str | None = None
) -> PriceListItem:
    """Change the quantity or the price of a line; `seen` is what the person had before them.

    Raises Conflict when it is something else by now, Refused for what cannot be read or is there already.
    """
    require(actor, Permission.MANAGE_CATALOGUE)
    assert field in EDITED
    with one_transaction():
        row = PriceListItem.objects.select_related("product", "price_list").get(pk=item.pk)
        stored = getattr(row, field)
        if seen is not None and seen != as_seen(stored):
            message = _("La valeur est devenue « %(value)s » entre-temps. Garder la vôtre ?")
            raise Conflict(message % {"value": as_seen(stored)}, field=field, current=stored)
        findings: dict[str, Finding] = {}
        read = _quantity if field == "min_quantity" else _price
        after = read(actor, value, findings)
        moved = field == "min_quantity" and after != stored and not findings
        if moved and _taken(row.price_list, row.product, after):
            findings[field] = Finding("price.same_break", "error")
        refuse_price_findings(findings)
        if after == stored:
            return row
        before = _told(row)
        setattr(row, field, after)
        row.save(update_fields=[field, "updated_at"])
        _journal(actor, row.price_list, row, (before, _told(row)))
    return row


def remove_item(actor: Actor, item: PriceListItem) -> None:
    """Take a line out of its list."""
    require(actor, Permission.MANAGE_CATALOGUE)
    with one_transaction():
        row = PriceListItem.objects.select_related("product", "price_list").filter(pk=item.pk).first()
        if row is None:
            return
        _journal(actor, row.price_list, row, (_told(row), None))
        row.delete()


def _quantity(actor: Actor, given: object, findings: dict[str, Finding]) -> Decimal:
    read = read_quantity(given, mark_of(actor.language))
    if read.finding is not None:
        findings["min_quantity"] = read.finding
    return read.value or Decimal(1)


def _price(actor: Actor, given: object, findings: dict[str, Finding]) -> Decimal:
    read = read_price(given, mark_of(actor.language))
    if read.finding is not None or read.value is None:
        findings["price"] = read.finding or Finding("price.required", "error")
    return read.value or Decimal(0)


def _taken(found: PriceList, product: Product | None, quantity: Decimal) -> bool:
    rows = PriceListItem.objects.filter(price_list=found, product=product, min_quantity=quantity)
    return rows.exists()


def _told(item: PriceListItem) -> str:
    return f"{as_seen(item.price)} ({as_seen(item.min_quantity)})"


def _journal(
    actor: Actor, found: PriceList, item: PriceListItem, change: tuple[str | None, str | None]
) -> None:
    record(actor, Entry("changed", "price_list", found.pk, found.name, changes={item.product.code: change}))
