"""« À faire de ce constat »: each move in words, its worth, the list behind it and what can be made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.companies.rules.filter_text import write_filter
from negoce.companies.rules.filters import Condition, Group, Operator
from negoce.identity.enums import Permission
from negoce.negotiation.enums import DealState
from negoce.portfolio.enums import CUSTOMERS, PROSPECTS, LifeStatus, PlanPart
from negoce.portfolio.queries.whole_house import steers_house
from negoce.portfolio.rules.moves import Move, MoveKind, moves
from negoce.portfolio.rules.portrait import Portrait
from negoce.portfolio.rules.thresholds import Thresholds
from negoce.web.overview.asked import Asked
from negoce.web.overview.figures import number, percent, short_money
from negoce.web.overview.links import companies_url, filter_text, statuses

# What is proposed of a task of a move; the person says otherwise in the dialog.
_DUE_DAYS = 7


@dataclass(frozen=True, slots=True)
class ToDo:
    """A line of the card: `kind` is what a call list is asked for with, `task_url` opens a task for each company of the
    list, `plan_url` an action of the year's plan; "" where the person may not, or there is none.
    """

    kind: str
    title: str
    rest: str
    url: str
    may_list: bool
    task_url: str = ""
    plan_url: str = ""


def to_do(portrait: Portrait, asked: Asked, thresholds: Thresholds, year: int, *, margin: bool) -> list[ToDo]:
    """The best moves; one whose worth is a margin says only its number to who may not read margins."""
    actor = asked.actor
    tasks = actor.may(Permission.BULK_EDIT) and actor.may(Permission.CREATE) and actor.user_id is not None
    found = []
    for move in moves(portrait, thresholds):
        line = _line(move, asked, portrait, thresholds, margin=margin)
        if tasks and line.may_list:
            companies = filter_text(asked, conditions_of(move.kind, portrait, thresholds)[0])
            line = replace(line, task_url=task_url(move.kind, companies))
        found.append(line)
    if found and steers_house(actor):
        found = [replace(line, plan_url=plan_url(line, year)) for line in found]
    return found


def task_url(kind: MoveKind, companies: str) -> str:
    """The dialog that gives a task for each company of a move, of those that a filter finds."""
    subjects = {
        MoveKind.RECALL: _("Rappeler ce client endormi"),
        MoveKind.KEEP: _("Appeler : ce client s’éloigne"),
        MoveKind.WIN: _("Relancer ce prospect"),
        MoveKind.PROTECT: _("Rencontrer les décideurs de ce grand client"),
    }
    query = {
        "filter": companies,
        "elsewhere": "1",
        "subject": subjects[kind],
        "due": f"{timezone.localdate() + timedelta(days=_DUE_DAYS):%d/%m/%Y}",
    }
    return f"{reverse('lists:bulk_task')}?{urlencode(query)}"


def plan_url(line: ToDo, year: int) -> str:
    """The dialog of a new action of the plan, filled with what is known of the move."""
    part, status = _PLANNED[MoveKind(line.kind)]
    month = timezone.localdate().month
    query = {
        "part": part.value,
        "name": line.title,
        "status": "" if status is None else status.value,
        "first_month": str(month),
        "last_month": str(min(month + 2, 12)),
        "note": line.rest,
    }
    return f"{reverse('portfolio:plan_new', args=[year])}?{urlencode(query)}"


_PLANNED: Mapping[MoveKind, tuple[PlanPart, LifeStatus | None]] = {
    MoveKind.RECALL: (PlanPart.LOYALTY, LifeStatus.DORMANT),
    MoveKind.KEEP: (PlanPart.LOYALTY, None),
    MoveKind.WIN: (PlanPart.CONQUEST, None),
    MoveKind.CLOSE: (PlanPart.CONQUEST, LifeStatus.HOT),
    MoveKind.PROTECT: (PlanPart.DEVELOPMENT, None),
}


def conditions_of(
    kind: MoveKind, portrait: Portrait, thresholds: Thresholds
) -> tuple[tuple[Condition, ...], str]:
    """Which companies a move is about, and how the list is sorted."""
    if kind is MoveKind.RECALL:
        return (statuses(LifeStatus.DORMANT),), "-value_36_months"
    if kind is MoveKind.KEEP:
        return (statuses(*CUSTOMERS), Condition("p_alive", Operator.UNDER, ("0.5",))), "-net_12_months"
    if kind is MoveKind.PROTECT:
        place = portrait.content["concentration"] or {"whole": 0}
        limit = Decimal(place["whole"]) * thresholds.concentration_percent / 10_000
        return (Condition("net_12_months", Operator.OVER, (f"{limit:.2f}",)),), "-net_12_months"
    return (statuses(*PROSPECTS),), ""


def move_url(
    kind: MoveKind, asked: Asked, portrait: Portrait, thresholds: Thresholds, *, margin: bool
) -> str:
    """The list behind a move; a sort that tells margins is left out for who may not read them."""
    conditions, sort = conditions_of(kind, portrait, thresholds)
    if not margin and "value" in sort:
        sort = "-net_12_months"
    return companies_url(asked, *conditions, sort=sort)


def _line(move: Move, asked: Asked, portrait: Portrait, thresholds: Thresholds, *, margin: bool) -> ToDo:
    title, rest = _words(move, margin=margin)
    if move.kind is MoveKind.CLOSE:
        still_open = write_filter(Group((Condition("state", Operator.IS, (DealState.OPEN.value,)),)))
        url = f"{reverse('lists:deals')}?{urlencode({'filter': still_open})}"
        return ToDo(move.kind, title, rest, url, may_list=False)
    url = move_url(move.kind, asked, portrait, thresholds, margin=margin)
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
