"""What automation lends to the customer file: answers follow a merge and forget a person who is erased."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.automation.house_people import HOUSE_PEOPLE
from negoce.automation.people_data import DAY_PEOPLE
from negoce.companies.interfaces import KeptFilters, LinkedRecords, MergeLink

person_data = (DAY_PEOPLE, HOUSE_PEOPLE)
kept_filters = (KeptFilters("automation.SegmentOffer", "segment_filter"),)
linked_records = (
    LinkedRecords(
        key="day_answers",
        label=_("Réponses dans Ma journée"),
        kind="company",
        links=(MergeLink("automation.DayAnswer", "company"),),
        figures=("automation.DayAction.company",),
    ),
    LinkedRecords(
        key="playbook_runs",
        label=_("Scénarios"),
        kind="company",
        links=(MergeLink("automation.PlaybookRun", "company", twins=("playbook_id", "entered_on")),),
    ),
    LinkedRecords(
        key="offer_reaches",
        label=_("Offres reçues"),
        kind="company",
        links=(MergeLink("automation.OfferReach", "company", twins=("offer_id",)),),
    ),
)
