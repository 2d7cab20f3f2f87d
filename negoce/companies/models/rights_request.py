"""Requests of people about their data, whose data fall due, and what the house does with them (R-G1, R-G2)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import Channel, RightsKind, RightsState
from negoce.companies.models.contact import Contact
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id


class RightsRequest(models.Model):
    """One request. `due_on` follows R-G2; `extended_on` is the day the person was told of two more months.

    `name` is how the person gave it: it is emptied when they are erased, and the days stay as the proof.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    contact = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="rights_requests"
    )
    name = models.CharField(_("personne"), max_length=161, blank=True)
    kind = models.CharField(_("demande"), max_length=16, choices=choices(RightsKind))
    received_on = models.DateField(_("reçue le"))
    received_through = models.CharField(
        _("reçue par"), max_length=12, choices=choices(Channel), default=Channel.EMAIL.value
    )
    identity_note = models.CharField(_("identité vérifiée par"), max_length=200, blank=True)
    details = models.TextField(_("ce qui est demandé"), max_length=2000, blank=True)
    due_on = models.DateField(_("à répondre avant le"))
    extended_on = models.DateField(_("prolongation annoncée le"), null=True, blank=True)
    extension_reason = models.CharField(_("raison de la prolongation"), max_length=300, blank=True)
    state = models.CharField(
        _("état"), max_length=10, choices=choices(RightsState), default=RightsState.OPEN.value
    )
    answered_on = models.DateField(_("répondue le"), null=True, blank=True)
    answer = models.TextField(_("réponse"), max_length=2000, blank=True)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    warned_on = models.DateField(null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["state", "due_on", "id"], name="rights_by_due")]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("received_on")), name="rights_due_after"),
            models.CheckConstraint(
                condition=Q(state=RightsState.OPEN.value) | Q(answered_on__isnull=False),
                name="rights_answered_on_a_day",
            ),
        ]


class RetentionProposal(models.Model):
    """A person whose data are due, or will be within thirty days (R-G1): found each night.

    `since` and `code` say what the delay counts from; `asked_on` is the day they were asked again. The contact is
    known by its key alone: the night finds who is due again, merged or erased as they were meanwhile.
    """

    contact_key = models.BigIntegerField(primary_key=True)
    due_on = models.DateField()
    since = models.DateField()
    code = models.CharField(max_length=30)
    asked_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_on", "contact_key"]
        indexes = [models.Index(fields=["due_on", "contact_key"], name="retention_by_due")]


class PrivacySettings(models.Model):
    """What the house decided, one row: whether the night erases by itself those who are due, and after how long."""

    auto_erase = models.BooleanField(default=False)
    grace_days = models.PositiveSmallIntegerField(default=30)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)


class ProcessingEntry(models.Model):
    """One line of the register of processing (RGPD, art. 30): one of ours changed (`key`), or one of the house.

    Empty texts of a line with a `key` are those that the program writes.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    key = models.CharField(max_length=30, blank=True)
    name = models.CharField(_("traitement"), max_length=120, blank=True)
    purpose = models.TextField(_("finalités"), max_length=1000, blank=True)
    basis = models.CharField(_("base légale"), max_length=300, blank=True)
    people = models.CharField(_("personnes concernées"), max_length=300, blank=True)
    data = models.TextField(_("données"), max_length=1000, blank=True)
    recipients = models.CharField(_("destinataires"), max_length=500, blank=True)
    transfers = models.CharField(_("transferts hors de l’Union"), max_length=300, blank=True)
    retention = models.CharField(_("durée de conservation"), max_length=500, blank=True)
    security = models.TextField(_("mesures de sécurité"), max_length=1000, blank=True)
    is_removed = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="one_entry_a_processing"),
            models.CheckConstraint(condition=~Q(key="") | ~Q(name=""), name="own_processing_has_a_name"),
        ]
