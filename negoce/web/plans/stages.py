"""The chain of a plan, from the contact to the order: what was expected, what came, how many went on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from negoce.prospecting.models import ProspectingPlan
from negoce.prospecting.rules.plan_work_back import stage_rates
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.figures import number, percent
from negoce.web.plans.expected import Expected
from negoce.web.plans.signal_words import companies_words

# Fewer say no rate of a stage that more than those got past.
LEAST_ENTERED = 5
# Leads stand beside the chain of R-P6: they have no rate of their own.
_STEPS: Mapping[int, int] = {2: 1, 3: 2, 4: 3}
_ENTERED_AT = {1: 0, 2: 2, 3: 3}


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage; `note` tells the counts of a rate that is not given."""

    name: str
    wanted: str
    got: str
    rate: str
    passed: str
    note: str = ""


def stage_columns() -> Sequence[TableColumn]:
    """The columns of the stages."""
    return (
        TableColumn(_("Étape")),
        TableColumn(_("Attendu"), numeric=True),
        TableColumn(_("Obtenu"), numeric=True),
        TableColumn(_("Passage attendu"), numeric=True),
        TableColumn(_("Passage obtenu"), numeric=True),
    )


def stage_lines(content: Mapping[str, Any], wished: Expected, plan: ProspectingPlan) -> Sequence[StageLine]:
    """What was expected at each stage beside what came, and how many of a stage went on to the next."""
    work = wished.work
    wanted = (work.contacts, None, work.meetings, work.quotes, work.orders) if work else (None,) * 5
    rates = (None, plan.contact_rate, plan.meeting_rate, plan.quote_rate)
    got = content["stages"]
    names = (_("Entreprises contactées"), _("Leads"), _("Rendez-vous"), _("Devis"), _("Clients gagnés"))
    lines = []
    for place, name in enumerate(names):
        step = _STEPS.get(place, 0)
        # Orders came, so the step was walked or skipped: nobody wrote it down, which is not a failure of the step.
        unwritten = place > 0 and not got[place] and any(got[place + 1 :])
        passed, note = _passed(content, step, names) if step and not unwritten else ("—", "")
        lines.append(
            StageLine(
                name,
                number(wanted[place]),
                _("aucun noté") if unwritten else number(got[place]),
                percent(rates[step]) if step else "",
                passed if step else "",
                note,
            )
        )
    return lines


def _passed(content: Mapping[str, Any], step: int, names: Sequence[str]) -> tuple[str, str]:
    """The rate of a step with its two counts, and why there is none; a plan counted when less was kept says nothing."""
    if "passed" not in content:
        return "—", ""
    onward, entered = content["passed"][step - 1]
    (rate,) = stage_rates([entered, onward])
    if rate is None:
        return "—", ""
    figures = {"rate": percent(rate), "onward": number(onward), "entered": number(entered)}
    place = _ENTERED_AT[step]
    if entered < LEAST_ENTERED and any(later > entered for later in content["stages"][place + 1 :]):
        told = {**figures, "stage": names[place], "companies": companies_words(entered)}
        return "—", _(
            "« %(stage)s » n’est noté que chez %(companies)s, dont %(onward)s à l’étape suivante : "
            "trop peu pour un taux."
        ) % told
    return _("%(rate)s (%(onward)s sur %(entered)s)") % figures, ""
