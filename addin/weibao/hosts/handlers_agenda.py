"""The button 议题建议: what the next meeting should take up first."""

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
