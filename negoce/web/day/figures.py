"""The four tiles at the head of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.automation.queries.day.figures import LONG_OVERDUE, DayFigures
from negoce.companies.rules.filter_text import write_filter
from negoce.companies.rules.filters import Condition, Group, Operator
from negoce.kit.money import format_money_compact, format_money_round, format_percent
from negoce.portfolio.enums import CUSTOMERS
from negoce.ui.words.say import reader_language


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure with what it is compared with."""

    label: str
    value: str
    note: str
    tone: str
    href: str


def tiles(figures: DayFigures, person: str) -> Sequence[Tile]:
    """The tiles in the order of the page; `person` is the public id of whose they are."""
    return (_invoiced(figures), _deals(figures, person), _customers(figures, person), _overdue(figures))


def _invoiced(figures: DayFigures) -> Tile:
    note, tone = _("sans objectif ce mois"), ""
    if figures.reached is not None:
        percent = format_percent(figures.reached, reader_language())
        note = _("commandes : %(percent)s de l’objectif") % {"percent": percent}
        tone = "good" if figures.reached >= Decimal("0.75") else ""
    return Tile(_("Facturé ce mois"), _round(figures.invoiced), note, tone, reverse("lists:invoices"))


def _deals(figures: DayFigures, person: str) -> Tile:
    amount = format_money_compact(figures.deals_amount, reader_language())
    count = figures.deals_this_month
    note = ngettext(
        "%(count)s à conclure d’ici la fin du mois", "%(count)s à conclure d’ici la fin du mois", count
    )
    return Tile(
        _("Affaires à conclure"),
        f"{figures.deals} · {amount}",
        note % {"count": count} if count else _("aucune d’ici la fin du mois"),
        "",
        f"{reverse('deals:board')}?owner={person}",
    )


def _customers(figures: DayFigures, person: str) -> Tile:
    won = ngettext("+%(count)s gagné", "+%(count)s gagnés", figures.won) % {"count": figures.won}
    lost = ngettext("−%(count)s sorti", "−%(count)s sortis", figures.lost) % {"count": figures.lost}
    note = _("%(won)s, %(lost)s en 30 jours") % {"won": won, "lost": lost}
    tone = "good" if figures.won > figures.lost else "bad" if figures.lost > figures.won else ""
    return Tile(_("Clients actifs"), str(figures.customers), note, tone, _customers_url(person))


def _customers_url(person: str) -> str:
    """The list of those that the tile counts."""
    status = Condition("status", Operator.IS, tuple(each.value for each in CUSTOMERS))
    query = {"filter": write_filter(Group((status, Condition("owner", Operator.IS, (person,)))))}
    return f"{reverse('lists:companies')}?{urlencode(query)}"


def _overdue(figures: DayFigures) -> Tile:
    count = figures.long_overdue
    note = ngettext("%(count)s facture > %(days)s j", "%(count)s factures > %(days)s j", count)
    words = note % {"count": count, "days": LONG_OVERDUE} if count else _("rien de plus de 30 jours")
    return Tile(
        _("Encours échu"),
        _round(figures.overdue),
        words,
        "bad" if count else "",
        reverse("lists:receivables"),
    )


def _round(amount: Decimal) -> str:
    return format_money_round(amount, reader_language())
