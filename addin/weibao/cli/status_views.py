"""What `weibao status` shows of the days: where the campaign is, what endangers the title, what is due and late."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.campaign.situation import Situation
    from weibao.compute.ahead import Dated

SHOWN = 12  # so many lines of a table
_NAMED = 5  # so many indicators by name


def show_where(situation: Situation) -> None:
    """The day, its phases, and the 时间节点 that are open on it."""
    from weibao.compute.model import Status

    rulebook, assessment = situation.grounds.rulebook, situation.assessment
    phases = "、".join(phase.name for phase in rulebook.phases if phase.id in assessment.phases) or "不在任何阶段内"
    click.echo(f"基准日 {assessment.as_of}，所处阶段：{phases}")
    titles = {item.id: item.title for item in rulebook.milestones}
    running = [
        titles[state.milestone] for state in assessment.milestones if state.status in (Status.OPEN, Status.DUE_SOON)
    ]
    if running:
        click.echo(f"正在办的节点：{'、'.join(running)}")


def show_danger(situation: Situation) -> None:
    """The open negative items (the verdict names those that count) and, by points, the indicators that are late; none
    before the round is out.
    """
    from weibao.campaign.status_ahead import danger_of
    from weibao.cli.show import points
    from weibao.findings import some

    if not situation.is_asked:
        return
    rulebook = situation.grounds.rulebook
    advice, late = danger_of(situation)
    open_ = [item.veto for item in advice.dangers if not item.counted]
    if open_:
        click.echo(f"还没有定：负面清单 {'、'.join(open_)}（待认定或没有答齐）。")
    if late:
        titles = {item.id: item.title for item in rulebook.indicators}
        said = [f"{one.indicator} {titles[one.indicator]}（{points(rulebook.scale, one.gain)} 分）" for one in late]
        lacking = points(rulebook.scale, sum(point.gain for point in late))
        click.echo(
            f"指标过了时限还没有得满分的 {len(late)} 项，差 {lacking} 分：{some(said, _NAMED)}。明细用 weibao advise。"
        )


def show_ahead(situation: Situation) -> None:
    """What is late, then what is due within 30 days, each as one list by date."""
    from weibao.campaign.status_ahead import look_ahead
    from weibao.compute.ahead import DAYS

    found = look_ahead(situation)
    _list("已经过期的", found.late)
    _list(f"{DAYS} 天内到期的（到 {found.until}）", found.due)
    if not found.due:
        click.echo(f"{DAYS} 天内（到 {found.until}）没有到期的事。")


def _list(title: str, items: Sequence[Dated]) -> None:
    """More than a table shows: those of one kind, unit and day are one line, else one unit would hide the others."""
    from weibao.cli.show import out, table
    from weibao.compute.ahead import together

    if not items:
        return
    groups = together(items) if len(items) > SHOWN else tuple((item,) for item in items)
    if len(items) > SHOWN:
        said = [f"共 {len(items)} 件", "同一天由同一单位办的合为一行" if len(groups) < len(items) else ""]
        said += [f"列前 {SHOWN} 行" if len(groups) > SHOWN else "", "逐件用 --json"]
        title = "，".join([title, *filter(None, said)])
    rows = [_row(group) for group in groups[:SHOWN]]
    out().print(table(title, ("日期", "事项", "内容", "由谁办", "剩余天数", "工作日", "灯"), rows))


def _row(group: Sequence[Dated]) -> tuple[object, ...]:
    """Things of one day as one line; the light is the worst of them."""
    from weibao.cli.show import coloured, days_left
    from weibao.compute.terms import Light

    first, light = group[0], min((item.light for item in group), key=list(Light).index)
    return (
        first.day,
        first.kind.label,
        first.title if len(group) == 1 else f"{len(group)} 项，如{first.title}",
        first.who,
        days_left(first.days_left),
        "" if first.workdays_left is None or first.days_left < 0 else first.workdays_left,
        coloured(light.label, light.value),
    )
