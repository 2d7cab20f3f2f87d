"""What became of a version: approval, link, views, acceptance."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Activity, Contact
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.negotiation.enums import AcceptanceWay, ApprovalAnswer
from negoce.negotiation.models.quote import QuoteVersion


class QuoteApproval(models.Model):
    """A version under the margin floor that a manager must allow; the figures are those that were asked about."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    version = models.ForeignKey(QuoteVersion, on_delete=models.CASCADE, related_name="approvals")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(_("motif"), max_length=500, blank=True)
    margin_rate = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    floor = models.DecimalField(max_digits=6, decimal_places=2)
    content = models.JSONField(
        default=list, help_text="the lines as they were asked about, for what changed since"
    )
    content_sha256 = models.CharField(max_length=64, help_text="what was approved: lines, reductions, terms")
    answer = models.CharField(
        max_length=9, choices=choices(ApprovalAnswer), default=ApprovalAnswer.WAITING.value
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    comment = models.CharField(_("commentaire"), max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["answer", "-id"], name="approval_waiting")]


class QuoteLink(models.Model):
    """An unguessable address that shows one version to one person; only the digest of its token is kept."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    version = models.ForeignKey(QuoteVersion, on_delete=models.CASCADE, related_name="links")
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, related_name="+")
    email = models.CharField(max_length=254)
    token_sha256 = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    code_sha256 = models.CharField(max_length=64, blank=True, help_text="of the code sent by e-mail")
    code_expires_at = models.DateTimeField(null=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]


class QuoteView(models.Model):
    """The page was shown, or the PDF taken. Mail scanners follow links too: a view proves little, and says so."""

    link = models.ForeignKey(QuoteLink, on_delete=models.CASCADE, related_name="views")
    at = models.DateTimeField(auto_now_add=True)
    what = models.CharField(max_length=4, default="page", help_text="page or pdf")
    ip_hint = models.CharField(max_length=45, blank=True, help_text="the last part left out")

    class Meta:
        ordering = ["-id"]


class QuoteAcceptance(models.Model):
    """Who accepted which document, when, and how it is known."""

    version = models.OneToOneField(QuoteVersion, on_delete=models.PROTECT, related_name="acceptance")
    way = models.CharField(max_length=14, choices=choices(AcceptanceWay))
    name = models.CharField(max_length=160)
    email = models.CharField(max_length=254, blank=True)
    ip = models.CharField(max_length=45, blank=True)
    accepted_at = models.DateTimeField()
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    chosen_options = models.JSONField(default=list, help_text="positions of the options taken")
    buyer_reference = models.CharField(max_length=60, blank=True)
    task = models.ForeignKey(
        Activity,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="to prepare the order; done with it",
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
