"""What is written to prepare the next meeting of a deal: the approach chosen, the questions to ask (N2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from negoce.negotiation.models.deal import Deal


class DealPreparation(models.Model):
    """`approach`: how the meeting will be led. `questions`: those of our own, one a line, beside the discovery's."""

    deal = models.OneToOneField(Deal, on_delete=models.CASCADE, primary_key=True, related_name="preparation")
    approach = models.TextField(_("approche choisie"), max_length=2000, blank=True)
    questions = models.TextField(_("questions à poser"), max_length=2000, blank=True)
    revision = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)
