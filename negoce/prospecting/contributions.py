"""What prospecting lends to the customer file: qualification and referrals, which follow a merge."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import KeptFilters, LinkedRecords, MergeLink
from negoce.prospecting.mailing_timeline import MAILED_LETTERS
from negoce.prospecting.people_data.call import CALL_LINKS, CALL_PEOPLE
from negoce.prospecting.people_data.form import FORM_LINKS, FORM_PEOPLE
from negoce.prospecting.people_data.mailing import MAILING_LINKS, MAILING_PEOPLE
from negoce.prospecting.people_data.plan import PLAN_PEOPLE
from negoce.prospecting.people_data.qualification import PROSPECTING_PEOPLE
from negoce.prospecting.people_data.score import SCORE_PEOPLE
from negoce.prospecting.people_data.source import SOURCE_PEOPLE
from negoce.prospecting.queries.fair_column import FAIR_COLUMN
from negoce.prospecting.queries.plan_column import PLAN_COLUMN
from negoce.prospecting.queries.source_column import FILE_SOURCE_COLUMN
from negoce.prospecting.score_columns import SCORE_COLUMN, SCORE_FILTERS, SCORE_LINKED
from negoce.prospecting.source_import import FILE_SOURCES, LICENCES

timeline_sources = (MAILED_LETTERS,)
person_data = (
    PROSPECTING_PEOPLE,
    SOURCE_PEOPLE,
    FORM_PEOPLE,
    PLAN_PEOPLE,
    CALL_PEOPLE,
    MAILING_PEOPLE,
    SCORE_PEOPLE,
)
kept_filters = (
    KeptFilters("prospecting.Mailing", "filter_text"),
    KeptFilters("prospecting.ProspectingPlan", "filter_text"),
    SCORE_FILTERS,
)
import_followers = (FILE_SOURCES,)
company_columns = (FILE_SOURCE_COLUMN, FAIR_COLUMN, PLAN_COLUMN, SCORE_COLUMN)
reach_limits = (LICENCES,)
linked_records = (
    SCORE_LINKED,
    *MAILING_LINKS,
    *CALL_LINKS,
    *FORM_LINKS,
    LinkedRecords(
        key="qualification",
        label=_("Réponses de qualification"),
        kind="company",
        links=(MergeLink("prospecting.QualificationAnswer", "company"),),
    ),
    LinkedRecords(
        key="referrals",
        label=_("Recommandations"),
        kind="company",
        links=(
            MergeLink("prospecting.Referral", "referrer_company"),
            MergeLink("prospecting.Referral", "referred_company"),
        ),
    ),
    LinkedRecords(
        key="told_by",
        label=_("Réponses de qualification"),
        kind="contact",
        links=(MergeLink("prospecting.QualificationAnswer", "contact"),),
    ),
    LinkedRecords(
        key="referrals_of",
        label=_("Recommandations"),
        kind="contact",
        links=(
            MergeLink("prospecting.Referral", "referrer_contact"),
            MergeLink("prospecting.Referral", "referred_contact"),
        ),
    ),
    LinkedRecords(
        key="companies_of_sources",
        label=_("Fichiers d’origine"),
        kind="company",
        links=(MergeLink("prospecting.SourcedCompany", "company", twins=("source_id",)),),
        worked_out=("prospecting.sourcedcompany",),
    ),
    LinkedRecords(
        key="people_of_sources",
        label=_("Fichiers d’origine"),
        kind="contact",
        links=(MergeLink("prospecting.SourcedContact", "contact", twins=("source_id",)),),
        worked_out=("prospecting.sourcedcontact",),
    ),
    LinkedRecords(
        key="companies_of_plans",
        label=_("Plans de prospection"),
        kind="company",
        links=(MergeLink("prospecting.PlanCompany", "company", twins=("plan_id",)),),
        worked_out=("prospecting.plancompany",),
    ),
)
