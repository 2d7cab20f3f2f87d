"""Files that programs send in a form."""

from __future__ import annotations

import hashlib

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from negoce.api.problems import Problem, invalid
from negoce.files.rules.kinds import FORM_ROOM, MAX_TEXT_BYTES


def check_length(request: HttpRequest) -> None:
    """Refuse by its announced size what is larger than any file that we take: nothing of it is read.

    Raises Problem. What announces no size has no body for us.
    """
    given = request.META.get("CONTENT_LENGTH") or "0"
    if not str(given).isdigit() or int(given) > MAX_TEXT_BYTES + FORM_ROOM:
        raise Problem(
            "too-large",
            _("Un fichier a %(max)s Mo au plus. Rien n’a été lu.") % {"max": MAX_TEXT_BYTES // 10**6},
        )


def uploaded_file(request: HttpRequest, name: str = "file") -> UploadedFile:
    """The file of a form. Raises Problem."""
    if request.content_type != "multipart/form-data":
        raise Problem(
            "media-type", _("Envoyez le fichier dans un formulaire (multipart/form-data), champ « file ».")
        )
    file = request.FILES.get(name)
    if not isinstance(file, UploadedFile):
        raise invalid(name, _("Joignez un fichier dans le champ « file »."))
    return file


def form_values(request: HttpRequest) -> dict[str, str]:
    """The other fields of the form."""
    return {name: str(request.POST[name]).replace("\x00", "") for name in request.POST}


def fingerprint_of_upload(request: HttpRequest) -> bytes:
    """What tells one upload from another: the boundary of the form changes each time, the content does not."""
    digest = hashlib.sha256()
    for name, value in sorted(form_values(request).items()):
        digest.update(f"{name}={value}\n".encode("utf-8", "replace"))
    for name in sorted(request.FILES):
        file = request.FILES[name]
        assert isinstance(file, UploadedFile)
        digest.update(f"{name}:{file.name}\n".encode("utf-8", "replace"))
        for piece in file.chunks():
            digest.update(piece)
        file.seek(0)
    return digest.digest()
