"""What came of whom the demo's plans aim at: each stage was reached by some of those who reached the one before.

Contact → need told → meeting → quote → first order. What the threads of the world tell already is kept: who has a
meeting there goes on first, and what led to it is added.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from negoce.companies.enums import CONTACT_KINDS, ActivityKind, ActivityState, Direction, MeetingAnswer
from negoce.companies.models import Activity, Company, Contact
from negoce.demo.draws import draws
from negoce.demo.moments import at, midnight, working_day
from negoce.demo.seeding.told import Told, write_told
from negoce.identity.models import User
from negoce.prospecting.models import PlanCompany, ProspectingPlan

CONTACTED, LEAD, MEETING, QUOTE = 1, 2, 3, 4
# Days that the longest way takes from the first word to the first order, week-ends included.
LONGEST = 34
# By stage, days after the end when what it is at would be settled.
_AHEAD = (0, 14, 14, 9, 3)
_NEEDS = (
    "Renouveler les vitrines avant l’hiver",
    "Un fournisseur qui livre en petites quantités",
    "Des références que la grande distribution n’a pas",
    "Moins de ruptures en fin d’année",
    "Un coin cadeaux près de la caisse",
    "Remplacer un fournisseur qui a cessé",
)
_SAID = (
    "A écouté, n’achète rien avant la fin de saison. Rappeler.",
    "Travaille déjà avec deux grossistes, garde notre catalogue.",
    "Pas de projet pour l’instant ; demande nos nouveautés au printemps.",
    "Brève conversation : décide avec son associé.",
)
_SEEN = (
    "Vu le lieu et les linéaires : deux mètres à reprendre près de l’entrée. Budget annoncé, décision rapide.",
    "Échantillons bien reçus. Compare avec un confrère sur les délais.",
    "Rencontre utile : qui décide était là. Souhaite des quantités plus petites.",
    "Visite rapide, clientèle plus jeune que prévu : revoir la gamme proposée.",
)
_NEED = ~Q(need_recorded="") | Q(quote_wanted=True) | Q(buying_intent=True)
_MET = Q(meeting_answer=MeetingAnswer.ACCEPTED.value) | Q(
    kind__in=[ActivityKind.VISIT.value, ActivityKind.VIDEO.value]
)


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a company of a plan came, and the day when that was settled: that of its first order if it has one."""

    company: Company
    stage: int
    settled_on: date
    is_won: bool


def tell_funnel(plan: ProspectingPlan, counts: Sequence[int], today: date, follower: User) -> None:
    """Write the calls and visits of a plan: `counts` are how many were contacted, told a need, met, asked a quote."""
    people = _people(plan)
    write_told(
        [
            told
            for each in reached(plan, counts, today)
            for told in _way(plan, each, people.get(each.company.pk), follower)
        ]
    )


def reached(plan: ProspectingPlan, counts: Sequence[int], today: date) -> list[Reached]:
    """How far each of its companies came: who bought came all the way; more may have come than `counts` say."""
    start, end = plan.starts_on, min(plan.ends_on, today)
    aimed = (
        Company.objects.filter(pk__in=_targets(plan)).select_related("sales", "owner").order_by("public_id")
    )
    natural = _natural(plan, start, end)
    rows = sorted(aimed, key=lambda each: (not hasattr(each, "sales"), -natural.get(each.pk, 0)))
    found = []
    for place, company in enumerate(rows):
        chance = draws("plan settled", plan.name, company.public_id)
        stage = max(sum(place < count for count in counts), natural.get(company.pk, 0))
        # What is not settled yet will be: its last step is in the days of the plan all the same.
        last = (end - start).days + _AHEAD[stage]
        settled = start + timedelta(days=chance.randint(min(LONGEST, last), last))
        first = company.sales.first_order_on if hasattr(company, "sales") else None
        if first is not None:
            stage = QUOTE
        found.append(Reached(company, stage, first or settled, first is not None))
    return found


def offered_on(plan: ProspectingPlan, each: Reached) -> date:
    """The day of the quote that settled it."""
    chance = draws("plan quote", plan.name, each.company.public_id)
    return working_day(each.settled_on - timedelta(days=chance.randint(4, 6)))


def _way(plan: ProspectingPlan, each: Reached, contact: Contact | None, follower: User) -> Iterator[Told]:
    """The call with the need and the visit that led to where it came; each some days before the next."""
    if not each.stage:
        return
    company, chance = each.company, draws("plan way", plan.name, each.company.public_id)
    owner = company.owner or follower
    met = working_day(offered_on(plan, each) - timedelta(days=chance.randint(6, 9)))
    told = working_day(met - timedelta(days=chance.randint(5, 8)))
    is_lead = each.stage >= LEAD
    met_values = {"meeting_answer": MeetingAnswer.ACCEPTED.value} if each.stage >= MEETING else {}
    yield Told(
        ("plan call", plan.name, company.public_id), ActivityKind.CALL, "Appel de prospection", at(chance, told),
        company, contact, owner,
        {
            "direction": Direction.OUTGOING.value, "duration_minutes": chance.randint(4, 12),
            "body": "Veut bien qu’on en parle." if is_lead else chance.choice(_SAID),
            "need_recorded": chance.choice(_NEEDS) if is_lead else "", **met_values,
        },
    )  # fmt: skip
    if each.stage >= MEETING:
        yield Told(
            ("plan visit", plan.name, company.public_id), ActivityKind.VISIT,
            "Première visite", at(chance, met), company, contact, owner,
            {
                "duration_minutes": 45, "body": chance.choice(_SEEN), "brought": "Le catalogue de la saison",
                "quote_wanted": each.stage >= QUOTE,
            },
        )  # fmt: skip


def _natural(plan: ProspectingPlan, start: date, end: date) -> dict[int, int]:
    """The furthest stage that the thread of each company tells of, in the days of the plan."""
    done = Activity.objects.filter(
        company__in=_targets(plan), state=ActivityState.DONE.value, deleted_at__isnull=True,
        starts_at__gte=midnight(start), starts_at__lt=midnight(end + timedelta(days=1)),
    ).order_by()  # fmt: skip
    stages = (
        (CONTACTED, Q(kind__in=[each.value for each in CONTACT_KINDS])),
        (LEAD, _NEED),
        (MEETING, _MET),
        (QUOTE, Q(quote_wanted=True, kind=ActivityKind.VISIT.value)),
    )
    return {
        key: stage
        for stage, which in stages
        for key in done.filter(which).values_list("company_id", flat=True).distinct()
    }


def _people(plan: ProspectingPlan) -> dict[int, Contact]:
    rows = Contact.objects.filter(
        company__in=_targets(plan),
        deleted_at__isnull=True,
        erased_at__isnull=True,
        current_post__isnull=False,
    ).order_by("company_id", "-pk")
    return {each.company_id: each for each in rows}


def _targets(plan: ProspectingPlan) -> QuerySet[PlanCompany, int]:
    return PlanCompany.objects.filter(plan=plan).order_by().values_list("company_id", flat=True)
