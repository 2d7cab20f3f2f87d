"""Price lists: made, changed, copied with other prices, taken out of use."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone

from negoce.catalogue.actions.refusals import refuse_price_findings
from negoce.catalogue.models import PriceList, PriceListItem
from negoce.catalogue.rules.list_values import read_change_percent, read_list_values
from negoce.identity.actions.journal import Entry, record
from negoce.identity.actions.taken import one_transaction
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.numbers import mark_of

_CENT, _UNIT = Decimal("0.01"), Decimal("0.0001")
_BATCH = 500


def save_price_list(actor: Actor, found: PriceList | None, *, values: Mapping[str, object]) -> PriceList:
    """Make a list, or change one, of raw values by name; raises Refused with what is to mend."""
    require(actor, Permission.MANAGE_CATALOGUE)
    stored = _checked(found, values)
    with one_transaction():
        row = PriceList.objects.get(pk=found.pk) if found else PriceList()
        before = {name: getattr(row, name) if found else None for name in stored}
        changed = {name: (before[name], value) for name, value in stored.items() if before[name] != value}
        if not changed:
            return row
        for name, value in stored.items():
            setattr(row, name, value)
        row.save()
        record(
            actor, Entry("changed" if found else "created", "price_list", row.pk, row.name, changes=changed)
        )
    return row


def retire_price_list(actor: Actor, found: PriceList, *, active: bool) -> PriceList:
    """Take a list out of use with its prices kept, or put it back."""
    return save_price_list(actor, found, values={"is_active": active})


def copy_price_list(
    actor: Actor, found: PriceList, *, values: Mapping[str, object], percent: object = ""
) -> PriceList:
    """Make a list with the prices of another, all changed by so many percent points (« 3,5 », « -2 »).

    Prices are rounded to the cent, or to four decimals where they have more. Raises Refused.
    """
    require(actor, Permission.MANAGE_CATALOGUE)
    change = read_change_percent(percent, mark_of(actor.language))
    if change.finding is not None:
        refuse_price_findings({"percent": change.finding})
    kept = {"customer_kind": found.customer_kind, "priority": str(found.priority)}
    factor = 1 + (change.value or Decimal(0)) / 100
    with one_transaction():
        made = save_price_list(actor, None, values={**kept, **values})
        PriceList.objects.filter(pk=made.pk).update(currency=found.currency)
        rows = PriceListItem.objects.filter(price_list=found).order_by("pk")
        PriceListItem.objects.bulk_create(
            [
                PriceListItem(
                    price_list=made,
                    product_id=row.product_id,
                    min_quantity=row.min_quantity,
                    price=_changed(row.price, factor),
                )
                for row in rows
            ],
            batch_size=_BATCH,
        )
        told = {"copied_from": (None, found.name), "percent": (None, change.value or Decimal(0))}
        record(actor, Entry("changed", "price_list", made.pk, made.name, changes=told))
    return made


def _changed(price: Decimal, factor: Decimal) -> Decimal:
    step = _CENT if price == price.quantize(_CENT) else _UNIT
    return (price * factor).quantize(step, ROUND_HALF_UP)


def _checked(found: PriceList | None, raw: Mapping[str, object]) -> dict[str, Any]:
    given = raw if found else {"name": "", **raw}
    dates = (found.starts_on, found.ends_on) if found else (None, None)
    reading = read_list_values(given, timezone.localdate(), dates)
    name = reading.values.get("name")
    taken = PriceList.objects.filter(name__iexact=name)
    taken = taken.exclude(pk=found.pk) if found else taken
    if name and taken.exists():
        reading.findings["name"] = Finding("price_list.name_taken", "error")
    refuse_price_findings(reading.findings)
    return reading.values
