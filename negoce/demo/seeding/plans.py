"""The demo's plans of prospecting: one that is over and taught something, one that runs, one in preparation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Activity, Company
from negoce.demo.seeding.plan_stories import ORDERS_AFTER, tell_what_came
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
    PlanChannel,
    PlanCompany,
    PlanCost,
    PlanPerson,
    ProspectingPlan,
)

Cost = tuple[str, int, int, str]
Channel = tuple[str, str, int, int, tuple[Cost, ...]]
_UNTOUCHED = 260
_WON = {"fair": 17, "referral": 14, "phone": 8}
_LONG, _SHORT = 320, 75
_CUT = 100
# Channel, who works it, budget, orders expected; then costs: kind, days after the start, euros, words.
_OVER: Sequence[Channel] = (
    # What the stand cost comes with the fair itself.
    ("fair", "in_house", 9_500, 20, ()),
    ("referral", "in_house", 1_200, 10, (("media", 60, 950, "Cadeaux aux parrains"),)),
    ("phone", "outsourced", 6_000, 12, (("subcontracting", 45, 5_800, "Campagne d’appels"),)),
)  # fmt: skip
_RUNNING: Sequence[Channel] = (
    ("phone", "in_house", 4_200, 8, (("pay", 20, 1_350, "Salaires"), ("tools", 5, 240, "Ligne et casque"))),
    ("inbound", "in_house", 1_800, 4, (("media", 10, 690, "Livre blanc"),)),
)
_NEEDS = (
    "Renouveler les vitrines avant l’hiver",
    "Un fournisseur qui livre en petites quantités",
    "Des références que la grande distribution n’a pas",
    "Moins de ruptures en fin d’année",
)
# Channel → effectiveness for the target, skill in house, credibility, cost of a customer when guessed.
_NOTES: Mapping[str, tuple[int, int, int, int | None]] = {
    "phone": (8, 7, 7, None), "email": (6, 8, 6, 420), "letter": (4, 6, 6, 640), "fair": (8, 6, 9, None),
    "door_to_door": (6, 3, 7, 980), "inbound": (7, 4, 8, 380), "social_network": (3, 3, 4, None),
    "referral": (9, 7, 9, None),
}  # fmt: skip


def write_plans(today: date, _place: int) -> None:
    """Write them, count what they brought, weigh channels for the one that runs, declare one fact of the market."""
    manager = User.objects.filter(role=Role.MANAGER.value, is_active=True).order_by("pk").first()
    if manager is None or ProspectingPlan.objects.exists():
        return
    over, running = _over(manager, today), _running(manager, today)
    for plan in (over, running):
        _note_needs(plan)
    _draft(manager, today)
    for plan in (over, running):
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


def _over(manager: User, today: date) -> ProspectingPlan:
    start, end = today - timedelta(days=_LONG), today - timedelta(days=_CUT)
    came = Company.objects.filter(
        sales__first_order_on__gte=start + timedelta(days=ORDERS_AFTER),
        sales__first_order_on__lt=end,
        deleted_at__isnull=True,
    ).order_by("pk")
    keys = [
        key
        for channel, count in _WON.items()
        for key in came.filter(origin_channel=channel).values_list("pk", flat=True)[:count]
    ]
    never = Company.objects.filter(sales=None, deleted_at__isnull=True, origin_channel__in=list(_WON))
    keys += never.order_by("-pk").values_list("pk", flat=True)[:_UNTOUCHED]
    plan = ProspectingPlan.objects.create(
        name="Salon et recommandations de printemps", objective="renew_portfolio",
        filter_text="origin_channel is fair,referral,phone", starts_on=start, ends_on=end, owner=manager,
        created_by=manager, state="closed", target_orders=42, quote_rate=Decimal(40), meeting_rate=Decimal(60),
        contact_rate=Decimal(35), yearly_margin=Decimal(1_400), started_at=_at(start), closed_at=_at(end),
        lesson="Les recommandations coûtent le moins et signent le plus vite ; le salon se rentabilise sur l’année.",
    )  # fmt: skip
    _fill(plan, start, keys, _OVER)
    tell_what_came(plan, manager)
    return plan


def _running(manager: User, today: date) -> ProspectingPlan:
    start = today - timedelta(days=_SHORT)
    shops = Company.objects.filter(kind="retailer", department__in=("69", "38"), deleted_at__isnull=True)
    plan = ProspectingPlan.objects.create(
        name="Boutiques de Lyon et de Grenoble", objective="new_zone", launch="Vitrines d’hiver",
        filter_text="department is 69,38 and kind is retailer", starts_on=start,
        ends_on=today + timedelta(days=45), owner=manager, created_by=manager, state="running",
        signal="dependence", target_orders=12, yearly_margin=Decimal(1_400), started_at=_at(start),
        note="Appeler le mardi et le jeudi ; le livre blanc aux responsables de magasin.",
    )  # fmt: skip
    sellers = User.objects.filter(role=Role.SALESPERSON.value, is_active=True).order_by("pk")[:2]
    PlanPerson.objects.bulk_create(PlanPerson(plan=plan, person=each) for each in sellers)
    _fill(plan, start, shops.order_by("pk").values_list("pk", flat=True)[:_UNTOUCHED], _RUNNING)
    return plan


def _draft(manager: User, today: date) -> None:
    plan = ProspectingPlan.objects.create(
        name="Réveiller les dormants de l’année", objective="wake_former", filter_text="status is dormant",
        starts_on=today + timedelta(days=20), ends_on=today + timedelta(days=110), owner=manager,
        created_by=manager, target_orders=30, quote_rate=Decimal(50), meeting_rate=Decimal(60),
        contact_rate=Decimal(25), yearly_margin=Decimal(900),
    )  # fmt: skip
    PlanChannel.objects.create(plan=plan, channel="phone", budget=Decimal(3_000), target_orders=20)
    PlanChannel.objects.create(plan=plan, channel="letter", budget=Decimal(900), target_orders=10)


def _note_needs(plan: ProspectingPlan) -> None:
    """Of three visits made for a plan, two told a need: those are its leads."""
    done = Activity.objects.filter(
        company__in=plan.companies.order_by().values("company_id"), kind=ActivityKind.VISIT.value, need_recorded="",
        state=ActivityState.DONE.value, starts_at__gte=plan.started_at, starts_at__lt=plan.closed_at or timezone.now(),
    )  # fmt: skip
    keys = list(done.order_by("pk").values_list("pk", flat=True))
    told = [key for place, key in enumerate(keys) if place % 3]
    for place, need in enumerate(_NEEDS):
        Activity.objects.filter(pk__in=told[place :: len(_NEEDS)]).update(need_recorded=need)


def _fill(plan: ProspectingPlan, start: date, targets: Iterable[int], channels: Sequence[Channel]) -> None:
    keys = sorted(set(targets))
    PlanCompany.objects.bulk_create(PlanCompany(plan=plan, company_id=key) for key in keys)
    for channel, mode, budget, orders, costs in channels:
        PlanChannel.objects.create(
            plan=plan, channel=channel, mode=mode, budget=Decimal(budget), target_orders=orders
        )
        for kind, days, amount, words in costs:
            PlanCost.objects.create(
                plan=plan,
                channel=channel,
                kind=kind,
                day=start + timedelta(days=days),
                amount=Decimal(amount),
                words=words,
                created_by=plan.owner,
            )
    ProspectingPlan.objects.filter(pk=plan.pk).update(targeted=len(keys), targeted_at=_at(start))
    plan.refresh_from_db()


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9, 30)))
