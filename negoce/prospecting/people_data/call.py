"""What sessions of calls hold of a person, and what follows a merge."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_house import mend_house_texts
from negoce.companies.interfaces import LinkedRecords, MergeLink, PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.kit.dates import format_date
from negoce.prospecting.enums import CallTargetState
from negoce.prospecting.models import CallAttempt, CallScript, CallSession, CallTarget
from negoce.prospecting.words.call import OPENINGS, OUTCOMES
from negoce.ui.words.say import reader_language

JOURNAL_KINDS = ("call_session", "call_script")
_OPEN = (CallTargetState.WAITING.value, CallTargetState.HELD.value)


def _export(contact_id: int) -> Sequence[PersonTable]:
    language = reader_language()
    made = CallAttempt.objects.filter(contact_id=contact_id, undone_at=None).select_related("session")
    rows = [
        (
            each.session.name,
            format_date(timezone.localdate(each.at), language),
            str(OUTCOMES[each.outcome]),
            str(OPENINGS[each.opening]) if each.opening else "",
        )
        for each in made.order_by("pk")
    ]
    heads = (_("Session d’appels"), _("Le"), _("Résultat"), _("Accroche"))
    return (PersonTable("calls", _("Appels"), heads, rows),)


def _erase(crowd: Crowd) -> int:
    """They are called no more, and their number goes; that a call was made stays, of nobody."""
    theirs = CallTarget.objects.filter(contact_id__in=crowd.keys)
    changed = theirs.filter(state__in=_OPEN).update(
        state=CallTargetState.SKIPPED.value, why_skipped="reach.erased", held_by=None, held_until=None
    )
    changed += theirs.update(contact=None, number="")
    return changed + CallAttempt.objects.filter(contact_id__in=crowd.keys).update(contact=None)


def _house(crowd: Crowd) -> int:
    places = (
        (CallSession.objects.all(), ("name",), ("filter_text",), ()),
        (CallScript.objects.all(), ("name", "text"), (), ()),
    )
    return mend_house_texts(places, JOURNAL_KINDS, crowd.redact)


CALL_PEOPLE = PersonData("calls", _("Sessions d’appels"), _export, _erase, _house)
CALL_LINKS = (
    LinkedRecords(
        key="calls",
        label=_("Appels prévus ou passés"),
        kind="company",
        links=(MergeLink("prospecting.CallTarget", "company"),),
    ),
    LinkedRecords(
        key="path_tasks",
        label=_("Étapes vers un interlocuteur"),
        kind="company",
        links=(MergeLink("prospecting.PathTask", "company"),),
    ),
    LinkedRecords(
        key="calls_to",
        label=_("Appels prévus ou passés"),
        kind="contact",
        links=(
            MergeLink("prospecting.CallTarget", "contact"),
            MergeLink("prospecting.CallAttempt", "contact"),
        ),
    ),
)
