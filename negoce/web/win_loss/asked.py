"""What the address asks of the page: whose deals, of which companies, over how long, and which tab."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import Asked as ListAsked
from negoce.companies.queries.lists.spec import ListSpec, understand
from negoce.companies.rules.filter_text import write_filter
from negoce.companies.rules.filters import Condition, Group, Operator
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import add_months
from negoce.negotiation.enums import DealState
from negoce.ui.components.lists import Tab
from negoce.web.http import actor_of
from negoce.web.overview.asked import KIND_TITLES, asked_of, segments
from negoce.web.overview.asked import Asked as Whose

MONTHS: Mapping[str, int] = {"3": 3, "6": 6, "12": 12, "24": 24}
USUAL = "12"
WHERE, WHY, WHEN, VOICES = "where", "why", "when", "buyers"
TABS: Mapping[str, object] = {
    WHERE: gettext_lazy("Où l’on gagne"),
    WHY: gettext_lazy("Raisons et concurrents"),
    WHEN: gettext_lazy("Étapes et délais"),
    VOICES: gettext_lazy("Ce que disent les acheteurs"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked at; what the address says and the person may not see is passed over."""

    whose: Whose
    period: str
    tab: str
    today: date

    @property
    def actor(self) -> Actor:
        """Who looks."""
        return self.whose.actor

    @property
    def start(self) -> date:
        """Deals closed after this day are counted."""
        return add_months(self.today, -MONTHS[self.period])

    def spec(self) -> ListSpec:
        """The companies whose deals are counted."""
        filter_text = write_filter(Group(self.whose.conditions))
        return understand(LISTS["companies"], self.actor, ListAsked(filter=filter_text))

    def url(self, name: str = "win_loss:page", **changes: str) -> str:
        """This page, or another of the same deals, with another choice."""
        given = {
            "scope": self.whose.choice.value,
            "segment": self.whose.segment,
            "period": "" if self.period == USUAL else self.period,
            "tab": "" if self.tab == WHERE else self.tab,
            **changes,
        }
        kept = {name: value for name, value in given.items() if value}
        return reverse(name) + (f"?{urlencode(kept)}" if kept else "")

    def deals(self, *more: Condition, state: str = "") -> str:
        """The list of the same deals that meet conditions; empty where the list has no words for the choice made."""
        names = self.whose.choice.names
        if self.whose.segment or names.get("territory"):
            return ""
        closed = [state] if state else [DealState.WON.value, DealState.LOST.value]
        parts = [
            Condition("state", Operator.IS, tuple(closed)),
            Condition("closed_on", Operator.AFTER, (self.start.isoformat(),)),
            *more,
        ]
        if owners := names.get("owner", ()):
            parts.append(Condition("company_owner", Operator.IS, tuple(owners)))
        return f"{reverse('lists:deals')}?{urlencode({'filter': write_filter(Group(tuple(parts)))})}"


def read_asked(request: HttpRequest) -> Asked:
    """Read the address."""
    period, tab = request.GET.get("period", ""), request.GET.get("tab", "")
    return Asked(
        asked_of(request, actor_of(request)),
        period if period in MONTHS else USUAL,
        tab if tab in TABS else WHERE,
        timezone.localdate(),
    )


def head_context(asked: Asked) -> Mapping[str, object]:
    """What stands above every tab: whose deals, of which companies, over how long."""
    groups: dict[str, list[tuple[str, str, bool]]] = {}
    for each in asked.whose.choices:
        entry = (asked.url(scope=each.value), each.label, each is asked.whose.choice)
        groups.setdefault(str(KIND_TITLES.get(each.kind, "")), []).append(entry)
    kinds = segments(asked.actor)
    return {
        "scope_label": asked.whose.choice.label,
        "several_scopes": len(asked.whose.choices) > 1,
        "scope_groups": list(groups.items()),
        "segment_label": dict(kinds)[asked.whose.segment],
        "segments": [(asked.url(segment=key), words, key == asked.whose.segment) for key, words in kinds],
        "period_label": _months(MONTHS[asked.period]),
        "periods": [
            (asked.url(period="" if key == USUAL else key), _months(months), key == asked.period)
            for key, months in MONTHS.items()
        ],
        "tabs": _tabs(asked),
        "tab": asked.tab,
        "reasons_url": asked.url(
            "portfolio:reasons", tab="", period="" if asked.period == "24" else asked.period
        ),
    }


def _tabs(asked: Asked) -> Sequence[Tab]:
    return [
        Tab(str(label), asked.url(tab="" if key == WHERE else key), active=key == asked.tab)
        for key, label in TABS.items()
    ]


def _months(count: int) -> str:
    return _("%(count)s mois") % {"count": count}
