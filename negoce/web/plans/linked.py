"""What else was done for a plan: sessions of calls, mailings, tours, fairs, forms that point at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from negoce.identity.rules.actor import Actor
from negoce.portfolio.models import VisitTour
from negoce.prospecting.models import CallSession, Fair, FileSource, Mailing, ProspectingPlan, PublicForm
from negoce.ui.words.figures import number
from negoce.web.shell.navigation import page_url


def linked_work(_actor: Actor, plan: ProspectingPlan) -> Sequence[Mapping[str, str]]:
    """One line a kind of work of which there is some: how many, and where they are; one query a kind."""
    kinds: tuple[tuple[str, QuerySet[Any], str], ...] = (
        (_("Sessions d’appels"), CallSession.objects.filter(plan=plan), "calls:list"),
        (_("Envois"), Mailing.objects.filter(plan=plan), "mailings:list"),
        (_("Tournées de visites"), VisitTour.objects.filter(plan=plan), "visits:list"),
        (_("Salons"), Fair.objects.filter(plan=plan), "fair:list"),
        (_("Fichiers"), FileSource.objects.filter(plan=plan), "sources:list"),
        (_("Formulaires"), PublicForm.objects.filter(plan=plan), "forms:list"),
    )
    found = []
    for label, rows, page in kinds:
        count = rows.order_by().count()
        if count:
            narrowed = f"?plan={plan.public_id}" if page == "calls:list" else ""
            found.append({"label": str(label), "count": number(count), "url": f"{page_url(page)}{narrowed}"})
    return found
