"""The journal: who changed what, when, from what to what."""

from django.conf import settings
from django.db import models

from negoce.identity.enums import Origin
from negoce.kit.public_id import new_public_id


class JournalEntry(models.Model):
    """One change, written in the transaction of the change itself.

    `subject_kind` and `subject_id` name the record without a foreign key, because the journal stands below
    every other room and outlives what it tells of. `company_key` files the entry on a company's thread.
    `values` holds `{field: [before, after]}`; it may be erased (`erased_at`) when it speaks of a person, the
    entry itself never.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    actor_name = models.CharField(max_length=121)
    origin = models.CharField(max_length=8, choices=[(origin.value, origin.value) for origin in Origin])
    verb = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=32)
    subject_id = models.BigIntegerField(null=True)
    subject_name = models.CharField(max_length=200, blank=True)
    company_key = models.BigIntegerField(null=True)
    batch = models.CharField(max_length=12, blank=True)
    values = models.JSONField(default=dict)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-at", "-id"], name="journal_subject"),
            models.Index(
                fields=["company_key", "-at", "-id"],
                name="journal_company",
                condition=models.Q(company_key__isnull=False),
            ),
            models.Index(fields=["actor", "-at"], name="journal_actor"),
            models.Index(fields=["batch"], name="journal_batch", condition=~models.Q(batch="")),
        ]
