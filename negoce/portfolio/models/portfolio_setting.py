"""What this team set for its portfolio: thresholds of statuses, alerts, rates."""

from django.db import models


class PortfolioSetting(models.Model):
    """One row a value that differs from its default; the keys are those of `rules/thresholds.py`."""

    key = models.CharField(max_length=40, primary_key=True)
    value = models.DecimalField(max_digits=14, decimal_places=4)
    updated_at = models.DateTimeField(auto_now=True)
