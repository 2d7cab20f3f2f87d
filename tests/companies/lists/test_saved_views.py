"""Saved views: one's own, shared ones, and those whose fields have gone."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.companies.actions.saved_view_change import change_view, delete_view
from negoce.companies.actions.saved_view_save import create_view
from negoce.companies.models import SavedView
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import understand
from negoce.companies.queries.lists.views import views_of
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db
QUERY = "filter=department+is+38&sort=-name&columns=name,city:200"


def saved_names(actor: Actor) -> list[str]:
    return [str(view.label) for view in views_of(LISTS["companies"], actor) if view.saved]


def test_a_view_is_ones_own_until_shared(boss: Actor) -> None:
    other = make_actor(Role.SALESPERSON)
    view = create_view(boss, list_key="companies", name="  Isère ", query=QUERY)
    assert (saved_names(boss), saved_names(other)) == (["Isère"], [])
    change_view(boss, view, is_shared=True)
    assert saved_names(other) == ["Isère"]
    shown = next(one for one in views_of(LISTS["companies"], other) if one.saved)
    assert (shown.editable, shown.asked.filter, shown.asked.columns) == (
        False,
        "department is 38",
        "name,city:200",
    )


def test_sharing_is_a_permission(boss: Actor) -> None:
    seller = make_actor(Role.SALESPERSON)
    with pytest.raises(NotAllowed):
        create_view(seller, list_key="companies", name="Tous", query="", is_shared=True)
    view = create_view(seller, list_key="companies", name="À moi", query="")
    with pytest.raises(NotAllowed):
        change_view(seller, view, is_shared=True)


def test_anothers_view_is_not_changed(boss: Actor) -> None:
    view = create_view(boss, list_key="companies", name="Isère", query=QUERY, is_shared=True)
    stranger = make_actor(Role.MARKETING)
    with pytest.raises(NotAllowed):
        change_view(stranger, view, name="Autre")
    with pytest.raises(NotAllowed):
        delete_view(stranger, view)
    delete_view(make_actor(), view)
    assert not SavedView.objects.exists()
    assert JournalEntry.objects.filter(subject_kind="saved_view", verb="deleted").count() == 1


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_view_needs_a_fitting_name(boss: Actor, name: str) -> None:
    with pytest.raises(Refused):
        create_view(boss, list_key="companies", name=name, query="")


def test_one_name_once(boss: Actor) -> None:
    create_view(boss, list_key="companies", name="Isère", query="")
    with pytest.raises(Refused):
        create_view(boss, list_key="companies", name="isère", query="")


def test_a_view_on_a_field_that_is_gone_still_opens_and_says_so(boss: Actor, today: date) -> None:
    query = "filter=removed_field+is+1+and+department+is+38&sort=removed_field&columns=name,removed_field"
    create_view(boss, list_key="companies", name="Vieille", query=query)
    view = next(one for one in views_of(LISTS["companies"], boss) if one.saved)
    spec = understand(LISTS["companies"], boss, view.asked, today)
    assert spec.filter_text == "department is 38"
    assert [column.key for column in spec.columns] == ["name"]
    assert [one.code for one in spec.problems] == ["filter.field_unknown", "sort.unknown", "columns.unknown"]
