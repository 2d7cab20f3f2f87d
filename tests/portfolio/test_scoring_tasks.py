"""The jobs of the learned score: what the month learns anew, and a job that runs again after a crash."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.utils import timezone

from negoce.identity.rules.actor import system_actor
from negoce.jobs.models import Job
from negoce.jobs.running import RunningJob
from negoce.portfolio.actions.scoring_fit import SCORES_TASK, TASK, fit_scores, request_fit
from negoce.portfolio.models import ScoringFit
from negoce.portfolio.scoring_tasks import fit
from tests.factories.companies import make_company
from tests.factories.custom import fill, make_field

pytestmark = pytest.mark.django_db
ACTOR = system_actor()


def _running(arguments: Mapping[str, object], hold: object = None) -> RunningJob:
    job = RunningJob(Job.objects.create(task=TASK, arguments=arguments, run_after=timezone.now()))
    # No worker holds the lease of a job that the test itself runs.
    job.hold = lambda: None  # type: ignore[method-assign]
    return job


def test_the_month_learns_again_what_is_in_use() -> None:
    outcome = make_field("Signé", "yes_no")
    ScoringFit.objects.create(known_until="2026-09-01", outcome=outcome.key, in_use=True)
    fit(_running({"when_due": True}))
    assert list(ScoringFit.objects.order_by("pk").values_list("outcome", flat=True)) == [outcome.key] * 2


def test_when_the_field_that_was_learned_is_gone_the_month_learns_customers_again() -> None:
    ScoringFit.objects.create(known_until="2026-09-01", outcome="retire", in_use=True, is_chosen=True)
    fit(_running({"when_due": True}))
    assert list(ScoringFit.objects.order_by("pk").values_list("outcome", flat=True)) == ["retire", ""]


@pytest.mark.asked_already  # facts are read and fits written as below
def test_a_choice_by_hand_ends_with_the_field_that_it_was_taught() -> None:
    outcome = make_field("Signé", "yes_no")
    for row in range(240):
        fill(
            make_company(headcount=200 if row % 2 else 5),
            outcome,
            "oui" if row % 2 != (row % 9 == 0) else "non",
        )
    chosen = ScoringFit.objects.create(known_until="2026-09-01", in_use=True, is_chosen=True)
    fit_scores(today=timezone.localdate(), outcome=outcome.key)
    chosen.refresh_from_db()
    assert (chosen.in_use, chosen.is_chosen) == (True, True)
    ScoringFit.objects.filter(pk=chosen.pk).update(outcome="retire")
    newest = fit_scores(today=timezone.localdate(), outcome=outcome.key)
    chosen.refresh_from_db()
    assert (newest.in_use, chosen.in_use, chosen.is_chosen) == (True, False, False)


def test_without_anything_in_use_the_month_learns_who_became_a_customer() -> None:
    fit(_running({"when_due": True}))
    assert list(ScoringFit.objects.values_list("outcome", flat=True)) == [""]
    # Learned today: not due.
    assert fit(_running({"when_due": True})) == {}


def test_what_another_outcome_waits_for_is_not_taken_for_mine() -> None:
    outcome = make_field("Signé", "yes_no")
    first, second, again = (request_fit(ACTOR, outcome=each) for each in ("", outcome.key, outcome.key))
    assert [each.arguments["outcome"] for each in (first, second)] == ["", outcome.key]
    assert (first.pk != second.pk, again.pk) == (True, second.pk)


def test_a_job_that_runs_twice_learns_once() -> None:
    job = _running({"outcome": ""})
    assert fit(job) == fit(job)
    assert ScoringFit.objects.count() == 1
    fit(_running({"outcome": ""}))
    assert ScoringFit.objects.count() == 2


def test_scores_are_asked_for_with_the_fit_or_not_at_all() -> None:
    outcome = make_field("Signé", "yes_no")
    for row in range(240):
        fill(
            make_company(headcount=200 if row % 2 else 5),
            outcome,
            "oui" if row % 2 != (row % 9 == 0) else "non",
        )

    def lost() -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fit_scores(today=timezone.localdate(), outcome=outcome.key, hold=lost)
    assert (ScoringFit.objects.count(), Job.objects.filter(task=SCORES_TASK).count()) == (0, 0)
    assert fit_scores(today=timezone.localdate(), outcome=outcome.key).problem == ""
    assert Job.objects.filter(task=SCORES_TASK).count() == 1
