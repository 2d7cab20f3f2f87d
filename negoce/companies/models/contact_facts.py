"""What we hold about a person beyond coordinates, each fact dated and limited to its use (domain section 5)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import Channel, ObservationKind
from negoce.companies.models.activity import Activity
from negoce.companies.models.contact import Contact
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id


class Observation(models.Model):
    """A motive, style or interest observed in one interview, from a closed list; erased with the interview (5.4)."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="observations")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="observations")
    kind = models.CharField(max_length=20, choices=choices(ObservationKind))
    value = models.CharField(max_length=16)
    words_heard = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-activity__starts_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "activity", "kind", "value"], name="observation_once_an_interview"
            )
        ]


class ContactPreference(models.Model):
    """A preference, habit or interest that the person told for this use, with its date (5.4)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="contact_preferences")
    text = models.CharField(_("préférence"), max_length=200)
    told_for = models.CharField(_("dite pour"), max_length=200)
    told_on = models.DateField(_("dite le"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-told_on", "id"]


class Opposition(models.Model):
    """A person's refusal to be contacted by a channel (R-G3).

    Its digests outlive the person's erasure, so that a later import of the same person is still refused; nothing
    else of them is kept then, and `contact` is empty.
    """

    contact = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="oppositions"
    )
    channel = models.CharField(max_length=12, choices=choices(Channel))
    opposed_on = models.DateField(_("opposition reçue le"))
    lifted_on = models.DateField(_("levée le"), null=True, blank=True)
    source = models.CharField(_("reçue par"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-opposed_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "channel"],
                condition=Q(lifted_on__isnull=True, contact__isnull=False),
                name="one_opposition_a_channel",
            )
        ]


class OppositionDigest(models.Model):
    """One address or number that an opposition covers, as a keyed digest: those held then, and those given since."""

    opposition = models.ForeignKey(Opposition, on_delete=models.CASCADE, related_name="digests")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest", "opposition"], name="a_digest_once_an_opposition")
        ]


class DigestKey(models.Model):
    """The key of the digests, drawn at random once an installation.

    It stands in the database rather than follow from SECRET_KEY: digests must outlive the rotation of that key, and
    a copy of the database without them would forget every opposition.
    """

    name = models.CharField(max_length=20, unique=True)
    value = models.CharField(max_length=64)
