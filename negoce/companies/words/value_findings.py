"""The sentences about values of any record: texts, numbers, dates, choices, phones, e-mails, addresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

VALUE_MESSAGES: Mapping[str, Any] = {
    "text.required": _("Cette valeur est nécessaire."),
    "declared.day_to_come": _("Cette date est à venir : donnez le jour où l’information a été apprise."),
    "text.too_long": _("%(length)s caractères : c’est trop long, la limite est de %(max)s."),
    "choice.unknown": _("« %(text)s » n’est pas dans la liste. Choisissez une des valeurs proposées."),
    "number.unreadable": _("« %(text)s » n’est pas un nombre."),
    "number.percent": _("« %(text)s » est un pourcentage ; un nombre est attendu."),
    "number.scientific": _("« %(text)s » a perdu des chiffres dans un tableur."),
    "number.ambiguous": _("« %(text)s » peut se lire de deux façons. Écrivez les milliers avec une espace."),
    "number.grouping": _("Les chiffres de « %(text)s » sont mal groupés."),
    "number.too_long": _("Ce nombre a trop de chiffres."),
    "number.not_whole": _("« %(text)s » n’est pas un nombre entier."),
    "number.negative": _("Ce nombre ne peut pas être négatif."),
    "number.too_large": _("Ce nombre est trop grand : %(max)s au plus."),
    "date.unreadable": _("« %(text)s » n’est pas une date. Écrivez par exemple 31/12/2026."),
    "date.no_such_day": _("Le %(text)s n’existe pas : ce mois n’a pas autant de jours."),
    "date.no_such_month": _("Le %(text)s n’existe pas : le mois vient après le jour, de 1 à 12."),
    "date.year_out_of_range": _("L’année de « %(text)s » n’est pas vraisemblable."),
    "phone.unreadable": _("« %(text)s » n’est pas un numéro de téléphone."),
    "phone.scientific": _("« %(text)s » a perdu des chiffres dans un tableur."),
    "phone.too_short": _("Il manque des chiffres à « %(text)s »."),
    "phone.too_long": _("« %(text)s » a trop de chiffres pour un numéro de téléphone."),
    "phone.country": _("L’indicatif de « %(text)s » n’existe pas."),
    "phone.extension": _("Mettez le poste %(extension)s dans une note : seul le numéro est gardé ici."),
    "phone.not_assigned": _("« %(text)s » n’est attribué dans aucun pays : vérifiez les chiffres."),
    "email.several": _("Une seule adresse par champ : « %(text)s » en contient plusieurs."),
    "email.spaces": _("Une adresse e-mail n’a pas d’espace : « %(text)s »."),
    "email.at_sign": _("Il faut un seul « @ » dans une adresse e-mail."),
    "email.local": _("Ce qui précède le « @ » n’est pas valable dans « %(text)s »."),
    "email.domain": _("Le domaine de « %(text)s » n’est pas valable."),
    "email.no_extension": _("Le domaine de « %(text)s » est incomplet : il manque par exemple « .fr »."),
    "email.too_long": _("Cette adresse est trop longue : %(max)s caractères au plus."),
    "url.shape": _("« %(text)s » n’est pas une adresse web, comme www.exemple.fr."),
    "url.host": _("Cette adresse n’est pas sur %(host)s."),
    "field.unknown": _("« %(text)s » n’est pas un champ de la fiche."),
}
