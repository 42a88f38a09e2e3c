"""退回修改意见: what a unit has to mend in its return, cell by cell. A working slip, sent with a marked copy.

It bears no number, no head and no signature: it is sent by the way the return came, as often as needed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from weibao.compute.alike import as_shown, column_of
from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.findings import Severity
from weibao.texts_returns import for_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from weibao.compute.model import ReturnState
    from weibao.findings import Finding
    from weibao.rulebook.model import Unit

NAME: Final = "return_slip"
TITLE: Final = "退回修改意见"
# Slips and marked copies lie below 退回/退回修改意见/, beside what was 下发 and 回收.
FOLDER: Final = "退回"
RETURNED: Final = "回收/"

# What the office settles itself, by looking at its own folder.
_OURS: Final = re.compile(
    r"return-(?!untouched)|chosen-|"
    r"file-(other-name|in-use|linked|partial|not-read|outside-round|no-checklist|stopped|reading-kept|day-unknown)|"
    r"folder-|files-|archive-(rest|empty)|round-|meta-missing|layout-differs|rulebook-changed|format-plain|annual-owing"
)
# What we read in our own way: only to be confirmed.
_ASK: Final = ("value-interpreted", "level-inferred", "score-inferred", "row-renumbered", "score-migrated")
# What no copy can be mended on: a part of the list is gone, and with it the cells.
BROKEN: Final = (
    "sheet-missing", "sheet-several", "header-missing", "column-missing", "row-missing", "annual-row-missing",
)  # fmt: skip

# The sheets in the order in which the workbooks have them.
_SHEETS: Final = ("填报说明", "指标清单", "佐证材料", "量化情况", "负面清单", "整改反馈", "年度工作情况", "打印")


@dataclass(frozen=True, slots=True)
class Returned:
    """A round whose workbooks may go back: what it gathers, how people call the workbook, how each unit stands."""

    number: int
    title: str
    book: str
    returns: Mapping[str, ReturnState]

    def used(self, unit: str) -> str:
        """The file of a unit that counts; "" where none does."""
        return self.returns[unit].used if unit in self.returns else ""


def returned_rounds(case: Case) -> tuple[Returned, ...]:
    """The scored round, and the last one of 年度工作情况 where one is out."""
    scored = Returned(case.assessment.round, "指标清单", "清单", case.returns)
    if case.annual is None:
        return (scored,)
    states = {state.unit: state for state in case.annual.returns}
    return (scored, Returned(case.annual.round.number, "年度工作情况", "年度工作情况表", states))


FIELDS: Final = {
    "标题": "标题",
    "主送": "单位名称（不含冒号）",
    "轮次": "轮次，如：第1轮",
    "名称": "报送的是什么：指标清单、年度工作情况",
    "表名": "工作簿的叫法：清单、年度工作情况表",
    "文件": "单位报送的文件名，没有一份能计入时为空",
    "处数": "要修改的处数（数字）",
    "修改": "要修改的各行，每行有 序号、位置、问题",
    "核对": "请核对的各行，每行有 序号、位置、问题；没有时为空",
    "副本": "真：随附标好的副本",
    "改法": "没有副本时，在哪里改（一句话）",
    "办公室": "办公室简称",
    "联系": "联系人和电话",
    "日期": "退回日期",
}

_COLUMNS: Final = (
    lay.Column("序号", 700, "{{ 行.序号 }}", "WBTableCentre"),
    lay.Column("位置", 2600, "{{ 行.位置 }}"),
    lay.Column("问题和改法", 5544, "{{ 行.问题 }}"),
)


def build() -> bytes:
    """The template's bytes, always the same."""
    body = (
        lay.paragraph("WBTitle", "{{ 标题 }}")
        + lay.blank()
        + lay.paragraph("WBSendTo", "{{ 主送 }}：")
        + lay.paragraph(
            "WBBody",
            "你单位报送的{{ 轮次 }}{{ 名称 }}{% if 文件 %}（{{ 文件 }}）{% endif %}已经核对，"
            "有{{ 处数 }}处需要修改，见下表。"
            "{% if 副本 %}随附的{{ 表名 }}副本已把这些格子标了颜色，批注里写着怎样改，可以直接在副本上修改。"
            "{% else %}{{ 改法 }}{% endif %}"
            "请逐条改好后，将电子表重新报送{{ 办公室 }}{% if 副本 %}；没有列出的内容不用重填{% endif %}。",
        )
        + lay.table(_COLUMNS, "行", "修改")
        + lay.only("核对", lay.paragraph("WBBody", "下列内容已按填写的意思读取，请一并核对，读得不对的请改正。"))
        + lay.only("核对", lay.table(_COLUMNS, "行", "核对"))
        + lay.paragraph("WBBodyKept", "{{ 联系 }}。")
        + lay.blank(2, kept=True)
        + lay.paragraph("WBSigner", "{{ 办公室 }}")
        + lay.paragraph("WBDate", "{{ 日期 }}")
    )
    return layouts.plain(body, title=f"{TITLE}模板")


