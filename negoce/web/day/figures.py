"""The four tiles at the head of a day, each leading to a list of exactly what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.automation.queries.day.figures import LONG_OVERDUE, DayFigures
from negoce.automation.queries.day.whose import Whose
from negoce.billing.enums import DocumentState
from negoce.catalogue.queries.own_currency import CURRENCY
from negoce.companies.rules.filter_text import write_filter
from negoce.companies.rules.filters import Condition, Group, Operator
from negoce.kit.money import format_decimal, format_money_compact, format_money_round, format_percent
from negoce.negotiation.enums import DealState
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


def tiles(figures: DayFigures, whose: Whose, today: date) -> Sequence[Tile]:
    """The tiles in the order of the page."""
    return (
        _invoiced(figures, whose, today),
        _deals(figures, whose),
        _customers(figures, whose),
        _overdue(figures, whose, today),
    )


def _invoiced(figures: DayFigures, whose: Whose, today: date) -> Tile:
    note, tone = _("sans objectif ce mois"), ""
    if figures.reached is not None:
        percent = format_percent(figures.reached, reader_language())
        note = _("commandes : %(percent)s de l’objectif") % {"percent": percent}
        tone = "good" if figures.reached >= Decimal("0.75") else ""
    month = (today.replace(day=1).isoformat(), today.isoformat())
    url = _list(
        "invoices",
        (
            Condition("state", Operator.IS, (DocumentState.ISSUED.value,)),
            Condition("issued_on", Operator.BETWEEN, month),
            *_followed(whose, "company_owner"),
        ),
        columns="number,kind,company,issued_on,signed_net,incl_vat,open",
    )
    return Tile(_("Facturé ce mois"), _round(figures.invoiced), note, tone, url)


def _deals(figures: DayFigures, whose: Whose) -> Tile:
    amount = _short(figures.deals_amount)
    count = figures.deals_this_month
    month = ngettext(
        "%(count)s à conclure d’ici la fin du mois", "%(count)s à conclure d’ici la fin du mois", count
    )
    note = month % {"count": count} if count else _("aucune d’ici la fin du mois")
    if figures.foreseen is not None:
        foreseen = {"mid": _short(figures.foreseen.mid), "half": _short(figures.foreseen.half)}
        note = _("prévision %(mid)s ± %(half)s") % foreseen
    is_open = Condition("state", Operator.IS, (DealState.OPEN.value,))
    url = _list("deals", (is_open, *_followed(whose, "owner")))
    return Tile(_("Affaires à conclure"), f"{figures.deals} · {amount}", note, "", url)


def _customers(figures: DayFigures, whose: Whose) -> Tile:
    won = ngettext("+%(count)s gagné", "+%(count)s gagnés", figures.won) % {"count": figures.won}
    lost = ngettext("−%(count)s sorti", "−%(count)s sortis", figures.lost) % {"count": figures.lost}
    note = _("%(won)s, %(lost)s en 30 jours") % {"won": won, "lost": lost}
    tone = "good" if figures.won > figures.lost else "bad" if figures.lost > figures.won else ""
    status = Condition("status", Operator.IS, tuple(each.value for each in CUSTOMERS))
    url = _list("companies", (status, *_followed(whose, "owner")))
    return Tile(_("Clients actifs"), _count(figures.customers), note, tone, url)


def _overdue(figures: DayFigures, whose: Whose, today: date) -> Tile:
    count = figures.long_overdue
    note = ngettext("%(count)s facture > %(days)s j", "%(count)s factures > %(days)s j", count)
    words = note % {"count": _count(count), "days": LONG_OVERDUE} if count else _("rien de plus de 30 jours")
    url = _list(
        "receivables",
        (
            Condition("is_open", Operator.IS, ("yes",)),
            Condition("due_on", Operator.BEFORE, (today.isoformat(),)),
            Condition("left", Operator.OVER, ("0",)),
            Condition("currency", Operator.IS, (CURRENCY,)),
            *_followed(whose, "company_owner"),
        ),
        sort="due_on",
    )
    return Tile(_("Encours échu"), _round(figures.overdue), words, "bad" if count else "", url)


def _followed(whose: Whose, column: str) -> Sequence[Condition]:
    people = tuple(whose.public_ids)
    return (Condition(column, Operator.IS, people),) if people else ()


def _list(name: str, conditions: Sequence[Condition], **more: str) -> str:
    query = {"filter": write_filter(Group(tuple(conditions))), **more}
    return f"{reverse(f'lists:{name}')}?{urlencode(query)}"


def _round(amount: Decimal) -> str:
    return format_money_round(amount, reader_language())


def _short(amount: Decimal) -> str:
    return format_money_compact(amount, reader_language())


def _count(number: int) -> str:
    return format_decimal(Decimal(number), reader_language())
