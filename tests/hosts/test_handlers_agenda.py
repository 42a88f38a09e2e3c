"""What the button 议题建议 says."""

from __future__ import annotations

from typing import Any

from weibao.hosts.handlers_agenda import advised, tasks_told


def point(number: int, **more: Any) -> dict[str, Any]:
    base = {
        "id": f"I{number:02d}",
        "title": "样例",
        "gain": 1.5,
        "days_left": 12,
        "movers": {"answer": ["甲局", "乙局"]},
        "ledger": [],
    }
    return base | more


def advice(*points: dict[str, Any], dangers: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return {"round": 1, "as_of": "2023-10-09", "dangers": list(dangers), "points": list(points)}


def test_dangers_first_then_points_with_their_days_and_units() -> None:
    dangers = ({"id": "V7", "counted": True}, {"id": "V1", "counted": False}, {"id": "V2", "counted": False})
    late = point(2, days_left=-3, movers={"return": ["甲局"], "raise": ["甲局", *(f"{n}镇" for n in range(4))]})
    assert advised(advice(point(1), late, point(3, days_left=None), dangers=dangers)).splitlines() == [
        "第1轮，基准日 2023-10-09。",
        "先议负面清单 V7：已计入，影响推荐意见。",
        "负面清单 V1、V2 还有没作答的单位。",
        "没有得满分的 3 项，还可争取 4.5 分：",
        "  I01 样例 1.5 分，还有 12 天：甲局、乙局",
        "  I02 样例 1.5 分，已过期 3 天：甲局、0镇、1镇、2镇等5个单位",
        "  I03 样例 1.5 分：甲局、乙局",
    ]


def test_what_the_office_itself_has_to_do_is_said() -> None:
    short = ["一年中召开的全体会议"]
    told = advised(advice(point(3, movers={}, ledger=short), point(5, ledger=short))).splitlines()
    assert told[-2:] == [
        "  I03 样例 1.5 分，还有 12 天：一年中召开的全体会议",
        "  I05 样例 1.5 分，还有 12 天：甲局、乙局；一年中召开的全体会议",
    ]


def test_more_than_ten_are_in_the_console_and_none_is_said() -> None:
    told = advised(advice(*(point(n) for n in range(1, 13)))).splitlines()
    assert told[-1] == "  等 12 项，谁来办、还缺什么材料见总台账的“议题建议”。"
    assert len(told) == 13
    assert advised(advice()).splitlines() == ["第1轮，基准日 2023-10-09。", "各项指标都已得满分。"]


def test_tasks_are_told_by_light_with_missing_plans_and_points_that_press() -> None:
    node = {"id": "K01-1", "text": "建站", "units": ["市民政局"], "days_left": -2, "light": "red"}
    near = node | {"id": "N9", "text": "设岗", "days_left": 3, "light": "yellow"}
    later = node | {"id": "N8", "days_left": 40, "light": "green"}
    rows = [
        {"id": f"K{n:02d}", "title": "样例", "light": light, "nodes": nodes}
        for n, (light, nodes) in enumerate([("red", [later, node]), ("yellow", []), ("green", [])], 1)
    ]
    told = {
        "kept": True, "as_of": "2023-10-09", "plan_due": "2023-05-31", "plans_missing": ["甲局"], "tasks": rows,
        "loose_nodes": [near], "publicity": [{}],
    }  # fmt: skip
    assert tasks_told(told).splitlines() == [
        "3 项重点任务，基准日 2023-10-09。", "没有报方案的牵头单位 1 个（时限 2023-05-31）：甲局。",
        "红灯 1 项：K01 样例。", "黄灯 1 项：K02 样例。", "逾期、临期的任务节点：",
        "  K01-1 建站（市民政局）已过期 2 天",
        "  N9 设岗（市民政局）还有 3 天", "宣传表彰 1 件。", "明细见总台账的“重点任务”“宣传表彰”。",
    ]  # fmt: skip
    assert tasks_told(told | {"kept": False}).startswith("3 项重点任务还没有登记")
    assert tasks_told(told | {"tasks": []}) == "规则库没有写任务。"
