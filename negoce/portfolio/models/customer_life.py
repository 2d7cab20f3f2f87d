"""Where each company stands, worked out at once when a fact changes and each night for all (L1, L2, L4)."""

from django.db import models
from django.db.models import Case, Value, When

from negoce.companies.models import Company
from negoce.kit.choices import choices
from negoce.portfolio.enums import AttitudeLevel, LifeStatus, StatusCause


def _days(help_text: str) -> models.FloatField:
    return models.FloatField(null=True, help_text=help_text)


class CustomerLife(models.Model):
    """One row a company. Amounts are euros excluding VAT; what is not known is null, never 0.

    `status` is what is shown (an override where one is in force), `computed` what the facts say; `reason` holds
    `{"code": …, "figures": {…}}` of the sentence. What foresight gives is null without a fit (R-F2).
    """

    company = models.OneToOneField(Company, on_delete=models.CASCADE, primary_key=True, related_name="life")
    status = models.CharField(max_length=12, choices=choices(LifeStatus))
    status_since = models.DateField()
    cause = models.CharField(max_length=8, choices=choices(StatusCause), default=StatusCause.COMPUTED.value)
    computed = models.CharField(max_length=12, choices=choices(LifeStatus))
    reason = models.JSONField(default=dict)
    attitude = models.CharField(
        max_length=14, choices=choices(AttitudeLevel), default=AttitudeLevel.NONE.value
    )
    attitude_since = models.DateField(null=True)

    order_days = models.PositiveIntegerField(default=0, help_text="distinct days with an order")
    first_order_on = models.DateField(null=True)
    last_order_on = models.DateField(null=True)
    cadence_days = _days("median of the days between two orders")
    gaps_variation = _days("population standard deviation of these days over their mean")
    net_12_months = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    margin_12_months = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    orders_12_months = models.PositiveIntegerField(default=0)
    families = models.PositiveIntegerField(default=0, help_text="families of products ever bought")
    rfm_recency = models.PositiveSmallIntegerField(null=True)
    rfm_frequency = models.PositiveSmallIntegerField(null=True)
    rfm_money = models.PositiveSmallIntegerField(null=True)

    p_alive = _days("probability still a customer, 0 to 1")
    p_order_90 = _days("probability of an order within 90 days, 0 to 1")
    expected_30 = _days("orders expected within 30 days")
    expected_90 = _days("orders expected within 90 days")
    expected_90_low = _days("eight times in ten there are at least so many")
    expected_90_high = _days("eight times in ten there are at most so many")
    expected_365 = _days("orders expected within 365 days")
    mean_90 = _days("orders of 90 days as they add up over customers: the one above is nearer the likeliest")
    next_order_on = models.DateField(null=True)
    next_order_from = models.DateField(null=True)
    next_order_until = models.DateField(null=True)
    value_36_months = models.DecimalField(
        max_digits=16, decimal_places=2, null=True, help_text="discounted margin expected within 36 months"
    )
    as_of = models.DateField(help_text="the day for which the row was worked out")
    # Lists stand in the order of the cycle, not of the codes; the database keeps it, an index serves it.
    status_order = models.GeneratedField(
        expression=Case(
            *(When(status=each.value, then=Value(place)) for place, each in enumerate(LifeStatus)),
            default=Value(len(LifeStatus)),
            output_field=models.PositiveSmallIntegerField(),
        ),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )

    class Meta:
        indexes = [
            models.Index(fields=["status_order", "company"], name="life_by_status_order"),
            models.Index(fields=["status_since", "company"], name="life_by_status_since"),
            models.Index(fields=["status", "company"], name="life_by_status"),
            models.Index(fields=["next_order_on", "company"], name="life_by_next_order"),
            models.Index(fields=["value_36_months", "company"], name="life_by_value"),
            models.Index(fields=["p_alive", "company"], name="life_by_alive"),
            models.Index(fields=["attitude", "company"], name="life_by_attitude"),
        ]
