"""What public forms and fairs brought: companies, customers, and what each cost where a plan says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, Sum

from negoce.companies.enums import OriginChannel
from negoce.kit.numbers import percent_of
from negoce.portfolio.rules.unit_cost import unit_cost
from negoce.prospecting.enums import SubmissionState
from negoce.prospecting.models import Fair, FairEntry, FormDay, FormSubmission, PlanCost, PublicForm


@dataclass(frozen=True, slots=True)
class FormResult:
    """Views, requests sent, those confirmed, companies that are new by them, customers won since."""

    views: int = 0
    sent: int = 0
    confirmed: int = 0
    new_companies: int = 0
    customers: int = 0

    @property
    def confirmed_percent(self) -> Decimal | None:
        """Of a hundred requests sent, how many were confirmed; None before the first."""
        return _percent(self.confirmed, self.sent)

    @property
    def sent_percent(self) -> Decimal | None:
        """Of a hundred views, how many sent a request; None before the first view."""
        return _percent(self.sent, self.views)


@dataclass(frozen=True, slots=True)
class FairResult:
    """People noted, companies that are new by them, customers won since; what each contact and customer cost."""

    contacts: int = 0
    new_companies: int = 0
    customers: int = 0
    cost_per_contact: Decimal | None = None
    cost_per_customer: Decimal | None = None


def form_results(forms: Sequence[PublicForm]) -> Mapping[int, FormResult]:
    """The result of each form, by key; two queries. What was not confirmed is erased after a week, and counts no more.

    A customer first ordered on the day of the confirmation or later.
    """
    views = dict(
        FormDay.objects.filter(form__in=forms)
        .order_by()
        .values("form_id")
        .annotate(made=Sum("views"))
        .values_list("form_id", "made")
    )
    confirmed = Q(state=SubmissionState.CONFIRMED.value)
    won = Q(company__sales__first_order_on__gte=F("confirmed_at__date"))
    figures = {
        row["form_id"]: row
        for row in FormSubmission.objects.filter(form__in=forms)
        .order_by()
        .values("form_id")
        .annotate(
            sent=Count("pk"),
            sure=Count("pk", filter=confirmed),
            new=Count("company_id", filter=Q(is_new_company=True), distinct=True),
            customers=Count("company_id", filter=confirmed & won, distinct=True),
        )
    }
    found = {}
    for form in forms:
        row = figures.get(form.pk)
        seen = int(views.get(form.pk) or 0)
        found[form.pk] = (
            FormResult(seen, row["sent"], row["sure"], row["new"], row["customers"])
            if row is not None
            else FormResult(seen)
        )
    return found


def plan_cost_per_company(form: PublicForm) -> Decimal | None:
    """What the plan of a form spent on requests that come by themselves, for each new company of all its forms."""
    if form.plan_id is None:
        return None
    spent = PlanCost.objects.filter(plan_id=form.plan_id, channel=OriginChannel.INBOUND.value)
    total = spent.aggregate(total=Sum("amount"))["total"]
    brought = FormSubmission.objects.filter(form__plan_id=form.plan_id, is_new_company=True)
    return unit_cost(
        None if total is None else Decimal(str(total)), brought.values("company_id").distinct().count()
    )


def fair_results(fairs: Sequence[Fair]) -> Mapping[int, FairResult]:
    """The result of each fair, by key; one query."""
    won = Q(company__sales__first_order_on__gte=F("noted_at__date"))
    figures = {
        row["fair_id"]: row
        for row in FairEntry.objects.filter(fair__in=fairs)
        .order_by()
        .values("fair_id")
        .annotate(
            made=Count("pk"),
            new=Count("company_id", filter=Q(is_new_company=True), distinct=True),
            customers=Count("company_id", filter=won, distinct=True),
        )
    }
    found = {}
    for fair in fairs:
        row = figures.get(fair.pk, {"made": 0, "new": 0, "customers": 0})
        found[fair.pk] = FairResult(
            row["made"],
            row["new"],
            row["customers"],
            unit_cost(fair.cost, row["made"]),
            unit_cost(fair.cost, row["customers"]),
        )
    return found


def _percent(part: int, whole: int) -> Decimal | None:
    return percent_of(part, whole, 1) if whole else None
