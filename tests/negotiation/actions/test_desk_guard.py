"""What the desk writes freely is guarded; a reason lets it pass and stays in the journal (domain 5.4)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from negoce.companies.actions.contacts.guard import FreeTextRefused
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.aids.library import save_aid
from negoce.negotiation.actions.arguments.library import save_argument
from negoce.negotiation.actions.conclusion.evaluate import evaluate_deal
from negoce.negotiation.actions.conclusion.mark import note_mark
from negoce.negotiation.actions.influence.save_person import Placed, save_influence_person
from negoce.negotiation.actions.objections.answer import save_answer
from negoce.negotiation.actions.objections.library import save_objection
from negoce.negotiation.actions.tender_award.criteria import save_criteria
from negoce.negotiation.actions.tender_award.offers import save_offer
from negoce.negotiation.actions.tender_award.simulation import save_simulation
from negoce.negotiation.actions.tender_documents.certificates import save_certificate
from negoce.negotiation.actions.tender_documents.documents import save_document
from negoce.negotiation.actions.tender_lots.save import save_lot
from negoce.negotiation.actions.tender_requirements.save import paste_requirements, save_requirement
from negoce.negotiation.models import Deal, Objection, Tender
from tests.factories.deals import make_deal
from tests.factories.identity import make_actor
from tests.factories.tenders import make_tender

pytestmark = pytest.mark.django_db
SAID = "Elle est enceinte"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
_Write = Callable[[Actor, Deal, Tender, str], object]


def _mark(actor: Actor, deal: Deal, _tender: Tender, reason: str) -> object:
    values = {"happened_on": "20/11/2026", "words": SAID}
    return note_mark(actor, deal, fact="asks_delivery", values=values, guard_reason=reason)


def _evaluation(actor: Actor, deal: Deal, _tender: Tender, reason: str) -> object:
    Deal.objects.filter(pk=deal.pk).update(state="won", closed_on="2026-11-02")
    values = {"told_on": "20/11/2026", "score": "8", "words": SAID}
    return evaluate_deal(actor, deal, values=values, guard_reason=reason)


def _place(actor: Actor, deal: Deal, _tender: Tender, reason: str) -> object:
    return save_influence_person(actor, deal, None, Placed(label=SAID), guard_reason=reason)


def _lot(actor: Actor, _deal: Deal, tender: Tender, reason: str) -> object:
    return save_lot(actor, tender, None, given={"number": "1", "name": SAID}, guard_reason=reason)


def _requirement(actor: Actor, _deal: Deal, tender: Tender, reason: str) -> object:
    given = {"words": "Garantie", "gap": "full", "answer": SAID}
    return save_requirement(actor, tender, None, given=given, guard_reason=reason)


def _paste(actor: Actor, _deal: Deal, tender: Tender, reason: str) -> object:
    return paste_requirements(actor, tender, lines=SAID, guard_reason=reason)


def _document(actor: Actor, _deal: Deal, tender: Tender, reason: str) -> object:
    given = {"kind": "other", "part": "technical", "state": "missing", "name": SAID}
    return save_document(actor, tender, None, given=given, guard_reason=reason)


def _certificate(actor: Actor, _deal: Deal, _tender: Tender, reason: str) -> object:
    given = {"kind": "social", "name": SAID}
    return save_certificate(actor, None, given=given, upload=("a.pdf", PDF), guard_reason=reason)


def _criteria(actor: Actor, _deal: Deal, tender: Tender, reason: str) -> object:
    lines = [{"name": SAID, "weight": "100"}]
    return save_criteria(actor, tender, None, lines=lines, revision=0, guard_reason=reason)


def _offer(actor: Actor, _deal: Deal, tender: Tender, reason: str) -> object:
    return save_offer(actor, tender, None, None, given={"name": SAID}, revision=0, guard_reason=reason)


def _argument(actor: Actor, _deal: Deal, _tender: Tender, reason: str) -> object:
    values = {"characteristic": "Film renforcé", "benefit": "moins d’arrêts", "proof": SAID}
    return save_argument(actor, None, values=values, motives=["security"], guard_reason=reason)


def _objection(actor: Actor, _deal: Deal, _tender: Tender, reason: str) -> object:
    return save_objection(actor, None, values={"words": SAID, "subject": "price"}, guard_reason=reason)


def _answer(actor: Actor, _deal: Deal, _tender: Tender, reason: str) -> object:
    row = Objection.objects.create(words="Trop cher", subject="price")
    values = {"technique": "testimony", "words": SAID}
    return save_answer(actor, row, None, values=values, guard_reason=reason)


def _aid(actor: Actor, _deal: Deal, _tender: Tender, reason: str) -> object:
    values = {"kind": "tester", "name": "Banc d’essai", "description": SAID}
    return save_aid(actor, None, values=values, guard_reason=reason)


def _prices(actor: Actor, _deal: Deal, tender: Tender, reason: str) -> object:
    lines = f"\tNous\tQté\n{SAID}\t2\t3"
    return save_simulation(actor, tender, None, lines=lines, revision=0, guard_reason=reason)


@pytest.mark.parametrize(
    "write",
    [
        _mark, _evaluation, _place, _lot, _requirement, _paste, _document, _certificate, _criteria, _offer, _prices,
        _argument, _objection, _answer, _aid,
    ],
)  # fmt: skip
def test_a_text_that_says_too_much_waits_for_a_reason_which_is_kept(
    write: _Write, settings: object, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    actor, deal, tender = make_actor(Role.ADMINISTRATOR), make_deal(), make_tender()
    with pytest.raises(FreeTextRefused):
        write(actor, deal, tender, "")
    write(actor, deal, tender, "dit par elle, pour la date")
    told = [entry.values.get("guard_reason") for entry in JournalEntry.objects.order_by("pk")]
    assert [None, "dit par elle, pour la date"] in told
