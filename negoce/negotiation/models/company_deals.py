"""What is under way with each company, kept ready for lists."""

from django.db import models

from negoce.companies.models import Company


class CompanyDeals(models.Model):
    """One row a company with deals under way, written by the actions on deals; the amount excludes VAT."""

    company = models.OneToOneField(
        Company, on_delete=models.CASCADE, primary_key=True, related_name="deal_figures"
    )
    open_count = models.PositiveIntegerField(default=0)
    open_amount = models.DecimalField(max_digits=16, decimal_places=2, default=0)

    class Meta:
        indexes = [
            models.Index(fields=["open_count", "company"], name="deals_open_by_count"),
            models.Index(fields=["open_amount", "company"], name="deals_open_by_amount"),
        ]
