"""A post: what a person does or did in a company, from when to when (F2, F3)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import DecisionPower, Department, Departure
from negoce.companies.models.address import Address
from negoce.companies.models.company import Company
from negoce.companies.models.contact import Contact
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id


class Post(models.Model):
    """Open while `ended_on` is empty. Closed by a job move, it keeps the coordinates of that time."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="posts")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="posts")
    function = models.CharField(_("fonction"), max_length=120, blank=True)
    department = models.CharField(_("service"), max_length=16, blank=True, choices=choices(Department))
    site = models.ForeignKey(Address, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    responsibility = models.CharField(_("domaine de responsabilité"), max_length=300, blank=True)
    decision_power = models.CharField(
        _("pouvoir de décision"), max_length=12, blank=True, choices=choices(DecisionPower)
    )
    decision_ceiling = models.DecimalField(
        _("décide jusqu’à (HT)"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    guards = models.ForeignKey(
        Contact, verbose_name=_("filtre l’accès à"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="gatekeeper_posts", db_index=False,
    )  # fmt: skip
    gatekeeper_advice = models.CharField(_("comment passer le barrage"), max_length=500, blank=True)
    started_on = models.DateField(_("depuis le"), null=True, blank=True)
    ended_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    departure = models.CharField(_("départ"), max_length=8, blank=True, choices=choices(Departure))
    successor = models.ForeignKey(
        Contact, verbose_name=_("successeur"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+", db_index=False,
    )  # fmt: skip
    email_then = models.CharField(max_length=254, blank=True)
    phone_then = models.CharField(max_length=20, blank=True)
    mobile_then = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = [F("ended_on").desc(nulls_first=True), "-started_on", "-id"]
        # Few posts have either: a whole index would be nearly all empty values, which planners shun.
        indexes = [
            models.Index(fields=["guards"], name="post_by_guarded", condition=Q(guards__isnull=False)),
            models.Index(
                fields=["successor"], name="post_by_successor", condition=Q(successor__isnull=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "company"],
                condition=Q(ended_on__isnull=True),
                name="one_open_post_a_company",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(started_on__isnull=True)
                | Q(ended_on__gte=F("started_on")),
                name="post_ends_after_it_starts",
            ),
        ]
