"""Sales aids: what there is, where it lies, who has it, every move of it (N9)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from negoce.catalogue.models import Product
from negoce.companies.models import Activity, Company, Contact
from negoce.files.models import StoredFile
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.negotiation.enums import AidCondition, AidKind, AidMoveReason
from negoce.negotiation.models.deal import Deal
from negoce.negotiation.models.own_certificate import OwnCertificate


class SalesAid(models.Model):
    """A document, a brochure, samples, testers, displays, cards. `low_at`: order again from so few on.

    One that is a document of the house has its name, file and end from its `certificate`.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(_("sorte"), max_length=8, choices=choices(AidKind))
    name = models.CharField(_("nom"), max_length=120)
    description = models.CharField(_("description"), max_length=500, blank=True)
    product = models.ForeignKey(Product, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_lent = models.BooleanField(_("se prête"), default=False)
    low_at = models.PositiveIntegerField(_("stock bas à"), null=True, blank=True)
    expires_on = models.DateField(_("valable jusqu’au"), null=True, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    certificate = models.OneToOneField(
        OwnCertificate, on_delete=models.SET_NULL, null=True, editable=False, related_name="aid"
    )
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="sales_aid_is_named")]

    def __str__(self) -> str:
        return self.name


class AidPlace(models.Model):
    """Where aids lie: the storeroom, a car."""

    name = models.CharField(_("lieu"), max_length=60)
    name_key = models.CharField(max_length=60, unique=True, editable=False)

    class Meta:
        ordering = ["name_key", "id"]

    def __str__(self) -> str:
        return self.name


class AidStock(models.Model):
    """How many pieces lie in a place: always the sum of the moves, never below nothing."""

    aid = models.ForeignKey(SalesAid, on_delete=models.CASCADE, related_name="stocks", db_index=False)
    place = models.ForeignKey(AidPlace, on_delete=models.PROTECT, related_name="stocks")
    quantity = models.IntegerField(_("quantité"), default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["aid", "place"], name="an_aid_once_a_place"),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="aid_stock_is_not_negative"),
        ]


class AidHandout(models.Model):
    """Pieces that a customer was given, or has on loan until `due_on`; `task` reminds somebody to fetch them."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    aid = models.ForeignKey(SalesAid, on_delete=models.PROTECT, related_name="handouts")
    place = models.ForeignKey(AidPlace, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="aid_handouts")
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    deal = models.ForeignKey(
        Deal, on_delete=models.SET_NULL, null=True, blank=True, related_name="aid_handouts"
    )
    quantity = models.PositiveIntegerField(_("quantité"))
    returned = models.PositiveIntegerField(_("rendus"), default=0)
    lost = models.PositiveIntegerField(_("cassés ou perdus"), default=0)
    handed_on = models.DateField(_("remis le"))
    due_on = models.DateField(_("à récupérer le"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    task = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-handed_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="something_is_handed_out"),
            models.CheckConstraint(
                condition=Q(quantity__gte=F("returned") + F("lost")), name="no_more_comes_back_than_left"
            ),
        ]

    @property
    def is_loan(self) -> bool:
        """Whether it is to come back."""
        return self.due_on is not None

    @property
    def outside(self) -> int:
        """How many pieces the customer still has on loan."""
        return self.quantity - self.returned - self.lost if self.is_loan else 0


class AidMove(models.Model):
    """One move of pieces: `quantity` is what it changes of the stock of its place."""

    aid = models.ForeignKey(SalesAid, on_delete=models.CASCADE, related_name="moves", db_index=False)
    place = models.ForeignKey(AidPlace, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("mouvement"), max_length=8, choices=choices(AidMoveReason))
    pieces = models.PositiveIntegerField(_("pièces"))
    quantity = models.IntegerField(_("stock"))
    condition = models.CharField(_("état"), max_length=8, choices=choices(AidCondition), blank=True)
    handout = models.ForeignKey(
        AidHandout, on_delete=models.SET_NULL, null=True, blank=True, related_name="moves"
    )
    moved_on = models.DateField(_("le"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["aid", "-id"], name="aid_moves")]


class DealAid(models.Model):
    """An aid that somebody wants to bring to a deal."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="aids", db_index=False)
    aid = models.ForeignKey(SalesAid, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["deal", "aid"], name="an_aid_once_a_deal")]
