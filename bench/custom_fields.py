"""The custom fields of the bench world, one of each kind of column, filled for part of the companies."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from bench.loading import load
from bench.rows import PLACES, TODAY, TRADES, Row
from negoce.companies.actions.custom_field_save import add_custom_field
from negoce.companies.enums import CustomType
from negoce.companies.models import Company, CompanyCustomValue, CustomField
from negoce.identity.rules.actor import system_actor
from negoce.kit.text import name_key

CHOICES = ("Or", "Argent", "Bronze", "Sans")
# The share of the companies that have a value, by field.
FIELDS = (
    ("Potentiel", CustomType.AMOUNT, 0.6),
    ("Prochain salon", CustomType.DATE, 0.3),
    ("Palier", CustomType.CHOICE, 0.5),
    ("Remarque", CustomType.TEXT, 0.2),
)


def fill_custom() -> None:
    """Add the fields and their values where there are none: databases filled before they were measured get them."""
    if CustomField.objects.filter(kind="company").exists():
        return
    actor = system_actor()
    fields = [
        add_custom_field(
            actor,
            kind="company",
            label=label,
            type=type.value,
            choices=CHOICES if type is CustomType.CHOICE else (),
        )
        for label, type, _share in FIELDS
    ]
    # Read before the first row goes in: a connection does one thing at a time.
    keys = list(Company.objects.order_by("pk").values_list("pk", flat=True))
    load(CompanyCustomValue, _values(fields, keys))


def _values(fields: list[CustomField], keys: list[int]) -> Iterator[Row]:
    draw = random.Random(13)
    codes = [choice["code"] for choice in next(each.options for each in fields if each.options)]
    key = 0
    for company in keys:
        for field, (_label, type, share) in zip(fields, FIELDS, strict=True):
            if draw.random() < share:
                key += 1
                yield {"id": key, "record_id": company, "slot": field.slot, **_value(draw, type, codes)}


def _value(draw: random.Random, type: CustomType, codes: list[str]) -> Row:
    if type is CustomType.AMOUNT:
        return {"number": Decimal(draw.randint(1, 500)) * 1_000}
    if type is CustomType.DATE:
        return {"day": TODAY + timedelta(days=draw.randint(-300, 300))}
    if type is CustomType.CHOICE:
        return {"text_key": draw.choices(codes, weights=[1, 4, 10, 20])[0]}
    text = f"{draw.choice(TRADES)} {draw.choice(PLACES)}"
    return {"text": text, "text_key": name_key(text)}
