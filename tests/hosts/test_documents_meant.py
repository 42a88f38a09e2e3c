"""Which documents an answer to the buttons 核稿签发, 编号, 印发, 撤回作废 means: never another one than was named."""

from __future__ import annotations

import pytest

from weibao.hosts.handlers_documents import _meant

# The list begins with the fifth unit: a place in it is no unit's number.
UNITS = [
    {
        "file": f"督办通知/{order:02d} 单位{order}－督办通知（第1轮）.docx", "title": f"关于单位{order}、镇村的通知",
        "doc_no": f"甲未保办〔2024〕{order}号", "to": f"单位{order}",
    }
    for order in range(5, 17)
]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "orders"),
    [
        ("7", [11]),
        ("1、３", [5, 7]),
        ("1 3", [5, 7]),
        ("07 单位7－督办通知（第1轮）.docx", [7]),
        ("督办通知/12 单位12－督办通知（第1轮）.docx，1", [12, 5]),
        ("关于单位6、镇村的通知", [6]),
        ("单位1", []),
        ("单位11", [11]),
        ("甲未保办(2024)6号", [6]),
        ("甲未保办〔2024〕1号", []),
        ("6号", [6]),
        ("第16号；单位15", [16, 15]),
        ("单位5 单位6", [5, 6]),
        ("全部", list(range(5, 17))),
    ],
)
def test_what_was_named_is_meant(answer: str, orders: list[int]) -> None:
    found, strange = _meant(answer, UNITS)
    assert [row["to"] for row in found] == [f"单位{order}" for order in orders]
    assert bool(strange) is not bool(orders)
