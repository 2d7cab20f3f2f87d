"""A person at a customer's (interlocuteur, F2)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import Channel, Civility
from negoce.companies.models.company import Company
from negoce.companies.models.mailbox import Mailbox
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id


class Contact(models.Model):
    """Who the person is and how to reach them now; where and as what they work is a Post.

    `company` is that of the current main post, or of the last one: it decides who may see the person.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="contacts", db_index=False)
    current_post = models.ForeignKey(
        "companies.Post", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    civility = models.CharField(_("civilité"), max_length=8, blank=True, choices=choices(Civility))
    title = models.CharField(_("titre"), max_length=40, blank=True, help_text=_("Maître, Dr, Pr…"))
    first_name = models.CharField(_("prénom"), max_length=80, blank=True)
    last_name = models.CharField(_("nom"), max_length=80)
    name_key = models.CharField(max_length=161, editable=False, help_text="folded « name first name »")
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("ligne directe"), max_length=20, blank=True, help_text="E.164")
    mobile = models.CharField(_("mobile"), max_length=20, blank=True, help_text="E.164")
    fax = models.CharField(_("télécopie"), max_length=20, blank=True, help_text="E.164")
    linkedin = models.URLField(_("LinkedIn"), max_length=300, blank=True)
    language = models.CharField(_("langue"), max_length=2, default="fr")
    note = models.TextField(_("note"), max_length=2000, blank=True)

    informed_on = models.DateField(_("information RGPD donnée le"), null=True, blank=True)
    informed_through = models.CharField(
        _("information RGPD donnée par"), max_length=12, blank=True, choices=choices(Channel)
    )
    information_source = models.CharField(_("origine des données"), max_length=200, blank=True)
    last_sign_on = models.DateField(
        _("dernier signe de sa part"), null=True, editable=False, help_text="R-G1: retention counts from it"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    import_key = models.CharField(max_length=120, blank=True, editable=False)
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True)
    deleted_at = models.DateTimeField(null=True, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["name_key", "id"]
        indexes = [
            models.Index(
                fields=["-deleted_at", "-id"],
                name="contact_bin",
                condition=models.Q(deleted_at__isnull=False),
            ),
            models.Index(fields=["company", "name_key"], name="contact_by_company"),
            models.Index(
                fields=["name_key", "id"], name="contact_by_name", condition=Q(deleted_at__isnull=True)
            ),
            models.Index(
                fields=["created_at", "id"], name="contact_by_creation", condition=Q(deleted_at__isnull=True)
            ),
            models.Index(
                fields=["updated_at", "id"], name="contact_by_update", condition=Q(deleted_at__isnull=True)
            ),
            models.Index(fields=["email"], name="contact_by_email", condition=~Q(email="")),
            models.Index(Mailbox("email"), name="contact_by_mailbox", condition=~Q(email="")),
            models.Index(fields=["phone"], name="contact_by_phone", condition=~Q(phone="")),
            models.Index(fields=["mobile"], name="contact_by_mobile", condition=~Q(mobile="")),
            models.Index(fields=["import_key"], name="contact_by_import_key", condition=~Q(import_key="")),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """First name and name."""
        return f"{self.first_name} {self.last_name}".strip()
