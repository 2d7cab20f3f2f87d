"""A requirement of the specification of a tender, and our answer to it (N10)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.negotiation.enums import RequirementGap
from negoce.negotiation.models.tender import Tender
from negoce.negotiation.models.tender_document import TenderDocument


class TenderRequirement(models.Model):
    """`gap` is empty until it is answered. The proof is told in words, stands in a document of the file, or both."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="requirements", db_index=False)
    position = models.PositiveIntegerField()
    reference = models.CharField(_("référence"), max_length=40, blank=True)
    words = models.TextField(_("exigence"), max_length=2000)
    is_mandatory = models.BooleanField(_("obligatoire"), default=True)
    gap = models.CharField(_("écart"), max_length=8, choices=choices(RequirementGap), blank=True)
    answer = models.TextField(_("réponse"), max_length=4000, blank=True)
    proof = models.CharField(_("preuve"), max_length=300, blank=True)
    document = models.ForeignKey(
        TenderDocument,
        verbose_name=_("document de preuve"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["tender", "position", "id"], name="requirement_by_tender")]

    def __str__(self) -> str:
        return self.words[:80]
