"""Products proposed while a code or words are typed, with the price that this customer would pay."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from negoce.catalogue.queries.prices import prices_for
from negoce.catalogue.queries.products import search_products
from negoce.companies.models import Company
from negoce.companies.queries.visible import visible_companies
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_money
from negoce.ui.words.say import reader_language
from negoce.web.http import actor_of

_PROPOSED = 8


@require_GET
def products(request: HttpRequest) -> HttpResponse:
    """At most eight products, whose code or words answer to `q`; `company` gives their price."""
    actor = actor_of(request)
    words = request.GET.get("q", "")[:100]
    company = _company(actor, request.GET.get("company", ""))
    return render(request, "web/sale_lines/_options.html", {"options": _options(actor, words, company)})


def _company(actor: Actor, public_id: str) -> Company | None:
    return visible_companies(actor).filter(public_id=public_id).first() if public_id else None


def _options(actor: Actor, words: str, company: Company | None) -> list[Mapping[str, str]]:
    found = list(search_products(actor, words, limit=_PROPOSED)) if words.strip() else []
    prices = prices_for(company, [(product, Decimal(1)) for product in found], timezone.localdate())
    language = reader_language()
    return [
        {
            "code": product.code,
            "label": product.label,
            "price": format_money(price.value.unit_price, language) if price else "",
        }
        for product, price in zip(found, prices, strict=True)
    ]
