"""The closed lists of identity; anyone may import them."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a person is here to do."""

    ADMINISTRATOR = "administrator"
    MANAGER = "manager"
    SALESPERSON = "salesperson"
    MARKETING = "marketing"
    SALES_ADMINISTRATION = "sales_administration"
    READ_ONLY = "read_only"


class Scope(StrEnum):
    """Whose records a person sees."""

    OWN = "own"
    TEAM = "team"
    ALL = "all"


class Permission(StrEnum):
    """What a person may do; where it is done decides on which records (Scope)."""

    CREATE = "create"
    EDIT = "edit"
    DELETE = "delete"
    BULK_EDIT = "bulk_edit"
    EXPORT = "export"
    IMPORT = "import"
    MERGE = "merge"
    SHARE_VIEWS = "share_views"
    SEE_JOURNAL = "see_journal"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_SETTINGS = "manage_settings"
    MANAGE_PRIVACY = "manage_privacy"
    MANAGE_CATALOGUE = "manage_catalogue"
    APPROVE_QUOTES = "approve_quotes"
    MANAGE_ORDERS = "manage_orders"
    ISSUE_INVOICES = "issue_invoices"
    MANAGE_PAYMENTS = "manage_payments"
    MANAGE_TARGETS = "manage_targets"
    MANAGE_PROSPECTING = "manage_prospecting"


class FieldGroup(StrEnum):
    """Fields that not everybody may read, by what makes them sensitive."""

    MARGIN = "margin"
    PERSONAL = "personal"
    OBSERVATIONS = "observations"


class FieldAccess(StrEnum):
    """How far a role goes with a group of sensitive fields."""

    NONE = "none"
    READ = "read"
    WRITE = "write"


class Origin(StrEnum):
    """Through which door a change came."""

    WEB = "web"
    API = "api"
    JOB = "job"
    IMPORT = "import"
    COMMAND = "command"


class TerritoryCriterion(StrEnum):
    """What a territory's prefixes are compared with."""

    POSTAL_CODE = "postal_code"
    ACTIVITY_CODE = "activity_code"
