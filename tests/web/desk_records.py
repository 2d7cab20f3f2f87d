"""One of everything that the negotiation desk keeps, and the parts of its address."""

from __future__ import annotations

from django.utils import timezone

from negoce.companies.models import Contact
from negoce.files.actions.document_store import store_document
from negoce.identity.rules.actor import system_actor
from negoce.negotiation.models import (
    AidHandout,
    AidPlace,
    Argument,
    Concession,
    DiscoverySet,
    InfluencePerson,
    Objection,
    ObjectionAnswer,
    ObjectionHeard,
    Objective,
    OwnCertificate,
    Partnership,
    PartnershipObjective,
    PitchBlock,
    PitchPiece,
    SalesAid,
    SalesCycle,
    Tender,
    TenderDecision,
    TenderQuestion,
    TenderResult,
)
from negoce.negotiation.rules.tender_go import NOTES
from tests.factories.companies import make_company, make_contact
from tests.factories.deals import make_deal
from tests.factories.tenders import make_tender
from tests.web.foreign_tenders import of_the_tender


def desk_records() -> dict[str, dict[str, object]]:
    """The arguments of each address, by its name."""
    contact = make_contact(make_company("Laiterie du Vercors"))
    return {**_of_the_deal(contact), **_of_the_house()}


def _of_the_deal(contact: Contact) -> dict[str, dict[str, object]]:
    deal, today = make_deal(contact.company, "Films 2027"), timezone.localdate()
    home = {"public_id": deal.public_id}
    concession = Concession.objects.create(deal=deal, given="Remise de 3 %", cost=9)
    objective = Objective.objects.create(
        deal=deal, words="Signer", metric="amount", due_on=today, ideal=100, aimed=90, fallback=80
    )
    heard = ObjectionHeard.objects.create(deal=deal, subject="price", words="Trop cher", heard_on=today)
    piece = PitchPiece.objects.create(deal=deal, part="promise", words="Rien ne casse.")
    placed = InfluencePerson.objects.create(deal=deal, contact=contact)
    InfluencePerson.objects.create(deal=deal, label="Le patron")
    lost = make_tender(contact.company, "Palettes", stage="lost")
    TenderResult.objects.create(tender=lost, known_on=today, reason="price")
    partnership = Partnership.objects.create(
        company=deal.company, name="Films", kind="vertical", begins_on=today
    )
    # A deal of somebody else than the partner.
    shared = make_deal(make_company("Conserverie"), "Bocaux")
    aim = PartnershipObjective.objects.create(partnership=partnership, aim="awareness", words="Salon")
    return {
        "bargaining:room": home,
        "bargaining:concession": {**home, "concession_id": concession.public_id},
        "objectives:change": {**home, "objective_id": objective.public_id},
        "objectives:review": {**home, "objective_id": objective.public_id},
        "preparation:writing": home,
        "influence:body": home,
        "influence:edge": {**home, "person_id": placed.public_id},
        "influence:person": {**home, "person_id": placed.public_id},
        "financing:deal_terms": {"deal_id": deal.public_id},
        "conclusion:withdrawal": home,
        "conclusion:mark": {**home, "fact": "thanked"},
        "deals:outcome": home,
        "deal_objections:heard": {**home, "heard_id": heard.public_id},
        "deal_pitch:piece": {**home, "piece_id": piece.public_id},
        "partnerships:share": {"public_id": shared.public_id},
        "partnerships:change": {"public_id": partnership.public_id},
        "partnerships:objective": {"public_id": partnership.public_id, "objective_id": aim.public_id},
        **_of_the_tender(make_tender(deal.company, "Barquettes")),
        "tenders:result": {"public_id": lost.public_id},
    }


def _of_the_tender(tender: Tender) -> dict[str, dict[str, object]]:
    home = {"public_id": tender.public_id}
    notes = dict.fromkeys(NOTES, "6")
    TenderDecision.objects.create(tender=tender, notes=notes, mean=6, advised=True, go=True)
    grid, files = of_the_tender(tender, "Zoé").values()
    question = TenderQuestion.objects.create(
        tender=tender, question="Quel film ?", asked_on=timezone.localdate()
    )
    return {
        **{f"tenders:{name}": home for name in ("change", "days", "go", "alarms")},
        "tenders:question": {**home, "question_id": question.public_id},
        "tender_files:document": {**home, "document_id": files["document_id"]},
        "tender_files:requirement": {**home, "requirement_id": files["requirement_id"]},
        **{f"tender_grid:{name}": home for name in ("criteria", "scale", "simulation")},
        "tender_grid:offer": {**home, "offer_id": grid["offer_id"]},
        "tender_grid:lot": {**home, "lot_id": grid["lot_id"]},
    }


def _of_the_house() -> dict[str, dict[str, object]]:
    objection = Objection.objects.create(words="Trop cher", subject="price")
    answer = ObjectionAnswer.objects.create(objection=objection, technique="division", words="Par carton")
    asked = {"key": "yn-cold", "topic": "needs", "form": "closed", "words": "Au froid ?", "help": "", "hint": "",
             "branch": None}  # fmt: skip
    aid = SalesAid.objects.create(kind="tester", name="Banc d’essai")
    rows = {
        "arguments:change": Argument.objects.create(
            characteristic="Film 35 µ", benefit="Moins de casse", motives=["money"]
        ),
        "pitches:change": PitchBlock.objects.create(
            part="promise", title="Zéro casse", words="Rien ne casse."
        ),
        "objections:change": objection,
        "aids:change": aid,
        "discovery_sets:change": DiscoverySet.objects.create(name="Froid", kind="supply", questions=[asked]),
        "tender_files:certificate": OwnCertificate.objects.create(
            kind="tax",
            name="Attestation fiscale",
            file=store_document(system_actor(), name="fiscale.pdf", content=b"%PDF-1.7 %%EOF"),
        ),
    }
    cycle = SalesCycle.objects.get(key="long")
    addresses: dict[str, dict[str, object]] = {
        name: {"public_id": row.public_id} for name, row in rows.items()
    }
    return {
        **addresses,
        "discovery_sets:question": {**addresses["discovery_sets:change"], "key": "yn-cold"},
        "aids:due": {"public_id": aid.public_id, "handout_id": _lent(aid).public_id},
        "objections:answer": {"public_id": objection.public_id, "answer_id": answer.public_id},
        "cycles:cycle": {"public_id": cycle.public_id},
        "cycles:step": {"public_id": cycle.public_id, "key": "contact"},
    }


def _lent(aid: SalesAid) -> AidHandout:
    today = timezone.localdate()
    place = AidPlace.objects.get_or_create(name="Réserve", name_key="reserve")[0]
    return AidHandout.objects.create(
        aid=aid, place=place, company=make_company("Cidrerie"), quantity=1, handed_on=today, due_on=today
    )
