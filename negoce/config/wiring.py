"""The one list of what each room contributes to the rooms below it."""

from collections.abc import Mapping
from datetime import time, timedelta

from negoce.automation.contributions import kept_filters as automation_kept_filters
from negoce.automation.contributions import linked_records as automation_linked_records
from negoce.automation.contributions import person_data as automation_person_data
from negoce.billing.calculators import CALCULATORS as BILLING_CALCULATORS
from negoce.billing.contributions import linked_records as billing_linked_records
from negoce.billing.contributions import lists as billing_lists
from negoce.billing.contributions import person_data as billing_person_data
from negoce.billing.contributions import search_sources as billing_search_sources
from negoce.billing.contributions import timeline_sources as billing_timeline_sources
from negoce.billing.import_target import INVOICES, PAYMENTS
from negoce.catalogue.calculators import CALCULATORS as CATALOGUE_CALCULATORS
from negoce.catalogue.contributions import linked_records as catalogue_linked_records
from negoce.catalogue.contributions import lists as catalogue_lists
from negoce.catalogue.contributions import person_data as catalogue_person_data
from negoce.catalogue.import_target import NEGOTIATED_PRICES, PRICE_LISTS, PRODUCTS
from negoce.companies.actions.imports.targets import COMPANIES, CONTACTS
from negoce.companies.activity_import_target import ACTIVITIES
from negoce.companies.calculators import CALCULATORS as COMPANIES_CALCULATORS
from negoce.companies.interfaces import Wiring
from negoce.companies.rights_people import RIGHTS_PEOPLE
from negoce.companies.search_sources import COMPANIES as COMPANIES_FOUND
from negoce.companies.search_sources import CONTACTS as CONTACTS_FOUND
from negoce.jobs.enums import JobQueue
from negoce.jobs.schedules import Schedule
from negoce.loyalty.contributions import linked_records as loyalty_linked_records
from negoce.loyalty.contributions import lists as loyalty_lists
from negoce.loyalty.contributions import person_data as loyalty_person_data
from negoce.negotiation.calculators.selling import CALCULATORS as NEGOTIATION_CALCULATORS
from negoce.negotiation.calculators.tender import TENDER_CALCULATORS
from negoce.negotiation.contributions import company_columns as negotiation_company_columns
from negoce.negotiation.contributions import linked_records as negotiation_linked_records
from negoce.negotiation.contributions import lists as negotiation_lists
from negoce.negotiation.contributions import person_data as negotiation_person_data
from negoce.negotiation.contributions import search_sources as negotiation_search_sources
from negoce.negotiation.contributions import timeline_sources as negotiation_timeline_sources
from negoce.negotiation.import_target import DEALS
from negoce.orders.contributions import company_columns as orders_company_columns
from negoce.orders.contributions import linked_records as orders_linked_records
from negoce.orders.contributions import lists as orders_lists
from negoce.orders.contributions import person_data as orders_person_data
from negoce.orders.contributions import relation_facts as orders_relation_facts
from negoce.orders.contributions import timeline_sources as orders_timeline_sources
from negoce.orders.import_target import ORDERS
from negoce.orders.search_source import ORDERS as ORDERS_FOUND
from negoce.orders.search_source import PRODUCTS as PRODUCTS_FOUND
from negoce.outbox.contributions import contact_columns as outbox_contact_columns
from negoce.outbox.contributions import linked_records as outbox_linked_records
from negoce.outbox.contributions import lists as outbox_lists
from negoce.outbox.contributions import person_data as outbox_person_data
from negoce.outbox.contributions import timeline_sources as outbox_timeline_sources
from negoce.portfolio.calculators import CALCULATORS as PORTFOLIO_CALCULATORS
from negoce.portfolio.contributions import company_columns as portfolio_company_columns
from negoce.portfolio.contributions import kept_filters as portfolio_kept_filters
from negoce.portfolio.contributions import linked_records as portfolio_linked_records
from negoce.portfolio.contributions import person_data as portfolio_person_data
from negoce.portfolio.contributions import reach_limits as portfolio_reach_limits
from negoce.portfolio.contributions import timeline_sources as portfolio_timeline_sources
from negoce.portfolio.matrices.contributions import company_columns as matrix_company_columns
from negoce.portfolio.matrices.contributions import linked_records as matrix_linked_records
from negoce.prospecting.calculators import CALCULATORS as PROSPECTING_CALCULATORS
from negoce.prospecting.contributions import company_columns as prospecting_company_columns
from negoce.prospecting.contributions import import_followers as prospecting_import_followers
from negoce.prospecting.contributions import kept_filters as prospecting_kept_filters
from negoce.prospecting.contributions import linked_records as prospecting_linked_records
from negoce.prospecting.contributions import person_data as prospecting_person_data
from negoce.prospecting.contributions import reach_limits as prospecting_reach_limits
from negoce.prospecting.contributions import timeline_sources as prospecting_timeline_sources

