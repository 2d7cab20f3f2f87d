"""The dialogs about a contact: quick create, job move and its undo, second post, preferences."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.actions.search.index import index_records
from negoce.companies.models import Contact, ContactPreference, Post
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.web.companies.record import company_url
from negoce.web.contacts.record import contact_url
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def client_of() -> object:
    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def client() -> Client:
    found = Client()
    found.force_login(
        make_user(first_name="Camille", last_name="Roche"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return found


def test_a_contact_is_created_from_a_company(client: Client) -> None:
    home = make_company("Gardot")
    url = reverse("contacts:create")
    form = client.get(url, {"company": home.public_id}, headers=HTMX).content.decode()
    assert f'value="{home.public_id}" checked' in form
    typed = {
        "company": home.public_id,
        "company_name": "Gardot",
        "first_name": "Paul",
        "last_name": "Lambert",
    }
    answer = client.post(url, {**typed, "function": "Gérant", "phone": "0476951010"}, headers=HTMX)
    contact = Contact.objects.get()
    assert answer.headers["HX-Redirect"] == contact_url(contact)
    assert (contact.company, contact.current_post.function, contact.phone) == (home, "Gérant", "+33476951010")


def test_a_company_typed_exactly_is_enough(client: Client) -> None:
    home = make_company("Gardot")
    client.post(reverse("contacts:create"), {"company_name": "gardot", "last_name": "Lambert"})
    assert Contact.objects.get().company == home


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"company_name": "Inconnue"}, "company_name"),
        ({"company": "000000000000"}, "company_name"),
        ({"company_name": "Gardot", "email": "x"}, "email"),
        ({"company_name": "Gardot", "last_name": ""}, "last_name"),
    ],
)
def test_a_refusal_keeps_what_was_typed(client: Client, typed: dict[str, str], field: str) -> None:
    make_company("Gardot")
    answer = client.post(reverse("contacts:create"), {"last_name": "Lambert", "first_name": "Paul", **typed})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'id="id_{field}_error"' in page
    assert 'value="Paul"' in page
    assert not Contact.objects.exists()


def test_somebody_known_is_told_before(client: Client) -> None:
    known = make_contact(email="h@gardot.example", last_name="Garnier")
    found = client.get(reverse("contacts:similar"), {"email": "h@gardot.example"}).content.decode()
    assert contact_url(known) in found
    assert "même e-mail" in found
    near = client.get(
        reverse("contacts:similar"),
        {"company": known.company.public_id, "last_name": "garniere", "first_name": "helene"},
    )
    assert "nom proche" in near.content.decode()


def test_somebody_known_of_a_colleague_is_not_named(client_of: object) -> None:
    owner = make_user(first_name="Nadia", last_name="B")
    make_contact(make_company("Secrète", owner=owner), email="h@gardot.example", last_name="Quenneville")
    client = client_of(make_user(Role.SALESPERSON))  # type: ignore[operator]
    found = client.get(reverse("contacts:similar"), {"email": "h@gardot.example"}).content.decode()
    assert "connu d’un collègue\u00a0: Nadia B" in found
    assert "Quenneville" not in found
    assert "Secrète" not in found


def test_the_dialog_of_a_move_tells_what_hangs_on_the_person(client: Client) -> None:
    helene = make_contact(make_company("Gardot"), mobile="+33639980001")
    guard = make_contact(helene.company, last_name="Lambert")
    Post.objects.filter(contact=guard).update(guards=helene)
    task = make_activity(helene.company, kind="task", state="planned", subject="Envoyer le tarif")
    task.activity_contacts.create(contact=helene)
    url = reverse("contacts:move", args=[helene.public_id])
    form = client.get(url, headers=HTMX).content.decode()
    assert "Hélène Lambert filtre l’accès" in form
    assert "Envoyer le tarif" in form
    assert "06\u00a039\u00a098\u00a000\u00a001" in form
    gone = client.get(url, {"departure": "retired", "left_on": "01/11/2026"}, headers=HTMX).content.decode()
    assert 'name="company_name"' not in gone
    assert 'value="01/11/2026"' in gone


def test_candidates_are_shown_as_the_company_is_typed(client_of: object) -> None:
    seller = make_user(Role.SALESPERSON)
    make_company("Fromagerie des Alpes", owner=seller)
    make_company("Fromagerie du Vercors", owner=make_user(first_name="Nadia", last_name="B"))
    client = client_of(seller)  # type: ignore[operator]
    url = reverse("contacts:companies") + "?create=1"
    mine = client.get(url, {"create": "1", "company_name": "fromagerie des"}).content.decode()
    assert "Fromagerie des Alpes" in mine
    theirs = client.get(url, {"create": "1", "company_name": "Fromagerie du Vercors"}).content.decode()
    assert "connue d’un collègue, Nadia B" in theirs
    assert "Créer «\u00a0Fromagerie du Vercors\u00a0»" in theirs


def test_a_word_inside_the_name_finds_the_company(client_of: object) -> None:
    seller = make_user(Role.SALESPERSON)
    mine = make_company("Ets. Bruneau & Fils", owner=seller)
    theirs = make_company("Maison Bruneau", owner=make_user())
    index_records("company", [mine.pk, theirs.pk])
    client = client_of(seller)  # type: ignore[operator]
    shown = client.get(reverse("contacts:companies"), {"company_name": "bruneau"}).content.decode()
    assert f'value="{mine.public_id}"' in shown
    assert theirs.public_id not in shown


def test_a_move_is_shown_on_both_files_and_undone(client: Client) -> None:
    helene = make_contact(make_company("Gardot"), last_name="Garnier")
    old_company = helene.company
    answer = client.post(
        reverse("contacts:move", args=[helene.public_id]),
        {
            "departure": "moved",
            "left_on": "03/11/2026",
            "company_name": "Fromagerie Neuve",
            "company": "new",
            "function": "Directrice",
            "email": "h@neuve.example",
            "successor_first_name": "Paul",
            "successor_last_name": "Lambert",
        },
        headers=HTMX,
    )
    assert answer.headers["HX-Redirect"] == contact_url(helene)
    helene.refresh_from_db()
    page = client.get(contact_url(helene)).content.decode()
    assert "jusqu’au 3 nov. 2026" in page
    assert "poste repris par Paul Lambert" in page
    undo = page.split('class="toast-undo" hx-post="')[1].split('"')[0]
    old = client.get(company_url(old_company), {"tab": "contacts"}).content.decode()
    now = "maintenant chez Fromagerie Neuve · poste repris par Paul Lambert"
    assert f"Acheteuse jusqu’au 3 nov. 2026 · {now}" in old
    new = client.get(company_url(helene.company), {"tab": "contacts"}).content.decode()
    assert "Hélène Garnier" in new
    undone = client.post(undo, headers=HTMX)
    assert undone.headers["HX-Redirect"] == contact_url(helene)
    helene.refresh_from_db()
    assert helene.company == old_company
    again = client.post(undo, headers=HTMX)
    assert json.loads(again.headers["HX-Trigger"])["toast"]["tone"] == "warn"


def test_a_wrong_move_comes_back(client: Client) -> None:
    helene = make_contact()
    answer = client.post(
        reverse("contacts:move", args=[helene.public_id]),
        {"departure": "moved", "left_on": "31/02/2026", "company_name": "Neuve", "company": "new"},
    )
    assert answer.status_code == 422
    assert 'id="id_left_on_error"' in answer.content.decode()
    assert 'value="Neuve"' in answer.content.decode()


def test_left_for_nowhere_known(client: Client) -> None:
    helene = make_contact(email="h@gardot.example")
    client.post(
        reverse("contacts:move", args=[helene.public_id]), {"departure": "unknown", "left_on": "03/11/2026"}
    )
    page = client.get(contact_url(helene)).content.decode()
    assert "Départ sans destination connue le 3 nov. 2026" in page
    assert "mailto:" not in page


def test_a_second_post_and_its_end(client: Client) -> None:
    helene, other = make_contact(), make_company("Ailleurs")
    client.post(
        reverse("contacts:post_new", args=[helene.public_id]),
        {"company": other.public_id, "company_name": "Ailleurs", "function": "Administratrice"},
    )
    post = Post.objects.get(company=other)
    end = reverse("contacts:post_end", args=[helene.public_id, post.public_id])
    assert client.get(end, headers=HTMX).status_code == 200
    assert client.post(end, {"ended_on": "31/02/2026"}).status_code == 422
    assert client.post(end, {"ended_on": "03/11/2026"}).status_code == 302
    post.refresh_from_db()
    assert str(post.ended_on) == "2026-11-03"


def test_a_preference_has_a_use_and_a_day(client: Client) -> None:
    helene = make_contact()
    url = reverse("contacts:preference_new", args=[helene.public_id])
    assert client.get(url, headers=HTMX).status_code == 200
    assert client.post(url, {"text": "le matin", "told_for": "", "told_on": "12/11/2026"}).status_code == 422
    guarded = client.post(url, {"text": "elle est catholique", "told_for": "x", "told_on": "12/11/2026"})
    assert guarded.status_code == 422
    assert 'name="guard_reason"' in guarded.content.decode()
    made = client.post(
        url, {"text": "le matin", "told_for": "nos visites", "told_on": "12/11/2026"}, headers=HTMX
    )
    assert json.loads(made.headers["HX-Trigger"])["panel-preferences"] is True
    page = client.get(contact_url(helene)).content.decode()
    assert "dit pour nos visites, le 12 nov. 2026" in page
    preference = ContactPreference.objects.get()
    client.post(reverse("contacts:preference_removal", args=[helene.public_id, preference.public_id]))
    assert not ContactPreference.objects.exists()


def test_read_only_opens_no_dialog(client_of: object) -> None:
    helene = make_contact()
    client = client_of(make_user(Role.READ_ONLY))  # type: ignore[operator]
    for name in ("contacts:move", "contacts:post_new", "contacts:preference_new", "privacy:opposition_new"):
        assert client.get(reverse(name, args=[helene.public_id])).status_code == 403
    assert client.get(reverse("contacts:create")).status_code == 403


def test_a_company_of_nearly_that_name_asks_for_a_choice(client: Client) -> None:
    make_company("Fromagerie des Alpes")
    helene = make_contact()
    url = reverse("contacts:move", args=[helene.public_id])
    typed = {"departure": "moved", "company_name": "Fromagerie des Alpe"}
    asked = client.post(url, typed)
    assert asked.status_code == 422
    assert "Fromagerie des Alpes" in asked.content.decode()
    assert client.post(url, {**typed, "company": "new"}).status_code == 302
