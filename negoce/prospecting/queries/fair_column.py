"""Companies by the fair where somebody of theirs was noted, as a filter of their list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.companies.queries.lists.tag_conditions import chosen_links
from negoce.identity.rules.actor import Actor
from negoce.prospecting.models import Fair, FairEntry


def met_at(operator: str, values: Sequence[str], _actor: Actor) -> Q:
    """Companies met at one of these fairs, at none of them, at any or at no fair."""
    links = FairEntry.objects.order_by()
    return chosen_links(operator, links, links.filter(fair__public_id__in=list(values)), "fair", *values)


def known_fairs(_actor: Actor) -> Sequence[tuple[str, Any]]:
    """Every fair, the latest first."""
    return list(Fair.objects.order_by("-starts_on", "-pk").values_list("public_id", "name")[:300])


FAIR_COLUMN = Column(
    "fair", _("Rencontrée au salon"), ColumnKind.CHOICE, condition=met_at, options=known_fairs,
    shown=False, sortable=False, groupable=False, position=208,
)  # fmt: skip
