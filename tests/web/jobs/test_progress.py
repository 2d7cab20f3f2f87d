"""The progress of a job: shown, paused, resumed, cancelled, by who may."""

from __future__ import annotations

import pytest
from django.test import Client

from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def person() -> User:
    return make_user(Role.MARKETING)


@pytest.fixture
def job(person: User) -> Job:
    return enqueue("jobs.purge", actor_id=person.pk)


def test_pause_resume_cancel(person, job):
    client = browser(person)
    assert "En attente" in client.get(f"/jobs/{job.public_id}/").content.decode()
    assert "En pause" in client.post(f"/jobs/{job.public_id}/pause/").content.decode()
    assert "En attente" in client.post(f"/jobs/{job.public_id}/resumption/").content.decode()
    ended = client.post(f"/jobs/{job.public_id}/cancellation/").content.decode()
    assert "Annulé" in ended
    assert "data-done" in ended


def test_a_bar_shows_how_far_it_is(person, job):
    Job.objects.filter(pk=job.pk).update(state="running", done_units=30, total_units=120)
    page = browser(person).get(f"/jobs/{job.public_id}/").content.decode()
    assert "25 %" in page.replace("\u00a0", " ")
    Job.objects.filter(pk=job.pk).update(stop_asked="paused")
    assert "Mise en pause…" in browser(person).get(f"/jobs/{job.public_id}/").content.decode()


def test_a_job_that_ended_well_says_no_share(person, job):
    Job.objects.filter(pk=job.pk).update(state="done", done_units=1, total_units=7)
    page = browser(person).get(f"/jobs/{job.public_id}/").content.decode()
    assert ("Terminé" in page, "%" in page) == (True, False)


def test_an_error_is_told_in_words_without_its_traceback(person, job):
    Job.objects.filter(pk=job.pk).update(
        state="failed", error="Traceback RuntimeError", message="Le disque est plein."
    )
    page = browser(person).get(f"/jobs/{job.public_id}/").content.decode()
    assert "Le disque est plein." in page
    assert "Traceback" not in page
    assert "Reprendre" in page


def test_others_jobs_are_not_there(job):
    other = browser(make_user(Role.MARKETING))
    assert other.get(f"/jobs/{job.public_id}/").status_code == 404
    assert other.post(f"/jobs/{job.public_id}/cancellation/").status_code == 404
    administrator = browser(make_user(Role.ADMINISTRATOR))
    assert administrator.get(f"/jobs/{job.public_id}/").status_code == 200
