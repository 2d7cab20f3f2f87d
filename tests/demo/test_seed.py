"""Seeding: complete, resumable, never doubled."""

from __future__ import annotations

from datetime import timedelta

import pytest

from negoce.companies.models import Company
from negoce.demo.models import Seeding
from negoce.demo.seed import SeededElsewhere, prepare_world, seed_people, seed_world, seeding_finished
from negoce.demo.team import people
from negoce.demo.world import world
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


@pytest.mark.parametrize("killed_after", [2, 5, 9, 25])
def test_a_seeding_killed_and_resumed_equals_one_left_alone(
    killed_after: int, undisturbed: dict[str, object]
) -> None:
    calls = 0

    def kill(done: int, total: int, label: str) -> None:
        nonlocal calls
        calls += 1
        if calls == killed_after:
            raise Killed

    with pytest.raises(Killed):
        seed_world(today=TODAY, scale=SCALE, progress=kill)
    assert not seeding_finished()
    seed_world(today=TODAY + timedelta(days=1), scale=SCALE)
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
            seed_world(today=TODAY, scale=SCALE)

    with pytest.raises(SeededElsewhere):
        seed_world(today=TODAY, scale=SCALE, progress=other_process)
    assert seeding_finished()
    assert Company.objects.count() == len(world(TODAY, scale=SCALE).outlines)


def test_preparing_asks_for_one_job_until_the_world_is_there() -> None:
    assert prepare_world()
    assert prepare_world()
    assert Job.objects.filter(task="demo.seed").count() == 1
    seeded_world(scale=SCALE)
    assert not prepare_world()


def test_asked_to_stop_it_stops_after_the_piece() -> None:
    result = seed_world(today=TODAY, scale=SCALE, should_stop=lambda: True)
    assert not result.finished
    assert seed_world(today=TODAY, scale=SCALE).finished


def test_progress_grows_to_its_total() -> None:
    seen: list[tuple[int, int]] = []
    seed_world(today=TODAY, scale=SCALE, progress=lambda done, total, label: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1]


def test_what_people_added_is_left_alone() -> None:
    mine = Company.objects.create(name="La mienne", name_key="la mienne")
    seeded_world(scale=SCALE)
    mine.refresh_from_db()
    assert (mine.is_fictional, mine.name) == (False, "La mienne")
    following = Company.objects.create(name="Suivante", name_key="suivante")
    assert following.pk > mine.pk
