"""The folder of a platform: files whole or not at all, statuses read once."""

from __future__ import annotations

import os

import pytest

from negoce.integrations.platform.folder import LARGEST_MESSAGE, FolderPlatform
from negoce.integrations.platform.routes import platform_of
from negoce.integrations.platform.types import Away, Declined, FolderRoute, Outgoing, Syntax

INVOICE = Outgoing("doc-1", "F-2026/0001.pdf", Syntax.FACTURX, b"%PDF-1.7")


@pytest.fixture
def platform(tmp_path):
    return platform_of(FolderRoute(tmp_path))


def test_a_document_is_written_once_under_its_key(platform, tmp_path):
    receipt = platform.submit(INVOICE)
    assert platform.submit(INVOICE, again=True) == receipt
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["doc-1_F-2026-0001.pdf"]
    assert (tmp_path / "out" / receipt.identifier).read_bytes() == b"%PDF-1.7"


def test_the_same_key_with_another_content_is_refused(platform):
    platform.submit(INVOICE)
    with pytest.raises(Declined, match="another content"):
        platform.submit(Outgoing("doc-1", "F-2026/0001.pdf", Syntax.FACTURX, b"other"))


def test_no_name_leads_out_of_the_folder(platform, tmp_path):
    platform.submit(Outgoing("../../etc", "../../passwd", Syntax.CII, b"x"))
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["etc_passwd"]


def test_a_crash_while_writing_leaves_no_file(platform, tmp_path, monkeypatch):
    def breaks(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("negoce.integrations.platform.folder.os.fsync", breaks)
    with pytest.raises(Away, match="No space left"):
        platform.submit(INVOICE)
    assert list((tmp_path / "out").iterdir()) == []


def test_messages_are_read_then_put_aside(platform, tmp_path):
    platform.news(None)
    box = tmp_path / "in"
    (box / "b.xml").write_bytes(b"<b/>")
    os.utime(box / "b.xml", (2_000_000, 2_000_000))
    (box / "a.xml").write_bytes(b"<a/>")
    told = platform.news(None)
    assert [each.content for each in told] == [b"<b/>", b"<a/>"]
    assert [each.identifier for each in platform.news(None)] == [each.identifier for each in told]
    for each in told:
        platform.settle(each)
        platform.settle(each)
    assert platform.news(None) == ()
    assert len(list((box / "read").iterdir())) == 2


def test_what_is_not_whole_too_large_or_a_link_is_left_alone(platform, tmp_path):
    platform.news(None)
    box = tmp_path / "in"
    (box / "half.xml.part").write_bytes(b"<a")
    (box / ".hidden.xml").write_bytes(b"<a/>")
    (box / "note.txt").write_bytes(b"a")
    (box / "link.xml").symlink_to("/etc/passwd")
    with (box / "huge.xml").open("wb") as file:
        file.truncate(LARGEST_MESSAGE + 1)
    assert platform.news(None) == ()


def test_a_folder_has_no_directory(tmp_path):
    with pytest.raises(Declined):
        FolderPlatform(tmp_path).look_up("404833048")
