"""What the plan and kept reports say of a person: their words and filters may name one, and forget the name."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_house import mend_house_texts
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.portfolio.models import PlannedAction, ReportRun, SavedReport


def _export(_contact_id: int) -> Sequence[PersonTable]:
    """They are about many companies: nothing of them is held about a person."""
    return ()


def _house(crowd: Crowd) -> int:
    """A report worked out by a job keeps its lines two days: they go, whoever wants it asks for it again."""
    places = (
        (PlannedAction.objects.all(), ("name", "segment", "note"), (), ()),
        (SavedReport.objects.all(), ("name",), (), ("query",)),
        (ReportRun.objects.all(), (), (), ("query",)),
    )
    ReportRun.objects.filter(result__isnull=False).delete()
    return mend_house_texts(places, ("planned_action", "report"), crowd.redact)


HOUSE_PEOPLE = PersonData("plan", _("Plan et rapports"), _export, house=_house)
