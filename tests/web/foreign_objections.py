"""Objections and sales aids of somebody else, for test_foreign_records."""

from __future__ import annotations

from django.utils import timezone

from negoce.negotiation.models import (
    AidHandout,
    AidPlace,
    Deal,
    Objection,
    ObjectionAnswer,
    ObjectionHeard,
    SalesAid,
)

# The libraries are everybody’s.
LIBRARIES = frozenset(
    {
        *(f"objections:{name}" for name in ("change", "removal", "answer_new", "answer", "answer_removal")),
        *(f"aids:{name}" for name in ("aid", "change", "removal", "file", "receipt", "count", "transfer")),
        "aids:hand_out",
    }
)


def of_objections_and_aids(deal: Deal, mark: str) -> dict[str, dict[str, object]]:
    """What was heard in a deal, and what its customer has on loan."""
    today = timezone.localdate()
    aid = SalesAid.objects.create(kind="tester", name="Banc d’essai")
    place = AidPlace.objects.get_or_create(name="Réserve", name_key="reserve")[0]
    handed = AidHandout.objects.create(
        aid=aid, place=place, company=deal.company, quantity=1, handed_on=today, due_on=today, note=mark
    )
    objection = Objection.objects.create(words="Trop cher", subject="price")
    answer = ObjectionAnswer.objects.create(objection=objection, technique="division", words="Par carton")
    heard = ObjectionHeard.objects.create(deal=deal, subject="price", words=mark, heard_on=today)
    return {
        "aids": {"public_id": aid.public_id, "handout_id": handed.public_id},
        "deal_aids": {"public_id": deal.public_id},
        "objections": {"public_id": objection.public_id, "answer_id": answer.public_id},
        "deal_objections": {"public_id": deal.public_id, "heard_id": heard.public_id},
    }
