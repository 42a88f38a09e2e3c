"""The command systems: the working systems of the office, and what `status` says of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from weibao.cli.group import ChineseCommand
from weibao.cli.options import as_json, as_of, folder, print_json, strict
from weibao.cli.runs import leave, look_at

if TYPE_CHECKING:
    from weibao.compute.work_states import WorkDuties


@click.command(
    cls=ChineseCommand,
    help=(
        "工作制度：联合调研、情况通报、专题研究、督查督办各办了什么、什么还没有办完。调研等登记在核定台账的“工作制度”，"
        "通报另从“文号登记”数，督查督办从“督办”数。只读不写。"
    ),
)
@folder
@as_of
@click.option("--year", type=click.IntRange(1900, 9999), metavar="年份", help="看哪一年的；不写就是基准日所在的年度。")
@as_json
@strict
def systems(folder: Path, as_of: date, year: int | None, as_json: bool, strict: bool) -> None:
    from weibao.campaign.systems import systems_object, work_object
    from weibao.cli.show import show_misread
    from weibao.sheets.layout import WORK

    situation = look_at(folder, as_of)
    rulebook, duties = situation.grounds.rulebook, situation.assessment.work
    if as_json:
        rows = [work_object(rulebook, state) for state in duties.rows]
        told = systems_object(duties, year or as_of.year, earlier=year is None)
        print_json({"as_of": as_of.isoformat(), "systems": told, "rows": rows})
    else:
        _show(duties, year or as_of.year)
        for line in () if year else earlier_lines(duties, as_of.year):
            click.echo(line)
        show_misread(situation.assessment.findings, WORK.sheet)
    leave(situation, strict=strict)


def _show(duties: WorkDuties, year: int) -> None:
    from weibao.cli.show import coloured, out, table
    from weibao.compute.work_words import did_text, pending_text

    rows = [
        (item.system.name, item.done, item.sent, item.remaining, coloured(item.light.label, item.light.value),
         did_text(item), pending_text(item), item.system.result)
        for item in duties.years
        if item.year == year
    ]  # fmt: skip
    if not rows:
        click.echo(f"{year} 年没有工作制度的记录。")
        return
    headings = ("制度", "已开展（立项）", "已报送（销号）", "没有办完", "灯", "当年情况", "没有办完的", "规定的结果")
    out().print(table(f"{year} 年工作制度", headings, rows))


def earlier_lines(duties: WorkDuties, year: int) -> list[str]:
    """What is still open of the years before: the new year has not done it by beginning."""
    from weibao.compute.work_words import pending_text

    return [
        f"{item.year} 年{item.system.name}没有办完的：{pending_text(item)}。"
        for item in duties.years
        if item.remaining and item.year < year
    ]


def system_lines(duties: WorkDuties) -> list[str]:
    """What `status` says: a line for every system and year of which something is still to be done, 督办 apart."""
    from weibao.compute.work_words import rows_text

    return [
        f"{item.system.name}没有办完的 {len(item.pending)} 件：{rows_text(item)}。"
        for item in duties.years
        if item.pending
    ]
