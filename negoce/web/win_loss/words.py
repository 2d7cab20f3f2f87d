"""The words of what parts deals won from deals lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.portfolio.rules.win_loss import Standing

FAMILY, SIZE, CYCLE, CHANNEL, REASON, RIVAL, PERSON = (
    "family",
    "size",
    "cycle",
    "channel",
    "reason",
    "competitor",
    "person",
)
TITLES: Mapping[str, Any] = {
    FAMILY: _("Par famille de produits"),
    SIZE: _("Par taille d’affaire"),
    CYCLE: _("Par cycle de vente"),
    CHANNEL: _("Par origine de l’entreprise"),
    REASON: _("Par raison"),
    RIVAL: _("Par concurrent"),
    PERSON: _("Par personne"),
}
# How a group of each table is named inside a sentence.
SAID: Mapping[str, Any] = {
    FAMILY: _("famille « %(name)s »"),
    SIZE: _("affaires de %(name)s"),
    CYCLE: _("cycle « %(name)s »"),
    CHANNEL: _("origine « %(name)s »"),
    RIVAL: _("face à %(name)s"),
    PERSON: _("affaires de %(name)s"),
}
MESSAGES: Mapping[str, Any] = {
    "win_loss.more": _(
        "On gagne plus qu’ailleurs, %(group)s : %(percent)s %% de %(count)s affaires, contre %(rest)s %% des autres."
    ),
    "win_loss.less": _(
        "On gagne moins qu’ailleurs, %(group)s : %(percent)s %% de %(count)s affaires, contre %(rest)s %% des autres."
    ),
    "win_loss.prized": _(
        "« %(criterion)s » sépare ce qu’on gagne de ce qu’on perd : %(won)s sur 10 là où l’on gagne, %(lost)s là où "
        "l’on perd."
    ),
    "win_loss.marks_same": _(
        "Aucun critère n’est noté un point de plus là où l’on gagne que là où l’on perd."
    ),
    "win_loss.marks_few": _(
        "Trop peu de notes pour dire ce que les acheteurs apprécient : il faut %(few)s affaires gagnées et %(few)s "
        "perdues notées sur un même critère."
    ),
}
STANDINGS: Mapping[Standing, tuple[Any, str]] = {
    Standing.MORE: (_("plus qu’ailleurs"), "good"),
    Standing.LESS: (_("moins qu’ailleurs"), "bad"),
    Standing.FEW: (_("trop peu"), ""),
    Standing.SAME: ("", ""),
}
