"""What commands show of a situation and of a run, as text or as JSON objects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import click

from weibao.cli.options import print_json
from weibao.cli.runs import live_object
from weibao.compute.alike import as_shown

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.campaign.folder import Campaign
    from weibao.campaign.pipeline import Report
    from weibao.campaign.situation import Situation
    from weibao.compute.model import Figures
    from weibao.findings import Finding
    from weibao.sheets.live_edits import Edits

NAMES_SHOWN = 60  # all of them in any county
LIGHTS = (("red", "红灯"), ("yellow", "黄灯"), ("green", "绿灯"))


def collect_object(situation: Situation, findings: Iterable[Finding], live: Edits | None = None) -> dict[str, object]:
    """What `collect --json` prints."""
    from weibao.campaign.score_json import ScoreWriter

    writer = ScoreWriter(situation.grounds.rulebook)
    returns = [
        {
            "unit": writer.name(item.unit),
            "status": item.status.value,
            "used": item.used or None,
            "files": list(item.files),
        }
        for item in situation.collected.returns
    ]
    return {
        "round": situation.assessment.round,
        "as_of": situation.assessment.as_of.isoformat(),
        "returns": returns,
        "findings": writer.findings(findings),
        **live_object(situation.grounds.campaign, live),
    }


def show_returns(situation: Situation) -> None:
    """Who has returned, and who has not and why, in a few lines; how to issue the round where it is not out."""
    from weibao.campaign.next_round import how_to_begin
    from weibao.compute.model import ReturnStatus

    returns, number, day = situation.collected.returns, situation.assessment.round, situation.assessment.as_of
    if not situation.is_asked:
        click.echo(how_to_begin(situation.grounds, day))
        return
    back = sum(bool(item.used) for item in returns)
    click.echo(f"第{number}轮：应报 {len(returns)} 个单位，已报 {back} 个。")
    for round_ in situation.grounds.office.rounds:
        if round_.number == number and round_.issued and round_.issued > day:
            click.echo(f"  第{number}轮 {round_.issued} 才下发，在基准日以后；报送和得分按现在收到的计。")
    names = {unit.id: unit.name for unit in situation.grounds.rulebook.units}
    for status, items in _by_status(situation).items():
        if status != ReturnStatus.RETURNED.label:
            some = "、".join(names[unit] for unit in items[:NAMES_SHOWN])
            click.echo(f"  {status}：{some}" + (f" 等 {len(items)} 个单位" if len(items) > NAMES_SHOWN else ""))


def _by_status(situation: Situation) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for item in situation.collected.returns:
        groups.setdefault(item.status.label, []).append(item.unit)
    return groups


def show_score(situation: Situation) -> None:
    """The figures by category, the total and the verdict."""
    from weibao.campaign.next_round import how_to_begin
    from weibao.cli.count_views import show_ceilings
    from weibao.cli.show import count_findings, out, points, table
    from weibao.compute.words import POSSIBLE

    assessment, rulebook = situation.assessment, situation.grounds.rulebook
    scale = rulebook.scale

    def figures(name: str, item: Figures, provisional: int) -> tuple[str, ...]:
        full, claimed, verified, effective, possible, unassessed = (
            points(scale, value)
            for value in (item.full, item.claimed, item.verified, item.effective, item.possible, item.unassessed)
        )
        return name, full, claimed, verified, effective or "未评", possible, unassessed, str(provisional)

    rows = [
        figures(rulebook.category_by_id[key].name, item, provisional)
        for key, (item, provisional) in assessment.categories.items()
    ]
    rows.append(figures("合计", assessment.total, assessment.provisional_rows))
    headings = ("项目", "满分", "申报", "核定", "得分", "可能得分", "未评", "暂计指标")
    number = f"第{assessment.round}轮，" if situation.is_asked else ""
    out().print(table(f"{number}基准日 {assessment.as_of}", headings, rows))
    if not situation.is_asked:
        click.echo(how_to_begin(situation.grounds, assessment.as_of))
    if assessment.provisional_rows:
        click.echo(POSSIBLE)
    show_ceilings(situation)
    click.echo(_verdict_line(situation))
    click.echo(f"发现：{count_findings(assessment.findings)}（用 weibao collect 看明细）")


def _verdict_line(situation: Situation) -> str:
    from weibao.compute.words import verdict_text

    assessment = situation.assessment
    counted = [item.veto for item in assessment.vetoes if item.counted]
    silent = len(assessment.silent_units)
    waiting = f"还有 {silent} 个单位没有回收" if silent else "负面清单还有未答或待认定的"
    if not situation.is_asked:
        waiting = "计分的清单还没有下发"
    tail = "" if assessment.final else f"（{waiting}，不是最后结论）"
    return f"推荐意见：{verdict_text(situation.grounds.rulebook, assessment.verdict)}{tail}" + (
        f"，计入的负面清单：{'、'.join(counted)}" if counted else ""
    )


def show_total(situation: Situation) -> None:
    """The total and the verdict, a line each."""
    from weibao.cli.show import points

    total, scale = situation.assessment.total, situation.grounds.rulebook.scale
    # Where nothing has been claimed or verified there is no score yet, which is not 0.
    earned = "尚无" if total.unassessed == total.full else points(scale, total.earned)
    click.echo(
        f"得分 {earned}，可能得分 {points(scale, total.possible)}，"
        f"未评 {points(scale, total.unassessed)}，满分 {points(scale, total.full)}。"
    )
    click.echo(_verdict_line(situation))


def show_dates(situation: Situation) -> None:
    """The 时间节点 and the yearly looks after them, beyond the days that `show_ahead` lists."""
    from weibao.cli.show import coloured, out, table
    from weibao.compute.ahead import DAYS
    from weibao.compute.phase_calendar import phase_calendar

    grounds = situation.grounds
    own = {item.id for item in grounds.rulebook.milestones}
    rows = [
        (line.end, line.title, line.days_left, coloured(line.state, line.light.value))
        for line in phase_calendar(grounds.rulebook, grounds.settings, grounds.calendar, situation.assessment)
        if line.id in own and line.days_left is not None
    ]
    if not rows:
        click.echo("后面没有时间节点了。")
        return
    rows = sorted((row for row in rows if row[2] > DAYS), key=lambda row: row[2])
    if rows:
        out().print(table("再往后的时间节点", ("日期", "节点", "剩余天数", "状态"), rows[:8]))


def show_items(situation: Situation) -> None:
    """Supervision items that are late or due soon once a notice went out, and how many of each light and step."""
    from weibao.cli.show import coloured, days_left, out, table
    from weibao.compute.tally import tally

    names = {unit.id: unit.name for unit in situation.grounds.rulebook.units}
    items = [item for item in situation.assessment.items if item.asked]
    running = {stage.item.id for stage in situation.assessment.stages if stage.is_open}
    lights = {light: [item for item in items if item.light.value == light] for light in ("red", "yellow", "green")}
    rows = [
        (
            item.id, names[item.unit], item.problem, item.due, days_left(item.days_left),
            coloured(item.light.label, light),
        )
        for light in ("red", "yellow")
        for item in lights[light]
        if item.id in running
    ]  # fmt: skip
    if rows:
        out().print(table("逾期和临期的督办事项", ("编号", "单位", "问题", "到期日", "剩余", "灯"), rows))
    counts = "，".join(f"{words} {len(lights[light])}" for light, words in LIGHTS)
    click.echo(f"督办事项 {len(items)} 件：{counts}。")
    matters = tally(situation.assessment.stages)
    if matters.drafted or matters.opened:
        click.echo(
            f"其中拟督办（还没有印发通知）{matters.drafted} 件；已立项 {matters.opened} 件，"
            f"已销号 {matters.closed} 件，正在整改 {matters.remaining} 件，超过时限 {matters.late} 件。"
        )


def show_standing(situation: Situation) -> None:
    """How things stand, before what a writing run did."""
    if situation.is_asked:  # else the score says so
        show_returns(situation)
    show_score(situation)


def show_run(situation: Situation, report: Report) -> None:
    """What a writing run did, in a few lines."""
    from weibao.campaign.passing import is_passing
    from weibao.cli.show import count_findings

    kept = f"，保留 {len(report.kept)} 个（有人改过或已送签，没有动）" if report.kept else ""
    click.echo(f"更新文件 {len(report.written)} 个，未变 {len(report.unchanged)} 个{kept}。")
    _show_removed(situation, report, "文件")
    if report.findings:
        click.echo(f"本次运行另有：{count_findings(report.findings)}")
        show_notes(report.findings)
    if not (report.written or report.removed or any(map(is_passing, report.findings))):
        click.echo("没有变化，什么都没有重写。")


def _show_removed(situation: Situation, report: Report, what: str) -> None:
    """What was taken away, the reason where a unit's checklist does not count any more, and the way back."""
    from weibao.compute.model import ReturnStatus

    aside = {state.unit for state in situation.collected.returns if state.status is ReturnStatus.SET_ASIDE}
    names = {unit.name for unit in situation.grounds.rulebook.units if unit.id in aside}
    for path in report.removed:
        unit = PurePosixPath(path).name.partition("－")[0].rpartition(" ")[2]
        why = f"（{unit}交的清单读不出来或不是它的，没有计入）" if unit in names else ""
        click.echo(f"  已撤下不再需要的{what}：{path}{why}")
    if any("/" in path for path in report.removed):  # what lies beside the workbooks is a copy of no use
        click.echo("  撤下的有留底，要找回：weibao restore --file 文件。")


