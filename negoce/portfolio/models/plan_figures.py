"""What a prospecting plan brought, as it was last counted (P2)."""

from django.db import models

from negoce.prospecting.models import ProspectingPlan


class PlanFigures(models.Model):
    """The counts of one plan; `content` is written by `actions/plan_result_refresh.py`, amounts in whole cents."""

    plan = models.OneToOneField(ProspectingPlan, on_delete=models.CASCADE, related_name="figures")
    as_of = models.DateField()
    content = models.JSONField()
    made_at = models.DateTimeField()
