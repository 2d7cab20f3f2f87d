"""A prospecting plan: what for, whom, through what, when, with whom, and what is expected of it (P2)."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import OriginChannel
from negoce.companies.models import Company
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.prospecting.enums import CostKind, PlanObjective, PlanState, WorkMode


class ProspectingPlan(models.Model):
    """One plan. `filter_text` says whom it aims at, as the list of companies writes it, until its start freezes them.

    Rates are percent points, stage by stage (R-P6). `signal` is the reason to prospect it was made from, if any.
    `targeted_at` is the moment the last company was frozen: null while they still are.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("nom"), max_length=120)
    objective = models.CharField(_("objectif"), max_length=16, choices=choices(PlanObjective))
    state = models.CharField(
        _("état"), max_length=8, choices=choices(PlanState), default=PlanState.DRAFT.value
    )
    launch = models.CharField(_("offre lancée"), max_length=120, blank=True)
    signal = models.CharField(max_length=16, blank=True, editable=False)
    filter_text = models.TextField(_("cible"), max_length=4000, blank=True)
    starts_on = models.DateField(_("du"))
    ends_on = models.DateField(_("au"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("responsable"), on_delete=models.SET_NULL, null=True,
        related_name="+",
    )  # fmt: skip
    target_orders = models.PositiveIntegerField(_("commandes visées"), default=10)
    quote_rate = models.DecimalField(
        _("devis → commande"), max_digits=5, decimal_places=2, default=Decimal(25)
    )
    meeting_rate = models.DecimalField(
        _("rendez-vous → devis"), max_digits=5, decimal_places=2, default=Decimal(50)
    )
    contact_rate = models.DecimalField(
        _("contact → rendez-vous"), max_digits=5, decimal_places=2, default=Decimal(12)
    )
    yearly_margin = models.DecimalField(
        _("marge annuelle par client"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    note = models.TextField(_("comment"), max_length=4000, blank=True)
    started_at = models.DateTimeField(null=True, editable=False)
    targeted_at = models.DateTimeField(null=True, editable=False)
    targeted = models.PositiveIntegerField(default=0, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    lesson = models.TextField(_("ce qu’on en retient"), max_length=2000, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in PlanState]), name="plan_state_known"
            ),
            models.CheckConstraint(
                condition=Q(objective__in=[each.value for each in PlanObjective]), name="plan_objective_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="plan_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(quote_rate__gt=0, quote_rate__lte=100)
                & Q(meeting_rate__gt=0, meeting_rate__lte=100)
                & Q(contact_rate__gt=0, contact_rate__lte=100),
                name="plan_rates_are_percents",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlanPerson(models.Model):
    """Somebody who works a plan, beside whoever answers for it."""

    plan = models.ForeignKey(ProspectingPlan, on_delete=models.CASCADE, related_name="people", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "person"], name="a_person_once_a_plan")]


class PlanChannel(models.Model):
    """One channel of a plan and what is expected of it; a rate left out is the plan’s. Euros without VAT."""

    plan = models.ForeignKey(
        ProspectingPlan, on_delete=models.CASCADE, related_name="channels", db_index=False
    )
    channel = models.CharField(_("canal"), max_length=16, choices=choices(OriginChannel))
    mode = models.CharField(
        _("par qui"), max_length=10, choices=choices(WorkMode), default=WorkMode.IN_HOUSE.value
    )
    budget = models.DecimalField(_("budget"), max_digits=12, decimal_places=2, default=Decimal(0))
    target_orders = models.PositiveIntegerField(_("commandes attendues"), default=0)
    contact_rate = models.DecimalField(
        _("contact → rendez-vous"), max_digits=5, decimal_places=2, null=True, blank=True
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "channel"], name="a_channel_once_a_plan"),
            models.CheckConstraint(condition=Q(budget__gte=0), name="plan_budget_positive"),
            models.CheckConstraint(
                condition=Q(contact_rate=None) | Q(contact_rate__gt=0, contact_rate__lte=100),
                name="plan_channel_rate_is_percent",
            ),
        ]


class PlanCompany(models.Model):
    """A company that a plan aims at, as its start froze them."""

    plan = models.ForeignKey(
        ProspectingPlan, on_delete=models.CASCADE, related_name="companies", db_index=False
    )
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "company"], name="a_company_once_a_plan")]


class PlanCost(models.Model):
    """What was spent for a plan, euros without VAT; without a channel, it is for all of them."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    plan = models.ForeignKey(ProspectingPlan, on_delete=models.CASCADE, related_name="costs")
    channel = models.CharField(_("canal"), max_length=16, blank=True, choices=choices(OriginChannel))
    kind = models.CharField(_("nature"), max_length=14, choices=choices(CostKind))
    day = models.DateField(_("le"))
    amount = models.DecimalField(_("montant HT"), max_digits=12, decimal_places=2)
    words = models.CharField(_("objet"), max_length=160, blank=True)
    # Public id of the fair, file or mailing that it comes from by itself; empty for what a person wrote down.
    origin = models.CharField(max_length=12, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["origin"], condition=~Q(origin=""), name="plan_cost_once_an_origin"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="plan_cost_positive"),
            models.CheckConstraint(
                condition=Q(kind__in=[each.value for each in CostKind]), name="plan_cost_kind_known"
            ),
        ]
