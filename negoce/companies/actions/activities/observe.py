"""Notes what a person showed in an interview, from closed lists only (F2, domain 5.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.activities.checks import refuse_finding, visible_activity
from negoce.companies.actions.activities.guard import guard_texts
from negoce.companies.actions.activities.journal import after_change
from negoce.companies.models import Activity, ActivityContact, Contact, Observation
from negoce.companies.rules.activity_values import clean_observation, may_observe
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import refuse_field


@dataclass(frozen=True, slots=True)
class Observed:
    """One observation as it was chosen: its list, its value, and the words heard."""

    kind: str
    value: str
    words_heard: str = ""


def set_observations(
    actor: Actor,
    activity: Activity,
    contact: Contact,
    *,
    observed: Sequence[Observed],
    guard_reason: str = "",
) -> Sequence[Observation]:
    """Replace what is observed of one person who took part in a done visit, call or video.

    The journal tells how many observations there are, never which: they must be erasable with the interview.
    Raises NotAllowed, TextWarned and Refused.
    """
    require(actor, Permission.EDIT)
    if not actor.may_write(FieldGroup.OBSERVATIONS):
        raise NotAllowed(_("Votre rôle ne permet pas de noter des observations. Rien n’a été changé."))
    with transaction.atomic():
        row = visible_activity(actor, activity.pk)
        if not may_observe(row.kind, row.state):
            message = _("Les observations se notent après une visite, un appel ou une visioconférence.")
            raise refuse_field("observations", message)
        if not ActivityContact.objects.filter(activity=row, contact=contact).exists():
            raise refuse_field("observations", _("Cette personne n’a pas pris part à cet entretien."))
        wanted = _cleaned(observed)
        words = " ".join(text for _kind, _value, text in wanted)
        overridden = guard_texts({"words_heard": words}, guard_reason)
        before = list(row.observations.filter(contact=contact).order_by("id"))
        if {(each.kind, each.value, each.words_heard) for each in before} != set(wanted):
            row.observations.filter(contact=contact).delete()
            Observation.objects.bulk_create(
                [
                    Observation(activity=row, contact=contact, kind=kind, value=value, words_heard=text)
                    for kind, value, text in wanted
                ]
            )
            told = {"observations": (len(before), len(wanted)), **overridden}
            after_change(actor, row, "observed", told)
    return list(row.observations.filter(contact=contact).order_by("id"))


def _cleaned(observed: Sequence[Observed]) -> Sequence[tuple[str, str, str]]:
    wanted: dict[tuple[str, str], str] = {}
    for each in observed:
        parsed = clean_observation(each.kind, each.value, each.words_heard)
        if parsed.finding is not None:
            raise refuse_finding("observations", parsed.finding)
        assert parsed.value is not None
        kind, value, words = parsed.value
        wanted[kind, value] = words
    return [(kind, value, words) for (kind, value), words in wanted.items()]
