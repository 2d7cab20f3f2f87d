"""Why a file was not taken, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.kit.explain import Finding

_MESSAGES: Mapping[str, Any] = {
    "file.empty": _("Ce fichier est vide. Rien n’a été importé."),
    "file.is_pdf": _("Ce fichier est un PDF, pas un tableau. Exportez les données en CSV ou en XLSX."),
    "file.is_image": _("Ce fichier est une image, pas un tableau. Exportez les données en CSV ou en XLSX."),
    "file.is_compressed": _(
        "Ce fichier est une archive. Décompressez-la et choisissez le tableau qu’elle contient."
    ),
    "file.is_database": _("Ce fichier est une base de données. Exportez une table en CSV ou en XLSX."),
    "file.is_program": _("Ce fichier est un programme, pas un tableau. Il n’a pas été gardé."),
    "file.is_document": _("Ce fichier est un texte mis en forme. Exportez les données en CSV ou en XLSX."),
    "file.is_web_page": _(
        "Ce fichier est une page web ou du XML, même si son nom dit autre chose. Ouvrez-le dans un tableur et"
        " enregistrez-le en XLSX."
    ),
    "file.too_large": _(
        "Ce fichier de %(size)s Mo dépasse la limite de %(max)s Mo. Coupez-le en plusieurs fichiers."
    ),
    "file.not_a_table": _(
        "Ce fichier n’est ni un texte ni un classeur. Exportez les données en CSV ou en XLSX."
    ),
    "picture.empty": _("Ce fichier est vide. Choisissez une image PNG, JPEG ou SVG."),
    "picture.too_large": _("Cette image pèse %(size)s ko, %(max)s au plus. Réduisez-la."),
    "picture.too_many_pixels": _("Cette image a trop de points. Réduisez-la à 1 200 points de large."),
    "picture.not_one": _("Ce fichier n’est pas une image PNG, JPEG ou SVG, quel que soit son nom."),
    "picture.damaged": _("Cette image est abîmée : elle ne peut pas être lue. Enregistrez-la à nouveau."),
    "picture.svg_part": _(
        "Ce SVG contient « %(part)s », qui n’a rien à faire dans un logo. Exportez-le en tracés simples, textes"
        " vectorisés, styles en attributs."
    ),
    "picture.svg_link": _("Ce SVG fait appel à un autre fichier. Exportez-le avec tout ce qu’il dessine."),
    "picture.svg_size": _("Ce SVG ne dit pas sa taille : il lui faut un « viewBox »."),
    "picture.not_drawn": _("Cette image ne s’imprime pas. Exportez-la en PNG."),
    "picture.svg_too_complex": _("Ce SVG est trop complexe. Exportez-le en tracés simples, ou en PNG."),
    "document.empty": _("Ce fichier est vide. Choisissez un document."),
    "document.unknown": _(
        "Ce fichier n’est pas un document que l’on peut remettre : PDF, DOCX, PPTX, XLSX, ODT, ODP ou EPUB."
    ),
    "document.damaged": _("Ce document est abîmé : il ne peut pas être lu. Enregistrez-le à nouveau."),
    "document.active": _(
        "Ce document contient un programme ou une pièce cachée. Enregistrez-le sans macro ni script."
    ),
    "document.encrypted": _("Ce document est protégé par un mot de passe. Enregistrez-le sans mot de passe."),
    "document.too_large": _(
        "Ce document de %(size)s Mo dépasse la limite de %(max)s Mo. Réduisez ses images."
    ),
    "document.bomb": _("Ce document se décompresse trop : c’est anormal, il n’a pas été gardé."),
    "archive.not_a_workbook": _(
        "Cette archive n’est pas un classeur XLSX. Décompressez-la, ou enregistrez le tableau en XLSX"
        " ou en CSV."
    ),
    "archive.encrypted": _("Ce classeur est protégé par un mot de passe. Enregistrez-le sans mot de passe."),
    "archive.too_many": _("Ce classeur contient %(count)s parties : c’est anormal, il n’a pas été ouvert."),
    "archive.too_many_sheets": _(
        "Ce classeur a %(count)s feuilles, %(max)s au plus sont lues : gardez celle à importer."
    ),
    "archive.too_large": _(
        "Une fois décompressé, ce classeur ferait %(size)s Mo ; la limite est de %(max)s Mo."
        " Enregistrez-le en CSV."
    ),
    "archive.ratio": _(
        "Ce classeur se décompresse %(ratio)s fois : c’est anormal (limite : %(max)s), il n’a pas été ouvert."
        " Enregistrez-le en CSV."
    ),
    "sheet.too_wide": _(
        "Une feuille de ce classeur a des cellules remplies très loin les unes des autres : elle est trop"
        " grande pour être ouverte. Supprimez les cellules isolées, ou enregistrez le tableau en CSV."
    ),
    "archive.damaged": _("Ce classeur est endommagé : il ne se décompresse pas. Enregistrez-le de nouveau."),
}


def say_file(finding: Finding) -> str:
    """The sentence for a refusal of a file."""
    return str(_MESSAGES[finding.code]) % finding.figures
