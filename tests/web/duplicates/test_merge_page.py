"""The preview of a merge, the merge and its undo, as a person meets them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.models import Company, Contact, MergeRecord
from negoce.identity.enums import FieldGroup, Role
from negoce.identity.models import RolePolicy, User
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def client() -> Client:
    return signed_in(make_user(Role.ADMINISTRATOR))


@pytest.fixture
def pair() -> tuple[Company, Company]:
    kept = make_company("Laiterie du Vercors", siren="900000018", phone="+33476000001", note="Mardi.")
    absorbed = make_company("Laiterie Vercors", siren="900000026", email="a@vercors.example", note="Portail.")
    make_activity(absorbed)
    return kept, absorbed


def preview_url(kept: Company | Contact, absorbed: Company | Contact) -> str:
    kind = "company" if isinstance(kept, Company) else "contact"
    return reverse("duplicates:merge", args=[kind, kept.public_id, absorbed.public_id])


def test_the_preview_shows_both_sides_and_what_follows(client: Client, pair: tuple[Company, Company]) -> None:
    page = client.get(preview_url(*pair)).content.decode().replace("\u00a0", " ").replace("\u202f", " ")
    assert "SIREN différents : 900 000 018 et 900 000 026" in page
    assert '<input type="radio" name="note" value="both" checked>' in page
    assert '<input type="radio" name="name" value="kept" checked>' in page
    assert "1 activité" in page
    assert "a@vercors.example" in page.partition('id="merge-result"')[2]


def test_the_merged_record_follows_the_choices(client: Client, pair: tuple[Company, Company]) -> None:
    url = f"{preview_url(*pair)}?name=absorbed&note=kept"
    result = (
        client.get(url, headers={"HX-Request": "true"}).content.decode().partition('id="merge-result"')[2]
    )
    assert '<dd class="merge-new">Laiterie Vercors</dd>' in result
    assert "<dd>Mardi.</dd>" in result
    assert "Portail." not in result


def test_merge_redirects_and_undo(client: Client, pair: tuple[Company, Company]) -> None:
    kept, absorbed = pair
    url = preview_url(kept, absorbed)
    seen = client.get(url).context["seen"]
    answer = client.post(url, {"seen": seen, "name": "absorbed", "siren": "kept"})
    assert answer.headers["Location"] == reverse("companies:record", args=[kept.public_id])
    page = client.get(answer.headers["Location"]).content.decode()
    merge = MergeRecord.objects.get()
    undo_url = reverse("duplicates:merge_undo", args=[merge.public_id])
    assert page.count(undo_url) >= 1
    assert Company.objects.get(pk=kept.pk).name == "Laiterie Vercors"
    old = client.get(reverse("companies:record", args=[absorbed.public_id]))
    assert old.headers["Location"] == reverse("companies:record", args=[kept.public_id])
    journal = client.get(reverse("companies:journal", args=[kept.public_id])).content.decode()
    assert "a réuni deux fiches\u00a0: Laiterie Vercors" in journal
    assert journal.count(undo_url) == 1
    assert undo_url in client.get(reverse("duplicates:merges")).content.decode()
    assert "Laiterie Vercors" not in client.get(reverse("settings:bin")).content.decode()
    undone = client.post(undo_url)
    assert undone.headers["Location"] == reverse("companies:record", args=[kept.public_id])
    assert "de nouveau séparées" in client.get(undone.headers["Location"]).content.decode()
    assert client.get(reverse("companies:record", args=[absorbed.public_id])).status_code == 200
    again = client.post(undo_url, headers={"HX-Request": "true"})
    assert again.headers["HX-Redirect"] == reverse("duplicates:merges")
    assert "déjà annulée" in client.get(reverse("duplicates:merges")).content.decode()


def test_what_was_shown_must_still_be_true(client: Client, pair: tuple[Company, Company]) -> None:
    url = preview_url(*pair)
    answer = client.post(url, {"seen": "yesterday", "name": "absorbed"})
    assert answer.status_code == 409
    assert "a changé depuis" in answer.content.decode()
    assert '<input type="radio" name="name" value="absorbed" checked>' in answer.content.decode()
    assert MergeRecord.objects.count() == 0


def test_values_that_do_not_go_together_are_told(client: Client) -> None:
    mother = make_company("Mère")
    daughter = make_company("Fille", parent=mother)
    url = preview_url(mother, daughter)
    answer = client.post(url, {"seen": client.get(url).context["seen"]})
    assert answer.status_code == 422
    assert "société mère" in answer.content.decode()


def test_people_are_picked_and_merged(client: Client) -> None:
    house = make_company("Laiterie")
    kept = make_contact(house, first_name="Hélène", last_name="Garnier", email="h@x.example")
    absorbed = make_contact(house, first_name="Helene", last_name="Garnier", mobile="+33639980001")
    pick = reverse("duplicates:merge_pick", args=["contact", kept.public_id])
    assert preview_url(kept, absorbed) in client.get(pick, headers={"HX-Request": "true"}).content.decode()
    found = client.get(f"{pick}?q=garn", headers={"HX-Request": "true"}).content.decode()
    assert preview_url(kept, absorbed) in found
    assert preview_url(kept, kept) not in found
    assert "Fusionner avec…" in client.get(reverse("contacts:record", args=[kept.public_id])).content.decode()
    url = preview_url(kept, absorbed)
    page = client.get(url)
    client.post(url, {"seen": page.context["seen"]})
    assert Contact.objects.get(pk=kept.pk).mobile == "+33639980001"
    old = client.get(reverse("contacts:record", args=[absorbed.public_id]))
    assert old.headers["Location"] == reverse("contacts:record", args=[kept.public_id])
    undo_url = reverse("duplicates:merge_undo", args=[MergeRecord.objects.get().public_id])
    history = reverse("duplicates:merges")
    assert undo_url in client.get(f"{history}?kind=contact&of={kept.public_id}").content.decode()
    other = make_contact(house)
    assert undo_url not in client.get(f"{history}?kind=contact&of={other.public_id}").content.decode()
    assert client.get(f"{history}?kind=nothing&of={other.public_id}").status_code == 404


def test_companies_are_picked(client: Client, pair: tuple[Company, Company]) -> None:
    pick = reverse("duplicates:merge_pick", args=["company", pair[0].public_id])
    assert (
        preview_url(*pair)
        in client.get(f"{pick}?q=laiterie", headers={"HX-Request": "true"}).content.decode()
    )
    assert client.get(pick).status_code == 200


def test_hidden_fields_are_never_shown(pair: tuple[Company, Company]) -> None:
    user = make_user(Role.MANAGER, scope="all")
    RolePolicy.objects.update_or_create(
        role=Role.MANAGER.value, defaults={"field_access": {FieldGroup.PERSONAL.value: "none"}}
    )
    house = make_company()
    kept = make_contact(house, mobile="+33639980001", note="Zqxsecret un")
    absorbed = make_contact(house, mobile="+33639980002", note="Zqxsecret deux")
    page = signed_in(user).get(preview_url(kept, absorbed))
    assert page.status_code == 200
    assert "Zqxsecret" not in page.content.decode()
    assert "6 39 98" not in page.content.decode()


@pytest.mark.parametrize("role", [Role.SALESPERSON, Role.MARKETING, Role.READ_ONLY])
def test_who_may_not_merge_is_refused(role: Role, pair: tuple[Company, Company]) -> None:
    client = signed_in(make_user(role, scope="all"))
    url = preview_url(*pair)
    assert (client.get(url).status_code, client.post(url).status_code) == (403, 403)
    record = client.get(reverse("companies:record", args=[pair[0].public_id])).content.decode()
    assert "Fusionner avec" not in record


def test_as_many_queries_for_more(client: Client, queries: Queries) -> None:
    kept, absorbed = make_company("A"), make_company("B")

    def make() -> None:
        make_contact(absorbed)
        make_activity(absorbed)

    queries.same(make=make, read=lambda: client.get(preview_url(kept, absorbed)))
