"""A company: the first chapter of the customer file, identity (F1)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import StrIndex, Substr
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import (
    ActivityCodeVersion,
    BuyerType,
    CompanyKind,
    DirectoryNeed,
    OriginChannel,
    PublicBodyKind,
    Relation,
)
from negoce.identity.models import Territory
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id

ALIVE = Q(deleted_at__isnull=True)


def _sorted_by(*fields: str, name: str) -> models.Index:
    """An index that gives a page of the list in order, among companies not deleted; the key breaks ties."""
    return models.Index(fields=[*fields, "id"], name=name, condition=ALIVE)


class Company(models.Model):
    """One row a legal unit or site that we deal with.

    The head office's place and the dates of the last and next exchange are copied here, by the actions that change
    them, so that lists read one table through its indexes.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("nom"), max_length=200)
    name_key = models.CharField(
        max_length=200, editable=False, help_text="folded name, for sorting and search"
    )
    trade_name = models.CharField(_("enseigne"), max_length=200, blank=True)
    legal_form = models.CharField(_("forme juridique"), max_length=4, blank=True)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    siret = models.CharField(_("SIRET"), max_length=14, blank=True)
    vat_number = models.CharField(_("n° de TVA"), max_length=15, blank=True)
    activity_code = models.CharField(_("code APE"), max_length=6, blank=True)
    activity_code_version = models.CharField(
        _("nomenclature"), max_length=4, blank=True, choices=choices(ActivityCodeVersion)
    )
    kind = models.CharField(_("type"), max_length=16, blank=True, choices=choices(CompanyKind))
    relation = models.CharField(
        _("relation"), max_length=12, choices=choices(Relation), default=Relation.CUSTOMER.value
    )
    buyer_type = models.CharField(
        _("type d’acheteur"), max_length=16, choices=choices(BuyerType), default=BuyerType.BUSINESS.value
    )
    public_body_kind = models.CharField(
        _("catégorie d’acheteur public"), max_length=20, blank=True, choices=choices(PublicBodyKind)
    )
    service_code_need = models.CharField(
        _("code service exigé (Chorus Pro)"),
        max_length=12,
        blank=True,
        default="",
        db_default="",
        choices=choices(DirectoryNeed),
    )
    commitment_need = models.CharField(
        _("n° d’engagement exigé (Chorus Pro)"),
        max_length=12,
        blank=True,
        default="",
        db_default="",
        choices=choices(DirectoryNeed),
    )
    service_codes = models.TextField(
        _("codes service connus"), max_length=4000, blank=True, default="", db_default=""
    )

    headcount = models.PositiveIntegerField(_("effectif"), null=True, blank=True)
    headcount_band = models.CharField(_("tranche d’effectif"), max_length=2, blank=True)
    turnover = models.DecimalField(
        _("chiffre d’affaires de l’entreprise"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    balance_sheet_total = models.DecimalField(
        _("total du bilan"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    size_class = models.CharField(_("taille"), max_length=5, blank=True, help_text="R-I4")
    establishments_count = models.PositiveIntegerField(_("établissements"), null=True, blank=True)
    points_of_sale_count = models.PositiveIntegerField(_("points de vente"), null=True, blank=True)
    production_surface = models.PositiveIntegerField(_("surface de production (m²)"), null=True, blank=True)
    storage_surface = models.PositiveIntegerField(_("surface de stockage (m²)"), null=True, blank=True)
    equipment = models.TextField(_("équipements"), max_length=2000, blank=True)
    methods = models.TextField(_("méthodes de travail"), max_length=2000, blank=True)

    phone = models.CharField(_("téléphone"), max_length=20, blank=True, help_text="E.164")
    fax = models.CharField(_("télécopie"), max_length=20, blank=True, help_text="E.164")
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    website = models.URLField(_("site web"), max_length=300, blank=True)
    linkedin = models.URLField(_("LinkedIn"), max_length=300, blank=True)
    facebook = models.URLField(_("Facebook"), max_length=300, blank=True)
    instagram = models.URLField(_("Instagram"), max_length=300, blank=True)

    postal_code = models.CharField(_("code postal"), max_length=10, blank=True)
    city = models.CharField(_("ville"), max_length=100, blank=True)
    city_key = models.CharField(max_length=100, blank=True, editable=False)
    department = models.CharField(_("département"), max_length=3, blank=True, editable=False)
    country = models.CharField(_("pays"), max_length=2, default="FR")

    group_name = models.CharField(_("groupe"), max_length=200, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="subsidiaries"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("suivi par"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="companies",
        db_index=False,  # company_by_owner serves, and answers counts by itself
    )
    territory = models.ForeignKey(
        Territory, on_delete=models.SET_NULL, null=True, blank=True, related_name="companies", db_index=False
    )
    origin_channel = models.CharField(_("origine"), max_length=16, blank=True, choices=choices(OriginChannel))
    origin_detail = models.CharField(_("précision sur l’origine"), max_length=200, blank=True)
    note = models.TextField(_("note"), max_length=4000, blank=True)

    last_contact_on = models.DateField(_("dernier contact"), null=True, editable=False)
    next_activity_on = models.DateField(_("prochaine action"), null=True, editable=False)
    is_fictional = models.BooleanField(default=False, editable=False)
    import_key = models.CharField(
        max_length=120, blank=True, editable=False, help_text="key in the source file"
    )
    created_at = models.DateTimeField(_("créée le"), auto_now_add=True)
    updated_at = models.DateTimeField(_("modifiée le"), auto_now=True)
    deleted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["name_key", "id"]
        indexes = [
            models.Index(
                fields=["-deleted_at", "-id"],
                name="company_bin",
                condition=models.Q(deleted_at__isnull=False),
            ),
            _sorted_by("name_key", name="company_by_name"),
            _sorted_by("city_key", "name_key", name="company_by_city"),
            _sorted_by("department", "name_key", name="company_by_department"),
            _sorted_by("activity_code", "name_key", name="company_by_activity"),
            _sorted_by("last_contact_on", name="company_by_last_contact"),
            _sorted_by("next_activity_on", name="company_by_next_activity"),
            _sorted_by("created_at", name="company_by_creation"),
            _sorted_by("updated_at", name="company_by_update"),
            _sorted_by("owner", "name_key", name="company_by_owner"),
            _sorted_by("territory", "name_key", name="company_by_territory"),
            models.Index(
                fields=["parent", "name_key"],
                name="company_by_parent",
                condition=ALIVE & Q(parent__isnull=False),
            ),
            models.Index(fields=["siren"], name="company_by_siren", condition=~Q(siren="")),
            models.Index(fields=["siret"], name="company_by_siret", condition=~Q(siret="")),
            models.Index(fields=["email"], name="company_by_email", condition=~Q(email="")),
            models.Index(
                Substr("email", StrIndex("email", models.Value("@")) + 1),
                name="company_by_email_domain",
                condition=~Q(email=""),
            ),
            models.Index(fields=["website"], name="company_by_website", condition=~Q(website="")),
            models.Index(fields=["phone"], name="company_by_phone", condition=~Q(phone="")),
            models.Index(fields=["import_key"], name="company_by_import_key", condition=~Q(import_key="")),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="company_has_a_name"),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="company_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name
