"""What was foreseen, kept as it was said, and what the odds of each step rest on (S3)."""

from django.conf import settings
from django.db import models

from negoce.negotiation.models import Deal


class ForecastSnapshot(models.Model):
    """Net orders foreseen on `as_of` for the month that begins on `month`: eight times in ten between low and high.

    `scope` is `house`, `person:<key>`, `team:<key>` or `family:<key>`. `parts` holds euros as text: `ordered` (already
    there on that day), `customers` (times `correction`), `deals` × their chances and what of that is
    `already` in customers, `variance` of chance alone (euros squared); and `deals_count`, `method`, `spread` of the
    factor shared by all, `own` of the one beside it. `is_rebuilt` says that it was worked out later from what was
    known on that day.
    """

    as_of = models.DateField()
    scope = models.CharField(max_length=24)
    month = models.DateField()
    low = models.DecimalField(max_digits=16, decimal_places=2)
    mid = models.DecimalField(max_digits=16, decimal_places=2)
    high = models.DecimalField(max_digits=16, decimal_places=2)
    parts = models.JSONField(default=dict)
    is_rebuilt = models.BooleanField(default=False)

    class Meta:
        ordering = ["as_of", "scope", "month"]
        constraints = [
            models.UniqueConstraint(fields=["scope", "as_of", "month"], name="one_forecast_a_day"),
        ]


class ForecastDeal(models.Model):
    """How a deal under way counts in the last forecast: in which month, with which chance, and what is `already` in
    the orders expected of its customer."""

    deal = models.OneToOneField(Deal, on_delete=models.CASCADE, primary_key=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    month = models.DateField()
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    already = models.DecimalField(max_digits=16, decimal_places=2)
    probability = models.FloatField(help_text="0 to 1")
    as_of = models.DateField()

    class Meta:
        ordering = ["month", "deal"]


class StepOdds(models.Model):
    """How often deals that stood at a step were won, learned each night; `days` is how long winning took from there."""

    step = models.CharField(max_length=12, primary_key=True)
    probability = models.FloatField(help_text="0 to 1, own history and stated prior together")
    won = models.PositiveIntegerField()
    closed = models.PositiveIntegerField()
    prior = models.FloatField()
    days = models.PositiveIntegerField()
    as_of = models.DateField()
