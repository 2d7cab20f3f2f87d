"""Why a customer left, or stays, as somebody told us (P11)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Company, Competitor
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.portfolio.enums import ReasonSide, RelationReason


class ToldReason(models.Model):
    """One reason told on one day; a company may have several. `competitor` is whom they went to or compared us with."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="told_reasons", db_index=False
    )
    side = models.CharField(max_length=5, choices=choices(ReasonSide))
    reason = models.CharField(_("raison"), max_length=18, choices=choices(RelationReason))
    competitor = models.ForeignKey(
        Competitor, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    told_on = models.DateField(_("dit le"))
    note = models.CharField(_("précision"), max_length=500, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-told_on", "-id"]
        indexes = [
            models.Index(fields=["company", "-told_on", "-id"], name="told_reason_by_company"),
            models.Index(fields=["side", "told_on"], name="told_reason_by_day"),
        ]
