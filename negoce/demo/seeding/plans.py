"""What the demo's plans brought, what its channels are worth, and what was declared of the market."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from negoce.demo.seeding.plans_begun import OVER, RUNNING
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.portfolio.actions.plan_result_refresh import refresh_plan
from negoce.portfolio.actions.prospecting_signals_night import refresh_signals
from negoce.portfolio.queries.channel_history import channel_history
from negoce.prospecting.actions.channel_choice_save import make_choice
from negoce.prospecting.models import (
    ChannelScore,
    MarketFact,
    ProspectingPlan,
)

# Channel → effectiveness for the target, skill in house, credibility, cost of a customer when guessed.
_NOTES: Mapping[str, tuple[int, int, int, int | None]] = {
    "phone": (8, 7, 7, None), "email": (6, 8, 6, 420), "letter": (4, 6, 6, 640), "fair": (8, 6, 9, None),
    "door_to_door": (6, 3, 7, 980), "inbound": (7, 4, 8, 380), "social_network": (3, 3, 4, None),
    "referral": (9, 7, 9, None),
}  # fmt: skip


def write_plans(today: date, _place: int) -> None:
    """Count what they brought, weigh channels for the one that runs, declare one fact of the market."""
    manager = User.objects.filter(role=Role.MANAGER.value, is_active=True).order_by("pk").first()
    running = ProspectingPlan.objects.filter(name=RUNNING).first()
    if manager is None or running is None:
        return
    for plan in ProspectingPlan.objects.filter(name__in=(OVER, RUNNING)).order_by("pk"):
        refresh_plan(plan, today=today)
    actor = actor_for(manager)
    choice = make_choice(
        actor,
        name=running.name,
        target="Boutiques",
        launch=running.launch,
        plan=running,
        known=channel_history(actor),
    )
    for channel, (effectiveness, skill, credibility, cost) in _NOTES.items():
        ChannelScore.objects.filter(choice=choice, channel=channel).update(
            effectiveness=effectiveness, skill=skill, credibility=credibility, estimated_cost=cost
        )
    MarketFact.objects.create(
        topic="technology",
        words="Les boutiques comparent et commandent en ligne avant de nous appeler.",
        evidence="cinq clients rencontrés au salon",
        declared_on=today - timedelta(days=34),
        holds_until=today + timedelta(days=146),
        author=manager,
    )
    refresh_signals(today=today)
