"""Creates, renews and terminates contracts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.catalogue.rules.reductions import Reduction
from negoce.catalogue.rules.stored_amounts import stored_reductions
from negoce.companies.models import Company, Contact
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.actions.journal import Changes, Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date, parse_date
from negoce.kit.refusal import Conflict, Refused
from negoce.kit.worked import CannotWork
from negoce.loyalty.enums import ContractKind, ContractState, Period, Renewal
from negoce.loyalty.models import Contract, ContractLine, ContractPeriod
from negoce.loyalty.queries.contracts import place_in_time, visible_contracts
from negoce.loyalty.rules.contract_terms import earliest_end, fits
from negoce.orders.actions.order_checks import check_lines, ordering_company, reason_of, refuse_field
from negoce.orders.rules.agreed_lines import AgreedLine
from negoce.parameters.actions.next_number import next_number
from negoce.parameters.queries.seller import seller

_TEXTS = {"title": 160, "buyer_reference": 60, "indexation": 2_000}
_COUNTS = {"term_months": (1, 240), "notice_days": (0, 730)}


def create_contract(
    actor: Actor,
    company: Company,
    *,
    lines: Sequence[AgreedLine],
    values: Mapping[str, object],
    reductions: Sequence[Reduction] = (),
) -> Contract:
    """Begin a contract; `lines` are what one period is invoiced for.

    `values`: `title`, `kind`, `starts_on`, `term_months`, `renewal`, `notice_days`, `period`, `in_advance`,
    `buyer_reference`, `indexation`, `contact`. Raises NotAllowed, and Refused with the faulty fields.
    """
    require(actor, Permission.CREATE)
    check_lines(lines)
    fields = _checked(values)
    with transaction.atomic():
        home = ordering_company(actor, company.pk)
        us = seller()
        row = Contract(
            number=_next_reference(fields["starts_on"]),  # type: ignore[arg-type]
            company=home,
            contact=_contact(actor, home, values.get("contact")),
            owner_id=actor.user_id,
            reductions=stored_reductions(reductions),
            term_kind=us.term_kind,
            term_days=us.term_days,
            term_sector=us.term_sector,
            early_payment=us.early_payment,
            **fields,
        )
        _add_up(row, lines)
        place_in_time(row, timezone.localdate(), 0)
        row.save()
        _write_lines(row, lines)
        _tell(actor, row, "created", {"net": (None, row.net), "starts_on": (None, row.starts_on)})
    return row


def change_contract_lines(
    actor: Actor,
    contract: Contract,
    *,
    lines: Sequence[AgreedLine],
    reductions: Sequence[Reduction] = (),
    revision: int | None = None,
) -> Contract:
    """Change what the periods to come are invoiced for (an indexed price); drafts and invoices stay as they are.

    Raises NotAllowed, Conflict, Refused.
    """
    require(actor, Permission.EDIT)
    check_lines(lines)
    with transaction.atomic():
        row = _held(actor, contract, revision)
        if row.state == ContractState.ENDED.value:
            raise Refused(_("Ce contrat est déjà terminé."))
        before = row.net
        row.reductions = stored_reductions(reductions)
        _add_up(row, lines)
        row.save()
        ContractLine.objects.filter(contract=row).delete()
        _write_lines(row, lines)
        _tell(actor, row, "changed", {"net": (before, row.net)})
    return row


def renew_contract(actor: Actor, contract: Contract, *, revision: int | None = None) -> Contract:
    """Agree on one more term of a contract that does not go on by itself. Raises NotAllowed, Conflict, Refused."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = _held(actor, contract, revision)
        if row.renewal != Renewal.EXPRESS.value:
            raise Refused(_("Seul un contrat à reconduction expresse se renouvelle ici."))
        if row.state == ContractState.TERMINATED.value:
            raise Refused(_("Ce contrat est résilié."))
        before = row.ends_on
        row.renewals += 1
        row.state = ContractState.ACTIVE.value
        _settle(row)
        _tell(actor, row, "changed", {"ends_on": (before, row.ends_on)})
    return row


def terminate_contract(
    actor: Actor,
    contract: Contract,
    *,
    reason: str,
    noticed_on: object = None,
    ends_on: object = None,
    agreed: bool = False,
    revision: int | None = None,
) -> Contract:
    """End a contract: on the first day that its notice allows, or later; earlier only when both `agreed`.

    Raises NotAllowed, Conflict, Refused.
    """
    require(actor, Permission.EDIT)
    why = reason_of(reason)
    with transaction.atomic():
        row = _held(actor, contract, revision)
        if row.state != ContractState.ACTIVE.value:
            raise Refused(_("Ce contrat est déjà terminé."))
        notice = _day(noticed_on, "noticed_on") or timezone.localdate()
        if notice > timezone.localdate():
            raise refuse_field("noticed_on", _("Ce jour n’est pas encore venu."))
        first = earliest_end(
            row.starts_on, row.term_months, row.notice_days, Renewal(row.renewal), row.renewals, notice
        )
        last = _day(ends_on, "ends_on") or first
        if last < first and not agreed:
            raise refuse_field(
                "ends_on",
                _(
                    "Avec ce préavis, le contrat court jusqu’au %(day)s. Pour le terminer plus tôt, cochez "
                    "« D’un commun accord »."
                )
                % {"day": format_date(first, actor.language)},
            )
        if last < row.starts_on:
            raise refuse_field("ends_on", _("Un contrat ne se termine pas avant d’avoir commencé."))
        before = row.ends_on
        row.state, row.ends_on = ContractState.TERMINATED.value, last
        row.noticed_on, row.ending_reason, row.notice_on = notice, why, None
        _settle(row)
        _tell(actor, row, "changed", {"ends_on": (before, last), "reason": ("", why)})
    return row


