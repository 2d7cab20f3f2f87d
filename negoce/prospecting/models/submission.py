"""What people send by a form, and what keeps robots out (P4)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from negoce.companies.models import Activity, Company, Contact
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.prospecting.enums import FormKind, SubmissionState
from negoce.prospecting.models.public_form import FormNotice, PublicForm


class FormSubmission(models.Model):
    """A request; it makes no company and no person before its author confirmed the address.

    `kind` is that of its form then: scores count it from `confirmed_at`. `values` are the answers by key of field.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    form = models.ForeignKey(PublicForm, on_delete=models.CASCADE, related_name="submissions")
    kind = models.CharField(max_length=12, choices=choices(FormKind))
    state = models.CharField(
        max_length=10, choices=choices(SubmissionState), default=SubmissionState.PENDING.value
    )
    email = models.CharField(max_length=254, blank=True)
    values = models.JSONField(default=dict)
    campaign = models.JSONField(default=dict)
    notice = models.ForeignKey(FormNotice, on_delete=models.PROTECT, related_name="+")
    newsletter_wanted = models.BooleanField(default=False)
    place_hint = models.CharField(max_length=45, blank=True, help_text="an address without its last part")
    token_sha256 = models.CharField(max_length=64, unique=True)
    submitted_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, null=True, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, related_name="+")
    task = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    is_new_company = models.BooleanField(default=False)
    downloads = models.PositiveSmallIntegerField(default=0)
    downloaded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["form", "-submitted_at"], name="submission_of_form"),
            models.Index(fields=["email", "submitted_at"], name="submission_by_email"),
            models.Index(fields=["submitted_at"], name="submission_pending", condition=Q(state="pending")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, contact__isnull=True, state="pending")
                | Q(confirmed_at__isnull=False, state="confirmed"),
                name="submission_confirmed_once",
            )
        ]


class FormNonce(models.Model):
    """A number of a page that was sent: it serves once. Forgotten when no page may bear it any more."""

    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(db_index=True)


class FormHit(models.Model):
    """One request taken from one place; a keyed digest whose key changes each day, forgotten after a day."""

    place = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["place", "at"], name="form_hit_by_place")]
