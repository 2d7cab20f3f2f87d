"""The completeness gauge of a company's file: how much is known, and what is missing, by chapter (F1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from negoce.companies.enums import BuyerType
from negoce.kit.explain import Explanation

Chapter = Literal["identity", "contacts", "behaviour"]
CHAPTERS: tuple[Chapter, ...] = ("identity", "contacts", "behaviour")


@dataclass(frozen=True, slots=True)
class CompanyIdentity:
    """What is known of a company, as far as the gauge looks; empty or None when unknown."""

    name: str = ""
    legal_form: str = ""
    siren: str = ""
    vat_number: str = ""
    activity_code: str = ""
    kind: str = ""
    buyer_type: str = BuyerType.BUSINESS.value
    public_body_kind: str = ""
    headcount: int | None = None
    headcount_band: str = ""
    surface: int | None = None
    equipment: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    postal_code: str = ""
    city: str = ""
    owner: str = ""
    origin_channel: str = ""
    contacts: int = 0
    contacts_reachable: int = 0
    contacts_deciding: int = 0
    purchase_process_known: bool = False
    competitors_known: bool = False


@dataclass(frozen=True, slots=True)
class CompletenessItem:
    """A thing to know: its chapter, its weight, how to tell that it is known, for whom it makes sense."""

    code: str
    chapter: Chapter
    weight: int
    known: Callable[[CompanyIdentity], bool]
    concerns: Callable[[CompanyIdentity], bool] = lambda company: True


@dataclass(frozen=True, slots=True)
class Completeness:
    """The gauge: whole percent, percent of each chapter, and what is missing, the heaviest first."""

    percent: int
    chapters: Mapping[Chapter, int] = field(hash=False)
    missing: tuple[str, ...]
    explanation: Explanation


def _is_business(company: CompanyIdentity) -> bool:
    return company.buyer_type == BuyerType.BUSINESS.value


def _is_public(company: CompanyIdentity) -> bool:
    return company.buyer_type == BuyerType.PUBLIC_BODY.value


ITEMS: tuple[CompletenessItem, ...] = (
    CompletenessItem("name", "identity", 3, lambda company: bool(company.name)),
    CompletenessItem("siren", "identity", 3, lambda company: bool(company.siren)),
    CompletenessItem("address", "identity", 3, lambda company: bool(company.postal_code and company.city)),
    CompletenessItem("activity_code", "identity", 2, lambda company: bool(company.activity_code)),
    CompletenessItem("phone", "identity", 2, lambda company: bool(company.phone)),
    CompletenessItem("email", "identity", 1, lambda company: bool(company.email)),
    CompletenessItem("website", "identity", 1, lambda company: bool(company.website)),
    CompletenessItem("legal_form", "identity", 1, lambda company: bool(company.legal_form)),
    CompletenessItem("vat_number", "identity", 1, lambda company: bool(company.vat_number), _is_business),
    CompletenessItem("kind", "identity", 2, lambda company: bool(company.kind), _is_business),
    CompletenessItem(
        "public_body_kind", "identity", 2, lambda company: bool(company.public_body_kind), _is_public
    ),
    CompletenessItem(
        "headcount",
        "identity",
        2,
        lambda company: company.headcount is not None or bool(company.headcount_band),
    ),
    CompletenessItem(
        "means",
        "identity",
        1,
        lambda company: company.surface is not None or bool(company.equipment),
        _is_business,
    ),
    CompletenessItem("owner", "identity", 2, lambda company: bool(company.owner)),
    CompletenessItem("origin_channel", "identity", 1, lambda company: bool(company.origin_channel)),
    CompletenessItem("contact", "contacts", 3, lambda company: company.contacts > 0),
    CompletenessItem("contact_reachable", "contacts", 2, lambda company: company.contacts_reachable > 0),
    CompletenessItem("contact_deciding", "contacts", 2, lambda company: company.contacts_deciding > 0),
    CompletenessItem("purchase_process", "behaviour", 1, lambda company: company.purchase_process_known),
    CompletenessItem("competitors", "behaviour", 1, lambda company: company.competitors_known),
)


def completeness(company: CompanyIdentity, items: tuple[CompletenessItem, ...] = ITEMS) -> Completeness:
    """Return the gauge of a company: known weight ÷ weight of the items that concern it, rounded.

    100 is shown only when nothing is missing.
    """
    concerned = [item for item in items if item.concerns(company)]
    known = [item for item in concerned if item.known(company)]
    missing = sorted((item for item in concerned if item not in known), key=lambda item: -item.weight)
    chapters = {
        chapter: _percent(
            [i for i in known if i.chapter == chapter], [i for i in concerned if i.chapter == chapter]
        )
        for chapter in CHAPTERS
    }
    figures = {"known": len(known), "items": len(concerned)}
    return Completeness(
        _percent(known, concerned),
        chapters,
        tuple(item.code for item in missing),
        Explanation("completeness.percent", figures),
    )


def _percent(known: list[CompletenessItem], concerned: list[CompletenessItem]) -> int:
    total = sum(item.weight for item in concerned)
    if total == 0:
        return 100
    reached = sum(item.weight for item in known)
    percent = int((Decimal(100 * reached) / total).quantize(Decimal(1), ROUND_HALF_UP))
    return percent if reached == total else min(percent, 99)
