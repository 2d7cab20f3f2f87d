"""What the demo sells once its world is there: deals, quotes, contracts, then real invoices, one by one."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

from django.db import transaction

from negoce.billing.actions.document_issue import issue_document
from negoce.billing.actions.draft_order import draft_from_order
from negoce.billing.models import FiscalDocument
from negoce.demo.models import Seeding
from negoce.demo.seeding.agreed import AGREED, REBATES, write_agreed_price, write_rebate
from negoce.demo.seeding.approaches import write_approaches
from negoce.demo.seeding.bank import BANK, write_bank
from negoce.demo.seeding.bargaining import BARGAINED, write_bargaining
from negoce.demo.seeding.behaviour import BEHAVIOUR, write_behaviour
from negoce.demo.seeding.calls import write_calls
from negoce.demo.seeding.conclusions import CONCLUSIONS, write_conclusion
from negoce.demo.seeding.contracts import CONTRACTS, write_contract
from negoce.demo.seeding.cycles import write_cycles
from negoce.demo.seeding.deals import DEALS, write_deal_and_quote
from negoce.demo.seeding.debriefs import DEBRIEFS, write_debrief
from negoce.demo.seeding.discoveries import DISCOVERIES, write_discovery
from negoce.demo.seeding.financing import write_financing
from negoce.demo.seeding.forms import write_forms
from negoce.demo.seeding.influence_maps import MAPS, write_influence_map
from negoce.demo.seeding.lists import write_lists
from negoce.demo.seeding.mailings import write_mailings
from negoce.demo.seeding.next_steps import NEXT_STEPS, write_next_step
from negoce.demo.seeding.objections import write_objections
from negoce.demo.seeding.objectives import write_objectives
from negoce.demo.seeding.partnerships import write_partnerships
from negoce.demo.seeding.past_deals import PAST_DEALS, write_past_deals
from negoce.demo.seeding.pitches import PITCHES, write_pitches
from negoce.demo.seeding.plan_quotes import PIECES, write_plan_quotes
from negoce.demo.seeding.plans import write_plans
from negoce.demo.seeding.plans_begun import begin_plans
from negoce.demo.seeding.playbooks import write_playbooks
from negoce.demo.seeding.price_lists import PRICE_LISTS, write_price_list
from negoce.demo.seeding.privacy import write_privacy
from negoce.demo.seeding.prospect_deals import PROSPECT_DEALS, write_prospect_deals
from negoce.demo.seeding.prospecting import QUALIFIED, REFERRALS, write_qualification, write_referral
from negoce.demo.seeding.reasons import REASONS, write_reasons
from negoce.demo.seeding.reminders import REMINDERS, write_reminders
from negoce.demo.seeding.sales_aids import SALES_AIDS, write_sales_aids
from negoce.demo.seeding.scores import write_scores
from negoce.demo.seeding.sources import write_sources
from negoce.demo.seeding.steering import write_steering
from negoce.demo.seeding.targets import write_reports, write_targets
from negoce.demo.seeding.tender_contests import write_tender_contests
from negoce.demo.seeding.tenders import write_tenders
from negoce.demo.seeding.terms import TERMS, write_terms
from negoce.demo.seeding.win_estimates import write_win_estimates
from negoce.identity.rules.actor import Actor, system_actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue
from negoce.kit.refusal import Refused
from negoce.orders.enums import OrderSource, OrderState
from negoce.orders.models import OrderTerms
from negoce.portfolio.actions.monthly_sales import refresh_monthly_sales
from negoce.portfolio.actions.rank_customers import rank_customers

Progress = Callable[[int, int, str], None]
_KEY = "demo:{}"
# What steers is worked out again with what was sold, in this order.
_FIGURES = (
    "portfolio.recompute",
    "portfolio.snapshots",
    "portfolio.attitudes",
    "portfolio.profits",
    "portfolio.targets",
    "portfolio.offer_segments",
    "portfolio.forecast",
    "portfolio.fit_win_chances",
)
# SQLite has one writer: between two pieces the others get in, the heartbeat of this very job among them.
FREE_SECONDS = 0.03


def sell(progress: Progress | None = None) -> dict[str, int]:
    """Write what is missing, from where an earlier run stopped; returns how much there is of each.

    Deals and contracts carry a mark in the transaction that writes them, invoices the key of their order: killed at
    any moment, nothing is doubled.
    """
    seeding = Seeding.objects.filter(finished_at__isnull=False).order_by("pk").first()
    if seeding is None:
        return {}
    told = progress or (lambda _done, _total, _label: None)
    _marked(seeding, "ranks", 1, _rank, told)
    _marked(seeding, "terms", TERMS, write_terms, told)
    _marked(seeding, "price_lists", PRICE_LISTS, write_price_list, told)
    _marked(seeding, "agreed", AGREED, write_agreed_price, told)
    _marked(seeding, "plans_begun", 1, begin_plans, told)
    _marked(seeding, "plan_quotes", PIECES, write_plan_quotes, told)
    _marked(seeding, "deals", DEALS, write_deal_and_quote, told)
    _marked(seeding, "next_steps", NEXT_STEPS, write_next_step, told)
    _marked(seeding, "behaviour", BEHAVIOUR, write_behaviour, told)
    _marked(seeding, "contracts", CONTRACTS, write_contract, told)
    _prospect(seeding, told)
    _marked(seeding, "rebates", REBATES, write_rebate, told)
    _marked(seeding, "reminders", REMINDERS, write_reminders, told)
    _marked(seeding, "bank", BANK, write_bank, told)
    _marked(seeding, "past_deals", PAST_DEALS, write_past_deals, told)
    _marked(seeding, "win_estimates", 1, write_win_estimates, told)
    if "targets" not in seeding.marks:
        # A month a transaction, and again each night: no mark is needed.
        refresh_monthly_sales(today=seeding.world_date)
    _marked(seeding, "targets", 1, write_targets, told)
    _marked(seeding, "reports", 1, write_reports, told)
    _marked(seeding, "steering", 1, write_steering, told)
    _marked(seeding, "reasons", REASONS, write_reasons, told)
    _desk(seeding, told)
    _marked(seeding, "lists", 1, write_lists, told)
    _marked(seeding, "sources", 1, write_sources, told)
    _marked(seeding, "privacy", 1, write_privacy, told)
    for name in _FIGURES:
        enqueue(name, {}, unique_key=name, queue=JobQueue.LONG)
    # In their queue, behind them: a tour goes by what customers bring.
    enqueue("demo.visits", {}, unique_key="demo.visits", queue=JobQueue.LONG)
    issued, refused = _issue(system_actor("Démonstration"), seeding.world_date, told)
    # Last: a day is made of all the rest.
    enqueue("automation.plan_days", {}, unique_key="automation.plan_days", queue=JobQueue.LONG)
    return {**seeding.marks, "invoices": issued, "not_invoiced": refused}


def _desk(seeding: Seeding, told: Progress) -> None:
    """What is prepared, argued and bargained in the deals that are there."""
    _marked(seeding, "cycles", 1, write_cycles, told)
    _marked(seeding, "approaches", 1, write_approaches, told)
    _marked(seeding, "bargaining", BARGAINED, write_bargaining, told)
    _marked(seeding, "financing", 1, write_financing, told)
    _marked(seeding, "conclusions", CONCLUSIONS, write_conclusion, told)
    _marked(seeding, "discoveries", DISCOVERIES, write_discovery, told)
    _marked(seeding, "objections", 1, write_objections, told)
    _marked(seeding, "sales_aids", SALES_AIDS, write_sales_aids, told)
    _marked(seeding, "objectives", 1, write_objectives, told)
    _marked(seeding, "debriefs", DEBRIEFS, write_debrief, told)
    _marked(seeding, "partnerships", 1, write_partnerships, told)
    _marked(seeding, "tenders", 1, write_tenders, told)
    _marked(seeding, "tender_contests", 1, write_tender_contests, told)
    _marked(seeding, "influence_maps", MAPS, write_influence_map, told)
    _marked(seeding, "pitches", PITCHES, write_pitches, told)


def _prospect(seeding: Seeding, told: Progress) -> None:
    """What was done to find customers, and what came of it."""
    _marked(seeding, "qualification", QUALIFIED, write_qualification, told)
    _marked(seeding, "prospect_deals", PROSPECT_DEALS, write_prospect_deals, told)
    _marked(seeding, "referrals", REFERRALS, write_referral, told)
    _marked(seeding, "playbooks", 1, write_playbooks, told)
    _marked(seeding, "calls", 1, write_calls, told)
    _marked(seeding, "forms", 1, write_forms, told)
    _marked(seeding, "mailings", 1, write_mailings, told)
    _marked(seeding, "plans", 1, write_plans, told)
    _marked(seeding, "scores", 1, write_scores, told)


def _marked(
    seeding: Seeding, name: str, total: int, write: Callable[[date, int], None], told: Progress
) -> None:
    for place in range(seeding.marks.get(name, 0), total):
        with transaction.atomic():
            marks = {**seeding.marks, name: place + 1}
            mine = Seeding.objects.filter(pk=seeding.pk, version=seeding.version)
            if not mine.update(marks=marks, version=seeding.version + 1):
                raise RuntimeError("another process sells in the demo world; this one stops")
            write(seeding.world_date, place)
        seeding.marks, seeding.version = marks, seeding.version + 1
        told(place + 1, total, name)
        time.sleep(FREE_SECONDS)


def _rank(today: date, _place: int) -> None:
    """What every night does: the first day would show no rank before it."""
    rank_customers(today=today)


def _issue(actor: Actor, world_date: date, told: Progress) -> tuple[int, int]:
    """Issue the invoice of each order delivered in the last weeks, on its day, in the order of days."""
    delivered = OrderTerms.objects.filter(
        state=OrderState.DELIVERED.value, order__source=OrderSource.DEMO.value, delivered_on__lte=world_date
    ).order_by("delivered_on", "pk")
    keys = list(delivered.values_list("pk", "order__public_id", "delivered_on"))
    present = set(
        FiscalDocument.objects.filter(issue_key__startswith=_KEY.format(""), state="issued").values_list(
            "issue_key", flat=True
        )
    )
    issued = len(present)
    refused = 0
    for place, (key, public_id, day) in enumerate(keys):
        issue_key = _KEY.format(public_id)
        if issue_key in present:
            continue
        terms = OrderTerms.objects.select_related("order").get(pk=key)
        try:
            draft = draft_from_order(actor, terms, issue_key=issue_key)
            issue_document(actor, draft, day=day, issue_key=issue_key)
            issued += 1
        except Refused:
            refused += 1
        told(place + 1, len(keys), "invoices")
    return issued, refused
