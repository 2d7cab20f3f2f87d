"""Keeps what somebody says of a meeting that they held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.models import Activity, Contact
from negoce.companies.queries.visible import visible_activities
from negoce.companies.rules.activity_values import may_observe
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused, Subject, refuse_field
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.models import Debrief, DebriefNote
from negoce.negotiation.rules.debrief_values import TEXTS, CleanedDebrief, clean_debrief
from negoce.negotiation.words.debrief import say


def save_debrief(
    actor: Actor,
    activity: Activity,
    *,
    given: Mapping[str, object],
    recoveries: Sequence[str] = (),
    revision: int | None = None,
    guard_reason: str = "",
) -> Debrief:
    """Store what was typed of one's own meeting, by field name; `about` is the public id of who took part.

    The journal tells that a review was written, never what it says. Raises NotAllowed for a meeting that is another's
    or was not held, Refused with the faulty fields, FreeTextRefused, Conflict when it changed meanwhile.
    """
    require(actor, Permission.EDIT)
    cleaned = clean_debrief(_permitted(actor, given), recoveries)
    refuse_all({name: say(finding) for name, finding in cleaned.errors.items()})
    try:
        with transaction.atomic():
            meeting = own_meeting(actor, activity.pk)
            stored = _stored(actor, meeting, revision)
            about = _about(meeting, str(given.get("about") or ""), cleaned)
            _guard(stored, cleaned, guard_reason)
            return _write(actor, stored, cleaned, about)
    except IntegrityError as error:
        # Written twice at once: the other one stands.
        raise _changed(None, 1) from error


def own_meeting(actor: Actor, key: int) -> Activity:
    """A meeting that the actor held and sees; raises NotAllowed for any other activity."""
    row = visible_activities(actor).filter(pk=key).first()
    if row is None or row.owner_id != actor.user_id or not may_observe(row.kind, row.state):
        raise NotAllowed(
            _("Le bilan se fait de ses propres entretiens, une fois tenus : visite, appel ou visio.")
        )
    return row


def _permitted(actor: Actor, given: Mapping[str, object]) -> Mapping[str, object]:
    """Without what is told of somebody else, for a role that notes nothing of people."""
    if actor.may_write(FieldGroup.OBSERVATIONS):
        return given
    return {name: value for name, value in given.items() if name not in ("perceived", "heard")}


def _stored(actor: Actor, meeting: Activity, revision: int | None) -> Debrief:
    if actor.user_id is None:
        raise Refused(_("Un bilan a un auteur : connectez-vous."))
    rows = Debrief.objects.select_for_update(of=("self",)).filter(activity=meeting, author_id=actor.user_id)
    stored = rows.first()
    if stored is None:
        return Debrief(
            activity=meeting, author_id=actor.user_id, met_on=timezone.localtime(meeting.starts_at).date()
        )
    if revision is not None and stored.revision != revision:
        raise _changed(stored.pk, stored.revision)
    return stored


def _changed(key: int | None, current: int) -> Conflict:
    message = _(
        "Ce bilan a changé entre-temps, dans une autre fenêtre. Rien n’a été enregistré : copiez votre texte, "
        "puis rouvrez le bilan."
    )
    subject = None if key is None else Subject("debrief", key)
    return Conflict(message, field="revision", current=current, subject=subject)


def _about(meeting: Activity, public_id: str, cleaned: CleanedDebrief) -> Contact | None:
    """Who was perceived and heard: somebody who took part, or the only one there was."""
    if not cleaned.values["heard"]:
        return None
    people = list(meeting.contacts.filter(erased_at__isnull=True).order_by("pk"))
    if not people:
        raise refuse_field(
            "heard", _("Ajoutez d’abord à l’activité la personne rencontrée : ces mots sont les siens.")
        )
    found = next((each for each in people if each.public_id == public_id), None)
    if found is None and len(people) > 1:
        raise refuse_field("about", _("Dites de qui sont ces mots."))
    return found or people[0]


def _guard(stored: Debrief, cleaned: CleanedDebrief, reason: str) -> None:
    texts = {name: cleaned.values[name] for name in TEXTS}
    before = {name: getattr(stored, name) for name in TEXTS}
    if stored.pk is not None:
        before |= {f"seen-{each.aspect}": each.seen for each in stored.notes.order_by("pk")}
    texts |= {f"seen-{aspect}": seen for aspect, (_note, seen) in cleaned.notes.items()}
    guard_texts(texts, before, reason)


def _write(actor: Actor, row: Debrief, cleaned: CleanedDebrief, about: Contact | None) -> Debrief:
    verb = "created" if row.pk is None else "changed"
    for name, value in cleaned.values.items():
        setattr(row, name, value)
    row.about = about
    row.revision += 1
    row.save()
    DebriefNote.objects.filter(debrief=row).delete()
    DebriefNote.objects.bulk_create(
        [
            DebriefNote(debrief=row, aspect=key, note=note, seen=seen)
            for key, (note, seen) in cleaned.notes.items()
        ]
    )
    record(actor, Entry(verb, "debrief", row.pk, _("Bilan d’entretien")))
    return row


def remove_debrief(actor: Actor, row: Debrief) -> None:
    """Take one's own review away, with the answer to it. Raises Refused for another's."""
    if row.author_id != actor.user_id:
        raise Refused(_("Seule la personne qui a fait ce bilan peut le retirer."))
    with transaction.atomic():
        record(actor, Entry("deleted", "debrief", row.pk, _("Bilan d’entretien")))
        row.delete()
