"""What approaches hold about a person: that they were approached, and how it ended; an erasure leaves nobody there."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.kit.dates import format_date
from negoce.negotiation.models import Approach
from negoce.negotiation.words.approach import ENDS, approach_name
from negoce.ui.words.say import reader_language


def _export(contact_id: int) -> Sequence[PersonTable]:
    rows = Approach.objects.filter(contact_id=contact_id).select_related("cycle").order_by("pk")
    lines = [
        (
            format_date(each.started_on, reader_language()),
            approach_name(each),
            format_date(each.ended_on, reader_language()) if each.ended_on is not None else "",
            str(ENDS.get(each.stopped_for, "")),
        )
        for each in rows
    ]
    if not lines:
        return []
    head = (_now("Commencée le"), _now("Cycle"), _now("Terminée le"), _now("Raison"))
    return [PersonTable("approaches", _now("Démarches avant affaire"), head, lines)]


def _erase(crowd: Crowd) -> int:
    return Approach.objects.filter(contact_id__in=crowd.keys).order_by().update(contact=None)


APPROACH_PEOPLE = PersonData(
    key="approaches", label=_("Démarches avant affaire"), export=_export, erase=_erase
)
