"""How a buyer compares offers: criteria and weights, offers known or guessed, their notes (N10)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.negotiation.models.tender import Tender
from negoce.negotiation.models.tender_lot import TenderLot
from negoce.negotiation.rules.tender_price_note import PriceMethod


class TenderGrid(models.Model):
    """The comparison of a whole tender, or of one lot. `revision` moves with all that stands in it.

    `cost` is ours, excluding VAT; read and written by those alone who may read margins. `simulation` holds the price
    list and the quantities of each scenario (rules/tender_simulation_values.py).
    """

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="grids")
    lot = models.OneToOneField(
        TenderLot, on_delete=models.CASCADE, null=True, blank=True, related_name="grid"
    )
    method = models.CharField(
        _("méthode de l’acheteur"),
        max_length=8,
        choices=choices(PriceMethod),
        default=PriceMethod.CLASSIC.value,
    )
    highest = models.DecimalField(_("note la plus haute"), max_digits=6, decimal_places=2, default=10)
    slope = models.DecimalField("n", max_digits=5, decimal_places=2, default=2)
    cost = models.DecimalField(_("notre coût HT"), max_digits=16, decimal_places=2, null=True, blank=True)
    simulation = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tender"], condition=Q(lot=None), name="one_grid_of_the_whole_tender"
            ),
            models.CheckConstraint(
                condition=Q(highest__gt=0) & Q(slope__gt=1), name="grid_scale_can_be_worked"
            ),
        ]


class TenderCriterion(models.Model):
    """A criterion, or the part of one: the weights of the parts of a criterion sum to its own."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    grid = models.ForeignKey(TenderGrid, on_delete=models.CASCADE, related_name="criteria", db_index=False)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="parts")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("critère"), max_length=160)
    weight = models.DecimalField(_("poids"), max_digits=5, decimal_places=2)
    is_price = models.BooleanField(_("le prix"), default=False)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["grid", "position", "id"], name="criterion_by_grid")]

    def __str__(self) -> str:
        return self.name


class TenderOffer(models.Model):
    """Ours, or what a competitor may offer. `price` excludes VAT."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    grid = models.ForeignKey(TenderGrid, on_delete=models.CASCADE, related_name="offers", db_index=False)
    name = models.CharField(_("offre"), max_length=160)
    is_ours = models.BooleanField(default=False)
    price = models.DecimalField(_("prix HT"), max_digits=16, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["-is_ours", "id"]
        indexes = [models.Index(fields=["grid", "id"], name="offer_by_grid")]
        constraints = [
            models.UniqueConstraint(fields=["grid"], condition=Q(is_ours=True), name="one_offer_of_ours"),
            models.CheckConstraint(condition=Q(price=None) | Q(price__gt=0), name="offer_price_above_zero"),
        ]

    def __str__(self) -> str:
        return self.name


class TenderNote(models.Model):
    """The note of an offer on a criterion that is not the price."""

    offer = models.ForeignKey(TenderOffer, on_delete=models.CASCADE, related_name="notes", db_index=False)
    criterion = models.ForeignKey(TenderCriterion, on_delete=models.CASCADE, related_name="+")
    note = models.DecimalField(max_digits=6, decimal_places=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "criterion"], name="a_note_once_an_offer")]
