"""The lists there are, by key."""

from __future__ import annotations

from collections.abc import Mapping

from negoce.companies.queries.lists.activities import ACTIVITY_LIST
from negoce.companies.queries.lists.companies import COMPANY_LIST
from negoce.companies.queries.lists.contacts import CONTACT_LIST
from negoce.companies.queries.lists.definition import ListDefinition

LISTS: Mapping[str, ListDefinition] = {
    definition.key: definition for definition in (COMPANY_LIST, CONTACT_LIST, ACTIVITY_LIST)
}
