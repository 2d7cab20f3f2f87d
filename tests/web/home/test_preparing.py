"""The line of progress on every page: there while everybody waits, gone and free of cost afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.demo.seed import prepare_world
from negoce.identity.enums import Role
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue
from negoce.web.home import preparing
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db

URL = "/preparing/"


@pytest.fixture(autouse=True)
def fresh_process() -> Iterator[None]:
    """What this process believes about quietness is of this test only."""
    preparing._quiet_until = 0.0
    yield
    preparing._quiet_until = 0.0


@pytest.fixture
def job() -> Job:
    return enqueue("jobs.purge", shown_to_all=True)


def browser(role: Role = Role.READ_ONLY, **fields: object) -> Client:
    client = Client()
    client.force_login(
        make_user(role, **fields), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def put(job: Job, **values: object) -> None:
    Job.objects.filter(pk=job.pk).update(**values)


def words(client: Client) -> str:
    return client.get(URL).content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_the_demo_world_is_work_for_everybody_s_eyes() -> None:
    assert prepare_world() is True
    assert list(Job.objects.values_list("task", "shown_to_all")) == [("demo.seed", True)]


def test_every_page_asks_while_it_runs_and_no_page_afterwards(job: Job) -> None:
    client = browser()
    page = client.get(reverse("account:preferences")).content.decode()
    assert f'data-url="{URL}"' in page
    put(job, state="done")
    page = client.get(reverse("account:preferences")).content.decode()
    assert "n-progress" not in page
    answer = client.get(URL)
    assert (answer.status_code, answer.content) == (204, b"")


def test_says_the_step_and_how_far(job: Job) -> None:
    put(job, state="running", done_units=340, total_units=1_000, message="Commandes récentes")
    said = words(browser())
    assert "Commandes récentes" in said
    assert "34 %" in said
    assert 'value="34"' in said
    assert "data-done" not in said
    assert "Recent orders" in words(browser(language="en"))


def test_is_not_full_before_the_end_nor_of_a_length_nobody_knows(job: Job) -> None:
    put(job, state="running", done_units=1_000, total_units=1_000)
    assert "99 %" in words(browser())
    put(job, done_units=5, total_units=None)
    said = words(browser())
    assert "%" not in said
    assert "En cours" in said


def test_a_failure_says_what_to_do_to_who_can(job: Job) -> None:
    put(job, state="failed", message="Le disque est plein.", error="Traceback RuntimeError")
    said = words(browser(Role.ADMINISTRATOR))
    assert "s’est arrêtée" in said
    assert "Le disque est plein." in said
    assert job.public_id in said
    assert "Traceback" not in said
    assert reverse("home:preparing_resumption") in said
    # Stays on screen, but is not asked for again and again.
    assert "data-done" in said
    reader = words(browser(Role.READ_ONLY))
    assert "Demandez à un administrateur" in reader
    assert reverse("home:preparing_resumption") not in reader


def test_an_administrator_resumes_and_the_line_asks_again(job: Job) -> None:
    put(job, state="failed", attempts=5)
    answer = browser(Role.ADMINISTRATOR).post(reverse("home:preparing_resumption"))
    assert f'data-url="{URL}"' in answer.content.decode()
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("waiting", 0)


def test_others_do_not_resume(job: Job) -> None:
    put(job, state="failed")
    assert browser(Role.MANAGER).post(reverse("home:preparing_resumption")).status_code == 403
    job.refresh_from_db()
    assert job.state == "failed"


def test_a_newer_attempt_replaces_a_failure(job: Job) -> None:
    put(job, state="failed")
    newer = enqueue("jobs.purge", shown_to_all=True)
    assert "data-done" not in words(browser())
    put(newer, state="done")
    assert preparing.preparing_url() == ""


def test_ordinary_work_is_nobody_else_s_business() -> None:
    enqueue("jobs.purge")
    assert preparing.preparing_url() == ""
    assert browser().get(URL).status_code == 204


def test_a_visitor_learns_nothing(job: Job) -> None:
    assert Client().get(URL).status_code == 302


def test_costs_one_query_a_page_and_none_when_all_is_quiet(
    settings: object, queries: Queries, job: Job
) -> None:
    settings.NEGOCE_COUNT_SECONDS = 60  # type: ignore[attr-defined]
    for number in range(50):
        enqueue("jobs.purge", unique_key=f"other {number}")
    for _page in range(2):
        with queries.exactly(1):
            assert preparing.preparing_url() == URL
    put(job, state="done")
    with queries.exactly(1):
        assert preparing.preparing_url() == ""
    with queries.exactly(0):
        assert preparing.preparing_url() == ""


def test_its_query_reads_an_index_that_holds_only_such_jobs() -> None:
    moment = timezone.now()
    Job.objects.bulk_create(Job(task="jobs.purge", state="done", run_after=moment) for _ in range(500))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE jobs_job")
    assert "job_shown" in Job.objects.filter(shown_to_all=True).order_by("-pk")[:1].explain()
