"""The learned chance to win: the fit in use, those before it, what is said of deals that somebody sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import ExpressionWrapper, F, FloatField, QuerySet
from django.db.models.functions import Abs, Cast

from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Deal, WinEstimate
from negoce.negotiation.queries.deals.visible import visible_deals
from negoce.portfolio.models import WinChance, WinChanceFit

_SHOWN = 24


def win_fit_in_use() -> WinChanceFit | None:
    """The fit in use without its content, which only jobs read."""
    return WinChanceFit.objects.filter(in_use=True).select_related("asked_by").defer("content").first()


def latest_win_fits() -> Sequence[WinChanceFit]:
    """The last fits, newest first."""
    return list(WinChanceFit.objects.select_related("asked_by").defer("content", "judged")[:_SHOWN])


def chance_of(deal: Deal) -> WinChance | None:
    """What was learned of a deal, with the fit that says it."""
    return WinChance.objects.filter(deal=deal).select_related("fit").defer("fit__content").first()


def estimate_of(deal: Deal) -> WinEstimate | None:
    """What its salesperson says of it."""
    return WinEstimate.objects.filter(deal=deal, is_current=True).select_related("author").first()


def _both(actor: Actor) -> QuerySet[WinEstimate]:
    """Current estimates of deals under way that the actor sees and of which something was learned, in no order."""
    seen = visible_deals(actor).filter(state=DealState.OPEN.value)
    rows = WinEstimate.objects.filter(is_current=True, deal__in=seen, deal__win_chance__isnull=False)
    return rows.order_by()


def furthest(actor: Actor, most: int = 10) -> Sequence[WinEstimate]:
    """Where the person and what was learned differ most; each with its deal, company and `win_chance`."""
    learned = Cast(F("deal__win_chance__percent"), FloatField())
    gap = Abs(ExpressionWrapper(Cast(F("percent"), FloatField()) - learned, output_field=FloatField()))
    rows = _both(actor).annotate(gap=gap).order_by("-gap", "pk")
    return list(rows.select_related("deal__company", "deal__win_chance", "author")[:most])


def likeliest(actor: Actor, most: int = 10) -> Sequence[WinChance]:
    """The likeliest deals under way that the actor sees, whether or not somebody said what they think of them."""
    seen = visible_deals(actor).filter(state=DealState.OPEN.value)
    rows = WinChance.objects.filter(deal__in=seen).select_related("deal__company")
    return list(rows.order_by("-percent", "pk")[:most])


def people_named(keys: Sequence[int]) -> Mapping[int, User]:
    """Those who said something, by key."""
    return User.objects.in_bulk(list(keys))
