"""What a person asked of a report, checked: what exists, what they may read, what their filter means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import Asked, ListSpec
from negoce.companies.queries.lists.spec import understand as understand_list
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.portfolio.queries.reports.dimensions import Dimension
from negoce.portfolio.queries.reports.measures import Measure
from negoce.portfolio.queries.reports.subject import Subject
from negoce.portfolio.queries.reports.subjects import subjects
from negoce.portfolio.rules.report_asked import ReportAsked


@dataclass(frozen=True, slots=True)
class Understood:
    """A report that can be run: at least one measure; `problems` tell what was left out."""

    asked: ReportAsked
    subject: Subject
    measures: tuple[Measure, ...]
    groups: tuple[Dimension, ...]
    spec: ListSpec
    problems: tuple[Finding, ...]

    @property
    def adds(self) -> bool:
        """Whether the parts of all measures add up."""
        return all(measure.adds for measure in self.measures)


def understand(actor: Actor, asked: ReportAsked, today: date | None = None) -> Understood | None:
    """Read a report as `actor`: measures and filters that they may not read are left out. None for no known subject."""
    subject = subjects().get(asked.subject)
    if subject is None:
        return None
    spec = understand_list(LISTS[subject.list_key], actor, Asked(filter=asked.filter), today)
    readable = readable_measures(actor, subject)
    measures = tuple(readable[key] for key in asked.measures if key in readable)
    groups = tuple(subject.dimensions[key] for key in asked.groups if key in subject.dimensions)
    unknown = [
        Finding("report.measure", "error", {"text": key}) for key in asked.measures if key not in readable
    ]
    return Understood(
        asked, subject, measures or tuple(readable.values())[:1], groups, spec, (*unknown, *spec.problems)
    )


def readable_measures(actor: Actor, subject: Subject) -> Mapping[str, Measure]:
    """The measures that the actor may read."""
    return {
        key: measure
        for key, measure in subject.measures.items()
        if measure.group is None or actor.may_read(measure.group)
    }


def readable_subjects() -> Sequence[Subject]:
    """Everything that may be reported on; records are those that each reader sees."""
    return tuple(subjects().values())
