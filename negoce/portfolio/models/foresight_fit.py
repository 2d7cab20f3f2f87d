"""Each fit of the models that foresee orders, kept for good: what was known, what was kept, and why (L2)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from negoce.kit.public_id import new_public_id


class ForesightFit(models.Model):
    """One fit. `kind` is empty when fewer than 100 customers had ordered twice: nothing is foreseen then.

    `reason` holds `{"score": …, "others": [[kind, score], …]}` of the comparison and what the fit says of itself (as
    `actions/foresight_told.py` writes it), `comparison` its days (as
    `actions/foresight_refit.py` writes them), `content` the fit itself as `foresight/fitted.py` stores it. `margins`
    says whether costs are known, without which no remaining value is given. `levels` is what the last night worked out
    over all customers, by which one is foreseen alone (`actions/foresight_alone.py`).
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    known_until = models.DateField(help_text="the last day whose orders it has seen")
    customers = models.PositiveIntegerField()
    repeat_customers = models.PositiveIntegerField()
    orders = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, blank=True)
    reason = models.JSONField(default=dict)
    comparison = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    content = models.JSONField(default=dict)
    levels = models.JSONField(default=dict)
    margins = models.BooleanField(default=False)
    seconds = models.FloatField(default=0)
    is_current = models.BooleanField(default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["-made_at", "-id"], name="foresight_fit_latest")]
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="one_current_foresight_fit"
            )
        ]
