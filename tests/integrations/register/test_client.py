"""The client of the register against a server on this machine: what it reads, and what it survives."""

from __future__ import annotations

import json

import pytest

from negoce.integrations.register.client import LARGEST_ANSWER, RegisterClient
from negoce.integrations.register.types import RegisterAway, RegisterRecord, RegisterRefused
from tests.harness.register_server import register_server, unit

SIREN = "732829320"


def test_a_company_is_read_with_its_seat() -> None:
    with register_server() as server:
        server.units["laiterie"] = [
            unit(SIREN, "LAITERIE DU LAC", siege={"liste_enseignes": ["LE LAC", "X"]})
        ]
        assert RegisterClient(server.address).search("laiterie") == [
            RegisterRecord(
                siren=SIREN,
                siret=f"{SIREN}00017",
                name="LAITERIE DU LAC",
                trade_name="LE LAC",
                legal_form="5710",
                activity_code="62.01Z",
                headcount_band="12",
                establishments_count=2,
                postal_code="35000",
                city="RENNES",
            )
        ]
        assert server.asked == ["laiterie"]


def test_a_closed_and_a_hidden_company_are_told_so() -> None:
    with register_server() as server:
        hidden = unit(
            "404833048",
            "[NON-DIFFUSIBLE]",
            statut_diffusion="P",
            siege={"libelle_commune": "[NON-DIFFUSIBLE]"},
        )
        server.units["x"] = [unit(SIREN, "FERMÉE", etat_administratif="C"), hidden]
        closed, veiled = RegisterClient(server.address).search("x")
        assert (closed.is_closed, closed.is_hidden) == (True, False)
        assert (veiled.is_closed, veiled.is_hidden, veiled.name, veiled.city) == (False, True, "", "")


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({}, 5.0),
        ({"Retry-After": "soon"}, 60.0),
        ({"Retry-After": "99999"}, 3600.0),
        ({"Retry-After": "nan"}, 60.0),
        ({"Retry-After": "inf"}, 60.0),
        ({"Retry-After": "-7"}, 1.0),
    ],
)
def test_too_many_questions_say_how_long_to_wait(headers: dict[str, str], wait: float) -> None:
    with register_server() as server:
        server.script.append((429, headers, b""))
        with pytest.raises(RegisterAway) as told:
            RegisterClient(server.address).search("x")
        assert told.value.wait == wait


@pytest.mark.parametrize(
    ("status", "headers", "body", "problem"),
    [
        (500, {}, b"oops", RegisterAway),
        (503, {}, b"", RegisterAway),
        (404, {}, b"{}", RegisterRefused),
        (400, {}, b"{}", RegisterRefused),
        # No redirect is followed.
        (302, {"Location": "http://127.0.0.1:1/"}, b"", RegisterRefused),
        (200, {}, b'{"results": [', RegisterAway),
        (200, {"X-Cut": "1"}, b'{"results": [{"siren":', RegisterAway),
        (200, {}, b"<html>", RegisterAway),
        (200, {}, b"[]", RegisterAway),
        (200, {}, b'{"results": {}}', RegisterAway),
        (200, {}, b"[" * 100_000, RegisterAway),
        (200, {}, b" " * (LARGEST_ANSWER + 1), RegisterRefused),
    ],
)
def test_what_goes_wrong_is_told_apart(
    status: int, headers: dict[str, str], body: bytes, problem: type[Exception]
) -> None:
    with register_server() as server:
        server.script.append((status, dict(headers), body))
        with pytest.raises(problem):
            RegisterClient(server.address, timeout=3).search("x")


def test_a_register_too_slow_is_away() -> None:
    with register_server() as server:
        server.delay = 5
        with pytest.raises(RegisterAway):
            RegisterClient(server.address, timeout=0.2).search("x")


def test_nobody_at_the_address_is_away_and_a_wrong_address_refused() -> None:
    with register_server() as server:
        address = server.address
    with pytest.raises(RegisterAway):
        RegisterClient(address, timeout=1).search("x")
    for wrong in ("http://register.example", "ftp://x", "", "http://127.0.0.1:notaport"):
        with pytest.raises(RegisterRefused):
            RegisterClient(wrong).search("x")


def test_hostile_values_are_left_out() -> None:
    hostile = [
        None,
        "text",
        {"siren": 732829320, "nom_complet": "X"},
        {"siren": "12", "siege": []},
        unit(
            SIREN,
            "A\u202e\x00B " + "z" * 5_000,
            nombre_etablissements_ouverts=-4,
            siege={"code_postal": "<b>"},
        ),
    ]
    with register_server() as server:
        server.script.append((200, {}, json.dumps({"results": hostile}).encode()))
        found = RegisterClient(server.address).search("x")
        assert [each.siren for each in found] == [SIREN]
        record = found[0]
        assert (record.establishments_count, record.postal_code) == (None, "")
        assert (record.name[:3], len(record.name)) == ("AB ", 200)


@pytest.mark.parametrize("size", [400, 40_000])
def test_a_server_that_drips_is_left_at_the_deadline(size: int) -> None:
    with register_server() as server:
        server.drip = 0.02
        server.script.append((200, {}, b'{"results": []}' + b" " * size))
        with pytest.raises(RegisterAway, match="TooLong"):
            RegisterClient(server.address, timeout=5.0, most_seconds=0.3).search("x")