def _held(actor: Actor, contract: Contract, revision: int | None) -> Contract:
    """The contract as it is stored, its revision raised: this transaction is alone with it."""
    if not visible_contracts(actor).filter(pk=contract.pk).exists():
        raise NotAllowed(_("Ce contrat n’existe plus ou n’est pas visible pour vous."))
    same = Contract.objects.filter(pk=contract.pk)
    if revision is not None:
        same = same.filter(revision=revision)
    if not same.update(revision=F("revision") + 1):
        current = Contract.objects.values_list("revision", flat=True).get(pk=contract.pk)
        message = _(
            "Le contrat a changé entre-temps. Rien n’a été enregistré : relisez-le, puis recommencez."
        )
        raise Conflict(message, field="revision", current=current)
    return Contract.objects.select_related("company").get(pk=contract.pk)


def _settle(row: Contract) -> None:
    place_in_time(row, timezone.localdate(), ContractPeriod.objects.filter(contract=row).count())
    row.save()


def _checked(values: Mapping[str, object]) -> dict[str, object]:
    problems: dict[str, list[str]] = {}
    found: dict[str, object] = {"in_advance": bool(values.get("in_advance"))}
    for name, longest in _TEXTS.items():
        text = str(values.get(name) or "").strip()
        if len(text) > longest:
            problems[name] = [_("%(most)s caractères au plus.") % {"most": longest}]
        found[name] = text
    if not found["title"]:
        problems["title"] = [_("Donnez un objet au contrat : ce qu’il couvre, en quelques mots.")]
    for name, enum in (("kind", ContractKind), ("renewal", Renewal), ("period", Period)):
        if values.get(name) not in {each.value for each in enum}:
            problems[name] = [_("Choisissez dans la liste.")]
        found[name] = values.get(name)
    for name, (least, most) in _COUNTS.items():
        number = str(values.get(name) or "").strip()
        if not (number.isascii() and number.isdigit() and len(number) < 6 and least <= int(number) <= most):
            problems[name] = [_("Un nombre de %(least)s à %(most)s.") % {"least": least, "most": most}]
        else:
            found[name] = int(number)
    read = parse_date(str(values.get("starts_on") or ""), timezone.localdate())
    if read.value is None:
        problems["starts_on"] = [_("Écrivez une date, par exemple 31/12/2026.")]
    found["starts_on"] = read.value
    if not problems and not fits(int(str(found["term_months"])), Period(str(found["period"]))):
        problems["term_months"] = [_("La durée doit compter un nombre entier de périodes facturées.")]
    if problems:
        raise Refused(next(iter(problems.values()))[0], fields=problems)
    return found


def _contact(actor: Actor, company: Company, contact: object) -> Contact | None:
    if not isinstance(contact, Contact):
        return None
    if not visible_contacts(actor).filter(pk=contact.pk, company_id=company.pk).exists():
        raise refuse_field("contact", _("Choisissez quelqu’un de cette entreprise."))
    return contact


def _next_reference(day: date) -> str:
    return f"CTR-{day.year}-{next_number(f'contract-{day.year}'):05d}"


def _add_up(row: Contract, lines: Sequence[AgreedLine]) -> None:
    try:
        row.add_up([line.sale_line for line in lines])
    except CannotWork as problem:
        raise Refused(
            _("Les lignes ne s’additionnent pas : vérifiez les quantités, les remises et les taux de TVA.")
        ) from problem


def _write_lines(row: Contract, lines: Sequence[AgreedLine]) -> None:
    worked = row.add_up([line.sale_line for line in lines]).value
    ContractLine.objects.bulk_create(
        ContractLine(
            contract=row,
            position=place + 1,
            net=worked.line_nets[place],
            allowance=worked.line_reductions[place],
            **line.columns(),
        )
        for place, line in enumerate(lines)
    )


def _day(given: object, name: str) -> date | None:
    if given is None or isinstance(given, date):
        return given
    read = parse_date(str(given), timezone.localdate())
    if read.refused:
        raise refuse_field(name, _("Écrivez une date, par exemple 31/12/2026."))
    return read.value


def _tell(actor: Actor, row: Contract, verb: str, changes: Changes) -> None:
    entry = Entry(
        verb=verb,
        subject_kind="contract",
        subject_id=row.pk,
        subject_name=row.number,
        company_key=row.company_id,
        changes=changes,
    )
    record(actor, entry)
