"""Addresses of the file of a tender and of the certificates of the house."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.tender_files import documents, requirements, shelf

app_name = "tender_files"
_TENDER = "tenders/<public_id:public_id>/"
_DOCUMENT = f"{_TENDER}documents/<public_id:document_id>/"
_REQUIREMENT = f"{_TENDER}requirements/<public_id:requirement_id>/"
_SHELF = "tenders/house/"
_CERTIFICATE = f"{_SHELF}<public_id:public_id>/"
urlpatterns = [
    path(_SHELF, shelf.listing, name="shelf"),
    path(f"{_SHELF}new/", shelf.new, name="certificate_new"),
    path(_CERTIFICATE, shelf.change, name="certificate"),
    path(f"{_CERTIFICATE}removal/", shelf.removal, name="certificate_removal"),
    path(f"{_CERTIFICATE}file/", shelf.file, name="certificate_file"),
    path(f"{_TENDER}documents/new/", documents.new, name="document_new"),
    path(f"{_TENDER}documents/usual/", documents.usual, name="usual"),
    path(_DOCUMENT, documents.change, name="document"),
    path(f"{_DOCUMENT}removal/", documents.removal, name="document_removal"),
    path(f"{_DOCUMENT}file/", documents.file, name="file"),
    path(f"{_TENDER}requirements/new/", requirements.new, name="requirement_new"),
    path(f"{_TENDER}requirements/paste/", requirements.paste, name="paste"),
    path(_REQUIREMENT, requirements.change, name="requirement"),
    path(f"{_REQUIREMENT}removal/", requirements.removal, name="requirement_removal"),
]
