"""The day as it is shown: to whoever's it is, and to who leads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from negoce.automation.enums import DayAnswerKind, DayKind, StakeKind
from negoce.automation.models import DayAction, DayAnswer, DaySetting, PersonDay
from negoce.automation.queries.day.asked import Asked, midnight
from negoce.automation.queries.day.assemble import plan_day
from negoce.automation.queries.day.past_year import usual_revenue
from negoce.automation.queries.day.settings import current_settings
from negoce.automation.rules.day_kinds import goes_first, urgency
from negoce.automation.rules.day_rank import USUAL_HALF, Ranked, half_score, rank, spread
from negoce.automation.rules.day_settings import DAY_SIZE, DaySettings
from negoce.automation.rules.day_stake import Amounts, Stake, stake_of
from negoce.companies.models import Company
from negoce.companies.queries.visible import company_rights
from negoce.identity.enums import FieldGroup, Permission, Scope
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor

# A day that was worked out longer ago is worked out anew once the page is open.
FRESH_SECONDS = 60
# What the head of the page adds up.
FIRST = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """One action with its company, its place and the euros that the reader may know."""

    action: DayAction
    company: Company | None
    ranked: Ranked
    stake: Stake
    goes_first: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A person's day: what is for today, what waits after it, and how many were answered today."""

    today: Sequence[Shown]
    later: Sequence[Shown]
    answered: int
    first_count: int
    first_sum: Decimal
    half: float
    is_fresh: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left at all."""
        return not self.today and not self.later


def day_of(reader: Actor, person_id: int, today: date) -> Day:
    """The day of a person as `reader` may see it; as many queries whatever it holds. Writes nothing.

    The first time on a day, one's own is worked out on the spot; another's is the one last kept.
    """
    kept = PersonDay.objects.filter(person_id=person_id).first()
    is_kept = kept is not None and kept.day == today
    if is_kept or reader.user_id != person_id:
        actions: Sequence[DayAction] = list(_kept(reader, person_id))
    else:
        actions = _with_companies(plan_day(Asked(reader, person_id, today)))
    half, settings = half_score(usual_revenue(person_id)), current_settings()
    answered = answered_on(person_id, today)
    size = max(settings.size - answered, 0)
    shown = _in_order((shown_as(row, reader, today, settings, half) for row in actions), size)
    known = [each.stake.shown for each in shown[:FIRST] if each.stake.shown is not None]
    return Day(
        today=shown[:size],
        later=shown[size:],
        answered=answered,
        first_count=min(FIRST, len(shown)),
        first_sum=sum(known, Decimal(0)),
        half=half,
        is_fresh=is_kept and kept is not None and not kept.is_stale and _is_recent(kept.computed_at),
    )


def count_of_day(actor: Actor, today: date) -> int:
    """How many actions the sidebar tells: those of one's own day; one query, which every page may ask."""
    given = (
        DayAnswer.objects.filter(person=OuterRef("pk"), at__gte=midnight(today))
        .exclude(answer=DayAnswerKind.POSTPONED.value)
        .order_by()
        .values("person")
        .annotate(count=Count("batch", distinct=True))
        .values("count")
    )
    actions = DayAction.objects.filter(person=OuterRef("pk")).order_by().values("person")
    stored = actions.annotate(count=Count("pk")).values("count")
    people = User.objects.filter(pk=actor.user_id or 0).order_by()
    size = Subquery(DaySetting.objects.filter(key="size").values("value"))
    found = people.values_list(Coalesce(Subquery(stored), 0), Coalesce(Subquery(given), 0), size).first()
    if found is None:
        return 0
    actions, answered, most = found
    return min(int(actions), max(int(DAY_SIZE if most is None else most) - int(answered), 0))


def answered_on(person_id: int, today: date) -> int:
    """How many actions a person did or refused on a day."""
    rows = DayAnswer.objects.filter(person_id=person_id, at__gte=midnight(today))
    return rows.exclude(answer=DayAnswerKind.POSTPONED.value).order_by().values("batch").distinct().count()


def visible_people(reader: Actor) -> QuerySet[User]:
    """Those whose day `reader` may look at: themselves and, for who answers for a team, its people."""
    people = User.objects.filter(is_active=True)
    if not reader.may(Permission.APPROVE_QUOTES):
        return people.filter(pk=reader.user_id or 0)
    if reader.scope is Scope.ALL:
        return people
    return people.filter(pk__in=sorted(reader.colleague_ids))


