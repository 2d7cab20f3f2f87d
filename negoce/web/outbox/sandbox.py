"""The HTML of messages in the browser: drawn with its own styles, and otherwise powerless."""

from __future__ import annotations

from base64 import b64encode

from csp.constants import SELF
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from negoce.outbox.documents.letter import LOGO_ID

# No script, no form, no request to anybody; `sandbox` also takes away our own origin. Mail is drawn by styles that
# stand in it, so that they are allowed here and nowhere else.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'; "
    "form-action 'none'; sandbox allow-popups"
)


def with_frame(response: HttpResponse) -> HttpResponse:
    """Let a page of ours hold a frame of ours."""
    response._csp_update = {"frame-src": [SELF]}  # type: ignore[attr-defined]  # what django-csp reads
    return response


def saved(content: bytes, name: str) -> HttpResponse:
    """A file to be saved under its name, whatever it is: never drawn among our pages."""
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(
        content, content_type="application/octet-stream", headers={"Content-Disposition": disposition}
    )


def sandboxed(html: str, *, logo: tuple[bytes, str] | None = None) -> HttpResponse:
    """The document of a frame on our own pages; `logo` takes the place of the image that goes with the message."""
    if logo is not None:
        content, subtype = logo
        html = html.replace(f"cid:{LOGO_ID}", f"data:image/{subtype};base64,{b64encode(content).decode()}")
    headers = {
        "Content-Security-Policy": POLICY,
        "X-Frame-Options": "SAMEORIGIN",
        "Cache-Control": "no-store, private",
    }
    return HttpResponse(html, headers=headers)
