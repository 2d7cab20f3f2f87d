"""From a request to its answer: address, token, scope, body, repeats, and every refusal as a problem."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from threading import Lock

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from negoce.api.access import Caller, identify, require_scope
from negoce.api.bodies import read_json
from negoce.api.endpoints import Answer, Call, Endpoint
from negoce.api.page import reference_page
from negoce.api.problems import Problem, of_refusal
from negoce.api.rate import count_request
from negoce.api.registry import find, methods_of
from negoce.api.root import ROOT
from negoce.api.uploads import check_length, fingerprint_of_upload
from negoce.identity.actions.api_reply import KeyReused, Reply, StillRunning, once, once_long
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused

log = logging.getLogger("negoce.api")
KEY_HEADER = "Idempotency-Key"
MOST_KEY = 200
_turn = Lock()


def answer(request: HttpRequest) -> HttpResponseBase:
    """The answer to a request under /api/; never an exception, always JSON but for the pages that describe it."""
    language = translation.get_language_from_request(request)
    with translation.override(language):
        try:
            response = _answer(request)
        except Exception as problem:
            response = _problem_of(request, problem).response(request.path)
        response.headers["Content-Language"] = translation.get_language() or language
    patch_vary_headers(response, ["Accept-Language", "Authorization"])
    if isinstance(response, HttpResponse):
        response.headers["Content-Length"] = str(len(response.content))
    return response


def _answer(request: HttpRequest) -> HttpResponseBase:
    request.get_host()  # refuses names that are not ours
    page = reference_page(request)
    if page is not None:
        return page
    path = request.path_info.removeprefix(ROOT)
    caller = identify(request)
    if "Accept-Language" not in request.headers:
        translation.activate(caller.actor.language)
    count_request(caller.token.pk)
    method = "GET" if request.method == "HEAD" else request.method or ""
    found = find(method, path)
    if found is None:
        allowed = methods_of(path)
        if not allowed:
            raise Problem("not-found", _("Cette adresse n’existe pas. Voyez %(page)s.") % {"page": ROOT})
        raise Problem(
            "method",
            _("Cette adresse accepte %(methods)s.") % {"methods": ", ".join(allowed)},
            headers={"Allow": ", ".join(allowed)},
        )
    endpoint, ids = found
    require_scope(caller, endpoint.scope)
    return _run(request, caller, endpoint, ids)


def _run(
    request: HttpRequest, caller: Caller, endpoint: Endpoint, ids: Mapping[str, str]
) -> HttpResponseBase:
    if endpoint.permission is not None:
        require(caller.actor, endpoint.permission)
    if endpoint.upload:
        check_length(request)
    body = read_json(request) if endpoint.takes_body else {}
    query = _query(request, endpoint)
    call = Call(request, caller.actor, caller.token, caller.scopes, ids, query, body)
    key = request.headers.get(KEY_HEADER, "").strip()
    if not endpoint.writes:
        return _sent(endpoint.handle(call))
    if endpoint.look_up is not None:
        call = replace(call, looked_up=endpoint.look_up(call))
    with _in_turn(endpoint):
        return _write(request, call, endpoint, key)


@contextmanager
def _in_turn(endpoint: Endpoint) -> Iterator[None]:
    """SQLite has one writer, found by chance by those who wait: in one process they take turns instead."""
    if connection.vendor != "sqlite" or endpoint.long:
        yield
        return
    with _turn:
        yield


def _write(request: HttpRequest, call: Call, endpoint: Endpoint, key: str) -> HttpResponseBase:
    if not key:
        return _sent(endpoint.handle(call))
    if len(key) > MOST_KEY or not key.isascii() or not key.isprintable():
        raise Problem("malformed", _("Idempotency-Key : 200 caractères simples au plus."))
    run = once_long if endpoint.long else once
    try:
        reply = run(
            call.token,
            key=key,
            fingerprint=_fingerprint(request, endpoint),
            write=lambda: _reply(endpoint.handle(call)),
        )
    except KeyReused:
        detail = _("Cette clé a déjà servi à une autre demande. Rien n’a été fait : prenez-en une autre.")
        raise Problem("key-reused", detail) from None
    except StillRunning:
        detail = _("La première demande avec cette clé n’est pas finie. Réessayez dans un instant.")
        raise Problem("in-progress", detail, headers={"Retry-After": "1"}) from None
    headers = {**reply.headers, **({"Idempotency-Replayed": "true"} if reply.repeated else {})}
    return HttpResponse(
        reply.body.encode(), status=reply.status, content_type="application/json", headers=headers
    )


def _query(request: HttpRequest, endpoint: Endpoint) -> Mapping[str, str]:
    known = {parameter.name for parameter in endpoint.query}
    given = {name: str(request.GET[name]).replace("\x00", "") for name in request.GET}
    unknown = [name for name in given if name not in known]
    if unknown:
        errors = {name[:60]: [_("Ce paramètre n’existe pas ici.")] for name in unknown[:20]}
        raise Problem("invalid", _("Un paramètre de l’adresse n’existe pas."), errors=errors)
    return given


def _fingerprint(request: HttpRequest, endpoint: Endpoint) -> str:
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode("utf-8", "replace"))
    digest.update(fingerprint_of_upload(request) if endpoint.upload else request.body)
    digest.update(request.headers.get("If-Match", "").encode("utf-8", "replace"))
    return digest.hexdigest()


def _reply(given: Answer) -> Reply:
    return Reply(given.status, given.headers, _written(given.data))


def _written(data: object) -> str:
    return "" if data is None else json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _sent(given: Answer) -> HttpResponseBase:
    if given.pieces is not None:
        return StreamingHttpResponse(
            given.pieces, content_type=given.content_type, headers=dict(given.headers)
        )
    return HttpResponse(
        given.data if isinstance(given.data, bytes) else _written(given.data).encode(),
        status=given.status,
        content_type=given.content_type,
        headers=dict(given.headers),
    )


def _problem_of(request: HttpRequest, problem: Exception) -> Problem:
    if isinstance(problem, Problem):
        return problem
    if isinstance(problem, Refused):
        return of_refusal(problem)
    if isinstance(problem, Http404):
        return Problem("not-found", _("Cette fiche n’existe pas, ou n’est pas visible pour vous."))
    if isinstance(problem, PermissionDenied):
        return Problem("forbidden", str(problem) or _("Votre rôle ne permet pas cette action."))
    if isinstance(problem, BadRequest | SuspiciousOperation | MultiPartParserError | UnicodeError):
        return Problem("malformed", _("La demande ne se lit pas. Rien n’a été enregistré."))
    if isinstance(problem, OperationalError):
        # Locked, deadlocked or not reached: nothing of the request is stored, and later it may be.
        log.warning("API: %s %s: %s", request.method, request.path, problem)
        detail = _("La base de données est occupée. Rien n’a été enregistré : réessayez.")
        return Problem("busy", detail, headers={"Retry-After": "2"})
    log.error("API: %s %s", request.method, request.path, exc_info=problem)
    return Problem("broken", _("Une erreur s’est produite de notre côté. Rien n’a été enregistré."))
