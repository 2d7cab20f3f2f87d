"""The steps of reminders on the settings: set, refused, seen as a letter, followed by the reminders of the day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.billing.documents.reminder_letter import language_of, reminder_letter
from negoce.billing.models import ReminderPlanStep
from negoce.billing.queries.payments.reminders import due_reminders
from negoce.companies.models import Company
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.identity.rules.actor import system_actor
from tests.factories.accounts import make_receivable
from tests.factories.billing import make_seller
from tests.factories.companies import make_company
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db
URL = "/settings/reminders/"


def client_of(role: Role = Role.ADMINISTRATOR) -> Client:
    client = Client()
    user = make_user(role, scope=Scope.ALL.value)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


POSTED = {
    "late_days-1": "10",
    "way-1": "letter",
    "french_subject-1": "Facture en retard",
    "french_body-1": "Bonjour,\n\nIl reste {{ reste_du }} à régler.",
    "late_days-2": "40",
    "apart_days-2": "15",
    "way-2": "letter",
    "is_notice-2": "on",
}


def test_the_usual_steps_are_shown_then_those_that_are_set() -> None:
    client = client_of()
    page = client.get(URL).content.decode()
    assert "Nous vous mettons en demeure" in page
    assert client.post(URL, {**POSTED, "late_days-2": "9"}).status_code == 422
    assert not ReminderPlanStep.objects.exists()
    assert client.post(URL, POSTED)["Location"] == reverse("payments:reminder_plan")
    kept = ReminderPlanStep.objects.values_list("number", "late_days", "apart_days", "way", "is_notice")
    assert list(kept) == [(1, 10, 0, "letter", False), (2, 40, 15, "letter", True)]
    assert JournalEntry.objects.filter(subject_kind="reminder_plan").count() == 1
    assert "Facture en retard" in client.get(URL).content.decode()
    assert client_of(Role.SALESPERSON).get(URL).status_code == 403


def test_a_letter_is_seen_before_it_is_set_and_refused_for_what_it_may_not_say() -> None:
    make_seller()
    client = client_of()
    seen = client.post(reverse("payments:reminder_preview", args=[1, "fr"]), POSTED).content.decode()
    assert "data:image/png;base64," in seen
    wrong = {**POSTED, "french_body-1": "Des frais de dossier seront facturés."}
    assert (
        "L111-8" in client.post(reverse("payments:reminder_preview", args=[1, "fr"]), wrong).content.decode()
    )
    assert client.post(reverse("payments:reminder_preview", args=[9, "fr"]), POSTED).status_code == 404


def test_the_reminders_of_the_day_follow_the_plan() -> None:
    make_seller()
    today = timezone.localdate()
    late = make_receivable(make_company(), due_on=today - timedelta(days=8))
    assert [each.step.number for each in due_reminders(system_actor(), today)] == [1]
    client_of().post(URL, POSTED)
    assert due_reminders(system_actor(), today) == []
    (due,) = due_reminders(system_actor(), today + timedelta(days=2))
    assert (due.step.way.value, due.company) == ("letter", late.company)
    assert reminder_letter(due, today + timedelta(days=2)).startswith(b"%PDF")


def test_the_language_follows_the_country() -> None:
    assert [language_of(Company(country=each)) for each in ("FR", "", "BE", "DE")] == ["fr", "fr", "fr", "en"]


def test_a_rest_that_may_be_written_off_is_claimed_from_nobody() -> None:
    make_seller()
    today = timezone.localdate()
    due_on = today - timedelta(days=8)
    make_receivable(make_company(), "120", due_on=due_on, settled="119.70")
    part = make_receivable(make_company(), "120", due_on=due_on, settled="60")
    small = make_receivable(make_company(), "2.50", due_on=due_on)
    assert {each.company for each in due_reminders(system_actor(), today)} == {part.company, small.company}
