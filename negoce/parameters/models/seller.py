"""Who we are: what our quotes, invoices and letters print of us."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Seller(models.Model):
    """The one row of the seller's own identity; documents keep a copy of what it was when they were issued."""

    name = models.CharField(_("dénomination"), max_length=200, blank=True)
    trade_name = models.CharField(_("nom commercial"), max_length=200, blank=True)
    legal_form = models.CharField(
        _("forme juridique"), max_length=60, blank=True, help_text="as printed: SAS, SARL…"
    )
    capital = models.DecimalField(_("capital"), max_digits=16, decimal_places=2, null=True, blank=True)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    siret = models.CharField(_("SIRET"), max_length=14, blank=True)
    vat_number = models.CharField(_("n° de TVA"), max_length=20, blank=True)
    register_town = models.CharField(
        _("ville du registre"), max_length=80, blank=True, help_text="RCS or RM: the town of the register"
    )
    street = models.CharField(_("rue"), max_length=200, blank=True)
    complement = models.CharField(_("complément d’adresse"), max_length=200, blank=True)
    postal_code = models.CharField(_("code postal"), max_length=12, blank=True)
    city = models.CharField(_("ville"), max_length=100, blank=True)
    country = models.CharField(_("pays"), max_length=2, default="FR")
    phone = models.CharField(_("téléphone"), max_length=24, blank=True)
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    website = models.CharField(_("site web"), max_length=200, blank=True)
    iban = models.CharField(_("IBAN"), max_length=34, blank=True)
    bic = models.CharField(_("BIC"), max_length=11, blank=True)
    logo = models.BinaryField(_("logo"), null=True, blank=True, help_text="PNG, JPEG or SVG, at most 300 kB")
    logo_kind = models.CharField(max_length=4, blank=True)
    colour = models.CharField(
        _("couleur"), max_length=7, default="#1f5f4a", help_text="#rrggbb, of headings and rules"
    )
    is_vat_exempt = models.BooleanField(
        _("franchise de TVA"), default=False, help_text="franchise en base, CGI art. 293 B"
    )
    vat_on_debits = models.BooleanField(_("TVA sur les débits"), default=False)
    size = models.CharField(_("taille"), max_length=5, default="pme", help_text="micro, pme, eti or ge")
    term_kind = models.CharField(_("délai de paiement"), max_length=24, default="after_invoice")
    term_days = models.PositiveSmallIntegerField(_("jours"), default=30)
    term_sector = models.CharField(_("branche"), max_length=16, default="general")
    late_rate = models.DecimalField(
        _("taux de pénalité"),
        max_digits=6,
        decimal_places=3,
        null=True,
        blank=True,
        help_text="percent points; null: the law's",
    )
    early_payment = models.CharField(
        _("escompte"), max_length=200, blank=True, help_text="discount terms; empty: none given"
    )
    early_percent = models.DecimalField(
        _("escompte (%)"), max_digits=5, decimal_places=2, null=True, blank=True, help_text="before the words"
    )
    early_days = models.PositiveSmallIntegerField(_("escompte sous (jours)"), null=True, blank=True)
    quote_validity_days = models.PositiveSmallIntegerField(_("validité d’un devis (jours)"), default=30)
    year_end_month = models.PositiveSmallIntegerField(
        _("mois de clôture"),
        default=12,
        help_text="the month at whose end the year is closed (R-C17: how long invoices are kept)",
    )
    footer = models.CharField(_("pied de page"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_seller")]

    def __str__(self) -> str:
        return self.name
