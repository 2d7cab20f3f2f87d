"""Qualification, referrals and playbooks of somebody else, for test_foreign_records."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from negoce.automation.enums import StepOutcome
from negoce.automation.models import PlaybookStepDone
from negoce.companies.models import Company, Contact, RightsRequest
from negoce.prospecting.models import (
    CallSession,
    ChannelChoice,
    MarketFact,
    PlanCost,
    QualificationCriterion,
)
from tests.factories.calls import make_session, make_target
from tests.factories.companies import make_company
from tests.factories.plans import make_plan
from tests.factories.playbooks import make_playbook, make_run
from tests.factories.prospecting import make_referral

# Grids and playbooks are everybody’s: who may set the program, or steers, changes them.
OF_EVERYBODY = frozenset(
    {
        *("grids:change", "grids:offering", "playbooks:playbook", "playbooks:change", "playbooks:switch"),
        "playbooks:preview",
        # So are the criteria of the matrix, and scripts of calls.
        "calls:script",
        *("matrices:criterion", "matrices:criterion_removal"),
        *("playbooks:step_new", "playbooks:step", "playbooks:step_removal"),
        # So is what is declared of the market.
        "plans:fact_removal",
        # So are forms and fairs; the public opens a form by its token.
        *(
            "forms:form",
            "forms:preview",
            "forms:change",
            "forms:state",
            "forms:document",
            "fair:change",
            "fair:fair",
        ),
        *("public_forms:form", "public_forms:logo", "public_forms:colours"),
        *("public_forms:confirmation", "public_forms:document"),
        # So are mailings, whose readers are those that each sees; the public stops them by its token.
        *("mailings:mailing", "mailings:draft", "mailings:audience", "mailings:preview", "mailings:trial"),
        *("mailings:launch", "mailings:pause", "mailings:resumption", "mailings:stop", "mailings:deletion"),
        *("mailings:recipients", "mailings:letters", "mailings:word", "mailings:labels", "mailings:posted"),
        *("unsubscribe:stop", "unsubscribe:undo", "unsubscribe:logo", "unsubscribe:colours"),
        # So are rules of scores, and what was learned.
        *("scoring:rule", "scoring:rule_removal", "scoring:use"),
        # So are files and their licences, and the register of processing.
        *("sources:source", "sources:change", "sources:removal", "sources:end"),
        *("people_rights:processing", "people_rights:processing_ours", "people_rights:register_file"),
        *("segment_offers:offer", "segment_offers:launch", "segment_offers:change", "segment_offers:removal"),
    }
)


def of_prospecting(company: Company, mark: str) -> dict[str, dict[str, object]]:
    """The parts of the addresses of qualification and referrals."""
    referral = make_referral(company, make_company(f"Conserverie {mark}"), note=mark)
    criterion = QualificationCriterion.objects.get(grid__key="bant", key="need")
    return {
        "prospecting": {
            "public_id": company.public_id,
            "referral_id": referral.public_id,
            "criterion": criterion.pk,
            "side": "given",
        },
        "company_playbooks": _of_a_playbook(company),
        "calls": {"public_id": _session(company, mark).public_id},
        "register": {"public_id": company.public_id},
        **_rights(company, mark),
        **_plan(company, mark),
    }


def _rights(company: Company, mark: str) -> dict[str, dict[str, object]]:
    """A request of somebody of the company, and their retention."""
    person = Contact.objects.filter(company=company).order_by("pk")[0]
    asked = RightsRequest.objects.create(
        contact=person, name=mark, kind="access", received_on=date(2026, 11, 2), due_on=date(2026, 12, 2)
    )
    return {
        "people_rights": {"public_id": asked.public_id},
        "people_rights:retention_asked": {"public_id": person.public_id},
    }


def _plan(company: Company, mark: str) -> dict[str, dict[str, object]]:
    """A plan of whoever follows the company, a cost of it, its weighing of channels; and a fact of the market."""
    owner = company.owner
    assert owner is not None
    plan = make_plan(owner, name=mark, state="running")
    cost = PlanCost.objects.create(plan=plan, kind="media", day=plan.starts_on, amount=Decimal(5), words=mark)
    choice = ChannelChoice.objects.create(plan=plan, name=mark, created_by=owner)
    fact = MarketFact.objects.create(
        topic="technology", words=mark, evidence=mark, declared_on=plan.starts_on, holds_until=plan.ends_on
    )
    return {
        "plans": {"public_id": plan.public_id, "cost_id": cost.public_id},
        "plans:choice_of": {"public_id": plan.public_id},
        "plans:choice": {"public_id": choice.public_id},
        "plans:choice_figures": {"public_id": choice.public_id},
        "plans:fact_removal": {"public_id": fact.public_id},
    }


def _session(company: Company, mark: str) -> CallSession:
    """A session of whoever follows the company, with one of its numbers."""
    session = make_session(name=mark, owner_id=company.owner_id)
    if company.owner_id is not None:
        session.callers.add(company.owner_id)
    make_target(session, company)
    return session


def _of_a_playbook(company: Company) -> dict[str, object]:
    run = make_run(make_playbook(), company)
    step = run.playbook.steps.get(delay_days=0)
    mark = PlaybookStepDone.objects.create(
        run=run, step=step, done_on=run.started_on, outcome=StepOutcome.TO_WRITE.value
    )
    return {"public_id": company.public_id, "run_id": run.public_id, "done_id": mark.public_id}
