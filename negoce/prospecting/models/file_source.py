"""The files that brought companies and people, their licences, and what was used of them (P4)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import Channel
from negoce.companies.models import Company, Contact, ImportRun
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.prospecting.enums import SourceEnd, SourceKind
from negoce.prospecting.models.plan import ProspectingPlan


class FileSource(models.Model):
    """One file, own, bought or rented, and what its supplier lets us do: both days included.

    `channels` lists the channels allowed; `uses_allowed` is how many times a rented file may be used, None without
    a bound. `source_words` say in the notice where the data come from (RGPD, art. 14). What the file cost is a cost
    of `plan`. `ended_on` is the day the end was carried out.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("nom"), max_length=120)
    kind = models.CharField(_("type"), max_length=8, choices=choices(SourceKind))
    supplier = models.CharField(_("fournisseur"), max_length=120, blank=True)
    contract = models.CharField(_("contrat ou facture"), max_length=80, blank=True)
    channels = models.JSONField(_("canaux autorisés"), default=list)
    uses_allowed = models.PositiveSmallIntegerField(_("utilisations permises"), null=True, blank=True)
    starts_on = models.DateField(_("à partir du"), null=True, blank=True)
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    cost = models.DecimalField(_("coût HT"), max_digits=12, decimal_places=2, null=True, blank=True)
    dpo_contact = models.CharField(_("contact du fournisseur pour les données"), max_length=200, blank=True)
    source_words = models.CharField(_("origine à dire aux personnes"), max_length=200, blank=True)
    at_end = models.CharField(
        _("à la fin"), max_length=16, choices=choices(SourceEnd), default=SourceEnd.KEEP_ANSWERED.value
    )
    ended_on = models.DateField(null=True, editable=False)
    plan = models.ForeignKey(
        ProspectingPlan, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("note"), max_length=2000, blank=True)
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
                condition=Q(kind__in=[each.value for each in SourceKind]), name="source_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="source_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=Q(cost=None) | Q(cost__gte=0), name="source_cost_positive"),
            models.CheckConstraint(
                condition=Q(kind=SourceKind.OWN.value) | Q(ends_on__isnull=False),
                name="source_licence_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SourceImport(models.Model):
    """The import that a file came in by: what it creates is tied to the source."""

    source = models.ForeignKey(FileSource, on_delete=models.PROTECT, related_name="imports")
    run = models.OneToOneField(ImportRun, on_delete=models.CASCADE, related_name="+")


class SourcedCompany(models.Model):
    """A company that a source brought, or of which it only completed the record (`created` off)."""

    source = models.ForeignKey(FileSource, on_delete=models.PROTECT, related_name="companies", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    brought_on = models.DateField()
    created = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "company"], name="a_company_once_a_source")]


class SourcedContact(models.Model):
    """A person whom a source brought, or of whom it only completed the record (`created` off)."""

    source = models.ForeignKey(FileSource, on_delete=models.PROTECT, related_name="contacts", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    brought_on = models.DateField()
    created = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "contact"], name="a_contact_once_a_source")]


class SourceUse(models.Model):
    """One use of a file: a mailing, a call session. `key` tells that use from others: noted twice, it counts once."""

    source = models.ForeignKey(FileSource, on_delete=models.CASCADE, related_name="uses", db_index=False)
    key = models.CharField(max_length=60)
    channel = models.CharField(max_length=12, choices=choices(Channel))
    what = models.CharField(max_length=120)
    used_on = models.DateField()
    people = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-used_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="a_use_once_a_source")]
