"""Where in 核定台账 the words stand that stopped a paper: the sheets in which somebody typed what leads to a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.documents.privacy import kinds_in, own_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.compute.model import Office

# What is typed there goes into papers; 成员名册 does not.
_SHEETS: Final = {
    "opinions": "单位审核", "rulings": "负面清单认定", "closures": "督办", "meetings": "会议台账",
    "decisions": "议定事项", "inspections": "查验验收", "changes": "成员变动", "incoming": "收文登记",
    "tasks": "重点任务", "task_nodes": "任务节点", "publicity": "宣传表彰", "work": "工作制度",
}  # fmt: skip


def typed_in(office: Office, allowed: Sequence[str]) -> str:
    """The sheets, quoted, such as “宣传表彰”; "" where it was typed in none of them."""
    private = (
        sheet
        for name, sheet in _SHEETS.items()
        if any(kinds_in(text) and kinds_in(text, allowed) for text in own_texts(getattr(office, name)))
    )
    return "、".join(f"“{sheet}”" for sheet in private)
