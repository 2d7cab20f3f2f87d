"""How the tenders of the demo are answered: lots, criteria, offers, the file and the specification."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from negoce.demo.draws import draws, stable_public_id
from negoce.files.actions.document_store import store_document
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.rules.actor import system_actor
from negoce.negotiation.actions.tender_documents.alarm import keep_alarm
from negoce.negotiation.actions.tender_documents.shelf_aid import keep_aid
from negoce.negotiation.enums import BuyerKind, NeedKind, PaperKind, PaperState, RequirementGap
from negoce.negotiation.models import (
    OwnCertificate,
    SalesAid,
    Tender,
    TenderCriterion,
    TenderDocument,
    TenderGrid,
    TenderLot,
    TenderNote,
    TenderOffer,
    TenderRequirement,
)
from negoce.negotiation.rules.tender_papers import PART_OF, usual_papers
from negoce.negotiation.words.tender_file import PAPERS

_CRITERIA = (
    ("Prix", 40, None, True),
    ("Valeur technique", 40, None, False),
    ("Qualité des fournitures", 25, 1, False),
    ("Délais et livraison", 15, 1, False),
    ("Développement durable", 20, None, False),
)
_NOTED = (2, 3, 4)
_RIVALS = ("Concurrent sortant", "Grossiste national", "Négociant local")
_LOTS = ("Consommables d’emballage", "Films et protections", "Matériel de manutention")
# Kind, months of validity left (None: it does not end).
_OWN = (
    (PaperKind.SOCIAL, 4),
    (PaperKind.TAX, 1),
    (PaperKind.REGISTRATION, 2),
    (PaperKind.INSURANCE, 9),
    (PaperKind.BANK, None),
    (PaperKind.REFERENCES, None),
)
_PAGE = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
_PAGE += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_PRICES = {
    "suppliers": ["Nous", *_RIVALS],
    "scenarios": ["Qté une année", "Qté quatre ans"],
    "items": [
        {
            "name": "Film étirable 20 µ, bobine",
            "prices": ["7.90", "8.10", "7.60", "8.40"],
            "quantities": ["120", "480"],
        },
        {
            "name": "Carton double cannelure",
            "prices": ["1.32", "1.25", "1.41", "1.30"],
            "quantities": ["900", "3600"],
        },
        {"name": "Mise en place", "prices": ["350", "420", "900", "400"], "quantities": ["1", "1"]},
    ],
}
_SPECIFICATION = (
    (
        "3.1",
        "Livraison en 48 heures ouvrées sur chaque site",
        True,
        "full",
        "Livraison J+1 avant 12 h",
        "Contrat transport",
    ),
    ("3.2", "Emballages recyclés à 50 % au moins", True, "full", "Carton 85 % recyclé", "Fiche technique"),
    ("3.3", "Reprise des emballages usagés", False, "variant", "Reprise chaque trimestre, par palette", ""),
    (
        "4.1",
        "Commande en ligne avec un compte par site",
        True,
        "partial",
        "Un compte, des adresses de livraison",
        "",
    ),
    ("4.2", "Facture électronique sur Chorus Pro", True, "full", "Dépôt automatique", ""),
    ("5.1", "Interlocuteur unique joignable de 8 h à 18 h", False, "", "", ""),
    ("5.2", "Pénalité de retard de 1 % par jour", True, "", "", ""),
)


def write_tender_contests(today: date, _place: int) -> None:
    """Write the answer to each tender that has none, and the lots of every other one."""
    rows = Tender.objects.filter(amount__gt=0, deal__amount__gt=0, grids__isnull=True).select_related("deal")
    own = _write_shelf(today)
    for number, tender in enumerate(rows.order_by("pk")):
        if number % 2 == 0:
            _write_lots(tender)
        _write_grid(tender)
        _write_file(tender, own)
        _write_specification(tender)


def _write_shelf(today: date) -> dict[str, OwnCertificate]:
    own = {each.kind: each for each in OwnCertificate.objects.filter(replaced_by=None).order_by("pk")}
    actor = system_actor("Démonstration")
    keeper = User.objects.filter(role=Role.SALES_ADMINISTRATION.value, is_active=True).order_by("pk").first()
    for kind, months in _OWN:
        if kind.value in own:
            continue
        name = str(PAPERS[kind])
        own[kind.value] = OwnCertificate.objects.create(
            public_id=stable_public_id("own-certificate", kind.value),
            kind=kind.value,
            name=name,
            file=store_document(actor, name=f"{name}.pdf", content=_PAGE),
            issued_on=today - timedelta(days=60),
            expires_on=None if months is None else today + timedelta(days=30 * months - 8),
            owner=keeper,
            revision=1,
        )
        aid = keep_aid(own[kind.value])
        SalesAid.objects.filter(pk=aid.pk).update(public_id=stable_public_id("sales aid", name))
        keep_alarm(own[kind.value])
    return own


def _write_lots(tender: Tender) -> None:
    """Three lots, of which the first two are answered: what is offered for them is about what they are worth."""
    offered = (tender.deal.amount if tender.deal is not None else None) or Decimal(0)
    whole = tender.amount = (offered * 115 / 100).quantize(Decimal(1))
    tender.save(update_fields=["amount"])
    parts = [(whole * share / 100).quantize(Decimal("0.01")) for share in (62, 26)]
    amounts = [*parts, whole - sum(parts)]
    TenderLot.objects.bulk_create(
        TenderLot(
            public_id=stable_public_id("tender-lot", tender.public_id, number),
            tender=tender,
            number=number,
            name=name,
            amount=amount,
            is_answered=number < 3,
            revision=1,
        )
        for number, (name, amount) in enumerate(zip(_LOTS, amounts, strict=True), start=1)
    )


def _write_grid(tender: Tender) -> None:
    chance = draws("tender-contest", tender.public_id)
    price = (tender.deal.amount if tender.deal is not None else None) or Decimal(0)
    cost = (price * chance.randint(66, 80) / 100).quantize(Decimal("0.01"))
    grid = TenderGrid.objects.create(tender=tender, revision=1, cost=cost, simulation=_PRICES)
    criteria: list[TenderCriterion] = []
    for position, (name, weight, parent, is_price) in enumerate(_CRITERIA):
        criteria.append(
            TenderCriterion.objects.create(
                public_id=stable_public_id("tender-criterion", tender.public_id, position),
                grid=grid,
                parent=None if parent is None else criteria[parent],
                position=position,
                name=name,
                weight=weight,
                is_price=is_price,
            )
        )
    offers = [("-", price, True)] + [
        (name, (price * chance.randint(90, 112) / 100).quantize(Decimal(1)), False) for name in _RIVALS
    ]
    for number, (name, asked, is_ours) in enumerate(offers):
        offer = TenderOffer.objects.create(
            public_id=stable_public_id("tender-offer", tender.public_id, number),
            grid=grid,
            name=name,
            price=max(asked, Decimal(1)),
            is_ours=is_ours,
        )
        low = 7 if is_ours else 5
        TenderNote.objects.bulk_create(
            TenderNote(offer=offer, criterion=criteria[at], note=Decimal(chance.randint(low * 2, 18)) / 2)
            for at in _NOTED
        )


def _write_file(tender: Tender, own: dict[str, OwnCertificate]) -> None:
    kinds = usual_papers(BuyerKind(tender.buyer), NeedKind(tender.need))
    TenderDocument.objects.bulk_create(
        _document(tender, kind, position, own.get(kind.value)) for position, kind in enumerate(kinds)
    )


def _document(
    tender: Tender, kind: PaperKind, position: int, certificate: OwnCertificate | None
) -> TenderDocument:
    chance = draws("tender-document", tender.public_id, position)
    state = PaperState.READY if certificate else chance.choice((PaperState.ASKED, PaperState.MISSING))
    is_open = certificate is None and tender.offers_until is not None
    return TenderDocument(
        public_id=stable_public_id("tender-document", tender.public_id, position),
        tender=tender,
        part=PART_OF[kind].value,
        kind=kind.value,
        name=str(PAPERS[kind]),
        state=state.value,
        certificate=certificate,
        owner_id=tender.owner_id if is_open else None,
        due_on=tender.offers_until - timedelta(days=2) if is_open and tender.offers_until else None,
        position=position,
        revision=1,
    )


def _write_specification(tender: Tender) -> None:
    TenderRequirement.objects.bulk_create(
        TenderRequirement(
            public_id=stable_public_id("tender-requirement", tender.public_id, position),
            tender=tender,
            position=position,
            reference=reference,
            words=words,
            is_mandatory=is_mandatory,
            gap=RequirementGap(gap).value if gap else "",
            answer=answer,
            proof=proof,
            revision=1,
        )
        for position, (reference, words, is_mandatory, gap, answer, proof) in enumerate(_SPECIFICATION)
    )
