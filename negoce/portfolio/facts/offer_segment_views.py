"""Which companies are in which saved list, for the matrix whose columns are lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from negoce.companies.models import SavedView
from negoce.companies.queries.lists.matching import matching
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import Asked, understand
from negoce.companies.queries.lists.views import asked_by
from negoce.companies.rules.filter_text import read_filter
from negoce.companies.rules.filters import RELATIVE, conditions_of
from negoce.identity.rules.actor import system_actor

LIST = "companies"
# Saved lists that are counted each night, shared ones first: each is a row a company that it holds.
MOST_LISTS = 20


def is_for_all(text: str) -> bool:
    """Whether a filter finds the same companies whoever reads it: it has conditions, and none is about the reader."""
    found = list(conditions_of(read_filter(text).filter))
    return bool(found) and not any(RELATIVE.intersection(each.values) for each in found)


def members_of_views() -> Mapping[int, Sequence[str]]:
    """The lists of each company by their key: those that come with the program, then the saved ones; a query a list.

    Of the whole house; who sees less counts their own companies of each. Lists about the reader are left out.
    """
    definition = LISTS[LIST]
    rows = SavedView.objects.filter(list_key=LIST).order_by("-is_shared", "position", "pk")
    saved = rows.values_list("public_id", "query")[:MOST_LISTS]
    lists = [*((each.key, each.query) for each in definition.views), *saved]
    found: dict[int, list[str]] = {}
    for key, query in lists:
        text = asked_by(query).filter
        if is_for_all(text):
            spec = understand(definition, system_actor(), Asked(filter=text))
            if not spec.problems:
                for company in matching(spec).order_by().values_list("pk", flat=True):
                    found.setdefault(company, []).append(key)
    return found
