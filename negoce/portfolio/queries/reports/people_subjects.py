"""Reports on companies, what is done with them, and how their status changes."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.words.choices import choice_label
from negoce.identity.enums import FieldGroup
from negoce.portfolio.enums import LifeStatus, StatusCause
from negoce.portfolio.life_words import CAUSE_LABELS
from negoce.portfolio.models import StatusChange
from negoce.portfolio.queries.reports.dimensions import (
    Dimension,
    by_company,
    choice,
    life_status,
    of_company,
    periods,
)
from negoce.portfolio.queries.reports.measures import (
    cents,
    count_of,
    distinct,
    mean,
    mean_money,
    money,
)
from negoce.portfolio.queries.reports.subject import (
    Subject,
    make_subject,
)
from negoce.portfolio.rules.portrait import KEPT

_DONE = Q(state=ActivityState.DONE.value)
_VISITED = _DONE & Q(kind=ActivityKind.VISIT.value)
_BOUGHT = Q(sales__net_12_months__gt=0)
# A prospect who says goodbye is no customer lost.
_LOST_CUSTOMER = Q(after=LifeStatus.LOST.value, before__in=[each.value for each in KEPT])


def _status_changes(rows: QuerySet[Any]) -> QuerySet[Any]:
    return StatusChange.objects.filter(company__in=rows.values("pk"))


def activities() -> Subject:
    return make_subject(
        "activities",
        _("Activités"),
        "activities",
        lambda rows: rows,
        (
            count_of("count", _("Activités")),
            count_of("done", _("Activités faites"), _DONE),
            distinct("companies", _("Entreprises différentes"), "company"),
            count_of("visits", _("Visites faites"), _VISITED),
            distinct("visited", _("Entreprises visitées"), "company", _VISITED),
            mean(
                "visits_each",
                _("Visites par entreprise visitée"),
                Count("pk", filter=_VISITED & Q(company__isnull=False)),
                Count("company", distinct=True, filter=_VISITED),
                adds=False,
            ),
            mean(
                "each",
                _("Activités par entreprise"),
                Count("pk", filter=Q(company__isnull=False)),
                Count("company", distinct=True),
                adds=False,
            ),
        ),
        (
            choice(
                "kind", _("Type"), "kind", lambda value: choice_label(ActivityKind, value), list_field="kind"
            ),
            choice(
                "state",
                _("État"),
                "state",
                lambda value: choice_label(ActivityState, value),
                list_field="state",
            ),
            Dimension("by", _("Par"), "owner_id", is_person=True, list_field="owner"),
            *periods("starts_at", is_moment=True, is_past=False),
            *of_company(owner_field=""),
            by_company(),
        ),
    )


def companies() -> Subject:
    return make_subject(
        "companies",
        _("Entreprises"),
        "companies",
        lambda rows: rows,
        (
            count_of("count", _("Entreprises")),
            money("revenue", _("CA 12 mois"), cents("sales__net_12_months")),
            count_of("customers", _("CA positif sur 12 mois"), _BOUGHT),
            mean_money(
                "revenue_each",
                _("CA moyen 12 mois"),
                cents("sales__net_12_months", _BOUGHT),
                Count("pk", filter=_BOUGHT),
            ),
            money("margin", _("Marge 12 mois"), cents("sales__margin_12_months"), FieldGroup.MARGIN),
        ),
        (*of_company("", owner_field="owner"), *periods("sales__first_order_on", list_field="none")),
    )


def changes() -> Subject:
    return make_subject(
        "status_changes",
        _("Changements de statut"),
        "companies",
        _status_changes,
        (
            count_of("count", _("Changements")),
            count_of("new", _("Nouveaux clients"), Q(after=LifeStatus.NEW.value)),
            count_of("lost", _("Clients perdus"), _LOST_CUSTOMER),
            count_of("dormant", _("Endormis"), Q(after=LifeStatus.DORMANT.value)),
            distinct("companies", _("Entreprises différentes"), "company"),
        ),
        (
            *periods("happened_on", list_field="none"),
            life_status("after", _("Nouveau statut"), "after"),
            life_status("before", _("Ancien statut"), "before"),
            choice("cause", _("Cause"), "cause", lambda value: str(CAUSE_LABELS[StatusCause(value)])),
            *of_company(owner_field=""),
            by_company(),
        ),
        leads=False,
    )
