"""The fields of a product: how each is shown, and what it is edited with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from negoce.catalogue.actions.product_save import seen_of
from negoce.catalogue.enums import VatCategory
from negoce.catalogue.models import Product, ProductFamily
from negoce.catalogue.product_words import NATURES, UNITS, VAT_CATEGORIES, unit_label
from negoce.catalogue.rules.product_values import REQUIRED, vat_text
from negoce.catalogue.rules.totals import VatGroup
from negoce.catalogue.rules.vat_rates import rates_on
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_decimal
from negoce.ui.components.lists import fact
from negoce.ui.html import or_prompt, text
from negoce.web.orders.figures import language, price_words


class Control(StrEnum):
    """What a value is typed or chosen in."""

    LINE = "line"
    NUMBER = "number"
    CHOICE = "choice"
    PARAGRAPHS = "paragraphs"


@dataclass(frozen=True, slots=True)
class ProductField:
    """A field: its title, its control, a unit after it."""

    name: str
    title: Any
    control: Control = Control.LINE
    suffix: str = ""

    @property
    def required(self) -> bool:
        """Whether it may not be left empty."""
        return self.name in REQUIRED


_ALL = (
    ProductField("code", _("Référence")),
    ProductField("label", _("Désignation")),
    ProductField("family", _("Famille"), Control.CHOICE),
    ProductField("kind", _("Nature"), Control.CHOICE),
    ProductField("unit", _("Unité"), Control.CHOICE),
    ProductField("price", _("Prix de base HT"), Control.NUMBER, "€"),
    ProductField("cost", _("Coût de revient HT"), Control.NUMBER, "€"),
    ProductField("vat", _("TVA"), Control.CHOICE),
    ProductField("description", _("Description détaillée"), Control.PARAGRAPHS),
)
FIELDS: Mapping[str, ProductField] = {each.name: each for each in _ALL}
# The description has a card of its own; the label is the heading.
_FACTS = ("code", "family", "kind", "unit", "price", "cost", "vat")


@dataclass(frozen=True, slots=True)
class ProductRecord:
    """A product on its page, as this person may read and change it."""

    actor: Actor
    product: Product

    @property
    def may_manage(self) -> bool:
        """Whether the person keeps the catalogue."""
        return self.actor.may(Permission.MANAGE_CATALOGUE)

    def may_read(self, name: str) -> bool:
        """Whether the person reads this field."""
        return name != "cost" or self.actor.may_read(FieldGroup.MARGIN)

    def may_write(self, name: str) -> bool:
        """Whether the person changes this field."""
        return self.may_manage and (name != "cost" or self.actor.may_write(FieldGroup.MARGIN))

    def shown(self, name: str) -> str:
        """The value in words, empty for none."""
        product = self.product
        if name == "family":
            return product.family.name if product.family else ""
        if name == "kind":
            return str(NATURES[product.kind])
        if name == "unit":
            return unit_label(product.unit)
        if name == "vat":
            return vat_words(VatGroup(VatCategory(product.vat_category), product.vat_rate))
        value = getattr(product, name)
        if isinstance(value, Decimal):
            return price_words(value, product.currency)
        return str(value or "")

    def typed(self, name: str) -> str:
        """The value as its control holds it."""
        value = seen_of(self.product, name)
        comma = FIELDS[name].control is Control.NUMBER and language() == "fr"
        return value.replace(".", ",") if comma else value


def vat_words(group: VatGroup) -> str:
    """« 5,5 % », or the category that bears no VAT."""
    if group.category is not VatCategory.STANDARD:
        return str(VAT_CATEGORIES[group.category.value])
    decimals = max(0, -int(group.rate.normalize().as_tuple().exponent))
    return f"{format_decimal(group.rate, language(), decimals)}\u00a0%"


def options_of(name: str, product: Product | None = None) -> Sequence[tuple[str, str]]:
    """What a choice offers: what exists today, and what the product has already."""
    if name == "family":
        rows = ProductFamily.objects.order_by("name").values_list("public_id", "name")
        return [("", "—"), *rows]
    if name == "kind":
        return [(code, str(words)) for code, words in NATURES.items()]
    if name == "unit":
        known = [(code, str(words)) for code, words in UNITS.items()]
        kept = product is not None and product.unit not in UNITS
        return [*known, (product.unit, product.unit)] if kept and product else known
    return _vat_options(product) if name == "vat" else []


def _vat_options(product: Product | None) -> Sequence[tuple[str, str]]:
    today = timezone.localdate()
    groups = [VatGroup(VatCategory.STANDARD, rate) for rate in rates_on(today)]
    groups += [VatGroup(each, Decimal(0)) for each in VatCategory if each is not VatCategory.STANDARD]
    if product is not None:
        own = VatGroup(VatCategory(product.vat_category), product.vat_rate)
        groups += [own] if own not in groups else []
    return [(vat_text(group), vat_words(group)) for group in groups]


def product_facts(record: ProductRecord) -> Sequence[SafeString]:
    """The lines of the card, each edited where it stands by who may."""
    rows = []
    for name in _FACTS:
        if not record.may_read(name):
            continue
        edit = field_url(record.product, name) if record.may_write(name) else ""
        rows.append(fact(FIELDS[name].title, record.shown(name), edit_url=edit))
    return rows


def field_url(product: Product, name: str) -> str:
    """Where a field is edited."""
    return reverse("catalogue:field", args=[product.public_id, name])


def shown_or_prompt(record: ProductRecord, name: str) -> SafeString:
    """The value in words, or an invitation to fill it in for who may."""
    shown = record.shown(name)
    return or_prompt(shown) if record.may_write(name) else SafeString(text(shown))


def described(record: ProductRecord) -> SafeString:
    """The description, line by line."""
    return SafeString(text(record.shown("description")).replace("\n", "<br>"))
