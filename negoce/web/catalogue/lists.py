"""The screen of the list of products."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext

from negoce.catalogue.actions.product_save import update_product
from negoce.catalogue.product_words import NATURES, unit_label
from negoce.catalogue.queries.lists import listed_products
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_percent
from negoce.ui.html import chip
from negoce.web.http import load_or_404
from negoce.web.lists.screen_type import Screen
from negoce.web.orders.figures import language, price_words


def _noun(number: int) -> str:
    return npgettext("nombre", "produit", "produits", number)


def _peek(actor: Actor, public_id: str) -> Mapping[str, Any]:
    """A product beside its list."""
    product = load_or_404(listed_products(actor).select_related("family"), public_id)
    money = {
        name: price_words(amount, product.currency) if amount is not None else ""
        for name, amount in (("price", product.price), ("cost", product.cost))
    }
    facts = [
        (_now("Famille"), product.family.name if product.family else ""),
        (_now("Nature"), NATURES[product.kind]),
        (_now("Unité"), unit_label(product.unit)),
        (_now("Prix de base HT"), money["price"]),
        (_now("Coût de revient HT"), money["cost"] if actor.may_read(FieldGroup.MARGIN) else ""),
        (_now("TVA"), format_percent(product.vat_rate / 100, language(), 1)),
    ]
    return {
        "title": product.label,
        "url": reverse("catalogue:product", args=[product.public_id]),
        "chips": "" if product.is_active else chip(_now("Retiré du catalogue"), tone="warn"),
        "line": product.code,
        "facts": [pair for pair in facts if pair[1]],
    }


def _update(actor: Actor, row: Any, changes: Mapping[str, object], seen: Mapping[str, object] | None) -> Any:
    return update_product(actor, row, changes=changes, seen=seen)


PRODUCT_SCREEN = Screen(
    noun=_noun,
    all_label=_("Tous"),
    first_title=_("Aucun produit pour l’instant"),
    first_text=_("Importez votre tarif : références, prix, coûts et TVA."),
    none_title=_("Aucun produit ne correspond à ces filtres"),
    quick_label=_("Désignation contient…"),
    import_page="imports:list",
    quick_filters=("family", "is_active"),
    second_line=("code", "family", "price"),
    create_label=_("Nouveau produit"),
    create_page="catalogue:create",
    create_permission=Permission.MANAGE_CATALOGUE,
    peek=_peek,
    update=_update,
)
