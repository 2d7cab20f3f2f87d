"""Pictures for documents: what is kept of them, and what is refused."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from negoce.files.rules.pictures import KEPT_SIDE, read_picture

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">'
)


def bitmap(kind: str = "PNG", size: tuple[int, int] = (30, 20), mode: str = "RGB") -> bytes:
    kept = io.BytesIO()
    Image.new(mode, size).save(kept, kind)
    return kept.getvalue()


def svg(body: str, head: str = HEAD) -> bytes:
    return f"{head}{body}</svg>".encode()


def refused(content: bytes) -> str:
    finding = read_picture(content).finding
    return "" if finding is None else finding.code


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "P"), ("PNG", "LA"), ("JPEG", "L"), ("JPEG", "CMYK")])
def test_a_bitmap_is_drawn_again_in_the_colours_of_the_screen(kind: str, mode: str) -> None:
    read = read_picture(bitmap(kind, mode=mode)).value
    assert read is not None
    with Image.open(io.BytesIO(read.content)) as again:
        assert (again.mode, again.size) == ("RGB" if kind == "JPEG" else "RGBA", (30, 20))


def test_what_hides_in_a_bitmap_is_not_kept() -> None:
    read = read_picture(bitmap("JPEG") + b"<script>alert(1)</script>").value
    assert read is not None
    assert b"script" not in read.content


def test_a_large_bitmap_is_made_smaller() -> None:
    read = read_picture(bitmap(size=(4000, 1000))).value
    assert read is not None
    with Image.open(io.BytesIO(read.content)) as again:
        assert again.size == (KEPT_SIDE, KEPT_SIDE // 4)


def test_a_bitmap_that_unpacks_to_gigabytes_is_not_unpacked() -> None:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 9_000))
        + chunk(b"IEND", b"")
    )
    assert refused(bomb) == "picture.too_many_pixels"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"  ", "picture.empty"),
        (b"%PDF-1.7", "picture.not_one"),
        (b"\x89PNG\r\n\x1a\n broken", "picture.damaged"),
        (bitmap()[:40], "picture.damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 2_000_001, "picture.too_large"),
        (b"<html><svg></svg></html>", "picture.not_one"),
        (b"<svg><g></svg>", "picture.damaged"),
    ],
)
def test_what_is_no_picture_is_refused(content: bytes, code: str) -> None:
    assert refused(content) == code


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<script>alert(1)</script>", "picture.svg_part"),
        ("<foreignObject/>", "picture.svg_part"),
        ('<image href="data:image/png;base64,AA"/>', "picture.svg_part"),
        ("<style>@import url(http://evil.example)</style>", "picture.svg_part"),
        ("<text>Négoce</text>", "picture.svg_part"),
        ("<filter><feTurbulence/></filter>", "picture.svg_part"),
        ('<use href="http://evil.example/#a"/>', "picture.svg_link"),
        ('<use xlink:href="/etc/passwd#a"/>', "picture.svg_link"),
        ('<rect fill="url(http://evil.example/a)"/>', "picture.svg_link"),
        ('<rect style="fill:url(//evil.example/a)"/>', "picture.svg_link"),
        ("<g/>" * 3_001, "picture.svg_too_complex"),
        ('<rect id="a"/>' + '<use href="#a"/>' * 51, "picture.svg_too_complex"),
        ('<g id="b"><use href="#a"/></g>', "picture.svg_too_complex"),
        ('<defs><use href="#a"/></defs>', "picture.svg_too_complex"),
    ],
)
def test_an_svg_that_is_more_than_a_drawing_is_refused(body: str, code: str) -> None:
    assert refused(svg(body)) == code


def test_entities_are_refused_and_a_plain_doctype_is_not() -> None:
    laughs = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + HEAD
    assert refused(svg("<title>&b;</title>", laughs)) == "picture.svg_part"
    outside = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + HEAD
    assert refused(svg("<title>&x;</title>", outside)) == "picture.svg_part"
    plain = (
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
        + HEAD
    )
    assert refused(svg("<rect/>", plain)) == ""


@pytest.mark.parametrize("size", ['viewBox="0 0 0 10"', 'width="10%" height="10%"', 'viewBox="a b c d"', ""])
def test_an_svg_without_a_size_is_refused(size: str) -> None:
    assert refused(svg("<rect/>", f'<svg xmlns="http://www.w3.org/2000/svg" {size}>')) == "picture.svg_size"


def test_handlers_and_the_parts_of_other_programs_stay_behind() -> None:
    body = (
        '<metadata xmlns:x="http://x.example"><x:script>1</x:script></metadata><!-- a comment -->'
        '<g xmlns:i="http://inkscape.example" i:label="x" onclick="alert(1)" class="a">'
        '<path d="M0 0h1v1z" fill="#123"/></g>'
    )
    read = read_picture(svg(body)).value
    assert read is not None
    text = read.content.decode()
    assert [word for word in ("metadata", "onclick", "inkscape", "comment", "class") if word in text] == []
    assert '<path d="M0 0h1v1z" fill="#123"/>' in text
