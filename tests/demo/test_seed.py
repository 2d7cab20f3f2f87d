"""Seeding: complete, resumable, never doubled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from negoce.catalogue.models import Product
from negoce.companies.models import Company
from negoce.demo.models import Seeding
from negoce.demo.products import products
from negoce.demo.seed import SEED, SeededElsewhere, prepare_world, seed_people, seed_world, seeding_finished
from negoce.demo.team import people
from negoce.identity.models import Territory, User
from negoce.jobs.models import Job
from tests.conftest import TODAY
from tests.demo.small_world import SCALE, fingerprint
from tests.factories.world import seeded_world

pytestmark = pytest.mark.django_db


class Killed(Exception):
    """What a kill looks like from inside."""


def test_people_can_sign_in_by_link_only_and_twice_is_once() -> None:
    first = seed_people()
    again = seed_people()
    assert first.keys() == again.keys()
    assert User.objects.count() == len(people())
    assert not any(user.has_usable_password() for user in again.values())
    assert Territory.objects.count() == 2
    assert again["camille"].short_name == "Camille R."


def test_a_seeding_killed_and_resumed_equals_one_left_alone(undisturbed: dict[str, object]) -> None:
    """Killed in the catalogue, among companies, orders and threads, and each time taken up on a later day."""
    mine = Company.objects.create(name="La mienne", name_key="la mienne")
    kept = Company.objects.filter(pk=mine.pk).values()
    before = list(kept)
    for killed, pieces in enumerate((2, 3, 4, 16)):
        with pytest.raises(Killed):
            seed_world(today=TODAY + timedelta(days=killed), scale=SCALE, progress=_killer(pieces))
        assert not seeding_finished()
    seen: list[tuple[int, int]] = []
    seed_world(
        today=TODAY + timedelta(days=9),
        scale=SCALE,
        progress=lambda done, total, label: seen.append((done, total)),
    )
    # Progress grows to its total.
    assert len(seen) > 40
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1]
    assert list(kept) == before
    following = Company.objects.create(name="Suivante", name_key="suivante")
    assert following.pk > mine.pk
    Company.objects.filter(pk__in=(mine.pk, following.pk)).delete()
    assert fingerprint() == undisturbed


def test_a_piece_that_fails_leaves_nothing_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def write_and_fail(*_: object) -> None:
        Company.objects.create(name="Moitié", name_key="moitie")
        raise Killed

    monkeypatch.setattr("negoce.demo.seeding.steps.write_companies", write_and_fail)
    with pytest.raises(Killed):
        seeded_world(scale=SCALE)
    assert not Company.objects.exists()
    assert "companies" not in Seeding.objects.get().marks


def test_of_two_processes_one_gives_up_and_nothing_doubles() -> None:
    calls = 0

    def other_process(done: int, total: int, label: str) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            seed_world(today=TODAY, scale=SCALE, should_stop=lambda: True)

    with pytest.raises(SeededElsewhere):
        seed_world(today=TODAY, scale=SCALE, progress=other_process)
    assert (calls, Product.objects.count()) == (2, Seeding.objects.get().marks["catalogue"])


def test_preparing_asks_for_one_job_until_the_world_is_there() -> None:
    assert prepare_world()
    assert prepare_world()
    assert Job.objects.filter(task="demo.seed").count() == 1
    Seeding.objects.create(world_date=TODAY, seed=SEED, scale=SCALE, finished_at=timezone.now())
    assert not prepare_world()


def test_asked_to_stop_it_stops_after_the_piece() -> None:
    result = seed_world(today=TODAY, scale=SCALE, should_stop=lambda: True)
    assert (result.finished, set(result.marks)) == (False, {"catalogue"})
    assert result.marks["catalogue"] == Product.objects.count() < len(products())


def _killer(pieces: int) -> Callable[[int, int, str], None]:
    """What kills a seeding after so many pieces."""
    left = iter(range(pieces - 1, -1, -1))

    def kill(done: int, total: int, label: str) -> None:
        if next(left) == 0:
            raise Killed

    return kill
