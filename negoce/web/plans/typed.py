"""What is typed of a plan, read from its form, and kept while its target is changed in the list of companies."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from negoce.prospecting.actions.plan_values import TypedChannel
from negoce.prospecting.models import ProspectingPlan

MOST_ROWS = 14
_NAMES = (
    "name", "objective", "launch", "filter_text", "starts_on", "ends_on", "target_orders", "quote_rate",
    "meeting_rate", "contact_rate", "yearly_margin", "note", "owner", "signal",
)  # fmt: skip
_KEPT = "plan_being_typed"
# After so long, whoever ticks lines in the list begins another plan.
_KEPT_FOR = timedelta(hours=1)
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """A plan as it was typed, with the target found meanwhile."""

    values: dict[str, str]
    rows: list[TypedChannel]
    people: list[str]


def typed_values(posted: QueryDict) -> dict[str, str]:
    """The texts of a plan by name; a ready-made target takes the place of the filter."""
    values = {name: posted.get(name, "") for name in (*_NAMES, "view") if name in posted}
    if values.get("view"):
        values["filter_text"] = values["view"]
    return values


def typed_rows(posted: QueryDict) -> list[TypedChannel]:
    """The lines of channels."""
    names = ("channel", "mode", "budget", "orders", "rate")
    columns = [posted.getlist(f"row_{name}")[:MOST_ROWS] for name in names]
    return [TypedChannel(*row) for row in zip(*columns, strict=False)]


def keep_typed(request: HttpRequest) -> None:
    """Keep what is typed of a plan in the session of who types it."""
    posted = request.POST
    request.session[_KEPT] = {
        "values": {name: value[:_LONGEST] for name, value in typed_values(posted).items() if name != "view"},
        "rows": [asdict(row) for row in typed_rows(posted)],
        "people": posted.getlist("people")[:200],
        "plan": posted.get("plan", "")[:12],
        "at": timezone.now().timestamp(),
    }


def kept_plan(request: HttpRequest) -> str | None:
    """The public id of the plan that is being typed, empty for a new one; None when none is."""
    kept = request.session.get(_KEPT)
    if kept is None or kept["at"] < (timezone.now() - _KEPT_FOR).timestamp():
        return None
    return str(kept["plan"])


def resumed(request: HttpRequest, plan: ProspectingPlan | None) -> KeptPlan | None:
    """What was typed of this plan with the filter that the address now gives; None when there is nothing of it."""
    expected = "" if plan is None else plan.public_id
    if "resumed" not in request.GET or kept_plan(request) != expected:
        return None
    kept = request.session[_KEPT]
    values = {**kept["values"], "filter_text": request.GET.get("filter", "")[:_LONGEST]}
    return KeptPlan(values, [TypedChannel(**row) for row in kept["rows"]], kept["people"])


def forget_kept(request: HttpRequest) -> None:
    """The plan is saved: the next one begins afresh."""
    request.session.pop(_KEPT, None)