wiring = Wiring(
    lists=(
        *catalogue_lists,
        *negotiation_lists,
        *orders_lists,
        *billing_lists,
        *loyalty_lists,
        *outbox_lists,
    ),
    company_columns=(
        *orders_company_columns,
        *negotiation_company_columns,
        *portfolio_company_columns,
        *prospecting_company_columns,
        *matrix_company_columns,
    ),
    contact_columns=outbox_contact_columns,
    timeline_sources=(
        *negotiation_timeline_sources,
        *orders_timeline_sources,
        *billing_timeline_sources,
        *prospecting_timeline_sources,
        *outbox_timeline_sources,
        *portfolio_timeline_sources,
    ),
    search_sources=(
        COMPANIES_FOUND,
        CONTACTS_FOUND,
        *negotiation_search_sources,
        ORDERS_FOUND,
        *billing_search_sources,
        PRODUCTS_FOUND,
    ),
    import_targets=(
        COMPANIES,
        CONTACTS,
        PRODUCTS,
        PRICE_LISTS,
        NEGOTIATED_PRICES,
        ORDERS,
        INVOICES,
        PAYMENTS,
        ACTIVITIES,
        DEALS,
    ),
    kept_filters=(*prospecting_kept_filters, *portfolio_kept_filters, *automation_kept_filters),
    import_followers=prospecting_import_followers,
    reach_limits=(*prospecting_reach_limits, *portfolio_reach_limits),
    relation_facts=orders_relation_facts,
    linked_records=(
        *catalogue_linked_records,
        *prospecting_linked_records,
        *negotiation_linked_records,
        *orders_linked_records,
        *billing_linked_records,
        *loyalty_linked_records,
        *portfolio_linked_records,
        *matrix_linked_records,
        *outbox_linked_records,
        *automation_linked_records,
    ),
    person_data=(
        RIGHTS_PEOPLE,
        *outbox_person_data,
        *catalogue_person_data,
        *prospecting_person_data,
        *negotiation_person_data,
        *orders_person_data,
        *billing_person_data,
        *loyalty_person_data,
        *automation_person_data,
        *portfolio_person_data,
    ),
    calculators=(
        *PROSPECTING_CALCULATORS,
        *CATALOGUE_CALCULATORS,
        *NEGOTIATION_CALCULATORS,
        *TENDER_CALCULATORS,
        *BILLING_CALCULATORS,
        *PORTFOLIO_CALCULATORS,
        *COMPANIES_CALCULATORS,
    ),
    event_receivers={
        "territories_changed": ("negoce.companies.receivers.territories_changed",),
        "customer_facts_changed": (
            "negoce.portfolio.receivers.customer_facts_changed",
            "negoce.prospecting.score_receivers.customer_facts_changed",
            "negoce.portfolio.steering.receivers.customer_facts_changed",
            "negoce.portfolio.matrices.receivers.customer_facts_changed",
            "negoce.automation.receivers.customer_facts_changed",
        ),
        "channels_closed": ("negoce.prospecting.mailing_receivers.channels_closed",),
        "message_settled": ("negoce.prospecting.mailing_receivers.message_settled",),
        "notice_sent": ("negoce.prospecting.notice_receivers.notice_sent",),
        "notice_bounced": ("negoce.prospecting.notice_receivers.notice_bounced",),
        "message_unsubscribed": ("negoce.prospecting.mailing_receivers.message_unsubscribed",),
        "order_placed": ("negoce.loyalty.receivers.order_placed",),
    },
)

