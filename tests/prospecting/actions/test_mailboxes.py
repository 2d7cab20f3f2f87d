"""One mailbox written in several ways: the mails it gets are counted together, and whose it is is known."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from negoce.companies.models import Contact
from negoce.outbox.models import Message
from negoce.prospecting.actions.submission_confirm import confirm_submission
from negoce.prospecting.models import FormSubmission
from negoce.prospecting.people_data.form import FORM_PEOPLE
from negoce.prospecting.queries.mailbox import in_mailbox
from tests.factories.companies import make_contact
from tests.factories.erasing import erasing
from tests.factories.forms import make_form, send

pytestmark = pytest.mark.django_db
WAYS = [
    "cible@x.example",
    "Cible@x.example",
    "CIBLE@X.example",
    "cible+1@x.example",
    "cible+2@x.example",
    "ciBle+3@x.example",
]


def test_a_mailbox_gets_three_mails_a_day_however_it_is_written() -> None:
    form = make_form(paper=False, kind="contact")
    for number, email in enumerate(WAYS):
        send(form, ip=f"198.51.100.{number}", email=email)
    assert Message.objects.filter(kind="form_link").count() == 3
    assert send(form, ip="198.51.100.90", email="cible2@x.example")[0] is not None
    assert send(form, ip="198.51.100.91", email="cible@y.example")[0] is not None
    FormSubmission.objects.update(submitted_at=timezone.now() - timedelta(days=1, minutes=1))
    assert send(form, ip="198.51.100.92", email="CIBLE@x.example")[0] is not None


def test_what_looks_like_a_pattern_stands_for_itself() -> None:
    form = make_form(paper=False, kind="contact")
    for number in range(3):
        send(form, ip=f"198.51.100.{number}", email=f"abc+{number}@x.example")
    assert send(form, ip="198.51.100.9", email="a_c@x.example")[0] is not None


@pytest.mark.parametrize("typed", WAYS)
def test_a_person_is_known_however_the_address_is_written(typed: str) -> None:
    person = make_contact(email="Cible@x.example")
    row, _secret = send(make_form(paper=False, kind="contact"), email=typed)
    assert row is not None
    assert confirm_submission(row).contact == person
    assert Contact.objects.count() == 1


def test_whoever_bears_the_address_as_it_is_written_comes_first() -> None:
    person = make_contact(email="cible+devis@x.example")
    make_contact(email="cible@x.example")
    row, _secret = send(make_form(paper=False, kind="contact"), email="cible+devis@x.example")
    assert row is not None
    assert confirm_submission(row).contact == person


def test_the_latest_of_a_mailbox_comes_first_and_an_index_finds_them() -> None:
    make_contact(email="cible@x.example")
    person = make_contact(email="cible+devis@x.example")
    make_contact(email="cible@x.example", deleted_at=timezone.now())
    row, _secret = send(make_form(paper=False, kind="contact"), email="cible+autre@x.example")
    assert row is not None
    assert confirm_submission(row).contact == person
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert "contact_by_mailbox" in Contact.objects.filter(in_mailbox("cible@x.example")).order_by().explain()


@pytest.mark.parametrize("typed", WAYS)
def test_what_waits_under_another_writing_of_the_address_goes_with_the_person(typed: str) -> None:
    person = make_contact(email="cible@x.example")
    send(make_form(paper=False, kind="contact"), email=typed)
    assert FORM_PEOPLE.erase(erasing(person.pk, "Cible")) > 0
    assert FormSubmission.objects.exclude(email="").count() == 0
