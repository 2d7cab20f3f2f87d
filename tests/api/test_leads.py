"""Leads that programs bring."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from negoce.companies.models import Activity, Company, Contact
from negoce.identity.enums import Role, Scope
from negoce.identity.rules.token_scopes import TokenScope
from negoce.prospecting.models import PlanCompany
from tests.factories.api import make_program
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_user
from tests.factories.plans import make_plan

pytestmark = pytest.mark.django_db
LEAD = {
    "company": {"name": "Laiterie du Vercors", "city": "Villard-de-Lans", "postal_code": "38250"},
    "contact": {"last_name": "Garnier", "first_name": "Hélène", "email": "Helene@laiterie.example"},
    "channel": "search",
    "campaign": "printemps",
    "source": "Page « Emballages »",
    "informed_on": "2026-11-02",
    "informed_through": "email",
    "need": "Des pots de 500 g",
    "newsletter": True,
}  # fmt: skip


def test_a_new_lead_is_a_company_a_person_an_exchange_and_a_task() -> None:
    program = make_program()
    plan = make_plan(program.user, state="running", started_at=timezone.now())
    answer = program.post("leads", {**LEAD, "plan": plan.public_id})
    assert answer.status_code == 201, answer.content
    company, contact = Company.objects.get(), Contact.objects.get()
    assert answer.json() == {
        "company": {"id": company.public_id, "name": "Laiterie du Vercors"},
        "contact": {"id": contact.public_id, "name": contact.full_name},
        "new_company": True,
        "new_contact": True,
        "recognised_by": None,
        "followed_by": program.user.full_name,
    }
    assert (company.origin_channel, company.origin_detail, company.owner) == (
        "search", "printemps", program.user,
    )  # fmt: skip
    assert (contact.information_source, str(contact.informed_on), contact.informed_through) == (
        "Page « Emballages »", "2026-11-02", "email",
    )  # fmt: skip
    told = list(Activity.objects.order_by("pk").values_list("kind", "state", "direction", "need_recorded"))
    assert told == [("message", "done", "incoming", "Des pots de 500 g"), ("task", "planned", "", "")]
    assert list(PlanCompany.objects.values_list("plan_id", "company_id")) == [(plan.pk, company.pk)]


def test_who_is_known_is_recognised_and_not_overwritten() -> None:
    company = make_company(name="Laiterie", city="Grenoble")
    contact = make_contact(company, last_name="Garnier-Blanc", email="helene@laiterie.example")
    answer = make_program().post("leads", LEAD).json()
    assert (answer["company"]["id"], answer["contact"]["id"], answer["recognised_by"]) == (
        company.public_id, contact.public_id, "email",
    )  # fmt: skip
    assert (answer["new_company"], answer["new_contact"], Company.objects.count()) == (False, False, 1)
    contact.refresh_from_db()
    company.refresh_from_db()
    assert (contact.last_name, company.city, company.origin_detail) == ("Garnier-Blanc", "Grenoble", "")


def test_the_same_key_twice_is_one_lead() -> None:
    program = make_program()
    first = program.post("leads", LEAD, idempotency_key="lead-1")
    again = program.post("leads", LEAD, idempotency_key="lead-1")
    assert (again.json(), Activity.objects.count()) == (first.json(), 2)


def test_a_company_of_others_is_written_to_and_not_shown() -> None:
    follower = make_user(Role.SALESPERSON, first_name="Nadia", last_name="Benali")
    company = make_company(name="Laiterie", owner=follower)
    make_contact(company, email="helene@laiterie.example")
    seller = make_program(Role.SALESPERSON, scope=Scope.OWN.value)
    answer = seller.post("leads", LEAD).json()
    assert (answer["company"], answer["contact"], answer["followed_by"]) == (None, None, "Nadia Benali")
    assert set(Activity.objects.values_list("company_id", "owner_id")) == {(company.pk, follower.pk)}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"company": {}, "contact": {}}, "company.name"),
        ({"company": {"name": 4}}, "company.name"),
        ({"company": {"name": "A", "town": "B"}}, "company.town"),
        ({"contact": "Garnier"}, "contact"),
        ({"channel": "pigeon"}, "channel"),
        ({"informed_through": "pigeon"}, "informed_through"),
        ({"informed_on": "2999-01-01"}, "informed_on"),
        ({"plan": "000000000000"}, "plan"),
        ({"campaign": "x" * 201}, "campaign"),
        ({"contact": {"last_name": "Garnier", "email": "nobody"}}, "contact.email"),
        ({"company": {"name": "Laiterie", "siren": "12"}}, "company.siren"),
    ],
)
def test_a_faulty_lead_names_its_fields_and_leaves_nothing(wrong: dict[str, object], field: str) -> None:
    answer = make_program().post("leads", {**LEAD, **wrong})
    assert (answer.status_code, [each["field"] for each in answer.json()["errors"]]) == (422, [field])
    assert (Company.objects.count(), Activity.objects.count()) == (0, 0)


def test_a_text_about_a_person_asks_for_a_reason() -> None:
    program = make_program()
    lead = {**LEAD, "need": "Il est divorcé, le voir seul."}
    assert program.post("leads", lead).json()["guard_reason_accepted"] is True
    assert Company.objects.count() == 0
    assert program.post("leads", {**lead, "guard_reason": "dit par lui"}).status_code == 201


def test_who_only_reads_brings_nothing() -> None:
    assert make_program(scopes=[TokenScope.PROSPECTING_READ]).post("leads", LEAD).status_code == 403
    assert make_program(Role.READ_ONLY).post("leads", LEAD).status_code == 403
    assert Company.objects.count() == 0


def test_informed_today_is_no_day_to_come() -> None:
    today, program = timezone.localdate(), make_program()
    assert program.post("leads", {**LEAD, "informed_on": today.isoformat()}).status_code == 201
    tomorrow = (today + timedelta(days=1)).isoformat()
    assert program.post("leads", {**LEAD, "informed_on": tomorrow}).status_code == 422
