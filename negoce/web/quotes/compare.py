"""Two versions side by side: which lines came, went or changed, and what it makes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.kit.dates import format_date
from negoce.kit.money import format_money
from negoce.negotiation.models import QuoteVersion
from negoce.negotiation.queries.quote_changes import compared
from negoce.negotiation.queries.quotes import lines_of, quotes_for_page, versions_of
from negoce.negotiation.quote_words import STATES, TONES
from negoce.negotiation.rules.line_changes import compare_lines
from negoce.ui.html import chip
from negoce.ui.words.say import reader_language
from negoce.web.companies.record import company_url
from negoce.web.http import actor_of, load_or_404
from negoce.web.quotes.changes import line_words


@require_GET
def compare(request: HttpRequest, public_id: str) -> HttpResponse:
    """`?version=` beside `?with=`; without, the last two."""
    quote = load_or_404(quotes_for_page(actor_of(request)), public_id)
    versions = list(versions_of(quote))
    newer = _version(versions, request.GET.get("version", "")) or versions[0]
    older = _version(versions, request.GET.get("with", "")) or _before(versions, newer)
    lines = compare_lines(
        [compared(line) for line in lines_of(older)], [compared(line) for line in lines_of(newer)]
    )
    language = reader_language()
    context = {
        "quote": quote,
        "company": quote.company,
        "company_url": company_url(quote.company),
        "versions": [each.version for each in versions],
        "older": _head(older),
        "newer": _head(newer),
        "rows": [
            {
                "change": row.change,
                "chip": _change_chip(row.change),
                "label": row.label,
                "before": line_words(row.before),
                "after": line_words(row.after),
            }
            for row in lines
        ],
        "totals": [
            (_("Total HT"), format_money(older.net, language), format_money(newer.net, language)),
            (_("Total TTC"), format_money(older.incl_vat, language), format_money(newer.incl_vat, language)),
        ],
    }
    return render(request, "web/quotes/compare.html", context)


def _change_chip(change: str) -> object:
    words = {
        "added": (_("ajoutée"), "good"),
        "removed": (_("retirée"), "bad"),
        "changed": (_("modifiée"), "warn"),
    }
    return chip(words[change][0], tone=words[change][1]) if change in words else ""


def _version(versions: list[QuoteVersion], wanted: str) -> QuoteVersion | None:
    return next((each for each in versions if str(each.version) == wanted), None)


def _before(versions: list[QuoteVersion], newer: QuoteVersion) -> QuoteVersion:
    older = [each for each in versions if each.version < newer.version]
    return older[0] if older else newer


def _head(version: QuoteVersion) -> dict[str, object]:
    language = reader_language()
    return {
        "number": version.version,
        "state": chip(str(STATES[version.state]), tone=TONES[version.state]),
        "day": format_date(version.issued_on, language) if version.issued_on else "",
    }
