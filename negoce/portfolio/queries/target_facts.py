"""The facts that the matrix of potential and accessibility notes, for some companies at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Avg, Count, F, Q
from django.db.models.functions import Substr

from negoce.companies.custom_known import find_custom
from negoce.companies.enums import CustomType, DeclaredKind
from negoce.companies.models import Activity, Company, CompanyCustomValue, DeclaredFact, Post
from negoce.companies.rules.decision_power import DECIDERS
from negoce.companies.rules.headcount_bands import headcount_band
from negoce.orders.models import CustomerSales
from negoce.prospecting.enums import ReferralOutcome, TargetSource
from negoce.prospecting.models import Referral

# A newcomer or a need makes a moment of opening for so long.
OPENING_DAYS = 90
# Fewer customers of a sector tell nothing of it.
FEW_CUSTOMERS = 3
NEVER = Decimal(99_999)
# Known and reached, known, somebody else, nobody.
Values = Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class Part:
    """Which companies are asked: those of these keys, or all between two keys."""

    keys: Sequence[int] | None = None
    low: int = 0
    high: int = 0

    def of(self, path: str) -> Q:
        """The condition on a path to the key of a company."""
        if self.keys is not None:
            return Q(**{f"{path}__in": self.keys})
        return Q(**{f"{path}__gte": self.low, f"{path}__lt": self.high})


@dataclass(frozen=True, slots=True)
class Asked:
    """A part, the day, what customers of each activity (two digits) buy in a year, links of groups, the companies."""

    part: Part
    today: date
    sectors: Values
    links: Values
    rows: Sequence[CompanyRow]


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """What the company's own row tells."""

    pk: int
    headcount: int | None
    band: str
    turnover: Decimal | None
    sites: int | None
    sector: str
    parent: int | None
    group: str
    last_contact_on: date | None
    net: Decimal


def sector_revenue(keys: Sequence[int] | None = None) -> Values:
    """What customers of each division of activities bought in 12 months, on average; where there are three at least.

    A division is the first two digits of the APE code, as a number. With `keys`, the divisions of these companies
    alone. Reads all their customers: call it before a transaction that writes.
    """
    own = CustomerSales.objects.filter(net_12_months__gt=0, company__deleted_at__isnull=True)
    if keys is not None:
        asked = Company.objects.filter(pk__in=keys).exclude(activity_code="").order_by()
        codes = asked.values_list(Substr("activity_code", 1, 2), flat=True).distinct()
        parts = [Q(company__activity_code__startswith=code) for code in codes]
        if not parts:
            return {}
        own = own.filter(reduce(or_, parts))
    rows = (
        own.exclude(company__activity_code="")
        .order_by()
        .values(division=Substr("company__activity_code", 1, 2))
        .annotate(mean=Avg("net_12_months"), customers=Count("pk"))
    )
    found = {}
    for row in rows:
        if row["division"].isdigit() and row["customers"] >= FEW_CUSTOMERS:
            found[int(row["division"])] = Decimal(row["mean"]).quantize(Decimal("0.01"))
    return found


def company_rows(part: Part) -> Sequence[CompanyRow]:
    """The companies that may be sold to, with what they bought; one query."""
    rows = (
        Company.objects.filter(part.of("pk"), relation="customer", deleted_at__isnull=True)
        .order_by("pk")
        .values_list(
            *(
                "pk",
                "headcount",
                "headcount_band",
                "turnover",
                "points_of_sale_count",
                "establishments_count",
            ),
            *("activity_code", "parent_id", "group_name", "last_contact_on", "sales__net_12_months"),
        )
    )
    return [
        CompanyRow(
            pk, heads, band, turnover, _most(points, sites), code[:2], parent, group, last, net or Decimal(0)
        )
        for pk, heads, band, turnover, points, sites, code, parent, group, last, net in rows
    ]


def _most(points: int | None, sites: int | None) -> int | None:
    known = [each for each in (points, sites) if each is not None]
    return max(known) if known else None


