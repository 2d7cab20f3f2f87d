"""The tables of negotiation."""

from negoce.negotiation.models.aid import AidHandout, AidMove, AidPlace, AidStock, DealAid, SalesAid
from negoce.negotiation.models.approach import Approach, ApproachTask
from negoce.negotiation.models.argument import Argument, ArgumentUse
from negoce.negotiation.models.bargaining import Bargaining
from negoce.negotiation.models.buyer_evaluation import BuyerEvaluation, BuyerMark
from negoce.negotiation.models.buying_body import BuyingBody
from negoce.negotiation.models.company_deals import CompanyDeals
from negoce.negotiation.models.concession import Concession
from negoce.negotiation.models.conclusion_mark import ConclusionMark
from negoce.negotiation.models.deal import Deal, DealActivity, DealContact
from negoce.negotiation.models.deal_signing import DealSigning
from negoce.negotiation.models.deal_step_change import DealStepChange
from negoce.negotiation.models.debrief import Debrief, DebriefNote
from negoce.negotiation.models.discovery import DiscoveryAnswer, DiscoveryInterview, DiscoverySet
from negoce.negotiation.models.discovery_need import DiscoveryNeed
from negoce.negotiation.models.financing import Financing
from negoce.negotiation.models.influence import InfluenceAttitude, InfluenceEdge, InfluencePerson
from negoce.negotiation.models.objection import Objection, ObjectionAnswer, ObjectionExpected, ObjectionHeard
from negoce.negotiation.models.objective import Objective
from negoce.negotiation.models.own_certificate import OwnCertificate
from negoce.negotiation.models.partnership import Partnership, PartnershipObjective, SharedDeal
from negoce.negotiation.models.pitch import PitchBlock, PitchPiece
from negoce.negotiation.models.preparation import DealPreparation
from negoce.negotiation.models.quote import Quote, QuoteFile, QuoteLine, QuoteVersion
from negoce.negotiation.models.quote_answer import (
    QuoteAcceptance,
    QuoteApproval,
    QuoteLink,
    QuoteView,
)
from negoce.negotiation.models.sales_cycle import SalesCycle
from negoce.negotiation.models.tender import Tender
from negoce.negotiation.models.tender_alarm import TenderAlarm
from negoce.negotiation.models.tender_award import TenderCriterion, TenderGrid, TenderNote, TenderOffer
from negoce.negotiation.models.tender_decision import TenderDecision
from negoce.negotiation.models.tender_document import TenderDocument
from negoce.negotiation.models.tender_lot import TenderLot
from negoce.negotiation.models.tender_question import TenderQuestion
from negoce.negotiation.models.tender_requirement import TenderRequirement
from negoce.negotiation.models.tender_result import TenderRank, TenderResult
from negoce.negotiation.models.win_estimate import WinEstimate

__all__ = [
    "AidHandout",
    "AidMove",
    "AidPlace",
    "AidStock",
    "Approach",
    "ApproachTask",
    "Argument",
    "ArgumentUse",
    "Bargaining",
    "BuyerEvaluation",
    "BuyerMark",
    "BuyingBody",
    "CompanyDeals",
    "Concession",
    "ConclusionMark",
    "Deal",
    "DealActivity",
    "DealAid",
    "DealContact",
    "DealPreparation",
    "DealSigning",
    "DealStepChange",
    "Debrief",
    "DebriefNote",
    "DiscoveryAnswer",
    "DiscoveryInterview",
    "DiscoveryNeed",
    "DiscoverySet",
    "Financing",
    "InfluenceAttitude",
    "InfluenceEdge",
    "InfluencePerson",
    "Objection",
    "ObjectionAnswer",
    "ObjectionExpected",
    "ObjectionHeard",
    "Objective",
    "OwnCertificate",
    "Partnership",
    "PartnershipObjective",
    "PitchBlock",
    "PitchPiece",
    "Quote",
    "QuoteAcceptance",
    "QuoteApproval",
    "QuoteFile",
    "QuoteLine",
    "QuoteLink",
    "QuoteVersion",
    "QuoteView",
    "SalesAid",
    "SalesCycle",
    "SharedDeal",
    "Tender",
    "TenderAlarm",
    "TenderCriterion",
    "TenderDecision",
    "TenderDocument",
    "TenderGrid",
    "TenderLot",
    "TenderNote",
    "TenderOffer",
    "TenderQuestion",
    "TenderRank",
    "TenderRequirement",
    "TenderResult",
    "WinEstimate",
]
