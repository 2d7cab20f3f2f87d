"""The words of orders: states, reasons, and the findings of the rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.kit.explain import Finding
from negoce.orders.enums import NoticeWay, OrderState, ReturnReason
from negoce.ui.words.say import say as say_with

STATES: Mapping[str, Any] = {
    OrderState.OPEN.value: _("À livrer"),
    OrderState.PARTLY_DELIVERED.value: _("Livrée en partie"),
    OrderState.DELIVERED.value: _("Livrée"),
    OrderState.CLOSED.value: _("Soldée"),
    OrderState.CANCELLED.value: _("Annulée"),
}
RETURN_REASONS: Mapping[str, Any] = {
    ReturnReason.DAMAGED.value: _("Abîmé pendant le transport"),
    ReturnReason.DEFECTIVE.value: _("Défectueux"),
    ReturnReason.WRONG_ITEM.value: _("Erreur d’article"),
    ReturnReason.TOO_MANY.value: _("Livré en trop"),
    ReturnReason.LATE.value: _("Arrivé trop tard"),
    ReturnReason.NOT_NEEDED.value: _("Le client n’en veut plus"),
    ReturnReason.OTHER.value: _("Autre"),
}
NOTICE_WAYS: Mapping[str, Any] = {
    NoticeWay.EMAIL.value: _("par e-mail"),
    NoticeWay.PHONE.value: _("par téléphone"),
}
MESSAGES: Mapping[str, Any] = {
    "delivery.unknown_line": _("Cette ligne n’est pas de cette commande."),
    "delivery.wrong_sign": _(
        "%(quantity)s ne se livre pas : indiquez une quantité positive. Ce qui revient se note comme un retour."
    ),
    "delivery.over": _(
        "%(quantity)s : il n’en reste que %(left)s à livrer. Pour livrer davantage, cochez « Livrer plus que "
        "commandé »."
    ),
    "delivery.unreadable": _("Une quantité a au plus %(most)s décimales."),
    "delivery.return_sign": _("Indiquez la quantité qui revient, en positif."),
    "delivery.return_over": _("%(quantity)s : %(delivered)s seulement ont été livrés."),
    "order.customer_leaving": _(
        "Ce client a annoncé son départ le %(on)s : assurez-vous que la commande tient toujours."
    ),
    "order.no_siren": _("Ce client n’a pas de SIREN : il en faudra un pour le facturer."),
    "order.needs_service": _(
        "Cet acheteur public exige un code service (Chorus Pro) : demandez-le avec la commande."
    ),
    "order.needs_commitment": _(
        "Cet acheteur public exige un n° d’engagement (Chorus Pro) : demandez-le avec la commande."
    ),
    "order.needs_service_and_commitment": _(
        "Cet acheteur public exige un code service et un n° d’engagement (Chorus Pro) : demandez-les avec la commande."
    ),
    "order.no_siret": _("Cet acheteur public n’a pas de SIRET : il en faudra un pour Chorus Pro."),
}


def say(finding: Finding) -> str:
    """The sentence of a finding of orders."""
    return say_with(finding, MESSAGES)
