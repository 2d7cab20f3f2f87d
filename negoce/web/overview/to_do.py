"""« À faire de ce constat »: each move in words, its worth, the list behind it and what can be made of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.companies.rules.filters import Condition, Operator
from negoce.portfolio.enums import CUSTOMERS, PROSPECTS, LifeStatus, ParetoClass
from negoce.portfolio.rules.moves import Move, MoveKind, moves
from negoce.portfolio.rules.portrait import Portrait
from negoce.portfolio.rules.thresholds import Thresholds
from negoce.web.overview.asked import Asked
from negoce.web.overview.figures import number, percent, short_money
from negoce.web.overview.links import companies_url, statuses


@dataclass(frozen=True, slots=True)
class ToDo:
    """A line of the card; `kind` is what a call list is asked for with."""

    kind: str
    title: str
    rest: str
    url: str
    may_list: bool


def to_do(portrait: Portrait, asked: Asked, thresholds: Thresholds, *, margin: bool) -> list[ToDo]:
    """The best moves; one whose worth is a margin says only its number to who may not read margins."""
    return [_line(move, asked, margin=margin) for move in moves(portrait, thresholds)]


def conditions_of(kind: MoveKind) -> tuple[tuple[Condition, ...], str]:
    """Which companies a move is about, and how the list is sorted."""
    if kind is MoveKind.RECALL:
        return (statuses(LifeStatus.DORMANT),), "-value_36_months"
    if kind is MoveKind.KEEP:
        return (statuses(*CUSTOMERS), Condition("p_alive", Operator.UNDER, ("0.5",))), "-net_12_months"
    if kind is MoveKind.PROTECT:
        return (Condition("revenue_class", Operator.IS, (ParetoClass.A.value,)),), "-net_12_months"
    return (statuses(*PROSPECTS),), ""


def move_url(kind: MoveKind, asked: Asked, *, margin: bool) -> str:
    """The list behind a move; a sort that tells margins is left out for who may not read them."""
    conditions, sort = conditions_of(kind)
    if not margin and "value" in sort:
        sort = "-net_12_months"
    return companies_url(asked, *conditions, sort=sort)


def _line(move: Move, asked: Asked, *, margin: bool) -> ToDo:
    title, rest = _words(move, margin=margin)
    if move.kind is MoveKind.CLOSE:
        return ToDo(move.kind, title, rest, reverse("lists:deals"), may_list=False)
    url = move_url(move.kind, asked, margin=margin)
    return ToDo(move.kind, title, rest, url, may_list=bool(url))


def _words(move: Move, *, margin: bool) -> tuple[str, str]:
    count, worth = number(move.number), short_money(move.worth)
    if move.kind is MoveKind.RECALL:
        title = ngettext("Réveiller %(count)s dormant", "Réveiller %(count)s dormants", move.number)
        likely = ngettext(
            "%(likely)s encore probable à plus de 50 %%",
            "%(likely)s encore probables à plus de 50 %%",
            int(move.more or 0),
        ) % {"likely": number(int(move.more or 0))}
        rest = (
            _("%(worth)s de marge attendue des appels") % {"worth": worth}
            if margin
            else _("l’appel vaut son coût")
        )
        return title % {"count": count}, f"{rest}, {likely}" if move.more else rest
    if move.kind is MoveKind.KEEP:
        title = ngettext(
            "Retenir %(count)s client qui s’éloigne", "Retenir %(count)s clients qui s’éloignent", move.number
        )
        rest = _("%(worth)s de CA par an, moins d’une chance sur deux qu’ils soient encore clients")
        return title % {"count": count}, rest % {"worth": worth}
    if move.kind is MoveKind.WIN:
        title = ngettext("Gagner %(count)s nouveau client", "Gagner %(count)s nouveaux clients", move.number)
        rest = _("pour remplacer %(worth)s de CA à risque") % {"worth": worth}
        if move.more:
            more = ngettext(
                "%(count)s prospect à travailler", "%(count)s prospects à travailler", int(move.more)
            )
            rest = f"{rest} ; {more % {'count': number(int(move.more))}}"
        return title % {"count": count}, rest
    if move.kind is MoveKind.CLOSE:
        title = ngettext(
            "Conclure %(count)s affaire de prospect", "Conclure %(count)s affaires de prospects", move.number
        )
        return title % {"count": count}, _("%(worth)s attendus, montant × probabilité de l’étape") % {
            "worth": worth
        }
    title = ngettext(
        "Protéger %(count)s client trop grand", "Protéger %(count)s clients trop grands", move.number
    )
    rest = _("%(worth)s de CA, soit %(share)s du total : rencontrer les décideurs, développer les suivants")
    return title % {"count": count}, rest % {"worth": worth, "share": percent(Decimal(move.more or 0), 0)}