def documents(case: Case, unmarked: Mapping[tuple[str, int], str] | None = None) -> Iterator[Document]:
    """A slip for every unit that has something to mend, in each round.

    `unmarked`: by unit id and round, why no marked copy goes with its slip; None where one goes with every file that
    counts.
    """
    for round_ in returned_rounds(case):
        for unit in case.rulebook.units:
            mend, ask = to_mend(case, unit.id, round_)
            if mend:
                yield _document(case, unit, round_, mend, ask, (unmarked or {}).get((unit.id, round_.number), ""))


def to_mend(case: Case, unit: str, round_: Returned) -> tuple[list[Finding], list[Finding]]:
    """The findings on a unit's files of a round that it must mend, and those that it is only asked to confirm."""
    yearly = f"{RETURNED}第{case.annual.round.number}轮/" if case.annual else ""
    asked = bool(case.annual and round_.number == case.annual.round.number)
    found = [
        item
        for item in dict.fromkeys(case.assessment.findings)
        if item.unit == unit
        and item.file.startswith(RETURNED)
        and not _OURS.match(item.code)
        and bool(yearly and item.file.startswith(yearly)) is asked
    ]
    used = round_.used(unit)
    found = sorted((item for item in found if not used or item.file == used), key=_in_the_list)
    mend = [item for item in found if item.severity is not Severity.INFO and item.code not in _ASK]
    return mend, [item for item in found if item.code in _ASK]


def _in_the_list(item: Finding) -> tuple[int, int, str, str]:
    """Where a finding stands when the list is gone through sheet by sheet and row by row; what has no cell first."""
    sheet = _SHEETS.index(item.sheet) if item.sheet in _SHEETS else len(_SHEETS)
    column = item.cell.rstrip("0123456789")
    return (sheet if item.sheet else -1, int(item.cell[len(column) :] or 0), column.rjust(3), item.code)


def place_of(case: Case, item: Finding, headings: Mapping[tuple[str, str], str]) -> str:
    """Where a finding stands: sheet, cell with the heading of its column, and indicator, else the file.

    `headings` by sheet and column as the unit sent them. With them the cell is found, too, in the workbook that was
    issued, where it has another letter if the unit has put a column in between.
    """
    indicator = case.rulebook.indicator_by_id.get(item.indicator)
    title = f"（{indicator.id} {indicator.title}）" if indicator else f"（{item.indicator}）" if item.indicator else ""
    heading = headings.get((item.sheet, column_of(item.cell)), "")
    place = " ".join(filter(None, (item.sheet, heading and f"“{heading}”", item.cell)))
    return f"{place}{title}" if place else item.file.rsplit("/", 1)[-1]


def _document(
    case: Case, unit: Unit, round_: Returned, mend: Sequence[Finding], ask: Sequence[Finding], unmarked: str
) -> Document:
    settings, number, used = case.settings, round_.number, round_.used(unit.id)
    columns = round_.returns[unit.id].columns if used else ()
    headings = {(sheet, letter): heading for sheet, letter, heading in columns}
    rows = {"修改": _rows(case, mend, headings), "核对": _rows(case, ask, headings)}
    contact = f"联系人：{wording.or_blank(settings.office_contact)}，电话：{wording.or_blank(settings.office_phone)}"
    context: dict[str, Any] = {
        "标题": TITLE,
        "主送": unit.name,
        "轮次": f"第{number}轮",
        "名称": round_.title,
        "表名": round_.book,
        "文件": used.rsplit("/", 1)[-1],
        "处数": len(mend),
        **rows,
        "副本": bool(used) and not unmarked,
        "改法": _where(used, unmarked, round_.book),
        "办公室": wording.or_blank(settings.office_short or settings.office),
        "联系": contact,
        "日期": wording.day(case.assessment.as_of),
    }
    return Document(
        key=f"{unit.id}-{number}",
        path=f"{TITLE}/{stem(unit, number)}.docx",
        title=f"{unit.name}{TITLE}（第{number}轮）",
        context=context,
        facts=facts_of(number, used, rows, unmarked),
        unit=unit.id,
    )


def _where(used: str, unmarked: str, book: str) -> str:
    """Where a unit that gets no marked copy mends its workbook."""
    if not used:
        return f"请在下发给你单位的{book}上填写。"
    if unmarked:
        return (
            f"这次没有附标好的{book}副本（{unmarked}）；"
            f"请照表中所列，在原来下发给你单位的 .xlsx {book}上改，已经填好的内容照抄过去。"
        )
    return ""


def stem(unit: Unit, number: int) -> str:
    """The file name of a unit's slip, without its suffix."""
    return f"{unit.order:02d} {unit.name}－{TITLE}（第{number}轮）"


def _rows(case: Case, found: Sequence[Finding], headings: Mapping[tuple[str, str], str]) -> list[dict[str, str]]:
    return [
        {"序号": str(number), "位置": place_of(case, item, headings), "问题": for_unit(item.message)}
        for number, item in enumerate(as_shown(found), 1)
    ]


KIND: Final = Kind(
    name=NAME,
    title=TITLE,
    genre="",
    layout=Layout.GENERAL,
    group=Group.ON_REQUEST,
    fields=FIELDS,
    named=("主送", "轮次"),
    build=build,
    documents=documents,
    needs="单位报送的清单或年度工作情况表里有需要修改的地方",
    working=True,
)
