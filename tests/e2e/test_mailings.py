"""A mailing: from the filter of the list to the mail that arrives; one reader says stop, one mail comes back."""

from __future__ import annotations

import email
import re
import time
from collections.abc import Callable, Iterator
from datetime import date
from email.policy import default

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from negoce.companies.models import Opposition
from negoce.identity.enums import Role
from negoce.outbox.actions.bounce_record import record_notices
from negoce.outbox.actions.wake import wake
from negoce.outbox.models import Message
from negoce.prospecting.models import MailingRecipient
from tests.factories.companies import make_company, make_contact
from tests.harness.mail_server import MailServer, mail_server
from tests.harness.site import Site
from tests.outbox.notices import notice

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]


@pytest.fixture(scope="module")
def found() -> Iterator[MailServer]:
    """Where the mail of this module's site goes."""
    with mail_server() as server:
        yield server


@pytest.fixture(scope="module")
def site(database: None, found: MailServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own, which sends mail."""
    site = Site(tmp_path_factory.mktemp("mail-site") / "site.log", secret_key=settings.SECRET_KEY)
    site.environment["NEGOCE_SMTP"] = f"smtp://127.0.0.1:{found.server.port}?from=crm@house.example"
    site.environment["NEGOCE_PUBLIC_URL"] = site.url
    site.start()
    try:
        yield site
    finally:
        site.stop()


def test_a_mailing_from_the_filter_to_the_mail(
    signed_in_page: SignedIn,
    browser: Browser,
    site: Site,
    found: MailServer,
    axe: Axe,
    pictures: Callable[..., None],
) -> None:
    for number, informed in ((1, date(2026, 11, 2)), (2, date(2026, 11, 2)), (3, None)):
        company = make_company(f"Laiterie Envoi {number}", city="Saint-Envoi")
        values = {"email": f"lucie{number}@dairy.example", "informed_on": informed}
        make_contact(company, civility="madam", first_name="Lucie", last_name=f"Vasseur{number}", **values)
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto("/companies/?filter=city+contains+Saint-Envoi")
    for line in (1, 2, 3):
        page.get_by_label(f"Choisir la ligne {line}", exact=True).check()
    page.locator("[data-bulk]").get_by_role("link", name="Envoi", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Nom de l’envoi").fill("Lancement du yaourt")
    dialog.get_by_role("button", name="Commencer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lancement du yaourt")
    page.locator("[name=subject]").fill("Une nouveauté pour {{ entreprise }}")
    page.locator("[name=body]").fill("Bonjour {{ prénom | Madame }},\n\nVoici notre yaourt.")
    page.get_by_role("button", name="Aperçu").click()
    expect(page.get_by_role("region", name="Aperçu du message")).to_contain_text("Bonjour Lucie,")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("recevront cet envoi")).to_be_visible()
    expect(page.get_by_text("Pas encore informés de l’usage de leurs données")).to_be_visible()
    assert axe(page) == []
    pictures(page, "mailing-draft")
    # What stands on the screen is what leaves, though nobody keeps it first.
    page.locator("[name=body]").fill("Bonjour {{ prénom | Madame }},\n\nVoici notre yaourt nouveau.")
    page.get_by_role("button", name="Lancer l’envoi").click()
    expect(dialog).to_contain_text("2 e-mails partent maintenant.")
    expect(dialog).to_contain_text("Aucun envoi d’essai n’a été fait.")
    assert axe(page) == []
    pictures(page, "mailing-launch")
    dialog.get_by_role("button", name="Lancer l’envoi").click()
    expect(page.get_by_text("Messages préparés")).to_be_visible()
    arrived(found, 2)
    assert Message.objects.filter(kind="mailing", text__contains="yaourt nouveau").count() == 2
    stop_by_the_link(browser, found)
    lucie = Message.objects.get(to_address="lucie2@dairy.example")
    assert record_notices(notice("lucie2@dairy.example", lucie.message_id)).recorded == 1
    page.reload()
    expect(page.get_by_text("Adresse qui n’existe pas")).to_be_visible()
    expect(page.get_by_text("Désinscrits par le lien")).to_be_visible()
    assert axe(page) == []
    pictures(page, "mailing-results")


def arrived(found: MailServer, count: int) -> None:
    """Wait for the mails; the site of other modules may take the job that sends, and has no server."""
    deadline = time.monotonic() + 120
    while len(found.mails) < count:
        assert time.monotonic() < deadline, f"{len(found.mails)} mails"
        wake()
        time.sleep(1)
    deadline = time.monotonic() + 60
    while Message.objects.filter(kind="mailing", state="sending").exists() and time.monotonic() < deadline:
        time.sleep(0.2)


def stop_by_the_link(browser: Browser, found: MailServer) -> None:
    """The first reader opens the link of her mail, without any account, and presses the button."""
    mails = [email.message_from_bytes(mail.content, policy=default) for mail in found.mails]
    mail = next(each for each in mails if "lucie1@" in str(each["To"]))
    link = re.search(r"<(http[^>]+)>", str(mail["List-Unsubscribe"]))
    assert link is not None
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    reader = browser.new_page()
    reader.goto(link[1])
    reader.get_by_role("button", name="Ne plus recevoir").click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("C’est fait")
    reader.close()
    assert Opposition.objects.filter(contact__email="lucie1@dairy.example", channel="email").exists()
    # The mailing is told by a job.
    told = MailingRecipient.objects.filter(address="lucie1@dairy.example", unsubscribed_at__isnull=False)
    deadline = time.monotonic() + 60
    while not told.exists() and time.monotonic() < deadline:
        time.sleep(0.2)
