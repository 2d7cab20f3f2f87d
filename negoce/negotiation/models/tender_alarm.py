"""The tasks that a tender's days order: so many days before each, one at a time (N10)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Activity
from negoce.kit.choices import choices
from negoce.negotiation.enums import TenderAlarmKind
from negoce.negotiation.models.tender import Tender


class TenderAlarm(models.Model):
    """`for_day` is the day that `activity` was planned for, so that the same day never orders two tasks."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="alarms", db_index=False)
    kind = models.CharField(_("échéance"), max_length=12, choices=choices(TenderAlarmKind))
    days_before = models.PositiveSmallIntegerField(_("jours avant"))
    for_day = models.DateField(null=True, blank=True)
    activity = models.OneToOneField(
        Activity, on_delete=models.SET_NULL, null=True, related_name="tender_alarm"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tender", "kind"], name="one_alarm_a_day_of_a_tender")]
