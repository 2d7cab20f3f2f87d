"""What an import says of a row: the sentences of the codes that only imports use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

# The answer to give when the record that a row spoke of is gone.
CREATE_AGAIN = _("Créer la fiche")
ROW_MESSAGES: Mapping[str, Any] = {
    "row.no_name": _("Cette ligne n’a pas de nom d’entreprise."),
    "row.total": _("« %(text)s » : une ligne de total n’est pas une fiche."),
    "row.headings": _("Cette ligne répète les en-têtes de colonnes : elle n’est pas une fiche."),
    "cell.failed": _("« %(text)s » : la formule de cette cellule a échoué dans le tableur."),
    "row.too_many_cells": _(
        "%(cells)s cellules pour %(columns)s colonnes : un séparateur se trouve sans doute dans une valeur."
    ),
    "row.exists": _("« %(name)s » existe déjà : à vous de dire ce qu’il faut faire."),
    "row.gone": _(
        "« %(name)s » n’existe plus : créez la fiche, choisissez-en une autre, ou laissez cette ligne."
    ),
    "row.same_siret": _(
        "« %(name)s » porte déjà ce SIRET : une autre fiche est créée, son nom et son lieu étant différents."
        " Fusionnez les deux si c’est la même entreprise."
    ),
    "row.not_yours": _("« %(name)s » existe déjà et n’est pas visible pour vous (suivie par %(owner)s)."),
    "row.no_person": _("Cette ligne n’a pas de nom de personne."),
    "row.no_company": _("Cette ligne ne dit pas dans quelle entreprise travaille la personne."),
    "row.other_company": _(
        "Cette personne est connue chez « %(name)s » : son changement de poste est à enregistrer"
        " sur sa fiche."
    ),
    "row.known_elsewhere": _(
        "Cette personne est déjà connue, dans une entreprise qui n’est pas visible pour vous : rien n’est changé."
    ),
    "row.opposed": _("Cette personne s’est opposée à être contactée : %(field)s n’est pas repris."),
    "row.note_guard": _(
        "Cette note parle d’une personne d’une façon que la loi encadre : elle n’est pas reprise."
    ),
    "row.not_allowed": _("Votre rôle ne permet pas de changer cette valeur."),
    "account.no_number": _("Cette ligne n’a pas de numéro de facture."),
    "account.no_day": _("Cette ligne n’a pas de date."),
    "account.no_amount": _("Cette ligne n’a pas de montant, ou un montant nul."),
    "account.kind": _("« %(text)s » n’est ni une facture, ni un acompte, ni un avoir."),
    "account.method": _("« %(text)s » n’est pas un mode de règlement connu."),
    "account.due_before": _("L’échéance du %(day)s précède la date de la facture."),
    "account.does_not_add_up": _("%(net)s HT + %(vat)s de TVA ne font pas %(total)s TTC."),
    "account.paid_too_much": _("%(paid)s réglés pour %(total)s : notez le trop-perçu à la main."),
    "account.exists": _(
        "Ce numéro existe déjà pour ce client, avec un total de %(total)s : il reste tel quel."
    ),
    "account.nothing_to_settle": _(
        "« %(text)s » n’est pas une facture ouverte de ce client : le règlement attend d’être affecté."
    ),
    "payment.day_to_come": _("Le %(day)s est à venir : un règlement se note quand il est reçu."),
    "order.no_reference": _("Cette ligne n’a pas de référence de commande."),
    "order.no_date": _("Cette ligne n’a pas de date de commande."),
    "order.no_customer": _(
        "Aucune entreprise ne correspond à « %(text)s ». Importez d’abord les entreprises."
    ),
    "order.several_customers": _(
        "Plusieurs entreprises correspondent à « %(text)s » : donnez le SIRET ou le code."
    ),
    "order.no_amount": _("Cette ligne n’a ni montant, ni quantité avec son prix."),
    "order.amount_differs": _("Quantité × prix font %(computed)s et non %(text)s."),
    "order.two_customers": _("Les lignes de la commande %(text)s nomment plusieurs clients."),
    "order.refused_line": _(
        "Une autre ligne de la commande %(text)s est fausse : la commande entière attend."
    ),
    "order.unknown_product": _(
        "Le produit « %(text)s » n’est pas au catalogue : la ligne garde son libellé."
    ),
    "order.currency": _("« %(text)s » n’est pas une devise : 3 lettres, comme EUR."),
    "deal_row.no_company": _(
        "Cette ligne ne dit pas à quelle entreprise l’affaire est proposée : une affaire en a toujours une."
    ),
    "deal_row.no_name": _("Cette ligne n’a ni nom d’affaire, ni produit, ni référence."),
    "deal_row.stage_unknown": _(
        "« %(text)s » n’est pas une étape connue : on ne sait pas si l’affaire est en cours, gagnée ou perdue."
    ),
    "deal_row.no_closing_day": _("Une affaire gagnée ou perdue a besoin de sa date de clôture."),
    "deal_row.closed_in_future": _("Une affaire gagnée ou perdue ne peut être close le %(day)s, à venir."),
    "deal_row.engaged_late": _(
        "Le début, le %(day)s, vient après la clôture ou après aujourd’hui : il est laissé de côté."
    ),
    "deal_row.day_unlikely": _("Le %(day)s n’est pas vraisemblable ici : vérifiez l’année."),
    "deal_row.in_bin": _(
        "Cette affaire est dans la corbeille : elle y reste. Restaurez-la pour la reprendre."
    ),
    "deal_row.other_company": _("Cette référence est déjà celle d’une affaire d’une autre entreprise."),
    "activity.no_company": _("Cette ligne ne dit pas avec quelle entreprise l’échange a eu lieu."),
    "activity.no_date": _("Cette ligne n’a pas de date."),
    "activity.kind_unknown": _(
        "« %(text)s » n’est pas un type d’activité connu : c’est repris comme une note."
    ),
    "activity.state_unknown": _("« %(text)s » ne dit pas si c’est fait ou à faire : la date en décide."),
    "activity.no_contact": _(
        "« %(text)s » n’est pas un interlocuteur connu de cette entreprise : l’activité est reprise sans lui."
    ),
    "activity.no_owner": _(
        "« %(text)s » n’est pas l’un de vos collègues : la fiche garde le responsable choisi."
    ),
    "price.decimals": _("« %(text)s » a trop de décimales : %(max)s au plus."),
    "price.no_quantity": _("Une quantité commence au-dessus de 0."),
    "price.discount_range": _("« %(text)s » : une remise va de plus de 0 à 100 %%."),
    "price.required": _("Saisissez un prix."),
    "price.price_or_discount": _("Donnez un prix ou une remise, pas les deux."),
    "price.product_or_family": _("Choisissez un produit ou une famille, pas les deux."),
    "price.family_price": _("Une famille entière n’a pas de prix : donnez une remise."),
    "price.days": _("La fin vient avant le début."),
    "price.same_break_in_file": _("La ligne %(row)s donne déjà un prix à partir de cette quantité."),
    "price.product_empty": _("Choisissez un produit du catalogue, par sa référence ou ses mots."),
    "price.product_several": _(
        "« %(text)s » désigne plusieurs produits, dont %(codes)s : tapez la référence."
    ),
    "price.product_unknown": _("« %(text)s » n’est pas un produit du catalogue."),
    "price.family_unknown": _("« %(text)s » n’est pas une famille de produits."),
    "price.kind_unknown": _("« %(text)s » n’est pas une clientèle connue."),
    "price.required_agreed": _("Donnez un prix ou une remise."),
    "price.agreed_twice": _(
        "Un accord sur ce produit ou cette famille vaut déjà ces jours-là, à partir de la même quantité : "
        "terminez-le d’abord, ou changez les dates."
    ),
    "price.no_list": _("Cette ligne ne nomme pas de tarif."),
    "price.no_product": _("Cette ligne n’a pas de référence de produit."),
    "product.no_code": _("Cette ligne n’a pas de référence de produit."),
    "product.no_label": _("Cette ligne n’a pas de désignation."),
    "product.kind": _("« %(text)s » n’est ni une marchandise ni une prestation."),
    "product.unit": _("« %(text)s » n’est pas une unité connue, comme pièce, kg, litre, m² ou heure."),
    "product.yes_no": _("« %(text)s » n’est ni oui ni non."),
    "product.vat_rate": _("« %(text)s » n’est pas un taux de TVA : de 0 à 100 %%."),
}
