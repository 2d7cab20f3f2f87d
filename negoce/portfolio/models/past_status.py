"""Where each company stood when the periods of the portfolio page began: the two ends of each flow (L1, S1)."""

from django.db import models

from negoce.companies.models import Company
from negoce.kit.choices import choices
from negoce.portfolio.enums import LifeStatus


def _status() -> models.CharField:
    return models.CharField(max_length=12, choices=choices(LifeStatus))


class PastStatus(models.Model):
    """The status of a company 3, 6 and 12 months before the last snapshots, as they counted it."""

    company = models.OneToOneField(
        Company, on_delete=models.CASCADE, primary_key=True, related_name="past_status"
    )
    months_3 = _status()
    months_6 = _status()
    months_12 = _status()

    class Meta:
        indexes = [
            models.Index(fields=["months_3", "company"], name="past_status_3_months"),
            models.Index(fields=["months_6", "company"], name="past_status_6_months"),
            models.Index(fields=["months_12", "company"], name="past_status_12_months"),
        ]
