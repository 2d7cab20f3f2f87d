"""R-G3: who may be contacted, by which channel, for which purpose."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.companies.enums import Channel, ContactPurpose
from negoce.companies.rules.privacy.reach import ReachFacts, may_reach

DAY = date(2026, 11, 2)
WORK, HOME, CONTRACT = ContactPurpose.PROFESSIONAL, ContactPurpose.CONSUMER, ContactPurpose.CONTRACTUAL


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("purpose", [WORK, HOME])
def test_a_person_opposed_is_never_solicited(channel: Channel, purpose: ContactPurpose) -> None:
    """R-G3: opposed, then never, whatever else is true."""
    facts = ReachFacts(channel, purpose, opposed_on=DAY, informed_on=DAY, consented_on=DAY, is_generic=True)
    reach = may_reach(facts)
    assert (reach.allowed, reach.reason.code, reach.reason.figures) == (False, "reach.opposed", {"day": DAY})


@pytest.mark.parametrize(
    ("facts", "allowed", "code"),
    [
        # A professional purpose: e-mail if informed and about the job; telephone and post unless opposed.
        (ReachFacts(Channel.EMAIL, WORK, informed_on=DAY), True, "reach.informed"),
        (ReachFacts(Channel.EMAIL, WORK), False, "reach.not_informed"),
        (
            ReachFacts(Channel.EMAIL, WORK, informed_on=DAY, is_job_related=False),
            False,
            "reach.not_job_related",
        ),
        (ReachFacts(Channel.TEXT_MESSAGE, WORK), False, "reach.not_informed"),
        (ReachFacts(Channel.PHONE, WORK), True, "reach.not_opposed"),
        (ReachFacts(Channel.POST, WORK), True, "reach.not_opposed"),
        # A consumer purpose: e-mail and telephone only with consent.
        (ReachFacts(Channel.EMAIL, HOME, informed_on=DAY), False, "reach.no_consent"),
        (ReachFacts(Channel.PHONE, HOME), False, "reach.no_consent"),
        (ReachFacts(Channel.PHONE, HOME, consented_on=DAY), True, "reach.consented"),
        (ReachFacts(Channel.POST, HOME), True, "reach.not_opposed"),
        # An address that is a legal person's.
        (ReachFacts(Channel.EMAIL, WORK, is_generic=True), True, "reach.generic"),
        (ReachFacts(Channel.EMAIL, HOME, is_generic=True), True, "reach.generic"),
        # What the contract needs is no solicitation.
        (ReachFacts(Channel.EMAIL, CONTRACT, opposed_on=DAY), True, "reach.contractual"),
        (ReachFacts(Channel.EMAIL, CONTRACT), True, "reach.contractual"),
    ],
)
def test_each_case_of_the_rule(facts: ReachFacts, allowed: bool, code: str) -> None:
    """R-G3, line by line."""
    reach = may_reach(facts)
    assert (reach.allowed, reach.reason.code) == (allowed, code)
