"""The line to a mail server: what is known for sure after each way of failing."""

from __future__ import annotations

import pytest

from negoce.integrations.smtp.client import check, send
from negoce.integrations.smtp.types import (
    Envelope,
    LineProblem,
    PermanentProblem,
    RecipientRefused,
    Security,
    SmtpServer,
    TemporaryProblem,
    UnknownOutcome,
)
from tests.harness.mail_server import closed_port, mail_server, silent_server

MAIL = Envelope("crm@house.example", ("helene@dairy.example",), b"Subject: x\n\nline\n.dot\nend")


def test_a_message_arrives_as_it_was_given() -> None:
    with mail_server() as found:
        accepted = send(found.server, MAIL)
        assert check(found.server)
    assert accepted.words == "OK taken"
    (mail,) = found.mails
    assert (mail.sender, mail.recipients) == ("crm@house.example", ["helene@dairy.example"])
    assert mail.content == b"Subject: x\r\n\r\nline\r\n.dot\r\nend\r\n"


@pytest.mark.parametrize(
    ("answers", "problem", "code"),
    [
        ({"recipient": "550 no such user"}, RecipientRefused, 550),
        ({"recipient": "451 come back later"}, TemporaryProblem, 451),
        ({"data": "552 too large"}, PermanentProblem, 552),
        ({"data": "451 greylisted"}, TemporaryProblem, 451),
    ],
)
def test_an_answer_is_told_apart(answers: dict[str, str], problem: type[Exception], code: int) -> None:
    with mail_server() as found:
        for name, value in answers.items():
            setattr(found, name, value)
        with pytest.raises(problem) as raised:
            send(found.server, MAIL)
    assert type(raised.value) is problem
    assert raised.value.code == code
    assert found.mails == []


@pytest.mark.parametrize("trick", ["drop", "stall"])
def test_after_the_last_line_only_the_answer_tells(trick: str) -> None:
    with mail_server() as found:
        found.after_data = trick
        server = SmtpServer("127.0.0.1", found.server.port, security=Security.NONE, timeout=0.4)
        with pytest.raises(UnknownOutcome):
            send(server, MAIL)
    assert len(found.mails) == 1


def test_a_server_that_is_away_or_silent() -> None:
    with pytest.raises(LineProblem):
        send(closed_port(), MAIL)
    with silent_server() as server, pytest.raises(LineProblem) as raised:
        send(server, MAIL)
    assert "timed out" in raised.value.words


def test_encryption_that_was_asked_for_is_never_left_out() -> None:
    with mail_server() as found:
        plain = found.server
        for security in (Security.STARTTLS, Security.TLS):
            server = SmtpServer(plain.host, plain.port, security=security, timeout=1)
            with pytest.raises(LineProblem):
                send(server, MAIL)
    assert found.mails == []


def test_a_wrong_password_is_the_lines_problem() -> None:
    from aiosmtpd.smtp import AuthResult

    def refuse(*_given: object) -> AuthResult:
        return AuthResult(success=False, handled=False)

    with mail_server(authenticator=refuse, auth_require_tls=False) as found:
        server = SmtpServer("127.0.0.1", found.server.port, "me", "wrong", Security.NONE, 2)
        with pytest.raises(LineProblem) as raised:
            send(server, MAIL)
    assert raised.value.code == 535
    assert "wrong" not in repr(server)


def test_what_stops_it_at_the_last_moment_goes_through_and_nothing_is_sent() -> None:
    class Stop(Exception):
        pass

    def stop() -> None:
        raise Stop

    with mail_server() as found:
        with pytest.raises(Stop):
            send(found.server, MAIL, before_body=stop)
        assert found.mails == []
        send(found.server, MAIL, before_body=lambda: None)
    assert len(found.mails) == 1
