"""The pages of people administration."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from negoce.identity.enums import Permission, Role
from negoce.identity.models import RolePolicy, Team, Territory, User
from tests.factories.companies import make_company
from tests.factories.custom import make_field
from tests.factories.identity import make_team, make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
PAGES = (
    "identity:people",
    "identity:invite",
    "identity:teams",
    "identity:territories",
    "identity:new_territory",
    "identity:roles",
)


@pytest.fixture
def admin(client: Client) -> User:
    user = make_user()
    client.force_login(user)
    return user


def let_managers_manage_people() -> None:
    RolePolicy.objects.create(
        role=Role.MANAGER.value, permissions=[Permission.MANAGE_PEOPLE.value, Permission.EDIT.value]
    )


@pytest.mark.asked_already
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_people_managers_get_in(client: Client, page: str, role: Role) -> None:
    client.force_login(make_user(role))
    assert client.get(reverse(page)).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_pages_open_for_an_administrator(client: Client, admin: User, page: str) -> None:
    assert client.get(reverse(page)).status_code == 200


def test_list_costs_the_same_for_any_number(client: Client, admin: User, queries: Queries) -> None:
    def make() -> None:
        make_user(Role.SALESPERSON, team=make_team())

    assert queries.same(make, lambda: client.get(reverse("identity:people"))) <= 11


def test_territories_cost_the_same_for_any_number(client: Client, admin: User, queries: Queries) -> None:
    numbers = iter(range(10, 90))

    def make() -> None:
        number = next(numbers)
        territory = Territory.objects.create(name=f"Secteur {number}", team=make_team())
        territory.people.add(make_user())
        territory.prefixes.create(criterion="postal_code", prefix=str(number))

    assert queries.same(make, lambda: client.get(reverse("identity:territories"))) <= 11


def invitation(**changes: str) -> dict[str, str]:
    return {
        "first_name": "Hugo",
        "last_name": "Lemaire",
        "email": "Hugo@Negoce.example",
        "role": "salesperson",
        "scope": "",
        "team": "",
        **changes,
    }


def test_invited_person_chooses_a_password_and_is_in(client: Client, admin: User) -> None:
    response = client.post(reverse("identity:invite"), invitation())
    assert response.url == reverse("identity:people")
    person = User.objects.get(email="hugo@negoce.example")
    assert not person.has_usable_password()
    (message,) = mail.outbox
    assert (message.to, message.subject) == (
        ["hugo@negoce.example"],
        f"[Négoce] {admin.full_name} vous invite dans Négoce",
    )
    address = re.search(r"http://testserver(\S+)", message.body)
    assert address
    theirs = Client()
    form = theirs.get(address[1], follow=True)
    password = "une-phrase-assez-longue"
    theirs.post(form.redirect_chain[-1][0], {"password1": password, "password2": password})
    assert theirs.session["_auth_user_id"] == str(person.pk)


def test_an_invitation_leads_to_the_public_address_of_the_house(
    client: Client, admin: User, settings: Any
) -> None:
    settings.NEGOCE_PUBLIC_URL = "https://negoce.exemple.fr"
    client.post(reverse("identity:invite"), invitation())
    assert re.findall(r"https?://[^/\s]+", mail.outbox[0].body) == ["https://negoce.exemple.fr"]


def test_mail_that_cannot_leave_is_said(client: Client, admin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.mail import EmailMessage

    def refuse(self: EmailMessage) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailMessage, "send", refuse)
    page = client.post(reverse("identity:invite"), invitation(), follow=True).content.decode()
    assert "n’est pas parti" in page
    assert User.objects.filter(email="hugo@negoce.example").exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"email": "pas une adresse"}, "e-mail"),
        ({"first_name": " "}, "obligatoire"),
        ({"last_name": "x" * 10_000}, "60"),
        ({"role": "root"}, "root"),
        ({"scope": "galaxy"}, "galaxy"),
    ],
)
def test_bad_invitation_is_explained_and_keeps_what_was_typed(
    client: Client, admin: User, changes: dict[str, str], words: str
) -> None:
    response = client.post(reverse("identity:invite"), invitation(**changes))
    assert response.status_code == 422
    page = response.content.decode()
    assert words in page
    assert 'value="Lemaire"' in page or "last_name" in changes
    assert User.objects.count() == 1
    assert mail.outbox == []


def test_same_address_twice_is_refused(client: Client, admin: User) -> None:
    make_user(email="hugo@negoce.example")
    response = client.post(reverse("identity:invite"), invitation())
    assert (response.status_code, "porte déjà cette adresse" in response.content.decode()) == (422, True)


def test_other_columns_of_an_account_cannot_be_posted(client: Client, admin: User) -> None:
    person = make_user(Role.SALESPERSON)
    values = invitation(email=person.email) | {
        "password": "x",
        "is_active": "",
        "session_epoch": "9",
        "public_id": "abc",
        "id": "1",
    }
    assert client.post(reverse("identity:person", args=[person.public_id]), values).status_code == 302
    after = User.objects.get(pk=person.pk)
    kept = ("password", "is_active", "session_epoch", "public_id")
    assert [getattr(after, name) for name in kept] == [getattr(person, name) for name in kept]
    assert after.last_name == "Lemaire"


def test_manager_cannot_touch_an_administrator(client: Client) -> None:
    let_managers_manage_people()
    administrator = make_user()
    client.force_login(make_user(Role.MANAGER))
    for name, values in (
        ("identity:person", invitation()),
        ("identity:person_open", {"open": "0"}),
        ("identity:person_second_factor", {}),
        ("identity:person_invite", {}),
    ):
        address = reverse(name, args=[administrator.public_id])
        assert client.post(address, values).status_code == 403
    assert client.get(reverse("identity:person", args=[administrator.public_id])).status_code == 403
    administrator.refresh_from_db()
    assert (administrator.role, administrator.is_active) == (Role.ADMINISTRATOR.value, True)


@pytest.mark.parametrize(("role", "scope"), [("administrator", ""), ("marketing", ""), ("read_only", "all")])
def test_manager_cannot_raise_anybody_above_themselves(client: Client, role: str, scope: str) -> None:
    let_managers_manage_people()
    manager = make_user(Role.MANAGER)
    client.force_login(manager)
    for address in (reverse("identity:invite"), reverse("identity:person", args=[manager.public_id])):
        response = client.post(address, invitation(role=role, scope=scope))
        assert response.status_code == 422
    manager.refresh_from_db()
    assert (manager.role, manager.scope) == (Role.MANAGER.value, "")
    assert User.objects.count() == 1


def test_manager_cannot_change_what_roles_permit(client: Client) -> None:
    let_managers_manage_people()
    client.force_login(make_user(Role.MANAGER))
    values = {"scope": "all", "permissions": [each.value for each in Permission]}
    values |= {"fields_margin": "write", "fields_personal": "write", "fields_observations": "write"}
    assert client.post(reverse("identity:role", args=["manager"]), values).status_code == 403
    assert client.post(reverse("identity:role_reset", args=["manager"])).status_code == 403
    assert RolePolicy.objects.get().permissions == ["manage_people", "edit"]


def test_closing_an_account(client: Client, admin: User) -> None:
    person = make_user(Role.SALESPERSON)
    theirs = Client()
    theirs.force_login(person)
    client.post(reverse("identity:person_open", args=[person.public_id]), {"open": "0"})
    assert theirs.get(reverse("account:preferences")).status_code == 302
    client.post(reverse("identity:person_open", args=[person.public_id]), {"open": "1"})
    # The session that was open does not come back to life.
    assert theirs.get(reverse("account:preferences")).status_code == 302
    person.refresh_from_db()
    assert person.is_active


def test_role_page_names_the_custom_fields_of_each_group(client: Client, admin: User) -> None:
    make_field("Remise accordée", "number", group="margin")
    make_field("Marge visée", "number", group="margin")
    make_field("Surnom", kind="contact", group="personal")
    make_field("Palier")
    client.force_login(admin)
    page = client.get(reverse("identity:role", args=["salesperson"])).content.decode()
    assert page.count("Avec les champs personnalisés") == 2
    assert "Remise accordée, Marge visée." in page
    assert ("Surnom." in page, "Palier" in page) == (True, False)


def test_role_page_sets_and_resets(client: Client, admin: User) -> None:
    values = {
        "scope": "own",
        "permissions": ["edit", "export"],
        "fields_margin": "none",
        "fields_personal": "read",
        "fields_observations": "none",
        "second_factor_required": "on",
    }
    assert client.post(reverse("identity:role", args=["manager"]), values).status_code == 302
    policy = RolePolicy.objects.get()
    assert (policy.scope, policy.permissions, policy.second_factor_required) == (
        "own",
        ["edit", "export"],
        True,
    )
    assert policy.field_access == {"margin": "none", "personal": "read", "observations": "none"}
    client.post(reverse("identity:role_reset", args=["manager"]))
    assert not RolePolicy.objects.exists()
    assert client.get(reverse("identity:role", args=["inconnu"])).status_code == 404


def test_team_is_made_renamed_and_removed_only_when_empty(client: Client, admin: User) -> None:
    client.post(reverse("identity:teams"), {"name": "Rhône"})
    team = Team.objects.get()
    assert client.post(reverse("identity:teams"), {"name": "rhône"}).status_code == 422
    client.post(reverse("identity:team", args=[team.public_id]), {"name": "Rhône-Alpes"})
    team.refresh_from_db()
    assert team.name == "Rhône-Alpes"
    person = make_user(team=team)
    page = client.post(reverse("identity:team_delete", args=[team.public_id]), follow=True)
    assert "encore des membres" in page.content.decode()
    person.team = None
    person.save()
    client.post(reverse("identity:team_delete", args=[team.public_id]))
    assert not Team.objects.exists()


def test_territory_is_made_changed_and_refused(client: Client, admin: User) -> None:
    person = make_user(Role.SALESPERSON)
    values = {
        "name": "Alpes",
        "team": "",
        "postal_code": "38, 73",
        "activity_code": "46.34Z",
        "people": [person.pk],
    }
    assert client.post(reverse("identity:new_territory"), values).status_code == 302
    territory = Territory.objects.get()
    codes = [(row.criterion, row.prefix) for row in territory.prefixes.all()]
    assert codes == [("activity_code", "4634Z"), ("postal_code", "38"), ("postal_code", "73")]
    assert list(territory.people.all()) == [person]
    page = client.get(reverse("identity:territory", args=[territory.public_id])).content.decode()
    assert "38, 73" in page
    taken = client.post(reverse("identity:new_territory"), values | {"name": "Autre"})
    assert (taken.status_code, "appartient déjà au secteur" in taken.content.decode()) == (422, True)
    wrong = client.post(reverse("identity:new_territory"), values | {"name": "Autre", "postal_code": "Rhône"})
    assert (wrong.status_code, "pas le début d’un code" in wrong.content.decode()) == (422, True)
    client.post(reverse("identity:territory_delete", args=[territory.public_id]))
    assert not Territory.objects.exists()


def test_text_of_a_name_is_shown_as_text(client: Client, admin: User) -> None:
    make_user(first_name="<script>alert(1)</script>", last_name="Zoé 🧀")
    page = client.get(reverse("identity:people")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Zoé 🧀" in page


def shown(person: User, **fields: str) -> dict[str, str]:
    """What the page of a person carries: their values as it showed them."""
    names = ("first_name", "last_name", "email", "role", "scope")
    return {f"initial-{name}": str(getattr(person, name)) for name in names} | {"initial-team": ""} | fields


def test_two_administrators_on_the_same_account_both_keep_their_change(client: Client, admin: User) -> None:
    person = make_user(Role.SALESPERSON, last_name="Lemaire")
    address = reverse("identity:person", args=[person.public_id])
    assert 'name="initial-role"' in client.get(address).content.decode()
    first = shown(person) | invitation(first_name=person.first_name, email=person.email, role="marketing")
    second = shown(person) | invitation(first_name="Zoé", email=person.email)
    client.post(address, first)
    client.post(address, second)
    person.refresh_from_db()
    assert (person.role, person.first_name, person.last_name) == ("marketing", "Zoé", "Lemaire")


def test_former_address_is_told_and_opens_nothing_any_more(client: Client, admin: User) -> None:
    password = "une-phrase-assez-longue"
    person = make_user(Role.SALESPERSON, email="ancienne@negoce.example", password=password)
    client.post(reverse("identity:person", args=[person.public_id]), shown(person) | invitation())
    (message,) = mail.outbox
    assert (message.to, "hugo@negoce.example" in message.body) == (["ancienne@negoce.example"], True)
    for email, opens in (("ancienne@negoce.example", False), ("hugo@negoce.example", True)):
        theirs = Client()
        theirs.post(reverse("account_login"), {"login": email, "password": password})
        assert ("_auth_user_id" in theirs.session) is opens


def test_same_address_at_the_same_moment_is_refused(
    client: Client, admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_user(email="hugo@negoce.example")
    # The other one was not there yet when it was looked for.
    monkeypatch.setattr("negoce.identity.actions.person_values._email_problem", lambda email, person: "")
    response = client.post(reverse("identity:invite"), invitation())
    assert (response.status_code, "vient d’enregistrer" in response.content.decode()) == (422, True)
    assert User.objects.count() == 2


def test_account_leads_to_the_portfolio_to_hand_over(client: Client, admin: User) -> None:
    leaving = make_user(Role.SALESPERSON)
    make_company("Laiterie Gardot", owner=leaving)
    make_company("Fonderie Vial", owner=admin)
    page = client.get(f"/settings/people/{leaving.public_id}/").content.decode()
    assert f"/activities/?filter=state+is+planned+and+owner+is+{leaving.public_id}" in page
    listed = client.get(f"/companies/?filter=owner+is+{leaving.public_id}").content.decode()
    assert f'href="/companies/?filter=owner+is+{leaving.public_id}"' in page
    assert ("Laiterie Gardot" in listed, "Fonderie Vial" in listed) == (True, False)
