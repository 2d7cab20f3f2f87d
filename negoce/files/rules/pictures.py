"""A picture for documents: PNG, JPEG or SVG from anybody, made harmless and small before it is kept.

Bitmaps are drawn again (no colour space, metadata or trailing bytes of theirs survive). An SVG is rebuilt from the
few elements that a logo needs: it can run nothing, load nothing and repeat nothing without end.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from io import BytesIO

from lxml import etree
from PIL import Image

from negoce.kit.explain import Parsed, refuse

MAX_GIVEN_BYTES = 2_000_000
MAX_KEPT_BYTES = 300_000
MAX_PIXELS = 25_000_000
KEPT_SIDE = 1_200
MAX_ELEMENTS = 3_000
MAX_USES = 50

_SVG = "http://www.w3.org/2000/svg"
_HREF = ("href", "{http://www.w3.org/1999/xlink}href")
_DRAWN = frozenset(
    "svg g path rect circle ellipse line polyline polygon defs linearGradient radialGradient stop clipPath use title"
    " desc".split()
)
_LEFT_OUT = frozenset({"metadata"})
_URL = re.compile(r"url\(", re.IGNORECASE)
_OWN_URL = re.compile(r"url\(\s*['\"]?#[\w.:-]+['\"]?\s*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Picture:
    """Bytes that are safe to keep and print; `kind` is `png`, `jpeg` or `svg`."""

    kind: str
    content: bytes


def read_picture(content: bytes) -> Parsed[Picture]:
    """Return a picture made safe, or why it is refused.

    Refusals: ``picture.empty``, ``picture.too_large`` (of more than 2 MB, or 300 kB once drawn again),
    ``picture.too_many_pixels``, ``picture.not_one``, ``picture.damaged``, and for an SVG ``picture.svg_part`` (an
    element that a logo has no use for), ``picture.svg_link``, ``picture.svg_size``, ``picture.svg_too_complex``.
    """
    if not content.strip():
        return refuse("picture.empty")
    if len(content) > MAX_GIVEN_BYTES:
        return refuse("picture.too_large", size=len(content) // 1000, max=MAX_GIVEN_BYTES // 1000)
    if content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return _bitmap(content)
    if b"<svg" in content[:4096].lower():
        return _vector(content)
    return refuse("picture.not_one")


def _bitmap(content: bytes) -> Parsed[Picture]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as given:
                if given.width * given.height > MAX_PIXELS:
                    return refuse("picture.too_many_pixels", width=given.width, height=given.height)
                kind = "jpeg" if given.format == "JPEG" else "png"
                drawn = given.convert("RGB" if kind == "jpeg" else "RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return refuse("picture.too_many_pixels", width=0, height=0)
    except (OSError, ValueError, SyntaxError, MemoryError):
        return refuse("picture.damaged")
    drawn.thumbnail((KEPT_SIDE, KEPT_SIDE))
    # A copy without what came along: text chunks, profiles, EXIF.
    clean = Image.frombytes(drawn.mode, drawn.size, drawn.tobytes())
    kept = BytesIO()
    clean.save(kept, "JPEG" if kind == "jpeg" else "PNG", quality=90, optimize=True)
    return _kept(kind, kept.getvalue())


def _vector(content: bytes) -> Parsed[Picture]:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return refuse("picture.damaged")
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(iter(declared.iterentities()), None) is not None:
        return refuse("picture.svg_part", part="!ENTITY")
    if etree.QName(root).localname != "svg":
        return refuse("picture.not_one")
    refusal = _problem(root)
    if refusal is not None:
        return refusal
    if not _has_size(root):
        return refuse("picture.svg_size")
    kept = etree.Element(f"{{{_SVG}}}svg", nsmap={None: _SVG})
    _copy(root, kept)
    return _kept("svg", etree.tostring(kept, encoding="utf-8"))


def _problem(root: etree._Element) -> Parsed[Picture] | None:
    elements = uses = 0
    for element in root.iter():
        if not isinstance(element.tag, str):
            return refuse("picture.svg_part", part="&")
        name = etree.QName(element)
        elements += 1
        if elements > MAX_ELEMENTS:
            return refuse("picture.svg_too_complex", max=MAX_ELEMENTS)
        if name.namespace not in (None, _SVG) or name.localname in _LEFT_OUT or _is_left_out(element):
            continue
        if name.localname not in _DRAWN:
            return refuse("picture.svg_part", part=name.localname[:40])
        uses += name.localname == "use"
        if uses > MAX_USES:
            return refuse("picture.svg_too_complex", max=MAX_USES)
        if _links_out(element):
            return refuse("picture.svg_link")
    return _use_of_use(root)


def _use_of_use(root: etree._Element) -> Parsed[Picture] | None:
    """A `use` of something that holds a `use` doubles itself at each step: ten lines draw a billion shapes."""
    if any(
        etree.QName(above).localname not in ("svg", "g") or above.get("id")
        for use in root.iter(f"{{{_SVG}}}use", "use")
        for above in use.iterancestors()
        if above is not root
    ):
        return refuse("picture.svg_too_complex", max=MAX_USES)
    return None


def _is_left_out(element: etree._Element) -> bool:
    """Whether it stands in a part that is not copied: of another program, or metadata."""
    return any(
        etree.QName(above).namespace not in (None, _SVG) or etree.QName(above).localname in _LEFT_OUT
        for above in element.iterancestors()
    )


def _links_out(element: etree._Element) -> bool:
    for name, value in element.attrib.items():
        if name in _HREF and not str(value).strip().startswith("#"):
            return True
        if len(_URL.findall(str(value))) != len(_OWN_URL.findall(str(value))):
            return True
    return False


def _has_size(root: etree._Element) -> bool:
    box = re.split(r"[\s,]+", (root.get("viewBox") or "").strip())
    given = box[2:] if len(box) == 4 else [root.get("width") or "", root.get("height") or ""]
    try:
        sides = [float(side.removesuffix("px")) for side in given]
    except ValueError:
        return False
    return all(0 < side < 100_000 for side in sides)


def _copy(source: etree._Element, target: etree._Element) -> None:
    """Copy drawing attributes and the children that draw; texts, handlers and other programs' parts stay behind."""
    for name, value in source.attrib.items():
        plain = "href" if name in _HREF else str(name)
        if not plain.startswith(("{", "on")) and plain != "class":
            target.set(plain, str(value))
    for child in source:
        name = etree.QName(child)
        if name.namespace in (None, _SVG) and name.localname in _DRAWN - {"title", "desc"}:
            _copy(child, etree.SubElement(target, f"{{{_SVG}}}{name.localname}"))


def _kept(kind: str, content: bytes) -> Parsed[Picture]:
    if len(content) > MAX_KEPT_BYTES:
        return refuse("picture.too_large", size=len(content) // 1000, max=MAX_KEPT_BYTES // 1000)
    return Parsed(Picture(kind, content))
