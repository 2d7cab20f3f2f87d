"""What reviews of meetings hold about a person met: the words heard; shown on request, taken away with an erasure."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_texts import mend_by
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.kit.dates import format_date
from negoce.negotiation.models import Debrief, DebriefNote
from negoce.ui.words.say import reader_language

_TEXTS = ("perceived", "heard", "went_well", "to_change", "feedback")


def _export(contact_id: int) -> Sequence[PersonTable]:
    rows = Debrief.objects.filter(about_id=contact_id).order_by("met_on", "pk")
    lines = [(format_date(each.met_on, reader_language()), each.perceived, each.heard) for each in rows]
    if not lines:
        return []
    head = (_now("Date"), _now("Perçu"), _now("Mots entendus"))
    return [PersonTable("debriefs", _now("Bilans d’entretien"), head, lines)]


def _erase(crowd: Crowd) -> int:
    """What was perceived and heard of them goes; what is said of others around them loses their name."""
    theirs = Debrief.objects.filter(about_id__in=crowd.keys)
    changed = theirs.update(about=None, perceived="", heard="")
    rows = Debrief.objects.filter(activity__company_id__in=crowd.own_companies)
    changed += mend_by(rows, "activity__company_id", _TEXTS, crowd.around)
    notes = DebriefNote.objects.filter(debrief__activity__company_id__in=crowd.own_companies)
    return changed + mend_by(notes, "debrief__activity__company_id", ("seen",), crowd.around)


DEBRIEF_PEOPLE = PersonData(key="debriefs", label=_("Bilans d’entretien"), export=_export, erase=_erase)
