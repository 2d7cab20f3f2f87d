"""The forms that the house shows to the public, and how often they were looked at (P4)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.files.models import StoredFile
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.prospecting.enums import FormKind, FormState, LeadRule
from negoce.prospecting.models.plan import ProspectingPlan


class PublicForm(models.Model):
    """What a form asks, why, and to whom what it brings goes.

    `token` stands in its public address, and is no secret. `fields` lists what is asked besides the company, the name
    and the e-mail (rules/form_fields.py). `hosts` are the sites that may show it, none by default.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    token = models.CharField(max_length=32, unique=True, editable=False)
    name = models.CharField(_("nom"), max_length=120)
    kind = models.CharField(_("type"), max_length=12, choices=choices(FormKind))
    state = models.CharField(max_length=8, choices=choices(FormState), default=FormState.DRAFT.value)
    language = models.CharField(_("langue"), max_length=2, default="fr")
    title = models.CharField(_("titre"), max_length=160)
    introduction = models.TextField(_("introduction"), max_length=2000, blank=True)
    fields = models.JSONField(_("champs"), default=list)
    purpose = models.CharField(_("pour quoi faire"), max_length=300)
    notice_more = models.TextField(_("à ajouter à l’information"), max_length=1500, blank=True)
    asks_newsletter = models.BooleanField(_("proposer la lettre d’information"), default=False)
    thanks = models.TextField(_("remerciement"), max_length=1000, blank=True)
    white_paper = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    white_paper_title = models.CharField(_("titre du document"), max_length=160, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    lead_rule = models.CharField(max_length=12, choices=choices(LeadRule), default=LeadRule.PERSON.value)
    plan = models.ForeignKey(
        ProspectingPlan, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    hosts = models.JSONField(_("sites autorisés"), default=list)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[each.value for each in FormKind]), name="form_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in FormState]), name="form_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FormDay(models.Model):
    """How often a form was shown on one day, robots that announce themselves left out; nothing of who looked."""

    form = models.ForeignKey(PublicForm, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    views = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "day"], name="one_day_of_a_form")]


class FormNotice(models.Model):
    """The very words about their data that people read before they sent a form, kept as proof (RGPD, art. 13)."""

    form = models.ForeignKey(PublicForm, on_delete=models.CASCADE, related_name="notices")
    digest = models.CharField(max_length=64)
    text = models.TextField()
    shown_from = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "digest"], name="one_notice_of_a_form")]
