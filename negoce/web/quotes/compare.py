"""Two versions side by side: which lines came, went or changed, and what it makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.catalogue.enums import LineKind
from negoce.catalogue.rules.stored_amounts import read_reductions
from negoce.kit.dates import format_date
from negoce.negotiation.models import QuoteLine, QuoteVersion
from negoce.negotiation.queries.quote_changes import compared
from negoce.negotiation.queries.quote_floor import sale_lines_of
from negoce.negotiation.queries.quotes import lines_of, quotes_for_page, versions_of
from negoce.negotiation.rules.line_changes import compare_lines
from negoce.negotiation.words.quote import STATES, TONES
from negoce.ui.html import chip
from negoce.ui.words.say import reader_language
from negoce.web.companies.record import company_url
from negoce.web.http import actor_of, load_or_404
from negoce.web.quotes.changes import line_words
from negoce.web.quotes.page import facts_of
from negoce.web.sale_lines.amounts import amount_rows


@require_GET
def compare(request: HttpRequest, public_id: str) -> HttpResponse:
    """`?version=` beside `?with=`; without, the last two."""
    quote = load_or_404(quotes_for_page(actor_of(request)), public_id)
    versions = list(versions_of(quote))
    newer = _version(versions, request.GET.get("version", "")) or versions[0]
    older = _version(versions, request.GET.get("with", "")) or _before(versions, newer)
    before, after = lines_of(older), lines_of(newer)
    lines = compare_lines([compared(line) for line in before], [compared(line) for line in after])
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
                "is_text": not row.change and row.after is not None and row.after.kind != LineKind.ITEM,
                "before": line_words(row.before),
                "after": line_words(row.after),
            }
            for row in lines
        ],
        "totals": side_by_side(_amounts(older, before), _amounts(newer, after)),
        "terms": [
            row for row in side_by_side(facts_of(quote, older), facts_of(quote, newer)) if row[1] != row[2]
        ],
    }
    return render(request, "web/quotes/compare.html", context)


def _amounts(version: QuoteVersion, lines: Sequence[QuoteLine]) -> list[tuple[str, str]]:
    """From the lines to the total; VAT by rate is left to the document."""
    worked = version.add_up(sale_lines_of(lines)).value
    rows = amount_rows(worked, read_reductions(version.reductions), reader_language(), version.currency)
    before_vat = len(rows) - 1 - len(worked.document.subtotals)
    return [(str(each.label), each.value) for each in (*rows[:before_vat], rows[-1])]


def side_by_side(
    before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]
) -> list[tuple[str, str, str]]:
    """What both say of each label, in the order of the newer; what only the older says stands where it stood."""
    old, new = _told_apart(before), _told_apart(after)
    keys = list(new)
    previous: tuple[str, int] | None = None
    for key in old:
        if key not in new:
            keys.insert(keys.index(previous) + 1 if previous else 0, key)
        previous = key
    return [(key[0], old.get(key, ""), new.get(key, "")) for key in keys]


def _told_apart(rows: Sequence[tuple[str, str]]) -> dict[tuple[str, int], str]:
    """Each value by its label and how often the label came before: « 10 + 10 » is two reductions of one name."""
    seen: Counter[str] = Counter()
    found = {}
    for label, value in rows:
        found[label, seen[label]] = value
        seen[label] += 1
    return found


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
