"""Customers whose figures wait to be worked out anew."""

from django.db import models


class SalesDue(models.Model):
    """One row a customer whose orders changed in bulk since its figures were worked out.

    Written with the orders, taken away with the figures: a crash in between loses nothing. No foreign key: a
    company that goes meanwhile has no figures to work out.
    """

    company_key = models.BigIntegerField(primary_key=True)
    shrunk = models.BooleanField(default=False, help_text="orders went or changed: figures may go too")
