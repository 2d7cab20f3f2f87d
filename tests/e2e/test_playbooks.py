"""A playbook from its first word to its end, as people do it: written, previewed, switched on, stopped by an order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from negoce.automation.actions.playbooks.start import sweep_playbooks
from negoce.automation.models import Playbook, PlaybookRun
from negoce.companies.models import Activity, Company, Opposition
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.outbox.models import Message
from negoce.portfolio.enums import LifeStatus
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_user
from tests.factories.orders import make_order
from tests.factories.playbooks import make_life

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]
NAME = "Remercier les ambassadeurs"


@pytest.fixture
def seller() -> User:
    return make_user(Role.SALESPERSON, first_name="Solène", last_name="Vasseur")


@pytest.fixture
def companies(seller: User) -> tuple[Company, Company]:
    """Two ambassadors worth more than all others: one that may be written to, one whose person is opposed."""
    found = []
    for place, name in enumerate(("Fromagerie Delorme", "Fromagerie Ozanne")):
        company = make_company(name, owner=seller)
        make_life(
            LifeStatus.AMBASSADOR,
            timezone.localdate() - timedelta(days=9),
            company=company,
            value_36_months=9_000_000 - place,
        )
        found.append(company)
    make_contact(found[0], email="anne@delorme.example", informed_on=date(2026, 1, 5))
    opposed = make_contact(found[1], email="paul@ozanne.example")
    Opposition.objects.create(contact=opposed, channel="email", opposed_on=date(2026, 1, 1))
    return found[0], found[1]


def write_it(page: Page) -> None:
    """Write the playbook with a call and a message that leaves by itself."""
    page.goto("/settings/playbooks/")
    page.get_by_role("link", name="Nouveau scénario").click()
    form = page.locator("#playbook-form")
    form.get_by_label("Nom").fill(NAME)
    form.get_by_label("Pour les entreprises au statut").select_option("ambassador")
    form.get_by_label("Groupe témoin").fill("0")
    form.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    add_step(page, "Appeler pour remercier")
    add_step(page, "Écrire un mot", message=True)


def add_step(page: Page, subject: str, *, message: bool = False) -> None:
    page.get_by_role("link", name="Ajouter une étape").click()
    form = page.locator("#step-form")
    form.get_by_label("À faire").fill(subject)
    if message:
        form.get_by_label("Type").select_option("message")
        form.get_by_label("Modèle de message").select_option(index=1)
        form.get_by_label("Envoyer sans relecture").check()
    form.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".panel-list").get_by_text(subject)).to_be_visible()


def test_a_playbook_runs_to_its_end(
    signed_in_page: SignedIn, axe: Axe, seller: User, companies: tuple[Company, Company]
) -> None:
    allowed, opposed = companies
    chief = signed_in_page(user=make_user(Role.ADMINISTRATOR))
    write_it(chief)
    chief.get_by_role("link", name="Aperçu").click()
    preview = chief.locator("#playbook-preview")
    expect(preview.locator("tr", has_text=allowed.name)).to_contain_text("peut recevoir le message")
    expect(preview.locator("tr", has_text=opposed.name)).to_contain_text("ne recevra rien")
    assert axe(chief) == []
    preview.get_by_role("button", name="Fermer").click()
    expect(preview).to_be_hidden()
    chief.get_by_label("Aussi").check()
    chief.get_by_role("button", name="Mettre en marche").click()
    expect(chief.get_by_role("button", name="Couper")).to_be_visible()
    sweep_playbooks(timezone.localdate())
    row = Playbook.objects.get(name=NAME)
    made = Activity.objects.filter(company__in=companies, subject__startswith="Appeler pour remercier")
    assert set(made.values_list("company_id", "owner_id")) == {
        (allowed.pk, seller.pk), (opposed.pk, seller.pk),
    }  # fmt: skip
    left = Message.objects.filter(company=opposed).values_list("state", flat=True)
    assert list(left) == ["refused"]

    page = signed_in_page(user=seller)
    page.goto(f"/companies/{opposed.public_id}/?tab=behaviour")
    card = page.locator("#panel-playbooks")
    expect(card).to_contain_text("tâche créée")
    expect(card).to_contain_text("message non permis, pas envoyé")

    # A step later on: it is not taken any more once the company orders.
    chief.reload()
    add_step(chief, "Demander un témoignage")
    row.steps.filter(subject="Demander un témoignage").update(delay_days=2)
    PlaybookRun.objects.filter(playbook=row).update(state="running", ended_on=None)
    make_order(allowed, timezone.localdate(), "100")
    sweep_playbooks(timezone.localdate() + timedelta(days=2))
    ends = dict(PlaybookRun.objects.filter(playbook=row).values_list("company_id", "end"))
    assert (ends[allowed.pk], ends[opposed.pk]) == ("ordered", "")
    chief.reload()
    expect(chief.locator(".card", has_text="Ont commandé")).to_contain_text("Ont commandé")
    expect(chief.get_by_text("Pas encore assez d’entreprises")).to_be_visible()
    chief.get_by_role("button", name="Couper").click()
    expect(chief.get_by_role("button", name="Mettre en marche")).to_be_visible()

    leader = signed_in_page(Role.MANAGER)
    leader.goto(f"/settings/playbooks/{row.public_id}/")
    expect(leader.get_by_role("heading", level=1)).to_have_text(NAME)
    expect(leader.get_by_role("button", name="Mettre en marche")).to_have_count(0)
