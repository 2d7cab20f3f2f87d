"""What this team set for its portfolio: thresholds of statuses, alerts, rates."""

from django.db import models


class PortfolioSetting(models.Model):
    """One row a value that somebody set; without it the default holds.

    Keys are the fields of `rules/thresholds.py`, `rules/steering.py` and `rules/service_costs.py` (what two of them
    share is one setting), and `season_month_1` to `_12` of `queries/season.py`.
    """

    key = models.CharField(max_length=40, primary_key=True)
    value = models.DecimalField(max_digits=14, decimal_places=4)
    updated_at = models.DateTimeField(auto_now=True)
