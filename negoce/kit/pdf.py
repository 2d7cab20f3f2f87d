"""PDF: a typst template and plain data make the bytes of a document, the same bytes for the same data.

Data reach the template only as JSON inside `sys.inputs`, never as source: nothing that people typed is read as
markup or code. Only the fonts beside this file are used, so that every machine gives the same pages.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Literal

import typst

from negoce.kit.printable import FONTS, printable_data

ARCHIVAL: typst.PDFStandard = "a-3b"
# One compiler a process works at a time: typst itself uses all cores, and gives way to other threads meanwhile.
_LOCK = Lock()


class CannotPrint(ValueError):
    """The template did not accept the data; the message is for developers."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A text file inside the PDF, such as the XML of an electronic invoice (`factur-x.xml`)."""

    name: str
    content: bytes
    mime_type: str = "text/xml"
    relationship: Literal["source", "data", "alternative", "supplement"] = "alternative"
    description: str = ""


def render_pdf(
    template: Path,
    data: Mapping[str, object],
    *,
    made_on: date,
    images: Mapping[str, str] | None = None,
    attachment: Attachment | None = None,
    archival: bool = True,
) -> bytes:
    """Return the PDF of a template, tagged; `archival` makes it PDF/A-3b.

    `data` are JSON values; dates and amounts come already written. The template finds them in
    `json(bytes(sys.inputs.data))`, each SVG text of `images` in `sys.inputs` under its name, and the attachment in
    `sys.inputs.attachment`. `made_on` is the only date in the file. Raises CannotPrint, and UnicodeDecodeError for an
    attachment that is not UTF-8.
    """
    return _compile(template, _inputs(data, images, attachment), made_on, archival=archival)


def render_pictures(
    template: Path,
    data: Mapping[str, object],
    *,
    made_on: date,
    images: Mapping[str, str] | None = None,
    dots_per_inch: float = 96,
) -> list[bytes]:
    """Return each page as a PNG picture. Raises CannotPrint."""
    with _LOCK:
        try:
            pages = _compiler(template).compile(
                format="png",
                ppi=dots_per_inch,
                sys_inputs=_inputs(data, images, None),
                timestamp=_moment(made_on),
            )
        except RuntimeError as problem:
            raise CannotPrint(str(problem)) from problem
    return [pages] if isinstance(pages, bytes) else list(pages or [])


def _compile(template: Path, inputs: dict[str, str], made_on: date, *, archival: bool) -> bytes:
    with _LOCK:
        try:
            content = _compiler(template).compile(
                format="pdf",
                sys_inputs=inputs,
                pdf_standards=[ARCHIVAL] if archival else [],
                timestamp=_moment(made_on),
            )
        except RuntimeError as problem:
            raise CannotPrint(str(problem)) from problem
    assert isinstance(content, bytes)
    return content


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


@cache
def _compiler(template: Path) -> typst.Compiler:
    """The warm compiler of a template, which may import files of its own folder."""
    return typst.Compiler(
        input=str(template), root=str(template.parent), font_paths=_fonts(), ignore_system_fonts=True
    )


def _inputs(
    data: Mapping[str, object], images: Mapping[str, str] | None, attachment: Attachment | None
) -> dict[str, str]:
    inputs = dict(images or {})
    inputs["data"] = json.dumps(printable_data(data), ensure_ascii=False)
    if attachment is not None:
        inputs["attachment"] = attachment.content.decode("utf-8")
        inputs["attachment_facts"] = json.dumps(
            {
                "name": attachment.name,
                "mime": attachment.mime_type,
                "relationship": attachment.relationship,
                "description": attachment.description,
            }
        )
    return inputs


def _moment(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
