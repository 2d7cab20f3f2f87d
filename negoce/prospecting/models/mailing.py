"""A mailing: one text to many people of chosen companies, by e-mail or on paper, and who was written to (P10, A2)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Company, Contact
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.outbox.models import Message, MessageTemplate
from negoce.prospecting.enums import MailingAudience, MailingKind, MailingState
from negoce.prospecting.models.plan import ProspectingPlan


class Mailing(models.Model):
    """One mailing. Whom it goes to is read again when it is prepared, from `filter_text` or the companies `chosen`.

    `last_key` and `prepared` say how far the preparation is: it goes on there after a crash. `site_url` is where
    readers say stop, as the person who launched it saw the site. `piece_cost` is what each piece costs (stamp, paper).
    The pace is counted from `paced_from`; `held_for` is how much later the last pause made what it held. `gone_at` is
    when nothing of it waited any more; `tried_revision` the draft that was tried last.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("nom"), max_length=120)
    kind = models.CharField(_("type"), max_length=6, choices=choices(MailingKind))
    state = models.CharField(
        _("état"), max_length=9, choices=choices(MailingState), default=MailingState.DRAFT.value
    )
    filter_text = models.TextField(_("filtre"), max_length=4000, blank=True)
    chosen = models.JSONField(default=list, help_text="public ids of companies, instead of the filter")
    audience = models.CharField(
        _("destinataires"), max_length=10, choices=choices(MailingAudience),
        default=MailingAudience.ONE.value,
    )  # fmt: skip
    powers = models.JSONField(_("pouvoirs de décision"), default=list)
    departments = models.JSONField(_("services"), default=list)
    takes_generic = models.BooleanField(_("aussi les adresses génériques"), default=True)
    template = models.ForeignKey(
        MessageTemplate, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    language = models.CharField(_("langue"), max_length=2, default="fr")
    subject = models.CharField(_("objet"), max_length=200, blank=True)
    body = models.TextField(_("texte"), max_length=10_000, blank=True)
    a_minute = models.PositiveIntegerField(_("messages par minute"), null=True, blank=True)
    send_at = models.DateTimeField(_("départ"), null=True, blank=True)
    site_url = models.CharField(max_length=200, blank=True, editable=False)
    plan = models.ForeignKey(
        ProspectingPlan, verbose_name=_("plan"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="mailings",
    )  # fmt: skip
    piece_cost = models.DecimalField(
        _("coût par envoi (HT)"), max_digits=8, decimal_places=4, default=Decimal(0)
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    launched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    last_key = models.BigIntegerField(default=0, editable=False)
    prepared = models.PositiveIntegerField(default=0, editable=False)
    launched_at = models.DateTimeField(null=True, editable=False)
    prepared_at = models.DateTimeField(null=True, editable=False)
    paused_at = models.DateTimeField(null=True, editable=False)
    paced_from = models.DateTimeField(null=True, editable=False)
    held_for = models.DurationField(default=timedelta, editable=False)
    gone_at = models.DateTimeField(null=True, editable=False)
    tried_revision = models.PositiveIntegerField(null=True, editable=False)
    posted_on = models.DateField(_("posté le"), null=True, blank=True, editable=False)
    letters_pages = models.PositiveIntegerField(default=0, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(piece_cost__gte=0), name="mailing_cost_positive"),
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in MailingState]), name="mailing_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MailingRecipient(models.Model):
    """Somebody a mailing looked at: written to, or `left_out` for a reason (a code and its figures).

    An e-mail is a message of the outbox; a letter has its final words and the lines of its address here.
    """

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="recipients", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    address = models.CharField(max_length=254, blank=True, help_text="in small letters")
    name = models.CharField(max_length=161, blank=True)
    left_out = models.CharField(max_length=40, blank=True)
    figures = models.JSONField(default=dict)
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    lines = models.JSONField(default=list)
    unsubscribed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["mailing", "address"],
                condition=Q(left_out="") & ~Q(address=""),
                name="one_mail_an_address",
            )
        ]
        indexes = [
            models.Index(fields=["mailing", "left_out", "id"], name="recipient_by_reason"),
            models.Index(fields=["company"], name="recipient_by_company"),
            models.Index(fields=["contact"], name="recipient_by_contact", condition=Q(contact__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name or self.address
