"""A comparison as it is read: ranked, drawn, each way with its payments and where its figures come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.kit.explain import Finding
from negoce.kit.money import format_decimal, format_money
from negoce.kit.worked import CannotWork
from negoce.negotiation.queries.financing.offered import compared
from negoce.negotiation.rules.cash_discount import yearly_cost
from negoce.negotiation.rules.financing import Comparison, WayCost
from negoce.negotiation.rules.financing_schedule import runs_of, years_back
from negoce.negotiation.rules.term_cost import TermCost, term_costs
from negoce.negotiation.words.financing import MEANS, WAYS, assumption_words, run_words, say, say_step
from negoce.ui.charts import Chart, ChartKind, Series, Unit
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.say import reader_language
from negoce.web.financing.homes import Home

_HUES = {
    "cash": "accent",
    "deferred": "info",
    "instalments": "life-dormant",
    "loan": "life-hot",
    "lease": "life-warm",
}
_MOST_POINTS = 24


def financing_context(home: Home) -> Mapping[str, object]:
    """What every place that shows the comparison needs; `ways` is empty where nothing can be compared."""
    quote = home.base.quote
    context: dict[str, object] = {
        "home": home,
        "kept": home.row is not None,
        "terms_url": home.url("terms") if home.may_edit else "",
        "page_url": home.url("page"),
        "columns": ranking_columns(),
        "ways": [],
        "problem": "",
        "basis": _basis(home, quote.number if quote is not None else ""),
        "quote_url": reverse("quotes:quote", args=[quote.public_id])
        if quote is not None and home.kind == "deal"
        else "",
    }
    if home.row is None:
        return context
    found = compared(home.base, home.terms)
    if isinstance(found, Finding):
        return {**context, "problem": say(found)}
    return {
        **context,
        "found": found,
        "ways": [way_line(home, each, rank) for rank, each in enumerate(found.ways, start=1)],
        "refused": [(str(WAYS[way]), say(why)) for way, why in found.refused.items()],
        "warnings": [say(each) for each in found.findings],
        "best": _best(home, found),
        "assumptions": assumption_words(found, home.terms, reader_language(), home.base.currency),
    }


def ranking_columns() -> Sequence[TableColumn]:
    """From what is paid to what it costs at the value of today, by which ways are ranked."""
    return (
        TableColumn(_("Mode")),
        TableColumn(_("Payé TTC"), numeric=True),
        TableColumn(_("Coût avant impôt"), numeric=True),
        TableColumn(_("Impôt en moins"), numeric=True),
        TableColumn(_("Coût après impôt"), numeric=True),
        TableColumn(_("Valeur d’aujourd’hui"), numeric=True),
    )


def way_line(home: Home, each: WayCost, rank: int) -> Mapping[str, object]:
    """A way in the ranking."""

    def money(amount: Decimal) -> str:
        return format_money(amount, reader_language(), home.base.currency)

    return {
        "key": each.way.value,
        "rank": rank,
        "name": str(WAYS[each.way]),
        "is_shown": home.kind == "quote" and each.way in home.shown,
        "runs": [run_words(run, reader_language(), home.base.currency) for run in runs_of(each.payments)],
        "total": money(each.total),
        "before": money(each.before_tax),
        "saved": money(each.tax_saved),
        "after": money(each.after_tax),
        "present": money(each.present),
        "warnings": [say(finding) for finding in each.findings],
    }


def detailed(home: Home, found: Comparison) -> list[Mapping[str, object]]:
    """Each way with its schedule, what comes back and when, and how each figure was found."""

    def money(amount: Decimal) -> str:
        return format_money(amount, reader_language(), home.base.currency)

    return [
        {
            **way_line(home, each, rank),
            "schedule": [
                {
                    "when": _when(paid.month, paid.days),
                    "amount": money(paid.amount),
                    "vat": money(paid.vat),
                    "whole": money(paid.whole),
                    "interest": money(paid.interest) if paid.interest else "—",
                    "left": money(paid.left) if paid.left else "—",
                }
                for paid in each.payments
            ],
            "back": [
                {"year": year.year, "vat": money(year.vat), "tax": money(year.tax)}
                for year in years_back(each)
            ],
            "steps": [say_step(step) for step in each.steps],
        }
        for rank, each in enumerate(found.ways, start=1)
    ]


def schedule_columns() -> Sequence[TableColumn]:
    """The columns of a schedule."""
    return (
        TableColumn(_("Quand")),
        TableColumn(_("Montant HT"), numeric=True),
        TableColumn(_("TVA"), numeric=True),
        TableColumn(_("Payé"), numeric=True),
        TableColumn(_("dont intérêts, frais"), numeric=True),
        TableColumn(_("Reste dû HT"), numeric=True),
    )


def back_columns() -> Sequence[TableColumn]:
    """The columns of what comes back."""
    return (
        TableColumn(_("Année")),
        TableColumn(_("TVA récupérée"), numeric=True),
        TableColumn(_("Impôt en moins"), numeric=True),
    )


def cash_out_chart(found: Comparison) -> Chart:
    """What has left the buyer's account, less what came back, from the invoice to the last movement."""
    last = max(each.last_month for each in found.ways)
    step = next(each for each in (1, 3, 6, 12, 60) if last <= each * _MOST_POINTS or each == 60)
    months = [*range(0, last, step), last]
    return Chart(
        ChartKind.LINES,
        _("Sorties de trésorerie cumulées, TVA et impôt déduits"),
        categories=tuple(_("mois %(month)s") % {"month": month} for month in months),
        series=tuple(
            Series(
                str(WAYS[each.way]),
                tuple(each.out_by(month) for month in months),
                hue=_HUES[each.way],
            )
            for each in found.ways
        ),
        unit=Unit.MONEY,
    )


