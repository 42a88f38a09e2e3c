"""The buttons that look back: 看经过, 比较变化, 核对文件."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weibao.hosts.answers import day_of
from weibao.hosts.button import button, finish

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.hosts.job import Job

# A list of more than this goes on in the workbook of 比较变化.
_LINES = 500


@button("history")
def history(job: Job) -> None:
    """Ask for a unit; list what has changed about it, or every run."""
    unit = job.desk.ask("看哪个单位的经过？写单位名称；空着就列出历次运行。")
    if unit is None:
        return
    chosen = ["--unit", unit.strip()] if unit.strip() else []
    done = job.run("history", *chosen, as_of=False)
    if not done["runs"]:
        job.tell(f"{unit.strip() or '这个文件夹'}还没有历史记录。运行“回收清单”或“全部重算”以后才有。")
        return
    when = {run["id"]: f"{(run['at'] or '')[:16].replace('T', ' ')} {run['user'] or ''}" for run in done["runs"]}
    if chosen:
        lines = [f"{when[item['run']]}　{_changed(item)}" for item in done["changes"]]
        message = f"{unit.strip()}：{len(lines)} 处变化，经过 {len(when)} 次运行。"
    else:
        lines = [
            f"第 {run['id']} 次　{when[run['id']]}　{run['action'] or ''}　改变 {sum(run['counts'].values())} 处"
            for run in done["runs"]
        ]
        message = f"有记录的运行 {len(lines)} 次。"
    finish(job, message, job.report("经过", lines))


@button("diff")
def diff(job: Job) -> None:
    """Ask for two days; write what is different as a workbook."""
    days = []
    for question, empty in (("从哪一天", "最早"), ("到哪一天", "最近")):
        note = ""
        while True:
            answer = job.desk.ask(f"{note}比较变化：{question}（基准日，如 2023-09-28）？空着就是{empty}的一次。")
            if answer is None:
                return
            day = day_of(answer.strip())
            if day or not answer.strip():
                days.append(day.isoformat() if day else empty)
                break
            note = f"“{answer.strip()}”不是日期。"
    target = job.root / "导出" / "变化.xlsx"
    done = job.run("diff", *days, "--out", str(target), as_of=False)
    if not done["changes"]:
        job.tell("这两次之间没有变化。")
        return
    lines = [_changed(item) for item in done["changes"][:_LINES]]
    job.notes.append(f"同样的内容还写成了工作簿：{done['file']}")
    finish(job, f"不同之处 {len(done['changes'])} 处。", job.report("变化", lines))


@button("verify")
def verify(job: Job) -> None:
    """Which files are not what the record says."""
    done = job.run("verify", as_of=False)
    if not done["files"]:
        job.tell("还没有可以核对的记录。请先点“回收清单”或“全部重算”。")
        return
    counts: dict[str, dict[str, int]] = {}
    for item in done["files"]:
        group = counts.setdefault(item["group_label"], {})
        group[item["state_label"]] = group.get(item["state_label"], 0) + 1
    lines = [
        f"{group}：{'，'.join(f'{state} {count}' for state, count in states.items())}。"
        for group, states in counts.items()
    ]
    if done["messages"]:
        finish(job, "\n".join(lines), job.report("核对结果", [item["message"] for item in done["messages"]]))
    else:
        job.tell("\n".join(lines))


def _changed(item: Mapping[str, Any]) -> str:
    return f"{item['about']}：{item['was'] or '（没有）'} → {item['now'] or '（没有）'}"
