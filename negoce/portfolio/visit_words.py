"""The sentences of tours: what a visit is worth, why one is left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.portfolio.enums import LeftOut

MESSAGES: Mapping[str, Any] = {
    "visit.year": _("%(year)s € de marge par an ÷ %(visits)s visites par an."),
    "visit.year_estimated": _(
        "%(revenue)s € de chiffre d’affaires, soit environ %(year)s € de marge par an ÷ %(visits)s visites par an."
    ),
    "visit.potential": _("%(potential)s € de marge encore à gagner, comptés pour %(part)s %%."),
    "visit.deals": _(
        "%(amount)s € de marge attendus des affaires en cours : le besoin compte un quart de plus."
    ),
    "visit.no_figure": _("Aucun chiffre connu : %(value)s € par visite (réglage des tournées)."),
    "visit.no_margin": _("La marge de l’année est négative : une visite ne rapporte rien."),
    "visit.never": _("Jamais visité ; une visite tous les %(due)s jours est d’usage."),
    "visit.since": _("Dernière visite il y a %(days)s jours, pour une tous les %(due)s jours."),
    "visit.contract": _("Un contrat se termine dans %(days)s jours : × 1,5."),
    "visit.promises": _("Promesses à tenir : %(count)s (× 1,2)."),
    "visit.dormant": _("Client endormi : une visite peut le réveiller."),
    "visit.planned": _("Une visite est déjà prévue : × 0,1."),
    "tour.road": _("%(km)s km × %(rate)s € = %(cost)s €."),
    "tour.time": _("%(minutes)s minutes à %(rate)s € l’heure = %(cost)s €."),
    "hours.shape": _("« %(text)s » n’est pas une plage d’heures."),
    "hours.order": _("« %(text)s » : les heures ne se suivent pas."),
    "hours.too_many": _("%(most)s plages au plus."),
}

LEFT_OUT: Mapping[str, Any] = {
    LeftOut.WAITING.value: _("En attente du calcul"),
    LeftOut.NO_PLACE.value: _("Position inconnue : ni le code postal ni la ville ne se trouvent"),
    LeftOut.NO_ROAD.value: _("Aucune route depuis le départ (île ou outre-mer)"),
    LeftOut.CLOSED.value: _("Ne reçoit aucun de ces jours"),
    LeftOut.TOO_FAR.value: _("Trop loin, ou horaires trop courts pour l’aller-retour dans la journée"),
    LeftOut.NOT_WORTH.value: _("Le détour coûte plus que la visite ne vaut"),
    LeftOut.HOURS.value: _("Ne reçoit pas aux heures qui restent libres"),
    LeftOut.NO_ROOM.value: _(
        "Plus de place : la prendre ferait perdre des visites qui, ensemble, valent davantage"
    ),
    LeftOut.CAPPED.value: _("Au-delà des 120 visites les plus utiles, que le calcul compare"),
    LeftOut.CLASH.value: _("Son heure fixée ne tient pas avec les autres"),
    LeftOut.BY_HAND.value: _("Retirée à la main"),
}
PROBLEMS: Mapping[str, Any] = {
    "closed": _("Fermé à cette heure"),
    "late": _("L’heure fixée ne peut pas être tenue"),
}
