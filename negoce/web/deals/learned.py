"""Under the title of the forecast: what the same deals are worth by their salespeople and by what was learned."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal, format_money_compact
from negoce.portfolio.queries.win_chances import win_fit_in_use
from negoce.portfolio.queries.win_forecast import BothSums, both_sums
from negoce.ui.words.say import reader_language
from negoce.web.deals.asked import read_asked
from negoce.web.http import actor_of


@require_GET
def learned(request: HttpRequest) -> HttpResponse:
    """The line alone, which the page asks for once it is drawn; empty while nothing was learned."""
    actor, fit = actor_of(request), win_fit_in_use()
    found = both_sums(actor, read_asked(actor, request.GET).query) if fit is not None else None
    context = {
        "words": _both(found) if found is not None else "",
        "gap": _gap(found) if found is not None else "",
        "until": format_date(fit.known_until if fit is not None else timezone.localdate(), reader_language()),
    }
    return render(request, "web/deals/_learned.html", context)


def _both(found: BothSums) -> str:
    """« 12 affaires estimées, 120 k€ : 84 k€ selon leurs commerciaux, 71 k€ selon les chances apprises »."""
    language = reader_language()
    if not found.deals:
        return _("Aucune de ces affaires n’a encore l’estimation de son commercial : rien à comparer.")
    words = ngettext(
        "%(count)s affaire estimée, %(amount)s : %(said)s selon son commercial, %(learned)s selon la chance apprise",
        "%(count)s affaires estimées, %(amount)s : %(said)s selon leurs commerciaux, %(learned)s selon les chances"
        " apprises",
        found.deals,
    )
    return words % {
        "count": format_decimal(found.deals, language),
        "amount": format_money_compact(found.amount, language),
        "said": format_money_compact(found.said, language),
        "learned": format_money_compact(found.learned, language),
    }


def _gap(found: BothSums) -> str:
    """How far the salespeople stand from what was learned, once it is more than a tenth."""
    if found.learned <= 0 or abs(found.said - found.learned) * 10 <= found.learned:
        return ""
    percent = (found.said / found.learned - 1) * 100
    shown = {"percent": format_decimal(abs(percent).quantize(Decimal(1)), reader_language())}
    if percent > 0:
        return _("les commerciaux en attendent %(percent)s %% de plus") % shown
    return _("les commerciaux en attendent %(percent)s %% de moins") % shown
