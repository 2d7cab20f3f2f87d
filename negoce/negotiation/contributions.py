"""What negotiation lends to the customer file: deals and quotes follow the merge of a company or a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import LinkedRecords, MergeLink
from negoce.negotiation.actions.deals.store import refresh_company_deals
from negoce.negotiation.people_data.aid import AID_PEOPLE
from negoce.negotiation.people_data.approach import APPROACH_PEOPLE
from negoce.negotiation.people_data.argument import ARGUMENT_PEOPLE
from negoce.negotiation.people_data.bargaining import BARGAINING_PEOPLE
from negoce.negotiation.people_data.conclusion import CONCLUSION_PEOPLE
from negoce.negotiation.people_data.cycle import CYCLE_PEOPLE
from negoce.negotiation.people_data.deal import DEAL_PEOPLE
from negoce.negotiation.people_data.debrief import DEBRIEF_PEOPLE
from negoce.negotiation.people_data.discovery import DISCOVERY_PEOPLE
from negoce.negotiation.people_data.influence import INFLUENCE_PEOPLE
from negoce.negotiation.people_data.objection import OBJECTION_PEOPLE
from negoce.negotiation.people_data.objective import OBJECTIVE_PEOPLE
from negoce.negotiation.people_data.partnership import PARTNERSHIP_PEOPLE
from negoce.negotiation.people_data.pitch import PITCH_PEOPLE
from negoce.negotiation.people_data.preparation import PREPARATION_PEOPLE
from negoce.negotiation.people_data.quote import QUOTE_PEOPLE
from negoce.negotiation.people_data.tender import TENDER_PEOPLE
from negoce.negotiation.people_data.tender_file import TENDER_FILE_PEOPLE
from negoce.negotiation.queries.deals.company_columns import COMPANY_COLUMNS
from negoce.negotiation.queries.deals.lists import DEAL_LIST
from negoce.negotiation.queries.quote_lists import QUOTE_LIST
from negoce.negotiation.queries.tenders.lists import TENDER_LIST
from negoce.negotiation.search_sources.deal import DEALS as DEALS_FOUND
from negoce.negotiation.search_sources.quote import QUOTES as QUOTES_FOUND
from negoce.negotiation.search_sources.tender import TENDERS as TENDERS_FOUND
from negoce.negotiation.timeline_sources.deal import DEALS as CLOSED_DEALS
from negoce.negotiation.timeline_sources.quote import QUOTES as DATED_QUOTES
from negoce.negotiation.timeline_sources.tender import TENDERS as TENDERS_TOLD

company_columns = COMPANY_COLUMNS
timeline_sources = (CLOSED_DEALS, DATED_QUOTES, TENDERS_TOLD)
search_sources = (DEALS_FOUND, QUOTES_FOUND, TENDERS_FOUND)
person_data = (
    DEAL_PEOPLE,
    APPROACH_PEOPLE,
    DISCOVERY_PEOPLE,
    ARGUMENT_PEOPLE,
    CYCLE_PEOPLE,
    BARGAINING_PEOPLE,
    OBJECTIVE_PEOPLE,
    PARTNERSHIP_PEOPLE,
    OBJECTION_PEOPLE,
    AID_PEOPLE,
    PREPARATION_PEOPLE,
    PITCH_PEOPLE,
    INFLUENCE_PEOPLE,
    QUOTE_PEOPLE,
    CONCLUSION_PEOPLE,
    DEBRIEF_PEOPLE,
    TENDER_PEOPLE,
    TENDER_FILE_PEOPLE,
)
lists = (DEAL_LIST, QUOTE_LIST, TENDER_LIST)
linked_records = (
    LinkedRecords(
        key="deals",
        label=_("Affaires"),
        kind="company",
        links=(MergeLink("negotiation.Deal", "company"),),
        figures=("negotiation.CompanyDeals.company",),
        refresh=refresh_company_deals,
    ),
    LinkedRecords(
        key="approaches",
        label=_("Démarches avant affaire"),
        kind="company",
        links=(MergeLink("negotiation.Approach", "company"),),
    ),
    LinkedRecords(
        key="approaches_to",
        label=_("Démarches avant affaire"),
        kind="contact",
        links=(MergeLink("negotiation.Approach", "contact"),),
    ),
    LinkedRecords(
        key="partnerships",
        label=_("Partenariats"),
        kind="company",
        links=(MergeLink("negotiation.Partnership", "company"),),
    ),
    LinkedRecords(
        key="quotes",
        label=_("Devis"),
        kind="company",
        links=(MergeLink("negotiation.Quote", "company"),),
    ),
    LinkedRecords(
        key="tenders",
        label=_("Appels d’offres"),
        kind="company",
        links=(MergeLink("negotiation.Tender", "company"),),
    ),
    LinkedRecords(
        key="deal_people",
        label=_("Rôles dans des affaires"),
        kind="contact",
        links=(MergeLink("negotiation.DealContact", "contact", twins=("deal_id",)),),
    ),
    LinkedRecords(
        key="discoveries",
        label=_("Entretiens de découverte"),
        kind="contact",
        links=(MergeLink("negotiation.DiscoveryInterview", "contact"),),
    ),
    LinkedRecords(
        # On one map, both stand there after the merge: what was heard of each stays, and one is taken off by hand.
        key="influence_people",
        label=_("Places dans des décisions"),
        kind="contact",
        links=(MergeLink("negotiation.InfluencePerson", "contact"),),
    ),
    LinkedRecords(
        key="quotes_to",
        label=_("Devis adressés"),
        kind="contact",
        links=(MergeLink("negotiation.Quote", "contact"), MergeLink("negotiation.QuoteLink", "contact")),
    ),
    LinkedRecords(
        key="objections",
        label=_("Objections entendues"),
        kind="contact",
        links=(MergeLink("negotiation.ObjectionHeard", "contact"),),
    ),
    LinkedRecords(
        key="sales_aids",
        label=_("Aides de vente remises"),
        kind="company",
        links=(MergeLink("negotiation.AidHandout", "company"),),
    ),
    LinkedRecords(
        key="sales_aids_to",
        label=_("Aides de vente remises"),
        kind="contact",
        links=(MergeLink("negotiation.AidHandout", "contact"),),
    ),
    LinkedRecords(
        key="conclusions",
        label=_("Signes d’accord"),
        kind="contact",
        links=(
            MergeLink("negotiation.ConclusionMark", "contact"),
            MergeLink("negotiation.BuyerEvaluation", "contact"),
        ),
    ),
    LinkedRecords(
        key="debriefs",
        label=_("Bilans d’entretien"),
        kind="contact",
        links=(MergeLink("negotiation.Debrief", "about"),),
    ),
)
