"""What each customer has bought, kept ready for lists."""

from django.db import models

from negoce.companies.models import Company


class CustomerSales(models.Model):
    """One row a customer with at least one order, brought up to date by the order actions and each night.

    Amounts exclude VAT and leave out cancelled orders and what was ordered in another currency; `net_12_months`
    counts the 365 days before `as_of`.
    """

    company = models.OneToOneField(Company, on_delete=models.CASCADE, primary_key=True, related_name="sales")
    first_order_on = models.DateField(null=True)
    last_order_on = models.DateField(null=True)
    orders_count = models.PositiveIntegerField(default=0)
    net_total = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    net_12_months = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    margin_12_months = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    margin_rate_12_months = models.DecimalField(
        max_digits=8,
        decimal_places=2,
        null=True,
        help_text="percent points of net_12_months; null when it is 0",
    )
    as_of = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["net_12_months", "company"], name="sales_by_12_months"),
            models.Index(fields=["net_total", "company"], name="sales_by_total"),
            models.Index(fields=["last_order_on", "company"], name="sales_by_last_order"),
            models.Index(fields=["orders_count", "company"], name="sales_by_count"),
            models.Index(fields=["margin_rate_12_months", "company"], name="sales_by_margin_rate"),
        ]
