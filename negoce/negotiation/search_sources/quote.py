"""What search finds of quotes: their number, whole, by its beginning, or by its last figures."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import SearchHit, SearchSource
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_money
from negoce.negotiation.models import Quote
from negoce.negotiation.queries.quotes import visible_quotes
from negoce.negotiation.words.quote import state_label
from negoce.ui.words.say import reader_language

_SHORTEST = 2
_FIGURES = 5


def _find(actor: Actor, text: str, limit: int) -> Sequence[int]:
    """One query; nothing for words without a figure, which no number has."""
    typed = text.strip().upper().replace("\0", "")
    if not _SHORTEST <= len(typed) <= 30 or not any(char.isdigit() for char in typed):
        return []
    wanted = Q(number__startswith=typed)
    if typed.isascii() and typed.isdigit() and len(typed) <= _FIGURES:
        wanted |= Q(number__endswith=f"-{int(typed):0{_FIGURES}d}")
    return list(visible_quotes(actor).filter(wanted).order_by("-id").values_list("pk", flat=True)[:limit])


def _show(actor: Actor, ids: Sequence[int]) -> Sequence[SearchHit]:
    rows = visible_quotes(actor).filter(pk__in=ids).select_related("company").order_by()
    return [
        SearchHit(
            "quote",
            quote.pk,
            quote.public_id,
            quote.number,
            _subtitle(quote),
            "receipt",
            company_public_id=quote.company.public_id,
        )
        for quote in rows
    ]


def _subtitle(quote: Quote) -> str:
    return " · ".join(
        (quote.company.name, state_label(quote.state), format_money(quote.net, reader_language()))
    )


QUOTES = SearchSource(
    kind="quote", code=10, label=_("Devis"), show=_show, page="quotes:quote", find=_find, position=27
)
