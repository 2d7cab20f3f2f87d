"""A new contract: the customer is chosen, then what each period is invoiced for is typed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.models import Company
from negoce.companies.queries.visible import visible_companies
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused
from negoce.loyalty.actions.contract_create import create_contract
from negoce.loyalty.enums import ContractKind, Period, Renewal
from negoce.loyalty.words import KINDS, PERIODS, RENEWALS
from negoce.orders.rules.agreed_lines import agreed_from
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.orders.customer_choice import choose_customer
from negoce.web.orders.entry import (
    Typed,
    editor_context,
    entry_amounts,
    entry_rows,
    read_typed,
    refuse_faults,
)
from negoce.web.orders.figures import language

HEAD = (
    "title", "kind", "starts_on", "term_months", "renewal", "notice_days", "period", "in_advance",
    "invoiced_until", "buyer_reference", "indexation",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Choose the customer; one that is known already (`?company=`) leads straight to the form."""
    actor = actor_of(request)
    require(actor, Permission.CREATE)
    return choose_customer(request, actor, _("Nouveau contrat"), "contracts")


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form of a contract; posted, it begins."""
    actor, company = _company(request, public_id)
    if request.method != "POST":
        return _page(request, actor, company, read_typed(company, _first(), HEAD))
    typed = read_typed(company, request.POST, HEAD)
    try:
        refuse_faults(typed)
        values: dict[str, Any] = {**typed.head, "in_advance": typed.head["in_advance"] == "1"}
        made = create_contract(
            actor,
            company,
            lines=[agreed_from(line) for line in typed.lines],
            values=values,
            reductions=typed.reductions,
        )
    except Refused as refused:
        return _page(request, actor, company, typed, refused)
    flash(request, _("Contrat %(number)s créé.") % {"number": made.number})
    return go(request, reverse("contracts:contract", args=[made.public_id]))


@require_POST
def preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the posted lines come to; nothing is stored."""
    actor, company = _company(request, public_id)
    typed = read_typed(company, request.POST, HEAD)
    context = {**entry_amounts(actor, typed), "rows": entry_rows(actor, typed)}
    return render(request, "web/orders/_entry_preview.html", context)


def _company(request: HttpRequest, public_id: str) -> tuple[Actor, Company]:
    actor = actor_of(request)
    require(actor, Permission.CREATE)
    return actor, load_or_404(visible_companies(actor), public_id)


def _first() -> QueryDict:
    first = QueryDict(mutable=True)
    first.update(
        {
            "kind": ContractKind.SUBSCRIPTION.value,
            "starts_on": format_date(timezone.localdate(), language()),
            "term_months": "12",
            "renewal": Renewal.TACIT.value,
            "notice_days": "90",
            "period": Period.MONTH.value,
            "in_advance": "1",
        }
    )
    return first


def _page(
    request: HttpRequest, actor: Actor, company: Company, typed: Typed, refused: Refused | None = None
) -> HttpResponse:
    fields = refused.fields if refused else {}
    context = {
        "said": {name: " ".join(fields.get(name, ())) for name in HEAD},
        "refused": refused.message if refused else "",
        "kinds": KINDS.items(),
        "renewals": RENEWALS.items(),
        "periods": PERIODS.items(),
        **editor_context(actor, company, typed, reverse("contracts:preview", args=[company.public_id])),
    }
    return render(request, "web/contracts/entry.html", context, status=422 if refused else 200)
