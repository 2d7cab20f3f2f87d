"""Sessions of calls, straight in the database; actions have tests of their own."""

from __future__ import annotations

from datetime import datetime
from itertools import count

from django.utils import timezone

from negoce.companies.models import Company, Contact
from negoce.prospecting.enums import CallOutcome, CallSessionState
from negoce.prospecting.models import CallAttempt, CallScript, CallSession, CallTarget
from tests.factories.companies import make_company, make_contact

_numbers = count(1)
SCRIPT = "# Accueil\nBonjour.\n- C’est moi -> Besoin\n- Absente -> fin\n# Besoin\nQue vous faut-il ?\n"


def make_script(**fields: object) -> CallScript:
    """A script of two steps."""
    return CallScript.objects.create(**{"name": "Premier appel", "text": SCRIPT, **fields})


def make_session(**fields: object) -> CallSession:
    """An open session of nobody's, hence of everybody."""
    values: dict[str, object] = {
        "name": "Laiteries",
        "state": CallSessionState.OPEN.value,
        "started_at": timezone.now(),
        **fields,
    }
    return CallSession.objects.create(**values)


def make_target(
    session: CallSession, company: Company | None = None, contact: Contact | None = None, **fields: object
) -> CallTarget:
    """A number that waits in a session, last in its queue; by default that of a new contact."""
    number = next(_numbers)
    phone = str(fields.pop("number", "") or f"+331456{number:05d}")
    home = company or (contact.company if contact is not None else make_company())
    if contact is None and "contact_id" not in fields:
        contact = make_contact(home, phone=phone)
    values: dict[str, object] = {"position": number, **fields}
    return CallTarget.objects.create(session=session, company=home, contact=contact, number=phone, **values)


def make_attempt(
    target: CallTarget,
    outcome: CallOutcome = CallOutcome.MEETING,
    at: datetime | None = None,
    **fields: object,
) -> CallAttempt:
    """A call that was made, now unless told otherwise."""
    moment = at or timezone.now()
    local = timezone.localtime(moment)
    values: dict[str, object] = {"weekday": local.weekday(), "hour": local.hour, "seconds": 120, **fields}
    return CallAttempt.objects.create(
        target=target,
        session=target.session,
        contact=target.contact,
        outcome=outcome.value,
        at=moment,
        **values,
    )
