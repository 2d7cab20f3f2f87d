"""Each step that a deal reached, dated: what odds and delays are learned from."""

from django.db import models

from negoce.kit.choices import choices
from negoce.negotiation.enums import DealStep
from negoce.negotiation.models.deal import Deal


class DealStepChange(models.Model):
    """`before` is empty for the step at which the deal began."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="step_changes", db_index=False)
    before = models.CharField(max_length=12, choices=choices(DealStep), blank=True)
    after = models.CharField(max_length=12, choices=choices(DealStep))
    happened_on = models.DateField()

    class Meta:
        ordering = ["happened_on", "id"]
        indexes = [models.Index(fields=["deal", "happened_on", "id", "after"], name="deal_steps_in_order")]
