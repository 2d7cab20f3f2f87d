"""The page of a contact: what it shows to whom, its panels and their budget, fields edited in place."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.actions.people.opposition_record import record_opposition
from negoce.companies.enums import Channel
from negoce.companies.models import ActivityContact, Contact, ContactPreference, Observation, Post
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry, User
from negoce.identity.queries.actors import actor_for
from negoce.web.contacts.panels import PANELS
from negoce.web.contacts.record import ContactRecord, contact_url
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
PAGE_QUERIES = 30


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def person() -> User:
    return make_user(first_name="Camille", last_name="Roche")


@pytest.fixture
def helene(person: User) -> Contact:
    contact = make_contact(
        make_company("Laiterie du Vercors"),
        first_name="Hélène",
        last_name="Garnier",
        email="helene@laiterie.example",
        phone="+33476951010",
        mobile="+33639980001",
        note="Préfère le matin",
    )
    Post.objects.filter(contact=contact).update(decision_power="decides", decision_ceiling=15_000)
    return Contact.objects.select_related("company", "current_post").get(pk=contact.pk)


def field_url(contact: Contact, name: str) -> str:
    return reverse("contacts:field", args=[contact.public_id, name])


def test_the_head_says_who_and_how_to_reach_them(person: User, helene: Contact) -> None:
    page = signed_in(person).get(contact_url(helene)).content.decode()
    assert '<h1 id="contact-name">Hélène Garnier</h1>' in page
    assert "Acheteuse · <a" in page
    assert 'href="tel:+33476951010"' in page
    assert 'href="mailto:helene@laiterie.example"' in page
    assert "Information RGPD à donner" in page
    assert "15\u202f000" in page or "15\u00a0000" in page


def test_a_closed_channel_is_struck_with_its_day(person: User, helene: Contact) -> None:
    actor = actor_for(person)
    record_opposition(actor, helene, channels=[Channel.PHONE], opposed_on="12/11/2026", source="au téléphone")
    page = signed_in(person).get(contact_url(helene)).content.decode()
    assert "<s>Appeler</s>" in page
    assert "opposition du 12 nov. 2026" in page
    assert 'href="tel:' not in page
    assert 'href="mailto:helene@laiterie.example"' in page


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.key)
def test_a_panel_keeps_its_budget(panel: object, person: User, helene: Contact, queries: Queries) -> None:
    record = ContactRecord(actor_for(person), helene)
    with queries.at_most(panel.queries_max):  # type: ignore[attr-defined]
        panel.read(record)  # type: ignore[attr-defined]


@pytest.mark.asked_already
@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.key)
def test_a_panel_alone_equals_the_panel_in_the_page(panel: object, person: User, helene: Contact) -> None:
    client = signed_in(person)
    address = reverse("contacts:panel", args=[helene.public_id, panel.key])  # type: ignore[attr-defined]
    alone = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert alone in client.get(contact_url(helene)).content.decode()


def test_the_page_costs_the_same_whatever_it_shows(person: User, helene: Contact, queries: Queries) -> None:
    client = signed_in(person)
    numbers = iter(range(10))

    def more() -> None:
        number = next(numbers)
        Post.objects.create(contact=helene, company=make_company(), ended_on=date(2020, 1, 1 + number))
        ContactPreference.objects.create(contact=helene, text="x", told_for="y", told_on=date(2026, 1, 1))
        visit = make_activity(helene.company, kind="visit")
        ActivityContact.objects.create(activity=visit, contact=helene)
        Observation.objects.create(contact=helene, activity=visit, kind="interest", value="price")
        guard = make_contact(helene.company)
        Post.objects.filter(contact=guard).update(guards=helene)
        record_opposition(
            actor_for(person), helene, channels=[list(Channel)[number]], opposed_on="", source="mail"
        )

    assert queries.same(more, lambda: client.get(contact_url(helene))) <= PAGE_QUERIES


def test_sensitive_fields_are_not_everybodys(helene: Contact) -> None:
    visit = make_activity(helene.company, kind="visit")
    ActivityContact.objects.create(activity=visit, contact=helene)
    Observation.objects.create(
        contact=helene, activity=visit, kind="purchase_motive", value="security", words_heard="du solide"
    )
    ContactPreference.objects.create(
        contact=helene, text="le thé", told_for="visites", told_on=date(2026, 1, 1)
    )
    secrets = (
        "06\u00a039\u00a098\u00a000\u00a001",
        "Préfère le matin",
        "Décide",
        "Sécurité",
        "du solide",
        "le thé",
    )
    seen = signed_in(make_user()).get(contact_url(helene)).content.decode()
    hidden = signed_in(make_user(Role.READ_ONLY)).get(contact_url(helene)).content.decode()
    for secret in secrets:
        assert secret in seen
        assert secret not in hidden
    assert "<n-edit" not in hidden
    assert "deletion" not in hidden


def test_what_is_not_seen_looks_like_what_is_not_there(helene: Contact) -> None:
    client = signed_in(make_user(Role.SALESPERSON))
    names = [("contacts:record", ()), ("contacts:panel", ("posts",)), ("contacts:field", ("phone",))]
    names += [("contacts:move", ()), ("contacts:post_new", ()), ("contacts:preference_new", ())]
    names += [("privacy:opposition_new", ()), ("privacy:export", ()), ("privacy:erasure", ())]
    for name, more in names:
        assert client.get(reverse(name, args=[helene.public_id, *more])).status_code == 404


def test_a_field_is_edited_where_it_stands(person: User, helene: Contact) -> None:
    client = signed_in(person)
    control = client.get(field_url(helene, "phone")).content.decode()
    # As one writes it and reads it aloud; the stored form stands beside it, to be compared.
    shown = "04\N{NO-BREAK SPACE}76\N{NO-BREAK SPACE}95\N{NO-BREAK SPACE}10\N{NO-BREAK SPACE}10"
    assert f'name="value" value="{shown}"' in control
    unchanged = client.post(field_url(helene, "phone"), {"value": shown, "seen": "+33476951010"})
    assert (unchanged.status_code, Contact.objects.get(pk=helene.pk).phone) == (200, "+33476951010")
    saved = client.post(field_url(helene, "phone"), {"value": "0476951011", "seen": "+33476951010"})
    assert saved.status_code == 200
    assert saved.content.decode().startswith("04\u00a076\u00a095\u00a010\u00a011")
    assert 'href="tel:+33476951011"' in saved.content.decode()
    page = client.get(contact_url(helene)).content.decode()
    assert "04\u00a076\u00a095\u00a010\u00a011" in page


@pytest.mark.parametrize(
    ("name", "value", "stored"),
    [
        ("function", "Directrice", "Directrice"),
        ("department", "purchasing", "purchasing"),
        ("decision_ceiling", "20 000,50", "20000.50"),
        ("started_on", "01/02/2024", "2024-02-01"),
        ("gatekeeper_advice", "Avant 9 h", "Avant 9 h"),
    ],
)
def test_the_post_is_edited_too(person: User, helene: Contact, name: str, value: str, stored: str) -> None:
    client = signed_in(person)
    answer = client.post(field_url(helene, name), {"value": value})
    assert answer.status_code == 200
    assert str(getattr(Post.objects.get(contact=helene), name)) == stored
    assert client.get(field_url(helene, name)).status_code == 200


def test_links_are_chosen_by_their_public_id(person: User, helene: Contact) -> None:
    client = signed_in(person)
    boss = make_contact(helene.company, last_name="Lambert")
    assert "Lambert" in client.get(field_url(helene, "guards")).content.decode()
    client.post(field_url(helene, "guards"), {"value": boss.public_id, "seen": ""})
    client.post(field_url(helene, "owner"), {"value": person.public_id, "seen": ""})
    helene.refresh_from_db()
    assert (helene.current_post.guards, helene.owner) == (boss, person)
    page = signed_in(person).get(contact_url(boss)).content.decode()
    assert "Accès filtré par" in page
    assert client.post(field_url(helene, "guards"), {"value": "000000000000"}).status_code == 422


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("phone", "allô"),
        ("email", "x"),
        ("last_name", ""),
        ("informed_on", "31/02/2026"),
        ("note", "x" * 10_000),
    ],
)
def test_a_wrong_value_comes_back_with_its_error(
    person: User, helene: Contact, name: str, value: str
) -> None:
    answer = signed_in(person).post(field_url(helene, name), {"value": value})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert value in answer.content.decode()


def test_a_conflict_says_who_and_offers_both(person: User, helene: Contact) -> None:
    signed_in(make_user(first_name="Nadia", last_name="B")).post(
        field_url(helene, "phone"), {"value": "0476951011", "seen": "+33476951010"}
    )
    client = signed_in(person)
    answer = client.post(field_url(helene, "phone"), {"value": "0476951012", "seen": "+33476951010"})
    assert answer.status_code == 409
    assert "Nadia B a mis" in answer.content.decode()
    theirs = client.post(field_url(helene, "phone"), {"value": "0476951012", "keep": "theirs"})
    assert theirs.content.decode() == "04\u00a076\u00a095\u00a010\u00a011"
    mine = client.post(field_url(helene, "phone"), {"value": "0476951012", "seen": "+33476951011"})
    assert mine.status_code == 200


def test_a_note_asks_for_a_reason(person: User, helene: Contact) -> None:
    client = signed_in(person)
    typed = {"value": "Elle est malade", "seen": helene.note}
    asked = client.post(field_url(helene, "note"), typed)
    assert asked.status_code == 422
    assert 'name="guard_reason"' in asked.content.decode()
    kept = client.post(field_url(helene, "note"), {**typed, "guard_reason": "dit par elle"})
    assert kept.status_code == 200
    assert JournalEntry.objects.filter(values__has_key="guard_reason").count() == 1


@pytest.mark.asked_already
@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "Zoé 👩‍🍳", "هيلين", '"><img src=x>'])
def test_any_name_is_shown_and_harmless(person: User, helene: Contact, name: str) -> None:
    client = signed_in(person)
    assert client.post(field_url(helene, "last_name"), {"value": name}).status_code == 200
    page = client.get(contact_url(helene)).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x>" not in page


def test_to_the_bin_and_back(person: User, helene: Contact) -> None:
    client = signed_in(person)
    gone = client.post(reverse("contacts:deletion", args=[helene.public_id]), headers={"HX-Request": "true"})
    assert gone.headers["HX-Redirect"] == reverse("companies:record", args=[helene.company.public_id])
    assert client.get(contact_url(helene)).status_code == 404
    client.post(reverse("contacts:restoration", args=[helene.public_id]))
    assert client.get(contact_url(helene)).status_code == 200


def test_unknown_fields_and_panels_are_not_there(person: User, helene: Contact) -> None:
    client = signed_in(person)
    for url in (field_url(helene, "x"), reverse("contacts:panel", args=[helene.public_id, "x"])):
        assert client.get(url).status_code == 404


def test_what_is_swapped_in_equals_a_fresh_load(person: User, helene: Contact) -> None:
    client = signed_in(person)
    changes = (("function", "Directrice"), ("last_name", "Garnier-Roux"), ("email", ""))
    for name, value in changes:
        swapped = client.post(field_url(helene, name), {"value": value}).content.decode()
        page = client.get(contact_url(helene)).content.decode()
        places = re.findall(r'<div hx-swap-oob="innerHTML:(#[\w-]+)[^"]*">(.*?)</div>\n', swapped, re.DOTALL)
        assert [place for place, _inside in places] == [
            f"#f-{name}",
            "#contact-name",
            "#contact-chips",
            "#contact-line",
            "#contact-ways",
        ]
        for _place, inside in places:
            assert inside.strip() in page
