"""What the address of the matrix asks: whose companies, which of them, how drawn, under which weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import Asked as ListAsked
from negoce.companies.queries.lists.spec import ListSpec, understand
from negoce.companies.queries.lists.views import View, views_of
from negoce.companies.rules.filter_text import read_filter, write_filter
from negoce.companies.rules.filters import Condition, Group, Operator, normalise
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.prospecting.queries.target_index import Criterion, criteria
from negoce.prospecting.rules.target_index import MOST_WEIGHT
from negoce.web.http import actor_of
from negoce.web.overview.asked import KIND_TITLES, Asked, asked_of

# The quadrant whose advice is to leave its companies alone: no work is offered on it.
LEFT_ALONE = 4
WEIGHT = "w_"
# The weight stored when the page was drawn.
SEEN = "s_"
LARGEST, DENSITY = "largest", "density"
# Where the companies of a quadrant may be taken: address, words, icon, who may. Only what this installation has is
# offered.
TOOLS = (
    ("/prospecting/calls/new/", gettext_lazy("Session d’appels"), "phone", Permission.CREATE),
    ("/visits/new/", gettext_lazy("Tournée de visites"), "visit", Permission.CREATE),
    ("/prospecting/mailings/new/", gettext_lazy("Envoi en nombre"), "mail", Permission.MANAGE_PROSPECTING),
    ("/prospecting/plans/new/", gettext_lazy("Plan de prospection"), "target", Permission.MANAGE_PROSPECTING),
)


@dataclass(frozen=True, slots=True)
class MatrixAsked:
    """`portfolio` says whose companies; `filter` which of them as typed; `tried` holds weights unlike those stored."""

    portfolio: Asked
    filter: str
    view: str
    spec: ListSpec
    known: Sequence[Criterion]
    tried: Mapping[str, int] = field(default_factory=dict)

    def url(self, name: str = "matrices:targets", **changes: str) -> str:
        """The address of the matrix with another choice; weights tried out go along."""
        base = self.portfolio
        given = {
            "scope": base.choice.value,
            "segment": base.segment,
            "filter": self.filter,
            "view": self.view,
        }
        given |= {f"{WEIGHT}{key}": str(weight) for key, weight in self.tried.items()}
        kept = {key: value for key, value in {**given, **changes}.items() if value}
        return reverse(name) + (f"?{urlencode(kept)}" if kept else "")

    def text(self, *more: Condition) -> str:
        """The same companies, and more conditions, as a filter of the list."""
        return write_filter(normalise((self.spec.filter, *more)))

    def companies_url(self, *more: Condition) -> str:
        """The list of these companies."""
        return f"{reverse('lists:companies')}?{urlencode({'filter': self.text(*more)})}"


def matrix_asked(request: HttpRequest) -> MatrixAsked:
    """Read the address; what it says and the person may not see, or that is none, is passed over."""
    actor = actor_of(request)
    portfolio = asked_of(request, actor)
    text = request.GET.get("filter", "")[:4000]
    # The filter narrows what the menus choose: each is read by itself, then both together.
    whole = write_filter(normalise((Group(portfolio.conditions), read_filter(text).filter)))
    spec = understand(LISTS["companies"], actor, ListAsked(filter=whole))
    stored = criteria()
    tried = tried_weights(request.GET, stored)
    known = criteria(tried) if tried else stored
    view = DENSITY if request.GET.get("view") == DENSITY else ""
    return MatrixAsked(portfolio, text, view, spec, known, tried)


def tried_weights(given: QueryDict, stored: Sequence[Criterion]) -> Mapping[str, int]:
    """The weights of an address or a form that are unlike those stored, by criterion."""
    wanted = given_weights(given, WEIGHT)
    return {
        each.public_id: wanted[each.public_id]
        for each in stored
        if each.counts and wanted.get(each.public_id, each.weight) != each.weight
    }


def given_weights(given: QueryDict, prefix: str) -> Mapping[str, int]:
    """The weights of an address or a form under this prefix, by public id; what is no weight is passed over."""
    found = {}
    for name in given:
        text = given.get(name, "")
        if name.startswith(prefix) and text.isdecimal() and len(text) < 3 and int(text) <= MOST_WEIGHT:
            found[name.removeprefix(prefix)] = int(text)
    return found


def in_quadrant(priority: int) -> Condition:
    """Companies of a quadrant."""
    return Condition("target_priority", Operator.IS, (str(priority),))


def tools(actor: Actor, text: str) -> list[tuple[str, str, str]]:
    """What the actor may do with the companies of a filter: address, words, icon."""
    query = urlencode({"filter": text})
    return [
        (f"{path}?{query}", str(label), icon)
        for path, label, icon, permission in TOOLS
        if actor.may(permission) and _exists(path)
    ]


def _exists(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def scope_menu(asked: MatrixAsked) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """The sets to choose from, by kind."""
    base = asked.portfolio
    groups: dict[str, list[tuple[str, str, bool]]] = {}
    for each in base.choices:
        entry = (asked.url(scope=each.value), each.label, each is base.choice)
        groups.setdefault(str(KIND_TITLES.get(each.kind, "")), []).append(entry)
    return list(groups.items())


def view_menu(asked: MatrixAsked) -> list[tuple[str, str, bool]]:
    """The saved lists of companies that may be looked at: address, words, whether it is the one."""
    views: Sequence[View] = views_of(LISTS["companies"], asked.spec.actor)
    found = [(asked.url(filter=""), _("Toutes les entreprises"), not asked.filter)]
    for each in views:
        if each.asked.filter:
            here = each.asked.filter == asked.filter
            found.append((asked.url(filter=each.asked.filter), str(each.label), here))
    return found
