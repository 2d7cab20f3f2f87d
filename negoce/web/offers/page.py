"""The offer as its customer reads it, and where it stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from negoce.catalogue.documents.sale_view import sale_view
from negoce.kit.dates import format_date_long
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.quotes.online_answer import REASONS
from negoce.negotiation.actions.quotes.online_view import note_view
from negoce.negotiation.documents.quote_pdf import quote_document
from negoce.negotiation.enums import OutcomeReason
from negoce.negotiation.models import QuoteFile, QuoteLine, QuoteLink
from negoce.negotiation.queries.quote_floor import quote_floor
from negoce.negotiation.queries.quote_links import status_of
from negoce.negotiation.queries.quotes import lines_of
from negoce.negotiation.rules.quote_link import LinkStatus, OfferedOption, chosen_positions, masked_email
from negoce.negotiation.words.deal import label_of
from negoce.parameters.queries.seller import seller
from negoce.web.http import whole_number
from negoce.web.offers.doors import ip_of, offer_page, offer_url
from negoce.web.seller_look import has_logo

# Columns that stand in the cell of the words here.
_IN_WORDS = frozenset({"words", "code"})


@offer_page("GET", "HEAD")
def offer(request: HttpRequest, link: QuoteLink) -> HttpResponse:
    """The page; a view is all that it leaves."""
    if request.method == "GET":
        note_view(link, "page", ip_of(request))
    return draw_offer(request, link)


@offer_page("GET", "HEAD", "POST")
def totals(request: HttpRequest, link: QuoteLink) -> HttpResponse:
    """The lines and totals with the options ticked: those alone by GET, the whole page by POST, without a script.

    Nothing is stored. By GET it counts among what is read: ticking boxes never keeps anybody from accepting.
    """
    if request.method == "POST":
        return draw_offer(request, link, asked="totals")
    context = {**offer_context(link, chosen_of(request.GET)), "choosing": True}
    return render(request, "web/offers/_lines.html", context)


def draw_offer(
    request: HttpRequest,
    link: QuoteLink,
    *,
    refused: Refused | None = None,
    asked: str = "",
    status: int = 200,
) -> HttpResponse:
    """The whole page, with what was typed and what is wrong with it; `asked` names the form that was sent."""
    posted = request.POST
    chosen = chosen_of(posted) if asked in ("code", "acceptance", "totals") else None
    context = {
        **offer_context(link, chosen),
        "asked": asked,
        "problem": refused.message if refused is not None else "",
        "errors": {name: messages[0] for name, messages in refused.fields.items()} if refused else {},
        "typed": {
            name: posted.get(name, "")[:600] for name in ("name", "capacity", "reference", "note", "reason")
        },
        "reasons": [(reason.value, label_of(OutcomeReason, reason)) for reason in REASONS],
    }
    return render(request, "web/offers/offer.html", context, status=status)


def offer_context(link: QuoteLink, chosen: Collection[int] | None = None) -> Mapping[str, object]:
    """What every page of an open link shows; `chosen`: the options as the customer ticked them, None for ours."""
    version, quote = link.version, link.version.quote
    lines = lines_of(version)
    if chosen is not None:
        for line in lines:
            line.is_chosen = line.position in chosen if line.is_option else True
    document = quote_document(
        quote, version, lines, quote_floor(version, lines, timezone.localdate()), today=timezone.localdate()
    )
    with override(document.language):
        view = sale_view(document)
    status = status_of(link)
    us = seller()
    return {
        "view": view,
        "columns": [column for column in _list(view["columns"]) if column["key"] not in _IN_WORDS],
        "rows": _rows(lines, view),
        "has_options": any(line.is_option for line in lines),
        "clashing": _clashing(lines),
        "number": quote.number,
        "status": status.value,
        "is_open": status is LinkStatus.OPEN,
        "may_ask": status in (LinkStatus.OPEN, LinkStatus.OVER, LinkStatus.REFUSED),
        "may_refuse": status in (LinkStatus.OPEN, LinkStatus.OVER),
        "accepted": _accepted(link),
        "over_on": format_date_long(version.valid_until, document.language) if version.valid_until else "",
        "seller": us,
        "seller_name": us.trade_name or us.name,
        "has_logo": has_logo(),
        "has_file": QuoteFile.objects.filter(version=version).exists(),
        "masked": masked_email(link.email),
        "urls": {
            name: offer_url(link, name)
            for name in (
                "offer",
                "code",
                "acceptance",
                "totals",
                "refusal",
                "change",
                "pdf",
                "logo",
                "colours",
            )
        },
    }


def chosen_of(posted: QueryDict) -> list[int]:
    """The positions of the options that were ticked."""
    given = posted.getlist("option")[:500]
    return sorted({number for text in given if (number := whole_number(text)) is not None})


def _clashing(lines: Sequence[QuoteLine]) -> bool:
    """Whether two variants of one choice are ticked."""
    options = [line for line in lines if line.is_option]
    offered = [OfferedOption(line.position, line.option_group) for line in options]
    return chosen_positions(offered, [line.position for line in options if line.is_chosen]) is None


def _list(value: object) -> list[dict[str, object]]:
    """A list of the printed view, whose values are JSON."""
    assert isinstance(value, list)
    return value


def _rows(lines: Sequence[QuoteLine], view: Mapping[str, object]) -> Sequence[Mapping[str, object]]:
    """Each printed line, its cells with their labels, and its box to tick where it is an option."""
    labels = {column["key"]: column["label"] for column in _list(view["columns"])}
    rows = []
    for line, printed in zip(lines, _list(view["lines"]), strict=True):
        cells = [
            {"label": labels[cell["key"]], "text": cell["text"]}
            for cell in _list(printed["cells"])
            if cell["key"] not in _IN_WORDS
        ]
        rows.append(
            {
                **printed,
                "cells": cells,
                "box": {"position": line.position, "ticked": line.is_chosen} if line.is_option else None,
            }
        )
    return rows


def _accepted(link: QuoteLink) -> str:
    """« Accepté par … le … » as recorded, for who holds the link of the accepted version."""
    kept = getattr(link.version, "acceptance", None)
    if kept is None:
        return ""
    day = timezone.localtime(kept.accepted_at).date()
    language = "en" if link.version.language == "en" else "fr"
    return _("Accepté par %(name)s le %(day)s.") % {"name": kept.name, "day": format_date_long(day, language)}
