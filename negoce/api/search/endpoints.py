"""Search, as the palette has it: only what the person sees, and only kinds that the token reads."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Answer, Call, Endpoint, Parameter
from negoce.api.problems import invalid
from negoce.companies.queries.search.find import search
from negoce.identity.rules.token_scopes import TokenScope as S

MOST_TEXT, MOST_HITS = 200, 20
# Kind of hit → what the token must read; a kind that is not named here is not told.
_NEEDS: Mapping[str, S] = {
    "company": S.COMPANIES_READ,
    "contact": S.CONTACTS_READ,
    "order": S.ORDERS_READ,
    "product": S.PRODUCTS_READ,
    "quote": S.QUOTES_READ,
    "deal": S.DEALS_READ,
    "invoice": S.INVOICES_READ,
}


def _search(call: Call) -> Answer:
    text = call.query.get("q", "").strip()
    if not text or len(text) > MOST_TEXT:
        raise invalid(
            "q", _now("Indiquez ce qu’il faut chercher, en %(max)s caractères au plus.") % {"max": MOST_TEXT}
        )
    results = search(call.actor, text)
    hits = [
        {"kind": group.source.kind, "id": hit.public_id, "title": hit.title, "subtitle": hit.subtitle}
        for group in results.groups
        if _NEEDS.get(group.source.kind) in call.scopes
        for hit in group.hits[:MOST_HITS]
    ]
    return Answer({"items": hits, "corrected": list(results.corrected)})


def _answer() -> dict[str, object]:
    hit = {
        "type": "object",
        "required": ["kind", "id", "title"],
        "properties": {key: {"type": "string"} for key in ("kind", "id", "title", "subtitle")},
    }
    return {
        "type": "object",
        "required": ["items"],
        "properties": {
            "items": {"type": "array", "items": hit},
            "corrected": {"type": "array", "items": {"type": "string"}},
        },
    }


ENDPOINTS = (
    Endpoint(
        "GET", "search", "search", _("Chercher parmi tout ce que le jeton peut lire"), S.SEARCH_READ, _search,
        query=(Parameter("q", _("Ce que l’on cherche : nom, SIREN, téléphone, e-mail, référence…")),),
        answer=_answer, group=_("Recherche"),
    ),
)  # fmt: skip
