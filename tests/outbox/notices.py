"""Delivery notices as mail servers write them (RFC 3464)."""

from __future__ import annotations


def notice(
    address: str,
    message_id: str,
    *,
    status: str = "5.1.1",
    action: str = "failed",
    words: str = "550 5.1.1 no such user",
    whole: bool = False,
) -> bytes:
    """A notice about one recipient, with the message that came back, whole or its headers; without an id, neither."""
    kind = "message/rfc822" if whole else "text/rfc822-headers"
    returned = f"""--b
Content-Type: {kind}

Message-ID: {message_id}
Subject: Lancement
{chr(10) + "Bonjour" if whole else ""}
"""
    text = f"""From: MAILER-DAEMON@mx.dairy.example
To: crm@house.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I could not deliver your message.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.dairy.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {words}

{returned if message_id else ""}--b--
"""
    return text.replace("\n", "\r\n").encode()
