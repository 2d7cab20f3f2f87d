"""Who gets in, with which rights: tokens, scopes, visibility, hidden fields."""

from __future__ import annotations

import pytest
from django.test import Client

from negoce.companies.models import Company
from negoce.identity.actions.person_update import update_person
from negoce.identity.enums import Origin, Role, Scope
from negoce.identity.models import ApiToken, JournalEntry, User
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.token_scopes import TokenScope
from tests.factories.api import Program, expire, make_program
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_user
from tests.factories.orders import make_order

pytestmark = pytest.mark.django_db


def kind(answer: object) -> str:
    return str(answer.json()["type"])  # type: ignore[attr-defined]


@pytest.mark.asked_already
def test_no_token_no_entry_whatever_the_cookie() -> None:
    client = Client()
    client.force_login(make_user(), backend="allauth.account.auth_backends.AuthenticationBackend")
    for answer in (client.get("/api/v1/companies"), client.post("/api/v1/companies", {}, "application/json")):
        assert answer.status_code == 401
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert Company.objects.count() == 0


def test_expired_revoked_and_closed_accounts_are_refused() -> None:
    program = make_program()
    assert program.get("companies").status_code == 200
    expire(program)
    assert program.get("companies").status_code == 401
    closed = make_program()
    User.objects.filter(pk=closed.user.pk).update(is_active=False)
    assert closed.get("companies").status_code == 401
    assert Program(program.user, program.token, "ngc_" + "x" * 43).get("companies").status_code == 401


def test_a_scope_that_does_not_suffice_is_named_and_nothing_is_written() -> None:
    program = make_program(scopes=[TokenScope.COMPANIES_READ])
    answer = program.post("companies", {"name": "Gardot"})
    assert (answer.status_code, kind(answer)) == (403, "urn:negoce:problem:scope")
    assert answer.json()["scope"] == "companies:write"
    assert Company.objects.count() == 0
    assert program.get("contacts").status_code == 403
    assert program.get("companies/export").status_code == 403
    assert make_program(scopes=[TokenScope.EXPORT]).get("companies/export").status_code == 403


def test_a_token_never_opens_more_than_its_owner_may() -> None:
    reader = make_program(Role.READ_ONLY)
    company = make_company(name="Gardot")
    assert reader.post("companies", {"name": "X"}).status_code == 403
    assert reader.send("PATCH", f"companies/{company.public_id}", {"name": "X"}).status_code == 403
    assert reader.send("DELETE", f"companies/{company.public_id}").status_code == 403
    assert reader.post("companies/bulk", {"rows": [{"name": "X"}]}).status_code == 403
    assert list(Company.objects.values_list("name", flat=True)) == ["Gardot"]


def test_what_the_person_does_not_see_is_not_there() -> None:
    program = make_program(Role.SALESPERSON, scope=Scope.OWN.value)
    mine = make_company(name="Gardot", owner=program.user)
    other = make_company(name="Zqxjkv", owner=make_user())
    contact = make_contact(company=other)
    order = make_order(other, on=mine.created_at.date(), net="10")
    assert [row["id"] for row in program.get("companies").json()["items"]] == [mine.public_id]
    assert program.get("contacts").json()["items"] == []
    assert program.get("orders").json()["items"] == []
    for path in (
        f"companies/{other.public_id}",
        f"contacts/{contact.public_id}",
        f"orders/{order.public_id}",
    ):
        assert program.get(path).status_code == 404
    assert program.send("PATCH", f"companies/{other.public_id}", {"name": "X"}).status_code == 404
    linked = program.post("companies", {"name": "Fille", "parent": other.public_id})
    assert linked.status_code == 422
    assert linked.json()["errors"][0]["field"] == "parent"
    assert "Zqxjkv" not in program.get("search?q=zqxjkv").content.decode()


def test_hidden_fields_are_absent_and_cannot_be_asked_for() -> None:
    program = make_program(Role.MARKETING)
    contact = make_contact(company=make_company(name="Gardot"), note="Aime la pêche")
    shown = program.get(f"contacts/{contact.public_id}").json()
    program_all = make_program(Role.ADMINISTRATOR)
    assert program_all.get(f"contacts/{contact.public_id}").json()["note"] == "Aime la pêche"
    hidden = {"decision_power", "decision_ceiling", "gatekeeper_advice"}
    assert hidden & shown.keys() == set()
    for asked in ("fields=decision_power", "sort=decision_power", "filter=decision_power+filled"):
        assert program.get(f"contacts?{asked}").status_code == 422
    written = program.send("PATCH", f"contacts/{contact.public_id}", {"decision_power": "decides"})
    assert written.status_code == 403


def test_search_tells_only_what_the_token_reads() -> None:
    make_contact(company=make_company(name="Gardot"), last_name="Gardot")
    both = make_program()
    one = make_program(scopes=[TokenScope.SEARCH_READ, TokenScope.CONTACTS_READ])
    kinds = {hit["kind"] for hit in both.get("search?q=gardot").json()["items"]}
    only = {hit["kind"] for hit in one.get("search?q=gardot").json()["items"]}
    assert only <= {"contact"}
    assert kinds >= only


def test_export_is_journaled() -> None:
    program = make_program()
    make_company(name="Gardot")
    answer = program.client.get(
        "/api/v1/companies/export?fields=name", headers={"Authorization": f"Bearer {program.secret}"}
    )
    assert b"Gardot" in b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    entry = JournalEntry.objects.get(verb="export")
    assert (entry.origin, entry.actor_id) == ("api", program.user.pk)


def test_last_use_is_kept_but_not_at_each_request() -> None:
    program = make_program()
    program.get("companies")
    first = ApiToken.objects.get().last_used_at
    program.get("companies")
    assert first is not None
    assert ApiToken.objects.get().last_used_at == first


def test_too_many_requests_are_told_to_wait(settings: object) -> None:
    from negoce.api.rate import forget_counts

    settings.NEGOCE_API_REQUESTS_A_MINUTE = 2  # type: ignore[attr-defined]
    forget_counts()
    program = make_program()
    answers = [program.get("products").status_code for _ in range(6)]
    forget_counts()
    assert answers.count(429) >= 2


def test_a_token_does_not_come_back_with_an_account_that_opens_again() -> None:
    boss = actor_for(make_user(Role.ADMINISTRATOR), origin=Origin.WEB)
    program = make_program(Role.SALESPERSON)
    update_person(boss, program.user, changes={"is_active": False})
    assert program.get("companies").status_code == 401
    update_person(boss, program.user, changes={"is_active": True})
    assert program.get("companies").status_code == 401
    assert ApiToken.objects.get().revoked_at is not None
    assert make_program(user=User.objects.get(pk=program.user.pk)).get("companies").status_code == 200
