"""What was measured, kept between runs, and BENCH.md: the same results, the same bytes."""

from __future__ import annotations

import json
import os
import platform
import statistics
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from bench.costs import Cost
from bench.pairs import Middle, faster, share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bench.pairs import Row

Result = dict[str, Any]
_MARK: Final = "<!-- results "
_OTHERS: Final = ("openpyxl", "pandas", "docxtpl", "matplotlib", "XlsxWriter", "python-calamine")
_HEAD: Final = """# 性能

`make bench` 在同一台机器、同一次运行里，让我们的做法和通常的做法处理同样的数据（演示用的虚构数据，
54 个单位），一轮一轮交替着量，每一轮算一个比值，这里写比值的中位数和四分位数：机器时快时慢，
只有并排量的才能比，秒数只供参考。四分位数离得远的，是机器同时忙着别的事时量的，请在空闲时重量；一轮要几分钟的只量一两轮。
目标写“至少”的，是我们快几倍，越大越好；写“至多”的，是我们用的时间或内存是对方的几倍，越小越好。“次方”是用时随单位数
增长的快慢：1 次方是单位多几倍、用时也多几倍。
`make bench ONLY=notice` 只量一行并更新这一行；加 `QUICK=1` 只粗略看一下，不写这个文件。

{machine}。对方所用的库：{others}。

| 名称 | 做什么 | 和什么比 | 目标 | 结果：中位数（四分位数） | 处理器时间之比 | 我们 | 对方 | 轮数 | 日期 | 达到 |
|---|---|---|---|---|---|---|---|---|---|---|
"""
_SCALE: Final = """
## 规模

`汇总、计分、起草通知`，每个县 54 份清单，一个县接一个县，一个进程：

| 县 | 清单 | 用时 | 每份清单 | 内存最多 |
|---|---|---|---|---|
"""
_PAPER: Final = """
推算（没有量过）：全国约 2,800 个县（{books:,} 份清单），按 100 个县时的每县 {each} 秒算，一个进程要 {hours} 小时。
县与县之间互不相干，几个进程各管一些就几倍地快，每个进程最多占 {peak:.0f} MiB；这台机器（{cores} 个核心）一夜八小时
约可算 {night:,} 个县，再多就要第二台机器或更多的核心，磁盘和内存都不是界限：一个县的文件夹几十 MB，内存不随县数增长。
"""
_COUNTRY, _UNITS, _NIGHT = 2800, 54, 8 * 3600
_MISSED: Final = "\n## 没有达到的目标\n\n"
_BOUNDS: Final = "\n## 时间花在哪里\n\n由剖析看出，我们的做法主要受什么限制：\n\n"


def result_of(row: Row, pairs: Sequence[tuple[Cost, Cost]], day: str) -> Result:
    """A row's figures as plain data."""
    middle = Middle.of([row.figure(ours, other) for ours, other in pairs])
    ours, other = (
        [round(statistics.median(column), 4) for column in zip(*side, strict=True)] for side in zip(*pairs, strict=True)
    )
    ratios = [other.cpu / ours.cpu if row.figure is faster else ours.cpu / other.cpu for ours, other in pairs]
    processors = round(statistics.median(ratios), 4) if row.figure in (faster, share) else None
    figures = [round(value, 4) for value in middle]
    return {"figures": figures, "cpu": processors, "ours": ours, "other": other, "rounds": len(pairs), "day": day}


def reaches(row: Row, results: Mapping[str, Result]) -> bool:
    """Whether the median is what was wanted, and not below that of the row which it must not fall below."""
    found = results[row.name]["figures"][1]
    if row.goal is None:
        return True
    return row.goal.holds(found) and (not row.over or found >= results.get(row.over, results[row.name])["figures"][1])


def line(row: Row, results: Mapping[str, Result]) -> str:
    """The row of the table; one that was never measured says so."""
    cells = [row.name, row.what, row.other, row.goal.words if row.goal else "—"]
    if row.name not in results:
        return f"| {' | '.join([*cells, '没有量', *'—' * 6])} |\n"
    found = results[row.name]
    low, middle, high = (number(value) for value in found["figures"])
    spread = f"（{low}～{high}）" if found["rounds"] > 1 else ""
    processors = "—" if found["cpu"] is None else f"{number(found['cpu'])} 倍"
    cells += [f"**{middle} {row.unit}**{spread}", processors, cost(found["ours"]), cost(found["other"])]
    reached = "—" if row.goal is None else "是" if reaches(row, results) else "**没有**"
    cells += [str(found["rounds"]), found["day"], reached]
    return f"| {' | '.join(cells)} |\n"


def number(value: float) -> str:
    """Three digits that matter."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def cost(sums: Sequence[float]) -> str:
    """Seconds on the wall, and MiB where known."""
    wall, _, peak = sums
    seconds = f"{number(wall)} 秒" if wall >= 1 else f"{number(wall * 1000)} 毫秒"
    return f"{seconds}，{peak:.0f} MiB" if peak else seconds


def read(text: str) -> dict[str, Result]:
    """The results that an earlier BENCH.md holds."""
    kept = text.partition(_MARK)[2].removesuffix(" -->\n")
    return dict(json.loads(kept)) if kept else {}


def written(rows: Sequence[Row], results: Mapping[str, Result], machine: str) -> str:
    """BENCH.md."""
    others = "、".join(f"{name} {version(name)}" for name in _OTHERS)
    table = "".join(line(row, results) for row in rows)
    bounds = "".join(f"- {row.name}：{row.bound}。\n" for row in rows)
    missed = "".join(
        f"- {row.name}：{row.short or row.bound}。\n"
        for row in rows
        if row.name in results and not reaches(row, results)
    )
    known = {row.name: results[row.name] for row in rows if row.name in results}
    kept = json.dumps(known, ensure_ascii=False)
    head = f"{_HEAD.format(machine=machine, others=others)}{table}{_MISSED * bool(missed)}{missed}"
    return f"{head}{scaled(known)}{_BOUNDS}{bounds}\n{_MARK}{kept} -->\n"


def scaled(results: Mapping[str, Result]) -> str:
    """The table of 1, 10 and 100 counties, and on paper what the whole country would take; "" before it is measured."""
    if not {"scale-10", "scale-100"} <= results.keys():
        return ""
    ten, hundred = results["scale-10"], results["scale-100"]
    lines = [
        f"| {count} | {count * _UNITS:,} | {number(wall)} 秒 | {number(wall / count / _UNITS * 1000)} 毫秒 "
        f"| {peak:.0f} MiB |\n"
        for count, (wall, _, peak) in ((1, ten["other"]), (10, ten["ours"]), (100, hundred["ours"]))
    ]
    each, cores = hundred["ours"][0] / 100, os.cpu_count() or 1
    paper = _PAPER.format(
        books=_COUNTRY * _UNITS, each=number(each), hours=number(each * _COUNTRY / 3600), peak=hundred["ours"][2],
        cores=cores, night=int(_NIGHT / each * cores),
    )  # fmt: skip
    return f"{_SCALE}{''.join(lines)}{paper}"


def machine() -> str:
    """The machine in neutral words."""
    return f"{platform.system()}，{os.cpu_count()} 个处理器核心，Python {platform.python_version()}"
