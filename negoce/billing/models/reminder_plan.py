"""The steps of reminders as the administrator set them; without a row the usual ones hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReminderPlanStep(models.Model):
    """A step of the reminders; an empty text stands for the usual one. Rules: `billing/rules/reminder_plan.py`."""

    number = models.PositiveSmallIntegerField(unique=True)
    late_days = models.PositiveSmallIntegerField(_("jours de retard"))
    apart_days = models.PositiveSmallIntegerField(_("jours après l’étape d’avant"), default=0)
    way = models.CharField(_("moyen"), max_length=6, help_text="email, letter, call")
    is_notice = models.BooleanField(_("mise en demeure"), default=False)
    french_subject = models.CharField(max_length=120, blank=True)
    french_body = models.TextField(max_length=2000, blank=True)
    english_subject = models.CharField(max_length=120, blank=True)
    english_body = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return str(self.number)
