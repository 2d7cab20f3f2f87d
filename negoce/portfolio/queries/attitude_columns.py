"""The column and filter of the list of companies: their step in the pyramid of attitudes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.identity.rules.actor import Actor
from negoce.portfolio.steering.attitude_words import LEVELS


def _levels(_actor: Actor) -> list[tuple[str, str]]:
    return [(level, str(label)) for level, label in LEVELS.items()]


def level_words(value: object) -> str:
    """A level as the reader calls it."""
    return str(LEVELS.get(str(value), value))


ATTITUDE_COLUMNS: tuple[Column, ...] = (
    Column(
        "attitude",
        _("Attitude"),
        ColumnKind.CHOICE,
        path="attitude_evidence__level",
        options=_levels,
        words=level_words,
        width=140,
        position=226,
        sortable=False,
    ),
)
