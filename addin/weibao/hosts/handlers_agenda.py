"""The buttons 议题建议, what the next meeting should take up first, and 重点任务, how far the tasks are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.hosts.button import button

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.hosts.job import Job

_SHOWN: Final = 10
_NAMED: Final = 4  # so many units of a point are named


@button("advise")
def advise(job: Job) -> None:
    """The negative items that need a decision and the first points, without a list to open: 总台账 has it whole."""
    job.tell(advised(job.run("advise")))


def advised(advice: Mapping[str, Any]) -> str:
    """`advise --json` as a message."""
    lines = [f"第{advice['round']}轮，基准日 {advice['as_of']}。"]
    counted = [danger["id"] for danger in advice["dangers"] if danger["counted"]]
    waiting = [danger["id"] for danger in advice["dangers"] if not danger["counted"]]
    if counted:
        lines.append(f"先议负面清单 {'、'.join(counted)}：已计入，影响推荐意见。")
    if waiting:
        lines.append(f"负面清单 {'、'.join(waiting)} 还有没作答的单位。")
    points = advice["points"]
    if not points:
        return "\n".join([*lines, "各项指标都已得满分。"])
    gain = sum(point["gain"] for point in points)
    lines += [f"没有得满分的 {len(points)} 项，还可争取 {gain:g} 分：", *map(_line, points[:_SHOWN])]
    if len(points) > _SHOWN:
        lines.append(f"  等 {len(points)} 项，谁来办、还缺什么材料见总台账的“议题建议”。")
    return "\n".join(lines)


def _line(point: Mapping[str, Any]) -> str:
    units = list(dict.fromkeys(unit for names in point["movers"].values() for unit in names))
    days = point["days_left"]
    when = "" if days is None else f"，已过期 {-days} 天" if days < 0 else f"，还有 {days} 天"
    names = "、".join(units[:_NAMED]) + (f"等{len(units)}个单位" if len(units) > _NAMED else "")
    names = "；".join(filter(None, (names, "、".join(point["ledger"]))))
    return f"  {point['id']} {point['title']} {point['gain']:g} 分{when}：{names}"


@button("tasks")
def tasks(job: Job) -> None:
    """How far the plan's tasks are, without a list to open: 总台账 has them whole."""
    job.tell(tasks_told(job.run("tasks")))


def tasks_told(told: Mapping[str, Any]) -> str:
    """`tasks --json` as a message."""
    tasks = told["tasks"]
    if not tasks:
        return "规则库没有写任务。"
    if not told["kept"]:
        return f"{len(tasks)} 项重点任务还没有登记：请在核定台账的“重点任务”填方案收到日期和进展。"
    lines = [f"{len(tasks)} 项重点任务，基准日 {told['as_of']}。"]
    missing = told["plans_missing"]
    if missing:
        due = f"（时限 {told['plan_due']}）" if told["plan_due"] else ""
        lines.append(f"没有报方案的牵头单位 {len(missing)} 个{due}：{'、'.join(missing)}。")
    lines += _lit(tasks, "red", "红灯") + _lit(tasks, "yellow", "黄灯")
    nodes = [node for task in tasks for node in task["nodes"]] + told["loose_nodes"]
    wanted = [node for node in nodes if node["light"] in ("red", "yellow") and node["days_left"] is not None]
    if wanted:
        lines.append("逾期、临期的任务节点：")
        lines += map(_node, sorted(wanted, key=lambda node: node["days_left"])[:_SHOWN])
    if told["publicity"]:
        lines.append(f"宣传表彰 {len(told['publicity'])} 件。")
    return "\n".join([*lines, "明细见总台账的“重点任务”“宣传表彰”。"])


def _lit(tasks: list[dict[str, Any]], light: str, word: str) -> list[str]:
    found = [f"{task['id']} {task['title']}" for task in tasks if task["light"] == light]
    if not found:
        return []
    more = f"等 {len(found)} 项" if len(found) > _NAMED else ""
    return [f"{word} {len(found)} 项：{'、'.join(found[:_NAMED])}{more}。"]


def _node(node: Mapping[str, Any]) -> str:
    days = node["days_left"]
    when = f"已过期 {-days} 天" if days < 0 else f"还有 {days} 天"
    return f"  {node['id']} {node['text']}（{'、'.join(node['units'])}）{when}"
