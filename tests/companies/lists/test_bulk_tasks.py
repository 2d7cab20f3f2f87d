"""A task for each of many companies: who gets it, how many at most, and how it is taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from negoce.companies.actions import bulk_tasks
from negoce.companies.actions.bulk_tasks import begin_bulk_tasks, run_bulk_tasks
from negoce.companies.actions.bulk_undo import undo_bulk_change
from negoce.companies.models import Activity, BulkChange, Company
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from tests.factories.companies import make_company
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db


def asked(actor: Actor, companies: list[Company] | None, **more: object) -> BulkChange:
    given = {"subject": "Reprendre contact", "due": "dans 10 jours", "owner": None, "filter_text": "", **more}
    keys = None if companies is None else [each.public_id for each in companies]
    change = begin_bulk_tasks(actor, public_ids=keys, **given)  # type: ignore[arg-type]
    return run_bulk_tasks(actor, change, public_ids=keys)


def test_each_task_is_for_whoever_follows_the_company() -> None:
    boss = make_user(Role.ADMINISTRATOR)
    hugo, gone = make_user(), make_user(is_active=False)
    one, two, three = make_company(owner=hugo), make_company(owner=gone), make_company()
    done = asked(actor_for(boss), [one, two, three])
    day = timezone.localdate() + timedelta(days=10)
    found = Activity.objects.order_by("company_id").values_list(
        "company", "owner", "kind", "state", "subject"
    )
    assert list(found) == [
        (one.pk, hugo.pk, "task", "planned", "Reprendre contact"),
        (two.pk, boss.pk, "task", "planned", "Reprendre contact"),
        (three.pk, boss.pk, "task", "planned", "Reprendre contact"),
    ]
    assert {timezone.localtime(each.starts_at).date() for each in Activity.objects.all()} == {day}
    assert set(Company.objects.values_list("next_activity_on", flat=True)) == {day}
    assert (done.matched, done.changed, done.state) == (3, 3, "done")
    told = JournalEntry.objects.filter(batch=done.public_id, verb="created", subject_kind="activity")
    assert sorted(told.values_list("company_key", flat=True)) == [one.pk, two.pk, three.pk]


def test_a_company_does_not_get_the_same_task_twice() -> None:
    actor, company = actor_for(make_user(Role.ADMINISTRATOR)), make_company()
    assert [asked(actor, [company]).changed for _time in range(2)] == [1, 0]
    assert asked(actor, [company], subject="Autre chose").changed == 1


def test_all_that_the_filter_finds_and_no_more_than_is_seen() -> None:
    hugo = make_user(Role.SALESPERSON)
    mine, other = make_company(owner=hugo, city="Lyon"), make_company(city="Lyon")
    make_company(owner=hugo, city="Brest")
    done = asked(actor_for(hugo), None, filter_text="city is Lyon")
    assert (done.matched, list(Activity.objects.values_list("company", flat=True))) == (1, [mine.pk])
    assert asked(actor_for(hugo), [other]).changed == 0


def test_undo_leaves_what_somebody_touched() -> None:
    boss = make_user(Role.ADMINISTRATOR)
    companies = [make_company() for _each in range(4)]
    done = asked(actor_for(boss), companies)
    first, second, third, _fourth = Activity.objects.order_by("pk")
    Activity.objects.filter(pk=first.pk).update(state="done")
    Activity.objects.filter(pk=second.pk).update(owner=make_user())
    Activity.objects.filter(pk=third.pk).update(body="Rappeler lundi")
    undone = undo_bulk_change(actor_for(boss), done)
    assert (undone.restored, undone.left, undone.activities) == (0, 3, 1)
    assert Activity.objects.filter(deleted_at__isnull=True).count() == 3
    assert Company.objects.get(pk=companies[3].pk).next_activity_on is None
    with pytest.raises(Refused):
        undo_bulk_change(actor_for(boss), done)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"subject": " "}, "subject"),
        ({"due": ""}, "due"),
        ({"due": "hier"}, "due"),
        ({"due": "un de ces jours"}, "due"),
        ({"owner": 0}, "owner"),
        ({"subject": "Voir avec lui, il est dépressif"}, "subject"),
    ],
)
def test_what_cannot_be_asked_is_refused(more: dict[str, object], field: str) -> None:
    actor, company = actor_for(make_user(Role.ADMINISTRATOR)), make_company()
    with pytest.raises(Refused) as refused:
        asked(actor, [company], **more)
    assert list(refused.value.fields) == [field]
    assert (Activity.objects.count(), BulkChange.objects.count()) == (0, 0)


def test_too_many_are_said_with_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_tasks, "MOST_TASKS", 2)
    actor, companies = actor_for(make_user(Role.ADMINISTRATOR)), [make_company() for _each in range(3)]
    with pytest.raises(Refused) as refused:
        asked(actor, companies)
    assert refused.value.message.startswith("3 entreprises\xa0: c’est plus que 2 tâches à la fois.")
    assert Activity.objects.count() == 0


def test_who_only_reads_creates_nothing() -> None:
    actor, company = actor_for(make_user(Role.READ_ONLY)), make_company()
    with pytest.raises(NotAllowed):
        asked(actor, [company])
    assert Activity.objects.count() == 0


def test_a_change_goes_on_where_it_stood() -> None:
    actor, companies = actor_for(make_user(Role.ADMINISTRATOR)), [make_company() for _each in range(3)]
    keys = [each.public_id for each in companies]
    change = begin_bulk_tasks(actor, subject="Appeler", due="demain", owner=None, public_ids=keys)
    BulkChange.objects.filter(pk=change.pk).update(last_key=companies[0].pk)
    change.refresh_from_db()
    assert run_bulk_tasks(actor, change, public_ids=keys).changed == 2
    assert not Activity.objects.filter(company=companies[0]).exists()
