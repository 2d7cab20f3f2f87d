"""The steps of reminders as an administrator sets them, and what the text of a letter may claim. Pure.

The law bounds a reminder: late interest at the rate of the terms of sale and the fixed indemnity are due
(C. com. L441-10), nothing else without proof; recovery costs before a court ruled stay the creditor's
(CPCE L111-8); an unpaid bill is no offence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from negoce.billing.rules.reminder_steps import ReminderStep, ReminderWay
from negoce.kit.explain import Finding
from negoce.kit.text import fold
from negoce.outbox.rules.merge import read_template

MOST_STEPS = 6
MOST_LATE, MOST_APART = 365, 90
SUBJECT_MAX, BODY_MAX = 120, 2_000
COSTS, OFFENCE = "CPCE art. L111-8", "C. com. art. L441-10"
TEXTS = ("french_subject", "french_body", "english_subject", "english_body")
# What a letter may fill in: amounts come from the accounts, never from a keyboard.
FIELDS: Mapping[str, Mapping[str, str]] = {
    "fr": {"entreprise": "company", "reste_du": "open_amount", "jours_de_retard": "days_late", "echeance": "due_on"},
    "en": {"company": "company", "amount_due": "open_amount", "days_late": "days_late", "due_date": "due_on"},
}  # fmt: skip
_AMOUNT = re.compile(r"\d[\d\s.,]*\s*(?:€|eur\b|euros?\b)|(?:€|eur\b)\s*\d", re.IGNORECASE)
_RATE = re.compile(r"\d[\d.,]*\s*(?:%|pour cent|per ?cent)", re.IGNORECASE)
_COSTS = re.compile(
    r"frais (?:de dossier|de relance|de rappel|de gestion|d huissier|administratifs)"
    r"|frais .{0,30}a votre charge|(?:reminder|administration|collection|handling) (?:fees?|charges?|costs?)"
)
_OFFENCE = re.compile(
    r"\b(?:penal(?:e|es|ement)?|penaux|plainte|prison|escroquerie|banque de france|mauvais payeurs?"
    r"|criminal|police|fraud|blacklist(?:ed)?)\b"
)


@dataclass(frozen=True, slots=True)
class TypedStep:
    """A step as typed; one without days is left out. `texts` by the names of `TEXTS`."""

    late_days: str = ""
    apart_days: str = ""
    way: str = ""
    is_notice: bool = False
    texts: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step with the text of its letter; an empty text stands for the usual one."""

    step: ReminderStep
    texts: Mapping[str, str] = field(default_factory=dict, hash=False)


def clean_plan(typed: Sequence[TypedStep]) -> tuple[tuple[PlannedStep, ...], Mapping[str, Finding]]:
    """Return the steps in their order, and what is wrong by « field-place » (places from 1); with faults none is used.

    Each step comes later than the one before it. Findings: ``reminder.no_step``, ``reminder.days``,
    ``reminder.not_later``, ``reminder.way``, and those of `text_faults`.
    """
    faults: dict[str, Finding] = {}
    steps: list[PlannedStep] = []
    for place, each in enumerate(typed, start=1):
        if not each.late_days.strip():
            continue
        late = _whole(each.late_days, 1, MOST_LATE)
        # The first step follows nothing.
        apart = _whole(each.apart_days, 1, MOST_APART) if steps else 0
        if late is None:
            faults[f"late_days-{place}"] = Finding("reminder.days", figures={"most": MOST_LATE})
        elif steps and late <= steps[-1].step.late_days:
            faults[f"late_days-{place}"] = Finding(
                "reminder.not_later", figures={"days": steps[-1].step.late_days}
            )
        if apart is None:
            faults[f"apart_days-{place}"] = Finding("reminder.days", figures={"most": MOST_APART})
        if each.way not in {way.value for way in ReminderWay}:
            faults[f"way-{place}"] = Finding("reminder.way")
            continue
        texts = {name: each.texts.get(name, "").strip() for name in TEXTS}
        for name, text in texts.items():
            found = next(text_faults(name, text), None)
            if found is not None:
                faults[f"{name}-{place}"] = found
        step = ReminderStep(len(steps) + 1, late or 0, ReminderWay(each.way), apart or 0, each.is_notice)
        steps.append(PlannedStep(step, texts))
    if not steps and not faults:
        faults["late_days-1"] = Finding("reminder.no_step")
    return tuple(steps), faults


def text_faults(name: str, text: str) -> Iterator[Finding]:
    """Yield what keeps a text from being sent: too long, a field that is not known, and what no reminder may say.

    ``reminder.amount_written``, ``reminder.rate_written``: figures come from the accounts. ``reminder.costs`` (CPCE
    L111-8), ``reminder.offence``: claims and threats that the law does not allow.
    """
    most = SUBJECT_MAX if name.endswith("subject") else BODY_MAX
    if len(text) > most:
        yield Finding("text.too_long", figures={"length": len(text), "max": most})
    yield from read_template(text, FIELDS["en" if name.startswith("english") else "fr"]).findings
    if _AMOUNT.search(text):
        yield Finding("reminder.amount_written")
    if _RATE.search(text):
        yield Finding("reminder.rate_written")
    # Apostrophes and hyphens part words like spaces do.
    words = re.sub(r"[^a-z0-9]+", " ", fold(text))
    if (match := _COSTS.search(words)) is not None:
        yield Finding("reminder.costs", figures={"text": match[0], "source": COSTS})
    if (match := _OFFENCE.search(words)) is not None:
        yield Finding("reminder.offence", figures={"text": match[0], "source": OFFENCE})


def _whole(text: str, least: int, most: int) -> int | None:
    given = text.strip()
    if not (given.isascii() and given.isdigit() and len(given) < 5):
        return None
    return int(given) if least <= int(given) <= most else None
