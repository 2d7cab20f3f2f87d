"""A document that the file of a tender asks for: where it is, whose it is, until when it holds (N10)."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.files.models import StoredFile
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.negotiation.enums import PaperKind, PaperPart, PaperState
from negoce.negotiation.models.own_certificate import OwnCertificate
from negoce.negotiation.models.tender import Tender


class TenderDocument(models.Model):
    """Its file is its own, or that of a certificate of the house, whose validity it then has."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="documents", db_index=False)
    part = models.CharField(_("partie"), max_length=16, choices=choices(PaperPart))
    kind = models.CharField(_("document"), max_length=16, choices=choices(PaperKind))
    name = models.CharField(_("intitulé"), max_length=160)
    is_required = models.BooleanField(_("exigé"), default=True)
    state = models.CharField(
        _("état"), max_length=8, choices=choices(PaperState), default=PaperState.MISSING.value
    )
    file = models.OneToOneField(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    certificate = models.ForeignKey(
        OwnCertificate, on_delete=models.SET_NULL, null=True, blank=True, related_name="documents"
    )
    expires_on = models.DateField(_("valable jusqu’au"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("qui s’en charge"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    due_on = models.DateField(_("pour le"), null=True, blank=True)
    position = models.PositiveSmallIntegerField()
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["tender", "position", "id"], name="document_by_tender")]
        constraints = [
            models.CheckConstraint(
                condition=Q(file=None) | Q(certificate=None), name="a_document_has_one_file"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def holds_until(self) -> date | None:
        """Until when it is valid, None where nothing ends it."""
        return self.certificate.expires_on if self.certificate is not None else self.expires_on

    @property
    def paper(self) -> StoredFile | None:
        """The file, its own or that of the certificate."""
        return self.certificate.file if self.certificate is not None else self.file
