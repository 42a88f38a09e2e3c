"""`weibao evidence …`: index, check, tidy."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from weibao.cli.group import ChineseGroup
from weibao.cli.options import as_json, as_of, folder, print_json, strict, wait
from weibao.cli.results import ROUND
from weibao.cli.runs import look_at, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weibao.campaign.evidence_check import Checked
    from weibao.campaign.evidence_index import Index
    from weibao.campaign.evidence_tidy import Tidied
    from weibao.campaign.situation import Grounds
    from weibao.findings import Finding
    from weibao.rulebook.model import Rulebook

_LISTED = 200  # rows of a table on the screen; --json and 总台账 have all of them


@click.group(cls=ChineseGroup, help="佐证材料：读文件、核查、整理。文件不改动，整理也要加 --apply 才动。")
def evidence() -> None:
    """The group."""


@evidence.command(help="读“佐证材料”里的文件：类型、页数、大小、哈希。没有变化的不再读；打不开的不影响别的。")
@folder
@click.option("--again", is_flag=True, help="以前读的时间太长、占用太多或读取中断的，再读一次。")
@as_json
def index(folder: Path, again: bool, as_json: bool) -> None:
    from weibao.campaign.evidence_check import read_evidence
    from weibao.campaign.situation import read_grounds

    with opened(folder, reading=True) as (campaign, _, report):
        found = read_evidence(read_grounds(campaign), report, again=again)
    if as_json:
        print_json(_index_object(found))
        return
    _show_index(found)
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
@as_json
@strict
def check(
    folder: Path, as_of: date, number: int | None, unit: str | None, indicator: str | None, manual: bool,
    as_json: bool, strict: bool,
) -> None:  # fmt: skip
    from weibao.campaign.evidence_check import check_evidence, read_evidence
    from weibao.cli.show import count_findings, exit_code

    situation = look_at(folder, as_of, number)
    rulebook = situation.grounds.rulebook
    checked = check_evidence(situation, _with_progress(read_evidence, situation.grounds))
    wanted = _unit(rulebook, unit) if unit else ""
    _known(rulebook, indicator)
    findings = [
        item
        for item in checked.findings
        if (not wanted or item.unit == wanted) and (not indicator or item.indicator == indicator)
    ]
    if as_json:
        print_json(_check_object(checked, findings, rulebook))
    elif manual:
        _show_looks(checked, rulebook, wanted, indicator)
    else:
        _show_findings(checked, findings, rulebook)
        click.echo(f"发现：{count_findings(findings)}；另有 {len(checked.looks)} 处要人看（加 --manual 列出）。")
    raise click.exceptions.Exit(exit_code(findings, strict=strict))


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
    from weibao.campaign.situation import look

    with opened(folder, reading=not do) as (campaign, store, report):
        if undo:
            done = undo_moves(campaign, apply=do)
        else:
            situation = look(campaign, store, as_of=as_of, progress=report)
            checked = check_evidence(situation, read_evidence(situation.grounds, report))
            planned = plan_moves(checked, campaign)
            done = apply_moves(campaign, checked, planned) if do else planned
    if as_json:
        print_json(_tidy_object(done))
    else:
        _show_tidied(done, undo=undo)


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


def _kinds(found: Index) -> Counter[str]:
    from weibao.compute.proof_files import KINDS

    return Counter(KINDS.get(facts.kind, "没有读") for facts in found.files.values())


def _show_index(found: Index) -> None:
    from weibao.compute.proof_files import PROBLEMS

    size = sum(facts.size for facts in found.files.values())
    click.echo(f"佐证材料共 {len(found.files)} 个文件，{size / 1e6:.1f} MB；这次读了 {found.read} 个。")
    for kind, count in _kinds(found).most_common():
        click.echo(f"  {kind}：{count} 个")
    for facts in found.files.values():
        if facts.secret:
            click.echo(f"  错误：{facts.path}：有“{facts.secret}”标志，没有读取内容，请按保密规定立即处理。")
        elif facts.problem:
            click.echo(f"  提醒：{facts.path}：{PROBLEMS.get(facts.problem, '是指到别处的链接')}")


def _index_object(found: Index) -> dict[str, Any]:
    return {
        "read": found.read,
        "kinds": dict(_kinds(found)),
        "files": [
            {
                "path": facts.path, "size": facts.size, "sha256": facts.digest or None, "kind": facts.kind or None,
                "pages": facts.pages, "width": facts.width, "height": facts.height,
                "text": facts.characters > 0 if facts.read else None, "secret": facts.secret or None,
                "problem": facts.problem or None,
            }
            for facts in found.files.values()
        ],
    }  # fmt: skip


def _check_object(checked: Checked, findings: Iterable[Finding], rulebook: Rulebook) -> dict[str, Any]:
    from weibao.compute.proof_notes import CHECK_OF
    from weibao.compute.words import member_name

    def name(unit: str) -> str:
        return member_name(rulebook, unit) if unit else ""

    return {
        "as_of": checked.proofs.as_of.isoformat(),
        "round": checked.proofs.assessment.round,
        "checks": [
            {"id": item.id, "title": item.title, "level": checked.proofs.options.levels[item.id], "how": item.how}
            for item in checked.proofs.rules.checks
        ],
        "materials": [
            {
                "unit": name(item.unit), "indicator": item.item.indicator, "title": item.name,
                "files": list(item.files), "by": item.by or None,
            }
            for item in checked.proofs.materials
        ],
        "findings": [
            {
                "check": CHECK_OF.get(item.code), "code": item.code, "severity": item.severity.value,
                "unit": name(item.unit), "indicator": item.indicator, "file": item.file, "sheet": item.sheet,
                "cell": item.cell, "message": item.message,
            }
            for item in findings
        ],
        "manual": [
            {
                "indicator": item.indicator, "check": item.check, "title": item.title, "look": item.look,
                "window": item.window, "units": [name(unit) for unit in item.units], "count": item.count,
            }
            for item in checked.looks
        ],
    }  # fmt: skip


def _show_findings(checked: Checked, findings: Sequence[Finding], rulebook: Rulebook) -> None:
    from weibao.cli.show import coloured, out, table
    from weibao.compute.proof_notes import CHECK_OF

    names = {unit.id: unit.name for unit in rulebook.units}
    rows = [
        (
            coloured(item.severity.label, item.severity.value), CHECK_OF.get(item.code, ""),
            names.get(item.unit, ""), item.indicator, " ".join(filter(None, (item.file, item.sheet, item.cell))),
            item.message,
        )
        for item in findings[:_LISTED]
    ]  # fmt: skip
    matched = sum(bool(item.files) for item in checked.proofs.materials)
    click.echo(f"登记 {len(checked.proofs.materials)} 件，对上文件 {matched} 件；文件 {len(checked.proofs.files)} 个。")
    if rows:
        out().print(table("佐证核查", ("级别", "核查项", "单位", "指标", "位置", "说明"), rows))
    if len(findings) > _LISTED:
        click.echo(
            f"只列出前 {_LISTED} 条；全部在总台账“佐证核查”里（weibao regenerate），或用 --unit、--indicator 细看。"
        )


def _show_looks(checked: Checked, rulebook: Rulebook, unit: str, indicator: str | None) -> None:
    from weibao.cli.show import out, table

    names = {item.id: item.name for item in rulebook.units}
    looks = [
        look
        for look in checked.looks
        if (not unit or unit in look.units) and (not indicator or look.indicator == indicator)
    ]
    rows = [
        (
            look.indicator, rulebook.indicator_by_id[look.indicator].title, look.check, look.look, look.window,
            look.count, "、".join(names.get(one, one) for one in look.units),
        )
        for look in looks
    ]  # fmt: skip
    out().print(table("人工核查", ("指标", "名称", "核查项", "看什么", "材料时间", "件数", "单位"), rows))
    click.echo(f"共 {len(rows)} 处。总台账“人工核查”里也有，可以打印出来边看边记。")


def _tidy_object(done: Tidied) -> dict[str, Any]:
    return {
        "applied": done.applied,
        "moves": [{"old": move.old, "new": move.new} for move in done.moves],
        "left": [{"file": path, "reason": reason} for path, reason in done.left],
    }


def _show_tidied(done: Tidied, *, undo: bool) -> None:
    for move in done.moves:
        click.echo(f"  {move.old}\n    → {move.new}")
    for path, reason in done.left:
        click.echo(f"  不动：{path}（{reason}）")
    what = "移回" if undo else "移动或改名"
    if done.applied:
        after = "" if undo else "要撤销，运行 weibao evidence tidy --undo --apply。"
        click.echo(f"已{what} {len(done.moves)} 个文件。{after}")
    else:
        click.echo(f"将{what} {len(done.moves)} 个文件，现在什么也没有动；确认后加 --apply。")
