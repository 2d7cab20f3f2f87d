"""A person who signs in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from negoce.identity.enums import Role, Scope
from negoce.identity.models.team import Team
from negoce.kit.public_id import new_public_id


class UserManager(BaseUserManager["User"]):
    """Makes users; the e-mail address is the name they sign in with."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        """Create a user; without a password the account opens by a sign-in link only."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One of our own people, with a role, a team and how they like their screens."""

    class Theme(models.TextChoices):
        SYSTEM = "system", _("Comme l’appareil")
        LIGHT = "light", _("Clair")
        DARK = "dark", _("Sombre")

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    email = models.EmailField(_("adresse e-mail"), unique=True)
    first_name = models.CharField(_("prénom"), max_length=60)
    last_name = models.CharField(_("nom"), max_length=60)
    role = models.CharField(_("rôle"), max_length=24, choices=[(role.value, role.value) for role in Role])
    scope = models.CharField(
        _("voit"),
        max_length=8,
        blank=True,
        choices=[(scope.value, scope.value) for scope in Scope],
        help_text=_("Vide : ce que son rôle prévoit."),
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="members")
    language = models.CharField(_("langue"), max_length=2, default="fr")
    theme = models.CharField(_("thème"), max_length=8, choices=Theme.choices, default=Theme.SYSTEM)
    preferences = models.JSONField(default=dict, blank=True)
    is_active = models.BooleanField(_("peut se connecter"), default=True)
    # Raised by one to end every open session of the person at once.
    session_epoch = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["first_name", "last_name"]
    objects = UserManager()

    class Meta:
        ordering = ["last_name", "first_name", "id"]

    def __str__(self) -> str:
        return self.full_name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What an open session must match: changing the password or the epoch closes the others."""
        salt = "negoce.identity.models.user.session"
        value = f"{self.password}:{self.session_epoch}"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()

    @property
    def full_name(self) -> str:
        """First name and name, as colleagues say it."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def short_name(self) -> str:
        """First name and initial, as lists show it: « Camille R. »."""
        return f"{self.first_name} {self.last_name[:1]}.".strip() if self.last_name else self.first_name
