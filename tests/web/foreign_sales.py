"""Deals and quotes of somebody else, for test_foreign_records."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from negoce.companies.models import Activity, Company, Contact
from negoce.negotiation.models import (
    Approach,
    Argument,
    BuyerEvaluation,
    Concession,
    Deal,
    DealActivity,
    DealContact,
    Debrief,
    DiscoveryAnswer,
    DiscoveryInterview,
    DiscoverySet,
    InfluenceAttitude,
    InfluencePerson,
    Objective,
    Partnership,
    PartnershipObjective,
    PitchBlock,
    PitchPiece,
    QuoteLink,
    SalesCycle,
    TenderQuestion,
)
from negoce.negotiation.queries.quotes import current_version
from tests.factories.companies import make_activity
from tests.factories.deals import make_deal
from tests.factories.identity import make_user
from tests.factories.quotes import make_quote
from tests.factories.tenders import make_tender
from tests.web.foreign_objections import LIBRARIES, of_objections_and_aids
from tests.web.foreign_prospecting import OF_EVERYBODY, of_prospecting
from tests.web.foreign_tenders import SHELF, of_the_tender

# Whoever holds the link sees the offer: tests/web/offers attacks these. Grids, arguments and cycles are everybody’s.
_LIBRARY = {
    *(
        "discovery_sets:set",
        "discovery_sets:change",
        "discovery_sets:deletion",
        "discovery_sets:question_new",
    ),
    *("discovery_sets:question", "discovery_sets:removal", "discovery_sets:move"),
    *("arguments:change", "arguments:removal", "cycles:cycle", "cycles:step", "cycles:removal"),
    *("objections:answer_removal", "pitches:change", "pitches:removal"),
}
PUBLIC_OFFERS = (
    OF_EVERYBODY
    | _LIBRARY
    | LIBRARIES
    | SHELF
    | frozenset(
        f"offers:{name}"
        for name in ("offer", "code", "acceptance", "refusal", "change", "totals", "pdf", "logo", "colours")
    )
)


def of_the_sale(company: Company, contact: Contact, mark: str) -> dict[str, dict[str, object]]:
    """The parts of the addresses of what comes before and during a sale."""
    deal = make_deal(company, f"Affaire {mark}")
    DealContact.objects.create(deal=deal, contact=contact)
    interview = DiscoveryInterview.objects.create(
        deal=deal, contact=contact, kind="supply", held_on=timezone.localdate()
    )
    DiscoveryAnswer.objects.create(interview=interview, question="blocks", answer=f"Casse {mark}")
    quote = make_quote(company=company, title=f"Films {mark}")
    link = QuoteLink.objects.create(
        version=current_version(quote),
        email=f"{mark.lower()}@x.example",
        token_sha256="0" * 64,
        expires_at=timezone.now() + timedelta(days=9),
    )
    return {
        **of_prospecting(company, mark),
        "deals": {
            "public_id": deal.public_id,
            "contact_id": contact.public_id,
            "activity_id": _planned(deal, mark).public_id,
            "name": "amount",
            "key": "people",
        },
        **_of_the_desk(deal, contact, interview, mark),
        **_of_chances_and_partners(deal, mark),
        "quotes": {"public_id": quote.public_id, "link_id": link.public_id},
        "financing": {"deal_id": deal.public_id, "quote_id": quote.public_id},
    }


def _planned(deal: Deal, mark: str) -> Activity:
    task = make_activity(deal.company, subject=mark, state="planned")
    DealActivity.objects.create(activity=task, deal=deal)
    return task


def _of_the_desk(
    deal: Deal, contact: Contact, interview: DiscoveryInterview, mark: str
) -> dict[str, dict[str, object]]:
    argument = Argument.objects.create(characteristic="Film 35 µ", benefit="Moins de casse")
    return {
        **_of_the_preparation(deal, contact, mark),
        "bargaining": {
            "public_id": deal.public_id,
            "concession_id": Concession.objects.create(deal=deal, given=mark, cost=9).public_id,
        },
        "conclusion": {
            "public_id": deal.public_id,
            "fact": "asks_delivery",
            "evaluation_id": BuyerEvaluation.objects.create(
                deal=deal, told_on=timezone.localdate(), score=9, words=mark
            ).public_id,
        },
        "discovery": {
            "public_id": deal.public_id,
            "interview_id": interview.public_id,
            "question": "blocks",
        },
        "arguments": {"public_id": argument.public_id},
        **of_objections_and_aids(deal, mark),
        "cycles": {"public_id": SalesCycle.objects.get(key="long").public_id, "key": "contact"},
        "tenders": {
            # Of the deal and of the tender alike.
            "public_id": make_tender(deal.company, mark, deal=deal, public_id=deal.public_id).public_id,
            "key": "days",
            "question_id": TenderQuestion.objects.create(
                tender=deal.tender, question=mark, asked_on=timezone.localdate()
            ).public_id,
        },
        **of_the_tender(deal.tender, mark),
        "deal_arguments": {"public_id": deal.public_id, "argument_id": argument.public_id},
        "debriefs": {"public_id": _review(deal, mark)},
        "objectives": {
            "public_id": deal.public_id,
            "objective_id": Objective.objects.create(
                deal=deal, words=f"Signer {mark}", metric="amount", due_on=timezone.localdate()
            ).public_id,
        },
    }


def _of_the_preparation(deal: Deal, contact: Contact, mark: str) -> dict[str, dict[str, object]]:
    placed = InfluencePerson.objects.create(deal=deal, contact=contact)
    block = PitchBlock.objects.create(part="promise", title="Zéro casse", words="Rien ne casse.")
    piece = PitchPiece.objects.create(deal=deal, part="promise", words=f"Rien ne casse, {mark}.")
    approach = Approach.objects.create(company=deal.company, contact=contact, started_on=timezone.localdate())
    return {
        "influence": {
            "public_id": deal.public_id,
            "person_id": placed.public_id,
            "noted_id": InfluenceAttitude.objects.create(
                person=placed, attitude="red", said_on=timezone.localdate(), words_heard=mark
            ).pk,
        },
        "approaches": {
            "public_id": approach.public_id,
            "company_id": deal.company.public_id,
            "contact_id": contact.public_id,
        },
        "pitches": {"public_id": block.public_id},
        "deal_pitch": {
            "public_id": deal.public_id,
            "piece_id": piece.public_id,
            "part": "promise",
            "testimonial_id": piece.public_id,
        },
        "preparation": {"public_id": deal.public_id},
    }


def _review(deal: Deal, mark: str) -> str:
    # Of the meeting and of its review alike.
    author = make_user()
    meeting = make_activity(deal.company, owner=author, subject=mark)
    return Debrief.objects.create(
        activity=meeting,
        author=author,
        public_id=meeting.public_id,
        met_on=timezone.localdate(),
        went_well=mark,
    ).public_id


def _partnership(deal: Deal, mark: str) -> Partnership:
    row = Partnership.objects.create(
        company=deal.company, name=f"Films {mark}", kind="vertical", begins_on=timezone.localdate(),
        public_id=deal.public_id,
    )  # fmt: skip
    PartnershipObjective.objects.create(partnership=row, aim="awareness", words=f"Salon {mark}")
    return row


def _of_chances_and_partners(deal: Deal, mark: str) -> dict[str, dict[str, object]]:
    return {
        "discovery_sets": {
            "public_id": DiscoverySet.objects.create(name="Froid", kind="supply").public_id,
            "key": "own-how",
        },
        "win_chance": {"public_id": deal.public_id},
        # Of the deal and of the partnership alike.
        "partnerships": {
            "public_id": (shared := _partnership(deal, mark)).public_id,
            "objective_id": shared.objectives.get().public_id,
        },
    }
