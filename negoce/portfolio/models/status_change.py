"""Each change of a company's status, dated, with its cause (L1)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from negoce.companies.models import Company
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.portfolio.enums import LifeStatus, StatusCause


class StatusChange(models.Model):
    """`happened_on` is the day the status began; `is_past` says that it was worked out afterwards from past orders."""

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="status_changes", db_index=False
    )
    before = models.CharField(max_length=12, choices=choices(LifeStatus), blank=True)
    after = models.CharField(max_length=12, choices=choices(LifeStatus))
    happened_on = models.DateField()
    cause = models.CharField(max_length=8, choices=choices(StatusCause))
    reason = models.JSONField(default=dict)
    is_past = models.BooleanField(default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-happened_on", "-id"]
        indexes = [
            models.Index(fields=["company", "-happened_on", "-id"], name="status_change_by_company"),
            models.Index(fields=["happened_on", "company"], name="status_change_by_day"),
        ]


class StatusOverride(models.Model):
    """A status that a person declared against what the facts say, with a reason, until a day."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="status_overrides", db_index=False
    )
    status = models.CharField(max_length=12, choices=choices(LifeStatus))
    reason = models.CharField(max_length=500)
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="the last day on which it holds")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, help_text="taken back before its end")

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["company", "-id"], name="status_override_by_company"),
            models.Index(
                fields=["ends_on", "company"],
                name="status_override_running",
                condition=Q(ended_at__isnull=True),
            ),
        ]