# What workers may run: name → function (see jobs/queue.py). Each function stands in the `tasks.py` of its room.
tasks: Mapping[str, str] = {
    "companies.custom_field_clear": "negoce.companies.tasks.custom_field_clear",
    "companies.custom_field_reindex": "negoce.companies.tasks.custom_field_reindex",
    "companies.find_duplicates": "negoce.companies.tasks.find_duplicates",
    "companies.bulk_change": "negoce.companies.tasks.bulk_change",
    "negotiation.expire_quotes": "negoce.negotiation.tasks.expire_quotes",
    "negotiation.forget_debriefs": "negoce.negotiation.tasks.forget_debriefs",
    "negotiation.watch_certificates": "negoce.negotiation.tasks.watch_certificates",
    "orders.refresh_sales": "negoce.orders.tasks.refresh_sales",
    "orders.refresh_due_sales": "negoce.orders.tasks.refresh_due_sales",
    "portfolio.rank_customers": "negoce.portfolio.tasks.rank_customers",
    "prospecting.end_source": "negoce.prospecting.tasks.end_source",
    "prospecting.fill_call_session": "negoce.prospecting.tasks.fill_call_session",
    "prospecting.freeze_target": "negoce.prospecting.tasks.freeze_target",
    "portfolio.read_signals": "negoce.portfolio.tasks.read_signals",
    "portfolio.count_plans": "negoce.portfolio.tasks.count_plans",
    "prospecting.print_letters": "negoce.prospecting.tasks.print_letters",
    "prospecting.purge_letters": "negoce.prospecting.tasks.purge_old_letters",
    "prospecting.prepare_mailing": "negoce.prospecting.tasks.prepare_mailing",
    "prospecting.steer_mailing": "negoce.prospecting.tasks.steer_mailing",
    "prospecting.follow_mailings": "negoce.prospecting.tasks.follow_mailings",
    "prospecting.note_notices": "negoce.prospecting.notice_tasks.note",
    "prospecting.send_notices": "negoce.prospecting.notice_tasks.send",
    "prospecting.purge_forms": "negoce.prospecting.tasks.purge_forms",
    "prospecting.refresh_scores": "negoce.prospecting.tasks.refresh_scores",
    "automation.plan_days": "negoce.automation.tasks.plan_days",
    "automation.work_out_affinities": "negoce.automation.tasks.work_out_affinities",
    "automation.bring_playbooks": "negoce.automation.tasks.bring_playbooks",
    "portfolio.recompute": "negoce.portfolio.tasks.recompute",
    "portfolio.refit": "negoce.portfolio.tasks.refit",
    "portfolio.forecast": "negoce.portfolio.tasks.forecast",
    "portfolio.fit_scores": "negoce.portfolio.scoring_tasks.fit",
    "portfolio.refresh_model_scores": "negoce.portfolio.scoring_tasks.refresh",
    "portfolio.fit_win_chances": "negoce.portfolio.win_chance_tasks.fit",
    "portfolio.refresh_win_chances": "negoce.portfolio.win_chance_tasks.refresh",
    "portfolio.run_report": "negoce.portfolio.tasks.run_report",
    "portfolio.send_reports": "negoce.portfolio.tasks.send_reports",
    "portfolio.attitudes": "negoce.portfolio.steering.tasks.attitudes",
    "portfolio.targets": "negoce.portfolio.matrices.tasks.targets",
    "portfolio.place_targets": "negoce.portfolio.matrices.tasks.place_targets",
    "portfolio.offer_segments": "negoce.portfolio.matrices.tasks.offer_segments",
    "portfolio.profits": "negoce.portfolio.steering.tasks.profits",
    "portfolio.snapshots": "negoce.portfolio.tasks.snapshots",
    "portfolio.plan_tour": "negoce.portfolio.tasks.plan_tour",
    "billing.make_file": "negoce.billing.tasks.make_file",
    "billing.submit_document": "negoce.billing.tasks.submit_document",
    "billing.read_platform": "negoce.billing.tasks.read_platform",
    "billing.accrue_rebates": "negoce.billing.tasks.accrue_rebates",
    "demo.seed": "negoce.demo.tasks.run",
    "demo.sell": "negoce.demo.tasks.sell",
    "demo.visits": "negoce.demo.tasks.visits",
    "companies.import": "negoce.companies.tasks.import_file",
    "companies.answer_import": "negoce.companies.tasks.answer_import",
    "companies.undo_import": "negoce.companies.tasks.undo_import",
    "companies.erase_due": "negoce.companies.tasks.erase_due",
    "companies.propose_retention": "negoce.companies.tasks.propose_retention",
    "companies.register_complete": "negoce.companies.tasks.register_complete",
    "companies.register_lookup": "negoce.companies.tasks.register_lookup",
    "companies.purge_imports": "negoce.companies.tasks.purge_imports",
    "companies.purge_merges": "negoce.companies.tasks.purge_old_merges",
    "companies.tidy_search": "negoce.companies.tasks.tidy_search",
    "loyalty.bring_contracts": "negoce.loyalty.tasks.bring_contracts",
    "loyalty.bring_referrals": "negoce.loyalty.tasks.bring_referrals",
    "identity.tidy": "negoce.identity.tasks.tidy",
    "outbox.send": "negoce.outbox.tasks.send",
    "outbox.read_bounces": "negoce.outbox.tasks.read_bounces",
    "outbox.purge": "negoce.outbox.tasks.purge",
}

