"""A motive, style or interest observed in one interview, from closed lists; erased with it (domain 5.4)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import refuse_field, refuse_findings
from negoce.companies.actions.contact_checks import visible_contact
from negoce.companies.actions.contact_guard import guard_texts
from negoce.companies.actions.contact_store import journal_contact
from negoce.companies.enums import ObservationKind
from negoce.companies.models import Activity, Contact, Observation
from negoce.companies.permissions import may_write_field
from negoce.companies.queries.contact_page import is_interview
from negoce.companies.queries.visible import visible_activities
from negoce.companies.rules.value_cleaning import clean_choice, clean_line
from negoce.companies.words.contact_values import OBSERVED_IN
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor

_WORDS_MAX = 300


def record_observation(
    actor: Actor,
    contact: Contact,
    *,
    activity: Activity | None,
    kind: str,
    value: str,
    words_heard: str = "",
    guard_reason: str = "",
) -> Observation:
    """Keep what was observed of a contact in an interview that took place with them.

    `value` belongs to the closed list of its `kind`; `words_heard` are the person's own. The same one twice
    is kept once. Raises NotAllowed, Refused on the faulty field, FreeTextRefused.
    """
    _require(actor)
    with transaction.atomic():
        row = visible_contact(actor, contact.pk)
        interview = visible_activities(actor).filter(pk=activity.pk if activity else 0, contacts=row).first()
        if interview is None or not is_interview(interview):
            raise refuse_field("activity", _("Choisissez un échange qui a eu lieu avec cette personne."))
        chosen = clean_choice(kind, ObservationKind)
        if chosen.finding is not None or not chosen.value:
            raise refuse_field("kind", _("Choisissez ce qui a été observé."))
        observed = clean_choice(value, OBSERVED_IN[ObservationKind(chosen.value)])
        if observed.finding is not None or not observed.value:
            raise refuse_field("value", _("Choisissez ce qui a été observé."))
        words = clean_line(words_heard, _WORDS_MAX)
        if words.finding is not None:
            refuse_findings({"words_heard": words.finding})
        reason = guard_texts({"words_heard": words.value or ""}, {}, guard_reason)
        made, created = Observation.objects.get_or_create(
            contact=row,
            activity=interview,
            kind=chosen.value,
            value=observed.value,
            defaults={"words_heard": words.value or ""},
        )
        if created:
            told = {"observations": (None, f"{chosen.value} : {observed.value}")}
            journal_contact(actor, row, "changed", told, reason=reason)
    return made


def remove_observation(actor: Actor, observation: Observation) -> None:
    """Take an observation back. Raises NotAllowed."""
    _require(actor)
    with transaction.atomic():
        row = visible_contact(actor, observation.contact_id)
        gone, _rows = Observation.objects.filter(pk=observation.pk).delete()
        if gone:
            told = {"observations": (f"{observation.kind} : {observation.value}", None)}
            journal_contact(actor, row, "changed", told)


def _require(actor: Actor) -> None:
    require(actor, Permission.EDIT)
    if not may_write_field(actor, "contact", "observations"):
        raise NotAllowed(_("Votre rôle ne permet pas de modifier ce champ. Rien n’a été changé."))
