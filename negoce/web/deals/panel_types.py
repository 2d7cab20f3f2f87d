"""What a part of the negotiation desk declares to stand on the page of a deal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from negoce.companies.models import Contact
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Deal, Quote, WinEstimate
from negoce.negotiation.queries.deals.page import deal_quotes, people_gone
from negoce.portfolio.queries.win_chances import estimate_of

# The tabs, in their order: where it stands, what is made ready, who decides, what is bargained, how it ends.
OVERVIEW, PREPARATION, PEOPLE, BARGAINING, CONCLUSION = (
    "overview",
    "preparation",
    "people",
    "bargaining",
    "conclusion",
)
MAIN, SIDE = "main", "side"


@dataclass(frozen=True)
class DealRecord:
    """A deal as somebody sees it; what several panels ask is asked once."""

    actor: Actor
    deal: Deal

    @cached_property
    def may_edit(self) -> bool:
        """Whether they may change it."""
        return self.actor.may(Permission.EDIT)

    @cached_property
    def is_open(self) -> bool:
        """Whether it is under way."""
        return self.deal.state == DealState.OPEN

    @cached_property
    def quotes(self) -> Sequence[Quote]:
        """Its quotes, the latest first."""
        return deal_quotes(self.deal)

    @cached_property
    def gone(self) -> Sequence[Contact]:
        """Who counts in it and has left the company."""
        return people_gone(self.actor, self.deal) if self.is_open else ()

    @cached_property
    def estimate(self) -> WinEstimate | None:
        """What its salesperson thinks of its chance."""
        return estimate_of(self.deal) if self.is_open else None

    @property
    def url(self) -> str:
        """The page of the deal."""
        return reverse("deals:deal", args=[self.deal.public_id])


@dataclass(frozen=True, slots=True)
class DealPanel:
    """A card of the page of a deal, with an address and a budget of its own.

    `read` gives the context of `template`, or None when there is nothing to show: then the panel is absent.
    `queries_max` counts what `read` asks of the database when the panel is drawn alone, the deal itself aside. A
    panel is drawn again on its own when an answer triggers the event `panel-<key>`.
    """

    key: str
    title: Any
    template: str
    read: Callable[[DealRecord], Mapping[str, object] | None]
    queries_max: int
    tab: str = OVERVIEW
    column: str = MAIN

    def url(self, deal: Deal) -> str:
        """The panel's own address."""
        return reverse("deals:panel", args=[deal.public_id, self.key])
