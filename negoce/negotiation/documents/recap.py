"""The message that sums up what was agreed in a deal: the offer, its terms, what each gives, what is next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from negoce.catalogue.enums import LineKind
from negoce.catalogue.term_words import payment_words
from negoce.companies.models import Activity
from negoce.kit.dates import format_date_long
from negoce.kit.money import format_decimal, format_money
from negoce.negotiation.models import Concession, QuoteLine, QuoteVersion
from negoce.negotiation.queries.quote_head import stored_head
from negoce.negotiation.queries.signing.agreed import Agreed

# More than a message can hold: the offer itself tells the rest.
MOST_LINES = 12


def recap_texts(agreed: Agreed, language: str) -> tuple[str, str]:
    """Subject and text of the summary in a language, to be read again before it leaves."""
    with translation.override(language):
        subject = _("Ce dont nous sommes convenus\u00a0: %(deal)s") % {"deal": agreed.deal.name}
        parts = [
            _("Bonjour %(name)s,") % {"name": agreed.contact.full_name} if agreed.contact else _("Bonjour,"),
            _(
                "Merci de notre échange. Voici ce dont nous sommes convenus\u00a0; dites-moi si un point diffère."
            ),
            *_offer(agreed, language),
            *_given(agreed.concessions),
            *_next(agreed.next_step, language),
            _("Bien à vous,"),
            agreed.sender,
        ]
        return subject[:200], "\n\n".join(part for part in parts if part)


def _offer(agreed: Agreed, language: str) -> Sequence[str]:
    version = agreed.version
    if version is None:
        return []
    figures = {
        "number": agreed.number,
        "net": format_money(version.net, language, version.currency),
        "total": format_money(version.incl_vat, language, version.currency),
    }
    head = _("Notre offre %(number)s\u00a0: %(net)s HT, %(total)s TTC.") % figures
    items = [each for each in agreed.lines if each.kind == LineKind.ITEM and each.is_chosen]
    told = [f"- {_quantity(each, language)} × {each.label}" for each in items[:MOST_LINES]]
    if len(items) > MOST_LINES:
        told.append(_("- et %(count)s autres lignes, dans l’offre") % {"count": len(items) - MOST_LINES})
    terms = payment_words(stored_head(version).term, with_order=version.payment_with_order)
    rest = [_("Paiement\u00a0: %(terms)s.") % {"terms": terms}, _delivery(version, language)]
    return ["\n".join([head, *told]), "\n".join(part for part in rest if part)]


def _quantity(line: QuoteLine, language: str) -> str:
    whole = line.quantity == line.quantity.to_integral_value()
    return format_decimal(line.quantity, language, 0 if whole else 3)


def _delivery(version: QuoteVersion, language: str) -> str:
    if version.delivery_on is not None:
        return _("Livraison le %(day)s.") % {"day": format_date_long(version.delivery_on, language)}
    if version.delivery_days is not None:
        return _("Livraison sous %(days)s jours.") % {"days": version.delivery_days}
    return ""


def _given(rows: Sequence[Concession]) -> Sequence[str]:
    """What each side gives, of what was accepted."""
    if not rows:
        return []
    ours = [f"- {each.given}" for each in rows]
    theirs = [f"- {each.asked}" for each in rows if each.asked]
    parts = ["\n".join([_("De notre côté\u00a0:"), *ours])]
    return [*parts, "\n".join([_("Du vôtre\u00a0:"), *theirs])] if theirs else parts


def _next(step: Activity | None, language: str) -> Sequence[str]:
    if step is None:
        return []
    day: date = timezone.localdate(step.starts_at)
    figures = {"what": step.subject, "day": format_date_long(day, language)}
    return [_("La suite, le %(day)s\u00a0: %(what)s.") % figures]
