"""A session of five calls worked by keyboard to its end, then two people at once (P9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from negoce.companies.enums import ActivityKind
from negoce.companies.models import Activity, Company, Opposition
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.prospecting.models import CallAttempt, CallSession, CallTarget
from tests.factories.calls import make_script
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_team, make_user

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]
NAMES = ("Laiterie Alpha", "Laiterie Béta", "Laiterie Delta", "Laiterie Gamma", "Laiterie Oméga")


@pytest.fixture
def person() -> User:
    """A salesperson with five prospects of one city, each with somebody to call."""
    person = make_user(Role.SALESPERSON, team=make_team(), first_name="Solène", last_name="Maury")
    for place, name in enumerate(NAMES):
        company = make_company(name, owner=person, city="Romans")
        make_contact(company, first_name="Odile", last_name=f"Perrin{place}", phone=f"+3347500000{place}")
    make_script()
    return person


def shown(page: Page, name: str) -> None:
    """The number in hand is that of this company."""
    expect(page.locator(".call-who")).to_contain_text(name)


def expect_written(person: User) -> None:
    """Each outcome once, the visit tomorrow at nine, the opposition at once."""
    outcomes = (
        CallAttempt.objects.filter(undone_at=None, caller=person)
        .order_by("pk")
        .values_list("outcome", flat=True)
    )
    assert list(outcomes) == ["meeting", "callback", "opposed", "quote", "gatekeeper"]
    visit = Activity.objects.get(kind=ActivityKind.VISIT.value, owner=person)
    tomorrow = timezone.localdate() + timedelta(days=1)
    local = timezone.localtime(visit.starts_at)
    assert (local.date(), local.hour, visit.owner_id) == (tomorrow, 9, person.pk)
    told = Opposition.objects.filter(lifted_on=None, recorded_by=person).values_list("channel", flat=True)
    assert set(told) == {"phone", "text_message"}


def test_five_calls_by_keyboard_to_the_end(signed_in_page: SignedIn, person: User, axe: Axe) -> None:
    page = signed_in_page(user=person)
    page.goto("/prospecting/calls/new/?filter=city+is+Romans")
    expect(page.locator("#session-form")).to_contain_text("5 entreprises à mettre en file")
    page.get_by_label("Nom de la session").fill("Laiteries de Romans")
    page.get_by_label("Script").select_option(label="Premier appel")
    page.get_by_role("button", name="Préparer la session").click()
    expect(page.get_by_role("heading", name="Laiteries de Romans")).to_be_visible()
    page.keyboard.press("n")
    shown(page, NAMES[0])
    assert axe(page) == []

    # The script leads on; notes survive a reload, and the number stays in hand.
    page.get_by_role("button", name="C’est moi").click()
    expect(page.locator(".call-script")).to_contain_text("Que vous faut-il ?")
    page.keyboard.press("n")
    page.keyboard.type("Rappelle en janvier")
    page.keyboard.press("Escape")
    page.reload()
    shown(page, NAMES[0])
    expect(page.locator("#call-note")).to_have_value("Rappelle en janvier")

    page.keyboard.press("6")
    shown(page, NAMES[1])
    # Undone, then a meeting, which asks for its day.
    page.keyboard.press("u")
    shown(page, NAMES[0])
    page.keyboard.press("5")
    expect(page.locator("#call-when")).to_be_focused()
    page.keyboard.type("demain 9h")
    page.keyboard.press("Enter")
    shown(page, NAMES[1])
    page.keyboard.press("4")
    page.keyboard.type("lundi 10h")
    page.keyboard.press("Enter")
    shown(page, NAMES[2])
    page.keyboard.press("8")
    shown(page, NAMES[3])
    page.keyboard.press("9")
    shown(page, NAMES[4])
    page.keyboard.press("3")
    expect(page.locator("#call")).to_contain_text("n’ont pas répondu")

    expect_written(person)
    page.goto(page.url.replace("call/", ""))
    expect(page.locator("#call-figures")).to_contain_text("80,0")


def seen_at_its_place(page: Page, selector: str) -> bool:
    """Whether nothing lies over the middle of a field: what is typed is seen, and a click reaches it."""
    found = """selector => {
        const field = document.querySelector(selector), box = field.getBoundingClientRect();
        return document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2) === field;
    }"""
    return bool(page.evaluate(found, selector))


def test_the_day_and_the_notes_are_seen_while_they_are_typed(signed_in_page: SignedIn, person: User) -> None:
    long = make_script(name="Long", text="# Accueil\n" + "Bonjour.\n\n" * 12 + "- Oui -> fin\n")
    session = CallSession.objects.create(name="À voir", state="open", owner=person, script=long)
    company = Company.objects.filter(owner=person).order_by("name")[0]
    CallTarget.objects.create(session=session, company=company, number="+33475222221", position=0)
    page = signed_in_page(user=person)
    for width, height in ((1440, 960), (1440, 800), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"/prospecting/calls/{session.public_id}/call/")
        if page.get_by_role("button", name="Numéro suivant").count():
            page.keyboard.press("n")
        shown(page, NAMES[0])
        page.keyboard.press("4")
        expect(page.locator("#call-when")).to_be_focused()
        assert seen_at_its_place(page, "#call-when"), (width, height)
        page.keyboard.press("Escape")
        page.keyboard.press("n")
        expect(page.locator("#call-note")).to_be_focused()
        assert seen_at_its_place(page, "#call-note"), (width, height)


def test_the_next_number_is_in_sight_after_an_outcome_noted_far_down(
    signed_in_page: SignedIn, person: User
) -> None:
    session = CallSession.objects.create(name="Au téléphone", state="open", owner=person)
    for place, company in enumerate(Company.objects.filter(owner=person).order_by("name")[:2]):
        CallTarget.objects.create(
            session=session, company=company, number=f"+3347533333{place}", position=place
        )
    page = signed_in_page(user=person)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/prospecting/calls/{session.public_id}/call/")
    page.keyboard.press("n")
    shown(page, NAMES[0])
    page.get_by_role("button", name="Pas intéressé").click()
    shown(page, NAMES[1])
    expect(page.locator(".call-number")).to_be_in_viewport()


def test_two_browsers_never_call_the_same_number(signed_in_page: SignedIn, person: User) -> None:
    colleague = make_user(Role.ADMINISTRATOR, first_name="Paul")
    session = CallSession.objects.create(name="À deux", state="open", owner=person)
    for place, company in enumerate(Company.objects.filter(owner=person).order_by("name")):
        CallTarget.objects.create(
            session=session, company=company, number=f"+3347511111{place}", position=place
        )
    address = f"/prospecting/calls/{session.public_id}/call/"
    first, second = signed_in_page(user=person), signed_in_page(user=colleague)
    first.goto(address)
    first.keyboard.press("n")
    shown(first, NAMES[0])
    second.goto(address)
    second.keyboard.press("n")
    shown(second, NAMES[1])
    first.keyboard.press("6")
    shown(first, NAMES[2])
    second.keyboard.press("6")
    shown(second, NAMES[3])
    first.reload()
    shown(first, NAMES[2])
    assert CallTarget.objects.filter(session=session, state="held").count() == 2
