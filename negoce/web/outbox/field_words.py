"""What each merge field stands for, and an example of those that no person has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

FIELD_WORDS: Mapping[str, Any] = {
    "salutation": _("civilité et nom, ou « Madame, Monsieur »"),
    "civility": _("Madame ou Monsieur"),
    "first_name": _("prénom du destinataire"),
    "last_name": _("nom du destinataire"),
    "company": _("son entreprise"),
    "city": _("ville de l’entreprise"),
    "sender": _("celui qui envoie"),
    "sender_email": _("son adresse e-mail"),
    "seller": _("notre société"),
    "seller_phone": _("notre téléphone"),
    "today": _("date du jour"),
    "number": _("numéro du document"),
    "date": _("date du document"),
    "net": _("montant hors taxes"),
    "total": _("montant toutes taxes comprises"),
    "link": _("adresse de consultation en ligne"),
    "due_on": _("date d’échéance"),
    "open_amount": _("ce qui reste à payer"),
    "days_late": _("nombre de jours de retard"),
    "valid_until": _("fin de validité du devis"),
    "promised_on": _("date de livraison promise"),
    "former_promise": _("date promise auparavant"),
    "shipped_on": _("date d’expédition"),
    "code": _("code à usage unique"),
    "visit_day": _("jour de la visite"),
    "visit_hour": _("heure de la visite"),
    "order_number": _("numéro de la commande"),
    "notice_on": _("dernier jour du préavis"),
    "renewal_on": _("date de renouvellement"),
    "origin": _("d’où viennent les données"),
    "version": _("version des conditions"),
}
EXAMPLES: Mapping[str, Any] = {
    "number": "2026-0142",
    "date": _("2 nov. 2026"),
    "net": _("1 200,00 €"),
    "total": _("1 440,00 €"),
    "link": "https://exemple.fr/devis",
    "due_on": _("2 déc. 2026"),
    "open_amount": _("1 440,00 €"),
    "days_late": "12",
    "valid_until": _("2 déc. 2026"),
    "promised_on": _("9 déc. 2026"),
    "former_promise": _("2 déc. 2026"),
    "shipped_on": _("2 nov. 2026"),
    "code": "482 915",
    "visit_day": _("mardi 24 nov. 2026"),
    "visit_hour": _("9\u00a0h\u00a030"),
    "order_number": "C-2026-0311",
    "notice_on": _("2 nov. 2026"),
    "renewal_on": _("2 déc. 2026"),
    "origin": _("Fichier de Données Pro"),
    "version": "3",
}
