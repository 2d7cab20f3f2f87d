"""What the demo's manager set: budgets by status, costs of service, an action plan; and what customers said of us."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from negoce.demo.seeding.best_customers import best_customers
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.rules.actor import system_actor
from negoce.portfolio.actions.plan_save import save_action
from negoce.portfolio.actions.status_budget_save import save_service_costs, set_status_budget
from negoce.portfolio.actions.testimonials import note_testimonial
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.queries.service_costs import current_service_costs

_ACTOR = "Démonstration"
# Status → share of the customers aimed at in percent, budget, visits a year.
_BUDGETS = {
    LifeStatus.HOT: (None, 6_000, 6),
    LifeStatus.WARM: (None, 4_000, 3),
    LifeStatus.NEW: (20, 320_000, 4),
    LifeStatus.IRREGULAR: (35, 180_000, 3),
    LifeStatus.REGULAR: (32, 210_000, 6),
    LifeStatus.AMBASSADOR: (1, 4_000, 8),
    LifeStatus.DORMANT: (None, 25_000, 1),
}
# Name, part, status, channel, months, budget, customers and margin expected; of last year's, what came of them.
_ACTIONS = (
    ("Salon des métiers de bouche", "conquest", "", "fair", (3, 4), 9_500, 50, 14_000, (9_100, 44, 11_600)),
    ("Prospection téléphonique des boulangeries", "conquest", "suspect", "phone", (1, 6), 6_000, 60, 16_800,
     (5_400, 52, 12_900)),
    ("Livre blanc et recherche", "conquest", "", "inbound", (2, 11), 3_600, 160, 28_400, (3_600, 148, 26_300)),
    ("Deuxième famille de produits", "development", "irregular", "", (4, 9), 8_000, 30, 21_000, (7_200, 24, 18_500)),
    ("Revue annuelle des comptes A", "development", "regular", "", (9, 11), 4_500, 20, 26_000, (4_300, 20, 27_800)),
    ("Réveil des dormants", "loyalty", "dormant", "phone", (5, 7), 4_500, 250, 42_000, (4_300, 231, 39_500)),
    ("Club des ambassadeurs", "loyalty", "ambassador", "", (1, 12), 4_000, 8, 12_000, (3_900, 6, 10_100)),
)  # fmt: skip
_PLACES = ("Notre site", "La revue du commerce de détail", "Avis en ligne", "Le salon de Lyon")


def write_steering(today: date, _place: int) -> None:
    """Budgets of this year, the plans of last year and of this one, a few testimonials."""
    actor = system_actor(_ACTOR)
    save_service_costs(
        actor, replace(current_service_costs(), acquisition_cost=Decimal(700), contact_cost=Decimal(18))
    )
    customers = list(best_customers()[: len(_PLACES)])
    heads = best_customers().count()
    for status, (share, budget, visits) in _BUDGETS.items():
        given: dict[str, Decimal | None] = {
            "target_heads": None if share is None else Decimal(max(1, heads * share // 100)),
            "budget": Decimal(budget),
            "visits_a_year": Decimal(visits),
        }
        for field, value in given.items():
            set_status_budget(actor, year=today.year, status=status, field=field, value=value)
    for year in (today.year - 1, today.year):
        _write_plan(year, today)
    for place, (company, where) in enumerate(zip(customers, _PLACES, strict=False)):
        on = today - timedelta(days=20 + 70 * place)
        note_testimonial(actor, company, published_on=f"{on:%d/%m/%Y}", place=where)


def _write_plan(year: int, today: date) -> None:
    actor = system_actor(_ACTOR)
    people = User.objects.filter(is_active=True, role__in=(Role.SALESPERSON.value, Role.MANAGER.value))
    owners = list(people.order_by("pk").values_list("public_id", flat=True))
    for place, (name, part, status, channel, months, budget, customers, margin, came) in enumerate(_ACTIONS):
        over = year < today.year or months[1] < today.month
        values = {
            "name": name,
            "part": part,
            "status": status,
            "channel": channel,
            "owner": owners[place % len(owners)] if owners else "",
            "first_month": str(months[0]),
            "last_month": str(months[1]),
            "budget": str(budget),
            "expected_customers": str(customers),
            "expected_margin": str(margin),
            "actual_cost": str(came[0]) if over else "",
            "actual_customers": str(came[1]) if year < today.year else "",
            "actual_margin": str(came[2]) if over else "",
        }
        save_action(actor, None, year=year, values=values)
