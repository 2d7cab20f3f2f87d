"""The words that documents print, in the language of the document rather than that of who prints it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from negoce.catalogue.documents.sale_document import FactLabel, SaleKind
from negoce.catalogue.enums import VatCategory

TITLES: dict[SaleKind, Promise] = {
    SaleKind.QUOTE: pgettext_lazy("document", "Devis"),
    SaleKind.ORDER_CONFIRMATION: _("Confirmation de commande"),
    SaleKind.DELIVERY_NOTE: _("Bon de livraison"),
    SaleKind.INVOICE: _("Facture"),
    SaleKind.DEPOSIT_INVOICE: _("Facture d’acompte"),
    SaleKind.CREDIT_NOTE: _("Avoir"),
}
FACTS: dict[FactLabel, Promise] = {
    FactLabel.ISSUED_ON: _("Date"),
    FactLabel.VALID_UNTIL: _("Valable jusqu’au"),
    FactLabel.VERSION: _("Version"),
    FactLabel.SUPPLIED_ON: _("Date de la vente"),
    FactLabel.SUPPLY_PERIOD: _("Période"),
    FactLabel.DELIVERY_ON: _("Livraison prévue"),
    FactLabel.DELIVERY_TIME: _("Délai de livraison"),
    FactLabel.SHIPPED_ON: _("Expédié le"),
    FactLabel.CUSTOMER_NUMBER: _("N° de client"),
    FactLabel.FOLLOWED_BY: _("Votre contact"),
    FactLabel.QUOTE: _("Notre devis"),
    FactLabel.ORDER: _("Commande"),
    FactLabel.ORDERED_ON: _("Commandé le"),
    FactLabel.DELIVERY_NOTE: _("Bon de livraison"),
    FactLabel.INVOICE: _("Facture"),
    FactLabel.INVOICED_ON: _("Facturé le"),
    FactLabel.CONTRACT: _("Contrat"),
    FactLabel.BUYER_ORDER: _("Votre commande"),
    FactLabel.SERVICE_CODE: _("Code service"),
    FactLabel.COMMITMENT: _("N° d’engagement"),
    FactLabel.MARKET: _("N° de marché"),
    FactLabel.OPERATION: _("Nature de l’opération"),
}
LABELS: dict[str, Promise] = {
    "delivery": _("Adresse de livraison"),
    "billing": _("Adresse de facturation"),
    "subject": _("Objet"),
    "code": _("Réf."),
    "item": _("Désignation"),
    "quantity": _("Quantité"),
    "unit_price": _("Prix unitaire HT"),
    "reductions": _("Remise"),
    "rate": _("TVA"),
    "net": _("Total HT"),
    "ordered": _("Commandé"),
    "delivered": _("Livré"),
    "remaining": _("Reste à livrer"),
    "option": _("Option"),
    "chosen": _("Option retenue"),
    "brought": _("Report"),
    "carried": _("À reporter"),
    "gross": _("Total brut HT"),
    "net_commercial": _("Net commercial HT"),
    "reduction": _("Réduction"),
    "shipping": _("Frais de port HT"),
    "base": _("Total HT"),
    "vat": _("TVA"),
    "vat_total": _("Total TVA"),
    "vat_rate": _("Taux"),
    "vat_base": _("Base HT"),
    "no_vat": _("TVA non applicable, art. 293 B du CGI"),
    "incl_vat": _("Total TTC"),
    "due": _("Net à payer"),
    "payment": _("Règlement"),
    "due_on": _("Échéance"),
    "terms": _("Conditions"),
    "instalments": _("Échéancier"),
    "bank": _("Virement"),
    "agreed": _("Bon pour accord"),
    "agreed_how": _("Date, nom et qualité du signataire, signature et cachet de l’entreprise"),
    "received": _("Marchandises reçues"),
    "received_how": _("Date, nom, signature et réserves éventuelles"),
    "page": _("Page"),
}
VAT_CATEGORIES: dict[VatCategory, Promise] = {
    VatCategory.EXEMPT: _("Exonéré"),
    VatCategory.REVERSE_CHARGE: _("Autoliquidation"),
    VatCategory.INTRA_COMMUNITY: _("Livraison intracommunautaire"),
    VatCategory.EXPORT: _("Exportation"),
    VatCategory.OUTSIDE_SCOPE: _("Hors champ"),
}
