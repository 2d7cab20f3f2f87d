"""A message to a person, from the moment it is asked for until it is known what became of it."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Company, Contact
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.outbox.enums import ContactPurpose, MessageKind, MessageState, MessageStep


class Message(models.Model):
    """One message to one address. Its texts are final: what stands here is what leaves.

    `decided_by` is the decision of R-G3 that holds: its code, its figures, when it was taken. `lease_owner` names
    the attempt that has the message; `handed_at` is written just before the server is given the body: an attempt
    that dies after that leaves the message in doubt, before that it is simply tried again. What `is_bulk` is one of
    many alike: it gives way to what a person sent. `steered` is where one of them goes instead of leaving when its run
    was paused or stopped while a worker had it: held, cancelled. `unsubscribe_url` is the page where its reader says
    stop.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(_("type"), max_length=12, choices=choices(MessageKind))
    purpose = models.CharField(_("finalité"), max_length=12, choices=choices(ContactPurpose))
    state = models.CharField(
        _("état"), max_length=9, choices=choices(MessageState), default=MessageState.WAITING.value
    )
    reason = models.CharField(max_length=60, blank=True, help_text="a code of words/reasons.py")
    server_words = models.CharField(max_length=500, blank=True)
    decided_by = models.JSONField(default=dict)

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    to_address = models.CharField(_("adresse"), max_length=254, blank=True)
    to_name = models.CharField(max_length=161, blank=True)
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    from_name = models.CharField(max_length=200, blank=True)
    reply_to = models.CharField(max_length=254, blank=True)
    is_bulk = models.BooleanField(default=False)
    steered = models.CharField(max_length=9, blank=True)
    unsubscribe_url = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=2, default="fr")
    subject = models.CharField(_("objet"), max_length=200, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    related_kind = models.CharField(
        max_length=24, blank=True, help_text="what it is about, in an upper room: quote, invoice…"
    )
    related_id = models.CharField(max_length=40, blank=True, help_text="public id of that record")
    template = models.ForeignKey(
        "outbox.MessageTemplate", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    idempotency_key = models.CharField(max_length=120, blank=True)
    message_id = models.CharField(
        max_length=255, blank=True, help_text="header Message-ID, the same at each try"
    )
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_owner = models.CharField(max_length=64, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("parti le"), null=True, blank=True)
    created_at = models.DateTimeField(_("demandé le"), auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["idempotency_key"], condition=~Q(idempotency_key=""), name="one_message_a_key"
            )
        ]
        indexes = [
            models.Index(
                fields=["is_bulk", "not_before", "id"], name="message_waits", condition=Q(state="waiting")
            ),
            models.Index(fields=["lease_until"], name="message_sending", condition=Q(state="sending")),
            models.Index(fields=["handed_at"], name="message_handed", condition=Q(handed_at__isnull=False)),
            models.Index(fields=["-created_at", "-id"], name="message_newest"),
            models.Index(fields=["state", "-created_at", "-id"], name="message_by_state"),
            models.Index(
                fields=["company", "-created_at", "-id"],
                name="message_of_company",
                condition=Q(company__isnull=False),
            ),
            models.Index(
                fields=["contact", "-created_at", "-id"],
                name="message_of_contact",
                condition=Q(contact__isnull=False),
            ),
            # What came back without saying which message is looked up by its mailbox.
            models.Index(Lower("to_address"), F("id").desc(), name="message_mailbox"),
            models.Index(
                fields=["related_kind", "related_id"], name="message_related", condition=~Q(related_kind="")
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class MessageAttachment(models.Model):
    """A file that goes with a message; its bytes lie under the data directory, named by its public id alone."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments", db_index=False)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["message_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["message", "position"], name="one_attachment_a_position")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where the bytes are."""
        return Path(settings.MEDIA_ROOT) / "outbox" / self.public_id


class MessageEvent(models.Model):
    """What happened to a message, when, by whose hand; `words` are a server's own."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="events", db_index=False)
    at = models.DateTimeField()
    step = models.CharField(max_length=12, choices=choices(MessageStep))
    reason = models.CharField(max_length=60, blank=True)
    figures = models.JSONField(default=dict)
    words = models.CharField(max_length=500, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["message", "at", "id"], name="message_history")]
