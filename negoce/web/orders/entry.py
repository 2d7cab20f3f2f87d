"""An order that no quote came before: the customer is chosen, then the lines are typed as those of a quote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.views.decorators.http import require_http_methods, require_POST

from negoce.catalogue.enums import LineKind
from negoce.catalogue.queries.entered_lines import read_lines
from negoce.catalogue.rules.entered_lines import EnteredLine, read_reductions_text
from negoce.catalogue.rules.reductions import Reduction
from negoce.catalogue.rules.sale_lines import SaleAmounts, sale_amounts
from negoce.companies.models import Company
from negoce.companies.queries.visible import visible_companies
from negoce.companies.rules.service_codes import usual_service
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.numbers import parse_decimal
from negoce.kit.refusal import Refused
from negoce.kit.worked import CannotWork
from negoce.negotiation.words.quote import say_price_reason, say_quote
from negoce.orders.actions.order_place import place_order
from negoce.orders.queries.order_warnings import order_warnings
from negoce.orders.rules.agreed_lines import agreed_from
from negoce.orders.words import say
from negoce.parameters.queries.seller import seller
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.orders.customer_choice import choose_customer
from negoce.web.orders.entry_terms import EnteredTerms, entered_terms, refuse_terms
from negoce.web.orders.figures import language
from negoce.web.orders.public_buyer import public_buyer
from negoce.web.sale_lines.amounts import amount_rows, left_out, margin_rows
from negoce.web.sale_lines.posted import typed_lines
from negoce.web.sale_lines.rows import empty_row, rows_of, unit_choices, vat_choices
from negoce.web.sale_lines.typing import mark_of

HEAD = ("ordered_on", "promised_on", "buyer_reference", "commitment_number", "service_code", "note")


@dataclass(frozen=True, slots=True)
class Typed:
    """An order as it is typed, read and added up; `fault` says why it does not add up."""

    head: Mapping[str, str]
    lines: Sequence[EnteredLine]
    reductions: tuple[Reduction, ...]
    shipping: Decimal
    amounts: SaleAmounts
    faults: Mapping[str, str]


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Choose the customer; one that is known already (`?company=`) leads straight to the lines."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_ORDERS)
    return choose_customer(request, actor, _now("Nouvelle commande"), "orders")


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page where the lines are typed; posted, the order is placed."""
    actor, company = _company(request, public_id)
    if request.method != "POST":
        first = QueryDict(mutable=True)
        first["ordered_on"] = format_date(timezone.localdate(), language())
        first["service_code"] = usual_service(company.buyer_type, company.service_codes)
        return _page(request, actor, company, read_typed(company, first), entered_terms(company, first))
    typed = read_typed(company, request.POST)
    terms = entered_terms(company, request.POST)
    try:
        refuse_faults(typed)
        refuse_terms(terms)
        order = place_order(
            actor,
            company,
            lines=[agreed_from(line) for line in typed.lines],
            values={**typed.head, "shipping": typed.shipping, **terms.values},
            reductions=typed.reductions,
        )
    except Refused as refused:
        return _page(request, actor, company, typed, terms, refused)
    flash(request, _now("Commande %(reference)s créée.") % {"reference": order.reference})
    return go(request, reverse("orders:order", args=[order.public_id]))


