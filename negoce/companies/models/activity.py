"""Exchanges and things to do: the thread of the customer file (F7)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import (
    ActivityKind,
    ActivityState,
    Direction,
    MeetingAnswer,
    ReportItemKind,
)
from negoce.companies.models.company import Company
from negoce.companies.models.contact import Contact
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id

ALIVE = Q(deleted_at__isnull=True)


class Activity(models.Model):
    """A visit, call, message, note or task, planned or done, with the facts that the life cycle reads.

    `starts_at` is when it happened or is to happen; a task may have no hour, then it is midnight and `all_day`.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(_("type"), max_length=8, choices=choices(ActivityKind))
    state = models.CharField(_("état"), max_length=9, choices=choices(ActivityState))
    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, null=True, blank=True, related_name="activities", db_index=False
    )
    contacts = models.ManyToManyField(Contact, through="ActivityContact", related_name="activities")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("par"), on_delete=models.SET_NULL, null=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    subject = models.CharField(_("objet"), max_length=200)
    body = models.TextField(_("compte rendu"), max_length=10_000, blank=True)
    starts_at = models.DateTimeField(_("date"))
    all_day = models.BooleanField(default=False)
    duration_minutes = models.PositiveSmallIntegerField(_("durée (min)"), null=True, blank=True)
    direction = models.CharField(max_length=8, blank=True, choices=choices(Direction))
    is_pinned = models.BooleanField(default=False)

    meeting_answer = models.CharField(
        _("rendez-vous"), max_length=8, blank=True, choices=choices(MeetingAnswer)
    )
    need_recorded = models.CharField(_("besoin exprimé"), max_length=500, blank=True)
    quote_wanted = models.BooleanField(_("devis voulu"), default=False)
    buying_intent = models.BooleanField(_("intention d’achat"), default=False)
    departure_declared = models.BooleanField(_("départ annoncé"), default=False)
    brought = models.CharField(_("information ou conseil apporté"), max_length=500, blank=True)

    import_key = models.CharField(max_length=120, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-starts_at", "-id"]
        indexes = [
            models.Index(
                fields=["-deleted_at", "-id"],
                name="activity_bin",
                condition=models.Q(deleted_at__isnull=False),
            ),
            models.Index(
                fields=["company", "-starts_at", "-id"], name="activity_by_company", condition=ALIVE
            ),
            # For the foreign key: without it, each company that is removed reads every activity.
            models.Index(fields=["company"], name="activity_of_company"),
            models.Index(fields=["starts_at", "id"], name="activity_by_date", condition=ALIVE),
            models.Index(
                fields=["owner", "state", "starts_at", "id"], name="activity_by_owner", condition=ALIVE
            ),
            models.Index(fields=["kind", "starts_at", "id"], name="activity_by_kind", condition=ALIVE),
            models.Index(fields=["import_key"], name="activity_by_import_key", condition=~Q(import_key="")),
        ]

    def __str__(self) -> str:
        return self.subject


class ActivityContact(models.Model):
    """A person who took part."""

    activity = models.ForeignKey(
        Activity, on_delete=models.CASCADE, related_name="activity_contacts", db_index=False
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.CASCADE, related_name="activity_contacts", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "contact"], name="a_person_once_an_activity")
        ]
        indexes = [models.Index(fields=["contact", "activity"], name="activities_by_contact")]


class ReportItem(models.Model):
    """One part of a meeting report; a promise or a question has its task."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="report_items")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=choices(ReportItemKind))
    text = models.CharField(max_length=500)
    task = models.OneToOneField(
        Activity, on_delete=models.SET_NULL, null=True, blank=True, related_name="from_report_item"
    )
    quantity = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    price = models.DecimalField(_("prix (HT)"), max_digits=14, decimal_places=2, null=True, blank=True)
    delivery = models.CharField(_("délai"), max_length=100, blank=True)
    terms = models.CharField(_("conditions"), max_length=200, blank=True)

    class Meta:
        ordering = [F("position").asc(), "id"]
