"""The identity of a company from its outline: numbers, size, places; complete for some, bare for others."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from typing import Any

from negoce.companies.enums import BuyerType, DirectoryNeed, OriginChannel, PublicBodyKind
from negoce.companies.rules.company_size import company_size
from negoce.companies.rules.headcount_bands import band_of_headcount
from negoce.companies.rules.identifiers import vat_number_of
from negoce.companies.rules.postal_codes import department_of
from negoce.demo.addresses import addresses
from negoce.demo.contacts import contacts_of
from negoce.demo.draws import draws, weighted
from negoce.demo.identifiers import domain_of, landline, siren_of, siret_of
from negoce.demo.outline import Outline
from negoce.demo.profiles import NAMED_ACTIVITIES, Profile
from negoce.demo.rows import CompanyRow
from negoce.demo.tags import tags_of

ORIGINS = (
    (24, (OriginChannel.FAIR, "Salon Maison & Cadeaux")),
    (14, (OriginChannel.REFERRAL, "Recommandé par un client")),
    (14, (OriginChannel.INBOUND, "Formulaire du site")),
    (12, (OriginChannel.PHONE, "")),
    (10, (OriginChannel.DOOR_TO_DOOR, "Tournée")),
    (10, (OriginChannel.OWN_FILE, "Ancien fichier")),
    (8, (OriginChannel.PURCHASED_FILE, "Fichier acheté en 2025")),
    (6, (OriginChannel.EMAIL, "")),
    (4, (OriginChannel.NETWORK, "Club d’entreprises")),
)
EQUIPMENT = (
    "Gondoles et podiums, éclairage LED refait en 2024",
    "Caisse reliée au stock, inventaire tournant",
    "Chariot élévateur, quai de livraison",
    "Vitrine d’angle de 6 m, remise en scène chaque mois",
    "Transpalette, réserve de plain-pied",
)
METHODS = (
    "Réassort tous les quinze jours, implantation de saison deux mois avant",
    "Commande par catalogue annoté, confirmée par e-mail",
    "Comité d’achat le premier mardi du mois",
    "Achète sur échantillon, jamais sur photo",
)
NOTES = (
    "Fermé le lundi. Livrer par la cour.",
    "Deux boutiques, un seul compte de facturation.",
    "Regroupe ses commandes pour atteindre le franco.",
    "Travaille surtout la fin d’année et la fête des mères.",
    "Ne veut pas de bougies parfumées en rayon.",
)


def company_row(seed: int, outline: Outline, others: tuple[Outline, ...], today: date) -> CompanyRow:
    """Return a company in full. `others` are companies listed before it, where some contacts worked."""
    source = draws(seed, "identity", outline.key)
    known = source.random() ** (0.45 if outline.is_customer else 1.1)
    profile, headcount, twin = outline.profile, outline.headcount, bool(outline.twin_key)
    siren = siren_of(outline.place) if not twin and known > 0.25 else ""
    turnover = (
        round(headcount * profile.turnover_per_head * source.uniform(0.7, 1.4), -3) if known > 0.45 else None
    )
    balance = round(turnover * source.uniform(0.35, 0.7), -3) if turnover else None
    stores = max(1, headcount // 14) if profile.kind and headcount > 14 else 1
    key, domain = outline.key, domain_of(outline.name, outline.place)
    channel, detail = weighted(source, ORIGINS) if known > 0.15 else ("", "")
    sites = min(stores, 4) if known > 0.5 else 1
    return CompanyRow(
        key=key,
        is_customer=outline.is_customer,
        name=outline.name,
        trade_name=_trade_name(source, outline),
        legal_form=_legal_form(source, outline) if known > 0.2 else "",
        siren=siren,
        siret=siret_of(siren) if siren and known > 0.35 else "",
        vat_number=_vat_number(outline, siren) if known > 0.4 else "",
        activity_code=_activity_code(outline) if known > 0.12 or siren else "",
        kind=profile.kind.value if profile.kind and known > 0.2 else "",
        buyer_type=profile.buyer_type.value,
        **_public(profile),
        headcount=headcount if known > 0.4 else None,
        headcount_band=band_of_headcount(headcount).code if known > 0.25 else "",
        turnover_euros=int(turnover) if turnover else None,
        balance_sheet_euros=int(balance) if balance else None,
        size_class=_size_class(headcount, turnover, balance),
        establishments_count=sites if known > 0.5 else None,
        points_of_sale_count=stores if known > 0.6 and _is_retailer(outline) else None,
        storage_surface=_surface(source, headcount, 12) if known > 0.65 else None,
        production_surface=_production(source, outline, known),
        equipment=source.choice(EQUIPMENT) if known > 0.75 else "",
        methods=source.choice(METHODS) if known > 0.8 else "",
        phone=landline(source, outline.postal_code) if known > 0.15 else "",
        email=f"contact@{domain}" if known > 0.3 and not twin else "",
        website=f"https://www.{domain}" if known > 0.5 and not twin else "",
        **_standing(outline),
        origin_channel=str(channel),
        origin_detail=detail,
        note=source.choice(NOTES) if source.random() < 0.12 else "",
        created_on=outline.created_on,
        tags=tags_of(source, outline),
        addresses=addresses(source, key, outline.postal_code, outline.city, sites),
        contacts=contacts_of(source, outline, others, today),
    )


def _public(profile: Profile) -> dict[str, str]:
    """What a public body is, and what the directory of Chorus Pro requires: a town pays nothing without commitment."""
    kind = profile.public_body_kind
    if profile.buyer_type is not BuyerType.PUBLIC_BODY or kind is None:
        names = ("public_body_kind", "service_code_need", "commitment_need", "service_codes")
        return dict.fromkeys(names, "")
    is_town = kind is PublicBodyKind.LOCAL_AUTHORITY
    return {
        "public_body_kind": kind.value,
        "service_code_need": DirectoryNeed.REQUIRED.value,
        "commitment_need": (DirectoryNeed.REQUIRED if is_town else DirectoryNeed.NOT_REQUIRED).value,
        "service_codes": "FACTURES_PUBLIQUES – Service facturier",
    }


def _standing(outline: Outline) -> dict[str, Any]:
    return {
        "postal_code": outline.postal_code,
        "city": outline.city,
        "department": department_of(outline.postal_code),
        "group_name": outline.group_name,
        "parent_key": outline.parent_key,
        "owner_key": outline.owner_key,
        "territory": outline.territory,
    }


def _vat_number(outline: Outline, siren: str) -> str:
    return vat_number_of(siren) if siren and outline.profile.buyer_type.value == "business" else ""


def _is_retailer(outline: Outline) -> bool:
    return outline.profile.kind is not None and outline.profile.kind.value == "retailer"


def _activity_code(outline: Outline) -> str:
    if outline.featured:
        return outline.featured.activity_code
    named = (code for word, code in NAMED_ACTIVITIES.items() if word in outline.name)
    return next(named, outline.profile.activity_code)


def _legal_form(source: random.Random, outline: Outline) -> str:
    if outline.featured:
        return outline.featured.legal_form
    if outline.name.startswith("SARL "):
        return "5499"
    return weighted(source, outline.profile.legal_forms)


def _trade_name(source: random.Random, outline: Outline) -> str:
    words = outline.profile.words
    named = words and outline.profile.code in ("gifts", "decoration", "tearoom") and not outline.featured
    return source.choice(words) if named and source.random() < 0.15 else ""


def _size_class(headcount: int, turnover: float | None, balance: float | None) -> str:
    if turnover is None or balance is None:
        return ""
    return company_size(headcount, Decimal(int(turnover)), Decimal(int(balance))).size


def _surface(source: random.Random, headcount: int, square_metres: int) -> int:
    return round(headcount * square_metres * source.uniform(0.6, 1.8) / 10) * 10 or 20


def _production(source: random.Random, outline: Outline, known: float) -> int | None:
    makes = outline.profile.kind is not None and outline.profile.kind.value == "manufacturer"
    return _surface(source, outline.headcount, 45) if makes and known > 0.55 else None
