"""Notes how somebody stood in an interview: a dated fact, with the words heard (domain 5.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.activities.guard import guard_texts, names_of
from negoce.companies.models import Activity
from negoce.companies.rules.activity_values import may_observe
from negoce.companies.rules.value_cleaning import clean_choice, clean_line
from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.deals.checks import refuse_all, visible_deal
from negoce.negotiation.actions.influence.checks import person_on_map, require_map, told
from negoce.negotiation.enums import Attitude
from negoce.negotiation.models import Deal, InfluenceAttitude, InfluencePerson
from negoce.negotiation.words.deal import say


@dataclass(frozen=True, slots=True)
class Heard:
    """What an interview told: recorded as an exchange, or known by its day alone."""

    attitude: str
    words: str = ""
    said_on: date | None = None
    activity: Activity | None = None


def note_attitude(
    actor: Actor, deal: Deal, person: InfluencePerson, heard: Heard, *, guard_reason: str = ""
) -> InfluenceAttitude:
    """Add how somebody stood; what was noted before stays, for the comparison of two days.

    Raises NotAllowed, TextWarned and Refused.
    """
    require_map(actor)
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        stored = person_on_map(row, person.pk)
        errors = {}
        chosen = clean_choice(heard.attitude, Attitude)
        if not chosen.value:
            errors["attitude"] = _("Choisissez une attitude.")
        words = clean_line(heard.words, 300)
        if words.finding is not None:
            errors["words_heard"] = say(words.finding)
        day = _day(row, heard, errors)
        refuse_all(errors)
        assert day is not None
        people = [stored.contact] if stored.contact is not None else []
        overridden = guard_texts(
            {"words_heard": words.value or ""},
            guard_reason,
            names=lambda: names_of(row.company, people),
        )
        noted = InfluenceAttitude.objects.create(
            person=stored,
            attitude=chosen.value or "",
            said_on=day,
            words_heard=words.value or "",
            activity=heard.activity,
        )
        told(actor, row, stored, overridden)
    return noted


def forget_attitude(actor: Actor, deal: Deal, noted: InfluenceAttitude) -> None:
    """Take back what was noted by mistake. Raises NotAllowed."""
    require_map(actor)
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        stored = person_on_map(row, noted.person_id)
        InfluenceAttitude.objects.filter(pk=noted.pk, person=stored).delete()
        told(actor, row, stored)


def _day(deal: Deal, heard: Heard, errors: dict[str, str]) -> date | None:
    activity = heard.activity
    if activity is not None:
        if activity.company_id != deal.company_id or not may_observe(activity.kind, activity.state):
            errors["activity"] = _("Choisissez un entretien qui a eu lieu avec ce client.")
        return timezone.localtime(activity.starts_at).date()
    if heard.said_on is None:
        errors.setdefault("said_on", _("Dites de quel entretien cela vient, ou de quel jour."))
    elif heard.said_on > timezone.localdate():
        errors["said_on"] = _("Cet entretien n’a pas encore eu lieu.")
    return heard.said_on
