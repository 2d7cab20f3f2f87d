"""A request of a public form: kept waiting, confirmed by its author, or erased."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from negoce.companies.actions.activities.create import create_activity
from negoce.companies.models import Activity, Company, CompanyCustomValue, Contact, ContactCustomValue
from negoce.identity.models import Territory, TerritoryPrefix
from negoce.kit.refusal import Refused
from negoce.outbox.models import Message
from negoce.prospecting.actions.submission_confirm import confirm_submission
from negoce.prospecting.actions.submission_download import note_download
from negoce.prospecting.actions.submissions_purge import purge_submissions
from negoce.prospecting.models import FormHit, FormNonce, FormSubmission
from negoce.prospecting.people_data.form import FORM_PEOPLE
from negoce.prospecting.queries.known_company import found_again, look_up
from tests.factories.companies import make_company, make_contact
from tests.factories.custom import make_field
from tests.factories.erasing import erasing
from tests.factories.forms import last_mail, make_form, send
from tests.factories.identity import make_actor, make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _folder(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def confirmed(**given: object) -> FormSubmission:
    row, _secret = send(given.pop("form", None) or make_form(), **given)  # type: ignore[arg-type]
    assert row is not None
    return confirm_submission(row)


def test_a_request_makes_nobody_before_it_is_confirmed() -> None:
    form = make_form()
    row, secret = send(form, message="Un devis ?", campaign={"utm_source": "lettre"})
    assert row is not None
    assert (row.state, row.campaign, row.place_hint) == ("pending", {"utm_source": "lettre"}, "203.0.113.0")
    assert (Company.objects.count(), Contact.objects.count(), Activity.objects.count()) == (0, 0, 0)
    mail = last_mail()
    assert (mail.to_address, mail.purpose, mail.state) == (
        "helene@laiterie.example",
        "contractual",
        "waiting",
    )
    assert secret in mail.text
    assert [typed for typed in ("Garnier", "Vercors", "Un devis") if typed in mail.text + mail.subject] == []
    assert "3\u00a0ans" in row.notice.text or "3 ans" in row.notice.text
    assert secret not in str(row.__dict__)


def test_a_confirmed_request_makes_a_company_a_person_an_exchange_and_a_task() -> None:
    owner = make_user()
    row = confirmed(
        form=make_form(owner=owner),
        first_name="Hélène",
        siren="732829320",
        message="Un devis ?",
        newsletter=True,
        campaign={"utm_campaign": "salon"},
    )
    company, contact = row.company, row.contact
    assert company is not None
    assert contact is not None
    assert (company.name, company.siren, company.origin_channel, company.owner) == (
        "Laiterie du Vercors",
        "732829320",
        "inbound",
        owner,
    )
    assert company.origin_detail == "Guide 2026 · salon"
    today = timezone.localdate()
    contact.refresh_from_db()
    assert (contact.full_name, contact.email) == ("Hélène Garnier", "helene@laiterie.example")
    assert (contact.informed_on, contact.informed_through, contact.last_sign_on) == (today, "email", today)
    said, task = Activity.objects.order_by("pk")
    assert (said.kind, said.direction, said.state) == ("message", "incoming", "done")
    assert "Un devis ?" in said.body
    assert (task.kind, task.state, task.owner, row.task) == ("task", "planned", owner, task)
    assert (row.is_new_company, row.newsletter_wanted, row.owner) == (True, True, owner)


def test_confirming_twice_changes_nothing() -> None:
    row = confirmed()
    again = confirm_submission(row)
    assert (again.contact_id, Activity.objects.count(), Company.objects.count()) == (row.contact_id, 2, 1)


def test_somebody_known_is_not_written_again_and_keeps_their_record() -> None:
    owner = make_user()
    company = make_company("Autre nom", owner=owner)
    person = make_contact(company, email="helene@laiterie.example", last_name="Durand", informed_on=None)
    row = confirmed(phone="0476000000")
    person.refresh_from_db()
    assert (row.contact, row.company, row.is_new_company, row.owner) == (person, company, False, owner)
    assert (person.last_name, person.phone, person.informed_on) == ("Durand", "", timezone.localdate())
    assert Contact.objects.count() == 1


@pytest.mark.parametrize(
    "known",
    [
        {"siren": "732829320"},
        {"email": "contact@laiterie.example"},
        {"website": "https://www.laiterie.example"},
        {"name": "SARL LAITERIE DU VERCORS", "postal_code": "38250", "city": "Lans"},
    ],
)
def test_a_known_company_is_recognised(known: dict[str, str]) -> None:
    fields = dict(known)
    company = make_company(fields.pop("name", "Coopérative de Lans"), **fields)
    row = confirmed(siren="732829320", postal_code="38250")
    assert (row.company, row.is_new_company, Company.objects.count()) == (company, False, 1)


def test_a_colleague_of_somebody_known_comes_to_their_company() -> None:
    company = make_company("LAITERIE DU VERCORS", postal_code="59000", city="Lille")
    make_contact(company, email="marc@laiterie.example")
    assert confirmed().company == company
    # A mailbox that anybody may have tells nothing.
    other = make_company("Cave Roux")
    make_contact(other, email="marc@gmail.com")
    row = confirmed(company="Cave Roux", email="helene@gmail.com")
    assert row.is_new_company is True


def test_a_name_alone_is_no_proof() -> None:
    make_company("Laiterie du Vercors", postal_code="59000", city="Lille")
    assert confirmed(postal_code="38250").is_new_company is True


def test_at_most_three_mails_a_day_to_one_address_and_the_answer_is_the_same() -> None:
    form, other = make_form(), make_form()
    for number in range(6):
        send(form if number % 2 else other, ip=f"198.51.100.{number}", email="cible@x.example")
    assert FormSubmission.objects.filter(email="cible@x.example").count() == 3
    assert Message.objects.filter(kind="form_link").count() == 3
    FormSubmission.objects.update(submitted_at=timezone.now() - DAY - timedelta(minutes=1))
    assert send(form, ip="198.51.100.50", email="cible@x.example")[0] is not None


def test_a_robot_is_stopped_at_twenty_from_one_place() -> None:
    form = make_form()
    for number in range(60):
        send(form, email=f"robot{number}@x.example", ip=f"2001:db8::{number:x}")
    assert (FormSubmission.objects.count(), FormHit.objects.count()) == (20, 20)


def test_wrong_values_are_refused_with_every_field_and_spend_nothing() -> None:
    with pytest.raises(Refused) as refused:
        send(make_form(asked={"phone": True}), company="", email="helene")
    assert sorted(refused.value.fields) == ["company", "email", "phone"]
    assert (FormNonce.objects.count(), Message.objects.count()) == (0, 0)


def test_what_is_never_confirmed_is_erased_with_its_mail() -> None:
    form = make_form()
    kept = confirmed(form=form)
    row, _secret = send(form, email="autre@x.example")
    assert purge_submissions() == {"erased": 0}
    FormSubmission.objects.update(submitted_at=timezone.now() - timedelta(days=8))
    FormHit.objects.update(at=timezone.now() - timedelta(days=2))
    FormNonce.objects.update(used_at=timezone.now() - timedelta(hours=4))
    assert purge_submissions() == {"erased": 1}
    assert list(FormSubmission.objects.all()) == [kept]
    assert Message.objects.filter(related_id=row.public_id if row else "").count() == 0
    assert (FormHit.objects.count(), FormNonce.objects.count()) == (0, 0)


def test_a_new_company_goes_to_the_people_of_its_territory_in_turn() -> None:
    first, second, fallback = make_user(), make_user(), make_user()
    territory = Territory.objects.create(name="Isère")
    territory.people.set([first, second])
    TerritoryPrefix.objects.create(territory=territory, criterion="postal_code", prefix="38")
    form = make_form(owner=fallback, lead_rule="territory")
    owners = [
        confirmed(
            form=form, company=f"Société {number}", email=f"a@x{number}.example", postal_code=code
        ).owner
        for number, code in enumerate(("38000", "38100", "38250", "75001"))
    ]
    assert owners == [first, second, first, fallback]


def test_a_person_gets_a_copy_of_what_they_sent_and_it_is_erased_with_them() -> None:
    form = make_form()
    row = confirmed(form=form, message="Appelez Hélène Garnier")
    assert row.contact_id is not None
    tables = FORM_PEOPLE.export(row.contact_id)
    assert [len(table.rows) for table in tables] == [1, 0, 0]
    send(form)
    FORM_PEOPLE.erase(erasing(row.contact_id, "Garnier"))
    left = FormSubmission.objects.get()
    assert (left.email, left.values, left.contact, left.state) == ("", {}, None, "confirmed")


def test_a_document_read_later_is_a_sign_that_no_other_exchange_takes_back() -> None:
    row, today = confirmed(), timezone.localdate()
    assert row.contact is not None
    assert (note_download(row), Activity.objects.filter(kind="message").count()) == (True, 1)
    Activity.objects.update(starts_at=timezone.now() - 20 * DAY)
    Contact.objects.update(last_sign_on=today - 20 * DAY)
    assert [note_download(row) for _time in range(2)] == [True, True]
    read = Activity.objects.filter(kind="message").order_by("pk").last()
    assert read is not None
    assert (read.subject, read.direction, read.company) == (
        "Document téléchargé : guide",
        "incoming",
        row.company,
    )
    note = {"kind": "call", "direction": "outgoing", "state": "done"}
    create_activity(make_actor(), values=note, company=row.company, contacts=[row.contact])
    row.contact.refresh_from_db()
    row.refresh_from_db()
    assert (row.contact.last_sign_on, row.downloads) == (today, 3)
    assert Activity.objects.filter(kind="message").count() == 2


def test_a_document_is_still_read_by_who_is_in_the_bin_and_only_ten_times() -> None:
    row = confirmed()
    Contact.objects.update(deleted_at=timezone.now(), last_sign_on=None)
    assert [note_download(row) for _time in range(11)] == [True] * 10 + [False]
    assert Activity.objects.filter(kind="message").count() == 1


def test_one_answer_that_is_refused_drops_only_itself() -> None:
    volume, budget = make_field("Volume", "number"), make_field("Budget", kind="contact")
    asked = {"siren": False, f"company:{volume.key}": False, f"contact:{budget.key}": False}
    row, _secret = send(
        make_form(asked=asked),
        siren="732829320",
        **{f"company:{volume.key}": "12", f"contact:{budget.key}": "Fort"},
    )
    assert row is not None
    # Meanwhile the number was found to be wrong, and what Volume takes was narrowed.
    FormSubmission.objects.update(
        values={**row.values, "siren": "732829321", f"company:{volume.key}": "douze"}
    )
    done = confirm_submission(row)
    assert done.company is not None
    assert (done.company.name, done.company.siren) == ("Laiterie du Vercors", "")
    assert (CompanyCustomValue.objects.count(), ContactCustomValue.objects.get().text) == (0, "Fort")
    said = Activity.objects.order_by("pk").first()
    assert said is not None
    assert "douze" in said.body


@pytest.mark.django_db(transaction=True)
def test_names_are_compared_before_the_transaction_that_writes() -> None:
    make_company("Autre nom")
    row, _secret = send(make_form())
    assert row is not None
    with CaptureQueriesContext(connection) as told:
        confirm_submission(row)
    statements = [each["sql"].split("\n")[0] for each in told.captured_queries]
    begun = next(at for at, sql in enumerate(statements) if sql.startswith("BEGIN"))
    compared = [at for at, sql in enumerate(statements) if " AS arm" in sql]
    assert (bool(compared), [at for at in compared if at > begun]) == (True, [])


def test_two_requests_of_one_new_company_make_it_once() -> None:
    first, _secret = send(make_form(), siren="732829320")
    second, _secret = send(make_form(), siren="732829320", last_name="Basset", email="marc@autre.example")
    assert first is not None
    assert second is not None
    looked = look_up({"name": "Laiterie du Vercors", "siren": "732829320"}, {"email": "marc@autre.example"})
    done = confirm_submission(first)
    company, why = found_again(looked, {"name": "Laiterie du Vercors", "siren": "732829320"}, {})
    assert (looked.key, company, why) == ("", done.company, "number")


def test_the_hour_of_one_place_goes_on_over_midnight(monkeypatch: pytest.MonkeyPatch) -> None:
    form, midnight = make_form(), datetime(2026, 11, 24, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: midnight - timedelta(minutes=5))
    for number in range(15):
        send(form, email=f"robot{number}@x.example")
    monkeypatch.setattr(timezone, "now", lambda: midnight + timedelta(minutes=5))
    for number in range(15, 30):
        send(form, email=f"robot{number}@x.example")
    assert FormSubmission.objects.count() == 20


def test_numbers_and_places_are_forgotten_in_batches() -> None:
    old = timezone.now() - timedelta(days=2)
    FormHit.objects.bulk_create(FormHit(place="x", at=old) for _each in range(2_100))
    FormNonce.objects.bulk_create(FormNonce(digest=str(each), used_at=old) for each in range(2_100))
    told: list[int] = []
    with CaptureQueriesContext(connection) as queries:
        purge_submissions(between=told.append)
    deleted = [each["sql"] for each in queries.captured_queries if each["sql"].startswith("DELETE")]
    assert (FormHit.objects.count(), FormNonce.objects.count(), len(deleted), len(told)) == (0, 0, 6, 6)
