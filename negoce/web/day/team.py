"""The days of a team: who has what to do, and what it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.automation.enums import StakeKind
from negoce.automation.queries.day.read import TeamLine, team_days
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_money_round
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.say import reader_language
from negoce.web.activities.words import moment_words
from negoce.web.http import actor_of


@require_GET
def team(request: HttpRequest) -> HttpResponse:
    """One line a person, the most at stake first; for who leads people. Raises NotAllowed for others."""
    actor, today = actor_of(request), timezone.localdate()
    require(actor, Permission.APPROVE_QUOTES)
    lines = team_lines(actor, today)
    context = {
        "lines": lines,
        "columns": (
            TableColumn(_("Qui")),
            TableColumn(_("Actions"), numeric=True),
            TableColumn(_("En jeu"), numeric=True),
            TableColumn(_("Répondues aujourd’hui"), numeric=True),
            TableColumn(_("Calculée")),
        ),
        "shows_margin": any(each.shows_margin for each in lines),
    }
    return render(request, "web/day/team.html", context)


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One person, in words."""

    name: str
    url: str
    actions: int
    answered: int
    stake: str
    computed: str
    shows_margin: bool


def team_lines(actor: Actor, today: date) -> Sequence[TeamRow]:
    """One row a person whose day was worked out, the most at stake first."""
    return [
        TeamRow(
            name=each.person.full_name,
            url=f"{reverse('day:page')}?person={each.person.public_id}",
            actions=each.actions,
            answered=each.answered,
            stake=_stake(each),
            computed=moment_words(each.computed_at, today, all_day=False) if each.computed_at else "",
            shows_margin=StakeKind.MARGIN in each.kinds,
        )
        for each in team_days(actor, today)
    ]


def _stake(line: TeamLine) -> str:
    return format_money_round(line.at_stake, reader_language()) if line.kinds else ""
