"""Messages of the life of an invoice (R-C15): what a platform would refuse is refused before it leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from negoce.billing.enums import PlatformStatus
from negoce.billing.rules.life_cycle import (
    NEEDS_REASON,
    PUBLIC_REFUSALS,
    REASONS,
    LifeCycleMessage,
    LifeCycleParty,
    PaidAmount,
    Role,
    StatusReason,
    check_message,
)
from negoce.kit.worked import CannotWork

SELLER = LifeCycleParty(Role.SELLER, "732829320", "Nous", "732829320")
MESSAGE = LifeCycleMessage(
    number="F-1",
    status=PlatformStatus.APPROVED,
    document_type="380",
    document_issued_on=date(2026, 11, 20),
    happened_at=datetime(2026, 11, 20, 11, tzinfo=UTC),
    seller_siren="732829320",
    issuer=LifeCycleParty(Role.BUYER, "404833048"),
    recipients=(SELLER,),
)


@pytest.mark.parametrize("status", sorted(NEEDS_REASON))
def test_these_need_a_reason_of_their_own_list(status):
    with pytest.raises(CannotWork, match=r"life_cycle\.reason$"):
        check_message(replace(MESSAGE, status=status))
    with pytest.raises(CannotWork, match="reason_unknown"):
        check_message(replace(MESSAGE, status=status, reasons=(StatusReason("MAUVAISE_HUMEUR"),)))
    for code in REASONS[status]:
        check_message(replace(MESSAGE, status=status, reasons=(StatusReason(code),)))


def test_a_public_body_may_refuse_for_more():
    only = set(PUBLIC_REFUSALS) - set(REASONS[PlatformStatus.REFUSED])
    refusal = replace(MESSAGE, status=PlatformStatus.REFUSED, reasons=(StatusReason(min(only)),))
    check_message(refusal, to_public_body=True)
    with pytest.raises(CannotWork, match="reason_unknown"):
        check_message(refusal)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"status": PlatformStatus.PAID}, "paid_amount"),
        ({"document_issued_on": None}, "document_date"),
        ({"recipients": ()}, "recipient"),
        ({"recipients": (replace(SELLER, address=""),)}, "address"),
        (
            {"status": PlatformStatus.DISPUTED, "reasons": (StatusReason("AUTRE", action="XXX"),)},
            "action_unknown",
        ),
    ],
)
def test_what_lacks_is_said(changes, code):
    with pytest.raises(CannotWork, match=code):
        check_message(replace(MESSAGE, **changes))


def test_a_payment_by_rate_is_whole():
    check_message(replace(MESSAGE, status=PlatformStatus.PAID, paid=(PaidAmount(Decimal(120), Decimal(20)),)))
