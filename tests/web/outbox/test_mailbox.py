"""The demo's mailbox: what was sent, as received; elsewhere it does not exist."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from negoce.identity.enums import Role
from negoce.integrations.smtp.types import MailFolder
from negoce.outbox.actions.message_send import Attached
from negoce.outbox.actions.messages_send import send_due
from negoce.web.outbox.sandbox import POLICY
from tests.factories.identity import make_user
from tests.factories.outbox import make_message

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make_user(Role.READ_ONLY))
    return client


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> MailFolder:
    route = MailFolder(tmp_path / "mailbox")
    settings.DEMO = True
    settings.NEGOCE_MAIL_ROUTE = route
    settings.EMAIL_BACKEND = "negoce.integrations.smtp.backend.MailBackend"
    return route


def test_what_was_sent_is_received(client: Client, folder: MailFolder) -> None:
    make_message(subject="Devis « été »", attachments=[Attached("devis.pdf", b"%PDF-1.7")])
    send_due(folder, owner="t", a_minute=60)
    (file,) = folder.path.iterdir()
    key = file.name.removesuffix(".eml")
    assert "Devis «\u00a0été\u00a0»" in client.get("/mailbox/").content.decode().replace(
        "« ", "«\u00a0"
    ).replace(" »", "\u00a0»")
    page = client.get(f"/mailbox/{key}/").content.decode()
    for part in ("helene.mallet@dairy.example", "devis.pdf", "Voici notre devis."):
        assert part in page
    letter = client.get(f"/mailbox/{key}/letter/")
    assert letter.headers["Content-Security-Policy"] == POLICY
    assert "Voici notre devis." in letter.content.decode()
    saved = client.get(f"/mailbox/{key}/files/0/")
    assert (saved.content, saved.headers["Content-Type"]) == (b"%PDF-1.7", "application/octet-stream")
    assert client.get(f"/mailbox/{key}/files/1/").status_code == 404
    source = client.get(f"/mailbox/{key}/source/")
    assert source.headers["Content-Type"].startswith("text/plain")
    assert source.content.startswith(b"Return-Path: <")


def test_mail_about_accounts_lands_there_too(client: Client, folder: MailFolder) -> None:
    EmailMessage("Bienvenue", "Voici votre lien.", "crm@house.example", ["new@house.example"]).send()
    assert "Bienvenue" in client.get("/mailbox/").content.decode()
    (file,) = folder.path.iterdir()
    assert "Voici votre lien." in client.get(f"/mailbox/{file.name.removesuffix('.eml')}/").content.decode()


def test_keys_lead_nowhere_else(client: Client, folder: MailFolder) -> None:
    (folder.path.parent / "secret.eml").write_text("Subject: x\n\ny")
    for key in ("nothing", "..%2Fsecret", "secret"):
        assert client.get(f"/mailbox/{key}/").status_code == 404


def test_it_is_empty_at_first(client: Client, folder: MailFolder) -> None:
    assert "Rien n’a encore été envoyé" in client.get("/mailbox/").content.decode()


@pytest.mark.parametrize("demo", [True, False])
def test_an_installation_that_is_no_demo_has_none(
    client: Client, settings: Any, tmp_path: Path, demo: bool
) -> None:
    settings.DEMO = demo
    settings.NEGOCE_MAIL_ROUTE = None if demo else MailFolder(tmp_path)
    assert client.get("/mailbox/").status_code == 404
    assert client.get("/mailbox/some-key/source/").status_code == 404
