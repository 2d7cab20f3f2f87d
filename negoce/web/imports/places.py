"""Where an import leads: the lists of its records, and the progress of its job."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.enums import ImportState
from negoce.companies.models import ImportRun
from negoce.companies.queries.imports.targets import import_target

_LISTS = {
    "company": "lists:companies",
    "contact": "lists:contacts",
    "activity": "lists:activities",
    "product": "lists:products",
}


def record_lists(run: ImportRun) -> Sequence[tuple[str, Any]]:
    """Address and words of each list that shows just what this import wrote."""
    wrote = run.created_count or run.updated_count
    if run.dry_run or not wrote or run.state == ImportState.UNDONE.value:
        return []
    words = {
        "company": _("Voir les entreprises importées"),
        "contact": _("Voir les interlocuteurs importés"),
        "activity": _("Voir les activités importées"),
        "product": _("Voir les produits importés"),
    }
    query = urlencode({"filter": f"import is {run.public_id}"})
    kinds = [kind for kind in import_target(run.target).kinds[:1] if kind in _LISTS]
    return [(f"{reverse(_LISTS[kind])}?{query}", words[kind]) for kind in kinds]


def progress_url(run: ImportRun) -> str:
    """The progress of its job; what is done by now tells how fast it goes, and so the time that is left."""
    if run.job is None:
        return ""
    since = {"steered": 1, "from": run.job.done_units, "at": int(timezone.now().timestamp())}
    return f"{reverse('jobs:detail', args=[run.job.public_id])}?{urlencode(since)}"
