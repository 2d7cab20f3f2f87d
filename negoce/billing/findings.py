"""Puts what the rules of invoices find into words, whichever room the rule lives in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.billing.electronic_words import CHECK_MESSAGES, MENTION_MESSAGES
from negoce.billing.words import MESSAGES
from negoce.catalogue.price_words import PRICE_MESSAGES
from negoce.catalogue.words import MESSAGES as CATALOGUE_MESSAGES
from negoce.kit.explain import Explanation, Finding
from negoce.ui.words.say import say as say_with

ISSUE_MESSAGES: Mapping[str, Any] = {
    "issue.settled_over": _(
        "Cet avoir rend plus que ce que ses factures laissent : %(left)s € HT. "
        "Des avoirs ont été émis depuis ; supprimez ce brouillon et préparez-le de nouveau."
    ),
    "issue.unknown_service": _(
        "Le code service « %(code)s » n’est pas de ceux notés sur la fiche du client : vérifiez-le dans l’annuaire de "
        "Chorus Pro."
    ),
    "issue.undelivered": _(
        "Des marchandises de cette facture ne sont pas encore parties (%(goods)s) : la TVA des biens est exigible à la"
        " livraison. Pour être payé avant, une facture d’acompte est la voie habituelle."
    ),
    "issue.no_line": _("Le document n’a aucune ligne qui compte."),
    "issue.negative": _(
        "Le total est négatif (%(incl_vat)s € TTC) : une facture ne peut pas l’être. Faites un avoir."
    ),
    "issue.nothing": _("Le total est nul : il n’y a rien à facturer."),
    "issue.future": _("La date d’émission %(day)s est dans le futur."),
    "issue.before_last": _(
        "Le dernier document de la série est daté du %(last)s : le suivant ne peut pas porter une date plus ancienne"
        " (numérotation chronologique)."
    ),
    "issue.currency": _("Le document est en %(currency)s ; seules les factures en euros s’émettent ici."),
    "issue.credit_over": _("L’avoir dépasse ce qui reste à créditer : %(left)s € TTC."),
    "issue.credit_line_over": _("Ligne %(line)s : l’avoir dépasse ce qui reste à créditer (%(left)s)."),
    "issue.order_line_over": _(
        "Ligne %(line)s : la commande n’a plus que %(left)s à facturer. Une autre facture a pris le reste."
    ),
    "issue.deposit_over": _("L’acompte %(number)s n’a plus que %(left)s € à déduire."),
    "issue.deposit_missed": _(
        "Cette commande a encore %(left)s € d’acomptes que ce brouillon ne déduit pas : enregistrez-le de nouveau, ils "
        "seront déduits."
    ),
    "issue.deposit_too_much": _(
        "L’acompte dépasse ce qui reste de la commande, factures et acomptes déjà émis compris : %(left)s € TTC."
    ),
    "issue.delivery_cancelled": _(
        "La livraison %(number)s a été annulée depuis : rien n’en est parti. Supprimez ce brouillon et refaites-le."
    ),
    "issue.order_cancelled": _("La commande %(reference)s est annulée."),
    "issue.reason": _("Un avoir dit pourquoi il est fait : saisissez le motif."),
    "issue.discount_due_later": _(
        "Un escompte de %(amount)s € est déduit et l’échéance est le %(day)s : il ne se déduit que si le règlement"
        " accompagne la commande. Choisissez « Paiement : à la commande », ou retirez l’escompte et offrez-le sous"
        " quelques jours : un avoir le réglera."
    ),
    "issue.amounts_differ": _("Les montants enregistrés ne sont pas ceux des lignes (%(name)s)."),
    "issue.official": _("Règle %(rule)s : %(text)s"),
    "series.prefix_characters": _(
        "Un préfixe n’a que des lettres sans accent, des chiffres et + - _ / (les plateformes refusent le reste)."
    ),
    "series.prefix_ends_in_digit": _("Le préfixe ne doit pas finir par un chiffre : « F2026- » plutôt que « F2026 »."),
    "series.digits": _("Il faut de 3 à 9 chiffres."),
    "series.prefix_length": _("Préfixe et chiffres font au plus %(most)s caractères."),
    "deposit.percent_out_of_range": _("%(percent)s %% : un acompte va de plus de 0 à 100 %%."),
    "deposit.amount_out_of_range": _("Un acompte va de plus de 0 € à %(whole)s € TTC, le total de la commande."),
    "deposit.nothing": _("L’acompte est trop petit : il ne reste pas un centime."),
}  # fmt: skip
_ALL: Mapping[str, Any] = {
    **CATALOGUE_MESSAGES,
    **PRICE_MESSAGES,
    **MESSAGES,
    **MENTION_MESSAGES,
    **CHECK_MESSAGES,
    **ISSUE_MESSAGES,
}


def say(what: Finding | Explanation) -> str:
    """Return the sentence of a finding, in the reader's language."""
    return say_with(what, _ALL)
