"""A quote, its versions and their lines (V2)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.catalogue.models.sale_columns import AmountColumns, SaleLineColumns, TermColumns
from negoce.companies.models import Company, Contact
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.negotiation.enums import OutcomeReason, QuoteState
from negoce.negotiation.models.deal import Deal


class Quote(models.Model):
    """One offer to one company, under one number; what it says lives in its versions.

    `state`, `net` and the days are those of the current version, copied by the actions so that lists read one table.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    number = models.CharField(_("numéro"), max_length=30, unique=True)
    title = models.CharField(_("objet"), max_length=160, blank=True)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="quotes", db_index=False)
    deal = models.ForeignKey(Deal, on_delete=models.SET_NULL, null=True, blank=True, related_name="quotes")
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("suivi par"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    state = models.CharField(
        _("état"), max_length=10, choices=choices(QuoteState), default=QuoteState.DRAFT.value
    )
    current_version = models.PositiveSmallIntegerField(default=1)
    net = models.DecimalField(_("total HT"), max_digits=16, decimal_places=2, default=0)
    cost = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    issued_on = models.DateField(_("du"), null=True, blank=True)
    valid_until = models.DateField(_("valable jusqu’au"), null=True, blank=True)
    sent_on = models.DateField(_("envoyé le"), null=True, blank=True)
    answered_on = models.DateField(_("répondu le"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True)
    deleted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["company", "-id"], name="quote_by_company"),
            models.Index(fields=["owner", "state", "-id"], name="quote_by_owner"),
            models.Index(fields=["state", "valid_until", "id"], name="quote_by_state"),
            models.Index(fields=["-issued_on", "-id"], name="quote_by_day"),
        ]

    def __str__(self) -> str:
        return self.number


class QuoteVersion(AmountColumns, TermColumns):
    """What was offered at one time. Once sent it does not change: the next change is the next version."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="versions", db_index=False)
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=choices(QuoteState), default=QuoteState.DRAFT.value)
    issued_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(_("valable jusqu’au"), null=True, blank=True)
    delivery_days = models.PositiveSmallIntegerField(_("délai de livraison (jours)"), null=True, blank=True)
    delivery_on = models.DateField(_("livraison le"), null=True, blank=True)
    buyer_reference = models.CharField(_("votre référence"), max_length=60, blank=True)
    introduction = models.TextField(_("introduction"), max_length=4000, blank=True)
    conditions = models.TextField(_("conditions particulières"), max_length=4000, blank=True)
    language = models.CharField(max_length=2, default="fr")
    margin_floor = models.DecimalField(
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="percent, when the version was closed",
    )
    outcome_reason = models.CharField(_("raison"), max_length=16, choices=choices(OutcomeReason), blank=True)
    outcome_note = models.CharField(_("précision"), max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(
        null=True, blank=True, help_text="accepted, refused, expired, superseded"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["quote_id", "-version"]
        constraints = [models.UniqueConstraint(fields=["quote", "version"], name="one_quote_version")]


class QuoteLine(SaleLineColumns):
    """A line of a version. Options of the same `option_group` are variants: at most one of them is chosen."""

    version = models.ForeignKey(QuoteVersion, on_delete=models.CASCADE, related_name="lines", db_index=False)
    is_option = models.BooleanField(default=False)
    option_group = models.CharField(max_length=40, blank=True)
    is_chosen = models.BooleanField(default=True)
    delivery_days = models.PositiveSmallIntegerField(null=True, blank=True)
    is_price_typed = models.BooleanField(default=False, help_text="else the price is that of the catalogue")

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="quote_line_position")]
        indexes = [models.Index(fields=["product", "version"], name="quote_line_by_product")]


class QuoteFile(models.Model):
    """The very PDF that was sent; its digest stands in the proof of acceptance."""

    version = models.OneToOneField(QuoteVersion, on_delete=models.CASCADE, related_name="file")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(sha256=""), name="quote_file_has_a_digest")]
