"""Commands that set a campaign up: new, issue, demo."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from weibao.cli.group import ChineseCommand
from weibao.cli.options import Day, Folder, as_json, folder, live, print_json, strict, wait
from weibao.cli.runs import edits_for, live_object, opened
from weibao.cli.views import plain_messages, show_notes, show_run, show_standing

if TYPE_CHECKING:
    from weibao.campaign.folder import Campaign
    from weibao.campaign.issue import IssueReport
    from weibao.sheets.macro_book import Macros

KINDS = ("指标清单", "年度工作情况")
"""The kinds of a round, as 轮次 writes them."""


@click.command(cls=ChineseCommand, help="新建创建工作文件夹：各级目录、核定台账，并记住所用的规则库。")
@click.argument("target", metavar="文件夹", type=Folder())
@click.option("--rulebook", metavar="文件夹", type=Folder(), help="别的县（市）自己的规则库文件夹；不写就用自带的。")
@click.option("--form", metavar="文件", type=Folder(), help="填好的建库表：先由它建规则库（见 rulebook new --blank）。")
@click.option("--ledger", is_flag=True, help="文件夹已有，只补建一本空白的核定台账（原来的不存在时）。")
@click.option("--no-macros", is_flag=True, help="核定台账不带宏（.xlsx）；单位电脑不让打开带宏文件时用。")
@click.option("--as-of", type=Day(), default=lambda: date.today(), help="建立日期；不写就是今天。")  # noqa: DTZ011
def new(
    target: Path, rulebook: Path | None, form: Path | None, ledger: bool, no_macros: bool, as_of: date
) -> None:  # fmt: skip
    from weibao.campaign.create import create_campaign, create_missing_ledger
    from weibao.campaign.folder import Campaign
    from weibao.campaign.grounds import read_grounds
    from weibao.campaign.next_round import first_command
    from weibao.campaign.two_clerks import remember_made

    macros = None
    if not no_macros:
        from weibao.hosts.build import ledger_macros

        macros = ledger_macros()
    if ledger:
        campaign = Campaign.open(target)
        rounds = create_missing_ledger(campaign, as_of=as_of, macros=macros)
        click.echo(f"已新建空白的核定台账：{campaign.ledger}")
        if rounds:
            listed = "、".join(item.name for item in rounds)
            click.echo(f"已登记下发过的{listed}，请在“轮次”里补填名称和报送期限；“设置”和核定内容也要重新填写。")
        return
    if form is not None:
        if rulebook is not None:
            raise click.UsageError("--form 和 --rulebook 只写一个。")
        _from_form(target, form, as_of, macros)
    else:
        create_campaign(target, rulebook, as_of=as_of, macros=macros)
    with opened(target) as (campaign, store, _):
        remember_made(campaign, store)
        command = first_command(read_grounds(campaign), as_of)
    click.echo(f"已建好：{target}（规则库：{campaign.rulebook.title}）")
    click.echo(f"下一步：打开“{campaign.ledger.name}”，在“设置”里填写单位全称、联系人和电话；然后运行")
    click.echo(f"    {command}")


def _from_form(target: Path, form: Path, as_of: date, macros: Macros | None) -> None:
    """A campaign under the rulebook that 建库表 gives, which the campaign keeps."""
    from tempfile import TemporaryDirectory

    from weibao.campaign.create import create_campaign
    from weibao.cli.rules import tell_total, tell_unlisted
    from weibao.rulebook.blank import rulebook_files
    from weibao.rulebook.create import create_folder
    from weibao.sheets.blank_book import read_blank

    if not form.is_file():
        raise click.UsageError(f"找不到文件“{form}”。")
    with TemporaryDirectory() as scratch:
        made = Path(scratch, "rulebook")
        answers = read_blank(form)
        book = create_folder(rulebook_files(answers), made)
        create_campaign(target, made, as_of=as_of, macros=macros)
    tell_total(book)
    tell_unlisted(answers)


@click.command(cls=ChineseCommand, help="下发一轮清单：每个单位一份工作簿和一个佐证材料文件夹。已下发的不会改动。")
@folder
@click.option("--round", "number", type=click.IntRange(1, 99), metavar="轮次", help="第几轮；不写就是下一轮。")
@click.option("--name", default="", metavar="名称", help="本轮名称，如“申报自评”；不写就是方案计划的下一轮。")
@click.option("--kind", type=click.Choice(KINDS), help=f"本轮类型：{'、'.join(KINDS)}；不写就按计划。")
@click.option("--due", type=Day(), help="报送期限，如 2023-09-28；不写就按计划，没有计划的按“设置”里的天数。")
@click.option("--unit", "units", multiple=True, metavar="单位", help="只发给这个单位（可重复写）。")
@click.option("--rulebook", metavar="文件夹", type=Folder(), help="从这一轮起换用改过的规则库（同 rulebook adopt）。")
@click.option("--dry-run", "dry", is_flag=True, help="和 --rulebook 一起写：只看规则有什么变化，什么都不改。")
@click.option("--as-of", type=Day(), help="下发日期，并写进清单的基准日；不写就是今天，清单按打开当天计算。")
@live
@wait
@as_json
@strict
def issue(
    folder: Path, number: int | None, name: str, kind: str | None, due: date | None, units: tuple[str, ...],
    rulebook: Path | None, dry: bool, as_of: date | None, live: bool, as_json: bool, strict: bool,
) -> None:  # fmt: skip
    from weibao.campaign.issue import issue_round
    from weibao.cli.show import exit_code
    from weibao.compute.planned import RoundKind

    edits = edits_for(live=live, as_json=as_json)
    day = as_of or date.today()  # noqa: DTZ011
    rules: dict[str, object] = {}
    asked = RoundKind.CHECKLIST.label if rulebook and not name else ""  # what the changed rules are answered by
    if dry or rulebook:
        from weibao.cli.adopt import adopt_first

        number, rules = adopt_first(
            folder, rulebook, number, due, day, units=units, dry=dry, live=live, as_json=as_json
        )
    with opened(folder) as (campaign, store, report):
        done = issue_round(
            campaign, store, number=number, name=name, kind=kind or asked, issued=day, due=due,
            pinned=as_of is not None, units=units, progress=report, live=edits,
        )  # fmt: skip
    if as_json:
        print_json(_issue_object(campaign, done, day) | rules | live_object(campaign, edits))
    else:
        _show_issue(campaign, done)
    raise click.exceptions.Exit(exit_code(done.findings, strict=strict))


def _issue_object(campaign: Campaign, done: IssueReport, day: date) -> dict[str, object]:
    return {
        "round": done.round.number,
        "issued": day.isoformat(),
        "due": done.round.due.isoformat() if done.round.due else None,
        "name": done.round.name,
        "planned": done.planned.plan.id if done.planned else None,
        "written": [campaign.relative(path) for path in done.written],
        "kept": [campaign.relative(path) for path in done.kept],
        "messages": plain_messages(done.findings),
    }


def _show_issue(campaign: Campaign, done: IssueReport) -> None:
    click.echo(
        f"第{done.round.number}轮（{done.round.name}）：新下发 {len(done.written)} 份，报送期限 {done.round.due}。"
    )
    if done.planned:
        click.echo(f"名称、类型、报送期限没有写的，按方案计划的“{done.planned.name}”（{done.planned.plan.id}）。")
    if done.kept:
        click.echo(f"另有 {len(done.kept)} 份以前已下发，没有改动。")
    if done.prefilled_from:
        click.echo(f"已把第{done.prefilled_from}轮的填报、审核意见和督办事项带入。")
    click.echo(f"文件在：{campaign.issued(done.round.number)}")
    click.echo(f"收回的工作簿请放进：{campaign.returned(done.round.number)}（文件名可以随意）")
    show_notes(done.findings)


@click.command(
    cls=ChineseCommand, help="建演示文件夹：下发第1轮、放入 51 份填好的回收清单（含常见错误），再完整跑一遍。"
)
@click.argument("target", metavar="文件夹", type=Folder())
@click.option("--seed", type=int, default=2023, metavar="数", help="随机数种子，默认 2023；同一个数得到同样的演示。")
def demo(target: Path, seed: int) -> None:
    from weibao.campaign.demo import run_demo
    from weibao.cli.show import progress
    from weibao.hosts.build import ledger_macros

    with progress() as report:
        situation, result = run_demo(target, seed=seed, progress=report, macros=ledger_macros())
    show_standing(situation)
    show_run(situation, result)
    click.echo(f"\n演示结果在：{target.resolve()}")
    click.echo("  先看  总台账.xlsx        总得分、各单位进度、问题清单")
    click.echo("  再看  核定台账.xlsm      办公室核定得分、督办、设置都填在这里")
    click.echo("        文书/              通知、通报、报告等草稿（Word）")
    click.echo("        图表/              十二张图（PNG；“矢量图”里是 PDF、SVG）")
    click.echo("        下发/ 回收/        每个单位的清单，发出去的和收回来的")
