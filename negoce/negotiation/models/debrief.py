"""What somebody says of a meeting that they held: their own review, and their manager's answer (N12)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Activity, Contact
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.negotiation.enums import DebriefAspect, MeetingStart, Recovered


class Debrief(models.Model):
    """`steps` holds what was done by step, `recoveries` ways tried after a bad start; `met_on` is its day.

    `perceived` is what was noticed of another person, `heard` the words that came with it, `about` who it was.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="debriefs")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    met_on = models.DateField()
    steps = models.JSONField(default=dict)
    start = models.CharField(
        _("début de l’entretien"), max_length=6, choices=choices(MeetingStart), blank=True
    )
    recoveries = models.JSONField(default=list)
    recovered = models.CharField(max_length=6, choices=choices(Recovered), blank=True)
    about = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    perceived = models.CharField(_("ce que j’ai perçu"), max_length=300, blank=True)
    heard = models.CharField(_("mots entendus"), max_length=300, blank=True)
    went_well = models.TextField(_("ce qui a bien marché"), max_length=500, blank=True)
    to_change = models.TextField(_("ce que je change la prochaine fois"), max_length=500, blank=True)
    feedback = models.TextField(_("retour du responsable"), max_length=1000, blank=True)
    feedback_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    feedback_at = models.DateTimeField(null=True, blank=True)
    feedback_read_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-met_on", "-id"]
        indexes = [
            models.Index(fields=["author", "-met_on", "-id"], name="debrief_of_author"),
            models.Index(fields=["met_on"], name="debrief_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["activity", "author"], name="one_debrief_each_meeting"),
            models.CheckConstraint(
                condition=Q(perceived="") | ~Q(heard=""), name="debrief_perceived_with_words"
            ),
        ]


class DebriefNote(models.Model):
    """A note from 1 to 5 that somebody gives themselves, with what they saw or heard."""

    debrief = models.ForeignKey(Debrief, on_delete=models.CASCADE, related_name="notes", db_index=False)
    aspect = models.CharField(max_length=12, choices=choices(DebriefAspect))
    note = models.PositiveSmallIntegerField()
    seen = models.CharField(max_length=300)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["debrief", "aspect"], name="one_note_each_aspect"),
            models.CheckConstraint(condition=Q(note__gte=1, note__lte=5), name="debrief_note_to_five"),
            models.CheckConstraint(condition=~Q(seen=""), name="debrief_note_with_a_fact"),
        ]
