"""What the button 看进度 says: where the campaign is, what endangers the title, what is late and due, in short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from weibao.hosts.messages import LINES, Result, missing, total

_LIGHTS = {"red": "红灯", "yellow": "黄灯", "green": "绿灯"}
_FEW = 5  # so many lines of a list; the whole of it is in 总台账 and on the command line
_LONG = 40  # a title is cut there


def progressed(status: Result) -> str:
    """Phases, returns, total, dangers, what is late and due, and the lights, from `status`."""
    due = [item for item in status["ahead"]["due"] if item["kind"] != "matter"]  # those have lines of their own
    late = [item for item in status["late"] if item["kind"] != "matter"]
    paragraphs = [
        [
            f"基准日 {status['as_of']}，所处阶段：{'、'.join(status['phases']) or '不在任何阶段内'}。",
            missing(status).splitlines()[0],
            total(status["total"]),
            *(_danger(status["danger"]) if status["returns"] else ()),
        ],
        _listed(f"已经过期 {len(late)} 件：", late),
        _listed(f"30 天内到期 {len(due)} 件：", due) or [f"30 天内（到 {status['ahead']['until']}）没有到期的事。"],
        _next(status["milestones"], status["ahead"]["until"]),
        _matters(status),
    ]
    # LibreOffice's box drops what follows two blank lines.
    return "\n\n".join("\n".join(lines) for lines in paragraphs if lines)


def _danger(danger: Mapping[str, Any]) -> list[str]:
    lines = []
    if danger["vetoes_counted"]:
        lines.append(f"影响推荐：负面清单已计入 {'、'.join(danger['vetoes_counted'])}。")
    if danger["vetoes_open"]:
        lines.append(f"还没有定：负面清单 {'、'.join(danger['vetoes_open'])}。")
    if danger["rows_late"]:
        lines.append(f"过了时限还没有得满分的指标 {len(danger['rows_late'])} 项，差 {danger['points_late']:g} 分。")
    return lines


def _listed(head: str, items: Sequence[Mapping[str, Any]]) -> list[str]:
    if not items:
        return []
    return [head, *map(_dated, items[:_FEW]), *(["……"] if len(items) > _FEW else []), *map(_dated, _plan(items[_FEW:]))]


def _plan(items: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The plan's own days: shown however much comes before them."""
    return [item for item in items if item["kind"] in ("milestone", "application")]


def _dated(item: Mapping[str, Any]) -> str:
    return f"{item['date']}  {_short(item['title'])}（{_days(item['days_left'])}）"


def _next(milestones: Sequence[Mapping[str, Any]], until: str) -> list[str]:
    """The first 时间节点 after the days that are listed."""
    later = [item for item in milestones if item["date"] and item["date"] > until]
    if not later:
        return []
    first = min(item["date"] for item in later)
    names = "、".join(item["title"] for item in later if item["date"] == first)
    left = next(item["days_left"] for item in later if item["date"] == first)
    return [f"再往后：{first}  {names}（还有 {left} 天）"]


def _matters(status: Result) -> list[str]:
    late = [item for item in status["items"] if item["light"] in ("red", "yellow")]
    counts = "，".join(f"{words} {status['supervision'].get(light, 0)}" for light, words in _LIGHTS.items())
    lines = [
        f"督办事项 {len(status['items'])} 件：{counts}。",
        *(f"  {item['id']} {item['unit']}：{item['problem']}（{item['due']} 到期）" for item in late[:LINES]),
    ]
    if len(late) > LINES:
        lines.append(f"  等 {len(late)} 件，见核定台账的“督办”。")
    return lines


def _short(title: str) -> str:
    return title if len(title) <= _LONG else f"{title[:_LONG]}……"


def _days(left: int) -> str:
    if left < 0:
        return f"已过 {-left} 天"
    return f"还有 {left} 天" if left else "就在今天"
