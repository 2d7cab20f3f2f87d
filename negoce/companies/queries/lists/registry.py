"""The lists there are, by key: those of the customer file, then those that upper rooms lend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from negoce.companies.interfaces import ListDefinition
from negoce.companies.queries.lists.activities import ACTIVITY_LIST
from negoce.companies.queries.lists.companies import COMPANY_LIST
from negoce.companies.queries.lists.contacts import CONTACT_LIST
from negoce.companies.wired import wired

OWN_LISTS = (COMPANY_LIST, CONTACT_LIST, ACTIVITY_LIST)


class _Lists(Mapping[str, ListDefinition]):
    """Read when first asked: upper rooms lend theirs through the wiring, which is not there at import."""

    @cached_property
    def _all(self) -> Mapping[str, ListDefinition]:
        return {definition.key: definition for definition in (*OWN_LISTS, *wired().lists)}

    def __getitem__(self, key: str) -> ListDefinition:
        return self._all[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


LISTS: Mapping[str, ListDefinition] = _Lists()
