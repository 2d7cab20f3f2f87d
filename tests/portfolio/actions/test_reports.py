"""Reports kept, shared, sent: whose rights they are made with, and when they stop."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal as D

import pytest
from django.utils import translation

from negoce.identity.enums import Permission, Role, Scope
from negoce.identity.models import JournalEntry, User
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor
from negoce.jobs.worker import work_off
from negoce.kit.refusal import Refused
from negoce.outbox.models import Message
from negoce.outbox.queries.visible import visible_messages
from negoce.portfolio.actions.reports import send
from negoce.portfolio.actions.reports.run import may_start, purge_runs, start_run
from negoce.portfolio.actions.reports.save import delete_report, save_report
from negoce.portfolio.actions.reports.schedule import schedule_report
from negoce.portfolio.actions.reports.send import send_due_reports
from negoce.portfolio.documents.report_file import report_file
from negoce.portfolio.enums import ReportFormat, ReportRhythm
from negoce.portfolio.models import ReportRun, ReportSchedule, SavedReport
from negoce.portfolio.queries.reports.run import run_report
from negoce.portfolio.queries.reports.table import table_of
from negoce.portfolio.queries.reports.understood import Understood, understand
from negoce.portfolio.queries.saved_reports import result_of, visible_reports
from negoce.portfolio.rules.report_asked import ReportAsked, read_query
from negoce.portfolio.rules.report_schedule import Rhythm
from tests.factories.companies import make_company
from tests.factories.identity import make_actor, make_user
from tests.factories.orders import make_order

pytestmark = pytest.mark.django_db
ASKED = read_query("subject=orders&measure=net,margin&group=company")
DAILY = Rhythm(ReportRhythm.DAILY, 7)


def on(day: int, hour: int) -> datetime:
    """A moment of December 2036, when everything that tests schedule is past; Paris is an hour ahead."""
    return datetime(2036, 12, day, hour - 1, 30, tzinfo=UTC)


@pytest.fixture
def boss() -> User:
    return make_user(Role.MANAGER, scope=Scope.ALL.value)


def kept(owner: User, *, is_shared: bool = True) -> SavedReport:
    return save_report(actor_for(owner), None, name="CA par client", asked=ASKED, is_shared=is_shared)


def received(person: User, report: SavedReport) -> ReportSchedule:
    found = schedule_report(actor_for(person), report, rhythm=DAILY, form=ReportFormat.CSV)
    assert found is not None
    ReportSchedule.objects.filter(pk=found.pk).update(last_on=date(2036, 12, 1))
    return found


def test_a_report_is_kept_changed_and_taken_away(boss: User) -> None:
    actor = actor_for(boss)
    report = kept(boss, is_shared=False)
    assert read_query(report.query) == ASKED
    with pytest.raises(Refused):
        save_report(actor, None, name="ca par CLIENT", asked=ASKED, is_shared=False)
    with pytest.raises(Refused):
        save_report(actor, None, name=" ", asked=ASKED, is_shared=False)
    with pytest.raises(Refused):
        save_report(actor, None, name="Autre", asked=read_query("subject=secrets"), is_shared=False)
    save_report(actor, report, name="CA", asked=ASKED, is_shared=True)
    delete_report(actor, report)
    verbs = JournalEntry.objects.filter(subject_kind="report").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["created", "changed", "deleted"]


def test_who_sees_it_and_who_changes_it(boss: User) -> None:
    private, other = kept(boss, is_shared=False), make_actor(Role.SALESPERSON)
    assert not visible_reports(other).exists()
    with pytest.raises(NotAllowed):
        save_report(other, private, name="À moi", asked=ASKED, is_shared=False)
    save_report(actor_for(boss), private, name="CA par client", asked=ASKED, is_shared=True)
    assert visible_reports(other).exists()
    with pytest.raises(NotAllowed):
        delete_report(other, private)
    with pytest.raises(NotAllowed):
        save_report(other, None, name="À tous", asked=ASKED, is_shared=True)


def test_it_leaves_at_its_hour_once_with_the_rights_of_its_reader(boss: User) -> None:
    outsider = make_user(Role.MARKETING)
    make_order(make_company("Astier"), date(2026, 9, 3), "100.50", cost="60")
    report = kept(boss)
    for person in (boss, outsider):
        received(person, report)
    assert send_due_reports(on(2, 6)) == 0
    assert send_due_reports(on(2, 7)) == 2
    assert send_due_reports(on(2, 8)) == 0
    messages = {message.to_address: message for message in Message.objects.filter(related_kind="report")}
    assert set(messages) == {boss.email, outsider.email}
    of_boss = messages[boss.email].attachments.get().path.read_text("utf-8-sig")
    of_outsider = messages[outsider.email].attachments.get().path.read_text("utf-8-sig")
    assert of_boss.splitlines()[:2] == ["Entreprise;Montant HT (€);Marge (€)", "Astier;100,50;40,50"]
    assert of_outsider.splitlines()[:2] == ["Entreprise;Montant HT (€)", "Astier;100,50"]
    assert JournalEntry.objects.filter(subject_kind="report", verb="export").count() == 2


def test_what_was_sent_to_a_person_is_read_by_that_person_alone(boss: User) -> None:
    received(boss, kept(boss))
    send_due_reports(on(2, 7))
    assert visible_messages(actor_for(boss)).filter(related_kind="report").exists()
    for role in (Role.ADMINISTRATOR, Role.MARKETING):
        assert not visible_messages(make_actor(role)).filter(related_kind="report").exists()


def test_after_a_long_stop_one_report_leaves(boss: User) -> None:
    received(boss, kept(boss))
    assert send_due_reports(on(20, 9)) == 1
    assert ReportSchedule.objects.get().last_on == date(2036, 12, 20)


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": Role.READ_ONLY.value}])
def test_who_left_or_may_export_no_more_receives_nothing(boss: User, change: dict[str, object]) -> None:
    received(boss, kept(boss))
    User.objects.filter(pk=boss.pk).update(**change)
    assert send_due_reports(on(2, 9)) == 0
    assert (ReportSchedule.objects.count(), Message.objects.count()) == (0, 0)


def test_a_report_shared_no_more_is_received_by_its_owner_alone(boss: User) -> None:
    other, report = make_user(Role.MARKETING), kept(boss)
    for person in (boss, other):
        received(person, report)
    save_report(actor_for(boss), report, name="CA par client", asked=ASKED, is_shared=False)
    assert list(ReportSchedule.objects.values_list("person_id", flat=True)) == [boss.pk]


def test_receiving_takes_the_right_to_export_and_a_real_hour(boss: User) -> None:
    report = kept(boss)
    with pytest.raises(NotAllowed):
        schedule_report(make_actor(Role.SALESPERSON), report, rhythm=DAILY)
    with pytest.raises(Refused):
        schedule_report(actor_for(boss), report, rhythm=Rhythm(ReportRhythm.MONTHLY, 7, 0, 31))
    received(boss, report)
    schedule_report(actor_for(boss), report, rhythm=None)
    assert ReportSchedule.objects.count() == 0


def test_who_may_not_write_is_told_at_once(boss: User) -> None:
    actor = replace(actor_for(boss), permissions=frozenset({Permission.EXPORT}))
    with pytest.raises(Refused) as refused:
        schedule_report(actor, kept(boss), rhythm=DAILY)
    assert "pas d’envoyer de message" in refused.value.message
    assert ReportSchedule.objects.count() == 0


def test_that_a_report_leaves_no_more_is_in_the_journal(boss: User) -> None:
    received(boss, kept(boss))
    User.objects.filter(pk=boss.pk).update(role=Role.READ_ONLY.value)
    send_due_reports(on(2, 9))
    entry = JournalEntry.objects.filter(subject_kind="report").latest("pk")
    assert (entry.verb, ReportSchedule.objects.count()) == ("changed", 0)


def test_a_long_report_is_worked_out_by_a_job(boss: User) -> None:
    make_order(make_company("Astier"), date(2026, 9, 3), "100", cost="60")
    run, job = start_run(actor_for(boss), ASKED)
    work_off()
    run.refresh_from_db()
    assert run.result is not None
    assert [(line.names, line.values) for line in table_of(run.result).lines] == [
        (("Astier",), (D(100), D(40)))
    ]
    assert job.task == "portfolio.run_report"
    assert purge_runs(on(2, 7)) == 1
    assert ReportRun.objects.count() == 0


def test_a_file_runs_nothing(boss: User) -> None:
    make_order(make_company("=HYPERLINK(1)"), date(2026, 9, 3), "10")
    found = understand(actor_for(boss), read_query("subject=orders&measure=net&group=company"))
    assert found is not None
    with translation.override("fr"):
        table = run_report(found)
        assert table is not None
        assert "'=HYPERLINK(1);10,00" in report_file("CA", table, ReportFormat.CSV).decode("utf-8-sig")
        assert report_file("CA", table, ReportFormat.XLSX)[:2] == b"PK"


def test_a_report_under_way_is_not_begun_twice(boss: User) -> None:
    first, _job = start_run(actor_for(boss), ASKED)
    assert [start_run(actor_for(boss), ASKED)[0].pk for _press in range(5)] == [first.pk] * 5
    assert start_run(make_actor(Role.MANAGER), ASKED)[0].pk != first.pk
    work_off()
    assert start_run(actor_for(boss), ASKED)[0].pk != first.pk


def test_one_person_does_not_take_every_worker(boss: User) -> None:
    actor = actor_for(boss)
    for measure in ("net", "count", "basket"):
        start_run(actor, read_query(f"subject=orders&measure={measure}"))
    assert [may_start(actor, asked) for asked in (ASKED, read_query("subject=orders&measure=net"))] == [
        False,
        True,
    ]
    with pytest.raises(Refused):
        start_run(actor, ASKED)
    assert ReportRun.objects.count() == 3
    # One of those that wait is joined, and others are not kept from theirs.
    start_run(actor, read_query("subject=orders&measure=net"))
    start_run(make_actor(Role.MANAGER), ASKED)
    work_off()
    start_run(actor, ASKED)
    assert ReportRun.objects.count() == 5


def test_a_result_is_gone_with_the_rights_that_it_was_made_with(boss: User) -> None:
    run, _job = start_run(actor_for(boss), ASKED)
    work_off()
    run.refresh_from_db()
    assert result_of(actor_for(boss), run) is not None
    User.objects.filter(pk=boss.pk).update(scope=Scope.OWN.value)
    boss.refresh_from_db()
    assert result_of(actor_for(boss), run) is None
    User.objects.filter(pk=boss.pk).update(scope=Scope.ALL.value, role=Role.MARKETING.value)
    assert result_of(actor_for(User.objects.get(pk=boss.pk)), run) is None


def test_a_report_that_fails_keeps_no_other_back(boss: User, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, other = make_user(Role.MARKETING), make_user(Role.MARKETING)
    report = kept(boss)
    for person in (broken, other):
        received(person, report)

    def read(actor: Actor, asked: ReportAsked) -> Understood | None:
        if actor.user_id == broken.pk:
            raise ZeroDivisionError
        return understand(actor, asked)

    monkeypatch.setattr(send, "understand", read)
    with pytest.raises(ZeroDivisionError):
        send_due_reports(on(2, 9))
    assert list(Message.objects.values_list("to_address", flat=True)) == [other.email]
    monkeypatch.setattr(send, "understand", understand)
    assert send_due_reports(on(2, 10)) == 1
