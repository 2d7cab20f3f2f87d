"""The status before the first order that a person might declare of a company."""

from __future__ import annotations

from django.utils import timezone

from negoce.companies.models import Company
from negoce.portfolio.enums import LifeStatus, StatusCause
from negoce.portfolio.models import CustomerLife
from negoce.portfolio.queries.life_page import fact_activities
from negoce.portfolio.rules.life_facts import LifeFacts
from negoce.portfolio.rules.presale import PresaleProposal, propose_presale
from negoce.prospecting.models import CompanyScore

_OPEN = (LifeStatus.SUSPECT.value, LifeStatus.LEAD.value)


def proposal_of(company: Company, life: CustomerLife | None) -> PresaleProposal | None:
    """What is proposed for a company that the caller may see, in two queries; none where somebody declared a status.

    Read from what is noted now: the row of the life cycle follows a moment later.
    """
    status = life.status if life is not None else LifeStatus.SUSPECT.value
    if status not in _OPEN or (life is not None and life.cause == StatusCause.DECLARED.value):
        return None
    days = {name: timezone.localdate(row.starts_at) for name, row in fact_activities(company).items()}
    score = CompanyScore.objects.filter(company=company).only("reached_on").first()
    return propose_presale(
        LifeFacts(
            meeting_accepted_on=days.get("meeting_accepted_on"),
            meeting_refused_on=days.get("meeting_refused_on"),
            quote_wanted_on=days.get("quote_wanted_on"),
            buying_intent_on=days.get("buying_intent_on"),
        ),
        LifeStatus(status),
        timezone.localdate(),
        score_is_enough=score is not None and score.reached_on is not None,
    )