def show_drafts(situation: Situation, report: Report, folder: Path, *, named: bool = False) -> None:
    """What a drafting run did, in a few lines; `named`: with every file."""
    kept = f"，保留 {len(report.kept)} 份（有人改过或已送签，没有动）" if report.kept else ""
    click.echo(f"新起草或更新 {len(report.written)} 份，内容没有变化的 {len(report.unchanged)} 份{kept}。")
    for word, paths in (
        (("已写", report.written), ("保留", report.kept), ("没有变化", report.unchanged)) if named else ()
    ):
        for path in paths:
            click.echo(f"  {word}：{path}")
    _show_removed(situation, report, "草稿")
    show_notes(report.findings)
    click.echo(f"草稿在：{folder}")


def show_pictures(situation: Situation, report: Report, campaign: Campaign, others: Iterable[Path]) -> None:
    """What a drawing run did, of which day, and what to look at before the pictures are shown to anybody."""
    from weibao.cli.show import count_findings

    assessment = situation.assessment
    written, unchanged = len(report.written), len(report.unchanged)
    click.echo(f"第{assessment.round}轮，基准日 {assessment.as_of}：更新文件 {written} 个，未变 {unchanged} 个。")
    click.echo(f"图表在：{campaign.charts}")
    for place in others:
        click.echo(f"另有：{place.relative_to(campaign.root)}")
    show_notes(report.findings)
    if assessment.findings:
        click.echo(f"发现：{count_findings(assessment.findings)}（用 weibao collect 看明细）")


