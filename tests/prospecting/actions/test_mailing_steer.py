"""A stop, a pause and what follows hold whatever cuts them; the pace and the cost follow what really left."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from negoce.identity.models import JournalEntry, User
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.worker import work_off
from negoce.outbox.actions.message_claim import claim_batch, release
from negoce.outbox.actions.message_settle import cancel_message, resend_message
from negoce.outbox.actions.messages_send import send_due
from negoce.outbox.models import Message
from negoce.prospecting.actions import mailing_prepare, mailing_steer
from negoce.prospecting.actions.mailing_obey import follow_mailings
from negoce.prospecting.actions.mailing_posted import note_cost, note_posted
from negoce.prospecting.actions.mailing_prepare import prepare_mailing
from negoce.prospecting.actions.mailing_steer import pause_mailing, resume_mailing, stop_mailing
from negoce.prospecting.actions.plan_cost import remove_cost
from negoce.prospecting.models import Mailing, PlanCost
from negoce.prospecting.rules.mailing_pace import moment_of, start_of_pace
from tests.factories.companies import make_company
from tests.factories.mailings import launch, make_mailing, make_marketer, make_reader
from tests.factories.plans import make_plan
from tests.harness.mail_server import closed_port, mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def route(settings: object) -> None:
    settings.NEGOCE_MAIL_ROUTE = closed_port()  # type: ignore[attr-defined]


@pytest.fixture
def camille() -> Actor:
    return make_marketer()


class Cut(BaseException):
    pass


def launched(camille: Actor, readers: int = 3, **given: object) -> Mailing:
    for _number in range(readers):
        make_reader()
    mailing = launch(camille, make_mailing(camille, **given))
    work_off([JobQueue.LONG])
    mailing.refresh_from_db()
    return mailing


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def cut(_mailing: Mailing) -> int:
    raise Cut


@pytest.mark.parametrize(
    ("steer", "first", "after"),
    [
        (stop_mailing, "waiting", "cancelled"),
        (pause_mailing, "waiting", "held"),
        (resume_mailing, "held", "waiting"),
    ],
)
def test_what_a_cut_request_began_its_job_ends(
    camille: Actor, monkeypatch: pytest.MonkeyPatch, steer: object, first: str, after: str
) -> None:
    mailing = launched(camille)
    if first == "held":
        pause_mailing(camille, mailing)
    with monkeypatch.context() as cutting:
        cutting.setattr(mailing_steer, "obey", cut)
        with pytest.raises(Cut):
            steer(camille, mailing)  # type: ignore[operator]
    assert states() == [first] * 3
    work_off([JobQueue.DEFAULT])
    assert states() == [after] * 3


@pytest.mark.parametrize(("steer", "after"), [(stop_mailing, "cancelled"), (pause_mailing, "held")])
def test_asked_again_it_finishes_what_the_first_time_left(
    camille: Actor, monkeypatch: pytest.MonkeyPatch, steer: object, after: str
) -> None:
    mailing = launched(camille)
    with monkeypatch.context() as cutting:
        cutting.setattr(mailing_steer, "obey", cut)
        with pytest.raises(Cut):
            steer(camille, mailing)  # type: ignore[operator]
    assert steer(camille, mailing) == 3  # type: ignore[operator]
    assert states() == [after] * 3


def test_a_resumption_cut_during_the_preparation_leaves_a_job_that_prepares(
    camille: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _number in range(2):
        make_reader()
    mailing = launch(camille, make_mailing(camille))
    pause_mailing(camille, mailing)
    work_off()
    with monkeypatch.context() as cutting:
        cutting.setattr(mailing_steer, "obey", cut)
        with pytest.raises(Cut):
            resume_mailing(camille, mailing)
    work_off([JobQueue.LONG, JobQueue.DEFAULT])
    mailing.refresh_from_db()
    assert (mailing.state, states()) == ("ready", ["waiting"] * 2)


def test_the_last_word_holds_whatever_the_order_of_the_jobs(camille: Actor) -> None:
    mailing = launched(camille)
    old = Mailing.objects.get()
    pause_mailing(camille, mailing)
    resume_mailing(camille, mailing)
    # The job of the pause comes last, with what it read before.
    assert old.state == "ready"
    work_off([JobQueue.DEFAULT])
    assert states() == ["waiting"] * 3


def test_what_a_worker_has_obeys_a_stop(camille: Actor) -> None:
    mailing = launched(camille)
    claimed = claim_batch("job:1:x", 50, 50)
    stop_mailing(camille, mailing)
    release(claimed)
    mailing.refresh_from_db()
    assert (mailing.state, states()) == ("cancelled", ["cancelled"] * 3)


def test_a_scheduled_mailing_that_is_paused_starts_at_its_moment(camille: Actor) -> None:
    at = timezone.now() + timedelta(hours=2)
    make_reader()
    mailing = launch(camille, make_mailing(camille, send_at=at))
    pause_mailing(camille, mailing)
    resume_mailing(camille, mailing)
    work_off([JobQueue.LONG])
    assert Message.objects.count() == 0
    prepare_mailing(camille, mailing)
    assert list(Message.objects.values_list("not_before", flat=True)) == [at]


def test_the_pace_goes_on_after_a_pause_in_the_middle_of_the_preparation(
    camille: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailing_prepare, "BATCH", 2)
    for _number in range(6):
        make_reader()
    mailing = launch(camille, make_mailing(camille, a_minute=1))
    prepare_mailing(
        camille, mailing, progress=lambda done, _total: done > 1 and pause_mailing(camille, mailing)
    )
    assert states() == ["held"] * 2
    two_hours = timedelta(hours=2)
    Mailing.objects.update(
        paused_at=timezone.now() - two_hours,
        launched_at=timezone.now() - two_hours,
        paced_from=timezone.now() - two_hours,
    )
    Message.objects.update(not_before=timezone.now() - two_hours)
    first, second = Message.objects.order_by("pk")
    Message.objects.filter(pk=second.pk).update(not_before=first.not_before + timedelta(minutes=1))
    resume_mailing(camille, mailing)
    work_off([JobQueue.LONG])
    moments = list(Message.objects.order_by("pk").values_list("not_before", flat=True))
    assert [round((each - moments[0]).total_seconds() / 60) for each in moments] == [0, 1, 2, 3, 4, 5]
    assert abs(moments[0] - timezone.now()) < timedelta(minutes=1)


def test_what_is_late_does_not_leave_all_at_once() -> None:
    start = datetime(2026, 11, 20, 9, tzinfo=UTC)
    assert start_of_pace(0, start, 2, start) == start
    assert start_of_pace(10, start, 2, start + timedelta(minutes=3)) == start
    late = start_of_pace(10, start, 2, start + timedelta(hours=3))
    assert moment_of(10, late, 2) == start + timedelta(hours=3)
    assert moment_of(11, late, 2) == start + timedelta(hours=3, seconds=30)
    assert start_of_pace(10, start, None, start + timedelta(hours=3)) == start


def costs() -> list[tuple[str, str, Decimal]]:
    return list(PlanCost.objects.order_by("pk").values_list("plan__name", "channel", "amount"))


def test_a_plan_bears_what_really_left(camille: Actor) -> None:
    plan = make_plan(User.objects.get(), state="running", name="Laiteries")
    mailing = launched(camille, readers=4, piece_cost=Decimal("0.50"), plan=plan)
    assert costs() == []
    with mail_server() as found:
        send_due(found.server, owner="test", a_minute=1)
    assert (follow_mailings(), costs()) == (0, [("Laiteries", "email", Decimal("0.50"))])
    Message.objects.update(handed_at=None)
    with mail_server() as found:
        send_due(found.server, owner="test", a_minute=2)
    stop_mailing(camille, mailing)
    assert costs() == [("Laiteries", "email", Decimal("1.50"))]
    assert (follow_mailings(), follow_mailings()) == (1, 0)


def test_what_a_stopped_preparation_had_in_hand_is_paid_for(camille: Actor) -> None:
    plan = make_plan(User.objects.get(), state="running", name="Laiteries")
    launched(camille, readers=2, piece_cost=Decimal("0.50"), plan=plan)
    Mailing.objects.update(state="preparing", prepared_at=None)
    (first, *_others) = claim_batch("worker", 1, 60)
    stop_mailing(camille, Mailing.objects.get())
    assert (follow_mailings(), costs()) == (0, [])
    Message.objects.filter(pk=first.pk).update(state="sent")
    assert (follow_mailings(), costs()) == (1, [("Laiteries", "email", Decimal("0.50"))])
    assert (follow_mailings(), Mailing.objects.get().state) == (0, "cancelled")


def test_what_is_sent_again_or_given_up_once_all_have_left_is_counted(camille: Actor) -> None:
    plan = make_plan(User.objects.get(), state="running", name="Laiteries")
    launched(camille, readers=3, piece_cost=Decimal("0.50"), plan=plan)
    failed, doubtful, sent = Message.objects.order_by("pk")
    for message, state in ((failed, "failed"), (doubtful, "in_doubt"), (sent, "sent")):
        Message.objects.filter(pk=message.pk).update(state=state)
    assert (follow_mailings(), costs()) == (1, [("Laiteries", "email", Decimal("1.00"))])
    cancel_message(camille, doubtful)
    work_off()
    assert (follow_mailings(), costs()) == (1, [("Laiteries", "email", Decimal("0.50"))])
    resend_message(camille, failed)
    work_off()
    assert (follow_mailings(), costs()) == (0, [("Laiteries", "email", Decimal("0.50"))])
    Message.objects.filter(pk=failed.pk).update(state="sent")
    assert (follow_mailings(), costs()) == (1, [("Laiteries", "email", Decimal("1.00"))])


def test_a_cost_that_comes_by_itself_stays_away_once_it_was_taken_away(camille: Actor) -> None:
    plan = make_plan(User.objects.get(), state="running", name="Laiteries")
    mailing = launched(camille, readers=2, piece_cost=Decimal("0.50"), plan=plan)
    Message.objects.order_by("pk").filter(pk=Message.objects.order_by("pk")[0].pk).update(state="sent")
    follow_mailings()
    read_before = Mailing.objects.get()
    remove_cost(camille, PlanCost.objects.get())
    follow_mailings()
    with transaction.atomic():
        assert note_cost(read_before, None) == 0
    mailing.refresh_from_db()
    assert (costs(), mailing.piece_cost) == ([], Decimal(0))
    entry = JournalEntry.objects.filter(subject_kind="mailing", subject_id=mailing.pk).latest("pk")
    assert entry.values["piece_cost"] == ["0.5000", "0"]


def test_a_plan_that_begins_later_bears_it_from_then_on(camille: Actor) -> None:
    plan = make_plan(User.objects.get(), state="draft", name="Laiteries")
    mailing = launched(camille, readers=2, piece_cost=Decimal("0.50"), plan=plan)
    with mail_server() as found:
        send_due(found.server, owner="test", a_minute=60)
    assert (follow_mailings(), costs()) == (1, [])
    plan.state = "running"
    plan.save()
    for _time in range(2):
        note_cost(mailing, camille.user_id)
    assert costs() == [("Laiteries", "email", Decimal("1.00"))]


def test_letters_cost_once_they_are_posted(camille: Actor) -> None:
    plan = make_plan(User.objects.get(), state="running", name="Laiteries")
    company = make_company("Laiterie Mallet", city="Valence", postal_code="26000")
    make_reader(company)
    mailing = make_mailing(camille, kind="letter", piece_cost=Decimal("1.27"), plan=plan)
    launch(camille, mailing)
    work_off([JobQueue.LONG])
    note_cost(mailing, camille.user_id)
    assert costs() == []
    note_posted(camille, Mailing.objects.get())
    assert costs() == [("Laiteries", "letter", Decimal("1.27"))]