def headcounts(asked: Asked) -> Values:
    """Persons: the exact number, else the least of its band."""
    found = {}
    for row in asked.rows:
        band = headcount_band(row.band) if row.headcount is None and row.band else None
        persons = row.headcount if row.headcount is not None else band.lowest if band else None
        if persons is not None:
            found[row.pk] = Decimal(persons)
    return found


def purchases(asked: Asked) -> Values:
    """Euros a year that they buy, that we could supply and do not: R-M2's accessible potential, never below 0."""
    facts = (
        DeclaredFact.objects.filter(asked.part.of("company_id"), kind=DeclaredKind.PURCHASES.value)
        .filter(amount__isnull=False, share__isnull=False)
        .order_by("company_id", "-known_on", "-pk")
        .values_list("company_id", "category", "amount", "share")
    )
    newest: dict[int, dict[str, Decimal]] = {}
    for company, category, amount, share in facts:
        if amount is not None and share is not None:
            newest.setdefault(company, {}).setdefault(category, amount * share / 100)
    bought = {row.pk: row.net for row in asked.rows}
    # What is declared of everything goes before its parts.
    return {
        company: max((kinds.get("") or sum(kinds.values(), Decimal(0))) - bought[company], Decimal(0))
        for company, kinds in newest.items()
        if company in bought
    }


def sectors(asked: Asked) -> Values:
    """What customers of the same activity buy in 12 months, on average."""
    return {
        row.pk: asked.sectors[int(row.sector)]
        for row in asked.rows
        if row.sector.isdigit() and int(row.sector) in asked.sectors
    }


def deciders(asked: Asked) -> Values:
    """3: somebody who decides and can be called or written to; 2: who decides; 1: somebody else; 0: nobody."""
    posts = (
        Post.objects.filter(asked.part.of("company_id"), ended_on__isnull=True)
        .filter(contact__deleted_at__isnull=True, contact__erased_at__isnull=True)
        .order_by()
        .values_list("company_id", "decision_power", "contact__email", "contact__phone", "contact__mobile")
    )
    found = dict.fromkeys((row.pk for row in asked.rows), Decimal(0))
    for company, power, email, phone, mobile in posts:
        level = 1 if power not in DECIDERS else 3 if email or phone or mobile else 2
        if company in found:
            found[company] = max(found[company], Decimal(level))
    return found


def contacts(asked: Asked) -> Values:
    """People who work there now."""
    posts = (
        Post.objects.filter(asked.part.of("company_id"), ended_on__isnull=True)
        .filter(contact__deleted_at__isnull=True, contact__erased_at__isnull=True)
        .order_by()
        .values("company_id")
        .annotate(people=Count("contact_id", distinct=True))
        .values_list("company_id", "people")
    )
    counted = dict(posts)
    return {row.pk: Decimal(counted.get(row.pk, 0)) for row in asked.rows}


def group_links(asked: Asked) -> Values:
    """1: another company of its group is a customer; 0: none is. Not known where no group is."""
    return asked.links


def links_of(part: Part | None = None) -> Values:
    """`group_links` of the companies of a part, or of all; two queries."""
    alive = Company.objects.filter(deleted_at__isnull=True).order_by()
    if part is None:
        heads = Company.objects.filter(parent__isnull=False).order_by().values("parent_id")
        kin = alive.filter(Q(parent__isnull=False) | ~Q(group_name="") | Q(pk__in=heads))
    else:
        own = list(alive.filter(part.of("pk")).values_list("pk", "parent_id", "group_name"))
        near = {key for pk, parent, _group in own for key in (pk, parent) if key is not None}
        groups = {group for _pk, _parent, group in own if group}
        kin = alive.filter(Q(pk__in=near) | Q(parent_id__in=near))
        if groups:
            kin = alive.filter(Q(pk__in=near) | Q(parent_id__in=near) | Q(group_name__in=groups))
    members: dict[object, set[int]] = {}
    names: dict[int, list[object]] = {}
    buying: set[int] = set()
    for pk, parent, group, net in kin.values_list("pk", "parent_id", "group_name", "sales__net_12_months"):
        names[pk] = [name for name in (group or None, parent, pk) if name is not None]
        for name in names[pk]:
            members.setdefault(name, set()).add(pk)
        if net and net > 0:
            buying.add(pk)
    found = {}
    for pk, own_names in names.items():
        others = set().union(*(members[name] for name in own_names)) - {pk}
        if others or len(own_names) > 1:
            found[pk] = Decimal(1 if others & buying else 0)
    return found


