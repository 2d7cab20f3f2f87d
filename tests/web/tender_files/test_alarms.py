"""A certificate of the house asks for its renewal: once, moved with its end, gone once it is renewed (N10)."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.companies.models import Activity
from negoce.identity.enums import Role, Scope
from negoce.identity.models import User
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue
from negoce.jobs.worker import work_off
from negoce.negotiation.models import OwnCertificate
from tests.factories.identity import make_team, make_user

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def on_today(monkeypatch: pytest.MonkeyPatch, today: date, settings: object, tmp_path: Path) -> None:
    """The program believes that it is Friday 20 November 2026, and keeps its files here."""
    real = timezone.localdate

    def localdate(value: datetime | None = None, timezone: tzinfo | None = None) -> date:
        return today if value is None else real(value, timezone)

    monkeypatch.setattr(timezone, "localdate", localdate)
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def camille() -> User:
    return make_user(Role.MANAGER, scope=Scope.ALL.value)


@pytest.fixture
def client(camille: User) -> Client:
    browser = Client()
    browser.force_login(camille)
    return browser


def save(
    client: Client, row: OwnCertificate | None = None, *, file: bool = True, **given: str
) -> OwnCertificate:
    """Through the dialog: brought, changed, or with a file renewed."""
    values: dict[str, object] = {"kind": "social", "name": "Urssaf", "expires_on": "31/01/2027", **given}
    if file:
        values["file"] = SimpleUploadedFile("urssaf.pdf", PDF, content_type="application/pdf")
    if row is None:
        address = reverse("tender_files:certificate_new")
    else:
        row.refresh_from_db()
        address = reverse("tender_files:certificate", args=[row.public_id])
        values["revision"] = str(row.revision)
    answer = client.post(address, values, headers=HTMX)
    assert answer.status_code == 204, answer.content.decode()
    return OwnCertificate.objects.order_by("-pk")[0]


def tasks() -> list[tuple[str, str, date]]:
    """State, subject and day of each task, the oldest first."""
    return [
        (each.state, each.subject.replace("\u00a0", " "), timezone.localtime(each.starts_at).date())
        for each in Activity.objects.order_by("pk")
    ]


def watched() -> int:
    enqueue("negotiation.watch_certificates", {})
    work_off()
    return Job.objects.order_by("-pk")[0].result["changed"]


def test_a_task_is_planned_once_and_moves_with_the_end(client: Client, camille: User) -> None:
    kept = save(client)
    subject = "À renouveler avant le 31 janv. 2027 : Urssaf"
    assert tasks() == [("planned", subject, date(2026, 12, 31))]
    task = Activity.objects.get()
    assert (task.owner, task.company) == (camille, None)
    save(client, kept, file=False)
    assert watched() == 0
    assert tasks() == [("planned", subject, date(2026, 12, 31))]
    save(client, kept, file=False, days_before="10")
    assert tasks() == [("planned", subject, date(2027, 1, 21))]
    save(client, kept, file=False, days_before="10", expires_on="28/02/2027", name="Vigilance")
    assert tasks() == [("planned", "À renouveler avant le 28 févr. 2027 : Vigilance", date(2027, 2, 18))]
    save(client, kept, file=False, days_before="10", expires_on="")
    assert [state for state, _subject, _day in tasks()] == ["cancelled"]


def test_a_renewal_takes_the_task_away_and_plans_the_next(client: Client) -> None:
    paul = make_user(Role.SALESPERSON, team=make_team("Sud"))
    kept = save(client, owner=paul.public_id, days_before="15")
    fresh = save(client, kept, expires_on="31/07/2027", owner=paul.public_id, days_before="15")
    assert [(state, day) for state, _subject, day in tasks()] == [
        ("cancelled", date(2027, 1, 15)),
        ("planned", date(2027, 7, 16)),
    ]
    assert {each.owner for each in Activity.objects.all()} == {paul}
    client.post(reverse("tender_files:certificate_removal", args=[fresh.public_id]), headers=HTMX)
    assert [state for state, _subject, _day in tasks()] == ["cancelled", "cancelled", "planned"]
    client.post(reverse("tender_files:certificate_removal", args=[kept.public_id]), headers=HTMX)
    assert {state for state, _subject, _day in tasks()} == {"cancelled"}


def test_what_was_done_is_not_asked_again_and_what_ended_asks_for_nothing(client: Client) -> None:
    kept = save(client, expires_on="05/12/2026")
    assert tasks()[0][2] == date(2026, 11, 20)
    Activity.objects.update(state="done")
    save(client, kept, file=False, expires_on="05/12/2026")
    save(client, name="Ancien", expires_on="01/11/2026")
    assert watched() == 0
    assert [state for state, _subject, _day in tasks()] == ["done"]


def test_each_night_tasks_pass_to_who_is_still_there_and_old_certificates_get_theirs(
    client: Client, camille: User
) -> None:
    paul = make_user(Role.SALESPERSON)
    kept = save(client, owner=paul.public_id)
    old = save(client, name="Kbis")
    Activity.objects.filter(own_certificate=old).delete()
    OwnCertificate.objects.filter(pk=old.pk).update(alarm_day=None)
    User.objects.filter(pk=paul.pk).update(is_active=False)
    assert (watched(), watched()) == (2, 0)
    assert Activity.objects.get(own_certificate=kept).owner == camille
    assert Activity.objects.get(own_certificate=old).subject.endswith("Kbis")
    shown = client.get(reverse("tender_files:shelf")).content.decode()
    assert shown.count(camille.short_name) >= 2


@pytest.mark.parametrize("given", [{"days_before": "400"}, {"days_before": "-1"}, {"days_before": "un mois"}])
def test_days_that_are_none_are_refused(client: Client, given: dict[str, str]) -> None:
    values = {"kind": "social", "name": "Urssaf", "expires_on": "31/01/2027", **given}
    values["file"] = SimpleUploadedFile("u.pdf", PDF, content_type="application/pdf")  # type: ignore[assignment]
    answer = client.post(reverse("tender_files:certificate_new"), values, headers=HTMX)
    assert (answer.status_code, OwnCertificate.objects.count(), Activity.objects.count()) == (422, 0, 0)
