"""The pitch in six parts: the blocks of the library, and those that a deal tells, in its order and words (N8)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from negoce.catalogue.models import Product
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.negotiation.enums import PitchPart
from negoce.negotiation.models.deal import Deal


class PitchBlock(models.Model):
    """A block of the library. Without a product it serves every sale, without a sector every customer."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    part = models.CharField(_("partie"), max_length=12, choices=choices(PitchPart))
    title = models.CharField(_("titre"), max_length=120)
    words = models.TextField(_("ce qui se dit"), max_length=1500)
    product = models.ForeignKey(Product, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    sector = models.CharField(
        pgettext_lazy("métier", "secteur"), max_length=2, blank=True, help_text="first digits of an APE code"
    )
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["title", "id"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="pitch_block_says_something")]

    def __str__(self) -> str:
        return self.title


class PitchPiece(models.Model):
    """What a deal tells. Its own `words` stand in place of those of its block, which never changes; without a block
    they are all there is."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="pitch", db_index=False)
    block = models.ForeignKey(PitchBlock, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    part = models.CharField(_("partie"), max_length=12, choices=choices(PitchPart))
    title = models.CharField(_("titre"), max_length=120, blank=True)
    words = models.TextField(_("ce qui se dit"), max_length=1500, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["deal", "position", "id"], name="pitch_by_deal")]
        constraints = [
            models.UniqueConstraint(fields=["deal", "block"], name="a_pitch_block_once_a_deal"),
            models.CheckConstraint(
                condition=Q(block__isnull=False) | ~Q(words=""), name="pitch_piece_says_something"
            ),
        ]

    @property
    def name(self) -> str:
        """Its title, or that of its block."""
        return self.title or (self.block.title if self.block is not None else "")

    @property
    def said(self) -> str:
        """The words for this deal, or those of its block."""
        return self.words or (self.block.words if self.block is not None else "")
