"""The tables of prospecting."""

from negoce.prospecting.models.call_session import CallAttempt, CallScript, CallSession, CallTarget
from negoce.prospecting.models.channel_choice import ChannelChoice, ChannelScore
from negoce.prospecting.models.fair import Fair, FairEntry
from negoce.prospecting.models.file_source import (
    FileSource,
    SourcedCompany,
    SourcedContact,
    SourceImport,
    SourceUse,
)
from negoce.prospecting.models.lead_score import CompanyScore, ScoreRule
from negoce.prospecting.models.mailing import Mailing, MailingRecipient
from negoce.prospecting.models.market_fact import MarketFact
from negoce.prospecting.models.newsletter import NewsletterConsent
from negoce.prospecting.models.path_task import PathTask
from negoce.prospecting.models.plan import (
    PlanChannel,
    PlanCompany,
    PlanCost,
    PlanPerson,
    ProspectingPlan,
)
from negoce.prospecting.models.public_form import FormDay, FormNotice, PublicForm
from negoce.prospecting.models.qualification import (
    QualificationAnswer,
    QualificationCriterion,
    QualificationGrid,
)
from negoce.prospecting.models.referral import Referral
from negoce.prospecting.models.submission import FormHit, FormNonce, FormSubmission
from negoce.prospecting.models.target_index import TargetCriterion, TargetIndex, TargetNote

__all__ = [
    "CallAttempt",
    "CallScript",
    "CallSession",
    "CallTarget",
    "ChannelChoice",
    "ChannelScore",
    "CompanyScore",
    "Fair",
    "FairEntry",
    "FileSource",
    "FormDay",
    "FormHit",
    "FormNonce",
    "FormNotice",
    "FormSubmission",
    "Mailing",
    "MailingRecipient",
    "MarketFact",
    "NewsletterConsent",
    "PathTask",
    "PlanChannel",
    "PlanCompany",
    "PlanCost",
    "PlanPerson",
    "ProspectingPlan",
    "PublicForm",
    "QualificationAnswer",
    "QualificationCriterion",
    "QualificationGrid",
    "Referral",
    "ScoreRule",
    "SourceImport",
    "SourceUse",
    "SourcedCompany",
    "SourcedContact",
    "TargetCriterion",
    "TargetIndex",
    "TargetNote",
]
