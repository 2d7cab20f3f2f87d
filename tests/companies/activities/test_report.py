"""Reports: each promise and question is somebody's dated task, in step with its text."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from negoce.companies.actions.activities.create import create_activity
from negoce.companies.actions.activities.done import complete_activity
from negoce.companies.actions.activities.guard import TextWarned
from negoce.companies.actions.activities.report_save import save_report
from negoce.companies.models import Activity, Company, Contact, ReportItem
from negoce.companies.rules.activity_report import ItemDraft
from negoce.identity.models import JournalEntry
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from tests.factories.companies import PARIS, make_activity
from tests.factories.identity import make_user

PROMISE = ItemDraft("promise", "Échantillon du nouveau film", due="30/11")


@pytest.fixture
def visit(actor: Actor, company: Company, contact: Contact) -> Activity:
    return create_activity(actor, values={"kind": "visit"}, company=company, contacts=[contact])


def items(visit: Activity) -> list[ReportItem]:
    return list(visit.report_items.select_related("task").order_by("position", "id"))


def test_a_whole_report(actor: Actor, company: Company, visit: Activity, contact: Contact) -> None:
    colleague = make_user()
    save_report(
        actor,
        visit,
        items=[
            ItemDraft("agreement", "Livraison le mardi"),
            PROMISE,
            ItemDraft("question", "Étiquettes recyclables", due=date(2026, 12, 4), owner=colleague),
            ItemDraft(
                "offer", "Film 20 µm", quantity="1 200", price="3,45", delivery="10 jours", terms="45 j"
            ),
        ],
        values={"need_recorded": "Film plus fin", "buying_intent": "on", "meeting_answer": "accepted"},
    )
    agreement, promise, question, offer = items(visit)
    assert agreement.task is None
    task = promise.task
    assert task is not None
    assert (task.kind, task.state, task.subject) == ("task", "planned", "Échantillon du nouveau film")
    assert timezone.localtime(task.starts_at) == datetime(2026, 11, 30, tzinfo=PARIS)
    assert (task.owner_id, list(task.contacts.order_by("id"))) == (actor.user_id, [contact])
    assert question.task is not None
    assert question.task.owner == colleague
    assert (offer.quantity, offer.price) == (Decimal(1200), Decimal("3.45"))
    visit.refresh_from_db()
    assert (visit.need_recorded, visit.buying_intent) == ("Film plus fin", True)
    company.refresh_from_db()
    assert company.next_activity_on == date(2026, 11, 30)
    entry = JournalEntry.objects.filter(subject_kind="activity", subject_id=visit.pk).order_by("id").last()
    assert entry is not None
    assert entry.values["report"][1][1] == "Promesse\u00a0: Échantillon du nouveau film"


def test_a_report_comes_with_its_activity(actor: Actor, company: Company) -> None:
    visit = create_activity(actor, values={"kind": "visit"}, company=company, report=[PROMISE])
    (promise,) = items(visit)
    assert promise.task is not None


def test_a_fault_in_a_report_stores_no_activity(actor: Actor, company: Company) -> None:
    with pytest.raises(Refused) as refused:
        create_activity(
            actor,
            values={"kind": "visit"},
            company=company,
            report=[PROMISE, ItemDraft("promise", "Quand ?")],
        )
    assert list(refused.value.fields) == ["report-1-due"]
    assert not Activity.objects.exists()


def test_changing_a_promise_changes_its_open_task(actor: Actor, visit: Activity) -> None:
    save_report(actor, visit, items=[PROMISE])
    (promise,) = items(visit)
    changed = ItemDraft("promise", "Deux échantillons", key=promise.pk, due="4/12", seen=promise.text)
    save_report(actor, visit, items=[changed], known=[promise.pk])
    (after,) = items(visit)
    assert after.task == promise.task
    assert after.task is not None
    assert after.task.subject == "Deux échantillons"
    assert timezone.localtime(after.task.starts_at).date() == date(2026, 12, 4)


def test_a_done_task_is_history(actor: Actor, visit: Activity) -> None:
    save_report(actor, visit, items=[PROMISE])
    (promise,) = items(visit)
    assert promise.task is not None
    complete_activity(actor, promise.task)
    changed = ItemDraft("promise", "Autre chose", key=promise.pk, due="4/12")
    save_report(actor, visit, items=[changed], known=[promise.pk])
    (after,) = items(visit)
    assert after.task is not None
    assert (after.text, after.task.subject) == ("Autre chose", "Échantillon du nouveau film")


def test_taking_a_promise_out_cancels_its_task(actor: Actor, company: Company, visit: Activity) -> None:
    save_report(actor, visit, items=[PROMISE])
    (promise,) = items(visit)
    task = promise.task
    assert task is not None
    save_report(actor, visit, items=[], known=[promise.pk])
    task.refresh_from_db()
    assert (items(visit), task.state) == ([], "cancelled")
    company.refresh_from_db()
    assert company.next_activity_on is None


def test_a_promise_that_becomes_an_agreement_is_no_task(actor: Actor, visit: Activity) -> None:
    save_report(actor, visit, items=[PROMISE])
    (promise,) = items(visit)
    save_report(
        actor, visit, items=[ItemDraft("agreement", promise.text, key=promise.pk)], known=[promise.pk]
    )
    (after,) = items(visit)
    assert (after.kind, after.task) == ("agreement", None)
    assert [task.state for task in Activity.objects.filter(kind="task")] == ["cancelled"]


def test_what_another_added_meanwhile_stays(actor: Actor, visit: Activity) -> None:
    save_report(actor, visit, items=[ItemDraft("agreement", "Le leur")])
    save_report(actor, visit, items=[ItemDraft("agreement", "Le mien")], known=[])
    assert [item.text for item in items(visit)] == ["Le mien", "Le leur"]


def test_what_another_changed_meanwhile_is_not_overwritten(actor: Actor, visit: Activity) -> None:
    save_report(actor, visit, items=[ItemDraft("agreement", "Mardi")])
    (item,) = items(visit)
    ReportItem.objects.filter(pk=item.pk).update(text="Mercredi")
    with pytest.raises(Conflict) as conflict:
        save_report(
            actor, visit, items=[ItemDraft("agreement", "Jeudi", key=item.pk, seen="Mardi")], known=[item.pk]
        )
    assert conflict.value.current == "Mercredi"
    ReportItem.objects.all().delete()
    with pytest.raises(Refused):
        save_report(actor, visit, items=[ItemDraft("agreement", "Jeudi", key=item.pk)], known=[item.pk])


def test_the_guard_reads_reports_too(actor: Actor, visit: Activity) -> None:
    with pytest.raises(TextWarned) as warned:
        save_report(actor, visit, items=[ItemDraft("agreement", "Elle est en dépression")])
    assert list(warned.value.fields) == ["report-0-text"]
    save_report(
        actor,
        visit,
        items=[ItemDraft("agreement", "Elle est en dépression")],
        guard_reason="Citation demandée",
    )
    entry = JournalEntry.objects.filter(subject_kind="activity", subject_id=visit.pk).order_by("id").last()
    assert entry is not None
    assert entry.values["guard_reason"] == [None, "Citation demandée"]


def test_nothing_changed_writes_nothing(actor: Actor, visit: Activity) -> None:
    save_report(actor, visit, items=[ItemDraft("agreement", "Mardi")])
    (item,) = items(visit)
    before = JournalEntry.objects.count()
    save_report(actor, visit, items=[ItemDraft("agreement", "Mardi", key=item.pk)], known=[item.pk])
    assert JournalEntry.objects.count() == before


def test_a_note_has_no_report(actor: Actor, company: Company) -> None:
    note = make_activity(company, kind="note")
    with pytest.raises(Refused):
        save_report(actor, note, items=[PROMISE])
