"""What the demo’s plan that is over is made of: its fair with visitors, who recommended whom; the same figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from negoce.companies.enums import CONTACT_KINDS, ActivityKind, ActivityState
from negoce.companies.models import Activity, Company, Contact
from negoce.demo.draws import draws
from negoce.demo.seeding.best_customers import best_customers
from negoce.demo.seeding.fair_visits import write_visitors
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor
from negoce.prospecting.actions.plan_join import note_fair_cost
from negoce.prospecting.actions.referral_save import note_referral
from negoce.prospecting.enums import ReferralOutcome
from negoce.prospecting.models import Fair, PlanCompany, ProspectingPlan

# Days after the start of the plan: the fair opens, and the first orders that it brought may come.
FAIR_AFTER, ORDERS_AFTER = 14, 52
FAIR_COST = Decimal(8_700)
_FAIR_DAYS = 4
# Ten thanks of 95 € at most: what the plan spent on recommendations.
_THANKED, REWARD = 10, Decimal(95)
_UNWON = 12


def tell_what_came(plan: ProspectingPlan, manager: User) -> None:
    """Write the fair of a plan with its visitors, and the recommendations by which its customers came."""
    _write_fair(plan, manager)
    _write_referrals(plan, manager)


def _write_fair(plan: ProspectingPlan, manager: User) -> None:
    opens = plan.starts_on + timedelta(days=FAIR_AFTER)
    fair = Fair.objects.create(
        name="Printemps du cadeau", place="Lyon", starts_on=opens,
        ends_on=opens + timedelta(days=_FAIR_DAYS - 1), plan=plan, cost=FAIR_COST, created_by=manager,
    )  # fmt: skip
    note_fair_cost(fair, manager.pk)
    write_visitors(fair, _visitors(plan), manager)


def _visitors(plan: ProspectingPlan) -> Sequence[Contact]:
    """One person of each company of the plan that a fair brought and that bought or was spoken to while it ran."""
    spoken = Activity.objects.filter(
        kind__in=[each.value for each in CONTACT_KINDS], state=ActivityState.DONE.value,
        starts_at__gte=_at(plan.starts_on, 0), starts_at__lt=_at(plan.ends_on, 0),
    )  # fmt: skip
    rows = Contact.objects.filter(
        Q(company__sales__isnull=False) | Q(company__in=spoken.values("company_id")),
        company__in=PlanCompany.objects.filter(plan=plan).values("company_id"), company__origin_channel="fair",
        deleted_at__isnull=True, erased_at__isnull=True, current_post__isnull=False,
    )  # fmt: skip
    seen: dict[int, Contact] = {}
    for contact in rows.select_related("company__owner").order_by("company_id", "pk"):
        seen.setdefault(contact.company_id, contact)
    return list(seen.values())


def _write_referrals(plan: ProspectingPlan, manager: User) -> None:
    """Of those who came recommended, some bought, some were met, some had no use for us."""
    actor, givers = actor_for(manager), list(best_customers().select_related("sales")[:60])
    targets = PlanCompany.objects.filter(plan=plan).values("company_id")
    received = Company.objects.filter(pk__in=targets, origin_channel="referral", referrals_received=None)
    won = received.filter(sales__first_order_on__gt=plan.starts_on).select_related("sales").order_by("pk")
    for place, company in enumerate(won):
        chance, first = draws("plan referral", company.public_id), company.sales.first_order_on
        if first is None:
            continue
        # Some weeks before the first order, and never before the plan.
        given = max(
            plan.starts_on + timedelta(days=1 + place % 9), first - timedelta(days=chance.randint(31, 75))
        )
        thanked = place < _THANKED
        values = {
            "outcome": ReferralOutcome.CUSTOMER.value,
            "won_on": first,
            "reward": "Coffret de l’atelier" if thanked else "",
            "reward_amount": f"{REWARD}" if thanked else "",
            "rewarded_on": first + timedelta(days=6) if thanked else None,
        }
        _refer(actor, givers, company, given, place, values)
    spoken = received.filter(sales=None, last_contact_on__gte=plan.starts_on).order_by("-pk")[:_UNWON]
    for place, company in enumerate(spoken, _UNWON):
        days = draws("plan referral", company.public_id).randint(2, (plan.ends_on - plan.starts_on).days - 60)
        met = Activity.objects.filter(
            company=company, kind=ActivityKind.VISIT.value, starts_at__gte=_at(plan.starts_on, 0)
        )
        outcome = ReferralOutcome.MET if place % 2 and met.exists() else ReferralOutcome.DECLINED
        given = plan.starts_on + timedelta(days=days)
        _refer(actor, givers, company, given, place, {"outcome": outcome.value})


def _refer(
    actor: Actor,
    givers: Sequence[Company],
    company: Company,
    given: date,
    place: int,
    values: dict[str, object],
) -> None:
    giver = _giver(givers, company, given, place)
    if giver is None:
        return
    named = draws("plan referral named", company.public_id).random() < 0.7
    note_referral(
        actor,
        referrer=giver,
        referred=company,
        values={"given_on": given, "may_be_named": named, "consent_on": given if named else None, **values},
    )


def _giver(givers: Sequence[Company], company: Company, given: date, place: int) -> Company | None:
    """A good customer of that day; another one each time."""
    known = [
        each for each in givers if each.pk != company.pk and (each.sales.first_order_on or given) < given
    ]
    return known[(place * 7) % len(known)] if known else None


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
