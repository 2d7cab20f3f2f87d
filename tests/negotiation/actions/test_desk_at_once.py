"""Two people act on the same record of the desk at the same moment: one comes first, the other is told or follows."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from negoce.companies.models import Activity
from negoce.identity.enums import Role
from negoce.kit.refusal import Conflict
from negoce.negotiation.actions.influence.fill_template import fill_influence_map
from negoce.negotiation.actions.influence.save_person import Placed, save_influence_person
from negoce.negotiation.actions.partnerships.save import save_partnership
from negoce.negotiation.actions.tenders.alarms import set_alarm_days
from negoce.negotiation.actions.win_estimates.say import say_win_estimate
from negoce.negotiation.models import InfluencePerson, Partnership, TenderAlarm
from tests.factories.companies import make_company, make_contact
from tests.factories.deals import make_deal
from tests.factories.identity import make_actor
from tests.factories.tenders import make_tender

pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer: nobody comes between"),
    pytest.mark.django_db(transaction=True),
]
PEOPLE = 4


def at_once(act: Callable[[int], object]) -> list[str]:
    """How each of those who act together ends, in order of the words."""
    gate, ends = threading.Barrier(PEOPLE), []

    def work(number: int) -> None:
        try:
            gate.wait()
            act(number)
            ends.append("done")
        except Exception as refused:
            ends.append(type(refused).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(PEOPLE)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return sorted(ends)


def test_of_those_who_change_a_partnership_at_once_one_is_kept() -> None:
    actor = make_actor(Role.ADMINISTRATOR)
    row = Partnership.objects.create(
        company=make_company(), name="Films", kind="vertical", begins_on=date(2026, 1, 1)
    )
    end = timezone.localdate() + timedelta(days=100)

    def change(number: int) -> object:
        given = {
            "name": f"Films {number}",
            "kind": "vertical",
            "begins_on": "01/01/2026",
            "ends_on": f"{end:%d/%m/%Y}",
            "warning_days": "60",
        }
        return save_partnership(actor, row, company=row.company, given=given, revision=row.revision)

    seen = row.revision
    assert at_once(change) == [*[Conflict.__name__] * (PEOPLE - 1), "done"]
    row.refresh_from_db()
    assert (row.revision, Activity.objects.count()) == (seen + 1, 1)


def test_of_those_who_say_the_first_chance_at_once_one_is_kept() -> None:
    actor, deal = make_actor(Role.ADMINISTRATOR), make_deal()
    ends = at_once(lambda number: say_win_estimate(actor, deal, percent=str(40 + number), seen=""))
    assert ends == [*[Conflict.__name__] * (PEOPLE - 1), "done"]


def test_a_map_is_filled_once_and_nobody_stands_there_twice() -> None:
    actor, deal = make_actor(Role.ADMINISTRATOR), make_deal()
    person = make_contact(deal.company)
    ends = at_once(lambda _number: fill_influence_map(actor, deal, "works_council"))
    assert ends == [*["Refused"] * (PEOPLE - 1), "done"]
    ends = at_once(lambda _number: save_influence_person(actor, deal, None, Placed(contact=person)))
    assert ends == [*["Refused"] * (PEOPLE - 1), "done"]
    assert InfluencePerson.objects.filter(contact=person).count() == 1


def test_the_tasks_of_a_tender_are_planned_once() -> None:
    actor = make_actor(Role.ADMINISTRATOR)
    tender = make_tender(offers_until=timezone.localdate() + timedelta(days=40))
    assert (
        at_once(lambda number: set_alarm_days(actor, tender, given={"offers": str(number)}))
        == ["done"] * PEOPLE
    )
    assert (TenderAlarm.objects.count(), Activity.objects.count()) == (1, 1)
