"""What the papers of a finished 资料汇编 share: a line of the catalogue, its columns, and which kinds they are.

They are made by `weibao compile` beside the files, out of `compute.compilation`; no draft of them lies in 文书/.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from weibao.compute.compilation import Kept
from weibao.documents import wording
from weibao.documents.kind import Group, Kind, Layout
from weibao.documents.kinds import report_words as words
from weibao.documents.kinds.compilation import number_shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from weibao.compute.compilation import Chapter, Entry, Volume
    from weibao.documents.kind import Case

_HAN: Final = r"\u4e00-\u9fff"
_WIDE: Final = dict(zip(",;:!?", "，；：！？", strict=True))
_NARROW: Final = re.compile(rf"(?<=[{_HAN}”》）])[,;:!?](?=[{_HAN}“《（]|$)")
_QUOTED: Final = re.compile(r'"([^"]*)"')
_PAIRED: Final = re.compile(rf"(?<=[{_HAN}])\(([^()]*[{_HAN}][^()]*)\)")
LINES: Final = "每件有 序号、档号、文号、责任者、题名、日期、页数、备注"
NAME: Final = "工作资料汇编"


def line(case: Case, entry: Entry, number: int) -> dict[str, str]:
    """One 件 with the fields of DA/T 22-2015; who handed it in stands as 责任者."""
    return {
        "序号": str(number),
        "档号": entry.number,
        "文号": number_shown(entry.doc_no),
        "责任者": case.rulebook.unit_by_id[entry.unit].name,
        "题名": wording.tight(" ".join(entry.title.split())),
        "日期": f"{entry.dated:%Y%m%d}" if entry.dated else "",
        "页数": "" if entry.pages is None or entry.kept is Kept.SHARED else str(entry.pages),
        "备注": remark(entry),
    }


def remark(entry: Entry) -> str:
    """Why there is no file under this number, or where more of it is."""
    seen = "、".join(dict.fromkeys(number for number, _ in entry.same))
    if entry.kept is Kept.SHARED:
        return f"同一份材料，见{seen}"
    if entry.kept is Kept.PAPER:
        return f"纸质件，存{entry.location}" if entry.location else "纸质件"
    if entry.kept is Kept.ONLINE:
        return "网页"
    if entry.kept is Kept.MISSING:
        return "暂缺电子文件"
    if entry.kept is Kept.LEFT_OUT:
        return "未收录，原件备查"
    parts = [f"部分见{seen}"] if seen else []
    return "；".join([*parts, f"另有{entry.barred}个文件未收录"] if entry.barred else parts)


def pages(entries: Iterable[Entry]) -> str:
    """The pages that are known, together; "" where none is."""
    known = sum(entry.pages or 0 for entry in entries if entry.kept is Kept.INCLUDED)
    return str(known) if known else ""


def ordinal(number: int) -> str:
    """Of a heading; in figures beyond what is written in characters."""
    return wording.chinese_number(number) if number < 100 else str(number)


def name_lines(case: Case) -> tuple[str, ...]:
    """What the compilation is called, in lines."""
    return words.title(case.settings.county, words.campaign_name(case.rulebook), NAME)


def wide(text: str) -> str:
    """Words of the plan with the full-width signs that a document has between Han characters; no other change."""
    text = _NARROW.sub(lambda match: _WIDE[match[0]], text)
    return _QUOTED.sub(r"“\1”", _PAIRED.sub(r"（\1）", text))


def catalogue_path(volume: Volume) -> str:
    """Where a category's catalogue lies, below the compilation."""
    return f"{volume.folder}/{volume.place:02d}-00 分册封面和目录.docx"


def leaf_path(chapter: Chapter) -> str:
    """Where an indicator's leaf lies, below the compilation."""
    return f"{chapter.folder}/{chapter.indicator.id}-00_指标扉页.docx"


def compiled_kind(
    name: str, title: str, fields: Mapping[str, str], named: Sequence[str], build: Callable[[], bytes]
) -> Kind:
    """A kind that only `weibao compile` makes."""
    return Kind(
        name=name, title=title, genre="", layout=Layout.GENERAL, group=Group.ON_REQUEST, fields=fields,
        named=tuple(named), build=build, documents=lambda _case: (), working=True,
        needs="随资料汇编一起写，请点“资料汇编”（命令行用 weibao compile）",
    )  # fmt: skip
