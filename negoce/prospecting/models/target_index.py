"""The matrix of potential and accessibility: its criteria, the notes of each company, what people noted (P7)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Company
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.prospecting.enums import MatrixSide, TargetSource

MOST_CRITERIA = 20


def _note() -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        null=True, help_text="tenths of a note, 0 to 100; null: not known"
    )


class TargetCriterion(models.Model):
    """What one side of the matrix notes, by which scale and under which weight (0 leaves it out).

    `slot` is the column of `TargetIndex` that holds its notes. `bands` is the scale: `[from, note]` in ascending
    order, as text; a criterion noted by hand has none. `label` is that of the team, else the words of its source.
    It counts once its column holds nothing but its own notes.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    side = models.CharField(max_length=13, choices=choices(MatrixSide))
    source = models.CharField(_("fait noté"), max_length=16, choices=choices(TargetSource))
    label = models.CharField(_("nom"), max_length=60, blank=True)
    field_key = models.CharField(_("champ personnalisé"), max_length=60, blank=True)
    weight = models.PositiveSmallIntegerField(_("poids"), default=1)
    bands = models.JSONField(_("barème"), default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    slot = models.PositiveSmallIntegerField(unique=True)
    revision = models.PositiveIntegerField(default=1, help_text="raised by each change of the criterion")
    noted_revision = models.PositiveIntegerField(
        default=1,
        help_text="that every company was noted by; 0: its column may hold notes of another criterion",
    )

    class Meta:
        ordering = ["side", "position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(weight__lte=10), name="target_criterion_weight"),
            models.CheckConstraint(
                condition=Q(slot__gte=1, slot__lte=MOST_CRITERIA), name="target_criterion_slot"
            ),
        ]


class TargetIndex(models.Model):
    """One row a company that may be sold to: its notes, and the two indexes under the weights in force.

    `size` is the accessible revenue in euros a year, null when nothing tells. Facts are read each night and when one of
    them changes; indexes at once when a weight does.
    """

    company = models.OneToOneField(Company, on_delete=models.CASCADE, primary_key=True, related_name="target")
    potential = models.FloatField(null=True, help_text="0 to 10, to a hundredth")
    accessibility = models.FloatField(null=True, help_text="0 to 10, to a hundredth")
    priority = models.PositiveSmallIntegerField(null=True)
    cell = models.PositiveSmallIntegerField(
        null=True, help_text="half points: twenty rows of potential by twenty of accessibility, 0 to 399"
    )
    known_potential = models.PositiveSmallIntegerField(default=0, help_text="percent of the weights")
    known_accessibility = models.PositiveSmallIntegerField(default=0, help_text="percent of the weights")
    size = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    as_of = models.DateField()
    note_1 = _note()
    note_2 = _note()
    note_3 = _note()
    note_4 = _note()
    note_5 = _note()
    note_6 = _note()
    note_7 = _note()
    note_8 = _note()
    note_9 = _note()
    note_10 = _note()
    note_11 = _note()
    note_12 = _note()
    note_13 = _note()
    note_14 = _note()
    note_15 = _note()
    note_16 = _note()
    note_17 = _note()
    note_18 = _note()
    note_19 = _note()
    note_20 = _note()

    class Meta:
        indexes = [
            models.Index(fields=["priority", "company"], name="target_by_priority"),
            models.Index(fields=["size", "company"], name="target_by_size"),
            # SQLite alone has a third, `target_by_cell`, which the picture counts along (migration 0014). On PostgreSQL
            # every index on what new weights change is written anew for each company.
        ]


class TargetNote(models.Model):
    """A note that somebody gave a company on a criterion: it goes before what the facts say, until taken back."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="target_notes", db_index=False
    )
    criterion = models.ForeignKey(TargetCriterion, on_delete=models.CASCADE, related_name="given")
    note = models.PositiveSmallIntegerField(help_text="tenths, 0 to 100")
    noted_on = models.DateField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["company_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["company", "criterion"], name="one_target_note_a_criterion"),
            models.CheckConstraint(condition=Q(note__lte=100), name="target_note_in_range"),
        ]
