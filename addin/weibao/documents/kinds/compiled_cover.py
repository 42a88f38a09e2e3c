"""资料汇编: its cover, 编制说明 and total catalogue, by category and by indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.compute.compilation import Kept
from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document
from weibao.documents.kinds import compiled_words as own
from weibao.documents.kinds import report_words as words
from weibao.documents.kinds.report_body import cover_table
from weibao.documents.sections import Page, section_break

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.compute.compilation import Chapter, Compiled, Volume
    from weibao.compute.compilation_boxes import Box

FILE: Final = "00 封面、编制说明和总目录.docx"

FIELDS: Final = {
    "汇编": "汇编名称，已分好行",
    "范围": "全部项目；只汇编几个项目的，各项目的名称",
    "单位": "编制单位",
    "日期": "编制年月，如：2023年10月",
    "说明": "编制说明各段，每段有 题 和 文",
    "项目": "总目录各行，每行有 序号、项目、项数、有材料、件数、页数、盒号",
    "指标": "指标目录各行，每行有 指标、名称、内容、件数、页数、盒号",
    "缺材料": "没有材料的指标；没有时为空",
}

_NAMED: Final = 12  # indicators without material that are named; more are counted
_CATEGORIES: Final = (
    lay.Column("序号", 640, "{{ 行.序号 }}", "WBTableCentre"),
    lay.Column("项目", 2200, "{{ 行.项目 }}"),
    lay.Column("指标项数", 1200, "{{ 行.项数 }}", "WBTableCentre"),
    lay.Column("有材料的", 1200, "{{ 行.有材料 }}", "WBTableCentre"),
    lay.Column("件数", 900, "{{ 行.件数 }}", "WBTableCentre"),
    lay.Column("页数", 900, "{{ 行.页数 }}", "WBTableCentre"),
    lay.Column("盒号", 1804, "{{ 行.盒号 }}", "WBTableCentre"),
)
_INDICATORS: Final = (
    lay.Column("指标", 800, "{{ 行.指标 }}", "WBTableCentre"),
    lay.Column("名称", 2640, "{{ 行.名称 }}"),
    lay.Column("内容", 1800, "{{ 行.内容 }}"),
    lay.Column("件数", 900, "{{ 行.件数 }}", "WBTableCentre"),
    lay.Column("页数", 900, "{{ 行.页数 }}", "WBTableCentre"),
    lay.Column("盒号", 1804, "{{ 行.盒号 }}", "WBTableCentre"),
)


def build() -> bytes:
    """The template's bytes, always the same: a cover, the notes, two tables."""
    cover = (
        lay.blank(5)
        + lay.paragraph("WBTitle", "{{ 汇编 }}")
        + lay.blank(6)
        + cover_table((("范围", "{{ 范围 }}"), ("编制单位", "{{ 单位 }}"), ("编制日期", "{{ 日期 }}")))
        + section_break(Page.PORTRAIT)
    )
    note = lay.paragraph("WBBody", ("{{ 段.题 }}", "WBHeading2Text"), "{{ 段.文 }}")
    notes = lay.paragraph("WBHeading1", "一、编制说明") + lay.each("段", "说明", note) + section_break(Page.PORTRAIT)
    tables = (
        lay.paragraph("WBHeading1", "二、总目录")
        + lay.table(_CATEGORIES, "行", "项目")
        + lay.blank()
        + lay.only("缺材料", lay.paragraph("WBBody", "没有材料的指标：{{ 缺材料 }}。"))
        + section_break(Page.PORTRAIT)
        + lay.paragraph("WBHeading1", "三、指标目录")
        + lay.table(_INDICATORS, "行", "指标")
        + lay.blank()
    )
    return layouts.plain(cover + notes + tables, title="资料汇编封面、编制说明和总目录模板")


