"""The buyer's expected objections in a deal, with our replies: chosen by hand, or from what is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from negoce.companies.enums import PurchaseMotive
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Explanation
from negoce.negotiation.enums import ObjectionNature, ObjectionOutcome
from negoce.negotiation.models import (
    Deal,
    DiscoveryAnswer,
    Objection,
    ObjectionAnswer,
    ObjectionExpected,
    ObjectionHeard,
)
from negoce.negotiation.queries.arguments.library import offered
from negoce.negotiation.queries.objections.library import library_answers
from negoce.negotiation.rules.objections import (
    MOST_EXPECTED,
    KnownObjection,
    RankedReply,
    Situation,
    Told,
    expect,
)
from negoce.prospecting.rules.call_figures import Share

_SECTOR_DIGITS = 2


@dataclass(frozen=True, slots=True)
class ReadyReply:
    """An answer to give, and what it is ranked by."""

    row: ObjectionAnswer
    ranked: RankedReply


@dataclass(frozen=True, slots=True)
class ExpectedObjection:
    """An objection to expect: why, the answers to give, the first first, and whether somebody chose it."""

    row: Objection
    reasons: Sequence[Explanation]
    replies: Sequence[ReadyReply]
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ExpectedObjections:
    """Those of a deal; `house` is what every answer gave, `others` those of the library that may be added."""

    lines: Sequence[ExpectedObjection]
    others: Sequence[Objection]
    house: Share


def expected_objections(actor: Actor, deal: Deal, most: int = MOST_EXPECTED) -> ExpectedObjections:
    """What to expect in a deal that the actor sees; six queries at most, whatever was heard.

    Who may not read what was said in talks is given what is chosen by hand and what comes from the products.
    """
    objections = {
        row.pk: row
        for row in Objection.objects.filter(withdrawn_at__isnull=True)
        .select_related("product")
        .order_by("words", "pk")
    }
    if not objections:
        return ExpectedObjections((), (), Share(0, 0, None, None, None))
    marks = dict(
        ObjectionExpected.objects.filter(deal=deal).order_by("pk").values_list("objection_id", "is_expected")
    )
    reads = actor.may_read(FieldGroup.OBSERVATIONS)
    heard = _heard(deal) if reads else {}
    situation = Situation(
        chosen=frozenset(key for key, is_expected in marks.items() if is_expected),
        set_aside=frozenset(key for key, is_expected in marks.items() if not is_expected),
        staying=frozenset(key for key, each in heard.items() if each["open"]),
        overcome=frozenset(key for key, each in heard.items() if each["here"] and not each["open"]),
        told={key: Told(each["customer"], each["sector"], each["house"]) for key, each in heard.items()},
        motives=_motives(deal) if reads else {},
        products=offered(deal) if any(row.product_id for row in objections.values()) else frozenset(),
        sector=deal.company.activity_code[:_SECTOR_DIGITS],
    )
    found = expect([_known(row) for row in objections.values()], situation, most)
    answers = library_answers()
    natures = _natures(heard)
    lines = [
        ExpectedObjection(
            objections[each.key],
            each.reasons,
            [
                ReadyReply(answers.rows[reply.reply.key], reply)
                for reply in answers.ranked(each.key, natures.get(each.key))
            ],
            each.key in situation.chosen,
        )
        for each in found
    ]
    shown = {each.key for each in found}
    return ExpectedObjections(
        lines, [row for row in objections.values() if row.pk not in shown], answers.house
    )


def _known(row: Objection) -> KnownObjection:
    return KnownObjection(
        row.pk, row.product_id, frozenset(PurchaseMotive(each) for each in row.motives), row.sector
    )


def _heard(deal: Deal) -> Mapping[int, Mapping[str, int]]:
    """By objection: in how many deals it was heard, and how often here; `open` counts those not overcome.

    Of a deal itself nothing is counted: what it heard is known there.
    """
    company, code = deal.company, deal.company.activity_code[:_SECTOR_DIGITS]
    elsewhere = ~Q(deal=deal) & Q(deal__deleted_at__isnull=True)
    of_sector = Q(deal__company__activity_code__startswith=code) if code else Q(pk__in=[])
    rows = (
        ObjectionHeard.objects.filter(objection__isnull=False)
        .order_by()
        .values("objection_id")
        .annotate(
            here=Count("pk", filter=Q(deal=deal)),
            open=Count("pk", filter=Q(deal=deal) & ~Q(outcome=ObjectionOutcome.OVERCOME.value)),
            customer=Count("deal", filter=elsewhere & Q(deal__company=company), distinct=True),
            sector=Count("deal", filter=elsewhere & of_sector, distinct=True),
            house=Count("deal", filter=elsewhere, distinct=True),
            **{each.value: Count("pk", filter=Q(deal=deal, nature=each.value)) for each in ObjectionNature},
        )
        .order_by("objection_id")
    )
    return {int(each["objection_id"]): {**each} for each in rows}  # type: ignore[dict-item]


def _natures(heard: Mapping[int, Mapping[str, int]]) -> Mapping[int, ObjectionNature]:
    """The nature that an objection had in this deal, the one most noted."""
    found = {}
    for key, each in heard.items():
        most = max(ObjectionNature, key=lambda nature: each[nature.value])
        if each[most.value]:
            found[key] = most
    return found


def _motives(deal: Deal) -> Mapping[PurchaseMotive, int]:
    answers = DiscoveryAnswer.objects.filter(interview__deal=deal).exclude(motive="").order_by()
    counted = answers.values_list("motive").annotate(times=Count("pk")).order_by("motive")
    return {PurchaseMotive(motive): times for motive, times in counted}
