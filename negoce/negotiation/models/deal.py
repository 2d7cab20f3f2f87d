"""A deal: one sale that is being worked, from its preparation to its outcome (N1, first cut)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Activity, Company, Competitor, Contact
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.negotiation.enums import BuyingClass, DealRole, DealState, DealStep, OutcomeReason, PurchaseStage
from negoce.negotiation.models.sales_cycle import SalesCycle

OPEN = Q(state=DealState.OPEN.value, deleted_at__isnull=True)


class Deal(models.Model):
    """`amount` excludes VAT. `step_since` is the day on which the step was reached, for alerts on what stands still."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("nom"), max_length=160)
    name_key = models.CharField(max_length=160, editable=False, help_text="folded name")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="deals", db_index=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("suivie par"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    state = models.CharField(
        _("état"), max_length=5, choices=choices(DealState), default=DealState.OPEN.value
    )
    step = models.CharField(
        _("étape"), max_length=12, choices=choices(DealStep), default=DealStep.PREPARATION.value
    )
    step_since = models.DateField(_("à cette étape depuis"))
    # None follows the cycle of the house.
    cycle = models.ForeignKey(
        SalesCycle,
        verbose_name=_("cycle"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="deals",
    )
    purchase_stage = models.CharField(
        _("étape de l’achat"), max_length=10, choices=choices(PurchaseStage), blank=True
    )
    buying_class = models.CharField(
        _("classe d’achat"), max_length=10, choices=choices(BuyingClass), blank=True
    )
    amount = models.DecimalField(_("montant HT"), max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    close_on = models.DateField(_("conclusion prévue"), null=True, blank=True)
    outcome_reason = models.CharField(_("raison"), max_length=16, choices=choices(OutcomeReason), blank=True)
    outcome_note = models.CharField(_("précision"), max_length=500, blank=True)
    competitor = models.ForeignKey(
        Competitor, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    closed_on = models.DateField(_("close le"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=4000, blank=True)
    import_key = models.CharField(max_length=120, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(_("créée le"), auto_now_add=True)
    updated_at = models.DateTimeField(_("modifiée le"), auto_now=True)
    deleted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["company", "-id"], name="deal_by_company"),
            models.Index(fields=["step", "close_on", "id"], name="deal_board", condition=OPEN),
            models.Index(
                fields=["owner", "step", "close_on", "id"], name="deal_board_of_owner", condition=OPEN
            ),
            # What the board counts and adds up stands in it: no row is read for that.
            models.Index(
                fields=["step", "company", "amount", "currency", "state", "deleted_at"],
                name="deal_board_figures",
                condition=OPEN,
            ),
            # Not by state first: SQLite would take it for the deals under way, which are most of them.
            models.Index(fields=["closed_on", "id"], name="deal_by_outcome"),
            # What parts deals won from those lost stands in it: counted over a year, no row is read for that.
            models.Index(
                fields=[
                    *("closed_on", "state", "company", "amount", "currency", "owner", "competitor", "cycle"),
                    *("outcome_reason", "step", "deleted_at", "created_at"),
                ],
                name="deal_decided",
                condition=Q(closed_on__isnull=False),
            ),
            models.Index(fields=["close_on", "id"], name="deal_by_close"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="deal_has_a_name"),
            models.CheckConstraint(
                condition=Q(state=DealState.OPEN.value, closed_on=None)
                | (~Q(state=DealState.OPEN.value) & Q(closed_on__isnull=False)),
                name="deal_closed_has_its_day",
            ),
            models.UniqueConstraint(
                fields=["import_key"], condition=~Q(import_key=""), name="deal_imported_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DealContact(models.Model):
    """A person who counts in a deal, and what they are to it."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="people", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(_("rôle"), max_length=12, choices=choices(DealRole), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["deal", "contact"], name="a_person_once_a_deal")]


class DealActivity(models.Model):
    """What an exchange or a task is about: one deal at most. Kept here, above activities, which know no deal."""

    activity = models.OneToOneField(
        Activity, on_delete=models.CASCADE, primary_key=True, related_name="deal_link"
    )
    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="activity_links")
