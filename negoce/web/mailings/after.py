"""What companies did after a mailing reached them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_decimal, format_money
from negoce.portfolio.queries.mailing_after import AFTER_DAYS, mailing_after
from negoce.prospecting.models import Mailing
from negoce.ui.words.say import reader_language


@dataclass(frozen=True, slots=True)
class After:
    """Figures in words; `note` says what they count."""

    lines: Sequence[tuple[str, str]]
    note: str


def after_of(actor: Actor, mailing: Mailing) -> After | None:
    """The figures, or None while nothing has left."""
    found = mailing_after(actor, mailing)
    if found is None:
        return None
    language = reader_language()
    lines = [
        (_("Entreprises touchées"), format_decimal(found.companies, language)),
        (_("Échanges notés avec elles"), format_decimal(found.exchanges, language)),
        (_("Rendez-vous"), format_decimal(found.meetings, language)),
        (_("Devis envoyés"), format_decimal(found.quotes, language)),
        (_("Commandes"), format_decimal(found.orders, language)),
        (_("Montant commandé (HT)"), format_money(found.amount, language)),
    ]
    if found.cost and found.meetings:
        lines.append((_("Coût par rendez-vous"), format_money(found.cost / found.meetings, language)))
    if found.cost and found.orders:
        lines.append((_("Coût par commande"), format_money(found.cost / found.orders, language)))
    note = _(
        "Dans les %(days)s jours qui suivent le départ, chez les entreprises à qui le message est parti. L’envoi n’en "
        "est pas forcément la cause."
    ) % {"days": AFTER_DAYS}
    return After(lines, note)