schedules: tuple[Schedule, ...] = (
    Schedule("refresh sales", "orders.refresh_sales", at=time(2, 30)),
    Schedule("rank customers", "portfolio.rank_customers", at=time(2, 50)),
    # Each night, for a week to end on any day; fitted only when one has passed.
    Schedule(
        "fit foresight", "portfolio.refit", at=time(2, 40), arguments={"when_due": True}, queue=JobQueue.LONG
    ),
    # After sales and referrals, before everything that reads where companies stand.
    Schedule("recompute the portfolio", "portfolio.recompute", at=time(3, 0), queue=JobQueue.LONG),
    Schedule("forecast", "portfolio.forecast", at=time(4, 10), queue=JobQueue.LONG),
    Schedule("send reports", "portfolio.send_reports", every=timedelta(minutes=15), queue=JobQueue.LONG),
    Schedule("add up profits", "portfolio.profits", at=time(3, 55), queue=JobQueue.LONG),
    Schedule("note targets", "portfolio.targets", at=time(3, 52), queue=JobQueue.LONG),
    # After who can be reached.
    Schedule("picture offers by segment", "portfolio.offer_segments", at=time(4, 5), queue=JobQueue.LONG),
    Schedule("climb attitudes", "portfolio.attitudes", at=time(3, 50), queue=JobQueue.LONG),
    Schedule("read signals", "portfolio.read_signals", at=time(3, 58), queue=JobQueue.LONG),
    Schedule("count plans", "portfolio.count_plans", at=time(3, 57), queue=JobQueue.LONG),
    Schedule("expire quotes", "negotiation.expire_quotes", at=time(0, 20)),
    Schedule("watch certificates", "negotiation.watch_certificates", at=time(3, 31)),
    Schedule("forget reviews of meetings", "negotiation.forget_debriefs", at=time(3, 26)),
    Schedule("purge jobs", "jobs.purge", at=time(3, 10)),
    # After the sales of the night: who ordered is not due.
    Schedule("propose retention", "companies.propose_retention", at=time(3, 35), queue=JobQueue.LONG),
    Schedule("purge imports", "companies.purge_imports", at=time(3, 20)),
    # Each night, for a month to end on any day; learned only when one has passed.
    Schedule(
        "learn scores",
        "portfolio.fit_scores",
        at=time(4, 40),
        arguments={"when_due": True},
        queue=JobQueue.LONG,
    ),
    Schedule("score prospects", "portfolio.refresh_model_scores", at=time(4, 15), queue=JobQueue.LONG),
    Schedule(
        "learn chances to win",
        "portfolio.fit_win_chances",
        at=time(4, 42),
        arguments={"when_due": True},
        queue=JobQueue.LONG,
    ),
    Schedule("tell chances to win", "portfolio.refresh_win_chances", at=time(4, 17), queue=JobQueue.LONG),
    # After the statuses of the night, which conditions of rules may read.
    Schedule("work scores out", "prospecting.refresh_scores", at=time(4, 0), queue=JobQueue.LONG),
    Schedule("purge forms", "prospecting.purge_forms", at=time(3, 22)),
    Schedule("purge merges", "companies.purge_merges", at=time(3, 25)),
    Schedule("find duplicates", "companies.find_duplicates", at=time(3, 40), queue=JobQueue.LONG),
    # Messages wake the sender themselves; this takes up what a crash or a missing server left.
    Schedule("send messages", "outbox.send", every=timedelta(minutes=5), queue=JobQueue.MAIL),
    Schedule("read bounces", "outbox.read_bounces", every=timedelta(minutes=5), queue=JobQueue.MAIL),
    Schedule("read platform", "billing.read_platform", every=timedelta(minutes=10), queue=JobQueue.LONG),
    Schedule("set rebates aside", "billing.accrue_rebates", at=time(2, 40)),
    Schedule("follow mailings", "prospecting.follow_mailings", every=timedelta(minutes=5)),
    Schedule("purge letters", "prospecting.purge_letters", at=time(3, 18)),
    Schedule("purge messages", "outbox.purge", at=time(3, 15)),
    Schedule("bring contracts up", "loyalty.bring_contracts", at=time(2, 45)),
    Schedule("bring referrals up", "loyalty.bring_referrals", at=time(2, 35)),
    Schedule(
        "families bought together", "automation.work_out_affinities", at=time(3, 45), queue=JobQueue.LONG
    ),
    # After the statuses of the night, before the days of people: their tasks are of that day. In the queue of the
    # statuses, so that this holds too after a stop, when all jobs of the night are enqueued at once, in this order.
    Schedule("bring playbooks up", "automation.bring_playbooks", at=time(4, 20), queue=JobQueue.LONG),
    # After all that it reads was worked out.
    Schedule("plan days", "automation.plan_days", at=time(4, 30), queue=JobQueue.LONG),
    Schedule("tidy sign-in", "identity.tidy", at=time(3, 30)),
    # After all that the night writes.
    Schedule("measure tables", "jobs.measure_tables", at=time(4, 50), queue=JobQueue.LONG),
)
