"""Offers by segment."""

from __future__ import annotations

from datetime import date

from negoce.automation.models import SegmentOffer


def make_offer(**fields: object) -> SegmentOffer:
    """An offer to the dormants for thirty days, not launched."""
    values: dict[str, object] = {
        "name": "Retour d’hiver",
        "status": "dormant",
        "words": "Port offert sur la première commande",
        "starts_on": date(2026, 11, 20),
        "ends_on": date(2026, 12, 20),
        **fields,
    }
    return SegmentOffer.objects.create(**values)
