"""What is done for the companies of a status, step by step, and for whom it was done (L5, S5)."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.automation.enums import RunEnd, RunState, StepKind, StepOutcome
from negoce.automation.models.segment_offer import SegmentOffer
from negoce.companies.models import Activity, Company
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.outbox.models import MessageTemplate
from negoce.portfolio.enums import LifeStatus


class Playbook(models.Model):
    """Begins with each company that comes into `status`, on or after `takes_from` when it is set.

    `control_percent` of the companies get nothing: what the others do more than they is its effect. Those that the
    house brings have a `key`; their words stand in `playbook_words.py` until somebody writes others.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    key = models.CharField(max_length=20, blank=True, editable=False)
    name = models.CharField(_("nom"), max_length=80, blank=True)
    status = models.CharField(_("statut"), max_length=12, choices=choices(LifeStatus))
    is_active = models.BooleanField(_("en marche"), default=False)
    takes_from = models.DateField(null=True, help_text="those whose status is older are left alone")
    control_percent = models.PositiveSmallIntegerField(
        _("groupe témoin (%)"), default=15, validators=[MaxValueValidator(50)]
    )
    starts_per_day = models.PositiveSmallIntegerField(_("entreprises par jour au plus"), default=20)
    effect_days = models.PositiveSmallIntegerField(_("effet mesuré sur (jours)"), default=90)
    stops_on_order = models.BooleanField(_("s’arrête à la commande"), default=True)
    stops_on_answer = models.BooleanField(_("s’arrête à la réponse"), default=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("à défaut, pour"), on_delete=models.SET_NULL, null=True,
        blank=True, related_name="+",
    )  # fmt: skip
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="one_playbook_a_key"),
            models.CheckConstraint(
                condition=Q(control_percent__lte=50), name="playbook_control_half_at_most"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.key


class PlaybookStep(models.Model):
    """A task, or a message on a template, so many days after the beginning.

    A message is written by a person from its task, unless it is `automatic`: then R-G3 decides whether it leaves.
    Without `assignee`, it falls to who follows the company. A step that was taken out keeps what it made.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    playbook = models.ForeignKey(Playbook, on_delete=models.CASCADE, related_name="steps", db_index=False)
    key = models.CharField(max_length=20, blank=True, editable=False)
    kind = models.CharField(max_length=7, choices=choices(StepKind), default=StepKind.TASK.value)
    delay_days = models.PositiveSmallIntegerField(_("jours après le début"), default=0)
    subject = models.CharField(_("à faire"), max_length=200, blank=True)
    body = models.TextField(_("comment"), max_length=2000, blank=True)
    template = models.ForeignKey(
        MessageTemplate, verbose_name=_("modèle de message"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    automatic = models.BooleanField(_("envoyé sans relecture"), default=False)
    offer = models.ForeignKey(
        SegmentOffer, verbose_name=_("offre"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="steps",
    )  # fmt: skip
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["delay_days", "id"]
        indexes = [models.Index(fields=["playbook", "delay_days", "id"], name="step_by_playbook")]


class PlaybookRun(models.Model):
    """A playbook with one company, for the time that it entered the status: never begun twice for one of these."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    playbook = models.ForeignKey(Playbook, on_delete=models.CASCADE, related_name="runs", db_index=False)
    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="playbook_runs", db_index=False
    )
    entered_on = models.DateField(help_text="the day on which the company came into the status")
    started_on = models.DateField()
    is_control = models.BooleanField(default=False)
    state = models.CharField(max_length=7, choices=choices(RunState), default=RunState.RUNNING.value)
    ended_on = models.DateField(null=True)
    end = models.CharField(max_length=12, choices=choices(RunEnd), blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-started_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["playbook", "company", "entered_on"], name="a_playbook_once_an_entry"
            )
        ]
        indexes = [
            models.Index(fields=["company", "-started_on", "-id"], name="run_by_company"),
            models.Index(
                fields=["playbook", "id"], name="run_going_on", condition=Q(state=RunState.RUNNING.value)
            ),
            models.Index(fields=["playbook", "started_on"], name="run_by_start"),
        ]


class PlaybookStepDone(models.Model):
    """What a step made for one company: at most once."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    run = models.ForeignKey(PlaybookRun, on_delete=models.CASCADE, related_name="done", db_index=False)
    step = models.ForeignKey(PlaybookStep, on_delete=models.CASCADE, related_name="+")
    done_on = models.DateField()
    outcome = models.CharField(max_length=8, choices=choices(StepOutcome))
    activity = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, related_name="+")
    message = models.CharField(max_length=12, blank=True, help_text="public id of the message")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["run", "step"], name="a_step_once_a_run")]
