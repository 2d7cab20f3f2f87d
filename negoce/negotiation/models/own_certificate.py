"""A certificate of the house, kept once and put in every file that asks for it (N10)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Activity
from negoce.files.models import StoredFile
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.negotiation.enums import PaperKind


class OwnCertificate(models.Model):
    """A renewal is a row of its own: what was handed in stays what it was. `replaced_by` is the next one.

    `days_before` its end, `owner` has `task` to renew it; `alarm_day` is the end that it was planned for.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(_("document"), max_length=16, choices=choices(PaperKind))
    name = models.CharField(_("intitulé"), max_length=160)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    issued_on = models.DateField(_("délivré le"), null=True, blank=True)
    expires_on = models.DateField(_("valable jusqu’au"), null=True, blank=True)
    replaced_by = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaces"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("qui le renouvelle"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    days_before = models.PositiveSmallIntegerField(_("prévenir, jours avant"), default=30)
    alarm_day = models.DateField(null=True, blank=True, editable=False)
    task = models.OneToOneField(
        Activity, on_delete=models.SET_NULL, null=True, editable=False, related_name="own_certificate"
    )
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["expires_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_on=None) | Q(expires_on=None) | Q(expires_on__gte=F("issued_on")),
                name="certificate_expires_after_its_issue",
            )
        ]

    def __str__(self) -> str:
        return self.name
