"""The tables of the customer file."""

from negoce.companies.models.activity import Activity, ActivityContact, ReportItem
from negoce.companies.models.address import Address
from negoce.companies.models.company import Company
from negoce.companies.models.contact import Contact
from negoce.companies.models.contact_facts import ContactPreference, Observation, Opposition
from negoce.companies.models.import_run import ImportImage, ImportMapping, ImportRowIssue, ImportRun
from negoce.companies.models.post import Post
from negoce.companies.models.saved_view import SavedView
from negoce.companies.models.tag import CompanyTag, Tag

__all__ = [
    "Activity",
    "ActivityContact",
    "Address",
    "Company",
    "CompanyTag",
    "Contact",
    "ContactPreference",
    "ImportImage",
    "ImportMapping",
    "ImportRowIssue",
    "ImportRun",
    "Observation",
    "Opposition",
    "Post",
    "ReportItem",
    "SavedView",
    "Tag",
]
