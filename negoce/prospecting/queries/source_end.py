"""Who goes when the licence of a file ends, and who stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from negoce.companies.models import Company, Contact
from negoce.companies.queries.relation_facts import last_dealings
from negoce.prospecting.enums import SourceEnd, SourceKind
from negoce.prospecting.models import FileSource, SourcedCompany, SourcedContact
from negoce.prospecting.queries.source_limits import company_signs


@dataclass(frozen=True, slots=True)
class SourceEndPlan:
    """The people to erase and the companies for the bin, by key; how many of each the file made."""

    contacts: Sequence[int]
    companies: Sequence[int]
    contacts_made: int
    companies_made: int


def end_plan(source: FileSource) -> SourceEndPlan:
    """Whom the end of a licence takes: those whom the file made, and who did not become ours otherwise.

    Customers stay, and whom another file still holds; who answered too, unless the licence says to delete. A company
    goes when none of its people stays. In a constant number of queries.
    """
    mine = SourcedContact.objects.filter(source=source, created=True)
    made = mine.filter(contact__erased_at__isnull=True, contact__deleted_at__isnull=True)
    people = list(made.order_by("pk").values_list("contact_id", "contact__company_id", "brought_on",
                                                  "contact__last_sign_on"))  # fmt: skip
    houses = SourcedCompany.objects.filter(source=source, created=True, company__deleted_at__isnull=True)
    companies = list(houses.order_by("pk").values_list("company_id", "brought_on"))
    keys = sorted({company for _key, company, _day, _sign in people} | {key for key, _day in companies})
    orders = last_dealings(keys)
    signs = company_signs(keys) if source.at_end == SourceEnd.KEEP_ANSWERED else {}
    held = _held_elsewhere(source)
    keep_answered = source.at_end == SourceEnd.KEEP_ANSWERED
    going = [
        key
        for key, company, brought_on, sign in people
        if key not in held
        and company not in orders
        and not (keep_answered and sign is not None and sign >= brought_on)
    ]
    staying = set(
        Contact.objects.filter(company_id__in=keys, erased_at__isnull=True, deleted_at__isnull=True)
        .exclude(pk__in=going)
        .order_by()
        .values_list("company_id", flat=True)
    )
    empty = [
        key
        for key, brought_on in companies
        if key not in orders and key not in staying and not (key in signs and signs[key] >= brought_on)
    ]
    return SourceEndPlan(going, empty, len(people), len(companies))


def companies_of(plan: SourceEndPlan) -> Sequence[Company]:
    """The companies for the bin, in order."""
    return list(Company.objects.filter(pk__in=plan.companies, deleted_at__isnull=True).order_by("pk"))


def _held_elsewhere(source: FileSource) -> set[int]:
    """People whom a file of ours, or another one, holds too."""
    others = SourcedContact.objects.exclude(source=source).filter(source__ended_on__isnull=True)
    ours = others.filter(source__kind=SourceKind.OWN.value) | others.filter(created=True)
    mine = SourcedContact.objects.filter(source=source).values("contact_id")
    return set(ours.filter(contact_id__in=mine).order_by().values_list("contact_id", flat=True))
