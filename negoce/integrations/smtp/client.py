"""Hands messages to a mail server, and tells for sure what became of each, or that nobody can tell."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

from negoce.integrations.smtp.types import (
    Accepted,
    Envelope,
    LineProblem,
    PermanentProblem,
    RecipientRefused,
    Security,
    SmtpProblem,
    SmtpServer,
    TemporaryProblem,
    UnknownOutcome,
)

_LONGEST_WORDS = 500
_OK, _CLOSING = 250, 421


def send(
    server: SmtpServer, envelope: Envelope, *, before_body: Callable[[], None] | None = None
) -> Accepted:
    """Hand over a message; `before_body` is called once the server is ready to read it.

    What `before_body` raises goes through, and nothing was sent. Raises LineProblem: the server was not reached;
    TemporaryProblem, PermanentProblem, RecipientRefused: not accepted; UnknownOutcome: the line broke after the
    end of the message.
    """
    line = Line(server)
    try:
        return line.send(envelope, before_body=before_body)
    finally:
        line.close()


class Line:
    """A line to a server that serves for many messages, opened by the first one.

    Servers hang up after some messages, or some idle seconds: the line is then opened again, as long as nothing of the
    message at hand was given.
    """

    def __init__(self, server: SmtpServer) -> None:
        self._server = server
        self._line: smtplib.SMTP | None = None

    def send(self, envelope: Envelope, *, before_body: Callable[[], None] | None = None) -> Accepted:
        """Hand over one message, as `send` does; the line stays open for the next one."""
        line = self._addressed(envelope)
        is_begun = False
        try:
            if before_body is not None:
                before_body()
            is_begun = True
            return _deliver(line, envelope.content)
        except BaseException as problem:
            self._after(problem, is_begun=is_begun)
            raise

    def close(self) -> None:
        """Say goodbye; the next message would open the line again."""
        line, self._line = self._line, None
        if line is not None:
            _leave(line)

    def _addressed(self, envelope: Envelope) -> smtplib.SMTP:
        """The line once the server has taken sender and recipients."""
        was_open = self._line is not None
        line = self._line = self._line or _connect(self._server)
        try:
            _address(line, envelope)
        except (TemporaryProblem, PermanentProblem) as problem:
            self._after(problem, is_begun=False)
            if was_open and self._line is None:
                return self._addressed(envelope)
            raise
        return line

    def _after(self, problem: BaseException, *, is_begun: bool) -> None:
        """Make the line ready for another message after one that was not accepted, or let it go.

        What is typed into a line that waits for a body, or no longer answers, would be lost or taken for the body.
        """
        line = self._line
        if line is None:
            return
        is_sound = problem.code not in (0, _CLOSING) if isinstance(problem, SmtpProblem) else not is_begun
        if not (is_sound and _is_reset(line)):
            self._line = None
            line.close()


def check(server: SmtpServer) -> str:
    """Connect, encrypt and sign in without sending anything; returns the server's greeting. Raises as `send`."""
    line = _connect(server)
    try:
        return _words(line.ehlo_resp or line.helo_resp or b"").splitlines()[0]
    finally:
        _leave(line)


def _connect(server: SmtpServer) -> smtplib.SMTP:
    line: smtplib.SMTP | None = None
    try:
        if server.security is Security.TLS:
            context = ssl.create_default_context()
            line = smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=context)
        else:
            line = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
        line.ehlo_or_helo_if_needed()
        if server.security is Security.STARTTLS:
            line.starttls(context=ssl.create_default_context())
            line.ehlo()
        if server.user:
            line.login(server.user, server.password)
        if line.sock is not None:
            # The last line is sent apart from the body: it must not wait for an acknowledgment (40 ms a message).
            line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except (smtplib.SMTPException, OSError) as problem:
        if line is not None:
            line.close()
        raise LineProblem(_said(problem), int(getattr(problem, "smtp_code", 0) or 0)) from problem
    return line


def _is_reset(line: smtplib.SMTP) -> bool:
    """Whether the server has forgotten the message at hand."""
    try:
        return line.rset()[0] == _OK
    except (smtplib.SMTPException, OSError):
        return False


def _address(line: smtplib.SMTP, envelope: Envelope) -> None:
    try:
        options = ["BODY=8BITMIME"] if line.has_extn("8bitmime") else []
        _expect(*line.mail(envelope.sender, options), PermanentProblem)
        for recipient in envelope.recipients:
            _expect(*line.rcpt(recipient), RecipientRefused)
    except (smtplib.SMTPException, OSError) as problem:
        if isinstance(problem, TemporaryProblem | PermanentProblem):
            raise
        _raise_before(problem)


def _deliver(line: smtplib.SMTP, content: bytes) -> Accepted:
    """Give the message: until its last line is sent it cannot be accepted, from then on only the answer tells."""
    try:
        code, words = line.docmd("DATA")
        if code != 354:
            _expect(code, words, PermanentProblem)
            raise TemporaryProblem(_words(words), code)
        line.send(_stuffed(content))
    except (smtplib.SMTPException, OSError) as problem:
        if isinstance(problem, TemporaryProblem | PermanentProblem):
            raise
        _raise_before(problem)
    try:
        line.send(b".\r\n")
        code, words = line.getreply()
    except (smtplib.SMTPException, OSError) as problem:
        raise UnknownOutcome(_said(problem)) from problem
    _expect(code, words, PermanentProblem)
    return Accepted(_words(words))


def _stuffed(content: bytes) -> bytes:
    """CRLF line ends, a dot doubled at the beginning of a line, and a line end at the end (RFC 5321, 4.5.2)."""
    lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    if lines and not lines[-1]:
        lines.pop()
    return b"".join((b"." + line if line.startswith(b".") else line) + b"\r\n" for line in lines)


def _expect(code: int, words: bytes, permanent: type[PermanentProblem]) -> None:
    if 200 <= code < 300:
        return
    if 500 <= code < 600:
        raise permanent(_words(words), code)
    raise TemporaryProblem(_words(words), code)


def _raise_before(problem: Exception) -> NoReturn:
    """The line broke before the end of the message: nothing was sent."""
    raise TemporaryProblem(_said(problem)) from problem


def _said(problem: Exception) -> str:
    error = getattr(problem, "smtp_error", None)
    if error:
        return _words(error)
    if isinstance(problem, TimeoutError | socket.timeout):
        return "timed out"
    return (str(problem) or type(problem).__name__)[:_LONGEST_WORDS]


def _words(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    printable = "".join(char if char.isprintable() or char == "\n" else " " for char in text)
    return printable.strip()[:_LONGEST_WORDS]


def _leave(line: smtplib.SMTP) -> None:
    """Say goodbye without waiting for long: what matters was answered already."""
    with suppress(smtplib.SMTPException, OSError):
        if line.sock is not None:
            line.sock.settimeout(2)
        line.quit()
    line.close()
