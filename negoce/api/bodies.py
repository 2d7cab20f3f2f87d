"""Reads what programs send: JSON objects, strictly. What comes from outside is hostile."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.utils.translation import gettext as _

from negoce.api.problems import Problem

MOST_DIGITS = 30
# As it stands in JSON; after another backslash these are the six characters, which a text may have.
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


def read_json(request: HttpRequest) -> Mapping[str, Any]:
    """The JSON object of a request; an empty body is an empty object. Raises Problem."""
    try:
        raw = request.body
    except RequestDataTooBig:
        raise Problem("too-large", _("Une demande a 5 Mo au plus. Envoyez-la en plusieurs fois.")) from None
    except OSError:
        raise Problem("malformed", _("La demande s’est interrompue. Rien n’a été enregistré.")) from None
    if not raw:
        return {}
    if request.content_type != "application/json":
        raise Problem("media-type", _("Envoyez du JSON, avec l’en-tête Content-Type: application/json."))
    try:
        text = raw.decode("utf-8")
        content = json.loads(text, parse_float=_decimal, parse_int=_whole, parse_constant=_refuse)
        if "\\u" in text:
            # Half characters and NULs may only come written as escapes; no text of ours has them.
            _check_text(content)
        elif "\x00" in text:
            raise ValueError("NUL")
    except (ValueError, RecursionError, InvalidOperation):
        raise Problem("malformed", _("Ce JSON ne se lit pas. Rien n’a été enregistré.")) from None
    if not isinstance(content, dict):
        raise Problem("malformed", _("Un objet JSON est attendu : { … }."))
    return content


def _check_text(content: object) -> None:
    written = json.dumps(content, ensure_ascii=False, default=str)
    written.encode("utf-8")
    if _NUL.search(written):
        raise ValueError("NUL")


def _decimal(text: str) -> Decimal:
    value = Decimal(text)
    if len(text) > MOST_DIGITS or abs(value.adjusted()) > MOST_DIGITS:
        raise ValueError("number out of any likelihood")
    return value


def _whole(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise ValueError("number out of any likelihood")
    return int(text)


def _refuse(text: str) -> object:
    raise ValueError(text)
