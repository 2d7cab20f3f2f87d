"""A piece of work that waits, runs under a lease, and survives the crash of its worker."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from negoce.jobs.enums import JobState
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id


class Job(models.Model):
    """One call of a task by name. When a worker dies its lease runs out, and another takes the job up."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    task = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=choices(JobState), default=JobState.WAITING.value)
    queue = models.CharField(max_length=16, default="default")
    # One waiting job a key: asking twice for the same recomputation does it once.
    unique_key = models.CharField(max_length=120, blank=True)
    run_after = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=5)
    crashes = models.PositiveSmallIntegerField(
        default=0, help_text="workers lost since the job last moved forward"
    )
    lease_owner = models.CharField(max_length=64, blank=True)
    lease_until = models.DateTimeField(null=True)
    stop_asked = models.CharField(
        max_length=9, blank=True, help_text="paused or cancelled, when a person asked"
    )
    done_units = models.PositiveBigIntegerField(default=0)
    total_units = models.PositiveBigIntegerField(null=True)
    message = models.CharField(max_length=300, blank=True)
    shown_to_all = models.BooleanField(
        default=False, help_text="every page tells how far it is, whoever asked for it"
    )
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["queue", "run_after", "id"],
                name="job_waiting",
                condition=Q(state=JobState.WAITING.value),
            ),
            models.Index(
                fields=["lease_until"], name="job_running", condition=Q(state=JobState.RUNNING.value)
            ),
            models.Index(fields=["finished_at"], name="job_finished", condition=Q(finished_at__isnull=False)),
            models.Index(fields=["id"], name="job_shown", condition=Q(shown_to_all=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unique_key"],
                condition=Q(state=JobState.WAITING.value) & ~Q(unique_key=""),
                name="one_waiting_job_a_key",
            )
        ]
