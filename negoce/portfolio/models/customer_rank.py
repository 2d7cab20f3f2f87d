"""Where each customer stands among all, worked out each night (F6)."""

from django.db import models

from negoce.companies.models import Company
from negoce.kit.choices import choices
from negoce.portfolio.enums import ParetoClass


class CustomerRank(models.Model):
    """Rank and class of a customer by revenue and by margin over the 12 months before `as_of`.

    Margin places are empty when the cost of one of its orders is not known. `customers` is how many were ranked.
    """

    company = models.OneToOneField(Company, on_delete=models.CASCADE, primary_key=True, related_name="rank")
    revenue_rank = models.PositiveIntegerField()
    revenue_class = models.CharField(max_length=1, choices=choices(ParetoClass))
    margin_rank = models.PositiveIntegerField(null=True)
    margin_class = models.CharField(max_length=1, choices=choices(ParetoClass), blank=True)
    customers = models.PositiveIntegerField()
    as_of = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["revenue_class", "company"], name="rank_by_revenue_class"),
            models.Index(fields=["margin_class", "company"], name="rank_by_margin_class"),
        ]
