"""The sentences of electronic invoices: missing mentions, files not read, and the commonest official rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

MENTION_MESSAGES: Mapping[str, Any] = {
    "mention.number": _("Le numéro de la facture manque (%(source)s)."),
    "mention.number_form": _(
        "Le numéro « %(number)s » doit tenir en 35 caractères : lettres, chiffres, + - _ /, sans espace (%(source)s)."
    ),
    "mention.future_date": _("La date d’émission, %(date)s, est dans l’avenir (%(source)s)."),
    "mention.supply_date": _(
        "La date de livraison ou d’exécution manque, ou la période facturée (%(source)s)."
    ),
    "mention.credited_invoice": _("L’avoir doit nommer la facture qu’il corrige, avec sa date (%(source)s)."),
    "mention.corrected_invoice": _(
        "Une facture rectificative nomme une seule facture corrigée, avec sa date (%(source)s)."
    ),
    "mention.deposits_named": _("Les factures d’acompte déduites ne sont pas nommées (%(source)s)."),
    "mention.empty_note": _("Une mention est vide (%(subject)s) (%(source)s)."),
    "mention.seller_name": _("Le nom du vendeur manque (%(source)s)."),
    "mention.seller_address": _("L’adresse du vendeur est incomplète (%(source)s)."),
    "mention.seller_postal_code": _("Le code postal du vendeur manque (%(source)s)."),
    "mention.seller_siren": _("Le SIREN du vendeur manque (%(source)s)."),
    "mention.seller_legal_form": _("La forme juridique du vendeur manque (%(source)s)."),
    "mention.seller_register": _("La ville du RCS (ou du RM) du vendeur manque (%(source)s)."),
    "mention.seller_vat_number": _("Le numéro de TVA du vendeur manque (%(source)s)."),
    "mention.buyer_name": _("Le nom du client manque (%(source)s)."),
    "mention.buyer_address": _("L’adresse de facturation du client est incomplète (%(source)s)."),
    "mention.buyer_postal_code": _("Le code postal du client manque (%(source)s)."),
    "mention.buyer_siret_other": _(
        "Le SIRET %(siret)s du client ne commence pas par son SIREN %(siren)s (%(source)s)."
    ),
    "mention.buyer_address_electronic": _(
        "Rien ne dit à quelle adresse électronique envoyer la facture : indiquez le SIREN du client (%(source)s)."
    ),
    "mention.buyer_vat_number": _("Le numéro de TVA du client manque : il doit la taxe (%(source)s)."),
    "mention.public_siret": _("Le SIRET de l’organisme public manque (%(source)s)."),
    "mention.public_service_code": _("L’organisme public demande un code service (%(source)s)."),
    "mention.public_commitment": _("L’organisme public demande un numéro d’engagement (%(source)s)."),
    "mention.public_needs_unknown": _(
        "On ne sait pas ce que cet organisme public exige : code service, n° d’engagement. Regardez son entrée dans "
        "l’annuaire de Chorus Pro et notez-la sur sa fiche (%(source)s)."
    ),
    "mention.no_line": _("La facture n’a aucune ligne (%(source)s)."),
    "mention.line_name": _("Ligne %(line)s : la désignation manque (%(source)s)."),
    "mention.line_quantity": _("Ligne %(line)s : la quantité manque (%(source)s)."),
    "mention.line_unit": _("Ligne %(line)s : l’unité manque (%(source)s)."),
    "mention.line_price": _(
        "Ligne %(line)s : le prix unitaire ne peut être négatif ; une reprise porte une quantité négative (%(source)s)."
    ),
    "mention.line_rate": _(
        "Ligne %(line)s : le taux de TVA de %(rate)s %% n’existe pas en France (%(source)s)."
    ),
    "mention.exemption": _(
        "L’article qui dispense de TVA manque, pour la catégorie %(category)s (%(source)s)."
    ),
    "mention.franchise_vat": _("En franchise de TVA, la facture ne peut en compter (%(source)s)."),
    "mention.franchise": _("La mention « TVA non applicable, art. 293 B du CGI » manque (%(source)s)."),
    "mention.due_date": _("La date d’échéance manque (%(source)s)."),
    "mention.due_before_issue": _(
        "L’échéance du %(due)s précède la date de la facture, le %(date)s (%(source)s)."
    ),
    "mention.credit_terms": _("Dites comment l’avoir sera réglé : remboursement ou imputation (%(source)s)."),
    "mention.iban": _("L’IBAN du vendeur manque pour un paiement par virement (%(source)s)."),
    "mention.late_rate": _("Le taux des pénalités de retard manque (%(source)s)."),
    "mention.recovery_fee": _(
        "L’indemnité forfaitaire de 40 € pour frais de recouvrement manque (%(source)s)."
    ),
    "mention.early_payment": _("Les conditions d’escompte, ou leur absence, manquent (%(source)s)."),
    "mention.buyer_siren": _("Le SIREN du client manque (%(source)s)."),
    "mention.delivery_address": _("L’adresse de livraison est incomplète (%(source)s)."),
    "mention.vat_on_debits": _("L’option pour la TVA sur les débits doit être dite (%(source)s)."),
    "amounts.line": _("Ligne %(line)s : %(told)s € écrits, %(right)s € calculés (%(source)s)."),
    "amounts.lines": _("Total des lignes : %(told)s € écrits, %(right)s € calculés (%(source)s)."),
    "amounts.base": _("Total HT : %(told)s € écrits, %(right)s € calculés (%(source)s)."),
    "amounts.allowances": _("Total des remises : %(told)s € écrits, %(right)s € calculés (%(source)s)."),
    "amounts.charges": _("Total des frais : %(told)s € écrits, %(right)s € calculés (%(source)s)."),
    "amounts.vat": _("Total de TVA : %(told)s € écrits, %(right)s € calculés (%(source)s)."),
    "amounts.incl_vat": _("Total TTC : %(told)s € écrits, %(right)s € calculés (%(source)s)."),
    "amounts.due": _("Net à payer : %(told)s € écrits, %(right)s € calculés (%(source)s)."),
    "amounts.allowance_vat": _("La remise « %(reason)s » n’a pas de taux de TVA (%(source)s)."),
    "amounts.group_missing": _("La TVA à %(rate)s %% (%(category)s) manque au détail par taux (%(source)s)."),
    "amounts.group_base": _("Base à %(rate)s %% : %(told)s € écrits, %(right)s € calculés (%(source)s)."),
    "amounts.group_vat": _("TVA à %(rate)s %% : %(told)s € écrits, %(right)s € calculés (%(source)s)."),
}
CHECK_MESSAGES: Mapping[str, Any] = {
    "file.empty": _("Le fichier est vide."),
    "file.too_large": _(
        "Le fichier dépasse %(megabytes)s Mo : une facture électronique est bien plus petite."
    ),
    "file.not_invoice": _(
        "Ce fichier n’est ni un XML ni un PDF. Une facture électronique est un XML (UBL ou CII) ou un PDF Factur-X."
    ),
    "file.too_much_memory": _("Ce fichier demande trop de mémoire pour être contrôlé : il est refusé."),
    "file.too_much_time": _("Ce fichier demande trop de temps pour être contrôlé : il est refusé."),
    "xml.too_large": _("Le XML dépasse %(megabytes)s Mo : une facture électronique est bien plus petite."),
    "xml.malformed": _("Le XML est mal formé, ligne %(line)s : %(detail)s"),
    "xml.has_dtd": _(
        "Le XML déclare un type de document (DOCTYPE), porte d’entrée d’attaques connues : il est refusé sans être lu."
    ),
    "xml.unknown_root": _(
        "Ce XML n’est pas une facture : son premier élément est « %(root)s », ni CII, ni UBL."
    ),
    "xml.zugferd_1": _(
        "C’est une facture ZUGFeRD 1.0, de 2014 : ce format n’est plus admis. Demandez un Factur-X, un CII ou un UBL."
    ),
    "xml.life_cycle": _(
        "C’est un message de cycle de vie (CDAR), non une facture : statut %(status)s de %(number)s."
    ),
    "pdf.encrypted": _("Le PDF est protégé par un mot de passe : une facture électronique ne l’est jamais."),
    "pdf.damaged": _("Le PDF est endommagé et ne peut être lu."),
    "pdf.no_xml": _(
        "Ce PDF ne contient aucun XML : c’est une image de facture, non une facture électronique (Factur-X)."
    ),
    "pdf.several_xml": _(
        "Ce PDF contient plusieurs XML (%(names)s) : on ne sait lequel fait foi. Un Factur-X n’en a qu’un."
    ),
    "check.unavailable": _(
        "Le contrôle a échoué par notre faute, non par celle du fichier ; c’est noté au journal technique. Réessayez."
    ),
}
# What the official texts say in English, or too long: the id as both syntaxes bear it, without what follows the number.
RULE_WORDS: Mapping[str, Any] = {
    "XSD": _("Un élément n’est pas là où le schéma le veut, ou sous une forme qu’il refuse."),
    "BR-01": _("L’identifiant de spécification (BT-24) manque."),
    "BR-02": _("Le numéro de la facture (BT-1) manque."),
    "BR-03": _("La date d’émission (BT-2) manque."),
    "BR-04": _("Le type de document (BT-3) manque."),
    "BR-05": _("La devise (BT-5) manque."),
    "BR-06": _("Le nom du vendeur (BT-27) manque."),
    "BR-07": _("Le nom de l’acheteur (BT-44) manque."),
    "BR-08": _("L’adresse du vendeur (BG-5) manque."),
    "BR-09": _("Le pays du vendeur (BT-40) manque."),
    "BR-10": _("L’adresse de l’acheteur (BG-8) manque."),
    "BR-11": _("Le pays de l’acheteur (BT-55) manque."),
    "BR-12": _("La somme des lignes (BT-106) manque."),
    "BR-13": _("Le total HT (BT-109) manque."),
    "BR-14": _("Le total TTC (BT-112) manque."),
    "BR-15": _("Le net à payer (BT-115) manque."),
    "BR-16": _("La facture n’a aucune ligne (BG-25)."),
    "BR-21": _("Une ligne n’a pas d’identifiant (BT-126)."),
    "BR-22": _("Une ligne n’a pas de quantité (BT-129)."),
    "BR-23": _("Une ligne n’a pas d’unité (BT-130)."),
    "BR-24": _("Une ligne n’a pas de montant net (BT-131)."),
    "BR-25": _("Une ligne n’a pas de désignation (BT-153)."),
    "BR-26": _("Une ligne n’a pas de prix net (BT-146)."),
    "BR-27": _("Le prix net d’une ligne (BT-146) est négatif."),
    "BR-CO-04": _("Une ligne n’a pas de catégorie de TVA (BT-151)."),
    "BR-CO-10": _("La somme des lignes (BT-106) n’est pas égale à l’addition de leurs montants (BT-131)."),
    "BR-CO-13": _("Le total HT (BT-109) n’est pas égal aux lignes, moins les remises, plus les frais."),
    "BR-CO-14": _("Le total de TVA (BT-110) n’est pas égal à la somme des TVA par taux (BT-117)."),
    "BR-CO-15": _("Le total TTC (BT-112) n’est pas égal au total HT plus la TVA."),
    "BR-CO-16": _("Le net à payer (BT-115) n’est pas égal au total TTC moins ce qui est déjà payé."),
    "BR-CO-17": _("La TVA d’un taux (BT-117) n’est pas égale à sa base multipliée par ce taux."),
    "BR-CO-18": _("Le détail de la TVA par taux (BG-23) manque."),
    "BR-CO-25": _(
        "Il reste à payer : la date d’échéance (BT-9) ou les conditions de paiement (BT-20) manquent."
    ),
    "BR-CO-26": _("Rien n’identifie le vendeur : ni numéro de TVA, ni identifiant légal."),
    "BR-S-08": _("La base d’un taux de TVA (BT-116) n’est pas égale à la somme des lignes de ce taux."),
    "BR-S-09": _("La TVA d’un taux (BT-117) n’est pas égale à sa base multipliée par ce taux."),
    "BR-E-10": _("Une exonération n’a pas de motif (BT-120 ou BT-121)."),
    "BR-AE-10": _("Une autoliquidation n’a pas de motif (BT-120 ou BT-121)."),
    "BR-61": _("Un paiement par virement n’a pas d’IBAN (BT-84)."),
    "FX-ATTRIBUTE-NOT-USED": _("Un attribut n’a pas sa place dans ce profil."),
    "FX-ELEMENT-NOT-USED": _("Un élément n’a pas sa place dans ce profil."),
    "NEGOCE-GUIDELINE": _("L’identifiant de spécification (BT-24) n’est connu d’aucune norme."),
    "NEGOCE-PROFILE": _(
        "Ce profil n’a pas de lignes : en France, ce n’est pas une facture mais une aide à la saisie."
    ),
    "NEGOCE-PDF-SYNTAX": _("Le XML d’un PDF Factur-X doit être en CII."),
    "NEGOCE-PDF-NAME": _("Le XML joint ne s’appelle pas « factur-x.xml »."),
    "NEGOCE-PDF-A3": _("Le PDF ne se déclare pas PDF/A-3, que Factur-X exige."),
    "NEGOCE-PDF-XMP": _("Les métadonnées Factur-X du PDF manquent."),
    "NEGOCE-PDF-LEVEL": _("Le profil annoncé par le PDF n’est pas celui du XML."),
}


SYNTAX_WORDS: Mapping[str, Any] = {
    "Factur-X": _("Factur-X (PDF et XML)"),
    "CII": _("XML CII"),
    "UBL Invoice": _("XML UBL"),
    "UBL CreditNote": _("XML UBL, avoir"),
}
FAMILY_WORDS: Mapping[str, Any] = {
    "xsd": _("Schéma XML"),
    "profile": _("Norme EN 16931 et profil"),
    "br_fr": _("Règles françaises"),
    "pdf": _("Conteneur PDF"),
}
VERDICT_WORDS: Mapping[str, Any] = {
    "valid": _("Facture conforme : schéma, norme européenne et règles françaises."),
    "valid_abroad": _(
        "Facture conforme au schéma et à la norme européenne. Les règles françaises ne s’appliquent pas : le vendeur"
        " n’est pas en France."
    ),
    "refused": _("Facture non conforme : une plateforme la rejetterait."),
    "life_cycle_rule": _("Le message ne suit pas cette règle des cycles de vie."),
}
LIFE_CYCLE_MESSAGES: Mapping[str, Any] = {
    "life_cycle.reason": _("Le statut %(status)s demande un motif."),
    "life_cycle.reason_unknown": _(
        "Le motif « %(reason)s » n’est pas admis pour le statut %(status)s. Admis : %(allowed)s."
    ),
    "life_cycle.action_unknown": _("L’action « %(action)s » n’existe pas. Admises : %(allowed)s."),
    "life_cycle.paid_amount": _("Un encaissement dit le montant payé, par taux de TVA."),
    "life_cycle.document_date": _("La date de la facture manque."),
    "life_cycle.recipient": _("Le message n’a pas de destinataire."),
    "life_cycle.address": _("L’adresse électronique de « %(name)s » manque."),
    "life_cycle.not_a_message": _("Ce n’est pas un message de cycle de vie, mais « %(root)s »."),
    "life_cycle.no_document": _("Le message ne nomme aucun document."),
    "life_cycle.moment": _("Le message ne dit pas quand le statut a été posé."),
    "life_cycle.status_unknown": _("Le statut « %(status)s » est inconnu."),
    "life_cycle.amount": _("Le montant « %(amount)s » ne se lit pas."),
}
REASON_WORDS: Mapping[str, Any] = {
    "NON_TRANSMISE": _("Destinataire non encore raccordé : facture non transmise"),
    "JUSTIF_ABS": _("Justificatif absent ou insuffisant"),
    "AUTRE": _("Autre motif"),
    "COORD_BANC_ERR": _("Erreur de coordonnées bancaires"),
    "TX_TVA_ERR": _("Taux de TVA erroné"),
    "MONTANTTOTAL_ERR": _("Montant total erroné"),
    "CALCUL_ERR": _("Erreur de calcul"),
    "NON_CONFORME": _("Mention légale manquante"),
    "DOUBLON": _("Facture en double"),
    "DEST_INC": _("Destinataire inconnu"),
    "DEST_ERR": _("Erreur de destinataire"),
    "TRANSAC_INC": _("Transaction inconnue"),
    "EMMET_INC": _("Émetteur inconnu"),
    "CONTRAT_TERM": _("Contrat terminé"),
    "DOUBLE_FACT": _("Opération déjà facturée"),
    "CMD_ERR": _("Numéro de commande manquant ou erroné"),
    "ADR_ERR": _("Adresse électronique de facturation erronée"),
    "SIRET_ERR": _("SIRET manquant ou erroné"),
    "CODE_ROUTAGE_ERR": _("Code de routage manquant ou erroné"),
    "REF_CT_ABSENT": _("Référence contractuelle manquante"),
    "REF_ERR": _("Référence erronée"),
    "PU_ERR": _("Prix unitaire erroné"),
    "REM_ERR": _("Remise erronée"),
    "QTE_ERR": _("Quantité facturée erronée"),
    "ART_ERR": _("Article facturé erroné"),
    "MODPAI_ERR": _("Conditions de paiement erronées"),
    "QUALITE_ERR": _("Qualité de l’article incorrecte"),
    "LIVR_INCOMP": _("Livraison incomplète ou en défaut"),
    "REJ_SEMAN": _("Rejet : règles de gestion non suivies"),
    "REJ_UNI": _("Rejet : facture déjà déposée"),
    "REJ_COH": _("Rejet : données incohérentes"),
    "REJ_ADR": _("Rejet : adresse absente de l’annuaire"),
    "REJ_CONT_B2G": _("Rejet : règles du secteur public non suivies"),
    "REJ_REF_PJ": _("Rejet : pièce jointe non référencée"),
    "REJ_ASS_PJ": _("Rejet : pièce jointe mal associée"),
}


# The rules of Factur-X that say the same of hundreds of elements.
_PATTERNS: tuple[tuple[re.Pattern[str], Any], ...] = (
    (
        re.compile(r"Value of '(?:\w+:)?(.+?)' is not allowed"),
        _("La valeur de « %(name)s » n’est pas dans la liste admise."),
    ),
    (
        re.compile(r"Element (?:variant )?'(?:\w+:)?(.+?)' must occur (?:exactly|at least) 1"),
        _("L’élément « %(name)s » manque, ou figure plusieurs fois."),
    ),
    (
        re.compile(r"Element (?:variant )?'(?:\w+:)?(.+?)' may occur at maximum 1"),
        _("L’élément « %(name)s » figure plus d’une fois."),
    ),
    (
        re.compile(r"Attribute '@?(.+?)' is required"),
        _("L’attribut « %(name)s » manque."),
    ),
)


def rule_words(rule: str, official: str = "") -> str:
    """Return the sentence of an official rule, or an empty text when only the official one exists."""
    if rule in RULE_WORDS:
        return str(RULE_WORDS[rule])
    for pattern, words in _PATTERNS:
        if found := pattern.match(official):
            return str(words) % {"name": found.group(1)[:80]}
    return ""
