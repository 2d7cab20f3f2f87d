"""The lines of an order typed again, while nothing of it left or was invoiced."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.catalogue.models.sale_columns import SaleLineColumns
from negoce.catalogue.rules.reductions import Reduction
from negoce.catalogue.rules.stored_amounts import read_reductions
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.orders.actions.order_lines_change import change_lines
from negoce.orders.models import OrderLineTerms, OrderTerms
from negoce.orders.rules.agreed_lines import agreed_from
from negoce.ui.toasts import flash
from negoce.web.http import go, seen_revision
from negoce.web.orders.changes import load_handled, order_url
from negoce.web.orders.entry import Typed, editor_context, read_typed, refuse_faults
from negoce.web.orders.figures import language
from negoce.web.sale_lines.posted import COLUMNS
from negoce.web.sale_lines.typing import number_text, reductions_text, typed_from


@require_http_methods(["GET", "POST"])
def lines(request: HttpRequest, public_id: str) -> HttpResponse:
    """The editor with the lines as agreed; posted, they take their place."""
    actor, terms = load_handled(request, public_id)
    require(actor, Permission.MANAGE_ORDERS)
    company = terms.order.company
    if request.method != "POST":
        return _page(request, actor, terms, read_typed(company, _stored(terms), ()), str(terms.revision))
    typed = read_typed(company, request.POST, ())
    revision = request.POST.get("revision", "")
    try:
        refuse_faults(typed)
        change_lines(
            actor,
            terms.order,
            lines=[agreed_from(line) for line in typed.lines],
            reductions=kept_reductions(read_reductions(terms.reductions), typed),
            shipping=typed.shipping,
            revision=seen_revision(revision),
        )
    except Refused as refused:
        return _page(request, actor, terms, typed, revision, refused)
    flash(request, _("Les lignes sont enregistrées."))
    return go(request, order_url(terms))


def kept_reductions(agreed: tuple[Reduction, ...], typed: Typed) -> tuple[Reduction, ...]:
    """Those typed; unchanged, those agreed keep their nature, which the text does not tell (an early payment)."""
    same = reductions_text(agreed, language()) == typed.head["reductions"].strip()
    return agreed if same else typed.reductions


def _stored(terms: OrderTerms) -> QueryDict:
    rows = OrderLineTerms.objects.filter(order=terms).select_related("product").order_by("position", "id")
    posted = posted_lines(list(rows), read_reductions(terms.reductions))
    posted["shipping"] = number_text(terms.shipping, language(), least=2) if terms.shipping else ""
    return posted


def posted_lines(rows: Sequence[SaleLineColumns], reductions: Sequence[Reduction]) -> QueryDict:
    """Stored lines as their form would post them; a price that was agreed does not follow the catalogue."""
    posted = QueryDict(mutable=True)
    for row in rows:
        typed = typed_from(
            row, language=language(), price_typed=True, is_option=False, is_chosen=True, group=""
        )
        for name, column in COLUMNS.items():
            value = getattr(typed, column)
            posted.appendlist(name, ("1" if value else "") if isinstance(value, bool) else value)
    posted["reductions"] = reductions_text(reductions, language())
    return posted


def _page(
    request: HttpRequest,
    actor: Actor,
    terms: OrderTerms,
    typed: Typed,
    revision: str,
    refused: Refused | None = None,
) -> HttpResponse:
    company = terms.order.company
    context = {
        "number": terms.order.reference,
        "back_url": order_url(terms),
        "post_url": reverse("orders:lines", args=[terms.order.public_id]),
        "has_shipping": True,
        "revision": revision,
        "refused": refused.message if refused else "",
        **editor_context(actor, company, typed, reverse("orders:preview", args=[company.public_id])),
    }
    status = 200 if refused is None else 409 if isinstance(refused, Conflict) else 422
    return render(request, "web/orders/lines.html", context, status=status)
