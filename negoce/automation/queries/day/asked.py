"""What every source of the day is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from negoce.automation.enums import DayKind
from negoce.automation.rules.day_stake import Amounts
from negoce.companies.models import Company
from negoce.companies.queries.visible import visible_companies
from negoce.identity.rules.actor import Actor

# No source gives more: a day is not a list of everything.
MOST_OF_A_SOURCE = 60
# Who was in touch with a customer so lately is not asked to be again.
QUIET_DAYS = 14


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose day: the person as an actor, and the day."""

    actor: Actor
    person_id: int
    today: date

    def own(self) -> QuerySet[Company]:
        """The companies that the person follows and sees."""
        return visible_companies(self.actor).filter(owner_id=self.person_id)

    def mine(self, owner: str = "owner", company: str = "company") -> Q:
        """The condition on records that the person follows, or that nobody does at a company of theirs."""
        alone = Q(**{f"{owner}__isnull": True, f"{company}__owner_id": self.person_id})
        return Q(**{f"{owner}_id": self.person_id}) | alone

    def untouched(self, prefix: str = "company__") -> Q:
        """The condition on companies with which nothing is planned, and nothing happened of late."""
        quiet = Q(**{f"{prefix}last_contact_on__isnull": True}) | Q(
            **{f"{prefix}last_contact_on__lt": self.today - timedelta(days=QUIET_DAYS)}
        )
        return quiet & self.nothing_planned(prefix)

    def nothing_planned(self, prefix: str = "company__") -> Q:
        """The condition on companies without a next step."""
        return Q(**{f"{prefix}next_activity_on__isnull": True}) | Q(
            **{f"{prefix}next_activity_on__lt": self.today}
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """An action that a source proposes. What `DayAction` says of its columns holds here.

    Without a `probability` of its own the usual one of its kind holds; with `at_least_usual`, where its own is lower
    too. With `by_year` its stake is a year with the company, filled in for all candidates at once.
    """

    kind: DayKind
    key: str
    fact: str
    company_id: int | None
    target: str
    gesture: str
    code: str
    figures: Mapping[str, object]
    due_on: date | None = None
    probability: float | None = None
    at_least_usual: bool = False
    amounts: Amounts = field(default_factory=Amounts)
    by_year: bool = False


def midnight(day: date) -> datetime:
    """The first moment of a day here."""
    return timezone.make_aware(datetime.combine(day, time()), timezone.get_default_timezone())
