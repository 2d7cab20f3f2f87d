"""Columns of the list of companies that the life cycle knows (L1)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.identity.rules.actor import Actor
from negoce.portfolio.enums import LifeStatus, StatusCause
from negoce.portfolio.life_words import CAUSE_LABELS, STATUS_LABELS

K = ColumnKind


def _statuses(_actor: Actor) -> list[tuple[str, object]]:
    return [(each.value, STATUS_LABELS[each]) for each in LifeStatus]


def _causes(_actor: Actor) -> list[tuple[str, object]]:
    return [(each.value, CAUSE_LABELS[each]) for each in StatusCause]


_PAST = {3: _("Statut il y a 3 mois"), 6: _("Statut il y a 6 mois"), 12: _("Statut il y a 12 mois")}


def past_status(months: int) -> str:
    """The column that tells where a company stood so many months ago."""
    return f"status_{months}_months"


LIFE_COLUMNS: tuple[Column, ...] = (
    Column(
        "status", _("Statut"), K.CHOICE, path="life__status", sort_path="life__status_order", options=_statuses,
        shown_by_default=True, width=140, position=10,
    ),
    Column(
        "status_since", _("Statut depuis"), K.DATE, path="life__status_since", width=120, position=206,
    ),
    Column(
        "status_cause", _("Statut calculé ou déclaré"), K.CHOICE, path="life__cause", options=_causes,
        width=120, position=207, sortable=False,
    ),
    Column(
        "status_computed", _("Statut d’après les faits"), K.CHOICE, path="life__computed", options=_statuses,
        width=140, position=208, sortable=False,
    ),
    Column(
        "cadence_days", _("Cadence (jours)"), K.NUMBER, path="life__cadence_days", decimals=1, width=110,
        position=209, sortable=False, groupable=False,
    ),
    *(
        Column(
            past_status(months), label, K.CHOICE, path=f"past_status__months_{months}", options=_statuses,
            width=140, position=213 + place, sortable=False,
        )
        for place, (months, label) in enumerate(_PAST.items())
    ),
)  # fmt: skip
