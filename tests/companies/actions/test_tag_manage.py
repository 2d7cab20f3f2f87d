"""Tags renamed, merged, deleted: companies, saved views and the journal follow."""

from __future__ import annotations

import pytest

from negoce.companies.actions import tag_delete, tag_merge
from negoce.companies.actions.tag_change import change_tag
from negoce.companies.actions.tag_delete import delete_tag
from negoce.companies.actions.tag_merge import merge_tags
from negoce.companies.models import Company, CompanyTag, SavedView, Tag
from negoce.companies.queries.lists.page import read_page
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import understand
from negoce.companies.queries.lists.views import asked_by
from negoce.companies.queries.tags import tags_with_counts
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.kit.text import name_key
from tests.factories.companies import make_company
from tests.factories.identity import make_actor, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> Actor:
    return make_actor()


def make_tag(name: str, *companies: Company, colour: str = "neutral") -> Tag:
    tag = Tag.objects.create(name=name, name_key=name_key(name), colour=colour)
    CompanyTag.objects.bulk_create([CompanyTag(company=company, tag=tag) for company in companies])
    return tag


def make_view(query: str) -> SavedView:
    return SavedView.objects.create(owner=make_user(), list_key="companies", name="Vue", query=query)


def shown(actor: Actor, view: SavedView, today: object) -> tuple[list[object], int]:
    """The companies that a view shows, and how many problems it tells."""
    view.refresh_from_db()
    spec = understand(LISTS["companies"], actor, asked_by(view.query), today)  # type: ignore[arg-type]
    return [row[0] for row in read_page(spec).rows], len(spec.problems)


def test_a_renamed_tag_keeps_its_companies_and_the_views_that_name_it(boss: Actor, today: object) -> None:
    company, _other = make_company("Laiterie"), make_company("Garage")
    tag = make_tag("Fidèle", company)
    view = make_view("filter=tags+any+fidele&sort=-name")
    assert shown(boss, view, today) == ([company.pk], 0)
    change_tag(boss, tag, name="Client d’été", colour="good")
    assert shown(boss, view, today) == ([company.pk], 0)
    assert view.query.endswith("&sort=-name")
    entry = JournalEntry.objects.get(subject_kind="tag")
    assert (entry.verb, entry.subject_id, entry.values) == (
        "changed",
        tag.pk,
        {"name": ["Fidèle", "Client d’été"], "colour": ["neutral", "good"]},
    )


@pytest.mark.parametrize(
    ("name", "colour", "field"),
    [("", "good", "name"), ("x" * 41, "good", "name"), ("ÉTÉ", "good", "name"), ("Neuf", "pink", "colour")],
)
def test_a_bad_name_or_colour_is_refused(boss: Actor, name: str, colour: str, field: str) -> None:
    make_tag("Été")
    tag = make_tag("Fidèle")
    with pytest.raises(Refused) as refused:
        change_tag(boss, tag, name=name, colour=colour)
    assert list(refused.value.fields) == [field]
    assert (Tag.objects.get(pk=tag.pk).name, JournalEntry.objects.count()) == ("Fidèle", 0)


def test_nothing_to_change_writes_nothing(boss: Actor) -> None:
    change_tag(boss, make_tag("Fidèle"), name=" Fidèle ", colour="neutral")
    assert JournalEntry.objects.count() == 0


def test_a_merge_leaves_each_company_once_and_moves_the_views(
    boss: Actor, today: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tag_merge, "BATCH", 2)
    companies = [make_company() for _ in range(5)]
    gone, stays = make_tag("Fidele 2", *companies), make_tag("Fidèle", companies[1])
    view = make_view("filter=tags+any+%22fidele+2%22")
    assert merge_tags(boss, gone, into=stays) == 5
    held = CompanyTag.objects.order_by("company_id").values_list("company_id", "tag_id")
    assert list(held) == [(company.pk, stays.pk) for company in companies]
    assert not Tag.objects.filter(pk=gone.pk).exists()
    ids, problems = shown(boss, view, today)
    assert (sorted(ids), problems) == (sorted(company.pk for company in companies), 0)  # type: ignore[type-var]
    entry = JournalEntry.objects.get(subject_kind="tag")
    assert (entry.verb, entry.values) == (
        "merged",
        {"name": ["Fidele 2", "Fidèle"], "companies": [None, 5], "views": [None, 1]},
    )


def test_a_tag_and_itself_do_not_merge(boss: Actor) -> None:
    tag = make_tag("Fidèle", make_company())
    with pytest.raises(Refused):
        merge_tags(boss, tag, into=tag)
    assert CompanyTag.objects.count() == 1


def test_a_deleted_tag_leaves_every_company_and_the_view_says_so(
    boss: Actor, today: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tag_delete, "BATCH", 2)
    tag = make_tag("Fidèle", *(make_company() for _ in range(3)))
    other = make_tag("Neuf", make_company())
    view = make_view("filter=tags+any+fidele")
    assert delete_tag(boss, tag) == 3
    assert list(CompanyTag.objects.values_list("tag_id", flat=True)) == [other.pk]
    assert shown(boss, view, today)[1] == 1
    assert JournalEntry.objects.get(subject_kind="tag").values == {
        "name": ["Fidèle", None],
        "companies": [3, None],
    }


@pytest.mark.parametrize("role", [Role.MANAGER, Role.SALESPERSON, Role.MARKETING, Role.READ_ONLY])
def test_only_those_who_set_the_program_manage_tags(role: Role) -> None:
    actor = make_actor(role)
    tag, other = make_tag("Fidèle", make_company()), make_tag("Neuf")
    for attempt in (
        lambda: change_tag(actor, tag, name="Pirate", colour="bad"),
        lambda: merge_tags(actor, tag, into=other),
        lambda: delete_tag(actor, tag),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert (Tag.objects.count(), CompanyTag.objects.count()) == (2, 1)
    assert JournalEntry.objects.count() == 0


def test_tags_come_by_name_with_their_companies() -> None:
    make_tag("Neuf")
    make_tag("Été", make_company(), make_company())
    assert [(tag.name, count) for tag, count in tags_with_counts()] == [("Été", 2), ("Neuf", 0)]
