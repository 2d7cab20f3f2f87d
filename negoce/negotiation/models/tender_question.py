"""What was asked of a buyer during a consultation, and what it answered (N10)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.kit.public_id import new_public_id
from negoce.negotiation.models.tender import Tender


class TenderQuestion(models.Model):
    """`asked_by` is null for a question of another candidate, which the buyer answers to all."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="questions")
    question = models.TextField(_("question"), max_length=1000)
    asked_on = models.DateField(_("posée le"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    answer = models.TextField(_("réponse"), max_length=2000, blank=True)
    answered_on = models.DateField(_("répondue le"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["asked_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on=None, answer="") | (Q(answered_on__isnull=False) & ~Q(answer="")),
                name="tender_answer_has_its_day",
            )
        ]
