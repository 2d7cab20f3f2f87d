"""`make bench-calls`: how long the next number takes in a session of 10,000 beside 200,000 companies."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

from bench.frame import measure

if TYPE_CHECKING:
    from negoce.identity.models import User
    from negoce.prospecting.models import CallSession

_CALLS = 120
_OUTCOMES = ("no_answer", "not_interested", "gatekeeper", "quote")
_HTMX = {"HX-Request": "true"}


def main() -> int:
    """Print a table of milliseconds for each database."""
    columns = {"p50": ",.0f", "p95": ",.0f"}
    return measure("bench.calls", _measured, columns=columns, companies=200_000, numbers=10_000)


def _measured(companies: int, numbers: int) -> dict[str, tuple[float, float]]:
    from bench.filling import fill
    from negoce.companies.models import Company
    from negoce.identity.models import User
    from negoce.identity.queries.actors import actor_for
    from negoce.prospecting.actions.call_session_create import SessionAsked, begin_session
    from negoce.prospecting.actions.call_session_fill import fill_session
    from negoce.prospecting.models import CallScript

    fill(companies)
    user = User.objects.filter(role="administrator").order_by("pk")[0]
    actor = actor_for(user)
    ids = list(Company.objects.order_by("pk").values_list("public_id", flat=True)[:numbers])
    script = CallScript.objects.create(name="Essai", text="# Accueil\nBonjour.\n- Oui -> fin\n")
    asked = SessionAsked("Essai", script=script, quiet_days=0, most_tries=1)
    session = begin_session(actor, asked, public_ids=ids)
    began = time.perf_counter()
    fill_session(actor, session)
    filled = (time.perf_counter() - began) * 1000
    session.refresh_from_db()
    noted, computed, reloaded, shown = _worked(user, session)
    return {
        f"the queue of {session.targets_count:,} numbers filled (once)": (filled, filled),
        "an outcome noted, and the next number shown (htmx)": _ms(noted[10:]),
        "… of which processor time of the web process": _ms(computed[10:]),
        "the number in hand shown again": _ms(reloaded[10:]),
        "the page of the session": _ms(shown[1:]),
    }


def _worked(user: User, session: CallSession) -> tuple[list[float], list[float], list[float], list[float]]:
    """Seconds of each outcome with the next number, its processor time, each reload, and the page of the session."""
    from django.test import Client

    from negoce.prospecting.models import CallTarget

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = f"/prospecting/calls/{session.public_id}/call/"
    client.post(f"{address}next/", headers=_HTMX)
    noted, computed, reloaded, shown = [], [], [], []
    for number in range(_CALLS):
        held = CallTarget.objects.filter(session=session, state="held").values_list("pk", flat=True).first()
        said = {
            "target": held,
            "outcome": _OUTCOMES[number % len(_OUTCOMES)],
            "opening": "plain",
            "note": "Essai",
        }
        began, busy = time.perf_counter(), time.process_time()
        answer = client.post(f"{address}outcome/", said, headers=_HTMX)
        noted.append(time.perf_counter() - began)
        computed.append(time.process_time() - busy)
        if answer.status_code != 200:
            raise RuntimeError(answer.content.decode()[:500])
        began = time.perf_counter()
        client.get(address, headers=_HTMX)
        reloaded.append(time.perf_counter() - began)
    for _number in range(10):
        began = time.perf_counter()
        client.get(f"/prospecting/calls/{session.public_id}/")
        shown.append(time.perf_counter() - began)
    return noted, computed, reloaded, shown


def _ms(seconds: list[float]) -> tuple[float, float]:
    ordered = sorted(seconds)
    return statistics.median(ordered) * 1000, ordered[int(len(ordered) * 0.95) - 1] * 1000


if __name__ == "__main__":
    raise SystemExit(main())
