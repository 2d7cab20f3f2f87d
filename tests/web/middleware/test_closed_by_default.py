"""Every address of the product is closed to a visitor unless it is named here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern, RoutePattern

pytestmark = pytest.mark.django_db

# The pages that open before anybody is signed in, by name; each line is a decision.
PUBLIC = {
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "account:language",
    "shell:manifest",
    "identity:enter",
    # The customer's page of an offer: its token opens it (tests/web/offers).
    *(
        f"offers:{name}"
        for name in ("offer", "pdf", "logo", "colours", "code", "acceptance", "refusal", "change", "totals")
    ),
    # A form of the house that the public fills in, and the page of its confirmation (tests/web/public_forms).
    *(f"public_forms:{name}" for name in ("form", "logo", "colours", "confirmation", "document")),
    # Who got a mailing stops it without an account: the token of the message opens it (tests/web/public_unsubscribe).
    *(f"unsubscribe:{name}" for name in ("stop", "undo", "logo", "colours")),
    # The script that answers for the stand's page without network: it holds addresses of files alone (tests/web/fair).
    "fair:worker",
}
SAMPLES = {
    "int": "1",
    "str": "abc",
    "slug": "abc",
    "uuid": "0" * 8 + "-0000-4000-8000-" + "0" * 12,
    "path": "a/b",
}
CLOSED = {401, 403, 404}


def patterns(
    found: list[URLPattern | URLResolver] | None = None, prefix: str = "/", spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, str]]:
    """Every name (with its namespaces) and an address that it matches."""
    for each in get_resolver().url_patterns if found is None else found:
        if isinstance(each, URLResolver):
            inner = (*spaces, each.namespace) if each.namespace else spaces
            yield from patterns(each.url_patterns, prefix + sample(each.pattern), inner)
        else:
            yield ":".join((*spaces, each.name or each.lookup_str)), prefix + sample(each.pattern)


def sample(pattern: RoutePattern | RegexPattern) -> str:
    """An address that the pattern matches."""
    if isinstance(pattern, RegexPattern):
        return "password/reset/key/1-abc/"
    text = str(pattern)
    for name in pattern.converters:
        kind = next((key for key in SAMPLES if f"<{key}:{name}>" in text), None)
        value = SAMPLES[kind] if kind else "0123456789ab"
        for shape in (f"<{kind}:{name}>", f"<{name}>", f"<{_kind(text, name)}:{name}>"):
            text = text.replace(shape, value)
    return text


def _kind(text: str, name: str) -> str:
    return text.partition(f":{name}>")[0].rpartition("<")[2]


def everything() -> list[tuple[str, str]]:
    return sorted(set(patterns()))


def test_addresses_are_found() -> None:
    names = {name for name, _address in everything()}
    assert names >= PUBLIC | {"identity:people", "journal:search", "account:preferences"}
    assert not [address for _name, address in everything() if "<" in address or "(" in address]


@pytest.mark.asked_already  # nobody is signed in: no record is asked for
@pytest.mark.parametrize(("name", "address"), [each for each in everything() if each[0] not in PUBLIC])
def test_closed_to_visitors(client: Client, name: str, address: str) -> None:
    for method in (client.get, client.post, client.put, client.delete):
        response = method(address)
        if response.status_code == 302:
            assert response.url.startswith("/account/login/?next="), (name, address)
        else:
            assert response.status_code in CLOSED, (name, address)
    assert client.get(address, headers={"HX-Request": "true"}).status_code in CLOSED


@pytest.mark.parametrize(("name", "address"), [each for each in everything() if each[0] in PUBLIC])
def test_public_pages_open(client: Client, name: str, address: str) -> None:
    response = client.get(address)
    # An offer, a form, a stop are there for who has the token: without it nothing is told, not even where to sign in.
    asked = {404} if name.startswith(("offers:", "public_forms:", "unsubscribe:")) else set()
    assert response.status_code in {200, 302, 405, 410} | asked
    assert not response.headers.get("Location", "").startswith("/account/login/?next=")


def test_unknown_address_tells_a_visitor_nothing(client: Client) -> None:
    assert client.get("/nothing/here/").status_code == 404
