"""A question to the register of companies about one company, and what it answered (F12)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from negoce.companies.enums import LookupState
from negoce.companies.models.company import Company
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id


class RegisterLookup(models.Model):
    """One question. `results` are what the register said, as the client reads it; kept a day."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    query = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=choices(LookupState), default=LookupState.WAITING.value)
    results = models.JSONField(default=list)
    error = models.CharField(max_length=200, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in LookupState]), name="lookup_state_known"
            )
        ]
