"""Families of products: made, renamed, removed when nothing is in them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from negoce.catalogue.models import NegotiatedPrice, Product, ProductFamily
from negoce.identity.actions.journal import Entry, record
from negoce.identity.actions.taken import one_transaction
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused


def save_family(actor: Actor, family: ProductFamily | None, *, name: str) -> ProductFamily:
    """Make a family, or rename one; raises Refused when the name is empty, too long or taken."""
    require(actor, Permission.MANAGE_CATALOGUE)
    clean = " ".join(name.replace("\x00", "").split())
    if not clean or len(clean) > 80:
        message = _("Saisissez un nom de 1 à 80 caractères.")
        raise Refused(message, fields={"name": [message]})
    taken = ProductFamily.objects.filter(name__iexact=clean)
    if family is not None:
        taken = taken.exclude(pk=family.pk)
    if taken.exists():
        message = _("Une famille porte déjà ce nom.")
        raise Refused(message, fields={"name": [message]})
    before = family.name if family else None
    if family is not None and before == clean:
        return family
    with one_transaction():
        saved = family or ProductFamily()
        saved.name = clean
        saved.save()
        verb = "changed" if family else "created"
        record(actor, Entry(verb, "product_family", saved.pk, clean, changes={"name": (before, clean)}))
    return saved


def delete_family(actor: Actor, family: ProductFamily) -> None:
    """Remove a family that holds no product and that nothing was agreed on; raises Refused otherwise."""
    require(actor, Permission.MANAGE_CATALOGUE)
    with one_transaction():
        agreed = NegotiatedPrice.objects.filter(family=family).exists()
        if agreed or Product.objects.filter(family=family).exists():
            raise Refused(
                _(
                    "Cette famille a encore des produits ou une remise négociée : elle reste. Videz-la d’abord."
                )
            )
        record(
            actor,
            Entry("deleted", "product_family", family.pk, family.name, changes={"name": (family.name, None)}),
        )
        family.delete()
