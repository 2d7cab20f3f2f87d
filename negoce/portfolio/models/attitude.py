"""How far each customer trusts us, and what shows it (L4)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Company
from negoce.identity.models import Territory
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.portfolio.enums import AttitudeLevel


def _level() -> models.CharField:
    return models.CharField(max_length=14, choices=choices(AttitudeLevel), default=AttitudeLevel.NONE.value)


class AttitudeEvidence(models.Model):
    """The day on which the evidence of each step came, null without any; the level follows from them.

    `level_3` and `level_12` are where the company stood 3 and 12 months before the last night.
    """

    company = models.OneToOneField(
        Company, on_delete=models.CASCADE, primary_key=True, related_name="attitude_evidence"
    )
    interest_on = models.DateField(null=True)
    curiosity_on = models.DateField(null=True)
    first_purchase_on = models.DateField(null=True)
    repurchase_on = models.DateField(null=True)
    attachment_on = models.DateField(null=True)
    engagement_on = models.DateField(null=True)
    level = _level()
    since = models.DateField(null=True)
    level_3 = _level()
    level_12 = _level()


class AttitudeFigures(models.Model):
    """How many companies of one owner and territory stand on a step today, 3 and 12 months ago; made each night.

    Owner and territory decide who sees a company: the figures are read under the same rights.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    territory = models.ForeignKey(
        Territory, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    level = _level()
    level_3 = _level()
    level_12 = _level()
    heads = models.PositiveIntegerField()
    as_of = models.DateField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["owner", "territory"], name="attitudes_by_owner")]


class Testimonial(models.Model):
    """What a customer said of us, where it was published: the evidence of an engagement."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="testimonials", db_index=False
    )
    published_on = models.DateField(_("publié le"))
    place = models.CharField(_("où"), max_length=200)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-published_on", "-id"]
        indexes = [
            models.Index(fields=["company", "published_on"], name="testimonial_by_company"),
        ]
