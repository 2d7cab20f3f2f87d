"""A small file that search knows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from negoce.companies.actions.search.index import index_records
from negoce.companies.models import Company, Contact
from negoce.companies.queries.search.find import search
from negoce.identity.enums import Role, Scope
from negoce.identity.rules.actor import Actor
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor


@pytest.fixture
def boss() -> Actor:
    """Sees everything."""
    return make_actor()


@pytest.fixture
def seller() -> Actor:
    """Sees own records."""
    return make_actor(Role.SALESPERSON, scope=Scope.OWN)


@pytest.fixture
def company() -> Callable[..., Company]:
    """Makes a company that search knows."""

    def make(name: str, **fields: object) -> Company:
        made = make_company(name, **fields)
        index_records("company", [made.pk])
        return made

    return make


@pytest.fixture
def contact() -> Callable[..., Contact]:
    """Makes a contact that search knows."""

    def make(home: Company, **fields: object) -> Contact:
        made = make_contact(home, **fields)
        index_records("contact", [made.pk])
        return made

    return make


def titles(actor: Actor, text: str) -> list[str]:
    """The titles found, group after group."""
    return [hit.title for group in search(actor, text).groups for hit in group.hits]
