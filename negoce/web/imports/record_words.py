"""How many records of each kind, in words: « 3 interlocuteurs, 1 entreprise »."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, ngettext_lazy

from negoce.kit.money import format_decimal

_KINDS: Mapping[str, Any] = {
    "company": ngettext_lazy("%(counter)s entreprise", "%(counter)s entreprises", "count"),
    "contact": ngettext_lazy("%(counter)s interlocuteur", "%(counter)s interlocuteurs", "count"),
    "activity": ngettext_lazy("%(counter)s activité", "%(counter)s activités", "count"),
    "order": ngettext_lazy("%(counter)s commande", "%(counter)s commandes", "count"),
    "external_document": ngettext_lazy("%(counter)s facture passée", "%(counter)s factures passées", "count"),
    "payment": ngettext_lazy("%(counter)s règlement", "%(counter)s règlements", "count"),
    "product": ngettext_lazy("%(counter)s produit", "%(counter)s produits", "count"),
    "product_family": ngettext_lazy(
        "%(counter)s famille de produits", "%(counter)s familles de produits", "count"
    ),
}


def record_words(counts: Mapping[str, int]) -> str:
    """The counts that are not zero, by kind of record; kinds without words of their own are left out."""
    language = (get_language() or "fr")[:2]
    return ", ".join(
        str(form % {"count": counts[kind], "counter": format_decimal(counts[kind], language)})
        for kind, form in _KINDS.items()
        if counts.get(kind)
    )
