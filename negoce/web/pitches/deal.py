"""`/deals/<id>/pitch/`: the pitch of a deal is made; and its view for whoever speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.kit.dates import format_date
from negoce.negotiation.enums import PitchPart
from negoce.negotiation.models import PitchBlock
from negoce.negotiation.queries.pitches.library import blocks_for
from negoce.negotiation.queries.pitches.of_deal import pitch_of
from negoce.negotiation.words.pitch import length_why, length_words
from negoce.portfolio.models import Testimonial
from negoce.portfolio.queries.citable import citable_customers
from negoce.ui.words.say import reader_language
from negoce.web.companies.record import company_url
from negoce.web.deals.deal import load_deal
from negoce.web.deals.panel_types import PREPARATION, DealRecord
from negoce.web.http import actor_of
from negoce.web.pitches.listing import about_block
from negoce.web.pitches.parts import pitch_parts


@require_GET
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """The six parts, what is told in each, and the blocks that suit this deal."""
    actor = actor_of(request)
    record = DealRecord(actor, load_deal(actor, public_id))
    deal, may_edit = record.deal, record.may_edit
    pitch = pitch_of(deal)
    ready = blocks_for(deal, pitch.pieces) if may_edit else []
    cited = citable_customers(actor, deal.company) if may_edit else []
    parts = pitch_parts(pitch, deal, may_edit=may_edit)
    context = {
        "deal": deal,
        "company": deal.company,
        "company_url": company_url(deal.company),
        "deal_url": f"{record.url}?tab={PREPARATION}",
        "here": reverse("deal_pitch:page", args=[deal.public_id]),
        "parts": [{**each, **_offered(str(each["key"]), ready, cited)} for each in parts],
        "may_edit": may_edit,
        "length": length_words(pitch.length),
        "why": length_why(pitch.length),
        "is_told": bool(pitch.pieces),
        "may_compose": may_edit and not all(pitch.parts.values()),
        "library_url": reverse("pitches:list"),
    }
    return render(request, "web/pitches/deal.html", context)


@require_GET
def speaking(request: HttpRequest, public_id: str) -> HttpResponse:
    """The pitch alone, in large type, to be read at arm's length."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    pitch = pitch_of(deal)
    context = {
        "deal": deal,
        "parts": [each for each in pitch_parts(pitch, deal, may_edit=False) if each["pieces"]],
        "length": length_words(pitch.length),
        "back_url": reverse("deal_pitch:page", args=[deal.public_id]),
    }
    return render(request, "web/pitches/speaking.html", context)


def _offered(part: str, ready: Sequence[PitchBlock], cited: Sequence[Testimonial]) -> Mapping[str, object]:
    return {
        "blocks": [{"row": row, "about": about_block(row)} for row in ready if row.part == part],
        "cited": [_cited(each) for each in cited] if part == PitchPart.CLIENTELE else [],
    }


def _cited(each: Testimonial) -> Mapping[str, str]:
    figures = {
        "name": each.company.name,
        "place": each.place,
        "day": format_date(each.published_on, reader_language()),
    }
    return {
        "public_id": each.public_id,
        "name": each.company.name,
        "about": _("témoignage publié le %(day)s : %(place)s") % figures,
    }
