"""Offers, playbooks, the plan and kept reports forget a person who is erased, and so does what the journal told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from negoce.automation.actions.offers.save import save_segment_offer
from negoce.automation.actions.playbooks.save import save_playbook, save_step
from negoce.automation.models import SegmentOffer
from negoce.automation.queries.offers.audience import Segment, audience
from negoce.companies.actions.contacts.create import create_contact
from negoce.companies.actions.people.erase import erase_person
from negoce.portfolio.actions.plan_save import save_action
from negoce.portfolio.actions.reports.save import save_report
from negoce.portfolio.models import PlannedAction, ReportRun, SavedReport
from negoce.portfolio.rules.report_asked import ReportAsked, read_query
from tests.factories.companies import make_company
from tests.factories.identity import make_actor
from tests.harness.stored import everything_stored, lines_with

pytestmark = pytest.mark.django_db
NAME = "Hélène Quenneville"


def test_no_text_of_the_house_names_who_was_erased() -> None:
    actor, company = make_actor(), make_company("Gardot", city="Lyon")
    values = {"first_name": "Hélène", "last_name": "Quenneville", "email": "hq@gardot.example"}
    contact = create_contact(actor, company=company, values=values)
    today = timezone.localdate()
    ends = f"{today + timedelta(days=30):%d/%m/%Y}"
    given = {"name": "Pour Hélène Quenneville", "words": "Demander Mme Quenneville Hélène", "ends_on": ends}
    segment = Segment("v", "Hélène Quenneville", 'city is Lyon and note contains "Hélène Quenneville"')
    offer = save_segment_offer(actor, None, values={**given, "segment": segment})
    playbook = save_playbook(actor, None, values={"name": "Relance", "status": "dormant"})
    step = {"kind": "task", "subject": f"Voir {NAME}", "body": f"{NAME} décide", "delay_days": "0"}
    save_step(actor, playbook, None, values=step)
    plan = {
        "name": "Salon",
        "part": "conquest",
        "first_month": "1",
        "last_month": "2",
        "note": f"Avec {NAME}",
    }
    save_action(actor, None, year=today.year, values=plan)
    asked = ReportAsked("orders", filter='email is "hq@gardot.example" or city is Lyon')
    save_report(actor, None, name=f"Ce que prend {NAME}", asked=asked, is_shared=False)
    for result in ({"lines": [[NAME]]}, None):
        ReportRun.objects.create(person_id=actor.user_id, query=asked.query, result=result)
    assert len(lines_with("quenneville", everything_stored())) > 10
    erase_person(actor, contact, reason="Demande écrite", typed_name=NAME)
    stored = everything_stored()
    assert [line for trace in ("quenneville", "hq@") for line in lines_with(trace, stored)] == []
    row = SegmentOffer.objects.get(pk=offer.pk)
    assert (row.name, audience(row, actor, today).count()) == ("Pour [personne effacée]", 0)
    assert PlannedAction.objects.get().note == "Avec [personne effacée]"
    kept = read_query(SavedReport.objects.get().query)
    assert (kept.subject, kept.filter) == ("orders", "email is [personne effacée] or city is Lyon")
    assert [read_query(run.query) for run in ReportRun.objects.all()] == [kept]
