"""`weibao evidence …`: index, check, levels, tidy."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from weibao.cli.evidence_views import (
    check_object,
    index_object,
    show_findings,
    show_index,
    show_looks,
    show_tidied,
    tidy_object,
)
from weibao.cli.group import ChineseGroup
from weibao.cli.options import as_json, as_of, folder, print_json, strict, wait
from weibao.cli.results import ROUND
from weibao.cli.runs import look_at, note_evidence, opened

if TYPE_CHECKING:
    from weibao.campaign.evidence_index import Index
    from weibao.campaign.grounds import Grounds
    from weibao.compute.proof_settings import ProofSettings
    from weibao.rulebook.model import Rulebook


_HOW = {"auto": "程序", "partly": "程序和人", "manual": "人"}


@click.group(cls=ChineseGroup, help="佐证材料：读文件、核查、整理。文件不改动，整理也要加 --apply 才动。")
def evidence() -> None:
    """The group."""


@evidence.command(
    help="读“佐证材料”里的文件：类型、页数、大小、哈希。没有变化的不再读；打不开的不影响别的。"
    "材料不改动，结果记在 .weibao 里，新的、变了的、不见了的记进历史。"
)
@folder
@click.option("--again", is_flag=True, help="以前读的时间太长、占用太多或读取中断的，再读一次。")
@wait
@as_json
def index(folder: Path, again: bool, as_json: bool) -> None:
    from weibao.campaign.evidence_check import read_evidence
    from weibao.campaign.grounds import read_grounds

    with opened(folder, reading=True) as (campaign, _, report):
        found = read_evidence(read_grounds(campaign), report, again=again)
    note_evidence(folder, found)
    if as_json:
        print_json(index_object(found))
        return
    show_index(found)
    click.echo("下一步：weibao evidence check（与登记的材料对照、核查）。")


@evidence.command(
    help="核查佐证材料：登记的每一件对应哪个文件，有哪些毛病，还有哪些要人看。提醒不影响得分，也不拦任何一步。"
)
@folder
@as_of
@ROUND
@click.option("--unit", "unit", metavar="单位", help="只看一个单位。")
@click.option("--indicator", "indicator", metavar="I01", help="只看一项指标。")
@click.option("--manual", is_flag=True, help="改为列出人工核查的清单：每项指标要人看什么。")
@wait
@as_json
@strict
def check(
    folder: Path, as_of: date, number: int | None, unit: str | None, indicator: str | None, manual: bool,
    as_json: bool, strict: bool,
) -> None:  # fmt: skip
    from weibao.campaign.evidence_check import check_evidence, read_evidence
    from weibao.cli.show import count_shown, exit_code

    situation = look_at(folder, as_of, number)
    rulebook = situation.grounds.rulebook
    checked = check_evidence(situation, _with_progress(read_evidence, situation.grounds))
    note_evidence(folder, checked.index)
    wanted = _unit(rulebook, unit) if unit else ""
    _known(rulebook, indicator)
    findings = [
        item
        for item in checked.findings
        if item.sheet == "设置"  # what weighs a unit's findings is everybody's
        or ((not wanted or item.unit == wanted) and (not indicator or item.indicator == indicator))
    ]
    if as_json:
        print_json(check_object(checked, findings, rulebook))
    elif manual:
        show_looks(checked, rulebook, wanted, indicator)
    else:
        show_findings(checked, findings, rulebook)
        click.echo(f"发现：{count_shown(findings)}；另有 {len(checked.looks)} 处要人看（加 --manual 列出）。")
    raise click.exceptions.Exit(exit_code(findings, strict=strict))


@evidence.command(help="列出三十六种核查项：编号、现在的级别、由程序判定还是由人看。级别在设置“佐证核查级别”里改。")
@folder
@as_json
def levels(folder: Path, as_json: bool) -> None:
    from weibao.campaign.evidence_check import proof_rules
    from weibao.campaign.grounds import read_grounds
    from weibao.cli.show import out, table
    from weibao.compute.proof_notes import milder
    from weibao.compute.proof_settings import proof_settings

    with opened(folder, reading=True) as (campaign, _, _):
        grounds = read_grounds(campaign)
        rules = proof_rules(campaign)
    options, said = proof_settings(grounds.rulebook, rules, grounds.settings)
    for item in said:
        click.echo(f"{item.severity.label}：{item.message}", err=True)
    if as_json:
        print_json(
            [
                {
                    "id": item.id, "title": item.title, "level": options.levels[item.id],
                    "milder": milder(item.id, options), "how": item.how, "look": item.look,
                    "assumption": item.assumption,
                }
                for item in rules.checks
            ]
        )  # fmt: skip
        return
    rows = [(item.id, item.title, _level_word(item.id, options), _HOW[item.how], item.look) for item in rules.checks]
    out().print(table("核查项", ("编号", "毛病", "级别", "判定", "要人看什么"), rows))
    click.echo("要改的，在核定台账的“设置”表“佐证核查级别”里写，如“E07=关、E08=说明”。")


@evidence.command(
    help="整理佐证材料：登记里写明的文件移到“单位/指标”文件夹，按“I03-02_日期_名称”改名。不加 --apply 只说明要做什么。"
)
@folder
@as_of
@click.option("--apply", "do", is_flag=True, help="真正移动和改名；怎么移的记在 .weibao 里，可以撤销。")
@click.option("--undo", is_flag=True, help="撤销上一次整理：要加 --apply 才动。")
@wait
@as_json
def tidy(folder: Path, as_of: date, do: bool, undo: bool, as_json: bool) -> None:
    from weibao.campaign.evidence_check import check_evidence, read_evidence
    from weibao.campaign.evidence_tidy import apply_moves, plan_moves, undo_moves
    from weibao.campaign.grounds import read_grounds
    from weibao.campaign.history_evidence import remember_evidence
    from weibao.campaign.situation import look

    with opened(folder, reading=not do) as (campaign, store, report):
        if undo:
            grounds = read_grounds(campaign)
            if do:
                remember_evidence(store, read_evidence(grounds, report))
            done = undo_moves(campaign, apply=do)
        else:
            situation = look(campaign, store, as_of=as_of, progress=report)
            grounds = situation.grounds
            checked = check_evidence(situation, read_evidence(grounds, report))
            planned = plan_moves(checked, campaign)
            if do:
                remember_evidence(store, checked.index)
            done = apply_moves(campaign, checked, planned) if do else planned
        if do:  # where each lies now; what was read before is not read again
            remember_evidence(store, read_evidence(grounds, report))
    if as_json:
        print_json(tidy_object(done))
    else:
        show_tidied(done, undo=undo)


def _level_word(check: str, options: ProofSettings) -> str:
    """What the check weighs, and which of its remarks weigh less whatever it does."""
    from weibao.compute.proof_notes import milder
    from weibao.texts import FINDINGS

    severity = options.severity(check)
    less = "、".join(f"{FINDINGS[code].title}：{weight.label}" for code, weight in milder(check, options).items())
    return (severity.label if severity else "不查") + (f"（{less}）" if less else "")


def _with_progress(read: Any, grounds: Grounds) -> Index:
    from weibao.cli.show import progress

    with progress() as report:
        found: Index = read(grounds, report)
    return found


def _unit(rulebook: Rulebook, name: str) -> str:
    for unit in rulebook.units:
        if name in (unit.id, unit.name, unit.formal, *unit.aliases):
            return unit.id
    raise click.UsageError(f"没有“{name}”这个单位，请写清单上的名称。", click.get_current_context())


def _known(rulebook: Rulebook, indicator: str | None) -> None:
    if indicator and indicator not in rulebook.indicator_by_id:
        raise click.UsageError(f"没有“{indicator}”这项指标，请写 I01 这样的编号。", click.get_current_context())
