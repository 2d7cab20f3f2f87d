"""The series in which fiscal documents are numbered (R-C13)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.kit.public_id import new_public_id


class FiscalSeries(models.Model):
    """A series of numbers without a gap; more than one needs a reason (sites, classes of customers, media)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    code = models.CharField(_("code"), max_length=20, unique=True)
    label = models.CharField(_("libellé"), max_length=80)
    prefix = models.CharField(_("préfixe"), max_length=12, help_text="« F{year}- » or « F- »")
    digits = models.PositiveSmallIntegerField(_("chiffres"), default=5)
    justification = models.CharField(_("justification"), max_length=200, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class FiscalCounter(models.Model):
    """The last number of a series and year (0 when the series does not start anew each year), its day and its digest.

    Raised in the transaction that issues the document: who comes second waits, and nothing is lost by a crash.
    """

    series = models.ForeignKey(
        FiscalSeries, on_delete=models.PROTECT, related_name="counters", db_index=False
    )
    year = models.PositiveSmallIntegerField(default=0)
    last = models.PositiveIntegerField(default=0)
    last_issued_on = models.DateField(null=True)
    last_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="one_counter_a_year"),
            models.CheckConstraint(condition=Q(last__gte=0), name="counter_counts_up"),
        ]
