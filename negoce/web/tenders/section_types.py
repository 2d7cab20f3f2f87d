"""What a part of the desk declares to stand on the page of a tender."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.urls import reverse

from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import Tender
from negoce.negotiation.rules.tender_days import RUNNING, STEPS

# The tabs, in their order: what is asked and whether to answer, the file, prices and notes, what came of it.
CONSULTATION, FILE, PRICE, RESULT = "consultation", "file", "price", "result"
MAIN, SIDE = "main", "side"


@dataclass(frozen=True)
class TenderRecord:
    """A tender as somebody sees it; what several sections ask is asked once."""

    actor: Actor
    tender: Tender
    # What sections keep for those that follow, by a name of theirs.
    asked: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def may_edit(self) -> bool:
        """Whether they may change it."""
        return self.actor.may(Permission.EDIT)

    @property
    def is_running(self) -> bool:
        """Whether something is still to be handed in."""
        return self.tender.stage in RUNNING

    @property
    def is_open(self) -> bool:
        """Whether its result is still awaited."""
        return self.tender.stage in STEPS

    @property
    def currency(self) -> str:
        """That of the deal that answers it."""
        return self.tender.deal.currency if self.tender.deal is not None else "EUR"

    @property
    def url(self) -> str:
        """The page of the tender."""
        return reverse("tenders:tender", args=[self.tender.public_id])


@dataclass(frozen=True, slots=True)
class TenderSection:
    """A card of the page of a tender, with an address and a budget of its own.

    `read` gives the context of `template`, or None when there is nothing to show: then the section is absent; the
    template also has `section`, `record`, `tender` and `may_edit`. `queries_max` counts what `read` asks of the
    database when the section is drawn alone, the tender itself aside. It is drawn again on its own when an answer
    triggers the event `panel-tender-<key>`, the whole page on `tender-page`.
    """

    key: str
    title: Any
    template: str
    read: Callable[[TenderRecord], Mapping[str, object] | None]
    queries_max: int
    tab: str = CONSULTATION
    column: str = MAIN

    def url(self, tender: Tender) -> str:
        """The section's own address."""
        return reverse("tenders:section", args=[tender.public_id, self.key])
