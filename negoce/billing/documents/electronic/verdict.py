"""What the check of a file found, in words, for the page and the command line alike."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from negoce.billing.documents.electronic.cdar import read_cdar
from negoce.billing.documents.electronic.cdar_rules import broken_rules
from negoce.billing.documents.electronic.official_rules import Failure
from negoce.billing.documents.electronic.rulesets import Family, Syntax
from negoce.billing.documents.electronic.validate import SECONDS, validate
from negoce.billing.documents.electronic.validation import Checked
from negoce.billing.electronic_words import (
    CHECK_MESSAGES,
    FAMILY_WORDS,
    SYNTAX_WORDS,
    VERDICT_WORDS,
    rule_words,
)
from negoce.kit.explain import Finding
from negoce.kit.worked import CannotWork
from negoce.ui.words.say import say


class Outcome(StrEnum):
    """How a file fared: no rule broken; some; or no electronic document at all."""

    VALID = "valid"
    INVALID = "invalid"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Row:
    """A rule that a file breaks: `said` in the reader's words, `official` as its authors wrote it, or empty."""

    rule: str
    whose: str
    is_warning: bool
    said: str
    official: str
    where: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a file; `said` is its sentence, the rest is empty for a file that cannot be read."""

    outcome: Outcome
    said: str
    syntax: str = ""
    profile: str = ""
    number: str = ""
    french: bool = False
    rows: tuple[Row, ...] = ()

    @property
    def errors(self) -> tuple[Row, ...]:
        """What refuses the file."""
        return tuple(row for row in self.rows if not row.is_warning)

    @property
    def warnings(self) -> tuple[Row, ...]:
        """What lets it pass."""
        return tuple(row for row in self.rows if row.is_warning)


def verdict_of(data: bytes, *, seconds: float = SECONDS) -> Verdict:
    """Check a file from anywhere and say what was found; never raises for what the file holds."""
    try:
        checked = validate(data, seconds=seconds, from_outside=True)
        if checked.syntax is Syntax.CDAR:
            return _life_cycle(data)
    except CannotWork as problem:
        return Verdict(Outcome.UNREADABLE, say(problem.finding, CHECK_MESSAGES))
    rows = tuple(_row(each) for each in sorted(checked.failures, key=lambda each: each.is_warning))
    return Verdict(
        outcome=Outcome.VALID if checked.is_valid else Outcome.INVALID,
        said=str(VERDICT_WORDS[_sentence(checked)]),
        syntax=_syntax(checked),
        profile=checked.flavour.value if checked.flavour.value != "other" else checked.guideline,
        number=checked.number,
        french=checked.french,
        rows=rows,
    )


def _sentence(checked: Checked) -> str:
    if not checked.is_valid:
        return "refused"
    return "valid" if checked.french else "valid_abroad"


def _syntax(checked: Checked) -> str:
    return str(SYNTAX_WORDS["Factur-X" if checked.in_pdf else checked.syntax.value])


def _row(failure: Failure) -> Row:
    # The French rules are written in French by their authors: nothing to add.
    is_french = failure.family is Family.FRANCE and failure.text
    words = "" if is_french else rule_words(failure.rule, failure.text)
    said = words or failure.text
    official = failure.text if words else ""
    return Row(
        failure.rule,
        str(FAMILY_WORDS[failure.family.value]),
        failure.is_warning,
        said,
        official,
        failure.where,
    )


def _life_cycle(data: bytes) -> Verdict:
    message = read_cdar(data)
    broken = broken_rules(data)
    figures = {"status": message.status.value, "number": message.number}
    said = say(Finding("xml.life_cycle", "info", figures), CHECK_MESSAGES)
    rows = tuple(
        Row(rule, str(FAMILY_WORDS["br_fr"]), False, str(VERDICT_WORDS["life_cycle_rule"]), "", "")
        for rule in broken
    )
    outcome = Outcome.INVALID if broken else Outcome.VALID
    return Verdict(outcome, said, syntax="CDAR", number=message.number, french=True, rows=rows)
