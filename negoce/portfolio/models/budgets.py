"""What is set, spent and gained for customers of each status, and what each customer leaves (S2)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from negoce.companies.models import Company
from negoce.identity.models import Territory
from negoce.kit.choices import choices
from negoce.portfolio.enums import LifeStatus, Remedy


def _sum() -> models.DecimalField:
    return models.DecimalField(max_digits=16, decimal_places=2, default=0)


def _known() -> models.DecimalField:
    return models.DecimalField(max_digits=16, decimal_places=2, null=True)


class StatusBudget(models.Model):
    """What people aim at for the customers of a status in a year; null while nobody said."""

    year = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=choices(LifeStatus))
    target_heads = models.PositiveIntegerField(null=True)
    budget = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    visits_a_year = models.DecimalField(
        max_digits=6, decimal_places=2, null=True, help_text="to each customer"
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["year", "id"]
        constraints = [
            models.UniqueConstraint(fields=["year", "status"], name="one_budget_a_status_and_year"),
            models.CheckConstraint(
                condition=Q(budget=None) | Q(budget__gte=0), name="status_budget_positive"
            ),
            models.CheckConstraint(
                condition=Q(visits_a_year=None) | Q(visits_a_year__gte=0), name="status_visits_positive"
            ),
        ]


class StatusFigures(models.Model):
    """A year of the companies of one owner, territory and status; made each night, kept once the year is over.

    `heads`, `net`, `margin`, `uncosted` and `overdue` count who has the status; `gained`, `visits`, `exchanges`,
    `messages`, `started` and `unknown_gains` who had it on 1 January, or when they came. `margin` and `gained` add up
    what is known: `uncosted` and `unknown_gains` say of how many customers the margin is not.
    """

    year = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=choices(LifeStatus))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    territory = models.ForeignKey(
        Territory, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    heads = models.PositiveIntegerField(default=0)
    net = _sum()
    margin = _sum()
    uncosted = models.PositiveIntegerField(default=0)
    overdue = models.PositiveIntegerField(default=0)
    started = models.PositiveIntegerField(default=0)
    gained = _sum()
    unknown_gains = models.PositiveIntegerField(default=0)
    visits = models.PositiveIntegerField(default=0)
    exchanges = models.PositiveIntegerField(default=0)
    messages = models.PositiveIntegerField(default=0)
    as_of = models.DateField()

    class Meta:
        ordering = ["year", "id"]
        indexes = [models.Index(fields=["year", "owner", "territory"], name="status_figures_by_owner")]


class CustomerProfit(models.Model):
    """What a company left over 12 months once it was served; worked out each night (R-M1, R-M2).

    `margin` and `profit` are null when the cost of an order is not known. `remedy` and `reason` (`{"code": …,
    "figures": {…}}`) say what is proposed where the profit is below zero. `share` and `potential` are null while
    their purchases are not known. `contact_due` says that nobody spoke with them within the cadence of their status.
    """

    company = models.OneToOneField(Company, on_delete=models.CASCADE, primary_key=True, related_name="profit")
    net = _sum()
    margin = _known()
    visits = models.PositiveIntegerField(default=0)
    exchanges = models.PositiveIntegerField(default=0)
    messages = models.PositiveIntegerField(default=0)
    cost = _sum()
    profit = _known()
    remedy = models.CharField(max_length=14, choices=choices(Remedy), blank=True)
    reason = models.JSONField(default=dict)
    share = models.DecimalField(max_digits=9, decimal_places=2, null=True, help_text="percent points")
    potential = _known()
    contact_due = models.BooleanField(default=False)
    as_of = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["profit", "company"], name="profit_by_amount"),
            models.Index(fields=["remedy", "profit"], name="profit_by_remedy", condition=~Q(remedy="")),
            models.Index(fields=["potential", "company"], name="profit_by_potential"),
            models.Index(fields=["company"], name="profit_contact_due", condition=Q(contact_due=True)),
        ]


class OrderRankMargin(models.Model):
    """The mean margin of a customer's first order, second one and so on, over the whole house."""

    rank = models.PositiveSmallIntegerField(primary_key=True)
    margin = models.DecimalField(max_digits=16, decimal_places=2)
    customers = models.PositiveIntegerField()
    as_of = models.DateField()

    class Meta:
        ordering = ["rank"]
