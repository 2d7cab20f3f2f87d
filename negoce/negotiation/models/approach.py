"""What is done with a company or a person before there is a deal (N1)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Activity, Company, Contact
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.negotiation.enums import ApproachEnd, DealStep
from negoce.negotiation.models.deal import Deal
from negoce.negotiation.models.sales_cycle import SalesCycle


class Approach(models.Model):
    """Under way while it has no `ended_on`; then it became `deal`, or was stopped for a reason.

    The step where it stands follows from its tasks: `rules/approaches.py`.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="approaches", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    cycle = models.ForeignKey(
        SalesCycle,
        verbose_name=_("cycle"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    stopped_for = models.CharField(_("raison"), max_length=14, choices=choices(ApproachEnd), blank=True)
    deal = models.ForeignKey(Deal, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["company", "-id"], name="approach_by_company")]


class ApproachTask(models.Model):
    """A task that an approach planned. Kept here, above activities, which know no approach."""

    activity = models.OneToOneField(
        Activity, on_delete=models.CASCADE, primary_key=True, related_name="approach_link"
    )
    approach = models.ForeignKey(Approach, on_delete=models.CASCADE, related_name="tasks")
    step = models.CharField(max_length=12, choices=choices(DealStep))
