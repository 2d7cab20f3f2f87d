"""Who recommended us to whom, whether they may be named, what became of it and how they were thanked (K10)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Company, Contact
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.prospecting.enums import ReferralOutcome


class Referral(models.Model):
    """`won_on` is the day of the first order of who was recommended. A reward counts as cost of acquisition.

    Nobody is named to the other side without consent: `may_be_named`, given on `consent_on`.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    referrer_company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="referrals_given", db_index=False
    )
    referrer_contact = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    referred_company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="referrals_received", db_index=False
    )
    referred_contact = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    given_on = models.DateField(_("le"))
    may_be_named = models.BooleanField(_("accepte d’être nommé"), default=False)
    consent_on = models.DateField(_("accord donné le"), null=True, blank=True)
    outcome = models.CharField(
        _("suite"), max_length=8, choices=choices(ReferralOutcome), default=ReferralOutcome.WAITING.value
    )
    won_on = models.DateField(_("client le"), null=True, blank=True)
    reward = models.CharField(_("remerciement"), max_length=160, blank=True)
    reward_amount = models.DecimalField(
        _("coût du remerciement"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    rewarded_on = models.DateField(_("remercié le"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-given_on", "-id"]
        indexes = [
            models.Index(fields=["referrer_company", "-given_on", "-id"], name="referral_by_referrer"),
            models.Index(fields=["referred_company", "-given_on", "-id"], name="referral_by_referred"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(may_be_named=False) | Q(consent_on__isnull=False),
                name="referral_named_with_a_dated_consent",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=ReferralOutcome.CUSTOMER.value) | Q(won_on__isnull=False),
                name="referral_won_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(reward_amount=None) | Q(reward_amount__gte=0), name="referral_reward_positive"
            ),
        ]
