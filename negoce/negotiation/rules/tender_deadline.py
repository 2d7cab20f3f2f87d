"""The minimum times that a formal procedure leaves for applying and for offering."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from negoce.kit.explain import Finding
from negoce.kit.worked import CannotWork, Step, Worked
from negoce.kit.working_days import next_working_day
from negoce.negotiation.enums import CallKind

_OPEN, _OPEN_SHORT = "CCP art. R2161-2 et R2161-3", "CCP art. R2161-3"
_RESTRICTED = "CCP art. R2161-6 à R2161-8"
OPEN_DAYS, OPEN_ELECTRONIC_DAYS, OPEN_SHORT_DAYS = 35, 30, 15
APPLICATION_DAYS, OFFER_DAYS, OFFER_ELECTRONIC_DAYS = 30, 30, 25


@dataclass(frozen=True, slots=True)
class Times:
    """The earliest days at the end of which applications, then offers, may be closed; None: not counted yet."""

    applications: date | None
    offers: date | None
    respected: bool | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """What decides of the times; `invited_on` is the day on which those retained were invited to offer.

    `applications_until` and `offers_until` are the last days that the buyer gives, to be compared.
    """

    kind: CallKind
    sent_on: date
    electronic: bool = True
    shortened: bool = False
    invited_on: date | None = None
    offers_until: date | None = None
    applications_until: date | None = None


def minimum_times(call: Call) -> Worked[Times]:
    """Return the days before whose end no deadline may stand (R-S9).

    The day of dispatch is not counted; an end on a Saturday, a Sunday or a public holiday moves to the next working
    day. Raises CannotWork when those retained would be invited before the notice was sent.
    """
    if call.kind is CallKind.OPEN:
        days, source = _open_days(call)
        offers, step = _end(f"tender.open_{days}", call.sent_on, days, source)
        return _compared(call, Times(None, offers), [step], [])
    if call.invited_on is not None and call.invited_on < call.sent_on:
        raise CannotWork("tender.invited_before_sent", invited=call.invited_on, sent=call.sent_on)
    applications, step = _end("tender.applications", call.sent_on, APPLICATION_DAYS, _RESTRICTED)
    steps, findings = [step], []
    if call.shortened:
        findings.append(Finding("tender.restricted_not_shortened", "warning"))
    if call.applications_until is not None and call.applications_until < applications:
        missing = (applications - call.applications_until).days
        figures = {"given": call.applications_until, "until": applications, "missing": missing}
        findings.append(Finding("tender.applications_too_short", "warning", figures))
    if call.invited_on is None:
        steps.append(Step("tender.not_invited", {}, _RESTRICTED))
        return Worked(Times(applications, None), tuple(steps), tuple(findings))
    if call.invited_on < applications:
        figures = {"invited": call.invited_on, "applications": applications}
        findings.append(Finding("tender.invited_early", "warning", figures))
    days = OFFER_ELECTRONIC_DAYS if call.electronic else OFFER_DAYS
    offers, step = _end(f"tender.offers_{days}", call.invited_on, days, _RESTRICTED)
    return _compared(call, Times(applications, offers), [*steps, step], findings)


def _open_days(call: Call) -> tuple[int, str]:
    if call.shortened:
        return OPEN_SHORT_DAYS, _OPEN_SHORT
    return (OPEN_ELECTRONIC_DAYS if call.electronic else OPEN_DAYS), _OPEN


def _end(code: str, start: date, days: int, source: str) -> tuple[date, Step]:
    counted = start + timedelta(days=days)
    end = next_working_day(counted)
    moved = "" if end == counted else "_moved"
    return end, Step(
        f"{code}{moved}", {"from": start, "days": days, "counted": counted, "until": end}, source
    )


def _compared(call: Call, times: Times, steps: list[Step], findings: list[Finding]) -> Worked[Times]:
    if call.offers_until is None or times.offers is None:
        return Worked(times, tuple(steps), tuple(findings))
    figures: dict[str, object] = {"given": call.offers_until, "until": times.offers}
    if call.offers_until >= times.offers:
        steps.append(Step("tender.time_enough", figures))
        return Worked(Times(times.applications, times.offers, True), tuple(steps), tuple(findings))
    figures["missing"] = (times.offers - call.offers_until).days
    findings.append(Finding("tender.time_too_short", "warning", figures))
    return Worked(Times(times.applications, times.offers, False), tuple(steps), tuple(findings))
