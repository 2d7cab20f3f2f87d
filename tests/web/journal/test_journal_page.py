"""The journal on screen: who sees which entry and which value, and finding one."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from negoce.identity.enums import Permission, Role, Scope
from negoce.identity.models import JournalEntry, RolePolicy, User
from negoce.identity.queries.actors import actor_for
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_team, make_user
from tests.factories.journal import make_entry
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
JOURNAL = "/settings/journal/"


def page(client: Client, **query: str) -> str:
    response = client.get(JOURNAL, query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def admin(client: Client) -> User:
    user = make_user()
    client.force_login(user)
    return user


def test_says_who_did_what_from_what_to_what(client: Client, admin: User) -> None:
    company = make_company("Laiterie Gardot")
    make_entry(
        actor_for(admin),
        subject_id=company.pk,
        company_key=company.pk,
        subject_name=company.name,
        changes={
            "phone": ("+33199000001", "+33199000002"),
            "owner_id": (None, admin.pk),
            "kind": ("", "wholesaler"),
        },
    )
    shown = page(client)
    assert admin.full_name in shown
    assert "01 99 00 00 01" in shown.replace("\u202f", " ").replace("\xa0", " ")
    assert "Grossiste" in shown
    assert "suivi par" in shown


@pytest.mark.parametrize(
    "role", [Role.SALESPERSON, Role.MARKETING, Role.SALES_ADMINISTRATION, Role.READ_ONLY]
)
def test_closed_without_the_permission(client: Client, role: Role) -> None:
    client.force_login(make_user(role))
    assert client.get(JOURNAL).status_code == 403


def test_manager_sees_the_team_s_records_only(client: Client) -> None:
    team = make_team()
    manager = make_user(Role.MANAGER, team=team)
    mate = make_user(Role.SALESPERSON, team=team)
    other = make_user(Role.SALESPERSON, team=make_team())
    ours, theirs = make_company("Laiterie", owner=mate), make_company("Fonderie", owner=other)
    make_entry(actor_for(mate), subject_id=ours.pk, company_key=ours.pk, subject_name="Nous")
    make_entry(actor_for(mate), subject_id=theirs.pk, company_key=theirs.pk, subject_name="Eux")
    make_entry(actor_for(mate), subject_kind="saved_view", subject_name="Vue du collègue")
    make_entry(actor_for(other), subject_kind="saved_view", subject_name="Vue d’ailleurs")
    make_entry(actor_for(mate), subject_kind="user", subject_name="Compte du collègue")
    make_entry(actor_for(manager), subject_kind="user", subject_name="Mon compte à moi")
    client.force_login(manager)
    shown = page(client)
    assert [
        name in shown
        for name in (
            "Nous",
            "Eux",
            "Vue du collègue",
            "Vue d’ailleurs",
            "Compte du collègue",
            "Mon compte à moi",
        )
    ] == [True, False, True, False, False, True]


def test_company_that_is_deleted_is_gone_for_who_does_not_see_everything(client: Client) -> None:
    from django.utils import timezone

    manager = make_user(Role.MANAGER, team=make_team())
    company = make_company("Laiterie", owner=manager, deleted_at=timezone.now())
    make_entry(subject_id=company.pk, company_key=company.pk, subject_name="Disparue")
    client.force_login(manager)
    assert "Disparue" not in page(client)


def test_hidden_fields_are_masked_and_not_searched(client: Client) -> None:
    RolePolicy.objects.create(
        role=Role.MARKETING.value,
        permissions=[Permission.SEE_JOURNAL.value],
        field_access={"observations": "none", "personal": "none"},
    )
    client.force_login(make_user(Role.MARKETING))
    contact = make_contact()
    key = contact.company_id
    make_entry(
        subject_kind="contact",
        subject_id=contact.pk,
        company_key=key,
        changes={
            "mobile": ("+33699000011", "+33699000022"),
            "decision_power": (None, "SECRET1"),
            "city": ("a", "VISIBLE"),
        },
    )
    make_entry(subject_kind="observation", subject_id=1, company_key=key, changes={"text": (None, "SECRET2")})
    make_entry(subject_kind="inconnu", subject_id=1, company_key=key, changes={"x": (None, "SECRET3")})
    shown = page(client)
    assert [word in shown for word in ("SECRET1", "SECRET2", "SECRET3", "99 00 00 11", "33699000011")] == [
        False
    ] * 5
    assert "VISIBLE" in shown
    assert shown.count("masqué pour votre rôle") == 4
    assert client.get(JOURNAL, {"field": "mobile"}).status_code == 422


def test_values_that_were_erased_are_said_to_be(client: Client, admin: User) -> None:
    from negoce.identity.actions.erase_journal_values import erase_values

    make_entry(
        subject_kind="contact",
        subject_id=7,
        subject_name="Hélène Garnier",
        changes={"note": (None, "SECRET")},
    )
    make_entry(
        subject_kind="contact", subject_id=8, subject_name="Rosa Morel", changes={"note": (None, "GARDÉ")}
    )
    assert erase_values("contact", [7]) == 1
    shown = page(client)
    assert [word in shown for word in ("Hélène Garnier", "SECRET", "GARDÉ", "Rosa Morel")] == [
        False,
        False,
        True,
        True,
    ]
    assert "Valeurs personnelles effacées" in shown
    assert erase_values("contact", [7]) == 0


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"un", "deux", "trois"}),
        ({"name": "DEUX"}, {"deux"}),
        ({"kind": "contact"}, {"deux"}),
        ({"verb": "deleted"}, {"trois"}),
        ({"field": "city"}, {"deux"}),
        ({"origin": "import"}, set()),
        ({"since": "2026-11-19"}, {"deux", "trois"}),
        ({"until": "2026-11-18"}, {"un"}),
        ({"since": "2026-11-19", "until": "2026-11-19"}, {"deux"}),
    ],
)
def test_finding(client: Client, admin: User, query: dict[str, str], found: set[str]) -> None:
    day = datetime(2026, 11, 18, 23, 59, tzinfo=PARIS)
    make_entry(at=day, subject_name="un")
    make_entry(
        at=day + timedelta(minutes=2),
        subject_name="deux",
        subject_kind="contact",
        changes={"city": ("a", "b")},
    )
    make_entry(at=day + timedelta(days=2), subject_name="trois", verb="deleted")
    shown = page(client, **query)
    assert {name for name in ("un", "deux", "trois") if f": {name}" in shown.replace("\xa0", " ")} == found


@pytest.mark.parametrize(
    "query",
    [
        {"since": "31/02/2026"},
        {"kind": "<script>"},
        {"field": "x' OR 1=1"},
        {"who": "999999"},
        {"name": "x" * 10_000},
    ],
)
def test_filter_typed_by_hand_is_explained(client: Client, admin: User, query: dict[str, str]) -> None:
    make_entry(subject_name="SECRET")
    response = client.get(JOURNAL, query)
    assert response.status_code == 422
    assert "SECRET" not in response.content.decode()
    assert "<script>" not in response.content.decode().replace('<script type="module"', "")


@pytest.mark.parametrize("cursor", ["x", "1_x", "nan_1", "inf_2", "1e400_3", "'; DROP", "_"])
def test_cursor_typed_by_hand_starts_over(client: Client, admin: User, cursor: str) -> None:
    make_entry(subject_name="ici")
    assert "ici" in page(client, cursor=cursor)


def test_pages_go_through_every_entry_once(client: Client, admin: User) -> None:
    moment = datetime(2026, 11, 18, 12, 0, 0, 123457, tzinfo=PARIS)
    for number in range(120):
        # Many share a moment, as those of one import do.
        make_entry(at=moment + timedelta(microseconds=number // 40), subject_name=f"n{number:03d}")
    seen: list[str] = []
    query: dict[str, str] = {}
    for _ in range(3):
        response = client.get(JOURNAL, query)
        seen += [line.name for line in response.context["lines"]]
        next_url = response.context["next_url"]
        query = {"cursor": next_url.partition("cursor=")[2]} if next_url else {}
    assert query == {}
    assert seen == [f"n{number:03d}" for number in reversed(range(120))]


def test_next_rows_are_those_of_the_full_page(client: Client, admin: User) -> None:
    for number in range(60):
        make_entry(subject_name=f"n{number}")
    next_url = client.get(JOURNAL).context["next_url"]
    rows = client.get(JOURNAL + next_url, headers={"HX-Request": "true"})
    assert rows.templates[0].name == "web/journal/_rows.html"
    assert rows.content.decode().strip() in client.get(JOURNAL + next_url).content.decode()


def test_cost_is_the_same_for_any_number(client: Client, admin: User, queries: Queries) -> None:
    def make() -> None:
        company = make_company()
        owner = make_user()
        make_entry(
            subject_id=company.pk,
            company_key=company.pk,
            changes={"owner_id": (None, owner.pk), "parent_id": (None, company.pk)},
        )

    # Four of them are the figures of the sidebar, kept a minute outside of tests.
    assert queries.same(make, lambda: client.get(JOURNAL)) <= 13


def test_history_of_a_record_follows_the_record_s_rights(client: Client) -> None:
    own = make_user(Role.SALESPERSON)
    company, hidden = make_company("Laiterie", owner=own), make_company("Fonderie", owner=make_user())
    contact = make_contact(company)
    make_entry(subject_id=company.pk, company_key=company.pk, subject_name="Celle-ci")
    make_entry(subject_kind="contact", subject_id=contact.pk, company_key=company.pk, subject_name="Hélène")
    make_entry(subject_id=hidden.pk, company_key=hidden.pk)
    client.force_login(own)

    def history(kind: str, key: int) -> tuple[int, list[str]]:
        response = client.get(reverse("journal:record", args=[kind, key]))
        return response.status_code, [
            line.name for line in response.context["lines"]
        ] if response.status_code == 200 else []

    assert history("company", company.pk) == (200, ["Hélène", "Celle-ci"])
    assert history("contact", contact.pk) == (200, ["Hélène"])
    assert history("company", hidden.pk)[0] == 404
    assert history("contact", make_contact(hidden).pk)[0] == 404
    assert history("company", 999_999)[0] == 404
    assert history("user", own.pk)[0] == 404
    assert history("role", 1)[0] == 404


def test_history_cost_is_the_same_for_any_number(client: Client, queries: Queries) -> None:
    own = make_user(Role.MANAGER, scope=Scope.OWN.value)
    company = make_company(owner=own)
    client.force_login(own)

    def make() -> None:
        make_entry(
            subject_id=company.pk, company_key=company.pk, changes={"owner_id": (None, make_user().pk)}
        )

    url = reverse("journal:record", args=["company", company.pk])
    assert queries.same(make, lambda: client.get(url)) <= 8


def bulk(count: int, batch: str, owner: str = "Nadia Ferrand") -> None:
    for number in range(count):
        make_entry(
            batch=batch,
            subject_id=number + 1,
            subject_name=f"{batch}{number}",
            changes={"owner": (f"avant {number % 2}", owner)},
        )


def test_change_of_many_records_is_one_line_that_unfolds(client: Client, admin: User) -> None:
    make_entry(subject_name="ancienne")
    bulk(130, "b1")
    make_entry(subject_name="récente")
    first = client.get(JOURNAL)
    lines = first.context["lines"]
    assert [(line.name, line.count) for line in lines] == [
        ("récente", ""),
        ("", "130 fiches"),
        ("ancienne", ""),
    ]
    assert [(change.before, change.after) for change in lines[1].changes] == [("", "Nadia Ferrand")]
    assert first.context["next_url"] == ""
    seen, url = [], lines[1].records_url
    while url:
        rows = client.get(JOURNAL + url, headers={"HX-Request": "true"})
        assert rows.templates[0].name == "web/journal/_rows.html"
        seen += [line.name for line in rows.context["lines"]]
        url = rows.context["next_url"]
    assert seen == [f"b1{number}" for number in reversed(range(130))]


def test_folded_change_is_not_told_again_on_the_next_page_and_hides_nothing(
    client: Client, admin: User
) -> None:
    for number in range(70):
        make_entry(subject_name=f"n{number}")
        bulk(1, "b1", owner=f"personne {number}")
    seen, url, counts, mixed = [], "?", [], []
    while url:
        response = client.get(JOURNAL + url)
        for line in response.context["lines"]:
            seen += [line.name] if line.name else []
            counts += [line.count] if line.count else []
            mixed += [change.after for change in line.changes] if line.count else []
        url = response.context["next_url"]
    assert seen == [f"n{number}" for number in reversed(range(70))]
    assert (counts, mixed) == (["70 fiches"], ["selon la fiche"])


def test_few_records_of_one_change_are_told_one_by_one(client: Client, admin: User) -> None:
    bulk(3, "b1")
    assert [line.name for line in client.get(JOURNAL).context["lines"]] == ["b12", "b11", "b10"]


def test_many_folded_changes_cost_a_bounded_number_of_queries(
    client: Client, admin: User, queries: Queries
) -> None:
    def make() -> None:
        for number in range(9):
            bulk(12, f"b{number}x{JournalEntry.objects.count()}")

    make()
    make()
    with queries.at_most(15):
        client.get(JOURNAL)
