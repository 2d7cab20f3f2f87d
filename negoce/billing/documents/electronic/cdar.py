"""Messages of the life of an invoice as XML (CDAR, UN/CEFACT D22B), written and read."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree
from lxml.builder import ElementMaker

from negoce.billing.documents.electronic.fields import clean, money
from negoce.billing.documents.electronic.reading import parse_xml
from negoce.billing.enums import PlatformStatus
from negoce.billing.rules.life_cycle import (
    TRANSMISSION,
    LifeCycleMessage,
    LifeCycleParty,
    PaidAmount,
    Role,
    StatusReason,
    check_message,
)
from negoce.kit.worked import CannotWork

# Messages bear no zone: they tell the time of France.
PARIS = ZoneInfo("Europe/Paris")
ROOT = "CrossDomainAcknowledgementAndResponse"
_BASE = "urn:un:unece:uncefact:data:standard:"
_NAMES = {
    "rsm": f"{_BASE}CrossDomainAcknowledgementAndResponse:100",
    "ram": f"{_BASE}ReusableAggregateBusinessInformationEntity:100",
    "udt": f"{_BASE}UnqualifiedDataType:100",
    "qdt": f"{_BASE}QualifiedDataType:100",
}
_RSM = ElementMaker(namespace=_NAMES["rsm"], nsmap=_NAMES)
_RAM = ElementMaker(namespace=_NAMES["ram"])
_UDT = ElementMaker(namespace=_NAMES["udt"])
_QDT = ElementMaker(namespace=_NAMES["qdt"])
_GUIDELINE = "urn.cpro.gouv.fr:1p0:CDV:invoice"
_LABELS = {
    "200": "Déposée", "201": "Émise", "202": "Reçue", "203": "Mise_à_disposition", "204": "Prise_en_charge",
    "205": "Approuvée", "206": "Approuvée_partiellement", "207": "En_litige", "208": "Suspendue",
    "209": "Complétée", "210": "Refusée", "211": "Paiement_transmis", "212": "Encaissée", "213": "Rejetée",
}  # fmt: skip
# UNTDID 4405, where the published samples tell which; the element may be left out.
_CODES = {
    "200": "10",
    "202": "43",
    "203": "48",
    "204": "45",
    "205": "1",
    "207": "46",
    "211": "47",
    "212": "47",
}


def write_cdar(message: LifeCycleMessage, *, sent_at: datetime, to_public_body: bool = False) -> bytes:
    """Return the XML of a message. Raises CannotWork for one that platforms refuse (`check_message`)."""
    check_message(message, to_public_body=to_public_body)
    phase = "305" if message.status in TRANSMISSION else "23"
    root = _RSM.CrossDomainAcknowledgementAndResponse(
        _RSM.ExchangedDocumentContext(
            _RAM.BusinessProcessSpecifiedDocumentContextParameter(_RAM.ID("REGULATED")),
            _RAM.GuidelineSpecifiedDocumentContextParameter(_RAM.ID(_GUIDELINE)),
        ),
        _RSM.ExchangedDocument(
            _RAM.ID(_identifier(message)),
            _RAM.IssueDateTime(_moment(sent_at)),
            _RAM.SenderTradeParty(_RAM.RoleCode(Role.PLATFORM.value)),
            _party("IssuerTradeParty", message.issuer, with_id=phase == "23" or _is_for_state(message)),
            *(_party("RecipientTradeParty", each, with_id=True) for each in message.recipients),
        ),
        _RSM.AcknowledgementDocument(
            _RAM.MultipleReferencesIndicator(_UDT.Indicator("false")),
            _RAM.TypeCode(phase),
            _RAM.IssueDateTime(_moment(message.happened_at)),
            _reference(message),
        ),
    )
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def read_cdar(data: bytes) -> LifeCycleMessage:
    """Return the message in a file. Raises CannotWork: xml.*, life_cycle.*; reasons unknown to us are kept."""
    root = parse_xml(data)
    if root.tag != f"{{{_NAMES['rsm']}}}{ROOT}":
        raise CannotWork("life_cycle.not_a_message", root=etree.QName(root).localname[:60])
    document = root.find("./{*}AcknowledgementDocument/{*}ReferenceReferencedDocument")
    if document is None:
        raise CannotWork("life_cycle.no_document")
    recipients = tuple(
        _read_party(each) for each in root.iterfind("./{*}ExchangedDocument/{*}RecipientTradeParty")
    )
    issuer = root.find("./{*}ExchangedDocument/{*}IssuerTradeParty")
    happened = _read_moment(root.findtext("./{*}AcknowledgementDocument/{*}IssueDateTime/{*}DateTimeString"))
    if happened is None:
        raise CannotWork("life_cycle.moment")
    return LifeCycleMessage(
        number=_text(document, "./{*}IssuerAssignedID"),
        status=_status(_text(document, "./{*}ProcessConditionCode")),
        document_type=_text(document, "./{*}TypeCode"),
        document_issued_on=_day(_text(document, "./{*}FormattedIssueDateTime/{*}DateTimeString")),
        happened_at=happened,
        seller_siren=_text(document, "./{*}IssuerTradeParty/{*}GlobalID"),
        issuer=_read_party(issuer) if issuer is not None else LifeCycleParty(Role.PLATFORM),
        recipients=recipients,
        received_at=_read_moment(document.findtext("./{*}ReceiptDateTime/{*}DateTimeString")),
        reasons=tuple(_reasons(document)),
        paid=tuple(_paid(document)),
    )


def _reference(message: LifeCycleMessage) -> etree._Element:
    status = message.status.value
    node = _RAM.ReferenceReferencedDocument(_RAM.IssuerAssignedID(clean(message.number)))
    if status in _CODES:
        node.append(_RAM.StatusCode(_CODES[status]))
    node.append(_RAM.TypeCode(message.document_type))
    if message.received_at is not None:
        node.append(_RAM.ReceiptDateTime(_moment(message.received_at)))
    issued = message.document_issued_on
    assert issued is not None  # check_message
    node.append(_RAM.FormattedIssueDateTime(_QDT.DateTimeString(f"{issued:%Y%m%d}", format="102")))
    node.append(_RAM.ProcessConditionCode(status))
    node.append(_RAM.ProcessCondition(_LABELS[status]))
    node.append(_RAM.IssuerTradeParty(_RAM.GlobalID(message.seller_siren, schemeID="0002")))
    for place, reason in enumerate(message.reasons, start=1):
        node.append(_reason(reason, place))
    if message.paid:
        # BR-FR-CDV-16: a detail bears its number, which the samples of version 1.2 forget.
        node.append(
            _RAM.SpecifiedDocumentStatus(
                _RAM.SequenceNumeric(str(len(message.reasons) + 1)), *(_amount(each) for each in message.paid)
            )
        )
    return node


def _reason(reason: StatusReason, place: int) -> etree._Element:
    node = _RAM.SpecifiedDocumentStatus(_RAM.ReasonCode(reason.code))
    if clean(reason.text):
        node.append(_RAM.Reason(clean(reason.text)))
    if reason.action:
        node.append(_RAM.RequestedActionCode(reason.action))
    node.append(_RAM.SequenceNumeric(str(place)))
    return node


def _amount(paid: PaidAmount) -> etree._Element:
    return _RAM.SpecifiedDocumentCharacteristic(
        _RAM.TypeCode("MEN"),
        _RAM.ValueChangedIndicator(_UDT.IndicatorString("false")),
        _RAM.ValueAmount(money(paid.amount), currencyID="EUR"),
        _RAM.ValuePercent(money(paid.rate)),
    )


def _party(name: str, party: LifeCycleParty, *, with_id: bool) -> etree._Element:
    node = getattr(_RAM, name)()
    if party.siren and with_id:
        scheme = "0238" if party.role is Role.STATE else "0002"
        node.append(_RAM.GlobalID(party.siren, schemeID=scheme))
        if clean(party.name):
            node.append(_RAM.Name(clean(party.name)))
    node.append(_RAM.RoleCode(party.role.value))
    if party.address:
        node.append(_RAM.URIUniversalCommunication(_RAM.URIID(party.address, schemeID="0225")))
    return node


def _is_for_state(message: LifeCycleMessage) -> bool:
    return [each.role for each in message.recipients] == [Role.STATE]


def _identifier(message: LifeCycleMessage) -> str:
    moment = message.happened_at.astimezone(PARIS)
    day = message.document_issued_on
    return (
        f"{message.number}_{message.status.value}_{moment:%Y%m%d%H%M%S}#{message.document_type}_{day:%Y%m%d}"
    )


def _moment(moment: datetime) -> etree._Element:
    return _UDT.DateTimeString(f"{moment.astimezone(PARIS):%Y%m%d%H%M%S}", format="204")


def _status(code: str) -> PlatformStatus:
    try:
        return PlatformStatus(code)
    except ValueError as error:
        raise CannotWork("life_cycle.status_unknown", status=code[:20]) from error


def _read_party(node: Any) -> LifeCycleParty:
    role = _text(node, "./{*}RoleCode")
    known = role if role in {each.value for each in Role} else Role.PLATFORM.value
    return LifeCycleParty(
        Role(known),
        _text(node, "./{*}GlobalID"),
        _text(node, "./{*}Name"),
        _text(node, "./{*}URIUniversalCommunication/{*}URIID"),
    )


def _reasons(document: Any) -> list[StatusReason]:
    return [
        StatusReason(code, _text(each, "./{*}Reason"), _text(each, "./{*}RequestedActionCode"))
        for each in document.iterfind("./{*}SpecifiedDocumentStatus")
        if (code := _text(each, "./{*}ReasonCode"))
    ]


def _paid(document: Any) -> list[PaidAmount]:
    found: list[PaidAmount] = []
    for each in document.iterfind("./{*}SpecifiedDocumentStatus/{*}SpecifiedDocumentCharacteristic"):
        if _text(each, "./{*}TypeCode") == "MEN":
            amount, rate = _number(_text(each, "./{*}ValueAmount")), _number(_text(each, "./{*}ValuePercent"))
            found.append(PaidAmount(amount, rate))
    return found


def _number(text: str) -> Decimal:
    try:
        value = Decimal(text or "0")
    except InvalidOperation as error:
        raise CannotWork("life_cycle.amount", amount=text[:40]) from error
    if not value.is_finite() or abs(value) >= Decimal(10) ** 13:
        raise CannotWork("life_cycle.amount", amount=text[:40])
    return value


def _read_moment(text: str | None) -> datetime | None:
    try:
        return datetime.strptime((text or "").strip()[:14], "%Y%m%d%H%M%S").replace(tzinfo=PARIS)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text[:8], "%Y%m%d").replace(tzinfo=PARIS).date()
    except ValueError:
        return None


def _text(node: Any, path: str) -> str:
    return " ".join((node.findtext(path) or "").split())[:500]