def document(case: Case, compiled: Compiled, boxes: Sequence[Box], *, whole: bool) -> Document:
    """The paper of a compilation; `whole` says that it holds all categories."""
    name = own.name_lines(case)
    context: dict[str, Any] = {
        "汇编": "\n".join(name),
        "范围": "全部项目" if whole else "、".join(volume.category.name for volume in compiled.volumes),
        "单位": wording.or_blank(case.settings.office),
        "日期": wording.month(case.assessment.as_of),
        "说明": _notes(case, compiled),
        "项目": [_category(at, volume, boxes) for at, volume in enumerate(compiled.volumes, 1)],
        "指标": [_indicator(chapter, boxes) for volume in compiled.volumes for chapter in volume.chapters],
        "缺材料": _lacking(compiled),
    }  # fmt: skip
    return Document(
        key=f"R{case.assessment.round}", path=FILE, title="".join(name), context=context, facts=facts_of(context)
    )


def _lacking(compiled: Compiled) -> str:
    """The indicators without any material; only how many where they are many: the inspectors read this page, and the
    office has its own list of gaps.
    """
    bare = [chapter.indicator for volume in compiled.volumes for chapter in volume.chapters if not chapter.in_it]
    if len(bare) > _NAMED:
        return f"共{len(bare)}项，见指标目录中件数为“—”的各项"
    return "、".join(f"{indicator.id}{indicator.title}" for indicator in bare)


def _notes(case: Case, compiled: Compiled) -> list[dict[str, str]]:
    entries = [entry for volume in compiled.volumes for chapter in volume.chapters for entry in chapter.in_it]
    counts = {kept: sum(entry.kept is kept for entry in entries) for kept in Kept}
    units = len({entry.unit for entry in entries})
    sharing = f"其中与其他指标共用的{counts[Kept.SHARED]}件" if counts[Kept.SHARED] else ""
    paper = f"只有纸质件的{counts[Kept.PAPER]}件" if counts[Kept.PAPER] else ""
    parts = "，".join(filter(None, (sharing, paper)))
    said = [
        (
            "收录范围",
            f"据{words.round_name(case)}指标清单编制，收录{units}个单位登记的佐证材料{len(entries)}件"
            f"{f'，{parts}' if parts else ''}。材料由登记单位提供，责任者一栏写登记单位。",
        ),
        (
            "编排办法",
            "按考核细则的项目、内容、指标排列。档号依次为项目号、指标号、材料序号，如01-I03-02；"
            "文件名依次为指标号和材料序号、成文日期、登记单位、题名。每项指标有一页指标扉页。",
        ),
        (
            "共用的材料",
            "同一份材料用于几项指标的，只在最先用到的指标下存放一次，其余各处注明见哪个档号，不重复报送、不重复打印。",
        ),
        (
            "没有电子文件的材料",
            "只有纸质件的，备注写明存放位置；暂缺的在备注中注明。页数为能够读出的页数，空着的在装盒时填写。",
        ),
        (
            "原件",
            "收录的都是复制件，原件由登记单位保管；涉密材料不收录；含有未成年人个人信息的，除核对后确需收录的以外不收录。",
        ),
    ]
    return [{"题": f"{wording.numbered(at, len(said))}{head}。", "文": text} for at, (head, text) in enumerate(said, 1)]


def _category(at: int, volume: Volume, boxes: Sequence[Box]) -> dict[str, str]:
    chapters = volume.chapters
    entries = [entry for chapter in chapters for entry in chapter.in_it]
    codes = [box for box in boxes if box.chapters[0] in chapters]
    return {
        "序号": str(at),
        "项目": volume.category.name,
        "项数": str(len(chapters)),
        "有材料": str(sum(bool(chapter.in_it) for chapter in chapters)),
        "件数": str(len(entries)),
        "页数": own.pages(entries),
        "盒号": f"共{len(codes)}盒" if len(codes) > 1 else codes[0].code,
    }


def _indicator(chapter: Chapter, boxes: Sequence[Box]) -> dict[str, str]:
    return {
        "指标": chapter.indicator.id,
        "名称": chapter.indicator.title,
        "内容": chapter.indicator.topic,
        "件数": str(len(chapter.in_it)) if chapter.in_it else "—",
        "页数": own.pages(chapter.in_it),
        "盒号": next(box.code for box in boxes if chapter in box.chapters),
    }


KIND: Final = own.compiled_kind("compiled_cover", "汇编封面和总目录", FIELDS, ("汇编", "单位"), build)
