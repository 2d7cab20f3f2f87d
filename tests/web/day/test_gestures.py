"""The next gesture of each action leads straight to what it names."""

from __future__ import annotations

import pytest
from django.utils import timezone

from negoce.automation.models import PersonDay
from negoce.automation.queries.day.read import day_of
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.web.day.gestures import Gesture, gesture_of
from tests.factories.companies import make_company
from tests.factories.day import make_action
from tests.factories.identity import make_team, make_user

pytestmark = pytest.mark.django_db
LOG = "/activities/new/?company={company}&kind=call&subject="


@pytest.fixture
def person() -> User:
    return make_user(Role.SALESPERSON, team=make_team())


def gesture(
    person: User, *, phone: str = "", reader: User | None = None, **fields: object
) -> tuple[Gesture, str]:
    company = make_company(owner=person, phone=phone)
    make_action(person, company, **fields)
    PersonDay.objects.create(person=person, day=timezone.localdate(), computed_at=timezone.now())
    actor = actor_for(reader or person)
    (shown,) = day_of(actor, person.pk, timezone.localdate()).today
    return gesture_of(shown, actor), company.public_id


def test_a_call_opens_the_telephone_and_its_note(person: User) -> None:
    found, company = gesture(person, phone="+33477000000")
    assert (found.label, found.url, found.dialog) == ("Appeler", "tel:+33477000000", "")
    assert found.log.startswith(LOG.format(company=company))


def test_without_a_number_the_note_opens_alone(person: User) -> None:
    found, company = gesture(person)
    assert (found.dialog, found.url.startswith(LOG.format(company=company))) == ("modal", True)


@pytest.mark.parametrize(
    ("kind", "given", "label", "url", "dialog"),
    [
        ("quote", "chase", "Relancer", "/quotes/abcdefghjkmn/sending/?chase=1", "modal"),
        ("delivery", "warn", "Prévenir", "/orders/abcdefghjkmn/notice/", "modal"),
        ("delivery", "open", "Ouvrir", "/orders/abcdefghjkmn/", ""),
        ("contract", "prepare", "Préparer", "/contracts/abcdefghjkmn/", ""),
        ("deal_late", "open", "Ouvrir", "/deals/abcdefghjkmn/", ""),
        ("review", "review", "Faire le bilan", "/activities/abcdefghjkmn/debrief/", ""),
        ("outcome", "explain", "Dire pourquoi", "/deals/abcdefghjkmn/outcome/", "modal"),
    ],
)
def test_other_gestures_open_what_they_name(
    person: User, kind: str, given: str, label: str, url: str, dialog: str
) -> None:
    found, _company = gesture(person, kind=kind, key="k", target="abcdefghjkmn", gesture=given)
    assert (found.label, found.url, found.dialog) == (label, url, dialog)


def test_who_may_not_write_opens_the_page(person: User) -> None:
    reader = make_user(Role.READ_ONLY, scope="all")
    found, company = gesture(person, phone="+33477000000", reader=reader)
    assert (found.label, found.url) == ("Ouvrir", f"/companies/{company}/")


def test_a_review_is_written_by_who_held_the_meeting(person: User) -> None:
    lead = make_user(Role.ADMINISTRATOR)
    found, _company = gesture(person, reader=lead, kind="review", gesture="review", target="abcdefghjkmn")
    assert (found.label, found.url) == ("Ouvrir", "/activities/abcdefghjkmn/")
