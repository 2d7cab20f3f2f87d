"""What the blocks of a preparation read of a deal, each thing once."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from django.utils import timezone

from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import Deal, DealPreparation
from negoce.negotiation.queries.discovery.found import Discovered, discovered
from negoce.negotiation.queries.influence.read import InfluenceMap, influence_map, may_read_map
from negoce.negotiation.queries.preparation.meeting import Meetings, meetings_of, preparation_of
from negoce.negotiation.queries.signing.facts import Signing, read_signing
from negoce.web.deals.panel_types import DealRecord


class Prepared:
    """A deal whose next meeting is prepared, as somebody sees it."""

    def __init__(self, record: DealRecord) -> None:
        self.record = record

    @property
    def actor(self) -> Actor:
        """Who prepares."""
        return self.record.actor

    @property
    def deal(self) -> Deal:
        """The deal."""
        return self.record.deal

    @property
    def may_edit(self) -> bool:
        """Whether blocks lead to where they are changed."""
        return self.record.may_edit

    @property
    def reads_margins(self) -> bool:
        """Whether our limits are theirs to read."""
        return self.actor.may_read(FieldGroup.MARGIN)

    @cached_property
    def today(self) -> date:
        """The day on which it is prepared."""
        return timezone.localdate()

    @cached_property
    def meetings(self) -> Meetings:
        """What is planned, and what was said."""
        return meetings_of(self.actor, self.deal)

    @cached_property
    def map(self) -> InfluenceMap | None:
        """Who decides, for who may read what was observed of people."""
        return influence_map(self.actor, self.deal) if may_read_map(self.actor) else None

    @cached_property
    def discovered(self) -> Discovered | None:
        """What was answered so far."""
        return discovered(self.actor, self.deal)

    @cached_property
    def signing(self) -> Signing:
        """What is looked at before signing."""
        return read_signing(self.actor, self.deal, self.record.quotes, self.today)

    @cached_property
    def written(self) -> DealPreparation | None:
        """The approach and the questions."""
        return preparation_of(self.deal)

    def tab_url(self, tab: str) -> str:
        """A tab of the page of the deal."""
        return f"{self.record.url}?tab={tab}"
