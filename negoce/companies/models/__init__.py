"""The tables of the customer file."""

from negoce.companies.models.activity import Activity, ActivityContact, ReportItem
from negoce.companies.models.address import Address
from negoce.companies.models.bulk_change import BulkBefore, BulkChange
from negoce.companies.models.company import Company
from negoce.companies.models.competitor import Competitor
from negoce.companies.models.contact import Contact
from negoce.companies.models.contact_facts import (
    ContactPreference,
    DigestKey,
    Observation,
    Opposition,
    OppositionDigest,
)
from negoce.companies.models.custom_field import CompanyCustomValue, ContactCustomValue, CustomField
from negoce.companies.models.declared_fact import DeclaredFact
from negoce.companies.models.duplicate_pair import DuplicatePair, DuplicateSearch
from negoce.companies.models.import_run import (
    ImportImage,
    ImportKept,
    ImportMapping,
    ImportRowIssue,
    ImportRun,
)
from negoce.companies.models.merge_record import MergeRecord
from negoce.companies.models.post import Post
from negoce.companies.models.recent_record import RecentRecord
from negoce.companies.models.register_lookup import RegisterLookup
from negoce.companies.models.rights_request import (
    PrivacySettings,
    ProcessingEntry,
    RetentionProposal,
    RightsRequest,
)
from negoce.companies.models.saved_view import SavedView
from negoce.companies.models.search_entry import SearchEntry, SearchWord
from negoce.companies.models.tag import CompanyTag, Tag
from negoce.companies.models.typed_guess import TypedGuess

__all__ = [
    "Activity",
    "ActivityContact",
    "Address",
    "BulkBefore",
    "BulkChange",
    "Company",
    "CompanyCustomValue",
    "CompanyTag",
    "Competitor",
    "Contact",
    "ContactCustomValue",
    "ContactPreference",
    "CustomField",
    "DeclaredFact",
    "DigestKey",
    "DuplicatePair",
    "DuplicateSearch",
    "ImportImage",
    "ImportKept",
    "ImportMapping",
    "ImportRowIssue",
    "ImportRun",
    "MergeRecord",
    "Observation",
    "Opposition",
    "OppositionDigest",
    "Post",
    "PrivacySettings",
    "ProcessingEntry",
    "RecentRecord",
    "RegisterLookup",
    "ReportItem",
    "RetentionProposal",
    "RightsRequest",
    "SavedView",
    "SearchEntry",
    "SearchWord",
    "Tag",
    "TypedGuess",
]