def our_side(home: Home, found: Comparison) -> Mapping[str, object]:
    """What each way costs us, for who may read margins alone."""
    costs = term_costs(found, home.our_terms, timezone.localdate())
    return {
        "our_columns": (
            TableColumn(_("Mode")),
            TableColumn(_("Porté par")),
            TableColumn(_("Nous coûte"), numeric=True),
            TableColumn(_("du montant HT"), numeric=True),
        ),
        "our_costs": [_our_line(home, found, each) for each in costs],
        "our_discount": _our_discount(home, found),
    }


def _our_line(home: Home, found: Comparison, each: TermCost) -> Mapping[str, object]:
    language = reader_language()
    return {
        "way": str(WAYS[each.way]),
        "means": str(MEANS[each.means]),
        "cost": "" if each.refused else format_money(each.cost, language, home.base.currency),
        "share": "" if each.refused else _percent(each.cost * 100 / found.price),
        "why": say(each.refused) if each.refused else " ".join(say_step(step) for step in each.steps),
    }


def _our_discount(home: Home, found: Comparison) -> list[str]:
    """The discount for cash is a cost too, to weigh against the term that it spares."""
    percent, days = home.terms.cash_discount, home.terms.deferred_days
    if not percent:
        return []
    given = format_money(found.price * percent / 100, reader_language(), home.base.currency)
    said = [_("L’escompte pour paiement comptant nous coûte %(given)s.") % {"given": given}]
    if days:
        try:
            worked = yearly_cost(percent, days)
        except CannotWork:
            return said
        said += [say_step(step) for step in worked.steps]
    return said


def _percent(value: Decimal) -> str:
    return f"{format_decimal(value, reader_language(), 2)}\u00a0%"


def _when(month: int, days: int) -> str:
    if days:
        return _("après %(days)s jours") % {"days": days}
    return _("mois %(month)s") % {"month": month} if month else _("à la facture")


def _best(home: Home, found: Comparison) -> str:
    """The cheapest, and how far the next one is."""
    if len(found.ways) < 2:
        return ""
    first, second = found.ways[:2]
    gap = format_money(second.present - first.present, reader_language(), home.base.currency)
    if second.present == first.present:
        return _("%(first)s et %(second)s coûtent autant.") % {
            "first": WAYS[first.way],
            "second": WAYS[second.way],
        }
    return _("Le moins cher : %(first)s, %(gap)s de moins que la solution suivante (%(second)s).") % {
        "first": WAYS[first.way],
        "gap": gap,
        "second": WAYS[second.way],
    }


def _basis(home: Home, number: str) -> str:
    """Where the amount comes from."""
    if home.row is not None and home.terms.amount is not None:
        return _("montant saisi")
    if number:
        return _("montant du devis %(number)s") % {"number": number}
    return _("montant de l’affaire") if home.base.net is not None else ""
