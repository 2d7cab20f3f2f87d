"""What was heard that tells an agreement, and what was done when leaving: facts of a day (N15)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Contact
from negoce.kit.choices import choices
from negoce.negotiation.enums import ConclusionFact
from negoce.negotiation.models.deal import Deal


class ConclusionMark(models.Model):
    """One fact of a deal, once. `words` are those heard, `contact` who said them: never an impression (5.4)."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="conclusion_marks", db_index=False)
    fact = models.CharField(max_length=20, choices=choices(ConclusionFact))
    happened_on = models.DateField(_("le"))
    words = models.CharField(_("mots entendus"), max_length=300, blank=True)
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["happened_on", "id"]
        constraints = [models.UniqueConstraint(fields=["deal", "fact"], name="a_fact_once_a_deal")]
