"""Teams: made, renamed, removed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.actions.taken import one_transaction
from negoce.identity.enums import Permission
from negoce.identity.models import Team, Territory, User
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused


def save_team(actor: Actor, team: Team | None, *, name: str) -> Team:
    """Make a team, or rename one; raises Refused when the name is empty, too long or taken."""
    require(actor, Permission.MANAGE_PEOPLE)
    clean = clean_name(name)
    taken = Team.objects.filter(name__iexact=clean)
    if team is not None:
        taken = taken.exclude(pk=team.pk)
    if taken.exists():
        raise Refused(_("Une équipe porte déjà ce nom."), fields={"name": [_("Ce nom est déjà pris.")]})
    before = team.name if team else None
    if before == clean and team is not None:
        return team
    with one_transaction():
        saved = team or Team()
        saved.name = clean
        saved.save()
        verb = "changed" if before else "created"
        record(actor, Entry(verb, "team", saved.pk, saved.name, changes={"name": (before, clean)}))
    return saved


def delete_team(actor: Actor, team: Team) -> None:
    """Remove a team that nobody belongs to and that has no territory; raises Refused otherwise."""
    require(actor, Permission.MANAGE_PEOPLE)
    with one_transaction():
        if User.objects.filter(team=team).exists() or Territory.objects.filter(team=team).exists():
            raise Refused(
                _("Cette équipe a encore des membres ou des secteurs : rattachez-les d’abord à une autre.")
            )
        record(actor, Entry("deleted", "team", team.pk, team.name, changes={"name": (team.name, None)}))
        team.delete()


def clean_name(name: str) -> str:
    """A name on one line, 1 to 80 characters; raises Refused."""
    clean = " ".join(name.split())
    if not clean or len(clean) > 80:
        message = _("Saisissez un nom de 1 à 80 caractères.")
        raise Refused(message, fields={"name": [message]})
    return clean