def show_notes(findings: Iterable[Finding]) -> None:
    """Findings of a run, a line each; those on a cell of a workbook say where."""
    for item in as_shown(findings):
        place = f"（{item.sheet} {item.cell}）" if item.sheet and item.cell else ""
        click.echo(f"  {item.severity.label}{place}：{item.message}")


def run_object(situation: Situation, report: Report, live: Edits | None = None) -> dict[str, object]:
    """What a writing run did, as a JSON object."""
    return {
        "as_of": situation.assessment.as_of.isoformat(),
        "round": situation.assessment.round,
        "written": sorted(report.written),
        "unchanged": sorted(report.unchanged),
        "removed": sorted(report.removed),
        "kept": sorted(report.kept),
        "messages": plain_messages(report.findings),
        **live_object(situation.grounds.campaign, live),
    }


def print_run(
    situation: Situation, report: Report, live: Edits | None = None, *, previews: Sequence[str] | None = None
) -> None:
    """The same, printed; `previews` are the PDF files, where some were asked for."""
    made = {} if previews is None else {"previews": list(previews)}
    print_json({**run_object(situation, report, live), **made})


def plain_messages(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """Findings of a run as JSON objects."""
    return [{"code": item.code, "severity": item.severity.value, "message": item.message} for item in findings]
