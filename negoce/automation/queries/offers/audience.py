"""At whom an offer aims: the companies of a status, or those that the filter of a view finds (S5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet

from negoce.automation.models import OfferReach, SegmentOffer
from negoce.companies.models import Company
from negoce.companies.queries.lists.companies import COMPANY_LIST
from negoce.companies.queries.lists.matching import matching
from negoce.companies.queries.lists.spec import Asked, ListSpec, understand
from negoce.companies.queries.lists.views import views_of
from negoce.companies.queries.visible import visible_companies
from negoce.companies.rules.filter_text import write_condition
from negoce.companies.rules.filters import RELATIVE, Condition, Operator, conditions_of
from negoce.identity.rules.actor import Actor, system_actor


@dataclass(frozen=True, slots=True)
class Segment:
    """A saved view of companies: its key, its name, its filter."""

    key: str
    name: str
    filter: str


def segments(actor: Actor) -> Sequence[Segment]:
    """The saved views of companies that the actor may open and whose filter means the same for everybody.

    A filter on a field that the actor may not read is none of theirs: how many it finds would tell what it hides.
    """
    found = []
    for view in views_of(COMPANY_LIST, actor):
        if not view.saved or not view.asked.filter:
            continue
        if understand(COMPANY_LIST, actor, Asked(filter=view.asked.filter)).problems:
            continue
        spec = understand(COMPANY_LIST, system_actor(), view.asked)
        if not spec.problems and spec.whole_filter.parts and not _names_me(spec):
            found.append(Segment(view.key, str(view.label), spec.whole_filter_text))
    return found


def audience(offer: SegmentOffer, actor: Actor, today: date) -> QuerySet[Company]:
    """The companies that the offer aims at, among those that the actor sees; nobody for a filter no longer read."""
    if offer.status:
        return visible_companies(actor).filter(life__status=offer.status)
    spec = understand(COMPANY_LIST, system_actor(), Asked(filter=offer.segment_filter), today)
    if spec.problems or not spec.whole_filter.parts:
        return Company.objects.none()
    # The filter is read with all rights, as it was checked; who looks at it sees their own companies of it.
    return visible_companies(actor).filter(pk__in=matching(spec).order_by().values("pk"))


def to_reach(offer: SegmentOffer, today: date) -> QuerySet[Company]:
    """Those to whom it was not made yet and whom the lot did not leave out, the most valuable first."""
    reached = OfferReach.objects.filter(offer=offer, company=OuterRef("pk"))
    rows = audience(offer, system_actor(), today).filter(~Exists(reached))
    return rows.order_by(F("life__value_36_months").desc(nulls_last=True), "pk")


def list_filter(offer: SegmentOffer) -> str:
    """The filter by which the list of companies shows the same."""
    if offer.status:
        return write_condition(Condition("status", Operator.IS, (offer.status,)))
    return offer.segment_filter


def _names_me(spec: ListSpec) -> bool:
    return any(RELATIVE.intersection(each.values) for each in conditions_of(spec.whole_filter))
