"""A deal goes across the board by hand and by keys; what may not go where it was put comes back and says why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from negoce.companies.models import Activity
from negoce.identity.enums import Role
from negoce.kit.dates import add_months
from negoce.negotiation.models import Deal, DealActivity, SalesCycle
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.deals import make_deal

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]


def test_cards_move_by_drag_and_by_keys(
    signed_in_page: SignedIn, axe: Axe, pictures: Callable[..., object]
) -> None:
    today = timezone.localdate()
    company = make_company("Laiterie des Sources", next_activity_on=today + timedelta(days=4))
    first = make_deal(company, "Films 2027", amount=Decimal(48000), close_on=today + timedelta(days=20))
    make_deal(
        company,
        "Caisses sur mesure",
        amount=Decimal(7300),
        close_on=today - timedelta(days=3),
        step="discovery",
    )
    make_contact(company)
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto(f"/deals/board/?company={company.public_id}")
    page.wait_for_load_state("networkidle")
    assert axe(page) == []
    column = page.locator("[data-column='presentation']")
    card = page.locator(f"[data-deal='{first.public_id}']")
    card.locator(".deal-foot").drag_to(column.locator(".board-cards"))
    expect(column.locator("[data-lane='count']")).to_have_text("1")
    expect(column.locator("[data-lane='total']")).to_contain_text("48")
    card.get_by_role("link", name="Films 2027", exact=True).focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("[data-column='discussion'] [data-lane='count']")).to_have_text("1")
    expect(card.get_by_role("link", name="Films 2027", exact=True)).to_be_focused()
    assert Deal.objects.get(pk=first.pk).step == "discussion"
    # Somebody else moved it meanwhile: it goes where it really is, and the reason is said.
    Deal.objects.filter(pk=first.pk).update(step="conclusion")
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator("n-toast[data-key='failure']")).to_contain_text("Conclusion")
    expect(page.locator("[data-column='conclusion']").locator(".deal-card")).to_have_count(1)
    card.get_by_label("Déplacer Films 2027").click()
    page.get_by_role("button", name="Négociation").click()
    expect(page.locator("[data-column='negotiation'] [data-lane='count']")).to_have_text("1")
    pictures(page, "deal-board")
    card.get_by_role("link", name="Films 2027", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Films 2027")
    page.get_by_label("Personne à ajouter").select_option(index=1)
    page.get_by_label("Son rôle").select_option("decider")
    page.get_by_role("button", name="Ajouter", exact=True).click()
    expect(page.locator(".deal-person")).to_have_count(1)
    page.get_by_role("button", name="Conclusion", exact=True).click()
    expect(page.locator(".deal-steps [aria-current='step']")).to_have_text("Conclusion")
    assert axe(page) == []
    pictures(page, "deal")


def test_a_column_says_what_it_plans_and_a_move_is_taken_back(signed_in_page: SignedIn) -> None:
    orders = {"step": "presentation", "tasks": [{"subject": "Sortir les échantillons", "kind": "task"}]}
    SalesCycle.objects.create(name="Maison", kind="short", is_default=True, steps=[orders])
    first = make_deal(name="Rubans 2027")
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto("/deals/board/?q=rubans")
    page.wait_for_load_state("networkidle")
    column = page.locator("[data-column='presentation']")
    card = page.locator(f"[data-deal='{first.public_id}']")
    card.locator(".deal-foot").hover()
    page.mouse.down()
    column.locator(".board-cards").hover()
    column.locator(".board-cards").hover(position={"x": 20, "y": 40})
    expect(column.locator(".board-orders")).to_contain_text(
        "Sera prévu : Tâche, le jour même : Sortir les échantillons"
    )
    page.mouse.up()
    expect(column.locator(".board-orders")).to_be_hidden()
    expect(page.locator("n-toast[data-key='card']")).to_contain_text("Prévu : Sortir les échantillons")
    page.locator("n-toast[data-key='card']").get_by_role("button", name="Annuler").click()
    expect(page.locator("[data-column='approach'] [data-lane='count']")).to_have_text("1")
    assert Deal.objects.filter(pk=first.pk, step="preparation").exists()
    assert not DealActivity.objects.filter(deal=first, activity__deleted_at__isnull=True).exists()


def test_a_deal_goes_to_another_month_and_stands_on_the_calendar(
    signed_in_page: SignedIn, axe: Axe, pictures: Callable[..., object]
) -> None:
    today = timezone.localdate()
    deal = make_deal(name="Bobines 2027", amount=Decimal(48000), close_on=today)
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto("/deals/forecast/?q=bobines")
    page.wait_for_load_state("networkidle")
    assert axe(page) == []
    card = page.locator(f"[data-deal='{deal.public_id}']")
    later = page.locator(".board-column").nth(3)
    card.locator(".deal-foot").drag_to(later.locator(".board-cards"))
    expect(later.locator("[data-lane='count']")).to_have_text("1")
    assert Deal.objects.get(pk=deal.pk).close_on == add_months(today, 2)
    page.locator("n-toast[data-key='card']").get_by_role("button", name="Annuler").click()
    expect(page.locator(".board-column").nth(1).locator("[data-lane='count']")).to_have_text("1")
    assert Deal.objects.get(pk=deal.pk).close_on == today
    card.get_by_label("Déplacer Bobines 2027").click()
    page.get_by_role("button", name="Sans date").click()
    expect(page.locator("[data-column='none'] [data-lane='count']")).to_have_text("1")
    pictures(page, "deal-forecast")
    page.locator("n-toast[data-key='card']").get_by_role("button", name="Annuler").click()
    expect(page.locator(".board-column").nth(1).locator("[data-lane='count']")).to_have_text("1")
    page.get_by_role("link", name="Calendrier", exact=True).click()
    expect(page.locator("td[aria-current='date'] .calendar-deal")).to_contain_text("Bobines 2027")
    assert axe(page) == []
    pictures(page, "deal-calendar")


@pytest.fixture
def planned() -> Activity:
    """At 14:30 on a day about which nothing is past, with the deal concluded that day; a week more is in its month."""
    first = add_months(timezone.localdate().replace(day=1), 1).replace(day=10)
    deal = make_deal(name="Bobines 2028", amount=Decimal(48000), close_on=first)
    moment = timezone.make_aware(datetime.combine(first, time(14, 30)))
    task = make_activity(deal.company, subject="Présenter l’essai", state="planned", starts_at=moment)
    DealActivity.objects.create(activity=task, deal=deal)
    return task


def open_month(page: Page, task: Activity) -> date:
    """Open the calendar of its deal where it stands."""
    first = timezone.localtime(task.starts_at).date()
    page.goto(f"/deals/calendar/?month={first:%Y-%m}&company={task.company.public_id}")
    page.wait_for_load_state("networkidle")
    return first


def give_day(page: Page, item: Locator, day: date) -> None:
    """From its menu, to a day that is typed."""
    item.hover()
    item.get_by_label("Déplacer Bobines 2028").click()
    page.get_by_label("Nouveau jour").fill(f"{day:%d/%m/%Y}")
    page.get_by_role("button", name="Déplacer", exact=True).click()


def moment_of(task: Activity) -> datetime:
    return timezone.localtime(Activity.objects.get(pk=task.pk).starts_at)


def test_what_stands_on_the_calendar_goes_to_another_day(
    signed_in_page: SignedIn, axe: Axe, pictures: Callable[..., object], planned: Activity
) -> None:
    deal = planned.deal_link.deal
    page = signed_in_page(Role.ADMINISTRATOR)
    first = open_month(page, planned)
    assert axe(page) == []
    second, later = first + timedelta(days=2), first + timedelta(days=7)
    item = page.locator(f"[data-item='{planned.public_id}']")
    item.drag_to(page.locator(f"td[data-day='{second}'] > ul"))
    toast = page.locator("n-toast[data-key='card']")
    expect(toast).to_contain_text("Présenter l’essai")
    expect(page.locator(f"td[data-day='{second}'] [data-item='{planned.public_id}']")).to_have_count(1)
    assert (moment_of(planned).date(), moment_of(planned).time()) == (second, time(14, 30))
    toast.get_by_role("button", name="Annuler").click()
    expect(page.locator(f"td[data-day='{first}'] [data-item='{planned.public_id}']")).to_have_count(1)
    assert moment_of(planned).date() == first
    # By keyboard: a week later, and the focus stays on it.
    conclusion = page.locator(f"[data-item='{deal.public_id}']")
    link = conclusion.get_by_role("link", name="Bobines 2028", exact=True)
    link.focus()
    page.keyboard.press("Shift+ArrowDown")
    expect(toast).to_contain_text("Bobines 2028")
    expect(page.locator(f"td[data-day='{later}'] [data-item='{deal.public_id}']")).to_have_count(1)
    expect(link).to_be_focused()
    assert Deal.objects.get(pk=deal.pk).close_on == later
    give_day(page, conclusion, second)
    expect(page.locator(f"td[data-day='{second}'] [data-item='{deal.public_id}']")).to_have_count(1)
    expect(page.locator("#calendar-summary")).to_have_text("1 conclusion prévue · 1 tâche")
    pictures(page, "deal-calendar-moved")
    # To another month: it leaves this one, and so does its count.
    give_day(page, conclusion, add_months(first, 1))
    expect(page.locator("#calendar-summary")).to_have_text("1 tâche")
    expect(conclusion).to_have_count(0)


def test_what_may_not_go_to_another_day_comes_back(signed_in_page: SignedIn, planned: Activity) -> None:
    deal = planned.deal_link.deal
    page = signed_in_page(Role.ADMINISTRATOR)
    first = open_month(page, planned)
    page.context.set_offline(True)
    item = page.locator(f"[data-item='{planned.public_id}']")
    item.drag_to(page.locator(f"td[data-day='{first + timedelta(days=2)}'] > ul"))
    failure = page.locator("n-toast[data-key='failure']")
    expect(failure).to_contain_text("Le serveur ne répond pas")
    expect(page.locator(f"td[data-day='{first}'] [data-item='{planned.public_id}']")).to_have_count(1)
    page.context.set_offline(False)
    assert moment_of(planned).date() == first
    # Somebody else moved it meanwhile: it goes where it really is.
    other = first + timedelta(days=3)
    Deal.objects.filter(pk=deal.pk).update(close_on=other)
    conclusion = page.locator(f"[data-item='{deal.public_id}']")
    conclusion.get_by_role("link", name="Bobines 2028", exact=True).focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(f"td[data-day='{other}'] [data-item='{deal.public_id}']")).to_have_count(1)
    expect(failure).to_contain_text("La carte est revenue")
