"""A meeting is reviewed by who held it: a gesture without words is refused, and the page of progress tells it."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Page, expect

from negoce.companies.models import ActivityContact
from negoce.identity.enums import Role
from negoce.negotiation.models import Debrief
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_user

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]


def test_a_meeting_is_reviewed(signed_in_page: SignedIn, axe: Axe) -> None:
    owner = make_user(Role.SALESPERSON)
    page = signed_in_page(user=owner)
    company = make_company("Laiterie du Vercors", owner=owner)
    meeting = make_activity(company, kind="visit", owner=owner, subject="Visite", starts_at=timezone.now())
    ActivityContact.objects.create(activity=meeting, contact=make_contact(company, first_name="Hélène"))
    page.goto(f"/activities/{meeting.public_id}/")
    page.get_by_role("link", name="Faire le bilan").click()
    page.get_by_role("group", name="Découverte").get_by_role("radio", name="En partie").check()
    page.get_by_role("group", name="Mon écoute").get_by_role("radio", name="2", exact=True).check()
    page.locator("[name=seen-listening]").fill("Son regard est parti ailleurs")
    page.get_by_label("Ce que je change").fill("Reformuler avant de répondre")
    page.get_by_role("button", name="Enregistrer le bilan").click()
    expect(page.locator("#error-seen-listening")).to_contain_text("Ajoutez les mots entendus")
    assert axe(page) == []
    page.locator("[name=seen-listening]").fill("J’ai coupé deux fois")
    page.get_by_role("button", name="Enregistrer le bilan").click()
    expect(page.get_by_role("main")).to_contain_text("J’ai coupé deux fois")
    assert Debrief.objects.get(activity=meeting).steps == {"discovery": "partly"}
    page.goto("/debriefs/")
    expect(page.get_by_role("main")).to_contain_text("Reformuler avant de répondre")
    assert axe(page) == []
