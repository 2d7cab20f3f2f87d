"""A call for tenders: who buys what, its days, where it stands (N10). It may be answered by a deal, or by none yet."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Company
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.negotiation.enums import BuyerKind, CallKind, NeedKind, TenderStage
from negoce.negotiation.models.deal import Deal
from negoce.negotiation.rules.tender_days import TenderDays


class Tender(models.Model):
    """`amount` is that of the buyer's whole need, excluding VAT. `call` is empty where the buyer names no form.

    `deadline` follows from the stage and the days (rules/tender_days.py): the next day on which something must be
    handed in, null once nothing is awaited from us.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("objet"), max_length=160)
    name_key = models.CharField(max_length=160, editable=False, help_text="folded name")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="tenders", db_index=False)
    deal = models.OneToOneField(Deal, on_delete=models.SET_NULL, null=True, blank=True, related_name="tender")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("suivi par"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    reference = models.CharField(_("référence de la consultation"), max_length=80, blank=True)
    buyer = models.CharField(_("type d’acheteur"), max_length=8, choices=choices(BuyerKind))
    need = models.CharField(_("type d’achat"), max_length=8, choices=choices(NeedKind))
    call = models.CharField(
        _("forme de l’appel d’offres"), max_length=10, choices=choices(CallKind), blank=True
    )
    amount = models.DecimalField(
        _("montant HT du besoin"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    own_rules = models.TextField(_("règles propres à la consultation"), max_length=2000, blank=True)
    electronic = models.BooleanField(_("offres électroniques"), default=True)
    shortened = models.BooleanField(_("urgence ou avis de préinformation"), default=False)
    published_on = models.DateField(_("avis publié le"), null=True, blank=True)
    applications_until = models.DateField(_("candidatures jusqu’au"), null=True, blank=True)
    invited_on = models.DateField(_("invitation à remettre une offre du"), null=True, blank=True)
    visit_on = models.DateField(_("visite du site le"), null=True, blank=True)
    questions_until = models.DateField(_("questions jusqu’au"), null=True, blank=True)
    offers_until = models.DateField(_("offres jusqu’au"), null=True, blank=True)
    deadline = models.DateField(_("prochaine remise"), null=True, blank=True, editable=False)
    stage = models.CharField(
        _("étape de l’appel d’offres"),
        max_length=12,
        choices=choices(TenderStage),
        default=TenderStage.CONSULTATION.value,
    )
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True)

    class Meta:
        indexes = [
            models.Index(fields=["company", "-id"], name="tender_by_company"),
            models.Index(fields=["deadline", "id"], name="tender_by_deadline"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0), name="tender_amount_above_zero"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="tender_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def days(self) -> TenderDays:
        """The days that the buyer gives."""
        return TenderDays(self.applications_until, self.visit_on, self.questions_until, self.offers_until)
