"""What every change of an influence map asks first."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import F
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Subject
from negoce.negotiation.models import Deal, InfluencePerson


def require_map(actor: Actor) -> None:
    """Let through who changes deals and writes observations; raises NotAllowed."""
    require(actor, Permission.EDIT)
    if not actor.may_write(FieldGroup.OBSERVATIONS):
        raise NotAllowed(_("Votre rôle ne permet pas de noter des observations. Rien n’a été changé."))


def person_on_map(deal: Deal, key: int, revision: int | None = None) -> InfluencePerson:
    """Somebody of the map as stored now; raises NotAllowed once gone, Conflict when changed since `revision`."""
    row = InfluencePerson.objects.filter(deal=deal, pk=key).select_related("contact").first()
    if row is None:
        raise NotAllowed(_("Cette personne n’est plus sur la carte. Rien n’a été changé."))
    if revision is not None and revision != row.revision:
        raise changed_meanwhile(deal, row.revision)
    return row


def changed_meanwhile(deal: Deal, revision: int) -> Conflict:
    """The refusal for who looked at an older state of somebody."""
    message = _(
        "Cette personne a été modifiée entre-temps. Rien n’a été enregistré : rouvrez-la, puis recommencez."
    )
    return Conflict(
        message, field="revision", current=revision, subject=Subject("deal", deal.pk, "influence_map")
    )


def touch(row: InfluencePerson, values: Mapping[str, object]) -> None:
    """Write over the person where nobody changed them since they were read; raises Conflict."""
    unchanged = InfluencePerson.objects.filter(pk=row.pk, revision=row.revision)
    if not unchanged.update(**values, revision=F("revision") + 1):
        raise changed_meanwhile(row.deal, row.revision + 1)
    for name, value in values.items():
        setattr(row, name, value)
    row.revision += 1


def told(
    actor: Actor, deal: Deal, row: InfluencePerson, more: Mapping[str, tuple[object, object]] | None = None
) -> None:
    """The journal tells that the map changed, and around whom by their key: never what was heard of them."""
    about = row.contact.public_id if row.contact is not None else row.public_id
    changes = {"influence_map": (None, about), **(more or {})}
    record(actor, Entry("changed", "deal", deal.pk, deal.name, deal.company_id, changes))
