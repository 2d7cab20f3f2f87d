"""Worlds that several tests look at are written once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pytest
from pytest_django import DjangoDbBlocker

from negoce.demo import seed
from negoce.demo.seed import SeedResult
from negoce.demo.world import world
from tests.demo.small_world import fingerprint, world_for_a_while

# Half of a small seeding is to draw the names of all six thousand companies, the same ones each time.
kept_world = lru_cache(maxsize=4)(world)


@pytest.fixture(autouse=True, scope="session")
def drawn_once() -> Iterator[None]:
    """A world is drawn once for all seedings; its rows are never changed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seed, "world", kept_world)
        yield


@pytest.fixture(scope="session")
def undisturbed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[str, object]:
    """What a seeding that nobody disturbs leaves; nothing of it is there any more."""
    with django_db_blocker.unblock(), world_for_a_while():
        return fingerprint()


@pytest.fixture(scope="module")
def one_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[SeedResult]:
    """A world for all tests of a module, each of which takes back what it does."""
    with django_db_blocker.unblock(), world_for_a_while() as result:
        yield result
