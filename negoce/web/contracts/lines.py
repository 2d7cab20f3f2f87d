"""What the periods to come are invoiced for, typed again: an indexed price, one service more."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.catalogue.rules.stored_amounts import read_reductions
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.loyalty.actions.contract_lines import change_contract_lines
from negoce.loyalty.models import Contract, ContractLine
from negoce.loyalty.queries.contracts import contracts_for_page
from negoce.orders.rules.agreed_lines import agreed_from
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, go, load_or_404, seen_revision
from negoce.web.orders.entry import Typed, editor_context, read_typed, refuse_faults
from negoce.web.orders.lines import kept_reductions, posted_lines


@require_http_methods(["GET", "POST"])
def lines(request: HttpRequest, public_id: str) -> HttpResponse:
    """The editor with the lines as agreed; posted, they hold from the next period on."""
    actor = actor_of(request)
    found = load_or_404(contracts_for_page(actor), public_id)
    require(actor, Permission.EDIT)
    reductions = read_reductions(found.reductions)
    if request.method != "POST":
        rows = ContractLine.objects.filter(contract=found).select_related("product").order_by("position")
        typed = read_typed(found.company, posted_lines(list(rows), reductions), ())
        return _page(request, actor, found, typed, str(found.revision))
    typed = read_typed(found.company, request.POST, ())
    revision = request.POST.get("revision", "")
    try:
        refuse_faults(typed)
        change_contract_lines(
            actor,
            found,
            lines=[agreed_from(line) for line in typed.lines],
            reductions=kept_reductions(reductions, typed),
            revision=seen_revision(revision),
        )
    except Refused as refused:
        return _page(request, actor, found, typed, revision, refused)
    flash(request, _("Les lignes sont enregistrées : elles valent pour les périodes à venir."))
    return go(request, reverse("contracts:contract", args=[public_id]))


def _page(
    request: HttpRequest,
    actor: Actor,
    found: Contract,
    typed: Typed,
    revision: str,
    refused: Refused | None = None,
) -> HttpResponse:
    company = found.company
    context = {
        "number": found.number,
        "back_url": reverse("contracts:contract", args=[found.public_id]),
        "post_url": reverse("contracts:lines", args=[found.public_id]),
        "has_shipping": False,
        "revision": revision,
        "refused": refused.message if refused else "",
        **editor_context(actor, company, typed, reverse("contracts:preview", args=[company.public_id])),
    }
    status = 200 if refused is None else 409 if isinstance(refused, Conflict) else 422
    return render(request, "web/orders/lines.html", context, status=status)