def referrals(asked: Asked) -> Values:
    """How many recommended us to them, and were not turned down."""
    rows = (
        Referral.objects.filter(asked.part.of("referred_company_id"))
        .exclude(outcome=ReferralOutcome.DECLINED.value)
        .exclude(referrer_company=F("referred_company"))
        .order_by()
        .values("referred_company_id")
        .annotate(number=Count("pk"))
        .values_list("referred_company_id", "number")
    )
    counted = dict(rows)
    return {row.pk: Decimal(counted.get(row.pk, 0)) for row in asked.rows}


def last_exchanges(asked: Asked) -> Values:
    """Days since the last exchange; 99,999 where there was none."""
    return {
        row.pk: Decimal(max((asked.today - row.last_contact_on).days, 0)) if row.last_contact_on else NEVER
        for row in asked.rows
    }


def openings(asked: Asked) -> Values:
    """Signs of a good moment within 90 days: a newcomer in a post, a need or an intent told, a meeting accepted."""
    since = asked.today - timedelta(days=OPENING_DAYS)
    newcomers = Post.objects.filter(
        asked.part.of("company_id"), started_on__gte=since, started_on__lte=asked.today, ended_on__isnull=True
    ).filter(contact__deleted_at__isnull=True)
    told = (
        Activity.objects.filter(asked.part.of("company_id"), state="done", deleted_at__isnull=True)
        .filter(starts_at__date__gte=since, starts_at__date__lte=asked.today)
        .filter(
            ~Q(need_recorded="") | Q(quote_wanted=True) | Q(buying_intent=True) | Q(meeting_answer="accepted")
        )
    )
    signs: dict[int, int] = {}
    for rows in (newcomers, told):
        for company in rows.order_by().values_list("company_id", flat=True).distinct():
            signs[company] = signs.get(company, 0) + 1
    return {row.pk: Decimal(signs.get(row.pk, 0)) for row in asked.rows}


def custom_numbers(asked: Asked, key: str) -> Values:
    """What a custom field of numbers or amounts holds."""
    field = find_custom("company", key)
    if field is None or field.type not in (CustomType.NUMBER, CustomType.AMOUNT):
        return {}
    rows = CompanyCustomValue.objects.filter(
        asked.part.of("record_id"), slot=field.slot, number__isnull=False
    )
    return {
        pk: number for pk, number in rows.order_by().values_list("record_id", "number") if number is not None
    }


READERS: Mapping[TargetSource, Callable[[Asked], Values]] = {
    TargetSource.HEADCOUNT: headcounts,
    TargetSource.TURNOVER: lambda asked: {
        row.pk: row.turnover for row in asked.rows if row.turnover is not None
    },
    TargetSource.SITES: lambda asked: {
        row.pk: Decimal(row.sites) for row in asked.rows if row.sites is not None
    },
    TargetSource.PURCHASES: purchases,
    TargetSource.SECTOR_REVENUE: sectors,
    TargetSource.REVENUE: lambda asked: {row.pk: row.net for row in asked.rows},
    TargetSource.DECIDER: deciders,
    TargetSource.CONTACTS: contacts,
    TargetSource.GROUP_LINK: group_links,
    TargetSource.REFERRAL: referrals,
    TargetSource.LAST_EXCHANGE: last_exchanges,
    TargetSource.OPENING: openings,
}
