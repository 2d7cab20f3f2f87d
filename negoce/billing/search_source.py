"""What search finds of invoices: issued documents by the beginning of their number."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.billing.models import FiscalDocument
from negoce.companies.interfaces import SearchHit, SearchSource
from negoce.companies.queries.visible import company_rights
from negoce.identity.rules.actor import Actor
from negoce.ui.words.say import short_day

NUMBER_MIN = 3
_LAST = "\U0010ffff"


def _find(actor: Actor, text: str, limit: int) -> Sequence[int]:
    """Documents whose number begins with the text, as numbers are written; one query, by their index."""
    begin = text.strip().upper().replace("\0", "")
    if not NUMBER_MIN <= len(begin) <= 40 or not any(char.isdigit() for char in begin):
        return []
    rows = FiscalDocument.objects.filter(_seen(actor), number__startswith=begin)
    if connection.vendor == "sqlite":
        # Here LIKE cannot use the index of numbers; their order can.
        rows = rows.filter(number__gte=begin, number__lt=begin + _LAST)
    return list(rows.order_by("number").values_list("pk", flat=True)[:limit])


def _seen(actor: Actor) -> Q:
    return Q(company__deleted_at__isnull=True) & ~Q(number="") & company_rights(actor, "company__")


def _show(actor: Actor, ids: Sequence[int]) -> Sequence[SearchHit]:
    rows = FiscalDocument.objects.filter(_seen(actor), pk__in=ids).order_by()
    named = rows.values_list("id", "public_id", "number", "company__name", "issued_on", "company__public_id")
    return [
        SearchHit(
            "invoice",
            key,
            public_id,
            number,
            f"{name} · {short_day(day)}" if day else name,
            "receipt",
            company_public_id=home,
        )
        for key, public_id, number, name, day, home in named
    ]


INVOICES = SearchSource(
    kind="invoice",
    code=12,
    label=_("Factures"),
    show=_show,
    page="billing:document",
    find=_find,
    position=32,
)
