"""The rows of the forecast: months to come, deals counted, months that are over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.kit.dates import format_date
from negoce.portfolio.forecast_words import FORECAST_MESSAGES
from negoce.portfolio.models import ForecastDeal
from negoce.portfolio.queries.forecasts import DealsOutlook, Forecast, ForecastMonth, PastForecast
from negoce.portfolio.rules.deal_overlap import Beyond
from negoce.ui.charts import Chart, ChartKind, Series, Unit
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.say import say
from negoce.web.targets.figures import language, month_name, percent, whole


def month_columns() -> Sequence[TableColumn]:
    """The months to come."""
    return [
        TableColumn(_("Mois")),
        TableColumn(_("Déjà commandé"), numeric=True),
        TableColumn(_("Clients"), numeric=True),
        TableColumn(_("Affaires"), numeric=True),
        TableColumn(_("Prévision"), numeric=True),
        TableColumn(_("8 fois sur 10, entre"), numeric=True),
        TableColumn(_("Objectif"), numeric=True),
        TableColumn(_("Écart"), numeric=True),
        TableColumn(_("Un an avant"), numeric=True),
    ]


def month_row(each: ForecastMonth) -> Mapping[str, object]:
    """A month to come; what deals bring is whole, what of it is expected anyway stands under it."""
    gap = each.mid - each.target if each.target is not None else None
    return {
        "month": month_name(each.month, with_year=True),
        "ordered": whole(each.ordered) if each.ordered else "",
        "customers": whole(each.customers),
        "deals": whole(each.deals) if each.deals_count else "",
        "deals_count": each.deals_count,
        "already": whole(each.already) if each.already >= 1 else "",
        "mid": whole(each.mid),
        "low": whole(each.low),
        "high": whole(each.high),
        "target": whole(each.target),
        "gap": whole(gap),
        "tone": "" if gap is None else "good" if gap >= 0 else "bad",
        "year_before": whole(each.year_before) if each.year_before else "",
    }


def past_columns() -> Sequence[TableColumn]:
    """The months that are over."""
    return [
        TableColumn(_("Mois")),
        TableColumn(_("Prévu le")),
        TableColumn(_("Prévision"), numeric=True),
        TableColumn(_("8 fois sur 10, entre"), numeric=True),
        TableColumn(_("Commandé"), numeric=True),
        TableColumn(_("Écart"), numeric=True),
        TableColumn(_("Dans l’intervalle")),
    ]


def past_row(each: PastForecast) -> Mapping[str, object]:
    """A month that is over: what was said of it, and what came."""
    return {
        "month": month_name(each.month, with_year=True),
        "as_of": format_date(each.as_of, language()),
        "is_rebuilt": each.is_rebuilt,
        "mid": whole(each.mid),
        "low": whole(each.low),
        "high": whole(each.high),
        "actual": whole(each.actual),
        "gap": signed(each.gap) if each.gap is not None else "",
        "held": each.held,
    }


def chart(found: Forecast) -> Chart:
    """What is foreseen with its interval, beside last year and the target."""
    months = found.months
    series = [
        Series(
            _("Prévision"),
            tuple(each.mid for each in months),
            low=tuple(each.low for each in months),
            high=tuple(each.high for each in months),
        ),
        Series(_("Un an avant"), tuple(each.year_before for each in months), hue="ink-3", dashed=True),
    ]
    if any(each.target is not None for each in months):
        series.append(Series(_("Objectif"), tuple(each.target for each in months), hue="warn"))
    return Chart(
        ChartKind.INTERVAL,
        _("Commandes prévues, HT"),
        categories=tuple(month_name(each.month, with_year=True) for each in months),
        series=tuple(series),
        unit=Unit.MONEY,
        x_label=_("Mois"),
    )


def deal_columns() -> Sequence[TableColumn]:
    """The deals counted."""
    return [
        TableColumn(_("Affaire")),
        TableColumn(_("Mois")),
        TableColumn(_("Montant"), numeric=True),
        TableColumn(_("Déjà attendu"), numeric=True),
        TableColumn(_("Chance"), numeric=True),
        TableColumn(_("Ajoute en moyenne"), numeric=True),
    ]


def deal_row(each: ForecastDeal) -> Mapping[str, object]:
    """A deal, what of it is expected of its customer anyway, and what it adds on average."""
    beyond = Beyond(float(each.amount), float(each.already), {})
    chance = Decimal(str(each.probability))
    return {
        "name": each.deal.name,
        "company": each.deal.company.name,
        "url": reverse("deals:deal", args=[each.deal.public_id]),
        "month": month_name(each.month, with_year=True),
        "amount": whole(each.amount),
        "already": whole(each.already) if each.already >= 1 else "",
        "chance": percent(chance),
        "adds": whole((each.amount - each.already) * chance),
        "why": say(beyond.explanation, FORECAST_MESSAGES),
    }


def deals_meta(outlook: DealsOutlook, *, seen: int) -> str:
    """The deals in a line: « 41 affaires, 312 000 € ; prévision 146 000 ± 22 000 €, dont déjà attendu : 12 000 € »."""
    words = ngettext(
        "%(count)s affaire, %(amount)s € ; prévision %(expected)s ± %(half)s €",
        "%(count)s affaires, %(amount)s € ; prévision %(expected)s ± %(half)s €",
        outlook.count,
    ) % {
        "count": outlook.count,
        "amount": whole(outlook.amount),
        "expected": whole(outlook.expected),
        "half": whole(outlook.half),
    }
    if outlook.already >= 1:
        words += _(", dont déjà attendu : %(already)s €") % {"already": whole(outlook.already)}
    hidden = outlook.count - seen
    return words + (_(" ; %(hidden)s que vous ne voyez pas") % {"hidden": hidden} if hidden > 0 else "")


def deals_hidden(count: int) -> str:
    """The words of the deals that the table leaves out; none when it shows all."""
    if count <= 0:
        return ""
    return ngettext("%(count)s autre affaire", "%(count)s autres affaires", count) % {"count": count}


def signed(rate: Decimal) -> str:
    """A share with its sign."""
    return ("+" if rate > 0 else "") + percent(rate)
