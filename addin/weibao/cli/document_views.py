"""What `weibao documents …` shows of documents: their rows, the next step, and what was noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import click

from weibao.cli.options import print_json
from weibao.cli.runs import live_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from weibao.campaign.issuing import Desk
    from weibao.compute.papers import Paper
    from weibao.findings import Finding
    from weibao.rulebook.model import DocumentRule
    from weibao.sheets.live_edits import Edits

# The next step of a form of a unit's own: the office neither signs nor numbers it.
_FORM = "送单位填写"
# What takes the place of a document that is out no more, or holds a mistake.
_OWED: dict[str, str] = {"withdrawn": "印发撤回通知", "corrected": "印发更正通知", "reissued": "印发新稿"}


def row(paper: Paper, rule: DocumentRule | None = None, *, waits: bool = False) -> dict[str, str]:
    """A document as the JSON and the table show it; days are ISO text.

    `rule` says who signs it and who is to be heard before, of one that is not signed yet; `waits` that nothing has
    taken the place of one that was taken back, corrected or is to be issued anew.
    """
    days = {key: value.isoformat() if value else "" for key, value in (
        ("reviewed", paper.reviewed), ("signed", paper.signed), ("dated", paper.dated), ("issued", paper.issued),
    )}  # fmt: skip
    return {
        "state": paper.state.label, "doc_no": paper.doc_no, "title": paper.title, "genre": paper.genre,
        "to": paper.to, "reviewer": paper.reviewer, "signer": paper.signer, **days, "file": paper.file,
        "related": paper.related, "note": paper.note, "next": _next(paper, rule, waits),
        "signatory": rule.signatory if rule else "", "heard": paper.heard, "hearing": rule.hearing if rule else "",
    }  # fmt: skip


def named(item: Mapping[str, str]) -> str:
    """Title, and which of those that have the same: whom it goes to, else the name of the file."""
    whose = item["to"] or item["file"].rpartition("/")[2].removesuffix(".docx").removeprefix(item["doc_no"]).strip()
    return f"{item['title']}（{whose}）" if item["title"] and whose else item["title"] or whose


def ahead(item: Mapping[str, str]) -> str:
    """The next step in words: 核稿签发（市未保办主任签发，先征求相关成员单位意见）."""
    if item["state"] not in ("拟稿", "核稿"):
        return item["next"]
    if item["next"] == _FORM:
        return f"{_FORM}，由{item['signatory']}自行签发"
    words = [f"{item['signatory']}签发"] if item["signatory"] else []
    words += [f"先征求意见：{item['hearing']}"] if item["hearing"] and not item["heard"] else []
    return f"{item['next']}（{'；'.join(words)}）" if words else item["next"]


def _next(paper: Paper, rule: DocumentRule | None, waits: bool) -> str:
    from weibao.compute.papers import PaperState

    if paper.state in (PaperState.DRAFT, PaperState.REVIEWED):
        if rule is not None and rule.signatory and not (rule.signer or rule.code):
            return _FORM
        return "核稿签发" if paper.state is PaperState.DRAFT else "签发"
    if paper.state in (PaperState.SIGNED, PaperState.NUMBERED, PaperState.SEALED):
        numbered = paper.state is not PaperState.SIGNED or (rule is not None and not rule.code)
        return "印发" if numbered else "编号"
    return _OWED.get(paper.state, "") if waits else ""


def about_documents(findings: Iterable[Finding]) -> list[Finding]:
    """Of what was found in the ledger the part that is about documents."""
    return [item for item in findings if item.code.startswith(("register-", "incoming-", "paper-"))]


def message_objects(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """Findings for the JSON."""
    return [
        {"code": item.code, "severity": item.severity.value, "file": item.file, "cell": item.cell,
         "message": item.message}
        for item in findings
    ]  # fmt: skip


def show_messages(findings: Iterable[Finding]) -> None:
    """Findings, a line each."""
    for item in findings:
        place = " ".join(part for part in (item.sheet, item.cell) if part)
        click.echo(f"{item.severity.label}：{f'（{place}）' if place else ''}{item.message}")


def end_with(desk: Desk, edits: Edits | None, *, as_json: bool, strict: bool) -> NoReturn:
    """Show what a command did and end it."""
    from weibao.cli.show import exit_code

    outcome = desk.outcome
    if as_json:
        print_json(_result(desk, edits))
    else:
        if desk.dry:
            click.echo("只是试看，没有写任何文件，也没有编号、印发。")
        for paper in outcome.done:
            name = "　".join(part for part in (paper.doc_no, named(row(paper))) if part)
            click.echo(f"{paper.state.label}：{name}{_steps(paper)}")
        if outcome.skipped:
            click.echo(f"另有 {len(outcome.skipped)} 份不在这一步，没有动。")
        for path in outcome.written:
            click.echo(f"已写：{path}")
        show_messages(outcome.findings)
    raise click.exceptions.Exit(exit_code(outcome.findings, strict=strict))


def _steps(paper: Paper) -> str:
    """Who took the step when, as it stands in the register now: what the command did not say was filled in."""
    from weibao.compute.papers import PaperState
    from weibao.workdays import day_text

    reviewed = ("核稿人", paper.reviewer, paper.reviewed)
    steps = {
        PaperState.REVIEWED: (reviewed,),
        PaperState.SIGNED: (reviewed, ("签发人", paper.signer, paper.signed)),
        PaperState.NUMBERED: (("成文日期", "", paper.dated),),
        PaperState.ISSUED: (("印发日期", "", paper.issued),),
    }.get(paper.state, ())
    return "".join(
        f"，{what}{who}（{day_text(day)}）" if who else f"，{what}{day_text(day)}" for what, who, day in steps if day
    )


def _result(desk: Desk, edits: Edits | None) -> dict[str, object]:
    outcome = desk.outcome
    return {
        "trial": desk.dry,
        "documents": [row(paper) for paper in outcome.done],
        "skipped": [row(paper) for paper in outcome.skipped],
        "written": outcome.written,
        "messages": message_objects(outcome.findings),
        **live_object(desk.register.campaign, edits),
    }
