"""What the address asks of the page: which companies, which part of them, over which period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from negoce.companies.enums import BuyerType, CompanyKind
from negoce.companies.queries.lists.options import members_of
from negoce.companies.rules.filters import Condition, Group, Operator
from negoce.identity.rules.actor import Actor
from negoce.portfolio.queries.portfolio_scopes import Choice, choices_of
from negoce.portfolio.rules.periods import DEFAULT_PERIOD, PERIODS
from negoce.ui.components.lists import Tab

KIND_TITLES = {
    "team": gettext_lazy("Équipes"),
    "owner": gettext_lazy("Suivi par"),
    "territory": gettext_lazy("Secteurs"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked at. What the address says and the person may not see, or that does not exist, is passed over."""

    actor: Actor
    choices: Sequence[Choice]
    choice: Choice
    segment: str
    period: str

    def url(self, **changes: str) -> str:
        """The address of this page with another choice."""
        given = {"scope": self.choice.value, "segment": self.segment, "period": self.period, **changes}
        kept = {
            name: value
            for name, value in given.items()
            if value and not (name == "period" and value == DEFAULT_PERIOD)
        }
        return reverse("portfolio:page") + (f"?{urlencode(kept)}" if kept else "")

    @property
    def conditions(self) -> tuple[Condition | Group, ...]:
        """The same companies as conditions of the list."""
        found: list[Condition | Group] = []
        owners = self.choice.names.get("owner", ())
        if owners:
            found.append(Condition("owner", Operator.IS, tuple(owners)))
        if lands := self.choice.names.get("territory", ()):
            found.append(Condition("territory", Operator.IS, tuple(lands)))
        column, _colon, value = self.segment.partition(":")
        if value:
            found.append(Condition(column, Operator.IS, (value,)))
        return tuple(found)


def asked_of(request: HttpRequest, actor: Actor) -> Asked:
    """Read the address."""
    choices = choices_of(actor)
    wanted = request.GET.get("scope", "")
    choice = next((each for each in choices if each.value == wanted), choices[0])
    segment = request.GET.get("segment", "")
    period = request.GET.get("period", "")
    return Asked(
        actor,
        choices,
        choice,
        segment if segment in dict(segments(actor)) else "",
        period if period in PERIODS else DEFAULT_PERIOD,
    )


def segments(actor: Actor) -> list[tuple[str, str]]:
    """The parts of a set: their key and words."""
    found = [("", _("Toutes les entreprises"))]
    for column, enum in (("buyer_type", BuyerType), ("kind", CompanyKind)):
        options = members_of(enum)(actor)
        found += [(f"{column}:{value}", str(label)) for value, label in options]
    return found


def period_tabs(asked: Asked) -> list[Tab]:
    """3, 6, 12 months."""
    return [
        Tab(
            _("%(count)s mois") % {"count": months},
            asked.url(period=key),
            active=key == asked.period,
        )
        for key, months in PERIODS.items()
    ]


def scope_groups(asked: Asked) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """The sets to choose from, by kind: a title, then address, words and whether it is the one looked at."""
    groups: dict[str, list[tuple[str, str, bool]]] = {}
    for each in asked.choices:
        entry = (asked.url(scope=each.value), each.label, each is asked.choice)
        groups.setdefault(str(KIND_TITLES.get(each.kind, "")), []).append(entry)
    return list(groups.items())
