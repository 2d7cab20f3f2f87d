"""How many companies a change of thresholds would move, from the facts that their rows keep: one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    FloatField,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest

from negoce.kit.dates import add_months
from negoce.orders.models import Order
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.models import CustomerLife
from negoce.portfolio.rules.thresholds import Thresholds
from negoce.prospecting.enums import ReferralOutcome
from negoce.prospecting.models import Referral


@dataclass(frozen=True, slots=True)
class Move:
    """So many companies would go from one status to another."""

    before: LifeStatus
    after: LifeStatus
    companies: int


class _DaysSince(Func):
    """Days from a column to a day, on both databases."""

    output_field = FloatField()

    def as_sqlite(self, compiler, connection, **extra):  # type: ignore[no-untyped-def]
        return self.as_sql(
            compiler, connection, template="(julianday(%(expressions)s))", arg_joiner=") - julianday("
        )

    def as_postgresql(self, compiler, connection, **extra):  # type: ignore[no-untyped-def]
        return self.as_sql(compiler, connection, template="(%(expressions)s)", arg_joiner=" - ")


def moves(before: Thresholds, after: Thresholds, today: date) -> Sequence[Move]:
    """What would move if these thresholds replaced those in force, the largest moves first.

    Only who has ordered and has not announced to leave can move; a declared status is compared by its facts.
    """
    rows = (
        CustomerLife.objects.filter(order_days__gt=0, company__deleted_at__isnull=True)
        .exclude(reason__code="life.departed")
        .annotate(**_limits(before, today, "old"), **_limits(after, today, "new"))
        .annotate(was=_status(before, today, "old"), will=_status(after, today, "new"))
        .exclude(was=F("will"))
        .values("was", "will")
        .annotate(companies=Count("pk"))
        .order_by("-companies", "was", "will")
    )
    return [Move(LifeStatus(row["was"]), LifeStatus(row["will"]), row["companies"]) for row in rows]


def _limits(thresholds: Thresholds, today: date, name: str) -> dict[str, object]:
    paces = Coalesce(
        F("cadence_days"), Value(float(thresholds.default_cadence_days)), output_field=FloatField()
    )
    since = _DaysSince(Cast(Value(today), DateField()), F("last_order_on"))
    found: dict[str, object] = {
        f"{name}_silence": since,
        f"{name}_dormant": Greatest(
            Value(float(thresholds.dormant_days)), Value(float(thresholds.dormant_cadences)) * paces
        ),
        f"{name}_lost": Greatest(
            Value(float(thresholds.lost_days)), Value(float(thresholds.lost_cadences)) * paces
        ),
        f"{name}_recommends": Exists(
            Referral.objects.filter(
                referrer_company=OuterRef("company"),
                outcome=ReferralOutcome.CUSTOMER.value,
                won_on__gte=add_months(today, -int(thresholds.ambassador_months)),
                won_on__lte=today,
            ).exclude(referrer_company=F("referred_company"))
        ),
    }
    if int(thresholds.few_orders):
        found[f"{name}_recent"] = _recent_days(thresholds, today)
    return found


def _recent_days(thresholds: Thresholds, today: date) -> Coalesce:
    """The distinct days with a purchase in the months of the second trigger."""
    rows = (
        Order.objects.filter(
            company=OuterRef("company"),
            net__gt=0,
            cancelled_at__isnull=True,
            ordered_on__lte=today,
            ordered_on__gte=add_months(today, -int(thresholds.few_orders_months)),
        )
        .order_by()
        .values("company")
        .annotate(days=Count("ordered_on", distinct=True))
        .values("days")
    )
    return Coalesce(Subquery(rows), 0, output_field=IntegerField())


def _status(thresholds: Thresholds, today: date, name: str) -> Case:
    """The status from the facts, as `life_cycle.py` works it out of one company."""
    dormant = Q(**{f"{name}_silence__gt": F(f"{name}_dormant")})
    if int(thresholds.few_orders):
        # A customer of less than these months has not had the time to order so often.
        begins = add_months(today, -int(thresholds.few_orders_months))
        dormant |= Q(**{f"{name}_recent__lt": int(thresholds.few_orders)}, first_order_on__lt=begins)
    regular = Q(cadence_days__isnull=False, gaps_variation__lte=float(thresholds.regular_variation))
    cases = (
        (Q(**{f"{name}_silence__gt": F(f"{name}_lost")}), LifeStatus.LOST),
        (dormant, LifeStatus.DORMANT),
        (Q(order_days=1), LifeStatus.NEW),
        (Q(**{f"{name}_recommends": True}), LifeStatus.AMBASSADOR),
        (regular, LifeStatus.REGULAR),
    )
    return Case(
        *(When(condition, then=Value(status.value)) for condition, status in cases),
        default=Value(LifeStatus.IRREGULAR.value),
        output_field=CharField(),
    )
