"""The harness itself: each of its refusals, and what it lets through."""

from __future__ import annotations

import os
import socket
import time
import warnings
from datetime import datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.template import Context, Template

from tests.harness.network import NetworkBlocked, is_here
from tests.harness.queries import Queries
from tests.harness.templates import UndefinedVariable
from tests.harness.without_database import DatabaseNotAskedFor


class Company:
    name = "Gardot"
    owner = None


@pytest.mark.parametrize(
    "text",
    [
        "{{ unknown }}",
        "{{ company.unknown }}",
        "{{ company.owner.name }}",
        "{% if unknown %}x{% endif %}",
        "{% for x in unknown %}{% endfor %}",
        "{% if company and unknown > 2 %}x{% endif %}",
        "{% with name=company.unknown %}{% endwith %}",
        "{% load i18n %}{% blocktranslate %}Chez {{ unknown }}{% endblocktranslate %}",
        "{% load i18n %}{% blocktranslate %}Chez {{ company.name }}{% endblocktranslate %}",
    ],
)
def test_undefined_variable_fails(text: str) -> None:
    with pytest.raises(UndefinedVariable):
        Template(text).render(Context({"company": Company()}))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ company.name }}", "Gardot"),
        ("{{ unknown|default:'rien' }}", "rien"),
        ("{% if company.owner.name %}x{% else %}personne{% endif %}", "personne"),
        ("{% for letter in company.name %}{{ forloop.counter }}{% endfor %}", "123456"),
        (
            "{% load i18n %}{% blocktranslate with n=company.name %}Chez {{ n }}{% endblocktranslate %}",
            "Chez Gardot",
        ),
        ("{% if True and not None %}x{% endif %}", "x"),
    ],
)
def test_defined_variable_is_shown(text: str, shown: str) -> None:
    assert Template(text).render(Context({"company": Company()})) == shown


@pytest.mark.django_db
def test_unordered_queryset_is_turned_round() -> None:
    ContentType.objects.all().delete()
    for model in ("first", "second", "third"):
        ContentType.objects.create(app_label="essai", model=model)
    assert [row.model for row in ContentType.objects.all()] == ["third", "second", "first"]
    assert [row.model for row in ContentType.objects.iterator()] == ["third", "second", "first"]
    assert [row.model for row in ContentType.objects.order_by("pk")] == ["first", "second", "third"]
    assert list(ContentType.objects.values_list("model", flat=True)) == ["third", "second", "first"]


@pytest.mark.django_db
def test_queries_same_sees_one_query_a_row(queries: Queries) -> None:
    ContentType.objects.all().delete()
    numbers = iter(range(100))

    def make() -> None:
        ContentType.objects.create(app_label="essai", model=f"m{next(numbers)}")

    def one_query_a_row() -> None:
        for pk in ContentType.objects.order_by("pk").values_list("pk", flat=True):
            ContentType.objects.filter(pk=pk).exists()

    assert queries.same(make=make, read=lambda: list(ContentType.objects.order_by("pk"))) == 1
    with pytest.raises(AssertionError, match="queries for 1 row"):
        queries.same(make=make, read=one_query_a_row)


@pytest.mark.django_db
def test_queries_exactly_and_at_most(queries: Queries) -> None:
    with queries.exactly(1), queries.at_most(1):
        ContentType.objects.exists()
    with pytest.raises(AssertionError, match="1 queries instead of 2"), queries.exactly(2):
        ContentType.objects.exists()
    with pytest.raises(AssertionError, match="over the budget of 0"), queries.at_most(0):
        ContentType.objects.exists()


def test_network_is_closed() -> None:
    with pytest.raises(NetworkBlocked):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(NetworkBlocked):
        socket.getaddrinfo("example.org", 80)


def test_this_machine_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = socket.create_connection(server.getsockname(), timeout=5)
        assert client.getpeername() == server.getsockname()
        client.close()
    assert is_here(socket.AF_UNIX, "/tmp/anything")
    assert not is_here(socket.AF_INET6, ("2001:db8::1", 80))


def test_warnings_are_errors() -> None:
    with pytest.raises(DeprecationWarning):
        warnings.warn("old", DeprecationWarning, stacklevel=1)


def test_time_zone_is_paris() -> None:
    assert time.tzname == ("CET", "CEST")
    assert datetime(2026, 7, 1).astimezone().utcoffset().total_seconds() == 7200


@pytest.mark.each_database
def test_database_is_blocked_unless_asked_for() -> None:
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        ContentType.objects.exists()


@pytest.mark.django_db
def test_database_is_the_chosen_one() -> None:
    assert connection.vendor == os.environ["NEGOCE_TEST_DATABASE_CHOSEN"]
    cache.set("essai", 1)
    assert cache.get("essai") == 1


def test_a_test_without_database_may_not_look_at_one() -> None:
    with pytest.raises(DatabaseNotAskedFor, match="each_database"):
        str(ContentType.objects.all().query)
    assert os.environ["NEGOCE_DATABASE"].endswith("/a_test_without_the_marker_each_database")
