"""A report received by e-mail, from its hour to the file that the reader opens: a real mail server takes it."""

from __future__ import annotations

import csv
import email
from datetime import UTC, date, datetime
from email.policy import default
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from negoce.identity.enums import Role, Scope
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.jobs.worker import work_off
from negoce.outbox.models import Message
from negoce.portfolio.actions.reports.save import save_report
from negoce.portfolio.actions.reports.schedule import schedule_report
from negoce.portfolio.actions.reports.send import send_due_reports
from negoce.portfolio.enums import ReportFormat, ReportRhythm
from negoce.portfolio.models import ReportSchedule
from negoce.portfolio.rules.report_asked import read_query
from negoce.portfolio.rules.report_schedule import Rhythm
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.factories.orders import make_order
from tests.harness.mail_server import mail_server

pytestmark = pytest.mark.django_db
ASKED = read_query("subject=orders&measure=net,margin_rate,count&group=company")
FORMULA = '=HYPERLINK("https://evil.example","Bonnet")'


@pytest.fixture
def boss() -> User:
    person = make_user(Role.MANAGER, scope=Scope.ALL.value)
    make_order(make_company("Astier"), date(2026, 9, 3), "1250.50", cost="1000")
    make_order(make_company(FORMULA), date(2026, 9, 4), "300", cost="200")
    return person


def received(boss: User, settings: Any, form: ReportFormat) -> tuple[str, str, bytes]:
    """The subject of the mail that arrived, the name of its file, and the file."""
    report = save_report(actor_for(boss), None, name="CA par client", asked=ASKED, is_shared=False)
    schedule_report(actor_for(boss), report, rhythm=Rhythm(ReportRhythm.DAILY, 7), form=form)
    ReportSchedule.objects.update(last_on=date(2036, 12, 1))
    with mail_server() as server:
        settings.NEGOCE_MAIL_ROUTE = server.server
        assert send_due_reports(datetime(2036, 12, 2, 6, 30, tzinfo=UTC)) == 1
        work_off()
        (mail,) = server.mails
    assert mail.recipients == [boss.email]
    assert Message.objects.get().state == "sent"
    read = email.message_from_bytes(mail.content, policy=default)
    text = read.get_body(("plain",))
    assert text is not None
    assert "avec vos droits d’aujourd’hui" in text.get_content()
    (file,) = read.iter_attachments()
    content = file.get_payload(decode=True)
    assert isinstance(content, bytes)
    return str(read["Subject"]), str(file.get_filename()), content


def test_a_workbook_arrives_and_opens(boss: User, settings: Any) -> None:
    subject, name, content = received(boss, settings, ReportFormat.XLSX)
    assert (subject.startswith("CA par client, "), name) == (True, "ca-par-client-2036-12-02.xlsx")
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Entreprise", "Montant HT (€)", "Taux de marge (%)", "Commandes"],
        ["Astier", 1250.5, 20.03, 1],
        [FORMULA, 300, 33.33, 1],
        ["Total", 1550.5, 22.61, 2],
    ]
    # "s" is a text, "f" would be run.
    assert [row[0].data_type for row in sheet.iter_rows()] == ["s", "s", "s", "s"]


def test_a_csv_arrives_and_runs_nothing(boss: User, settings: Any) -> None:
    _subject, name, content = received(boss, settings, ReportFormat.CSV)
    assert name == "ca-par-client-2036-12-02.csv"
    assert list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";")) == [
        ["Entreprise", "Montant HT (€)", "Taux de marge (%)", "Commandes"],
        ["Astier", "1250,50", "20,03", "1"],
        [f"'{FORMULA}", "300,00", "33,33", "1"],
        ["Total", "1550,50", "22,61", "2"],
    ]


def test_a_report_whose_filter_is_no_longer_understood_is_not_made(boss: User) -> None:
    report = save_report(actor_for(boss), None, name="CA par client", asked=ASKED, is_shared=False)
    schedule_report(actor_for(boss), report, rhythm=Rhythm(ReportRhythm.DAILY, 7), form=ReportFormat.CSV)
    ReportSchedule.objects.update(last_on=date(2036, 12, 1))
    type(report).objects.update(query=f"{report.query}&filter=wings+is+two")
    assert send_due_reports(datetime(2036, 12, 2, 6, 30, tzinfo=UTC)) == 1
    message = Message.objects.get()
    assert (message.attachments.count(), "ouvrez-le pour voir pourquoi" in message.text) == (0, True)
