"""Pictures for documents: a template reads them as SVG text, whatever they are."""

from __future__ import annotations

import base64
from io import BytesIO

from PIL import Image

MIME_TYPES = {"png": "image/png", "jpeg": "image/jpeg"}


def as_svg(content: bytes, kind: str) -> str:
    """Return the SVG text of a picture of kind `svg`, `png` or `jpeg`; a bitmap is put inside, as it is.

    Raises ValueError for another kind, or what is no picture.
    """
    if kind == "svg":
        return content.decode("utf-8")
    mime = MIME_TYPES.get(kind)
    if mime is None:
        raise ValueError(f"no picture is of kind {kind!r}")
    try:
        with Image.open(BytesIO(content)) as picture:
            width, height = picture.size
    except OSError as problem:
        raise ValueError("the picture cannot be read") from problem
    encoded = base64.b64encode(content).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:{mime};base64,{encoded}"/></svg>'
    )
