"""Parting two records while one of them is merged with a third: the undo waits, then says so."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection, transaction

from negoce.companies.actions.merges.merge import merge_companies
from negoce.companies.actions.merges.undo import undo_merge
from negoce.companies.models import Company, MergeRecord
from negoce.identity.enums import Role, Scope
from negoce.kit.refusal import Refused
from tests.factories.companies import make_company
from tests.factories.identity import make_actor

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer: nobody comes between"),
]


def test_an_undo_waits_for_a_merge_under_way() -> None:
    actor = make_actor(Role.MANAGER, scope=Scope.ALL)
    first, second, third = (make_company(name) for name in ("Gardot", "Gardot SA", "Gardot et fils"))
    merge = merge_companies(actor, kept=first, absorbed=second, values={})
    ends: list[str] = []

    def part() -> None:
        try:
            undo_merge(actor, MergeRecord.objects.get(pk=merge.pk))
            ends.append("parted")
        except Refused as refused:
            ends.append(refused.message)
        finally:
            connection.close()

    with transaction.atomic():
        merge_companies(actor, kept=third, absorbed=Company.objects.get(pk=first.pk), values={})
        thread = threading.Thread(target=part)
        thread.start()
        until_somebody_waits()
    thread.join()
    (said,) = ends
    assert "a été fusionné depuis avec une autre fiche" in said
    assert list(Company.objects.filter(deleted_at__isnull=True)) == [third]
    assert MergeRecord.objects.filter(undone_at__isnull=True).count() == 2


def until_somebody_waits() -> None:
    """Until another connection waits for a row of ours."""
    for _step in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("nobody waits")
