"""The environment variables that Négoce reads, typed, in one place."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from negoce.config.platform_route import PlatformProblem, platform_route
from negoce.integrations.imap.types import ImapMailbox
from negoce.integrations.platform.types import PlatformRoute
from negoce.integrations.smtp.types import Security, SmtpServer
from negoce.portfolio.facts.engine_names import Engine

REPOSITORY = Path(__file__).resolve().parents[2]
MAIL_BACKEND = "negoce.integrations.smtp.backend.MailBackend"


class EnvironmentProblem(Exception):
    """An environment variable is missing or cannot be understood."""


@dataclass(frozen=True, slots=True)
class Environment:
    """What the machine tells Négoce; nothing else is read from the environment."""

    data_directory: Path
    database_url: str
    secret_key: str
    allowed_hosts: tuple[str, ...]
    trusted_origins: tuple[str, ...]
    public_url: str
    demo: bool
    smtp_url: str
    mails_a_minute: int
    bounces: ImapMailbox | None
    proxies: int | None
    platform: PlatformRoute | None
    register: str
    engine: Engine
    spark: str


def read_environment(variables: dict[str, str] | None = None) -> Environment:
    """Read the variables that start with NEGOCE_; raises EnvironmentProblem on a bad one."""
    values = os.environ if variables is None else variables
    data_directory = Path(values.get("NEGOCE_DATA", REPOSITORY / "data")).expanduser().absolute()
    return Environment(
        data_directory=data_directory,
        database_url=values.get("NEGOCE_DATABASE", f"sqlite:///{data_directory / 'negoce.sqlite3'}"),
        secret_key=values.get("NEGOCE_SECRET_KEY", ""),
        allowed_hosts=_words(values.get("NEGOCE_HOSTS", "")),
        trusted_origins=_words(values.get("NEGOCE_TRUSTED_ORIGINS", "")),
        public_url=_public_url(values.get("NEGOCE_PUBLIC_URL", "")),
        demo=values.get("NEGOCE_DEMO", "") == "1",
        smtp_url=values.get("NEGOCE_SMTP", ""),
        mails_a_minute=_count("NEGOCE_MAILS_A_MINUTE", values.get("NEGOCE_MAILS_A_MINUTE", "")) or 60,
        bounces=_bounces(values.get("NEGOCE_BOUNCES", "")),
        proxies=_count("NEGOCE_PROXIES", values.get("NEGOCE_PROXIES", "")),
        platform=_platform(values),
        register=_register(values.get("NEGOCE_REGISTER", "")),
        engine=_engine(values.get("NEGOCE_ENGINE", "")),
        spark=values.get("NEGOCE_SPARK", "") or "local[*]",
    )


def database_settings(url: str) -> dict[str, object]:
    """Turn `sqlite:///path` or `postgresql://user:password@host:port/name` into Django's settings."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite_settings(unquote(parts.path[1:]))
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            # A socket directory travels percent-encoded where the host stands.
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            # Pages read a few rows through indexes: starting helpers or a compiler costs more than the reading, and
            # a page of an index costs no more than the next one on the disks of today. Each search reads the terms that
            # are kept aside: 256 kB of them (companies/actions/search/aside.py).
            "OPTIONS": {
                "options": "-c jit=off -c max_parallel_workers_per_gather=0 -c random_page_cost=1.1"
                " -c gin_pending_list_limit=256kB"
            },
        }
    raise EnvironmentProblem(f"NEGOCE_DATABASE: unknown kind of database {parts.scheme!r}")


def sqlite_settings(path: str) -> dict[str, object]:
    """SQLite as a server needs it: one writer that queues, commits that survive a power cut."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "timeout": 20,
            # DEFERRED lets two requests read then both try to write: "database is locked".
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA busy_timeout=20000;"
                "PRAGMA cache_size=-8000;PRAGMA temp_store=MEMORY;"
            ),
        },
    }


def stored_secret_key(directory: Path) -> str:
    """The installation's own secret key, made at first use and kept readable by its owner alone."""
    path = directory / "secret_key"
    if not path.exists():
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


