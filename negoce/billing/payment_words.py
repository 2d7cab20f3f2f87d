"""What payments, ages and reminders are called, and the sentences of their rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.billing.enums import DocumentKind, PaymentMethod, PaymentSource
from negoce.billing.rules.ageing import Age
from negoce.billing.rules.payment_matching import Confidence
from negoce.billing.rules.reminder_steps import ReminderWay
from negoce.companies.words.findings import MESSAGES as FILE_MESSAGES
from negoce.kit.explain import Explanation, Finding
from negoce.kit.refusal import Refused
from negoce.ui.words.say import say

METHODS: Mapping[str, Any] = {
    PaymentMethod.TRANSFER: _("Virement"),
    PaymentMethod.DIRECT_DEBIT: _("Prélèvement"),
    PaymentMethod.CARD: _("Carte"),
    PaymentMethod.CHEQUE: _("Chèque"),
    PaymentMethod.BILL: _("Effet de commerce"),
    PaymentMethod.CASH: _("Espèces"),
    PaymentMethod.OTHER: _("Autre mode"),
}
SOURCES: Mapping[str, Any] = {
    PaymentSource.ENTERED: _("Saisi"),
    PaymentSource.BANK: _("Relevé bancaire"),
    PaymentSource.IMPORTED: _("Importé d’un fichier"),
    PaymentSource.DEMO: _("Démonstration"),
}
KINDS: Mapping[str, Any] = {
    DocumentKind.INVOICE: _("Facture"),
    DocumentKind.DEPOSIT: _("Facture d’acompte"),
    DocumentKind.CREDIT_NOTE: _("Avoir"),
}
AGES: Mapping[str, Any] = {
    Age.NOT_DUE: _("Non échu"),
    Age.TO_30: _("1 à 30 jours"),
    Age.TO_60: _("31 à 60 jours"),
    Age.TO_90: _("61 à 90 jours"),
    Age.OVER_90: _("Plus de 90 jours"),
}
CONFIDENCES: Mapping[str, Any] = {
    Confidence.SURE: _("Sûr"),
    Confidence.LIKELY: _("Probable"),
    Confidence.POSSIBLE: _("Possible"),
}
WAYS: Mapping[str, Any] = {
    ReminderWay.EMAIL: _("E-mail"),
    ReminderWay.LETTER: _("Courrier"),
    ReminderWay.CALL: _("Téléphone"),
}
MESSAGES: Mapping[str, Any] = {
    "payment.amount_zero": _("Il faut un montant au-dessus de 0."),
    "payment.decimals": _("%(text)s : un montant payé a deux décimales au plus."),
    "payment.day_to_come": _("Le %(day)s est à venir : un règlement se note quand il est reçu."),
    "match.named": _("Le libellé nomme %(references)s."),
    "match.account": _("Ce compte a déjà payé pour ce client."),
    "match.name": _("Le nom du payeur est celui du client."),
    "match.beside": _("Avec %(references)s, du même client, le compte y est."),
    "match.exact": _("Le montant est exactement ce qui reste dû."),
    "match.exact_sum": _("Le montant est la somme de %(count)s factures, au centime."),
    "match.discount_taken": _("Le montant est ce qui reste dû, escompte déduit."),
    "match.only_amount": _("Une seule facture a ce reste à payer."),
    "match.part": _("Règlement partiel, les plus anciennes d’abord : il restera %(left)s € dus."),
    "match.too_much": _("Il reste %(rest)s € de ce règlement une fois ces factures soldées."),
    "difference.currency": _("Le plafond des écarts est en euros : cette facture est en %(currency)s."),
    "difference.credit_note": _("Seul le reste d’une facture se solde par un écart de règlement."),
    "difference.nothing_left": _("Il ne reste rien à solder sur cette facture."),
    "difference.nothing_paid": _(
        "Rien n’a encore été réglé de cette facture : ce n’est pas un écart de règlement."
    ),
    "difference.too_much": _(
        "L’écart serait de %(left)s € : au-delà de %(ceiling)s €, réclamez le reste ou faites un avoir."
    ),
    "difference.no_reason": _("Dites d’où vient cet écart : arrondi, frais retenus par la banque…"),
    "bank.ofx_unreadable": _("Ce fichier OFX ne se lit pas (%(text)s). Téléchargez-le de nouveau."),
    "bank.xml_unreadable": _("Ce fichier XML ne se lit pas (%(text)s). Téléchargez-le de nouveau."),
    "bank.no_account": _("Ce fichier ne contient aucun relevé de compte."),
    "bank.no_columns": _(
        "Aucune colonne de dates, de libellés et de montants n’a été reconnue dans ce fichier : rien n’a été ajouté."
        " Nommez ses colonnes ci-dessous (Date;Libellé;Débit;Crédit), ou demandez à la banque son format OFX."
    ),
    "bank.unsure_amount": _(
        "Plusieurs colonnes de ce fichier peuvent être les montants et aucune n’est le solde des autres : rien n’a été"
        " ajouté. Nommez ses colonnes ci-dessous (Date;Libellé;Montant), ou demandez à la banque son format OFX."
    ),
    "bank.unsure_sides": _(
        "Les montants de ce fichier ne disent pas ce qui entre et ce qui sort : rien n’a été ajouté. Nommez ses"
        " colonnes ci-dessous (Date;Libellé;Débit;Crédit), ou demandez à la banque son format OFX."
    ),
    "bank.names_unknown": _(
        "« %(text)s » ne nomme pas une date et un montant. Écrivez par exemple Date;Libellé;Débit;Crédit, une par"
        " colonne du fichier. Rien n’a été ajouté."
    ),
    "bank.no_movement": _("Ce fichier ne contient aucun mouvement."),
    "bank.several_currencies": _("Ce fichier mêle plusieurs devises (%(text)s) : un relevé par devise."),
    "bank.too_many": _(
        "Ce fichier a plus de %(most)s mouvements : demandez à la banque une période plus courte, un mois par exemple."
        " Rien n’a été ajouté."
    ),
    "bank.too_many_accounts": _("Ce fichier a plus de %(most)s relevés : coupez-le en plusieurs."),
    "bank.no_day": _("date illisible"),
    "bank.no_amount": _("montant illisible"),
}


def say_payment(what: Finding | Explanation) -> str:
    """The sentence of a code of payments, or of the values that all files share."""
    return say(what, {**FILE_MESSAGES, **MESSAGES})


def say_fields(errors: Mapping[str, Finding]) -> None:
    """Raise Refused with the sentence of each faulty field, if there is any."""
    if not errors:
        return
    fields = {name: [say_payment(finding)] for name, finding in errors.items()}
    one = next(iter(fields.values()))[0]
    raise Refused(
        one if len(fields) == 1 else _now("Des valeurs sont à corriger. Rien n’a été enregistré."),
        fields=fields,
    )
