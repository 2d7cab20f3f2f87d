"""The bin: deleted, restored, refused."""

from __future__ import annotations

import pytest

from negoce.companies.actions.company_delete import delete_company, restore_company
from negoce.companies.queries.visible import visible_companies
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from tests.factories.companies import make_company
from tests.factories.identity import make_actor, make_user

pytestmark = pytest.mark.django_db


def test_deleted_then_restored() -> None:
    actor, company = make_actor(), make_company("Gardot")
    delete_company(actor, company)
    assert not visible_companies(actor).exists()
    restore_company(actor, company)
    assert visible_companies(actor).get() == company
    assert list(JournalEntry.objects.order_by("id").values_list("verb", flat=True)) == ["deleted", "restored"]


def test_deleting_twice_is_refused_as_gone() -> None:
    actor, company = make_actor(), make_company()
    delete_company(actor, company)
    with pytest.raises(NotAllowed):
        delete_company(actor, company)


def test_restoring_what_is_there_changes_nothing() -> None:
    restore_company(make_actor(), make_company())
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize("role", [Role.SALESPERSON, Role.READ_ONLY])
def test_roles_without_the_right(role: Role) -> None:
    actor = make_actor(role)
    company = make_company(owner_id=actor.user_id)
    with pytest.raises(NotAllowed):
        delete_company(actor, company)
    with pytest.raises(NotAllowed):
        restore_company(actor, company)


def test_a_manager_deletes_only_what_the_team_sees() -> None:
    with pytest.raises(NotAllowed):
        delete_company(make_actor(Role.MANAGER), make_company(owner=make_user()))
