"""What a clerk is asked for a new county's rulebook: single answers and the columns of the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from weibao.errors import RulebookError
from weibao.rulebook.faults import together

_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WAYS: Final = re.compile(r"[；;\n]+")
LEVELS: Final = ("县", "市", "区", "旗", "州", "盟")
Row = Mapping[str, Any]
Columns = tuple[tuple[str, str, int, str], ...]  # key, heading, width, what to write


@dataclass(frozen=True)
class Answers:
    """What was filled in: single answers by key of `HEAD`, and the tables' rows by key of their columns."""

    head: Mapping[str, Any]
    units: Sequence[Row] = ()
    rubric: Sequence[Row] = ()
    vetoes: Sequence[Row] = ()
    text: str = ""


class Faults(list[str]):
    """What is wrong in the form, told together."""

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Note what is raised inside and go on."""
        try:
            yield
        except RulebookError as error:
            self.append(str(error))

    def tell(self) -> None:
        """Raise RulebookError where anything was noted; the first of many."""
        if self:
            raise RulebookError(together(self))


@dataclass(frozen=True)
class Question:
    """A single answer: its key, what it is called, what it is for, an example, and whether it must be given."""

    key: str
    title: str
    help: str
    example: str = ""
    must: bool = False
    choices: tuple[str, ...] = ()


HEAD: Final = (
    Question("region", "地区名称", "全称，以县、市、区、旗结尾，如：示例旗", "示例旗", must=True),
    Question("group", "下级的统称", "考核细则里怎样统称镇、街道、乡、苏木；几种写法用分号分开，没有的空着",
             "各苏木（镇）"),
    Question("plan", "方案标题", "实施方案的标题；空着就按地区名称拟", ""),
    Question("issuer", "发文机关", "印发方案的机关；空着就是人民政府办公室", ""),
    Question("issued", "印发日期", "方案的印发日期；空着就是开始日期", ""),
    Question("start", "开始日期", "创建工作从哪天开始，也是佐证材料的起始日期", "2027-01-01", must=True),
    Question("declare", "申报日期", "负面清单的影响期从这一天往前算", "2027-10-31", must=True),
    Question("target", "指标完成时限", "各项指标最迟哪天达到", "2027-12-31", must=True),
    Question("accept", "评估验收日期", "上级验收大约在哪天；不知道的空着", ""),
    Question("group_name", "领导小组全称", "空着就是“地区名称＋未成年人保护工作领导小组”", ""),
    Question("office", "办公室全称", "空着就是领导小组全称加“办公室”", ""),
    Question("office_short", "办公室简称", "空着就是“旗未保办”这样的", ""),
    Question("host", "办公室设在", "办公室所在的单位，如：旗民政局", "旗民政局"),
    Question("code", "机关代字", "文号前半部分；空着就按地区名称拟", ""),
    Question("assessors", "上级评估机关", "给分的上级，几个用顿号分开，最多三个", "盟、自治区、民政部"),
    Question("step", "计分单位", "一档多少分，如 0.5", "0.5"),
    Question("veto_years", "负面清单影响年数", "申报前几年", "2"),
    Question("id", "规则库编号", "小写英文字母、数字、下划线；空着就由程序取", ""),
    Question("version", "版本", "空着就是 1", ""),
)  # fmt: skip

# Columns of the tables: key, heading, width, what to write.
UNIT_COLUMNS: Final = (
    ("name", "名称", 20, "简称，也是文件夹名，如：旗教育局"), ("formal", "全称", 28, "主送用；空着就同名称"),
    ("kind", "类别", 10, "部门，或者乡级（镇、街道、乡、苏木）"),
    ("aliases", "其他写法", 28, "考核细则里的别的写法，用顿号分开"),
    ("duties", "职责", 60, "方案里这个单位的职责；没有的空着"),
)  # fmt: skip
RUBRIC_COLUMNS: Final = (
    ("category", "项目", 14, "如：组织领导；空着就同上一行"),
    ("topic", "内容", 16, "小类；空着就同项目，项目也空着就同上"),
    ("title", "短标题", 18, "作文件夹名，不能重复；空着就取工作标准开头"), ("standard", "工作标准", 60, "照抄方案"),
    ("full", "分值", 8, "数"), ("lead", "牵头单位", 24, "用顿号分开；没有牵头的空着"),
    ("co", "责任单位", 30, "用顿号分开，可以写下级的统称"),
)  # fmt: skip
VETO_COLUMNS: Final = (
    ("title", "短标题", 18, "如：重大事故"), ("text", "内容", 60, "照抄方案"), ("lead", "牵头单位", 24, "用顿号分开"),
    ("co", "责任单位", 30, "用顿号分开"), ("dated", "有发生日期", 12, "是或否：一件事填是，一种状态填否"),
)  # fmt: skip
DEPARTMENT, TOWN = "部门", "乡级"


def text_of(value: Any) -> str:
    """A cell as text: whole numbers without a point, dates as 2027-01-31; without characters that nobody can see."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = value.isoformat() if isinstance(value, date) else str(value if value is not None else "")
    return _UNSEEN.sub("", text).strip()


def ways_of(group: str) -> tuple[str, ...]:
    """The ways in which all towns together are written: the first is the name."""
    return tuple(dict.fromkeys(way.strip() for way in _WAYS.split(group) if way.strip()))
