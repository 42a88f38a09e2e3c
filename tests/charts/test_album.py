"""会议图册 as a PDF: its pages, what its contents say and where they lead, the same bytes each time."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from weibao.charts.album import FIRST, write_album
from weibao.charts.batch import Job, draw_all
from weibao.charts.picture import Nothing, Picture

TITLE = ("如皋市", "创建全国未成年人保护示范县（市）", "工作", "会议图册")
LINES = ("如皋市未成年人保护工作领导小组办公室", "第1轮　基准日：2023年10月9日")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Two pages of an album, drawn."""
    folder, nothing = tmp_path_factory.mktemp("pages"), Nothing("还没有可画的。")
    pictures = [
        Picture("points_by_category", title, "满分 100 分", "资料来源：如皋市", nothing)
        for title in ("工作机制失分最多，失 2 分", "部门牵头的事项，七成已完成")
    ]
    jobs = [Job(item, (), leaf=folder / f"{n}.pdf", number=FIRST + n) for n, item in enumerate(pictures)]
    draw_all(jobs)
    return [(job.picture, job.leaf) for job in jobs]


def bound(pages, path: Path) -> PdfReader:
    write_album(pages, path, title=TITLE, lines=LINES, made_from="weibaoalbum1")
    return PdfReader(path)


def test_cover_contents_and_pages_in_order_on_a4_landscape(pages, tmp_path):
    album = bound(pages, tmp_path / "a.pdf")
    texts = [page.extract_text() for page in album.pages]
    assert len(texts) == 4
    assert texts[0].splitlines()[:2] == ["如皋市创建全国未成年人保护示范县（市）", "工作会议图册"]
    assert all(line in texts[0] for line in LINES)
    assert [texts[n].strip().splitlines()[-1].strip() for n in (1, 2, 3)] == ["2", "3", "4"]
    assert all(picture.title in texts[1] for picture, _ in pages)
    assert texts[1].count("各项目得分") == 2  # what each is, before its finding
    assert pages[1][0].title in texts[3]
    for page in album.pages:
        assert [round(float(x)) for x in page.mediabox[2:]] == [842, 595]


def test_bookmarks_and_lines_of_the_contents_lead_to_the_pages(pages, tmp_path):
    album = bound(pages, tmp_path / "a.pdf")
    assert [(item.title, album.get_destination_page_number(item)) for item in album.outline] == [
        (picture.title, FIRST - 1 + n) for n, (picture, _) in enumerate(pages)
    ]
    links = [note.get_object() for note in album.pages[1]["/Annots"]]
    assert [album.get_page_number(link["/Dest"][0].get_object()) for link in links] == [2, 3]


def test_the_same_pages_give_the_same_bytes(pages, tmp_path):
    for name in ("a.pdf", "b.pdf"):
        bound(pages, tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert b"weibaoalbum1" in (tmp_path / "a.pdf").read_bytes()


def test_more_pages_than_the_contents_hold_are_refused(pages, tmp_path):
    with pytest.raises(ValueError, match="22 pages"):
        write_album(pages * 11, tmp_path / "a.pdf", title=TITLE, lines=LINES, made_from="x")
    assert not (tmp_path / "a.pdf").exists()
