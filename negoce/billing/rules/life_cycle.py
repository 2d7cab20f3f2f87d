"""A message of the life of an electronic invoice (CDAR, XP Z12-012): a status, who says it, why, what was paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from negoce.billing.enums import PlatformStatus
from negoce.kit.worked import CannotWork


class Role(StrEnum):
    """Who speaks or is spoken to."""

    SELLER = "SE"
    BUYER = "BY"
    PLATFORM = "WK"
    STATE = "DFH"


@dataclass(frozen=True, slots=True)
class LifeCycleParty:
    """A party of a message; `address` is its electronic address (scheme 0225), which sellers and buyers need."""

    role: Role
    siren: str = ""
    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class StatusReason:
    """Why: a code of the list, a text, and the action asked for (CNF: a credit note, NIN: a new invoice…)."""

    code: str
    text: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class PaidAmount:
    """What was paid including VAT at one rate (percent points); the tax office asks for it by rate."""

    amount: Decimal
    rate: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeCycleMessage:
    """One status of one document. Times bear their zone; `received_at` is when the document was submitted."""

    number: str
    status: PlatformStatus
    document_type: str
    document_issued_on: date | None
    happened_at: datetime
    seller_siren: str
    issuer: LifeCycleParty
    recipients: tuple[LifeCycleParty, ...]
    received_at: datetime | None = None
    reasons: tuple[StatusReason, ...] = ()
    paid: tuple[PaidAmount, ...] = ()


_S = PlatformStatus
# Said by platforms while they carry the document; the others are said by the buyer or the seller.
TRANSMISSION = frozenset({_S.SUBMITTED, _S.SENT, _S.RECEIVED, _S.MADE_AVAILABLE, _S.REJECTED})
NEEDS_REASON = frozenset({_S.REFUSED, _S.REJECTED, _S.DISPUTED, _S.PARTLY_APPROVED, _S.SUSPENDED})
ACTIONS = ("NOA", "PIN", "NIN", "CNF", "CNP", "CNA", "OTH")
_ORDERS = "CMD_ERR SIRET_ERR CODE_ROUTAGE_ERR REF_CT_ABSENT REF_ERR"
_LINES = "PU_ERR REM_ERR QTE_ERR ART_ERR MODPAI_ERR QUALITE_ERR LIVR_INCOMP"
_WRONG = "TX_TVA_ERR MONTANTTOTAL_ERR CALCUL_ERR NON_CONFORME DOUBLON"
_NOT_OURS = "DEST_ERR TRANSAC_INC EMMET_INC CONTRAT_TERM DOUBLE_FACT CMD_ERR ADR_ERR"
# BR-FR-CDV-CL-09: which reasons a status admits.
REASONS: Mapping[PlatformStatus, tuple[str, ...]] = {
    _S.SUBMITTED: ("NON_TRANSMISE",),
    _S.REJECTED: tuple(
        "MONTANTTOTAL_ERR CALCUL_ERR DOUBLON DEST_INC ADR_ERR REJ_SEMAN REJ_UNI REJ_COH REJ_ADR REJ_CONT_B2G"
        " REJ_REF_PJ REJ_ASS_PJ".split()
    ),
    _S.REFUSED: tuple(f"{_WRONG} {_NOT_OURS} REF_CT_ABSENT".split()),
    _S.DISPUTED: tuple(
        f"AUTRE COORD_BANC_ERR {_WRONG} DEST_INC {_NOT_OURS} SIRET_ERR CODE_ROUTAGE_ERR REF_CT_ABSENT REF_ERR"
        f" {_LINES}".split()
    ),
    _S.PARTLY_APPROVED: tuple(f"AUTRE {_ORDERS} {_LINES}".split()),
    _S.SUSPENDED: tuple(f"JUSTIF_ABS COORD_BANC_ERR {_ORDERS}".split()),
}
PUBLIC_REFUSALS = tuple(
    "RETRAIT_MAN_SERV ST_CT_NON_DECLAR SUPPR_COMP_AVOIR TRANSF_PMNT_REGIE CONTACT_ACHTR AUTRE COORD_BANC_ERR"
    f" {_WRONG} {_NOT_OURS} REF_CT_ABSENT LIVR_INCOMP".split()
)


def check_message(message: LifeCycleMessage, *, to_public_body: bool = False) -> None:
    """Raise CannotWork for a message that platforms refuse: `life_cycle.*` (R-C15, BR-FR-CDV-14, 15 and CL-09).

    A public body may refuse for more reasons than a firm.
    """
    if message.status in NEEDS_REASON and not message.reasons:
        raise CannotWork("life_cycle.reason", status=message.status.value)
    allowed = (
        PUBLIC_REFUSALS
        if to_public_body and message.status is _S.REFUSED
        else REASONS.get(message.status, ())
    )
    for each in message.reasons:
        if each.code not in allowed:
            raise CannotWork(
                "life_cycle.reason_unknown",
                reason=each.code[:40],
                status=message.status.value,
                allowed=", ".join(allowed) or "—",
            )
        if each.action and each.action not in ACTIONS:
            raise CannotWork("life_cycle.action_unknown", action=each.action[:10], allowed=", ".join(ACTIONS))
    if message.status is _S.PAID and not message.paid:
        raise CannotWork("life_cycle.paid_amount")
    if message.document_issued_on is None:
        raise CannotWork("life_cycle.document_date")
    if not message.recipients:
        raise CannotWork("life_cycle.recipient")
    for party in message.recipients:
        if party.role in (Role.SELLER, Role.BUYER) and not party.address:
            raise CannotWork("life_cycle.address", name=party.name or party.siren)
