"""Commands that read returns and show or write results."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from weibao.cli.group import ChineseCommand
from weibao.cli.options import Folder, as_json, as_of, folder, print_json, strict

if TYPE_CHECKING:
    from weibao.campaign.folder import Campaign
    from weibao.campaign.pipeline import Report
    from weibao.campaign.situation import Progress, Situation
    from weibao.campaign.store import Store

NAMES_SHOWN = 20
LIGHTS = (("red", "红灯"), ("yellow", "黄灯"), ("green", "绿灯"))

ROUND = click.option(
    "--round", "number", type=click.IntRange(1, 99), metavar="N", help="第几轮；不写就是有回收的最近一轮。"
)


@contextmanager
def _opened(root: Path) -> Iterator[tuple[Campaign, Store, Progress]]:
    from weibao.campaign.folder import Campaign
    from weibao.campaign.store import open_store
    from weibao.cli.show import progress

    campaign = Campaign.open(root)
    with open_store(campaign.history) as store, progress() as report:
        yield campaign, store, report


def _look(root: Path, day: date, number: int | None = None) -> Situation:
    from weibao.campaign.situation import look

    with _opened(root) as (campaign, store, report):
        return look(campaign, store, as_of=day, number=number, progress=report)


def _leave(situation: Situation, *, strict: bool) -> None:
    from weibao.cli.show import exit_code

    raise click.exceptions.Exit(exit_code(situation.assessment.findings, strict=strict))


@click.command(
    cls=ChineseCommand,
    help="回收清单：读“回收/第N轮/”里的全部工作簿（只读），更新核定台账的回收情况，列出看不懂的地方。",
)
@folder
@as_of
@click.option(
    "--prefer", "preferred", metavar="文件", help="同一单位有两份不同文件时，采用这一份（写入回收情况的“采用文件”）。"
)
@as_json
@strict
def collect(folder: Path, as_of: date, preferred: str | None, as_json: bool, strict: bool) -> None:
    from weibao.campaign.pipeline import collect as run
    from weibao.campaign.prefer import prefer
    from weibao.campaign.score_json import ScoreWriter
    from weibao.cli.show import count_findings, finding_rows, out, table

    with _opened(folder) as (campaign, store, report):
        if preferred:
            unit = prefer(campaign, store, preferred, as_of=as_of)
            click.echo(f"已选定：{unit} 采用“{preferred}”。", err=as_json)
        situation, _ = run(campaign, store, as_of=as_of, progress=report)
    writer = ScoreWriter(situation.grounds.rulebook)
    if as_json:
        score = writer.score(situation.assessment)
        returns = [
            {
                "unit": writer.name(item.unit),
                "status": item.status.value,
                "used": item.used or None,
                "files": list(item.files),
            }
            for item in situation.collected.returns
        ]
        print_json(
            {"round": score["round"], "as_of": score["as_of"], "returns": returns, "findings": score["findings"]}
        )
        _leave(situation, strict=strict)
    names = {unit.id: unit.name for unit in situation.grounds.rulebook.units}
    rows = finding_rows(situation.assessment.findings, names)
    out().print(table("发现的问题", ("级别", "单位", "位置", "说明"), rows))
    _show_returns(situation)
    click.echo(f"发现：{count_findings(situation.assessment.findings)}")
    _leave(situation, strict=strict)


def _show_returns(situation: Situation) -> None:
    from weibao.compute.model import ReturnStatus

    returns = situation.collected.returns
    if not situation.grounds.office.rounds:
        click.echo("还没有下发过清单。用 weibao issue 下发第1轮。")
        return
    back = sum(bool(item.used) for item in returns)
    click.echo(f"第{situation.assessment.round}轮：应报 {len(returns)} 个单位，已报 {back} 个。")
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


@click.command(
    cls=ChineseCommand, help="算分：按规则库和核定台账算出一轮的得分、可能得分、未评、上限和推荐意见。只读不写。"
)
@folder
@as_of
@ROUND
@as_json
@strict
def score(folder: Path, as_of: date, number: int | None, as_json: bool, strict: bool) -> None:
    from weibao.campaign.score_json import score_object

    situation = _look(folder, as_of, number)
    if as_json:
        print_json(score_object(situation.grounds.rulebook, situation.assessment))
    else:
        _show_score(situation)
    _leave(situation, strict=strict)


def _show_score(situation: Situation) -> None:
    from weibao.cli.show import count_findings, out, points, table

    assessment, rulebook = situation.assessment, situation.grounds.rulebook
    scale = rulebook.scale

    def figures(name: str, item: object, provisional: int) -> tuple[str, ...]:
        keys = ("full", "claimed", "verified", "earned", "possible", "unassessed")
        return (name, *(points(scale, getattr(item, key)) for key in keys), str(provisional))

    rows = [
        figures(rulebook.category_by_id[key].name, item, provisional)
        for key, (item, provisional) in assessment.categories.items()
    ]
    rows.append(figures("合计", assessment.total, assessment.provisional_rows))
    headings = ("项目", "满分", "申报", "核定", "得分", "可能得分", "未评", "暂定行")
    out().print(table(f"第{assessment.round}轮，基准日 {assessment.as_of}", headings, rows))
    click.echo(_verdict_line(situation))
    click.echo(f"发现：{count_findings(assessment.findings)}（用 weibao collect 看明细）")


def _verdict_line(situation: Situation) -> str:
    from weibao.compute.words import verdict_text

    assessment = situation.assessment
    counted = [item.veto for item in assessment.vetoes if item.counted]
    silent = len(assessment.silent_units)
    waiting = f"还有 {silent} 个单位没有回收" if silent else "负面清单还有未答或待认定的"
    tail = "" if assessment.final else f"（{waiting}，不是最后结论）"
    return f"推荐意见：{verdict_text(situation.grounds.rulebook, assessment.verdict)}{tail}" + (
        f"，计入的负面清单：{'、'.join(counted)}" if counted else ""
    )


@click.command(cls=ChineseCommand, help="看进度：回收、得分、督办灯号、快到期和已逾期的事项。只读不写。")
@folder
@as_of
@as_json
@strict
def status(folder: Path, as_of: date, as_json: bool, strict: bool) -> None:
    from weibao.campaign.status import status_object
    from weibao.cli.show import count_findings

    situation = _look(folder, as_of)
    if as_json:
        print_json(status_object(situation))
        _leave(situation, strict=strict)
    rulebook, assessment = situation.grounds.rulebook, situation.assessment
    phases = "、".join(phase.name for phase in rulebook.phases if phase.id in assessment.phases) or "不在任何阶段内"
    click.echo(f"基准日 {assessment.as_of}，所处阶段：{phases}")
    _show_returns(situation)
    _show_total(situation)
    _show_dates(situation)
    _show_items(situation)
    click.echo(f"发现：{count_findings(assessment.findings)}（用 weibao collect 看明细）")
    _leave(situation, strict=strict)


def _show_total(situation: Situation) -> None:
    from weibao.cli.show import points

    total, scale = situation.assessment.total, situation.grounds.rulebook.scale
    click.echo(
        f"得分 {points(scale, total.earned)}，可能得分 {points(scale, total.possible)}，"
        f"未评 {points(scale, total.unassessed)}，满分 {points(scale, total.full)}。"
    )
    click.echo(_verdict_line(situation))


def _show_dates(situation: Situation) -> None:
    from weibao.cli.show import coloured, out, table

    milestones = {item.id: item for item in situation.grounds.rulebook.milestones}
    rows = []
    for state in situation.assessment.milestones:
        if state.days_left is not None and state.days_left >= 0:
            milestone = milestones[state.milestone]
            label = coloured(state.status.label, state.light.value)
            rows.append((milestone.end, milestone.title, state.days_left, label))
    rows.sort(key=lambda row: row[2])
    out().print(table("接下来的时间节点", ("日期", "节点", "剩余天数", "状态"), rows[:8]))


def _show_items(situation: Situation) -> None:
    from weibao.cli.show import coloured, out, table

    names = {unit.id: unit.name for unit in situation.grounds.rulebook.units}
    items = [item for item in situation.assessment.items if item.asked]
    lights = {light: [item for item in items if item.light.value == light] for light in ("red", "yellow", "green")}
    rows = [
        (item.id, names[item.unit], item.problem, item.due, item.days_left, coloured(item.light.label, light))
        for light in ("red", "yellow")
        for item in lights[light]
    ]
    if rows:
        out().print(table("逾期和临期的督办事项", ("编号", "单位", "问题", "到期日", "剩余", "灯"), rows))
    counts = "，".join(f"{words} {len(lights[light])}" for light, words in LIGHTS)
    click.echo(f"督办事项 {len(items)} 件：{counts}。")


def show_run(situation: Situation, report: Report) -> None:
    """What a writing run did, in a few lines."""
    from weibao.cli.show import count_findings

    _show_returns(situation)
    _show_score(situation)
    click.echo(f"更新文件 {len(report.written)} 个，未变 {len(report.unchanged)} 个。")
    for path in report.removed:
        click.echo(f"  已撤下不再需要的文件：{path}")
    if report.findings:
        click.echo(f"本次运行另有：{count_findings(report.findings)}")
        for item in report.findings:
            click.echo(f"  {item.severity.label}：{item.message}")


def _run_json(situation: Situation, report: Report) -> None:
    print_json(
        {
            "as_of": situation.assessment.as_of.isoformat(),
            "round": situation.assessment.round,
            "written": report.written,
            "unchanged": report.unchanged,
            "removed": report.removed,
            "messages": [
                {"code": item.code, "severity": item.severity.value, "message": item.message}
                for item in report.findings
            ],
        }
    )


@click.command(
    cls=ChineseCommand, help="全部重算：回收、核定台账、总台账、督办通知草稿、图表。只起草，不编号、不落日期、不印发。"
)
@folder
@as_of
@as_json
@strict
def regenerate(folder: Path, as_of: date, as_json: bool, strict: bool) -> None:
    from weibao.campaign.pipeline import regenerate as run

    with _opened(folder) as (campaign, store, report):
        situation, result = run(campaign, store, as_of=as_of, progress=report)
    _run_json(situation, result) if as_json else show_run(situation, result)
    _leave(situation, strict=strict)


@click.command(cls=ChineseCommand, help="起草督办通知：每个需要督办的单位一份 Word 草稿。有人改过的草稿不会被覆盖。")
@folder
@as_of
@as_json
def notices(folder: Path, as_of: date, as_json: bool) -> None:
    from weibao.campaign.pipeline import Report, collect, notices

    with _opened(folder) as (campaign, store, report):
        situation, _ = collect(campaign, store, as_of=as_of, progress=report)
        result = Report()
        notices(situation, store, result, report)
    if as_json:
        _run_json(situation, result)
        return
    click.echo(f"新起草或更新 {len(result.written)} 份，内容没有变化的 {len(result.unchanged)} 份。")
    for item in result.findings:
        click.echo(f"  {item.severity.label}：{item.message}")
    click.echo(f"草稿在：{campaign.documents}")


@click.command(cls=ChineseCommand, help="画图：各项目得分（PNG 和 PDF）。")
@folder
@as_of
@as_json
def charts(folder: Path, as_of: date, as_json: bool) -> None:
    from weibao.campaign.pipeline import Report, charts
    from weibao.campaign.situation import look

    with _opened(folder) as (campaign, store, report):
        situation = look(campaign, store, as_of=as_of, progress=report)
        result = Report()
        charts(situation, result)
    if as_json:
        _run_json(situation, result)
    else:
        click.echo(f"图表在：{campaign.charts}")


@click.command(cls=ChineseCommand, help="导出明细表：指标、各单位填报、佐证、督办、问题清单等。")
@folder
@as_of
@click.option("--format", "kind", type=click.Choice(["csv", "xlsx"]), default="xlsx", help="文件格式，默认 xlsx。")
@click.option("--out", type=Folder(), help="导出到哪个文件夹；不写就是创建文件夹里的“导出”。")
@as_json
def export(folder: Path, as_of: date, kind: str, out: Path | None, as_json: bool) -> None:
    from weibao.campaign.pipeline import export_tables

    with _opened(folder) as (campaign, store, report):
        files = export_tables(
            campaign, store, as_of=as_of, kind=kind, out=out or campaign.root / "导出", progress=report
        )
    if as_json:
        print_json({"files": [str(path) for path in files]})
    else:
        click.echo(f"已导出 {len(files)} 个文件：{files[0].parent}")


@click.command(cls=ChineseCommand, help="检查回收的清单（xlsx）：列出每一处看不懂或对不上的地方。有发现时退出码为 1。")
@click.argument("files", metavar="文件…", nargs=-1, required=True, type=Folder())
@click.option("--campaign", "root", type=Folder(), help="所属的创建文件夹；不写就按自带规则库检查。")
@as_of
@as_json
def check(files: tuple[Path, ...], root: Path | None, as_of: date, as_json: bool) -> None:
    from weibao.campaign.check import check_files
    from weibao.cli.show import count_findings, finding_rows, out, table

    rulebook, found = check_files(files, root, as_of=as_of)
    if as_json:
        from weibao.campaign.score_json import ScoreWriter

        print_json({"findings": ScoreWriter(rulebook).findings(found)})
    else:
        names = {unit.id: unit.name for unit in rulebook.units}
        out().print(table("检查结果", ("级别", "单位", "位置", "说明"), finding_rows(found, names)))
        click.echo(f"共检查 {len(files)} 个文件：{count_findings(found)}")
    raise click.exceptions.Exit(int(bool(found)))
