"""Which merge fields each kind of message has: closed lists, each field with a French and an English name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from negoce.outbox.enums import MessageKind


@dataclass(frozen=True, slots=True)
class MergeField:
    """A field of a template: `key` in the code, `french` and `english` are what people type between braces."""

    key: str
    french: str
    english: str


_COMMON = (
    MergeField("salutation", "salutation", "salutation"),
    MergeField("civility", "civilite", "civility"),
    MergeField("first_name", "prenom", "first_name"),
    MergeField("last_name", "nom", "last_name"),
    MergeField("company", "entreprise", "company"),
    MergeField("city", "ville", "city"),
    MergeField("sender", "expediteur", "sender"),
    MergeField("sender_email", "expediteur_email", "sender_email"),
    MergeField("seller", "societe", "seller"),
    MergeField("seller_phone", "societe_telephone", "seller_phone"),
    MergeField("today", "date_du_jour", "today"),
)
_NUMBER = MergeField("number", "numero", "number")
_DATE = MergeField("date", "date", "date")
_NET = MergeField("net", "montant_ht", "amount_excl_vat")
_TOTAL = MergeField("total", "montant_ttc", "amount_incl_vat")
_LINK = MergeField("link", "lien", "link")
_DUE = MergeField("due_on", "echeance", "due_date")
_OPEN = MergeField("open_amount", "reste_du", "amount_due")
_LATE = MergeField("days_late", "jours_de_retard", "days_late")
_UNTIL = MergeField("valid_until", "valable_jusquau", "valid_until")
_PROMISED = MergeField("promised_on", "date_promise", "promised_on")
_FORMER = MergeField("former_promise", "date_promise_avant", "former_promise")
_SHIPPED = MergeField("shipped_on", "date_expedition", "shipped_on")
_CODE = MergeField("code", "code", "code")
_ORDER = MergeField("order_number", "numero_commande", "order_number")
_NOTICE = MergeField("notice_on", "date_preavis", "notice_on")
_RENEWAL = MergeField("renewal_on", "date_renouvellement", "renewal_on")
# One invoice a line: its number, its day, its due date, what is left of it.
_INVOICES = MergeField("invoices", "factures", "invoices")
_VISIT_DAY = MergeField("visit_day", "jour_visite", "visit_day")
_VISIT_HOUR = MergeField("visit_hour", "heure_visite", "visit_hour")
_ORIGIN = MergeField("origin", "origine", "origin")
_VERSION = MergeField("version", "version", "version")

FIELDS: Mapping[MessageKind, Sequence[MergeField]] = {
    MessageKind.LETTER: _COMMON,
    MessageKind.QUOTE: (*_COMMON, _NUMBER, _DATE, _NET, _TOTAL, _UNTIL, _LINK),
    MessageKind.QUOTE_CODE: (*_COMMON, _NUMBER, _CODE),
    MessageKind.ORDER: (*_COMMON, _NUMBER, _DATE, _NET, _TOTAL, _PROMISED, _FORMER),
    MessageKind.DELIVERY: (*_COMMON, _NUMBER, _ORDER, _SHIPPED, _PROMISED, _FORMER),
    MessageKind.INVOICE: (*_COMMON, _NUMBER, _DATE, _NET, _TOTAL, _DUE, _ORDER),
    MessageKind.REMINDER: (*_COMMON, _NUMBER, _DATE, _TOTAL, _OPEN, _DUE, _LATE, _INVOICES),
    MessageKind.TERMS: (*_COMMON, _VERSION, _DATE),
    MessageKind.CONTRACT: (*_COMMON, _NUMBER, _NOTICE, _RENEWAL, _TOTAL),
    MessageKind.VISIT: (*_COMMON, _VISIT_DAY, _VISIT_HOUR),
    MessageKind.MAILING: _COMMON,
    MessageKind.NOTICE: (*_COMMON, _ORIGIN),
    MessageKind.FORM_LINK: (*_COMMON, _LINK),
    MessageKind.TEST: _COMMON,
}


def names_of(kind: MessageKind) -> Mapping[str, str]:
    """Return every name that a template of this kind may write, French and English, with its key."""
    return {name: field.key for field in FIELDS[kind] for name in (field.french, field.english)}


def shown_name(field: MergeField, language: str) -> str:
    """Return the name of a field as a template in this language writes it."""
    return field.english if language == "en" else field.french
