"""Fairs, and the visitors noted on our stand (P4)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Activity, Company, Contact
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.prospecting.enums import FairInterest
from negoce.prospecting.models.plan import ProspectingPlan


class Fair(models.Model):
    """An event where we meet people: both days included; what the stand cost enters the cost of each contact."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("nom"), max_length=120)
    place = models.CharField(_("lieu"), max_length=120, blank=True)
    starts_on = models.DateField(_("du"))
    ends_on = models.DateField(_("au"))
    plan = models.ForeignKey(
        ProspectingPlan, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    cost = models.DecimalField(_("coût HT"), max_digits=12, decimal_places=2, null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="fair_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(cost=None) | Q(cost__gte=0), name="fair_cost_positive"),
        ]

    def __str__(self) -> str:
        return self.name


class FairEntry(models.Model):
    """A visitor noted on a stand. `client_id` was drawn by the telephone: sent twice, it is one."""

    client_id = models.UUIDField(unique=True)
    fair = models.ForeignKey(Fair, on_delete=models.PROTECT, related_name="entries")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, related_name="+")
    interest = models.CharField(max_length=10, choices=choices(FairInterest))
    newsletter_wanted = models.BooleanField(default=False)
    is_new_company = models.BooleanField(default=False)
    noted_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-noted_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(interest__in=[each.value for each in FairInterest]), name="fair_interest_known"
            )
        ]