@dataclass(frozen=True, slots=True)
class TeamLine:
    """What one person of the team has to do, and the euros at stake in it."""

    person: User
    actions: int
    at_stake: Decimal
    kinds: frozenset[StakeKind]
    answered: int
    computed_at: datetime


def team_days(reader: Actor, today: date) -> Sequence[TeamLine]:
    """The days of those whom `reader` leads, the most at stake first; five queries."""
    people = list(visible_people(reader).exclude(pk=reader.user_id or 0))
    keys = [person.pk for person in people]
    days = {
        day.person_id: day for day in PersonDay.objects.filter(person_id__in=keys).select_related("person")
    }
    settings = current_settings()
    rows: dict[int, list[Shown]] = {}
    for row in _rows(reader).filter(person_id__in=keys).order_by("person_id", "position", "pk"):
        rows.setdefault(row.person_id, []).append(shown_as(row, reader, today, settings))
    answers = _answers_of(keys, today)
    lines = [
        _team_line(days[person.pk], rows.get(person.pk, []), answers.get(person.pk, 0), settings.size)
        for person in people
        if person.pk in days
    ]
    return sorted(lines, key=lambda each: (-each.at_stake, each.person.last_name, each.person.pk))


def _team_line(day: PersonDay, shown: Sequence[Shown], answered: int, size: int) -> TeamLine:
    size = max(size - answered, 0)
    mine = _in_order(shown, size)[:size]
    known = [each.stake for each in mine if each.stake.shown is not None]
    return TeamLine(
        person=day.person,
        actions=len(mine),
        at_stake=sum((each.shown for each in known if each.shown is not None), Decimal(0)),
        kinds=frozenset(each.kind for each in known if each.kind is not None),
        answered=answered,
        computed_at=day.computed_at,
    )


def _answers_of(people: Sequence[int], today: date) -> Mapping[int, int]:
    rows = DayAnswer.objects.filter(person_id__in=people, at__gte=midnight(today))
    given = set(
        rows.exclude(answer=DayAnswerKind.POSTPONED.value).order_by().values_list("person_id", "batch")
    )
    counts: dict[int, int] = {}
    for person, _batch in given:
        counts[person] = counts.get(person, 0) + 1
    return counts


def _rows(reader: Actor) -> QuerySet[DayAction]:
    """Kept actions about companies that the reader sees, and those about none, with what a line names."""
    # A message about no company is its sender's: a report that they receive, a word to a supplier.
    alone = Q(company__isnull=True) & (
        ~Q(kind=DayKind.MESSAGE.value) | Q(person_id=reader.user_id, person__isnull=False)
    )
    seen = alone | (Q(company__deleted_at__isnull=True) & company_rights(reader, "company__"))
    return DayAction.objects.filter(seen).select_related("company__life")


def _kept(reader: Actor, person_id: int) -> QuerySet[DayAction]:
    return _rows(reader).filter(person_id=person_id).order_by("position", "pk")


def _with_companies(actions: Sequence[DayAction]) -> Sequence[DayAction]:
    """The same, their companies read in one query."""
    keys = {row.company_id for row in actions if row.company_id is not None}
    companies = Company.objects.filter(pk__in=keys).select_related("life").in_bulk()
    for row in actions:
        row.company = companies.get(row.company_id) if row.company_id else None
    return actions


def shown_as(
    row: DayAction, reader: Actor, today: date, settings: DaySettings, half: float = USUAL_HALF
) -> Shown:
    """One action as `reader` may see it, ranked as the house weighs it."""
    stake = stake_of(
        Amounts(row.margin, row.revenue, row.owed), reads_margin=reader.may_read(FieldGroup.MARGIN)
    )
    first = goes_first(row.kind, row.due_on, today)
    ranked = rank(
        first=first,
        stake=stake.counted,
        probability=row.probability,
        urgency=settings.pressing(urgency(row.kind, row.due_on, today)),
        learned=row.learned,
        refusals=row.refusals,
        weight=settings.weight(row.kind),
        half=half,
    )
    return Shown(row, row.company, ranked, stake, first)


def _in_order(shown: Iterable[Shown], size: int) -> Sequence[Shown]:
    ranked = sorted(shown, key=_order)
    first = [each for each in ranked if each.goes_first]
    rest = ranked[len(first) :]
    places = spread([each.action.kind for each in rest], max(size - len(first), 0))
    return [*first, *(rest[place] for place in places)]


def _order(each: Shown) -> tuple[bool, float, str, str]:
    return (not each.goes_first, -each.ranked.value, each.action.kind, each.action.key)


def _is_recent(at: datetime) -> bool:
    return (timezone.now() - at).total_seconds() < FRESH_SECONDS
