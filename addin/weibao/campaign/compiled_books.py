"""The two workbooks of a 资料汇编 as bytes: the index that goes with it, and the office's list of what is missing."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from weibao.compute.compilation import Kept
from weibao.compute.proof_files import suffix_of
from weibao.documents.kinds import compiled_cover
from weibao.documents.kinds import compiled_words as words
from weibao.documents.kinds.report_figures import points

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weibao.compute.compilation import Compiled
    from weibao.compute.compilation_boxes import Box
    from weibao.compute.compilation_gaps import Gap
    from weibao.documents.kind import Case
    from weibao.sheets.compilation_book import Link, Page

INDEX: Final = "00 索引.xlsx"
GAPS: Final = "00 缺漏清单（内部，不报送）.xlsx"


def index_book(case: Case, compiled: Compiled, boxes: Sequence[Box]) -> bytes:
    """Summary, materials with a link to each file, indicators with their leaves."""
    from weibao.sheets import compilation_book as book

    title = "".join(words.name_lines(case))
    about = f"{_when(case)}；点“文件”一栏打开材料，整个文件夹一起移动，链接照样能用。"
    pages = (
        book.Page("索引", about, book.SUMMARY_COLUMNS, _summary(compiled), portrait=True),
        book.Page(book.CATALOGUE, about, book.COLUMNS, list(_materials(case, compiled))),
        book.Page(book.INDICATORS, about, book.INDICATOR_COLUMNS, list(_indicators(case, compiled, boxes))),
    )
    return _bytes(case, pages, title)


def gap_book(case: Case, compiled: Compiled, gaps: Sequence[Gap]) -> bytes:
    """What is missing, which files were left out, which to look at before it is handed in."""
    from weibao.sheets import compilation_book as book

    titles = {item.id: item.title for item in case.rulebook.indicators}
    names = {unit.id: unit.name for unit in case.rulebook.units}
    missing = [
        [gap.lack.label, gap.indicator, titles.get(gap.indicator), names.get(gap.unit), gap.number, gap.text]
        for gap in gaps
    ]
    left = [[item.file, names.get(item.unit), item.indicator, item.why.text, item.code] for item in compiled.left_out]
    about = f"{_when(case)}。办公室内部核对用，不随汇编报送。"
    release = (
        "放行：确需收录含个人信息的，核对后在核定台账“设置”的“汇编放行的文件”里写“放行码=审核人”；其他原因的不能放行。"
    )
    pages = (
        book.Page("缺漏", about, book.GAP_COLUMNS, missing),
        book.Page("没有收录的文件", release, book.LEFT_COLUMNS, left),
        book.Page("报送前再看", about, book.LOOK_COLUMNS, [list(look) for look in compiled.looks]),
    )
    return _bytes(case, pages, "资料汇编缺漏清单")


def _when(case: Case) -> str:
    return f"第{case.assessment.round}轮，基准日 {case.assessment.as_of.isoformat()}"


def _bytes(case: Case, pages: Sequence[Page], title: str) -> bytes:
    from weibao.sheets.compilation_book import write_pages

    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "book.xlsx"
        write_pages(path, pages, title=title, created=case.assessment.as_of)
        return path.read_bytes()


def _summary(compiled: Compiled) -> list[list[str | int | Link | None]]:
    from weibao.sheets.compilation_book import Link

    found: list[list[str | int | Link | None]] = [
        [None, "全部", None, None, None, None, Link(compiled_cover.FILE, "封面、编制说明和总目录")]
    ]
    for number, volume in enumerate(compiled.volumes, 1):
        entries = [entry for chapter in volume.chapters for entry in chapter.in_it]
        listed = sum(bool(chapter.in_it) for chapter in volume.chapters)
        pages = sum(entry.pages or 0 for entry in entries if entry.kept is Kept.INCLUDED)
        paper = Link(words.catalogue_path(volume), f"{volume.folder}目录")
        found.append([number, volume.category.name, len(volume.chapters), listed, len(entries), pages or None, paper])
    return found


def _materials(case: Case, compiled: Compiled) -> Iterator[list[str | int | Link | None]]:
    """A row for every file; one for a material without."""
    from weibao.sheets.compilation_book import Link

    for volume in compiled.volumes:
        for chapter in volume.chapters:
            for entry in chapter.entries:
                line = words.line(case, entry, 0)
                links = [piece.target for piece in entry.pieces] + [target for _, target in entry.same]
                for number, target in enumerate(links or [""]):
                    first = number == 0
                    yield [
                        line["档号"], chapter.indicator.id, chapter.indicator.title, line["文号"], line["责任者"],
                        line["题名"], line["日期"], entry.pages if first and line["页数"] else None, line["备注"],
                        Link(target, _short(target)) if target else None,
                    ]  # fmt: skip


def _indicators(case: Case, compiled: Compiled, boxes: Sequence[Box]) -> Iterator[list[str | int | Link | None]]:
    from weibao.sheets.compilation_book import Link

    results = {result.indicator: result for result in case.assessment.indicators}
    for volume in compiled.volumes:
        for chapter in volume.chapters:
            item, result = chapter.indicator, results[chapter.indicator.id]
            figures = result.figures
            yield [
                item.id, item.title, volume.category.name, item.topic, points(case.rulebook, item.full),
                points(case.rulebook, figures.claimed, ""), points(case.rulebook, figures.verified, ""),
                result.level.label, len(chapter.in_it), _number(words.pages(chapter.in_it)),
                next(box.code for box in boxes if chapter in box.chapters), Link(words.leaf_path(chapter), "指标扉页"),
            ]  # fmt: skip


def _short(target: str) -> str:
    """I03-02.pdf: what tells a file from its neighbours."""
    name = target.rpartition("/")[2]
    return name.partition("_")[0] + suffix_of(name)


def _number(text: str) -> int | None:
    return int(text) if text else None
