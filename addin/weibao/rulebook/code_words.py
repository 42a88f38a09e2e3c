"""The words of a rulebook's workbook: what a clerk reads and chooses where TOML files have code words, and back.

Either is accepted when a workbook is read; where a word stands for two codes of a column, neither is shown.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from weibao.rulebook.labels import TABLES, WORDS
from weibao.rulebook.rule_records import CONTACTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.rulebook.tables import Field

_META: Final = {
    "id": "规则库编号", "version": "版本", "follows": "接续哪一版", "title": "简称", "document": "文件标题",
    "issuer": "发文机关", "issued": "印发日期", "region": "地区", "score_step": "计分单位", "full": "总分",
    "veto_years": "负面清单影响年数", "row_deadline": "完成时限的节点", "places": "原文各部分",
    "coverage_from": "从哪一部分起逐句检查", "coverage_until": "检查到哪一行为止", "group": "集合名称",
    "veto_effects": "负面清单的效果", "categories": "项目",
}  # fmt: skip
# By table and column; the words of `labels.WORDS`, which trace and export show too, stand for the others.
_OWN: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ("meta", "key"): _META,
    ("meta.facts", "id"): _META,
    ("more", "table"): {name: label for name, (label, _) in TABLES.items()},
    ("people.posts", "paper"): {"member_notice": "成员调整通知", "liaison_letter": "人员变更备案函"},
    ("people.posts", "contact"): CONTACTS,
    ("systems.work_systems", "paper"): {
        "survey_report": "调研专题报告", "study_report": "专题研究报告", "bulletin": "情况通报",
    },
    ("checks.checks", "level"): {"block": "应当退回", "warn": "提醒", "info": "说明", "off": "不查"},
    ("checks.checks", "how"): {"auto": "程序判定", "partly": "程序判一部分", "manual": "由人看"},
    ("checks.roles", "role"): {
        "meeting": "会议", "training": "培训", "notice": "通知方案", "photo": "照片", "plan": "只说要做什么的",
    },
    ("checks.counts", "scope"): {"unit": "每个单位", "county": "合起来"},
    ("meta.veto_effects", "verdict"): {"cautious": "谨慎推荐", "not_recommended": "不予推荐"},
}  # fmt: skip
_KIND: Final = "type"  # where `labels.WORDS` has the words of every field `kind`


@cache
def _words(table: str, column: str, codes: tuple[str, ...]) -> Mapping[str, str]:
    name = column.rpartition(".")[2]
    own = _OWN.get((table, column))
    known = own or WORDS.get(_KIND if name == "kind" else name, {})
    words = {code: known[code] for code in codes or own or () if code in known}
    texts = list(words.values())
    return {code: word for code, word in words.items() if texts.count(word) == 1 and word not in codes}


def code_words(table: str, column: str, field: Field) -> Mapping[str, str]:
    """Code → word of a column of `tabular.shape`; empty where the column holds no code words."""
    return _words(table, column, field.choices)


def shown(value: Any, words: Mapping[str, str]) -> Any:
    """A cell as people read it."""
    return words.get(value, value) if isinstance(value, str) else value


def meant(value: Any, words: Mapping[str, str]) -> Any:
    """A cell as the files have it: the word's code, or the code itself; anything else for the loader to refuse."""
    if not isinstance(value, str):
        return value
    codes = {word: code for code, word in words.items()}
    return codes.get(value.strip(), value)