@require_POST
def preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the posted lines come to; nothing is stored."""
    actor, company = _company(request, public_id)
    typed = read_typed(company, request.POST)
    context = {
        **entry_amounts(actor, typed),
        "rows": entry_rows(actor, typed),
        **entered_terms(company, request.POST).context,
    }
    return render(request, "web/orders/_order_preview.html", context)


def refuse_faults(typed: Typed) -> None:
    """Raise Refused for a fault in a cell, and for an option: an order or a contract is agreed, not offered."""
    if typed.faults or any(line.faults for line in typed.lines):
        raise Refused(_now("Quelque chose est à corriger, en rouge. Rien n’a été enregistré."))
    if any(line.is_option and not line.is_chosen for line in typed.lines):
        raise Refused(_now("Une commande n’a pas d’option : incluez la ligne, ou supprimez-la."))


def editor_context(actor: Actor, company: Company, typed: Typed, preview_url: str) -> dict[str, object]:
    """All that the editor of lines and its totals draw."""
    lines = [line.typed for line in typed.lines]
    return {
        "company": company,
        "head": typed.head,
        "rows": entry_rows(actor, typed),
        "blanks": [empty_row(kind, "KEY") for kind in LineKind],
        "vats": vat_choices(timezone.localdate(), language(), lines),
        "units": unit_choices(lines),
        "preview_url": preview_url,
        **entry_amounts(actor, typed),
    }


def _company(request: HttpRequest, public_id: str) -> tuple[Actor, Company]:
    actor = actor_of(request)
    require(actor, Permission.MANAGE_ORDERS)
    return actor, load_or_404(visible_companies(actor), public_id)


def read_typed(company: Company, posted: QueryDict, names: Sequence[str] = HEAD) -> Typed:
    """What was posted, priced and added up; `names` are the fields beside the lines."""
    faults: dict[str, str] = {}
    mark = mark_of(language())
    lines = read_lines(
        [line for line in typed_lines(posted) if not line.is_empty],
        company=company,
        day=timezone.localdate(),
        mark=mark,
        vat_exempt=seller().is_vat_exempt,
    )
    reductions, wrong = read_reductions_text(posted.get("reductions", "")[:60], mark)
    if wrong is not None:
        faults["reductions"] = say_quote(wrong)
    shipping = parse_decimal(posted.get("shipping", ""), mark)
    if shipping.refused or (shipping.value is not None and shipping.value < 0):
        faults["shipping"] = _now("Écrivez un montant, par exemple 25 ou 12,50.")
    port = shipping.value if shipping.value is not None and "shipping" not in faults else Decimal(0)
    amounts, fault = _added(lines, reductions, port)
    if fault:
        faults["document"] = fault
    head = {name: posted.get(name, "")[:5_000] for name in (*names, "reductions", "shipping")}
    return Typed(head, lines, reductions, port, amounts, faults)


def _added(
    lines: Sequence[EnteredLine], reductions: tuple[Reduction, ...], shipping: Decimal
) -> tuple[SaleAmounts, str]:
    sale = [line.as_sale_line() for line in lines]
    try:
        return sale_amounts(sale, reductions=reductions, shipping=shipping).value, ""
    except CannotWork as problem:
        # Shipping before the first line, or a reduction of nothing: said only once there is something to say it of.
        return sale_amounts(sale).value, say_quote(problem.finding) if lines else ""


def entry_rows(actor: Actor, typed: Typed) -> Sequence[object]:
    """The rows of the editor with what the server says of each."""
    return rows_of(
        typed.lines,
        typed.amounts,
        say=say_quote,
        say_reason=say_price_reason,
        language=language(),
        margins=actor.may_read(FieldGroup.MARGIN),
    )


def entry_amounts(actor: Actor, typed: Typed) -> dict[str, object]:
    """Totals, margin for who may read it, and the faults of the reductions and shipping."""
    margins = actor.may_read(FieldGroup.MARGIN)
    return {
        "amounts": [*left_out(typed.lines), *amount_rows(typed.amounts, typed.reductions, language())],
        "margin": margin_rows(typed.amounts.margin, language()) if margins else (),
        "faults": {name: typed.faults.get(name, "") for name in ("reductions", "shipping", "document")},
    }


def _page(
    request: HttpRequest,
    actor: Actor,
    company: Company,
    typed: Typed,
    terms: EnteredTerms,
    refused: Refused | None = None,
) -> HttpResponse:
    fields = refused.fields if refused else {}
    context = {
        "said": {name: " ".join(fields.get(name, ())) for name in HEAD},
        "refused": refused.message if refused else "",
        "warnings": [say(each) for each in order_warnings(company)],
        **public_buyer(company),
        **terms.context,
        **editor_context(actor, company, typed, reverse("orders:preview", args=[company.public_id])),
    }
    return render(request, "web/orders/entry.html", context, status=422 if refused else 200)
