"""A server's settings: what Django and we check before it opens, and what its environment may say."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.test import override_settings

from negoce.config.env import EnvironmentProblem, mail_settings, read_environment
from negoce.integrations.smtp.types import SmtpServer
from negoce.web.identity.checks import sign_in_is_guarded

GOOD = {
    "NEGOCE_SECRET_KEY": "k7-Qw2_zR9xT4vB8nM1pL6sD3fG5hJ0aYcUeIoWqXrZtVb-8Hn4Kd",
    "NEGOCE_HOSTS": "crm.example",
    "NEGOCE_SMTP": "smtp://crm%40company.example:secret@mail.example",
}


def check(tmp_path: object, **changes: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEGOCE_")}
    environment = {
        **kept,
        **GOOD,
        "NEGOCE_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "negoce.config.settings.prod",
        **changes,
    }
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_server_passes_every_check(tmp_path: object) -> None:
    done = check(tmp_path)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"NEGOCE_SECRET_KEY": ""}, "NEGOCE_SECRET_KEY is missing"),
        ({"NEGOCE_HOSTS": ""}, "NEGOCE_HOSTS is missing"),
        ({"NEGOCE_SECRET_KEY": "short"}, "security.W009"),
        ({"NEGOCE_SMTP": ""}, "negoce.W001"),
        ({"NEGOCE_SMTP": "mail.example"}, "NEGOCE_SMTP: expected"),
        ({"NEGOCE_MAILS_A_MINUTE": "x"}, "NEGOCE_MAILS_A_MINUTE: expected a number"),
        ({"NEGOCE_DEMO": "1"}, "negoce.E002"),
        ({"NEGOCE_PUBLIC_URL": "http://crm.example"}, "NEGOCE_PUBLIC_URL: expected"),
        ({"NEGOCE_PUBLIC_URL": "https://crm.example/app"}, "NEGOCE_PUBLIC_URL: expected"),
        ({"NEGOCE_PROXIES": "two"}, "NEGOCE_PROXIES: expected a number"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: object, changes: dict[str, str], words: str) -> None:
    done = check(tmp_path, **changes)
    assert done.returncode != 0
    assert words in done.stderr


def test_failures_that_are_not_counted_are_an_error() -> None:
    with override_settings(AXES_ENABLED=False):
        assert [problem.id for problem in sign_in_is_guarded(None)] == ["negoce.E001"]
    with override_settings(AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"]):
        assert [problem.id for problem in sign_in_is_guarded(None)] == ["negoce.E001"]


@pytest.mark.parametrize(
    ("url", "host", "port", "security", "sender"),
    [
        ("smtp://a%40b.example:p%3Aw@mail.example", "mail.example", 587, "starttls", "a@b.example"),
        ("smtps://mail.example?from=crm@b.example", "mail.example", 465, "tls", "crm@b.example"),
        ("smtp://localhost:1025?from=crm@b.example", "localhost", 1025, "none", "crm@b.example"),
        ("smtp://10.0.0.2?from=crm@b.example&security=none", "10.0.0.2", 587, "none", "crm@b.example"),
    ],
)
def test_mail_address(url: str, host: str, port: int, security: str, sender: str) -> None:
    found = mail_settings(url)
    route = found["NEGOCE_MAIL_ROUTE"]
    assert isinstance(route, SmtpServer)
    assert (route.host, route.port, route.security.value) == (host, port, security)
    assert route.timeout == 20
    assert found["DEFAULT_FROM_EMAIL"] == sender
    assert "secret" not in repr(mail_settings("smtp://a%40b.example:secret@mail.example"))


@pytest.mark.parametrize(
    "url",
    [
        *("", "mail.example", "http://mail.example", "smtp://", "smtp://mail.example"),
        *("smtp://h.example?from=a@b.example&security=ssl", "smtp://h.example?from=a@b.example&timeout=x"),
    ],
)
def test_bad_mail_address(url: str) -> None:
    with pytest.raises(EnvironmentProblem):
        mail_settings(url)


def test_proxies_are_counted_only_when_said() -> None:
    assert read_environment({}).proxies is None
    assert read_environment({"NEGOCE_PROXIES": "0"}).proxies == 0
    assert read_environment({"NEGOCE_PROXIES": "2"}).proxies == 2


def test_the_demo_writes_to_no_server(tmp_path: object) -> None:
    kept = {"NEGOCE_SMTP": "smtp://mail.example?from=a@b.example", "NEGOCE_DEMO": "1"}
    named = {"DJANGO_SETTINGS_MODULE": "negoce.config.settings.dev"}
    done = check(tmp_path, **named, **kept)
    assert done.returncode != 0
    assert "the demo writes to its own mailbox page" in done.stderr


def test_the_demo_delivers_to_its_own_folder(tmp_path: object) -> None:
    code = "from django.conf import settings as s; print(s.NEGOCE_MAIL_ROUTE, s.EMAIL_BACKEND)"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("NEGOCE_")},
        "NEGOCE_DATA": str(tmp_path),
        "NEGOCE_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "negoce.config.settings.dev",
    }
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert "MailFolder" in done.stdout
    assert done.stdout.strip().endswith("negoce.integrations.smtp.backend.MailBackend")
