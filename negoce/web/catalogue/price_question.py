"""« Quel prix ? »: a product, a quantity and a day give the price, why, and what the others would have given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.catalogue.models import Product
from negoce.catalogue.price_words import price_steps, say_price
from negoce.catalogue.queries.prices import price_answer
from negoce.catalogue.queries.products import PROPOSED, meant_product
from negoce.catalogue.rules.price_candidates import Candidate
from negoce.catalogue.rules.price_values import read_day, read_quantity
from negoce.companies.queries.visible import visible_companies
from negoce.identity.enums import FieldGroup
from negoce.kit.explain import Finding
from negoce.kit.money import format_percent
from negoce.kit.numbers import mark_of
from negoce.web.catalogue.price_grid import typed_number
from negoce.web.catalogue.price_lists import days_words
from negoce.web.http import actor_of, load_or_404
from negoce.web.orders.figures import language, margin_words, price_words, quantity_words


@require_GET
def price(request: HttpRequest, public_id: str) -> HttpResponse:
    """The answer as a fragment; what cannot be read is said instead."""
    actor = actor_of(request)
    company = load_or_404(visible_companies(actor), public_id)
    typed = {name: request.GET.get(name, "").strip()[:200] for name in ("product", "quantity", "day")}
    if not typed["product"]:
        return render(request, "web/catalogue/_price_answer.html", {"asked": False})
    product, found = meant_product(actor, typed["product"], limit=PROPOSED + 1)
    mark = mark_of(actor.language)
    quantity = read_quantity(typed_number(actor, typed["quantity"]) or "1", mark)
    day = read_day(typed["day"], timezone.localdate())
    problems = [say_price(each) for each in (quantity.finding, day.finding) if each is not None]
    if product is None and not found:
        problems.insert(
            0, say_price(Finding("price.product_unknown", "error", {"text": typed["product"][:40]}))
        )
    if problems or product is None:
        context = {"asked": True, "problems": problems, **_several(request, typed, found)}
        status = 422 if problems else 200
        return render(request, "web/catalogue/_price_answer.html", context, status=status)
    size, on = quantity.value or Decimal(1), day.value or timezone.localdate()
    answer = price_answer(company, product, size, on)
    worked = answer.worked
    unit = worked.value.unit_price if worked else None
    margins = actor.may_read(FieldGroup.MARGIN)
    context = {
        "asked": True,
        "problems": [],
        "several": "",
        "product": product,
        "quantity": quantity_words(size),
        "price": price_words(unit, product.currency) if unit is not None else "",
        "problem": say_price(answer.problem) if answer.problem else "",
        "margin": margin_words(unit, product.cost, product.currency) if margins and unit is not None else "",
        "steps": price_steps(worked.steps) if worked else [],
        "others": _others(answer.candidates, product.currency),
    }
    return render(request, "web/catalogue/_price_answer.html", context)


def _several(
    request: HttpRequest, typed: Mapping[str, str], found: Sequence[Product]
) -> Mapping[str, object]:
    """How many products the words name, and the question for each of the first."""
    if len(found) < 2:
        return {"several": "", "choices": []}
    figures = {"text": typed["product"][:40], "count": min(len(found), PROPOSED)}
    words = (
        _("« %(text)s » désigne plus de %(count)s produits ; voici les premiers. Lequel ?")
        if len(found) > PROPOSED
        else _("« %(text)s » désigne %(count)s produits. Lequel ?")
    )
    choices = [
        {
            "code": each.code,
            "label": each.label,
            "url": f"{request.path}?{urlencode({**typed, 'product': each.code or each.label})}",
        }
        for each in found[:PROPOSED]
    ]
    return {"several": words % figures, "choices": choices}


def _others(found: Sequence[Candidate], currency: str) -> Sequence[Mapping[str, object]]:
    return [
        {
            "name": _name(each),
            "price": price_words(each.unit_price, currency) if each.unit_price is not None else "—",
            "why": _why(each),
        }
        for each in found
        if each.code != "chosen"
    ]


def _name(each: Candidate) -> str:
    if each.origin == "list":
        return _("Tarif « %(name)s »") % {"name": each.name}
    if each.origin == "base":
        return _("Prix de base")
    percent = f" (−{format_percent(each.discount / 100, language(), 1)})" if each.discount is not None else ""
    return (_("Accord sur la famille") if each.origin == "family" else _("Accord sur le produit")) + percent


def _why(each: Candidate) -> str:
    if each.code in ("before", "after"):
        return days_words(each.validity)
    return {
        "weaker": _("un autre passe avant"),
        "quantity": _("à partir de %(quantity)s") % {"quantity": quantity_words(each.min_quantity)},
    }[each.code]
