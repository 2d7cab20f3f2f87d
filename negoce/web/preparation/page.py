"""`/deals/<id>/preparation/`: one screen before the next meeting, and its two pages on paper."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from negoce.catalogue.documents.seller_identity import seller_identity
from negoce.negotiation.documents.preparation_pdf import preparation_pdf
from negoce.parameters.queries.seller import seller
from negoce.ui.words.say import reader_language
from negoce.web.companies.record import company_url
from negoce.web.deals.deal import load_deal
from negoce.web.deals.panel_types import DealRecord
from negoce.web.http import actor_of
from negoce.web.preparation.prepared import Prepared
from negoce.web.preparation.sheet import preparation_sheet


@require_GET
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every block, or what its dialogs changed, drawn again."""
    return render(request, "web/preparation/page.html", _context(request, public_id))


@require_GET
def pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    """Two pages at most, of what the reader may read."""
    prepared = _prepared(request, public_id)
    sheet = preparation_sheet(prepared, _name(request))
    content = preparation_pdf(sheet, seller_identity(seller()), reader_language())
    answer = HttpResponse(content, content_type="application/pdf")
    name = slugify(prepared.deal.name)[:60] or prepared.deal.public_id
    answer.headers["Content-Disposition"] = f'inline; filename="preparation-{name}.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _prepared(request: HttpRequest, public_id: str) -> Prepared:
    actor = actor_of(request)
    return Prepared(DealRecord(actor, load_deal(actor, public_id)))


def _name(request: HttpRequest) -> str:
    return str(getattr(request.user, "full_name", ""))


def _context(request: HttpRequest, public_id: str) -> Mapping[str, object]:
    prepared = _prepared(request, public_id)
    deal = prepared.deal
    return {
        "deal": deal,
        "deal_url": prepared.record.url,
        "company": deal.company,
        "company_url": company_url(deal.company),
        "sheet": preparation_sheet(prepared, _name(request)),
        "here": reverse("preparation:page", args=[deal.public_id]),
        "pdf_url": reverse("preparation:pdf", args=[deal.public_id]),
    }
