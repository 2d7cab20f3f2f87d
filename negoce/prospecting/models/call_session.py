"""Sessions of calls: a list made a queue, its script, each number once, and every call that was made (P9)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Activity, Company, Contact, Opposition
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.outbox.models import MessageTemplate
from negoce.prospecting.enums import CallOutcome, CallSessionState, CallTargetState, OpeningKind
from negoce.prospecting.models.plan import ProspectingPlan
from negoce.prospecting.models.qualification import QualificationGrid


class CallScript(models.Model):
    """What to say, with branches, as `rules/script_text.py` reads it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("nom"), max_length=80)
    text = models.TextField(_("script"), max_length=20_000)
    is_active = models.BooleanField(_("proposé"), default=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class CallSession(models.Model):
    """A queue of calls. `left_out` counts by reason the companies that are not called.

    `filter_text`, or the companies `chosen` instead of it, are kept only while the queue is being made, and `filling`
    counts the runs that make it: the last one alone goes on. Nobody among `callers`: whoever may.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("nom"), max_length=120)
    state = models.CharField(
        max_length=9, choices=choices(CallSessionState), default=CallSessionState.PREPARING.value
    )
    script = models.ForeignKey(
        CallScript,
        verbose_name=_("script"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    grid = models.ForeignKey(
        QualificationGrid, verbose_name=_("grille"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    template = models.ForeignKey(
        MessageTemplate, verbose_name=_("e-mail après l’appel"), on_delete=models.SET_NULL, null=True,
        blank=True, related_name="+",
    )  # fmt: skip
    plan = models.ForeignKey(
        ProspectingPlan, verbose_name=_("plan"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="call_sessions",
    )  # fmt: skip
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("responsable"), on_delete=models.SET_NULL, null=True,
        related_name="+",
    )  # fmt: skip
    callers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    most_tries = models.PositiveSmallIntegerField(_("essais par numéro"), default=2)
    quiet_days = models.PositiveSmallIntegerField(_("sans appel depuis (jours)"), default=7)
    uses_hours = models.BooleanField(_("suivre les meilleures heures"), default=False)
    filter_text = models.TextField(blank=True, editable=False)
    chosen: models.JSONField[Any] = models.JSONField(
        default=list, editable=False, help_text="public ids of companies, instead of the filter"
    )
    filling = models.PositiveIntegerField(default=0, editable=False)
    left_out: models.JSONField[Any] = models.JSONField(default=dict, editable=False)
    targets_count = models.PositiveIntegerField(default=0, editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in CallSessionState]),
                name="call_session_state_known",
            ),
            models.CheckConstraint(
                condition=Q(most_tries__gte=1, most_tries__lte=5), name="call_session_tries_bounded"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CallTarget(models.Model):
    """One number of a session. Held by one person until `held_until`; then whoever asks next may have it.

    `trade` is the division of its activity code, by which hours are learned. `not_before` keeps a number that did
    not answer for later.
    """

    session = models.ForeignKey(CallSession, on_delete=models.CASCADE, related_name="targets", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    number = models.CharField(max_length=20, help_text="E.164; empty once its owner was erased", blank=True)
    position = models.PositiveIntegerField()
    state = models.CharField(
        max_length=7, choices=choices(CallTargetState), default=CallTargetState.WAITING.value
    )
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    held_at = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)
    not_before = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=14, blank=True, choices=choices(CallOutcome))
    why_skipped = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["session", "position", "id"]
        indexes = [
            models.Index(fields=["session", "state", "position"], name="call_target_queue"),
            models.Index(
                fields=["held_by", "session"], name="call_target_held_by", condition=Q(state="held")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"], condition=~Q(number=""), name="a_number_once_a_session"
            ),
            models.UniqueConstraint(
                fields=["number"],
                condition=Q(state=CallTargetState.HELD.value) & ~Q(number=""),
                name="a_number_held_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=CallTargetState.HELD.value) | Q(held_until__isnull=False),
                name="call_held_for_a_while",
            ),
        ]


class CallAttempt(models.Model):
    """One call that was made. `weekday` (0 Monday) and `hour` are those of the house, for the best hours.

    What it wrote (`activity`, `next_activity`, `opposition`) is what an undo takes back. `seconds` runs from the number
    being shown to its outcome.
    """

    target = models.ForeignKey(CallTarget, on_delete=models.CASCADE, related_name="attempts")
    session = models.ForeignKey(
        CallSession, on_delete=models.CASCADE, related_name="attempts", db_index=False
    )
    caller = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=14, choices=choices(CallOutcome))
    opening = models.CharField(max_length=8, blank=True, choices=choices(OpeningKind))
    at = models.DateTimeField()
    weekday = models.PositiveSmallIntegerField()
    hour = models.PositiveSmallIntegerField()
    trade = models.CharField(max_length=2, blank=True)
    seconds = models.PositiveIntegerField(default=0)
    activity = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, related_name="+")
    next_activity = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, related_name="+")
    opposition = models.ForeignKey(Opposition, on_delete=models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["session", "caller", "at"], name="call_by_session"),
            models.Index(fields=["at"], name="call_by_moment"),
            models.Index(fields=["caller", "at"], name="call_by_caller"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=[each.value for each in CallOutcome]), name="call_outcome_known"
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6, hour__lte=23), name="call_hour_exists"),
        ]
