"""What is to be sold, and what was: by person, team or family of products, month by month (S3)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from negoce.catalogue.models import ProductFamily
from negoce.identity.models import Team
from negoce.kit.public_id import new_public_id


class SalesTarget(models.Model):
    """Net sales excluding VAT to be ordered in the month beginning on `month`; the house’s without any of the three."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    family = models.ForeignKey(
        ProductFamily, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    month = models.DateField()
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["month", "id"]
        indexes = [models.Index(fields=["month", "person"], name="target_by_month")]
        constraints = [
            models.UniqueConstraint(
                Coalesce("person_id", 0),
                Coalesce("team_id", 0),
                Coalesce("family_id", 0),
                "month",
                name="one_target_a_month",
            ),
            models.CheckConstraint(
                condition=Q(person=None, team=None) | Q(person=None, family=None) | Q(team=None, family=None),
                name="target_of_one_kind",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="target_not_negative"),
            models.CheckConstraint(condition=Q(month__day=1), name="target_month_begins_on_the_first"),
        ]


class TargetChange(models.Model):
    """Targets changed by one gesture, so that it can be undone: `changes` holds [kind, key, month, before, after]."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)
    changes = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]


class MonthlySales(models.Model):
    """Net ordered in a month, by who follows the customer today and by family; worked out each night.

    Cancelled orders, days to come and customers in the bin count for nothing; returns lower the sum.
    """

    month = models.DateField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    family = models.ForeignKey(
        ProductFamily, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    net = models.DecimalField(max_digits=16, decimal_places=2)
    as_of = models.DateTimeField()

    class Meta:
        ordering = ["month", "id"]
        indexes = [models.Index(fields=["month", "person", "net"], name="monthly_sales_by_person")]
