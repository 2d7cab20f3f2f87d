"""Leads that programs bring."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from negoce.companies.models import Activity, Company, Contact
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry, User
from negoce.identity.rules.token_scopes import TokenScope
from negoce.prospecting.models import PlanCompany
from negoce.prospecting.people_data.form import FORM_PEOPLE
from tests.factories.api import make_program
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_user
from tests.factories.plans import make_plan

pytestmark = pytest.mark.django_db
TOLD = (timezone.localdate() - timedelta(days=21)).isoformat()
LEAD = {
    "company": {"name": "Laiterie du Vercors", "city": "Villard-de-Lans", "postal_code": "38250"},
    "contact": {"last_name": "Garnier", "first_name": "Hélène", "email": "Helene@laiterie.example"},
    "channel": "search",
    "campaign": "printemps",
    "source": "Page « Emballages »",
    "informed_on": TOLD,
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
        "Page « Emballages »", TOLD, "email",
    )  # fmt: skip
    told = list(Activity.objects.order_by("pk").values_list("kind", "state", "direction", "need_recorded"))
    assert told == [("message", "done", "incoming", "Des pots de 500 g"), ("task", "planned", "", "")]
    assert list(PlanCompany.objects.values_list("plan_id", "company_id")) == [(plan.pk, company.pk)]
    *_tables, agreed = FORM_PEOPLE.export(contact.pk)
    day = timezone.localdate().strftime("%d/%m/%Y")
    assert [(email, when[:10], source) for email, when, source in agreed.rows] == [
        ("Helene@laiterie.example", day, "Page « Emballages »")
    ]


def test_a_yes_to_the_newsletter_is_a_persons() -> None:
    answer = make_program().post("leads", {"company": {"name": "Laiterie"}, "newsletter": True})
    assert (answer.status_code, [each["field"] for each in answer.json()["errors"]]) == (422, ["newsletter"])
    assert Company.objects.count() == 0


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


def test_the_same_said_again_is_one_answer_to_give_in_the_persons_language() -> None:
    program = make_program()
    program.user.language = "en"
    program.user.save()
    for _time in range(3):
        program.post("leads", LEAD)
    kinds = Activity.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["message", "task", "message", "message"]
    assert Contact.objects.get().language == "fr"
    # Who asks for more is answered for it: a quote goes before the rest of the day.
    program.post("leads", {**LEAD, "quote_wanted": True})
    assert list(kinds.all())[-2:] == ["message", "task"]


def test_the_same_key_twice_is_one_lead_and_companies_are_compared_before_anything_is_written() -> None:
    program = make_program()
    with CaptureQueriesContext(connection) as asked:
        first = program.post("leads", LEAD, idempotency_key="lead-1")
    told = [each["sql"] for each in asked.captured_queries]
    compared = [place for place, sql in enumerate(told) if 'MAX("companies_company"."id")' in sql]
    kept = [place for place, sql in enumerate(told) if 'INSERT INTO "identity_apireply"' in sql]
    assert (len(compared), len(kept), compared < kept) == (1, 1, True)
    again = program.post("leads", LEAD, idempotency_key="lead-1")
    assert (again.json(), Activity.objects.count()) == (first.json(), 2)


def test_a_company_of_others_is_written_to_and_not_shown() -> None:
    follower = make_user(Role.SALESPERSON, first_name="Nadia", last_name="Benali")
    company = make_company(name="Laiterie", owner=follower)
    make_contact(company, email="helene@laiterie.example")
    seller = make_program(Role.SALESPERSON, scope=Scope.OWN.value)
    answer = seller.post("leads", LEAD).json()
    told = ("company", "contact", "followed_by", "recognised_by")
    assert [answer[name] for name in told] == [None] * 4
    assert set(Activity.objects.values_list("company_id", "owner_id")) == {(company.pk, follower.pk)}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"company": {}, "contact": {}}, "company.name"),
        ({"company": {"name": 4}}, "company.name"),
        ({"company": {"name": "A", "town": "B"}}, "company.town"),
        ({"contact": "Garnier"}, "contact"),
        ({"channel": "pigeon"}, "channel"),
        ({"channel": "rented_file"}, "channel"),
        ({"channel": "purchased_file"}, "channel"),
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


def lead_of(contact: Contact, day: date) -> dict[str, object]:
    return {**LEAD, "contact": {"email": contact.email}, "informed_on": day.isoformat()}


def told_of(contact: Contact) -> tuple[date | None, str, list[dict[str, object]]]:
    contact.refresh_from_db()
    rows = JournalEntry.objects.filter(verb="informed", subject_kind="contact", subject_id=contact.pk)
    return contact.informed_on, contact.informed_through, list(rows.values_list("values", flat=True))


def known_since(days: int, *, owner: User | None = None) -> Contact:
    contact = make_contact(make_company(name="Laiterie", owner=owner), email="helene@laiterie.example")
    made = timezone.now() - timedelta(days=days)
    Contact.objects.filter(pk=contact.pk).update(created_at=made)
    return contact


def test_who_is_known_was_told_on_the_day_that_is_said_and_its_journal_says_what_proves_it() -> None:
    contact, day = known_since(90), timezone.localdate() - timedelta(days=31)
    assert make_program().post("leads", lead_of(contact, day)).status_code == 201
    proof = [
        {
            "informed_on": [None, day.isoformat()],
            "informed_through": ["", "email"],
            "proof": [None, "Page « Emballages »"],
        }
    ]
    assert told_of(contact) == (day, "email", proof)


def test_a_day_before_the_record_tells_nothing_of_who_is_known() -> None:
    contact, day = known_since(10), timezone.localdate() - timedelta(days=11)
    assert make_program().post("leads", lead_of(contact, day)).status_code == 201
    assert told_of(contact) == (None, "", [])


def test_a_day_that_nobody_can_prove_any_more_is_refused_whoever_it_is() -> None:
    contact, day = known_since(90), timezone.localdate() - timedelta(days=32)
    answers = [
        make_program().post("leads", lead_of(contact, day))
        for contact in (contact, Contact(email="new@x.example"))
    ]
    said = [(each.status_code, [error["field"] for error in each.json()["errors"]]) for each in answers]
    assert said == [(422, ["informed_on"])] * 2
    assert told_of(contact) == (None, "", [])


@pytest.mark.parametrize(("role", "is_told"), [(Role.SALESPERSON, False), (Role.MARKETING, True)])
def test_a_person_of_others_is_told_by_who_runs_prospecting_alone(role: Role, is_told: bool) -> None:
    contact = known_since(90, owner=make_user(Role.SALESPERSON))
    day = timezone.localdate()
    assert make_program(role, scope=Scope.OWN.value).post("leads", lead_of(contact, day)).status_code == 201
    told = told_of(contact)
    assert (told[0], len(told[2])) == ((day, 1) if is_told else (None, 0))


NAMELESS = {"company": {"name": "Fromagerie Zyx"}, "message": "Rappelez-moi"}


def test_who_gives_no_name_is_answered_all_the_same() -> None:
    given = {"first_name": "Jean", "email": "Jean@zyx.example", "phone": "0102030405"}
    answer = make_program().post("leads", {**NAMELESS, "contact": given})
    assert (answer.status_code, answer.json()["contact"]) == (201, None)
    company = Company.objects.get()
    assert (company.email, company.phone, Contact.objects.count()) == ("", "", 0)
    assert Activity.objects.get(kind="message").body == (
        "Rappelez-moi\nCoordonnées données\u00a0: Jean, Jean@zyx.example, 01\u00a002\u00a003\u00a004\u00a005"
    )


@pytest.mark.parametrize(
    ("given", "field"),
    [({"email": "=1+1@x.fr\r\nBcc: a@b.example"}, "contact.email"), ({"mobile": "demain"}, "contact.mobile")],
)
def test_coordinates_without_a_name_are_checked(given: dict[str, str], field: str) -> None:
    answer = make_program().post("leads", {**NAMELESS, "contact": given})
    assert (answer.status_code, [each["field"] for each in answer.json()["errors"]]) == (422, [field])
    assert (Company.objects.count(), Activity.objects.count()) == (0, 0)
