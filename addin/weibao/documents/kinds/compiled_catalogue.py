"""资料汇编: the catalogue of one category, with a cover of its own: a volume that is bound or lies in its boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document
from weibao.documents.kinds import compiled_words as own
from weibao.documents.kinds.report_body import cover_table
from weibao.documents.sections import Page, section_break

if TYPE_CHECKING:
    from weibao.compute.compilation import Chapter, Volume

FIELDS: Final = {
    "汇编": "汇编名称，已分好行",
    "项目": "项目名称",
    "分册": "第几册，共几册",
    "单位": "编制单位",
    "日期": "编制年月，如：2023年10月",
    "卷": f"各项指标，每项有 题、数、件；{own.LINES}",
}

_COLUMNS: Final = (
    lay.Column("序号", 640, "{{ 件.序号 }}", "WBTableCentre"),
    lay.Column("档号（拟）", 1330, "{{ 件.档号 }}", "WBTableCentre"),
    lay.Column("文号", 2200, "{{ 件.文号 }}", "WBTableCentre"),
    lay.Column("责任者", 1500, "{{ 件.责任者 }}"),
    lay.Column("题名", 3300, "{{ 件.题名 }}"),
    lay.Column("日期", 1230, "{{ 件.日期 }}", "WBTableCentre"),
    lay.Column("页数", 640, "{{ 件.页数 }}", "WBTableCentre"),
    lay.Column("备注", 1916, "{{ 件.备注 }}"),
)


def build() -> bytes:
    """The template's bytes, always the same: an upright cover and landscape pages."""
    cover = (
        lay.blank(5)
        + lay.paragraph("WBTitle", "{{ 汇编 }}")
        + lay.blank(6)
        + cover_table(
            (("项目", "{{ 项目 }}"), ("分册", "{{ 分册 }}"), ("编制单位", "{{ 单位 }}"), ("编制日期", "{{ 日期 }}"))
        )
        + section_break(Page.PORTRAIT)
    )
    catalogue = lay.each(
        "卷",
        "卷",
        lay.paragraph("WBHeading1", "{{ 卷.题 }}（{{ 卷.数 }}件）"),
        lay.only("卷.件", lay.table(_COLUMNS, "件", "卷.件"), lay.blank()),
    )
    return layouts.plain(cover + catalogue, title="资料汇编分目录模板", landscape=True)


def document(case: Case, volume: Volume, number: int, of: int) -> Document:
    """The catalogue of volume `number` of `of`."""
    name = own.name_lines(case)
    context: dict[str, Any] = {
        "汇编": "\n".join(name),
        "项目": volume.category.name,
        "分册": f"第{number}册，共{of}册" if of > 1 else "全一册",
        "单位": wording.or_blank(case.settings.office),
        "日期": wording.month(case.assessment.as_of),
        "卷": [_chapter(case, chapter, at) for at, chapter in enumerate(volume.chapters, 1)],
    }
    return Document(
        key=f"R{case.assessment.round}-{volume.category.id}",
        path=own.catalogue_path(volume),
        title=f"{''.join(name)}（{volume.category.name}）",
        context=context,
        facts=facts_of(context),
    )


def _chapter(case: Case, chapter: Chapter, at: int) -> dict[str, Any]:
    return {
        "题": f"{own.ordinal(at)}、{chapter.indicator.id} {chapter.indicator.title}",
        "数": len(chapter.in_it),
        "件": [own.line(case, entry, at) for at, entry in enumerate(chapter.entries, 1)],
    }


KIND: Final = own.compiled_kind("compiled_catalogue", "汇编分册封面和目录", FIELDS, ("汇编", "项目", "单位"), build)
