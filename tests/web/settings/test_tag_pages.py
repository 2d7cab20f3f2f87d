"""The pages where tags are put in order."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.models import CompanyTag, Tag
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
TAGS = reverse("settings:tags")


@pytest.fixture
def browser() -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(make_user())
    return client


def make_tag(name: str = "Fidèle", key: str = "fidele") -> Tag:
    tag = Tag.objects.create(name=name, name_key=key)
    CompanyTag.objects.create(company=make_company(), tag=tag)
    return tag


def test_a_tag_is_renamed_and_coloured(browser: Client) -> None:
    tag = make_tag()
    url = reverse("settings:tag", args=[tag.public_id])
    assert url in browser.get(TAGS).content.decode()
    answer = browser.post(url, {"name": "Été", "colour": "warn"}, follow=True)
    assert 'data-tone="warn">Été' in answer.content.decode()
    assert "Étiquette «\u00a0Été\u00a0» enregistrée." in answer.content.decode()


def test_a_name_taken_is_told_at_its_field_and_nothing_changes(browser: Client) -> None:
    make_tag("Neuf", "neuf")
    tag = make_tag()
    answer = browser.post(
        reverse("settings:tag", args=[tag.public_id]), {"name": "NEUF", "colour": "neutral"}
    )
    assert (answer.status_code, "existe déjà" in answer.content.decode()) == (422, True)
    assert f"<h1>{tag.name}</h1>" in answer.content.decode()


def test_a_merge_and_a_deletion_are_confirmed_first(browser: Client) -> None:
    tag, other = make_tag(), make_tag("Neuf", "neuf")
    merging = reverse("settings:tag_merge", args=[tag.public_id])
    deleting = reverse("settings:tag_deletion", args=[other.public_id])
    for url, posted in ((merging, {"into": other.public_id}), (deleting, {})):
        answer = browser.post(url, posted)
        assert (answer.status_code, "Cochez la case" in answer.content.decode()) == (422, True)
    assert Tag.objects.count() == 2
    page = browser.post(merging, {"into": other.public_id, "sure": "on"}, follow=True).content.decode()
    assert "«\u00a0Fidèle\u00a0» est devenue «\u00a0Neuf\u00a0» sur 1 entreprise." in page
    assert CompanyTag.objects.filter(tag=other).count() == 2
    page = browser.post(deleting, {"sure": "on"}, follow=True).content.decode()
    assert "supprimée, retirée de 2 entreprises." in page
    assert "Aucune étiquette" in page


def test_a_merge_into_nothing_or_itself_is_refused(browser: Client) -> None:
    tag, _other = make_tag(), make_tag("Neuf", "neuf")
    url = reverse("settings:tag_merge", args=[tag.public_id])
    for into in ("", tag.public_id, "pirate"):
        assert browser.post(url, {"into": into, "sure": "on"}).status_code == 422
    assert Tag.objects.count() == 2


def test_only_those_who_set_the_program_come_here() -> None:
    client = Client(raise_request_exception=False)
    client.force_login(make_user(Role.MANAGER))
    tag = make_tag()
    assert client.get(TAGS).status_code == 403
    assert (
        client.post(reverse("settings:tag_deletion", args=[tag.public_id]), {"sure": "on"}).status_code == 403
    )
    assert Tag.objects.count() == 1
    assert TAGS not in client.get(reverse("settings:hub")).content.decode()


def test_the_list_costs_the_same_for_many(browser: Client, queries: Queries) -> None:
    numbers = iter(range(99))
    queries.same(lambda: make_tag(f"T{(n := next(numbers))}", f"t{n}"), lambda: browser.get(TAGS))


def test_a_tag_is_created_before_any_company_has_it(browser: Client) -> None:
    answer = browser.post(TAGS, {"name": "  Salon   2026 ", "colour": "info"}, follow=True)
    page = answer.content.decode()
    assert 'data-tone="info">Salon 2026' in page
    assert "Étiquette «\u00a0Salon 2026\u00a0» créée." in page
    assert JournalEntry.objects.filter(verb="created", subject_kind="tag").count() == 1
    for posted in ({"name": "SALON 2026", "colour": "info"}, {"name": "", "colour": "info"}):
        refused = browser.post(TAGS, posted)
        assert (refused.status_code, 'class="field-error"' in refused.content.decode()) == (422, True)
    assert Tag.objects.count() == 1
    seller = Client()
    seller.force_login(make_user(Role.SALESPERSON))
    assert seller.post(TAGS, {"name": "Autre", "colour": "info"}).status_code == 403
