"""The sections of the page of a tender, in order: the one place where the parts of the desk meet on it."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from negoce.ui.components.lists import Tab
from negoce.web.tabbed_panels import asked_tab, redrawn, shown_tabs
from negoce.web.tender_files.documents_section import DOCUMENTS
from negoce.web.tender_files.requirements_section import REQUIREMENTS
from negoce.web.tender_grid.grid import GRID
from negoce.web.tender_grid.lots_section import LOTS
from negoce.web.tender_grid.price import WINNING
from negoce.web.tender_grid.simulation import SIMULATION
from negoce.web.tenders.alarms import ALARM
from negoce.web.tenders.day_sections import DAYS
from negoce.web.tenders.go import GO
from negoce.web.tenders.own_sections import DEAL, FACTS, JOURNAL, PROCEDURE
from negoce.web.tenders.questions import QUESTIONS
from negoce.web.tenders.result import OUTCOME
from negoce.web.tenders.section_types import (
    CONSULTATION,
    FILE,
    PRICE,
    RESULT,
    TenderRecord,
    TenderSection,
)

SECTIONS: tuple[TenderSection, ...] = (
    DAYS,
    GO,
    QUESTIONS,
    PROCEDURE,
    DOCUMENTS,
    REQUIREMENTS,
    LOTS,
    GRID,
    WINNING,
    SIMULATION,
    OUTCOME,
    DEAL,
    ALARM,
    FACTS,
    JOURNAL,
)
_TABS = (
    (CONSULTATION, _("Consultation")),
    (FILE, _("Dossier")),
    (PRICE, _("Prix et notes")),
    (RESULT, _("Résultat")),
)


def find_section(key: str) -> TenderSection | None:
    """The section of that key, if there is one."""
    return next((section for section in SECTIONS if section.key == key), None)


def tab_of(request: HttpRequest) -> str:
    """The tab that is asked for, or that the page shows from which something is asked."""
    return asked_tab(request, _TABS, _used_tabs())


def tender_tabs(record: TenderRecord, chosen: str) -> Sequence[Tab]:
    """The tabs that hold something; none while there is one alone."""
    return shown_tabs(_TABS, _used_tabs(), record.url, chosen)


def draw_section(request: HttpRequest, section: TenderSection, record: TenderRecord) -> SafeString:
    """The section's markup, which draws itself again on its event; empty when it has nothing to show."""
    context = section.read(record)
    if context is None:
        return SafeString("")
    shared = {"section": section, "record": record, "tender": record.tender, "may_edit": record.may_edit}
    markup = render_to_string(section.template, {**shared, **context}, request=request)
    return redrawn(
        f"section-{section.key}", section.url(record.tender), f"panel-tender-{section.key}", markup
    )


def draw_column(request: HttpRequest, record: TenderRecord, tab: str, column: str) -> SafeString:
    """Every section of one column of a tab, one under the other."""
    chosen = [section for section in SECTIONS if (section.tab, section.column) == (tab, column)]
    return SafeString("".join(draw_section(request, section, record) for section in chosen))


def _used_tabs() -> set[str]:
    return {section.tab for section in SECTIONS}
