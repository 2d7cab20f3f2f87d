"""The panels of the page of a deal, in order: the one place where the parts of the desk meet on it."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from negoce.ui.components.lists import Tab
from negoce.web.aids.panel import AIDS
from negoce.web.arguments.panel import ARGUMENT
from negoce.web.bargaining.approvals import APPROVALS
from negoce.web.bargaining.panel import CONCESSIONS, EXCHANGED, ROOM
from negoce.web.conclusion.evaluations_panel import ENDED, EVALUATIONS
from negoce.web.conclusion.marks_panel import LEAVING, SIGNALS_OF_AGREEMENT
from negoce.web.conclusion.panel import BEFORE_SIGNING, WHOLE_SIGNING
from negoce.web.deals.own_panels import EXCHANGES, FACTS, JOURNAL, NOTE, OUTCOME, PEOPLE_IN_DEAL, QUOTES
from negoce.web.deals.panel_types import (
    BARGAINING,
    CONCLUSION,
    OVERVIEW,
    PEOPLE,
    PREPARATION,
    DealPanel,
    DealRecord,
)
from negoce.web.debriefs.panel import DEBRIEFS
from negoce.web.discovery.panel import DISCOVERY
from negoce.web.financing.panel import FINANCING
from negoce.web.influence.body import BUYING_BODY
from negoce.web.influence.panel import INFLUENCE
from negoce.web.objections.panels import EXPECTED, HEARD
from negoce.web.objectives.panel import OBJECTIVES
from negoce.web.partnerships.deal_panel import PARTNER
from negoce.web.pitches.panel import PITCH
from negoce.web.preparation.panel import MEETING_PREPARATION
from negoce.web.tabbed_panels import asked_tab, redrawn, shown_tabs
from negoce.web.tenders.panel import TENDER
from negoce.web.win_chance.panel import WIN_CHANCE

PANELS: tuple[DealPanel, ...] = (
    ROOM,
    CONCESSIONS,
    APPROVALS,
    EXCHANGED,
    MEETING_PREPARATION,
    PITCH,
    FINANCING,
    DISCOVERY,
    QUOTES,
    PEOPLE_IN_DEAL,
    INFLUENCE,
    BUYING_BODY,
    EXCHANGES,
    NOTE,
    OBJECTIVES,
    DEBRIEFS,
    ARGUMENT,
    BEFORE_SIGNING,
    WHOLE_SIGNING,
    EVALUATIONS,
    ENDED,
    SIGNALS_OF_AGREEMENT,
    LEAVING,
    EXPECTED,
    HEARD,
    AIDS,
    TENDER,
    OUTCOME,
    FACTS,
    WIN_CHANCE,
    PARTNER,
    JOURNAL,
)
_TABS = (
    (OVERVIEW, _("L’affaire")),
    (PREPARATION, _("Préparation")),
    (PEOPLE, _("Qui décide")),
    (BARGAINING, _("Négociation")),
    (CONCLUSION, _("Conclusion")),
)


def find_panel(key: str) -> DealPanel | None:
    """The panel of that key, if there is one."""
    return next((panel for panel in PANELS if panel.key == key), None)


def tab_of(request: HttpRequest) -> str:
    """The tab that is asked for, or that the page shows from which something is asked."""
    return asked_tab(request, _TABS, _used_tabs())


def deal_tabs(record: DealRecord, chosen: str) -> Sequence[Tab]:
    """The tabs that hold something; none while there is one alone."""
    return shown_tabs(_TABS, _used_tabs(), record.url, chosen)


def draw_panel(request: HttpRequest, panel: DealPanel, record: DealRecord) -> SafeString:
    """The panel's markup, which draws itself again on its event; empty when it has nothing to show."""
    context = panel.read(record)
    if context is None:
        return SafeString("")
    shared = {"panel": panel, "record": record, "deal": record.deal, "may_edit": record.may_edit}
    markup = render_to_string(panel.template, {**shared, **context}, request=request)
    return redrawn(f"panel-{panel.key}", panel.url(record.deal), f"panel-{panel.key}", markup)


def draw_column(request: HttpRequest, record: DealRecord, tab: str, column: str) -> SafeString:
    """Every panel of one column of a tab, one under the other."""
    chosen = [panel for panel in PANELS if (panel.tab, panel.column) == (tab, column)]
    return SafeString("".join(draw_panel(request, panel, record) for panel in chosen))


def _used_tabs() -> set[str]:
    return {panel.tab for panel in PANELS}
