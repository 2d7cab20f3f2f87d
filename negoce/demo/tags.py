"""The tags of the demo and who bears them."""

from __future__ import annotations

import random

from negoce.companies.enums import TagColour
from negoce.demo.outline import Outline

TAGS = (
    ("Grand compte", TagColour.GOOD),
    ("Franco", TagColour.NEUTRAL),
    ("Fêtes de fin d’année", TagColour.INFO),
    ("Salon 2026", TagColour.INFO),
    ("Bio et local", TagColour.GOOD),
    ("Paiement à surveiller", TagColour.WARN),
    ("Litige", TagColour.BAD),
    ("Vitrine partenaire", TagColour.GOOD),
    ("Appel d’offres", TagColour.INFO),
    ("À rappeler au printemps", TagColour.WARN),
    ("Saisonnier", TagColour.NEUTRAL),
    ("Recommandé", TagColour.GOOD),
)
BIG_ACCOUNTS = 60


def tags_of(source: random.Random, outline: Outline) -> tuple[str, ...]:
    """Return the tags of a company: some tell what it is, others were put by hand."""
    chosen = []
    if outline.rank is not None and outline.rank < BIG_ACCOUNTS:
        chosen.append("Grand compte")
    if outline.profile.public_body_kind and source.random() < 0.5:
        chosen.append("Appel d’offres")
    if outline.profile.code in ("campsite", "hotel") and source.random() < 0.5:
        chosen.append("Saisonnier")
    if outline.profile.code in ("council", "commune") and source.random() < 0.6:
        chosen.append("Fêtes de fin d’année")
    free = (
        "Franco",
        "Fêtes de fin d’année",
        "Salon 2026",
        "Bio et local",
        "Vitrine partenaire",
        "Recommandé",
    )
    if source.random() < 0.22:
        chosen.append(source.choice(free))
    if source.random() < 0.04:
        chosen.append(source.choice(("Paiement à surveiller", "Litige", "À rappeler au printemps")))
    return tuple(dict.fromkeys(chosen))
