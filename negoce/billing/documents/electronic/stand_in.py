"""What the platform of this machine (`integrations/platform/fake`) knows of invoices: it judges them, and answers.

It accepts by the official rules and rejects with the codes of the reform; accepted, an invoice is received, made
available and approved by its buyer, as on a good day.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from lxml import etree

from negoce.billing.documents.electronic.cdar import write_cdar
from negoce.billing.documents.electronic.reading import read_document
from negoce.billing.documents.electronic.rulesets import Syntax
from negoce.billing.documents.electronic.validate import validate
from negoce.billing.enums import PlatformStatus
from negoce.billing.rules.life_cycle import TRANSMISSION, LifeCycleMessage, LifeCycleParty, Role
from negoce.integrations.platform.types import Remark
from negoce.kit.worked import CannotWork

_GOOD_DAY = (
    PlatformStatus.RECEIVED,
    PlatformStatus.MADE_AVAILABLE,
    PlatformStatus.TAKEN_CHARGE,
    PlatformStatus.APPROVED,
)


def judge(content: bytes) -> tuple[Remark, ...]:
    """Return why a platform would reject a file: the rule in `item`, the code of the reform in `code`."""
    try:
        checked = validate(content, french=True)
    except CannotWork as problem:
        return (Remark("REJ_SEMAN", problem.finding.code, "file"),)
    return tuple(
        Remark(_code(each.rule), f"{each.rule} : {each.text}"[:400], each.where, each.is_warning)
        for each in checked.failures
    )


def announce(content: bytes, key: str) -> tuple[bytes, ...]:
    """Return the life-cycle messages of an accepted invoice; none for what cannot be read as CII."""
    try:
        document = read_document(content)
    except CannotWork:
        return ()
    if document.syntax is not Syntax.CII:
        return ()
    root, now = document.root, datetime.now(UTC)
    seller, buyer = _party(root, "SellerTradeParty", Role.SELLER), _party(root, "BuyerTradeParty", Role.BUYER)
    day = root.findtext("./{*}ExchangedDocument/{*}IssueDateTime/{*}DateTimeString") or ""
    messages = [
        LifeCycleMessage(
            number=root.findtext("./{*}ExchangedDocument/{*}ID") or "",
            status=status,
            document_type=root.findtext("./{*}ExchangedDocument/{*}TypeCode") or "380",
            document_issued_on=datetime.strptime(day, "%Y%m%d").replace(tzinfo=UTC).date(),
            happened_at=now + timedelta(seconds=place),
            seller_siren=seller.siren,
            issuer=LifeCycleParty(Role.PLATFORM) if status in TRANSMISSION else buyer,
            recipients=(seller,),
            received_at=now,
        )
        for place, status in enumerate(_GOOD_DAY, start=1)
    ]
    return tuple(write_cdar(each, sent_at=each.happened_at) for each in messages)


def _code(rule: str) -> str:
    return "REJ_COH" if rule.startswith("BR-CO") else "REJ_SEMAN"


def _party(root: etree._Element, name: str, role: Role) -> LifeCycleParty:
    node = root.find(f".//{{*}}{name}")
    if node is None:
        return LifeCycleParty(role)
    siren = node.findtext("./{*}SpecifiedLegalOrganization/{*}ID") or ""
    address = node.findtext("./{*}URIUniversalCommunication/{*}URIID") or siren
    return LifeCycleParty(role, siren, node.findtext("./{*}Name") or "", address)
