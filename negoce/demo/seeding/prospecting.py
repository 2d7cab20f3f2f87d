"""What the demo's people asked of their prospects, and who recommended them to whom."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from negoce.companies.models import Company
from negoce.demo.draws import draws, weighted
from negoce.demo.seeding.best_customers import best_customers
from negoce.identity.queries.actors import actor_for
from negoce.prospecting.actions.qualification_answer import answer_criterion
from negoce.prospecting.actions.referral_save import note_referral
from negoce.prospecting.enums import Answer, ReferralOutcome
from negoce.prospecting.models import QualificationCriterion, Referral

QUALIFIED, REFERRALS = 80, 24
_SAYS = {
    "budget": ("Enveloppe annoncée de 8 000 € HT", "Budget voté en septembre", "Sur la ligne décoration"),
    "authority": (
        "La directrice de magasin signe",
        "Le gérant décide seul",
        "Achats et exploitation ensemble",
    ),
    "need": ("Renouveler les vitrines d’hiver", "Réassort plus rapide", "Équiper deux points de vente"),
    "timeline": ("Avant la fin du trimestre", "Pour l’ouverture de printemps", "Décision au prochain comité"),
}
# Of six: two bought, one waits, one was met, two had no use for us.
_OUTCOMES = (
    ReferralOutcome.WAITING, ReferralOutcome.CUSTOMER, ReferralOutcome.MET, ReferralOutcome.DECLINED,
    ReferralOutcome.CUSTOMER, ReferralOutcome.DECLINED,
)  # fmt: skip
_YEAR = 350
_SPREAD = _YEAR // REFERRALS
_REWARDS = ("Un déjeuner", "Coffret de l’atelier", "Remise sur la prochaine commande")
# The stories tell of needs and meetings: who has one is asked more.
_TOLD = Q(activities__need_recorded__gt="") | Q(activities__meeting_answer="accepted")


def write_qualification(today: date, place: int) -> None:
    """Answer BANT for the prospect of a place; some of them completely."""
    company = prospects_told_of()[place : place + 1].first()
    if company is None or company.owner is None:
        return
    actor, chance = actor_for(company.owner), draws("qualification", place)
    day = max(today - timedelta(days=chance.randrange(10, 200)), company.created_at.date())
    known = {each.key: each for each in QualificationCriterion.objects.filter(grid__key="bant")}
    for key, texts in _SAYS.items():
        answer = weighted(chance, [(62, Answer.YES), (14, Answer.NO), (24, Answer.UNKNOWN)])
        if answer is Answer.UNKNOWN or key not in known:
            continue
        text = chance.choice(texts) if answer is Answer.YES else ""
        answer_criterion(actor, company, known[key], answer=answer.value, text=text, on=min(day, today))
        day += timedelta(days=chance.randrange(0, 12))


def write_referral(today: date, place: int) -> None:
    """Note whom a good customer recommended us to in the last year: one in three bought since, others wait or do not
    follow it up.
    """
    giver = best_customers()[3 * place : 3 * place + 1].first()
    if giver is None or giver.owner is None:
        return
    chance, outcome = draws("referral", place), _OUTCOMES[place % len(_OUTCOMES)]
    is_won = outcome is ReferralOutcome.CUSTOMER
    receiver = _came(giver, today, place) if is_won else _met(giver, place)
    if receiver is None or Referral.objects.filter(referred_company=receiver).exists():
        return
    first = receiver.sales.first_order_on if is_won else None
    # The whole year, a month after the other; what waits was told of lately.
    since = _SPREAD * place + chance.randrange(_SPREAD)
    lately = chance.randrange(4, 75)
    given = today - timedelta(days=lately if outcome is ReferralOutcome.WAITING else since + 5)
    if first is not None:
        given = first - timedelta(days=chance.randrange(15, 80))
    named = chance.random() < 0.7
    rewarded = is_won and chance.random() < 0.5
    note_referral(
        actor_for(giver.owner),
        referrer=giver,
        referred=receiver,
        values={
            "given_on": given,
            "may_be_named": named,
            "consent_on": given if named else None,
            "outcome": outcome.value,
            "won_on": first,
            "reward": chance.choice(_REWARDS) if rewarded else "",
            "rewarded_on": first if rewarded else None,
        },
    )


def prospects_told_of() -> QuerySet[Company]:
    """Who never bought, is followed by somebody, and told us of a need or agreed to meet, the oldest record first."""
    found = Company.objects.filter(
        _TOLD, is_fictional=True, owner__isnull=False, deleted_at__isnull=True, orders__isnull=True
    )
    return Company.objects.filter(pk__in=found.values("pk")).select_related("owner").order_by("pk")


def _met(giver: Company, place: int) -> Company | None:
    """A prospect of the same person."""
    rows = prospects_told_of().filter(owner=giver.owner)
    return rows[place : place + 1].first()


def _came(giver: Company, today: date, place: int) -> Company | None:
    """A customer of the same person who came in the last year."""
    rows = best_customers().filter(
        owner=giver.owner, sales__first_order_on__gte=today - timedelta(days=_YEAR)
    )
    return rows.exclude(pk=giver.pk).select_related("sales", "owner")[place % 7 : place % 7 + 1].first()