def mail_settings(url: str) -> dict[str, object]:
    """Turn `smtp://user:password@host:port?from=crm@company.fr` into settings.

    `smtps` is encrypted from the start, plain `smtp` before the password is sent, except to this machine;
    `&security=none`, `starttls` or `tls` says otherwise. `&timeout=20` bounds each exchange, in seconds.
    Raises EnvironmentProblem on a bad address.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise EnvironmentProblem("NEGOCE_SMTP: expected smtp://user:password@host:port?from=address")
    options = {name: values[0] for name, values in parse_qs(parts.query).items()}
    sender = options.get("from", "") or unquote(parts.username or "")
    if "@" not in sender:
        raise EnvironmentProblem("NEGOCE_SMTP: say who writes, with ?from=crm@company.fr")
    security = _security(parts.scheme, parts.hostname, options.get("security", ""))
    server = SmtpServer(
        host=parts.hostname,
        port=parts.port or (465 if security is Security.TLS else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        security=security,
        timeout=float(_count("NEGOCE_SMTP: timeout", options.get("timeout", "")) or 20),
    )
    return {
        "EMAIL_BACKEND": MAIL_BACKEND,
        "NEGOCE_MAIL_ROUTE": server,
        "DEFAULT_FROM_EMAIL": sender,
        "SERVER_EMAIL": sender,
    }


def _security(scheme: str, host: str, asked: str) -> Security:
    if asked:
        if asked not in set(Security):
            raise EnvironmentProblem(f"NEGOCE_SMTP: security is none, starttls or tls, not {asked!r}")
        return Security(asked)
    if scheme == "smtps":
        return Security.TLS
    return Security.NONE if host in {"localhost", "127.0.0.1", "::1"} else Security.STARTTLS


def _bounces(url: str) -> ImapMailbox | None:
    """The mailbox where what mail servers send back arrives: `imaps://user:password@host:993/INBOX`."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in {"imap", "imaps"} or not parts.hostname:
        raise EnvironmentProblem("NEGOCE_BOUNCES: expected imaps://user:password@host:993/INBOX")
    is_encrypted = parts.scheme == "imaps"
    if not is_encrypted and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise EnvironmentProblem("NEGOCE_BOUNCES: a password travels encrypted only: imaps://…")
    return ImapMailbox(
        host=parts.hostname,
        port=parts.port or (993 if is_encrypted else 143),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        is_encrypted=is_encrypted,
    )


def _platform(values: Mapping[str, str]) -> PlatformRoute | None:
    try:
        return platform_route(values)
    except PlatformProblem as problem:
        raise EnvironmentProblem(str(problem)) from problem


def _register(address: str) -> str:
    """The base address of the register of companies; empty: nobody is asked."""
    here = address.startswith(("http://127.0.0.1", "http://localhost"))
    if address and not (address.startswith("https://") or here):
        raise EnvironmentProblem(f"NEGOCE_REGISTER begins with https://, not {address!r}")
    return address.rstrip("/")


def _public_url(address: str) -> str:
    """Where people outside open our pages, without a path; empty: where whoever makes a link is."""
    base = address.rstrip("/")
    parts = urlsplit(base)
    here = parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1"}
    if base and (base != f"{parts.scheme}://{parts.netloc}" or not (here or parts.scheme == "https")):
        raise EnvironmentProblem(f"NEGOCE_PUBLIC_URL: expected https://crm.company.fr, got {address!r}")
    return base


def _engine(text: str) -> Engine:
    if text and text not in set(Engine):
        raise EnvironmentProblem(f"NEGOCE_ENGINE is duckdb, postgresql or spark, not {text!r}")
    return Engine(text or Engine.DUCKDB)


def _count(name: str, text: str) -> int | None:
    if text and not text.isdecimal():
        raise EnvironmentProblem(f"{name}: expected a number, got {text!r}")
    return int(text) if text else None


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())
