"""资料汇编: cover and catalogue of the listed materials, by 项目 and indicator.

A line is one 件 with the fields of DA/T 22-2015 (档号 as a proposal 项目号-指标号-材料序号, 文号, 责任者, 题名, 日期 as
YYYYMMDD, 密级, 页数, 备注); 密级 and 页数 are left for the archivist. It names titles and where the paper
lies, never the remarks that units wrote. There is none before anything is listed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from weibao.compute.compilation_barred import is_marked
from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import report_words as words
from weibao.documents.kinds.report_body import cover_table
from weibao.documents.kinds.report_figures import by_category
from weibao.documents.sections import Page, section_break

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.compute.model import EvidenceInput
    from weibao.documents.kinds.report_figures import Standing
    from weibao.rulebook.model import Category

NAME: Final = "compilation"
TITLE: Final = "资料汇编"
# The year of a 文号 stands in six-cornered brackets (7.2.5), whatever the unit typed.
_BRACKETS: Final = re.compile(r"[(（\[［【]((?:19|20)\d\d)[)）\]］】]")

FIELDS: Final = {
    "汇编": "汇编名称，已分好行",
    "单位": "编制单位",
    "日期": "编制年月，如：2023年10月",
    "概况": "编制说明：件数、单位数、指标数",
    "缺材料": "没有材料的指标；没有时为空",
    "卷": "各项目，每个有 题、数、件；每件有 序号、档号、文号、责任者、题名、日期、备注",
}

_COLUMNS: Final = (
    lay.Column("序号", 560, "{{ 件.序号 }}", "WBTableCentre"),
    lay.Column("档号（拟）", 1330, "{{ 件.档号 }}", "WBTableCentre"),
    lay.Column("文号", 2200, "{{ 件.文号 }}", "WBTableCentre"),
    lay.Column("责任者", 1300, "{{ 件.责任者 }}"),
    lay.Column("题名", 3200, "{{ 件.题名 }}"),
    lay.Column("日期", 1230, "{{ 件.日期 }}", "WBTableCentre"),
    lay.Column("密级", 500, "", "WBTableCentre"),
    lay.Column("页数", 500, "", "WBTableCentre"),
    lay.Column("备注", 1936, "{{ 件.备注 }}"),
)


def build() -> bytes:
    """The template's bytes, always the same: a cover and the catalogue, on landscape pages."""
    cover = (
        lay.blank(4)
        + lay.paragraph("WBTitle", "{{ 汇编 }}")
        + lay.blank(4)
        + cover_table((("编制单位", "{{ 单位 }}"), ("编制日期", "{{ 日期 }}")))
    )
    catalogue = (
        section_break(Page.LANDSCAPE)
        + lay.paragraph("WBBody", "编制说明：{{ 概况 }}")
        + lay.only("缺材料", lay.paragraph("WBBody", "没有登记材料的指标：{{ 缺材料 }}。"))
        + lay.each(
            "卷",
            "卷",
            lay.paragraph("WBHeading1", "{{ 卷.题 }}（{{ 卷.数 }}件）"),
            lay.table(_COLUMNS, "件", "卷.件"),
            lay.blank(),
        )
    )
    return layouts.plain(cover + catalogue, title=f"{TITLE}模板", landscape=True)


def documents(case: Case) -> Iterator[Document]:
    """One for the round, where materials are listed."""
    volumes = _volumes(case)
    count = sum(len(volume["件"]) for volume in volumes)
    if not count:
        return
    number, as_of = case.assessment.round, case.assessment.as_of
    bare = [row.indicator.title for _, rows in by_category(case) for row in rows if not row.materials]
    owners = {piece["责任者"] for volume in volumes for piece in volume["件"]}
    listed = len(case.rulebook.indicators) - len(bare)
    name = words.title("", words.campaign_name(case.rulebook), "工作资料汇编")
    context: dict[str, Any] = {
        "汇编": "\n".join(name),
        "单位": wording.or_blank(case.settings.office),
        "日期": wording.month(as_of),
        "概况": (
            f"本目录据{words.round_name(case)}指标清单编制，收{len(owners)}个单位登记的佐证材料{count}件，"
            f"涉及指标{listed}项，按项目和指标排列。档号为拟编，依次为项目号、指标号、材料序号；密级、页数由归档人填写。"
        ),
        "缺材料": "、".join(bare),
        "卷": volumes,
    }
    yield Document(
        key=f"R{number}",
        path=f"{TITLE}/{TITLE}目录（第{number}轮）.docx",
        title="".join(name),
        context=context,
        facts=facts_of(volumes, bare),
    )


def _volumes(case: Case) -> list[dict[str, Any]]:
    """A volume for every category that has materials."""
    found: list[dict[str, Any]] = []
    for place, (category, rows) in enumerate(by_category(case), 1):
        pieces = [piece for row in rows for piece in _pieces(case, place, category, row)]
        for number, piece in enumerate(pieces, 1):
            piece["序号"] = str(number)
        if pieces:
            heading = f"{wording.chinese_number(len(found) + 1)}、{category.name}"
            found.append({"题": heading, "数": len(pieces), "件": pieces})
    return found


def _pieces(case: Case, place: int, category: Category, row: Standing) -> list[dict[str, str]]:
    listed = [
        (unit.name, item)
        for unit in case.rulebook.units
        if unit.id in row.result.units and unit.id in case.submissions
        for item in case.submissions[unit.id].evidence
        if item.indicator == row.indicator.id and item.title.strip() and not is_marked(item)
        if (unit.id, item) not in case.secret
    ]
    return [
        _piece(f"{place:02d}-{row.indicator.id}-{number:02d}", owner, item)
        for number, (owner, item) in enumerate(listed, 1)
    ]


def _piece(number: str, owner: str, item: EvidenceInput) -> dict[str, str]:
    return {
        "档号": number,
        "文号": number_shown(item.doc_no),
        "责任者": owner,
        "题名": wording.tight(" ".join(item.title.split())),
        "日期": f"{item.dated:%Y%m%d}" if item.dated else "",
        "备注": _place(" ".join(item.location.split())),
    }


def number_shown(doc_no: str) -> str:
    """A 文号 as the standard writes it, whatever brackets and blanks were typed."""
    return _BRACKETS.sub(r"〔\1〕", "".join(doc_no.split()))


def _place(location: str) -> str:
    """Where the paper lies; of a path only the last part, because owner and indicator stand in their columns."""
    return location if "://" in location else re.split(r"[/\\]", location.rstrip("/\\"))[-1]


KIND: Final = Kind(
    name=NAME,
    title=TITLE,
    genre="",
    layout=Layout.GENERAL,
    group=Group.REPORT,
    fields=FIELDS,
    named=("汇编", "单位", "概况"),
    build=build,
    documents=documents,
    needs="单位报送的清单里“佐证材料”表登记了材料",
)
