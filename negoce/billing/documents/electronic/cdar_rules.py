"""The official rules of life-cycle messages (BR-FR-CDV 1.4.0) that can be held without their schematron.

The library has no schematron for these messages: the rules on what must be present and on closed lists are written
here from their published texts, under their own ids.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from negoce.billing.documents.electronic.cdar import read_cdar
from negoce.billing.documents.electronic.reading import parse_xml
from negoce.billing.rules.life_cycle import ACTIONS, PUBLIC_REFUSALS, REASONS
from negoce.kit.worked import CannotWork

_CHARACTERISTICS = frozenset("MEN MPA RAP ESC RAB REM MAP MAPTTC MNA MNATTC CBB DIV DVA MAJ".split())
_PROCESSES = frozenset("REGULATED NON_REGULATED B2C B2CINT B2BINT OUTOFSCOPE".split())
_ROLES = frozenset("BY AB DL SE SR WK PE PR II IV DFH".split())
_ISSUERS = _ROLES - {"WK", "DFH"}
_NEED_REASON = frozenset({"210", "213", "501", "207", "206", "208"})
_TRANSMISSION_CODES = frozenset("10 51 43 8 48".split())
_TREATMENT_CODES = frozenset("45 39 37 50 49 47 46 1 5".split())
_GUIDELINE = "urn.cpro.gouv.fr:1p0:CDV:invoice"
_GUIDELINE_STATE = "urn.cpro.gouv.fr:1p0:CDV:einvoicingF2"
_REASONS = {status.value: frozenset(codes) for status, codes in REASONS.items()} | {
    "210": frozenset(PUBLIC_REFUSALS)
}


def broken_rules(data: bytes) -> tuple[str, ...]:
    """Return the ids of the rules that a message breaks. Raises CannotWork when it is no message."""
    root = parse_xml(data)
    try:
        read_cdar(data)
    except CannotWork as problem:
        if problem.finding.code == "life_cycle.not_a_message":
            raise
    head = root.find("./{*}ExchangedDocument")
    said = root.find("./{*}AcknowledgementDocument")
    to_state = _is_named_state(root)
    found = [*_context(root), *(_head(head, said, to_state) if head is not None else ())]
    for document in said.iterfind("./{*}ReferenceReferencedDocument") if said is not None else ():
        found += _document(document, _text(said, "./{*}TypeCode"))
    return tuple(dict.fromkeys(found))


def _context(root: Any) -> Iterator[str]:
    guideline = _text(
        root, "./{*}ExchangedDocumentContext/{*}GuidelineSpecifiedDocumentContextParameter/{*}ID"
    )
    process = _text(
        root, "./{*}ExchangedDocumentContext/{*}BusinessProcessSpecifiedDocumentContextParameter/{*}ID"
    )
    if not guideline:
        yield "BR-FR-CDV-01_MDG-3"
    to_state = _is_for_state(root)
    if guideline != _GUIDELINE and not (guideline == _GUIDELINE_STATE and to_state):
        yield "BR-FR-CDV-02_MDT-3"
    if process not in _PROCESSES and not (to_state and len(process) < 3):
        yield "BR-FR-CDV-CL-01_MDT-2"


def _is_for_state(root: Any) -> bool:
    """Whether the only recipient is the public portal, under the identifier that version 1.4.0 gives it."""
    recipients = root.findall("./{*}ExchangedDocument/{*}RecipientTradeParty")
    if len(recipients) != 1:
        return False
    node = recipients[0].find("./{*}GlobalID")
    is_portal = node is not None and (node.text or "").strip() == "0000" and node.get("schemeID") == "0238"
    return is_portal and _text(recipients[0], "./{*}RoleCode") == "DFH"


def _is_named_state(root: Any) -> bool:
    roles = [
        _text(each, "./{*}RoleCode")
        for each in root.iterfind("./{*}ExchangedDocument/{*}RecipientTradeParty")
    ]
    return roles == ["DFH"]


def _head(head: Any, said: Any, to_state: bool) -> Iterator[str]:
    phase = _text(said, "./{*}TypeCode") if said is not None else ""
    if not _text(head, "./{*}ID"):
        yield "BR-FR-CDV-03_MDT-4"
    if head.find("./{*}IssueDateTime") is None:
        yield "BR-FR-CDV-04_MDG-4"
    if head.find("./{*}SenderTradeParty") is None:
        yield "BR-FR-CDV-05_MDG-9"
    elif not _text(head, "./{*}SenderTradeParty/{*}RoleCode"):
        yield "BR-FR-CDV-06_MDT-21"
    if phase not in ("23", "305"):
        yield "BR-FR-CDV-09_MDT-77"
    issuer = _text(head, "./{*}IssuerTradeParty/{*}GlobalID")
    role = _text(head, "./{*}IssuerTradeParty/{*}RoleCode")
    if phase == "23":
        if not issuer:
            yield "BR-FR-CDV-07_MDT-38_yes"
        if role not in _ISSUERS:
            yield "BR-FR-CDV-CL-03_MDT-40_23"
    if phase == "305":
        # To the public portal a platform does name itself.
        if issuer and not to_state:
            yield "BR-FR-CDV-07_MDT-38_no"
        if role != "WK":
            yield "BR-FR-CDV-CL-03_MDT-40_305"
    for each in head.iterfind("./{*}RecipientTradeParty"):
        role = _text(each, "./{*}RoleCode")
        if role not in _ROLES:
            yield "BR-FR-CDV-CL-04_MDT-59"
        if role not in ("WK", "DFH") and not _text(each, "./{*}URIUniversalCommunication/{*}URIID"):
            yield "BR-FR-CDV-08_MDT-73"


def _document(document: Any, phase: str) -> Iterator[str]:
    status = _text(document, "./{*}ProcessConditionCode")
    code = _text(document, "./{*}StatusCode")
    if not _text(document, "./{*}IssuerAssignedID"):
        yield "BR-FR-CDV-10_MDT-87"
    if status != "501" and document.find("./{*}FormattedIssueDateTime") is None:
        yield "BR-FR-CDV-11_MDG-35"
    if not status:
        yield "BR-FR-CDV-12_MDT-105"
    if status != "501" and not _text(document, "./{*}IssuerTradeParty/{*}GlobalID"):
        yield "BR-FR-CDV-13_MDT-129"
    if code and phase == "305" and code not in _TRANSMISSION_CODES:
        yield "BR-FR-CDV-CL-05_MDT-88_305"
    if code and phase == "23" and code not in _TREATMENT_CODES:
        yield "BR-FR-CDV-CL-05_MDT-88_23"
    yield from _details(document, status)


def _details(document: Any, status: str) -> Iterator[str]:
    details = document.findall("./{*}SpecifiedDocumentStatus")
    reasons = [reason for each in details if (reason := _text(each, "./{*}ReasonCode"))]
    if status in _NEED_REASON and not reasons:
        yield "BR-FR-CDV-15_MDT-113"
    allowed = _REASONS.get(status)
    if allowed is not None and any(reason not in allowed for reason in reasons):
        yield f"BR-FR-CDV-CL-09_MDT-113_{status}"
    paid = [
        each for each in document.iterfind(".//{*}SpecifiedDocumentCharacteristic") if _kind(each) == "MEN"
    ]
    if status == "212" and (not paid or any(not _is_whole(each) for each in paid)):
        yield "BR-FR-CDV-14_MDT-207"
    for each in details:
        if not _text(each, "./{*}SequenceNumeric"):
            yield "BR-FR-CDV-16_MDT-124-2"
        if (action := _text(each, "./{*}RequestedActionCode")) and action not in ACTIONS:
            yield "BR-FR-CDV-CL-10_MDT-121"
        if any(
            _kind(part) not in _CHARACTERISTICS
            for part in each.iterfind("./{*}SpecifiedDocumentCharacteristic")
        ):
            yield "BR-FR-CDV-CL-11_MDT-207"


def _kind(node: Any) -> str:
    return _text(node, "./{*}TypeCode")


def _is_whole(node: Any) -> bool:
    return bool(_text(node, "./{*}ValueAmount") and _text(node, "./{*}ValuePercent"))


def _text(node: Any, path: str) -> str:
    return " ".join((node.findtext(path) or "").split())
