"""What the screens of imports say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import DuplicateMode, ImportAnswer, ImportState
from negoce.companies.models import ImportRun
from negoce.companies.rules.imports.outcome import Result
from negoce.jobs.enums import JobState

RESULTS: Mapping[str, tuple[Any, str]] = {
    Result.CREATED: (_("Nouvelle fiche"), "good"),
    Result.UPDATED: (_("Mise à jour"), "info"),
    Result.UNCHANGED: (_("Déjà à jour"), ""),
    Result.SKIPPED: (_("Déjà connue, laissée"), ""),
    Result.REFUSED: (_("Refusée"), "bad"),
    Result.ASKED: (_("À décider"), "info"),
}
DUPLICATES: Mapping[str, Any] = {
    DuplicateMode.OVERWRITE: _("Remplacer leurs valeurs par celles du fichier"),
    DuplicateMode.FILL_EMPTY: _("Remplir seulement ce qui est vide"),
    DuplicateMode.SKIP: _("Les laisser telles quelles"),
    DuplicateMode.ASK: _("Me demander, ligne par ligne"),
}
ANSWERS: Mapping[str, Any] = {
    ImportAnswer.FILL: _("Remplir ce qui est vide"),
    ImportAnswer.UPDATE: _("Remplacer ses valeurs"),
    ImportAnswer.CREATE: _("C’est une autre fiche : la créer"),
    ImportAnswer.SKIP: _("Laisser la fiche telle quelle"),
}
ENCODING_NAMES: Mapping[str, Any] = {
    "utf-8": _("UTF-8"),
    "cp1252": _("Windows (cp1252)"),
    "utf-16-le": _("UTF-16 (« Texte Unicode »)"),
    "utf-16-be": _("UTF-16 gros-boutien"),
    "iso-8859-15": _("ISO 8859-15"),
    "mac-roman": _("Macintosh"),
    "cp850": _("MS-DOS (cp850)"),
}
SEPARATOR_NAMES: Mapping[str, Any] = {
    ";": _("Point-virgule"),
    ",": _("Virgule"),
    "\t": _("Tabulation"),
    "|": _("Barre verticale"),
}


UNITS: Sequence[tuple[int, Any]] = (
    (1, _("en euros")),
    (1_000, _("en milliers (k€)")),
    (1_000_000, _("en millions (M€)")),
)


def state_of(run: ImportRun) -> tuple[Any, str]:
    """Where an import stands: words and tone."""
    if run.state == ImportState.DONE.value:
        if run.asked_count:
            return _("Terminé, lignes à décider"), "info"
        return (_("Terminé"), "good") if not run.refused_count else (_("Terminé, lignes à corriger"), "warn")
    if run.state == ImportState.DRAFT.value:
        return _("À vérifier"), "info"
    if run.state == ImportState.UNDONE.value:
        return _("Annulé"), ""
    if run.state == ImportState.PAUSED.value:
        return _("En pause"), "warn"
    if run.state == ImportState.CANCELLED.value:
        return _("Arrêté en chemin"), "warn"
    if run.state == ImportState.UNDOING.value:
        return _("Annulation en cours"), "accent"
    stopped: Mapping[str, tuple[Any, str]] = {
        JobState.CANCELLED: (_("Arrêté en chemin"), "warn"),
        JobState.FAILED: (_("Arrêté par une erreur"), "bad"),
        JobState.PAUSED: (_("En pause"), "warn"),
    }
    return stopped.get(run.job.state if run.job else "", (_("En cours"), "accent"))
