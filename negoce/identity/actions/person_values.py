"""What may be written on an account, checked once for inviting and for changing."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from negoce.identity.enums import Role, Scope
from negoce.identity.models import Team, User
from negoce.kit.refusal import Refused

# Nothing else of an account can be set through people administration.
FIELDS = ("first_name", "last_name", "email", "role", "scope", "team", "is_active")


def clean_person_values(values: Mapping[str, object], *, person: User | None = None) -> dict[str, object]:
    """The values ready to store; `team` becomes a Team or None. Raises Refused naming each wrong field."""
    unknown = sorted(set(values) - set(FIELDS))
    if unknown:
        names = {"names": ", ".join(unknown)}
        raise Refused(_("Ces informations ne se modifient pas ici : %(names)s.") % names)
    clean = dict(values)
    errors: dict[str, list[str]] = {}
    for name in ("first_name", "last_name"):
        if name in clean:
            clean[name] = " ".join(str(clean[name]).split())
            if not clean[name] or len(str(clean[name])) > 60:
                errors[name] = [_("Saisissez un nom de 1 à 60 caractères.")]
    if "email" in clean:
        clean["email"] = str(clean["email"]).strip().lower()
        problem = _email_problem(str(clean["email"]), person)
        if problem:
            errors["email"] = [problem]
    if "role" in clean and clean["role"] not in set(Role):
        errors["role"] = [_("Choisissez un rôle de la liste.")]
    if "scope" in clean and clean["scope"] not in {"", *Scope}:
        errors["scope"] = [_("Choisissez dans la liste les fiches que voit la personne.")]
    if "team" in clean and clean["team"] is not None and not isinstance(clean["team"], Team):
        errors["team"] = [_("Choisissez une équipe de la liste.")]
    if errors:
        raise Refused(_("Rien n’a été enregistré : corrigez les champs signalés."), fields=errors)
    return clean


def _email_problem(email: str, person: User | None) -> str:
    try:
        validate_email(email)
    except ValidationError:
        return _("Saisissez une adresse e-mail complète, par exemple nom@entreprise.fr.")
    others = User.objects.filter(email=email)
    if person is not None:
        others = others.exclude(pk=person.pk)
    return _("Un compte porte déjà cette adresse.") if others.exists() else ""
