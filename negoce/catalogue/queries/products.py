"""Products as people look for them: by the beginning of their code, or by words of their label."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from negoce.catalogue.models import Product
from negoce.identity.rules.actor import Actor
from negoce.kit.text import name_key

PROPOSED = 12


def visible_products(_actor: Actor) -> QuerySet[Product]:
    """Every product, in no order: the catalogue is everybody's."""
    return Product.objects.order_by()


def search_products(actor: Actor, words: str, *, limit: int = PROPOSED) -> Sequence[Product]:
    """Products of the catalogue whose code begins so, or whose label holds every word; the code first. One query."""
    typed = words.replace("\x00", "").strip()[:100]
    found = Q(code__istartswith=typed)
    keys = name_key(typed).split()[:6]
    labelled = Q()
    for key in keys:
        labelled &= Q(label_key__contains=key)
    rows = visible_products(actor).filter(is_active=True).filter(found | labelled if keys else found)
    return list(rows.order_by("code")[:limit]) if typed else []


def named_product(actor: Actor, typed: str) -> Product | None:
    """The product of this code, whatever its capitals, else the only one of this label; two queries at most."""
    text = typed.replace("\x00", "").strip()
    if not text:
        return None
    rows = visible_products(actor)
    by_code = list(rows.filter(code__iexact=text).order_by("pk")[:2])
    exact = [row for row in by_code if row.code == text]
    if exact or len(by_code) == 1:
        return (exact or by_code)[0]
    by_label = list(rows.filter(label_key=name_key(text)[:200]).order_by("pk")[:2])
    return by_label[0] if len(by_label) == 1 else None


def meant_product(actor: Actor, typed: str, limit: int = 4) -> tuple[Product | None, Sequence[Product]]:
    """The product that a person's words mean: as `named_product`, else the only one they find.

    With those they find, `limit` at most, where they are several. Three queries at most.
    """
    product = named_product(actor, typed)
    found = [] if product else search_products(actor, typed, limit=limit)
    return (found[0], ()) if len(found) == 1 else (product, found)
