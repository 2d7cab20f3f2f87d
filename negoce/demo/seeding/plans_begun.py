"""The demo's plans of prospecting as they began: one that is over, one that runs, one in preparation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils import timezone

from negoce.companies.models import Company
from negoce.demo.seeding.plan_funnel import LONGEST, tell_funnel
from negoce.demo.seeding.plan_stories import ORDERS_AFTER, tell_what_came
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.prospecting.models import PlanChannel, PlanCompany, PlanCost, PlanPerson, ProspectingPlan

Cost = tuple[str, int, int, str]
Channel = tuple[str, str, int, int, tuple[Cost, ...]]
OVER, RUNNING = "Salon et recommandations de printemps", "Boutiques et hôtels de Rhône-Alpes"
# How many were contacted, told a need, met, asked for a quote.
FUNNELS = {OVER: (238, 122, 90, 56), RUNNING: (164, 54, 34, 19)}
_UNTOUCHED = 280
_WON_OVER, _WON_RUNNING = {"fair": 9, "referral": 8, "phone": 6}, 8
_LONG, _SHORT = 320, 75
_CUT = 100
_REGION = ("69", "38", "42", "01", "73", "74", "26", "07")
_KINDS = ("retailer", "service")
# Channel, who works it, budget, orders expected; then costs: kind, days after the start, euros, words.
_CHANNELS_OVER: Sequence[Channel] = (
    # What the stand cost comes with the fair itself.
    ("fair", "in_house", 9_500, 10, ()),
    ("referral", "in_house", 1_200, 8, (("media", 60, 950, "Cadeaux aux parrains"),)),
    ("phone", "outsourced", 6_000, 6, (("subcontracting", 45, 5_800, "Campagne d’appels"),)),
)  # fmt: skip
_CHANNELS_RUNNING: Sequence[Channel] = (
    ("phone", "in_house", 4_200, 7, (("pay", 20, 950, "Salaires, septembre"), ("pay", 50, 950, "Salaires, octobre"),
                                     ("tools", 5, 240, "Ligne et casque"))),
    ("inbound", "in_house", 1_800, 3, (("media", 10, 690, "Livre blanc"),)),
    ("email", "in_house", 300, 2, (("tools", 12, 180, "Rédaction et photographies de l’envoi"),)),
)  # fmt: skip


def begin_plans(today: date, _place: int) -> None:
    """Write them, and what was said to whom they aim at; nothing when the demo has some already."""
    manager = User.objects.filter(role=Role.MANAGER.value, is_active=True).order_by("pk").first()
    if manager is None or ProspectingPlan.objects.exists():
        return
    over, running = _over(manager, today), _running(manager, today)
    for plan in (over, running):
        tell_funnel(plan, FUNNELS[plan.name], today, manager)
    tell_what_came(over, manager)
    _draft(manager, today)


def _over(manager: User, today: date) -> ProspectingPlan:
    start, end = today - timedelta(days=_LONG), today - timedelta(days=_CUT)
    came = _came(start + timedelta(days=ORDERS_AFTER), end)
    keys = [
        key
        for channel, count in _WON_OVER.items()
        for key in [each.pk for each in came if each.origin_channel == channel][:count]
    ]
    never = _never(start).filter(origin_channel__in=list(_WON_OVER)).order_by("-pk")
    keys += never.values_list("pk", flat=True)[:_UNTOUCHED]
    plan = ProspectingPlan.objects.create(
        name=OVER, objective="renew_portfolio",
        filter_text="origin_channel is fair,referral,phone", starts_on=start, ends_on=end, owner=manager,
        created_by=manager, state="closed", target_orders=24, quote_rate=Decimal(40), meeting_rate=Decimal(60),
        contact_rate=Decimal(35), yearly_margin=Decimal(1_400), started_at=_at(start), closed_at=_at(end),
        lesson="Les recommandations coûtent le moins et signent le plus vite ; le salon se rentabilise sur l’année.",
    )  # fmt: skip
    _fill(plan, start, keys, _CHANNELS_OVER)
    return plan


def _running(manager: User, today: date) -> ProspectingPlan:
    start = today - timedelta(days=_SHORT)
    here = Q(kind__in=_KINDS, department__in=_REGION)
    channels = {channel for channel, *_rest in _CHANNELS_RUNNING}
    came = [
        each
        for each in _came(start + timedelta(days=LONGEST), today)
        if each.kind in _KINDS and each.department in _REGION
    ]
    # Who came by a channel of the plan before who came by another one.
    won = sorted(came, key=lambda each: each.origin_channel not in channels)[:_WON_RUNNING]
    never = _never(start).filter(here).order_by("pk").values_list("pk", flat=True)[:_UNTOUCHED]
    plan = ProspectingPlan.objects.create(
        name=RUNNING, objective="new_zone", launch="Vitrines d’hiver",
        filter_text=f"department is {','.join(_REGION)} and kind is {','.join(_KINDS)} and status is suspect,warm,hot",
        starts_on=start, ends_on=today + timedelta(days=45), owner=manager, created_by=manager, state="running",
        signal="competitors", target_orders=12, quote_rate=Decimal(45), meeting_rate=Decimal(60),
        contact_rate=Decimal(25), yearly_margin=Decimal(1_400), started_at=_at(start),
        note="Appeler le mardi et le jeudi ; le livre blanc aux responsables de magasin.",
    )  # fmt: skip
    sellers = User.objects.filter(role=Role.SALESPERSON.value, is_active=True).order_by("pk")[:2]
    PlanPerson.objects.bulk_create(PlanPerson(plan=plan, person=each) for each in sellers)
    _fill(plan, start, [*(each.pk for each in won), *never], _CHANNELS_RUNNING)
    return plan


def _came(first: date, end: date) -> list[Company]:
    """Who ordered for the first time in these days and was in the file long enough before, the best first."""
    rows = Company.objects.filter(
        is_fictional=True, deleted_at__isnull=True, sales__first_order_on__gte=first, sales__first_order_on__lt=end
    ).select_related("sales")  # fmt: skip
    return [
        each
        for each in rows.order_by("-sales__net_12_months", "pk")
        if (each.sales.first_order_on or first) - timezone.localdate(each.created_at)
        > timedelta(days=LONGEST)
    ]


def _never(start: date) -> QuerySet[Company]:
    """Who never bought and was in the file before the plan began."""
    return Company.objects.filter(
        is_fictional=True, sales=None, deleted_at__isnull=True, created_at__lt=_at(start)
    )


def _draft(manager: User, today: date) -> None:
    plan = ProspectingPlan.objects.create(
        name="Réveiller les dormants de l’année", objective="wake_former", filter_text="status is dormant",
        starts_on=today + timedelta(days=20), ends_on=today + timedelta(days=110), owner=manager,
        created_by=manager, target_orders=30, quote_rate=Decimal(50), meeting_rate=Decimal(60),
        contact_rate=Decimal(25), yearly_margin=Decimal(900),
    )  # fmt: skip
    PlanChannel.objects.create(plan=plan, channel="phone", budget=Decimal(3_000), target_orders=20)
    PlanChannel.objects.create(plan=plan, channel="letter", budget=Decimal(900), target_orders=10)


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
