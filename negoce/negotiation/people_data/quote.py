"""What quotes hold about a person: those addressed to them, and the links they were sent."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_texts import mend_by
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.models import Contact
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.kit.dates import format_date
from negoce.negotiation.enums import QuoteState
from negoce.negotiation.models import Quote, QuoteApproval, QuoteLink, QuoteVersion
from negoce.negotiation.words.quote import state_label
from negoce.ui.words.say import reader_language


def _export(contact_id: int) -> Sequence[PersonTable]:
    language = reader_language()
    quotes = Quote.objects.filter(contact_id=contact_id, deleted_at__isnull=True).order_by("id")
    links = _links_of([contact_id]).select_related("version__quote").order_by("id")
    return (
        PersonTable(
            "quotes",
            _("Devis adressés"),
            (_("Numéro"), _("Objet"), _("État")),
            [(quote.number, quote.title, state_label(quote.state)) for quote in quotes],
        ),
        PersonTable(
            "quote_links",
            _("Devis envoyés par e-mail"),
            (_("Numéro"), _("Adresse"), _("Date")),
            [
                (
                    link.version.quote.number,
                    link.email,
                    format_date(timezone.localtime(link.created_at).date(), language),
                )
                for link in links
            ],
        ),
    )


def _erase(crowd: Crowd) -> int:
    """The links close and forget their address, what we noted forgets the name.
    What was offered and accepted stays, as the proof of a contract.
    """
    theirs = crowd.own_companies
    versions = QuoteVersion.objects.filter(quote__company_id__in=theirs).exclude(outcome_note="")
    # The subject of what was accepted is part of the proof; of any other quote it is a note.
    offered = Quote.objects.filter(company_id__in=theirs).exclude(state=QuoteState.ACCEPTED.value)
    approvals = QuoteApproval.objects.filter(version__quote__company_id__in=theirs)
    changed = mend_by(versions, "quote__company_id", ("outcome_note",), crowd.around)
    changed += mend_by(offered, "company_id", ("title",), crowd.around)
    changed += mend_by(approvals, "version__quote__company_id", ("reason", "comment"), crowd.around)
    return changed + _links_of(crowd.keys).update(email="", revoked_at=timezone.now(), code_sha256="")


def _links_of(contact_ids: Sequence[int]) -> QuerySet[QuoteLink]:
    """Those linked to these people, and those to the addresses that they have now, typed by hand."""
    theirs = Q(contact_id__in=contact_ids)
    emails = Contact.objects.filter(pk__in=contact_ids).exclude(email="").order_by("pk")
    for email in emails.values_list("email", flat=True):
        theirs |= Q(contact__isnull=True, email__iexact=email)
    return QuoteLink.objects.filter(theirs)


QUOTE_PEOPLE = PersonData("quotes", _("Devis"), _export, _erase)
