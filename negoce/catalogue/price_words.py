"""What is said of prices: why one applies, what is wrong with what was typed, how lists meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.catalogue.words import MESSAGES
from negoce.companies.words.findings import MESSAGES as VALUE_MESSAGES
from negoce.kit.explain import Explanation, Finding
from negoce.kit.money import format_decimal
from negoce.kit.worked import Step
from negoce.ui.words.say import reader_language
from negoce.ui.words.say import say as say_with

PRICE_MESSAGES: Mapping[str, Any] = {
    "price.negotiated": _("Prix négocié avec ce client : %(price)s €, à partir de %(from)s."),
    "price.negotiated_discount": _(
        "Remise négociée sur ce produit : %(percent)s %% de %(before)s €, soit %(price)s €."
    ),
    "price.negotiated_family_discount": _(
        "Remise négociée sur la famille : %(percent)s %% de %(before)s €, soit %(price)s €."
    ),
    "price.instead_of": _("Sans cet accord, ce serait %(price)s €."),
    "price.list": _("Tarif « %(list)s » : %(price)s €."),
    "price.list_break": _("Tarif « %(list)s » : %(price)s € à partir de %(from)s."),
    "price.base": _("Prix de base du produit : %(price)s €."),
    "price.none": _("Ce produit n’a pas de prix : ni de base, ni dans un tarif, ni négocié."),
    "price.discount_of_nothing": _(
        "Une remise est négociée, mais ce produit n’a aucun prix dont la retirer."
    ),
    "price.reason_required": _("Dites pourquoi : un accord se défend mieux quand on en sait la raison."),
    "price.same_break": _("Ce tarif a déjà un prix de ce produit à partir de cette quantité."),
    "price_list.name_taken": _("Un tarif porte déjà ce nom."),
    "price_list.priority": _("« %(text)s » : une priorité est un nombre entier, de −%(max)s à %(max)s."),
    "price_list.change_range": _("« %(text)s » : le changement va de %(low)s à +%(high)s %%."),
    "product.required": _("Ce champ ne peut pas rester vide."),
    "product.code_taken": _("Un produit a déjà cette référence."),
    "vat.rate_unknown": _("Le taux de %(rate)s %% n’existe pas au %(day)s : choisissez parmi %(offered)s."),
}
# Two lists price the same products on the same days: « own » is the one on screen.
OVERLAP_MESSAGES: Mapping[str, Any] = {
    "overlap.kind.won": _(
        "Produits aussi dans « %(list)s », qui vaut pour tous : %(count)s. Ce tarif l’emporte, il vise une clientèle."
    ),
    "overlap.kind.lost": _(
        "Produits aussi dans « %(list)s », qui vise une clientèle : %(count)s. Pour elle, c’est lui qui l’emporte."
    ),
    "overlap.priority.won": _(
        "Produits aussi dans « %(list)s » : %(count)s. Ce tarif l’emporte (priorité %(own)s contre %(other)s)."
    ),
    "overlap.priority.lost": _(
        "Produits aussi dans « %(list)s » : %(count)s. Il l’emporte (priorité %(other)s contre %(own)s)."
    ),
    "overlap.start.won": _(
        "Produits aussi dans « %(list)s » : %(count)s. Même priorité : ce tarif l’emporte, il commence plus tard."
    ),
    "overlap.start.lost": _(
        "Produits aussi dans « %(list)s » : %(count)s. Même priorité : il l’emporte, il commence plus tard."
    ),
    "overlap.name.won": _(
        "Produits aussi dans « %(list)s » : %(count)s. Même priorité, même début : ce tarif l’emporte par son nom. "
        "Donnez-leur des priorités différentes."
    ),
    "overlap.name.lost": _(
        "Produits aussi dans « %(list)s » : %(count)s. Même priorité, même début : il l’emporte par son nom. "
        "Donnez-leur des priorités différentes."
    ),
}
_ALL = {**VALUE_MESSAGES, **MESSAGES, **PRICE_MESSAGES, **OVERLAP_MESSAGES}


def say_price(finding: Finding | Explanation) -> str:
    """The sentence of a finding on a product or a price."""
    return say_with(finding, _ALL)


def price_steps(steps: Iterable[Step]) -> list[str]:
    """Why a price applies, one sentence a step; what was agreed ends with its reason."""
    said = []
    for step in steps:
        words = str(PRICE_MESSAGES[step.code]) % _figures(step.figures)
        reason = str(step.figures.get("reason") or "")
        said.append(f"{words} {reason}".strip())
    return said


def _figures(figures: Mapping[str, object]) -> dict[str, object]:
    """Unit prices keep the decimals they have, cents at least; quantities lose their idle zeros."""
    return {name: _written(name, value) for name, value in figures.items()}


def _written(name: str, value: object) -> object:
    if not isinstance(value, Decimal):
        return value
    decimals = max(0, -int(value.normalize().as_tuple().exponent))
    return format_decimal(value, reader_language(), max(decimals, 2) if name in _AMOUNTS else decimals)


_AMOUNTS = frozenset({"price", "before"})
