"""The views of deals: board, list, forecast, calendar, with the same filters above each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.negotiation.queries.cycles.book import CycleBook
from negoce.ui.components.lists import Tab
from negoce.web.activities.form import people_choices
from negoce.web.deals.asked import Asked, list_url

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
    return way_tabs(LIST, urlencode(kept), reverse("lists:deals"))


def filters_context(actor: Actor, asked: Asked, book: CycleBook, here: str) -> Mapping[str, object]:
    """What stands above the deals on each of our pages."""
    return {
        "asked": asked,
        "here_url": reverse(f"deals:{here}"),
        "tabs": way_tabs(here, asked.words, list_url(asked, timezone.localdate())),
        "people": people_choices(),
        "periods": _periods(),
        "cycles": [(row.public_id, str(row)) for row in book.rows.values()],
        "may_create": actor.may(Permission.CREATE),
        "may_delete": actor.may(Permission.DELETE),
        "is_narrowed": bool(asked.words),
    }


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
