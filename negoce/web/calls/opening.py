"""The facts from which opening lines of a company are made, and the lines in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Q
from django.utils import timezone

from negoce.automation.queries.similar import similar_buy
from negoce.companies.enums import (
    ActivityCodeVersion,
    ActivityKind,
    ActivityState,
    AddressKind,
    OriginChannel,
)
from negoce.companies.models import Activity, Address, Company, ReportItem
from negoce.companies.queries.visible import visible_activities
from negoce.companies.rules.activity_codes import find_activity_code
from negoce.identity.enums import FieldGroup
from negoce.identity.models import JournalEntry
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.explain import Explanation
from negoce.orders.models import CustomerSales
from negoce.portfolio.enums import CUSTOMERS
from negoce.portfolio.models import CustomerLife
from negoce.prospecting.models import Referral
from negoce.prospecting.queries.referrals import visible_referrals
from negoce.prospecting.rules.opening_line import OpeningFacts, opening_lines
from negoce.prospecting.words.call import OPENING_MESSAGES, OPENINGS
from negoce.ui.words.say import say
from negoce.web.orders.figures import language

_MEETINGS = (ActivityKind.VISIT.value, ActivityKind.VIDEO.value)


def opening_facts(actor: Actor, company: Company, life: CustomerLife | None) -> OpeningFacts:
    """What is known of a company that the actor sees, and its life cycle, in ten queries at most."""
    promise = _promise(company)
    need = _need(company)
    site, site_on = _new_site(company)
    sales = CustomerSales.objects.filter(company=company).first()
    cadence = life.cadence_days if life is not None else None
    similar = similar_buy(company)
    fair = company.origin_channel == OriginChannel.FAIR
    asked = company.origin_channel == OriginChannel.INBOUND
    came_on = timezone.localtime(company.created_at).date()
    return OpeningFacts(
        promised=promise.text if promise is not None else "",
        promised_for=_task_day(promise),
        met_on=_next_meeting(actor, company),
        referrer=_referrer(actor, company),
        need=need.need_recorded if need is not None else "",
        need_on=timezone.localtime(need.starts_at).date() if need is not None else None,
        asked=company.origin_detail if asked else "",
        asked_on=came_on if asked else None,
        site_city=site,
        site_on=site_on,
        fair=company.origin_detail if fair else "",
        fair_on=came_on if fair else None,
        last_order_on=sales.last_order_on if sales is not None else None,
        cadence_days=round(cadence) if cadence is not None else None,
        is_customer=is_customer(life),
        family=similar[0].family.name if similar else "",
        similar=similar[0].buyers if similar else 0,
        similar_of=similar[0].similar if similar else 0,
        trade=_trade(company),
    )


def opening_words(facts: OpeningFacts, today: date) -> Sequence[Mapping[str, str]]:
    """The lines proposed, in words, each with its kind and the fact it rests on."""
    return [
        {
            "kind": each.kind.value,
            "label": str(OPENINGS[each.kind.value]),
            "line": _say(each.line),
            "fact": _say(each.fact),
        }
        for each in opening_lines(facts, today)
    ]


def _say(what: Explanation) -> str:
    figures = {
        name: format_date(value, language()) if isinstance(value, date) else value
        for name, value in what.figures.items()
    }
    if figures.get("day", "") is None:
        figures["day"] = "—"
    return say(Explanation(what.code, figures), OPENING_MESSAGES)


def _promise(company: Company) -> ReportItem | None:
    """The first thing that we promised and have not done."""
    rows = ReportItem.objects.filter(
        activity__company=company,
        activity__deleted_at__isnull=True,
        task__state=ActivityState.PLANNED.value,
        task__deleted_at__isnull=True,
    )
    return rows.select_related("task").order_by("task__starts_at", "pk").first()


def _task_day(promise: ReportItem | None) -> date | None:
    if promise is None or promise.task is None:
        return None
    return timezone.localtime(promise.task.starts_at).date()


def is_customer(life: CustomerLife | None) -> bool:
    """Whether they buy from us now: whoever left or fell silent is to be won again."""
    return life is not None and life.status in {each.value for each in CUSTOMERS}


def _next_meeting(actor: Actor, company: Company) -> date | None:
    rows = visible_activities(actor).filter(
        company=company,
        kind__in=_MEETINGS,
        state=ActivityState.PLANNED.value,
        starts_at__gte=timezone.now(),
    )
    row = rows.order_by("starts_at", "pk").only("starts_at").first()
    return timezone.localdate(row.starts_at) if row is not None else None


def _need(company: Company) -> Activity | None:
    rows = Activity.objects.filter(
        ~Q(need_recorded=""), company=company, state=ActivityState.DONE.value, deleted_at__isnull=True
    )
    return rows.order_by("-starts_at", "-pk").first()


def _new_site(company: Company) -> tuple[str, date | None]:
    """The city of the last site that somebody added, and when."""
    sites = dict(
        Address.objects.filter(company=company, kind=AddressKind.SITE.value)
        .order_by("-pk")
        .values_list("pk", "city")[:20]
    )
    added = JournalEntry.objects.filter(
        company_key=company.pk, subject_kind="address", subject_id__in=list(sites), verb="created"
    )
    row = added.order_by("-at", "-pk").values_list("subject_id", "at").first() if sites else None
    return (sites[row[0] or 0], timezone.localtime(row[1]).date()) if row is not None else ("", None)


def _trade(company: Company) -> str:
    if not company.activity_code:
        return ""
    found = find_activity_code(company.activity_code, ActivityCodeVersion(company.activity_code_version))
    return found.label if found is not None else ""


def _referrer(actor: Actor, company: Company) -> str:
    """Who recommended us, if they accept to be named."""
    row: Referral | None = (
        visible_referrals(actor)
        .filter(referred_company=company, may_be_named=True)
        .select_related("referrer_company", "referrer_contact")
        .order_by("-given_on", "-pk")
        .first()
    )
    if row is None:
        return ""
    person = row.referrer_contact
    if person is None or person.erased_at is not None or not actor.may_read(FieldGroup.PERSONAL):
        return row.referrer_company.name
    return f"{person.full_name} ({row.referrer_company.name})"
