"""The views of deals: board, list, forecast, calendar, with the same filters above each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from negoce.companies.queries.company_page import possible_owners
from negoce.companies.rules.filters import ME, TEAM
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.negotiation.queries.cycles.book import CycleBook
from negoce.ui.components.lists import Tab
from negoce.web.deals.asked import OPEN_VIEW, Asked, list_url
from negoce.web.lists.state import ALL

LIST = "list"
_PAGES = (
    ("board", gettext_lazy("Tableau")),
    (LIST, gettext_lazy("Liste")),
    ("forecast", gettext_lazy("Prévision")),
    ("calendar", gettext_lazy("Calendrier")),
)


def way_tabs(here: str, words: str, list_address: str) -> Sequence[Tab]:
    """The views, each with the same filters; `words` are those that the three pages of ours read."""
    return [
        Tab(
            str(label),
            list_address if key == LIST else _with(reverse(f"deals:{key}"), words),
            active=key == here,
        )
        for key, label in _PAGES
    ]


def list_ways(parameters: Mapping[str, str]) -> Sequence[Tab]:
    """The same above the list, from the parameters of its address."""
    kept = {name: parameters[name] for name in ("view", "filter", "q") if parameters.get(name)}
    if kept.get("view") in (ALL, OPEN_VIEW):
        del kept["view"]
    return way_tabs(LIST, urlencode(kept), reverse("lists:deals"))


def filters_context(actor: Actor, asked: Asked, book: CycleBook, here: str) -> Mapping[str, object]:
    """What stands above the deals on each of our pages."""
    return {
        "asked": asked,
        "here_url": reverse(f"deals:{here}"),
        "tabs": way_tabs(here, asked.words, list_url(asked, timezone.localdate())),
        "people": _people(actor),
        "periods": _periods(),
        "cycles": [(row.public_id, str(row)) for row in book.rows.values()],
        "may_create": actor.may(Permission.CREATE),
        "may_delete": actor.may(Permission.DELETE),
        "is_narrowed": bool(asked.words),
    }


def _people(actor: Actor) -> Sequence[tuple[str, str]]:
    """Whose deals may be asked for: one's own, one's team's where there is one, then anybody's."""
    people = possible_owners()
    mine = next((each.team_id for each in people if each.pk == actor.user_id), None)
    team = [] if mine is None else [(TEAM, _("Mon équipe"))]
    return [(ME, _("Mes affaires")), *team, *((each.public_id, each.full_name) for each in people)]


def _with(address: str, words: str) -> str:
    return f"{address}?{words}" if words else address


def _periods() -> Sequence[tuple[str, str]]:
    return [
        ("", _("Toutes les dates")),
        ("overdue", _("Conclusion dépassée")),
        ("month", _("À conclure ce mois-ci")),
        ("quarter", _("À conclure ce trimestre")),
        ("none", _("Sans date de conclusion")),
    ]
