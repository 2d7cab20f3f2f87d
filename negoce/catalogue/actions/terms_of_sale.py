"""Adds a version of the terms of sale, removes one that nobody received, and keeps who received which."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.catalogue.enums import TermsWay
from negoce.catalogue.models import TermsOfSale, TermsReceipt
from negoce.catalogue.rules.terms_of_sale import check_pdf
from negoce.catalogue.terms_of_sale_words import say_terms
from negoce.companies.actions.company_checks import visible_company
from negoce.companies.enums import CompanyKind
from negoce.companies.models import Company, Contact
from negoce.identity.actions.alone import alone_with
from negoce.identity.actions.journal import Changes, Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require, require_any
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused

_WRITERS = (Permission.EDIT, Permission.MANAGE_ORDERS, Permission.ISSUE_INVOICES)


def add_terms(
    actor: Actor,
    *,
    version: str,
    title: str,
    starts_on: date | None,
    pdf: bytes,
    customer_kind: str = "",
) -> TermsOfSale:
    """Add a version; it holds from its day on, in place of the one before. Raises NotAllowed, Refused by field."""
    require(actor, Permission.MANAGE_SETTINGS)
    problems: dict[str, list[str]] = {}
    for name, value, longest in (("version", version, 20), ("title", title, 160)):
        if not value.strip():
            problems[name] = [_("Ce champ ne peut pas rester vide.")]
        elif len(value.strip()) > longest:
            problems[name] = [_("%(most)s caractères au plus.") % {"most": longest}]
    if starts_on is None:
        problems["starts_on"] = [_("À partir de quel jour s’appliquent-elles ?")]
    if customer_kind and customer_kind not in {kind.value for kind in CompanyKind}:
        problems["customer_kind"] = [_("Choisissez une catégorie de la liste.")]
    wrong = check_pdf(pdf)
    if wrong is not None:
        problems["pdf"] = [say_terms(wrong)]
    if problems or starts_on is None:
        raise Refused(next(iter(problems.values()))[0], fields=problems)
    try:
        with transaction.atomic():
            row = TermsOfSale.objects.create(
                version=version.strip(),
                title=title.strip(),
                customer_kind=customer_kind,
                starts_on=starts_on,
                pdf=pdf,
                pdf_sha256=sha256(pdf).hexdigest(),
                pdf_size=len(pdf),
                created_by_id=actor.user_id,
            )
            _tell(actor, row, "created", {"version": (None, row.version), "sha256": (None, row.pdf_sha256)})
    except IntegrityError as problem:
        message = _("Cette version existe déjà pour ces clients.")
        raise Refused(message, fields={"version": [message]}) from problem
    return row


def drop_terms(actor: Actor, terms: TermsOfSale) -> None:
    """Remove a version entered by mistake; one that a customer received stays. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_SETTINGS)
    with transaction.atomic():
        row = alone_with(TermsOfSale.objects.defer("pdf").filter(pk=terms.pk))
        if row is None:
            return
        if TermsReceipt.objects.filter(terms=row).exists():
            raise Refused(_("Un client a reçu cette version : elle se garde comme preuve."))
        _tell(actor, row, "deleted", {"version": (row.version, None), "sha256": (row.pdf_sha256, None)})
        row.delete()


def note_terms_sent(
    actor: Actor,
    company: Company,
    terms: TermsOfSale,
    *,
    how: TermsWay,
    contact: Contact | None = None,
    message: str = "",
) -> TermsReceipt:
    """Keep that a customer received a version, in the transaction of what bore it. Raises NotAllowed.

    The same message notes it once.
    """
    require_any(actor, *_WRITERS)
    with transaction.atomic():
        home = visible_company(actor, company.pk)
        known = TermsReceipt.objects.filter(company=home, terms=terms, message=message).first()
        if message and known is not None:
            return known
        receipt = TermsReceipt.objects.create(
            company=home,
            contact=contact,
            terms=terms,
            sent_at=timezone.now(),
            how=how.value,
            message=message,
            recorded_by_id=actor.user_id,
        )
        entry = Entry(
            verb="changed",
            subject_kind="company",
            subject_id=home.pk,
            subject_name=home.name,
            company_key=home.pk,
            changes={"terms_of_sale": (None, terms.version), "how": (None, how.value)},
        )
        record(actor, entry)
    return receipt


def _tell(actor: Actor, row: TermsOfSale, verb: str, changes: Changes) -> None:
    entry = Entry(
        verb=verb, subject_kind="terms_of_sale", subject_id=row.pk, subject_name=str(row), changes=changes
    )
    record(actor, entry)
