"""The buttons' handlers, written once: on Excel through xlwings, on LibreOffice through the engine that drives Calc.

Each does one thing, mostly by a command of the command line, and ends with a message that says what was made. They
use books, sheets, values, names and the status bar only.
"""

from __future__ import annotations

import platform
import traceback
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from weibao import __version__
from weibao.errors import OUR_FAULT, WeibaoError
from weibao.hosts import (  # noqa: F401 - buttons register themselves
    handlers_agenda,
    handlers_charts,
    handlers_compile,
    handlers_documents,
    handlers_evidence,
    handlers_past,
    messages,
)
from weibao.hosts.answers import asked_day, asked_units
from weibao.hosts.button import HANDLERS, button, finish, open_path
from weibao.hosts.command import BrokenError
from weibao.hosts.guide import STEPS, guide
from weibao.hosts.job import Job
from weibao.hosts.messages_progress import progressed
from weibao.system_words import advice, writing_words

if TYPE_CHECKING:
    import xlwings

    from weibao.hosts.desk import Desk

CONSOLE = "总台账.xlsx"
REGISTER, REGISTER_HEADING = "文号登记", "文号"
HELP = "函数说明"
_LONGEST_LOG = 1_000_000  # bytes; a longer one is put aside in place of the one before
# The register's heading is looked for so far down, and the first empty row so far below it.
_HEADING_ROWS, _REGISTER_ROWS, _REGISTER_COLUMNS = 20, 2_000, 20


def run(action: str, book: xlwings.Book | None, desk: Desk) -> None:
    """Run a button's handler; whatever goes wrong becomes a message. Raises nothing.

    What the clerk can put right is said as any other message; a fault of ours is an error with the place of the log.
    """
    job = Job(book, desk)
    try:
        if action not in HANDLERS:
            raise WeibaoError(f"没有“{action}”这个按钮。加载项和 weibao 的版本可能不一致，请重新安装加载项。")
        HANDLERS[action].run(job)
    except BrokenError as error:
        desk.tell(f"{error}\n\n{_log(job, action)}", error=True)
    except WeibaoError as error:
        desk.tell(str(error))
    except OSError as error:
        where = f"“{error.filename}”" if error.filename else "文件"
        what = f"读写{where}出错（{writing_words(error)}）。{advice(error)}"
        desk.tell(f"没有完成：{what}\n\n{_log(job, action)}", error=True)
    except Exception as error:
        if type(error).__name__.endswith("DisposedException"):  # what LibreOffice says of a document that is gone
            desk.tell(messages.CLOSED)
            return
        what = f"{type(error).__name__}：{error}"
        desk.tell(f"没有完成：{OUR_FAULT}（{what}）。已有的文件没有损坏。\n\n{_log(job, action)}", error=True)


def _log(job: Job, action: str) -> str:
    """Write the exception being handled to the log; returns the sentence that tells where it is."""
    stamp = datetime.now().strftime("%Y-%m-%d %H:%M:%S")  # noqa: DTZ005 - the clerk's own clock
    try:
        log = job.log
        log.parent.mkdir(parents=True, exist_ok=True)
        if log.exists() and log.stat().st_size > _LONGEST_LOG:
            log.replace(log.with_name(f"{log.name}.old"))
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{stamp} {action} weibao {__version__}\n{traceback.format_exc()}\n")
    except Exception:
        return "详细经过没有记下来（日志文件写不了）。"
    return f"详细经过记在：{log}"


# --- 清单 ---------------------------------------------------------------------------------------------


@button("issue")
def issue(job: Job) -> None:
    """Ask for the round's name and due date, issue to every unit."""
    root = job.root
    day = job.pinned(job.ledger) if job.ledger else None
    note = f"（核定台账的“基准日”填着 {day}，就按这一天下发；要按今天下发，请先取消并清空“基准日”。）" if day else ""
    rounds = job.run("rounds")
    name = job.desk.ask(f"下发新一轮清单。这一轮叫什么？例如：申报自评。{messages.round_name(rounds)}{note}")
    if name is None:
        return
    name = name.strip()
    today = day or date.today()  # noqa: DTZ011 - the clerk's own day
    due = asked_day(job.desk, messages.round_due(rounds, name), today)
    if due is None:
        return
    options = (["--name", name] if name else []) + (["--due", due] if due else [])
    done = job.run("issue", *options, live=True)
    finish(job, messages.issued(done), root / "下发" / f"第{done['round']}轮")


@button("issue")
def reissue(job: Job) -> None:
    """Ask for units, issue the last round to them."""
    root = job.root
    units = asked_units(job.desk, "给哪些单位补发最近一轮的清单？写单位名称，几个单位用顿号隔开。")
    if not units:
        return
    done = job.run("issue", *(part for unit in units for part in ("--unit", unit)), live=True)
    finish(job, messages.issued(done), root / "下发" / f"第{done['round']}轮")


@button("collect")
def collect(job: Job) -> None:
    """Read the returns; a list of what was not understood."""
    done = job.run("collect", live=True)
    message = messages.collected(done)
    if done["findings"]:
        lines = messages.finding_lines(done["findings"])
        finish(job, message, job.report(f"回收问题（第{done['round']}轮）", lines))
    else:
        job.tell(message)


@button("collect")
def send_back(job: Job) -> None:
    """Read the returns; slips and marked copies for the units that have something to mend."""
    done = job.run("collect", "--report", live=True)
    message = messages.sent_back(done)
    if done["slips"]:
        finish(job, message, (job.root / done["slips"][0]).parent)
    else:
        job.tell(message)


@button("status")
def missing(job: Job) -> None:
    """Who has not returned."""
    job.tell(messages.missing(job.run("status")))


@button("check")
def check(job: Job) -> None:
    """Check the checklist in front."""
    if job.path is None:
        raise WeibaoError("请先打开要检查的那份清单并保存到本机磁盘，再点这个按钮。")
    if job.ledger_in_front:
        raise WeibaoError(messages.LEDGER_IN_FRONT)
    if job.book is not None and job.has_unsaved(job.book):
        job.notes.append(messages.READ_AS_SAVED.format(name=job.path.name))
    around = ["--campaign", str(job.campaign)] if job.campaign else []
    found = job.run("check", str(job.path), *around, folder=False, ledger=False)["findings"]
    message = messages.checked(job.path.name, found)
    if found:
        lines = [f"检查的文件：{job.path}", *messages.finding_lines(found)]
        finish(job, message, job.report(f"检查结果－{job.path.stem}", lines))
    else:
        job.tell(message)


# --- 核算 ---------------------------------------------------------------------------------------------


@button("regenerate")
def regenerate(job: Job) -> None:
    """Everything, one after the other."""
    if job.is_open(CONSOLE):
        raise WeibaoError(f"“{CONSOLE}”正打开着，重建时写不进去。请先关闭它，再点“全部重算”。")
    done = job.run("regenerate", live=True)
    finish(job, messages.written(done, "全部重算完成"), job.root)


@button("score")
def score(job: Job) -> None:
    """The total and the categories."""
    job.tell(messages.scored(job.run("score")))


@button("status")
def status(job: Job) -> None:
    """Where the campaign stands."""
    job.tell(progressed(job.run("status")))


@button("export")
def export(job: Job) -> None:
    """The tidy tables as a workbook."""
    done = job.run("export")
    files = [Path(path) for path in done["files"]]
    said = f"已导出明细表 {len(files)} 个文件：{'、'.join(path.name for path in files)}。"
    finish(job, "\n".join([said, *messages.notes(done["messages"])]), files[0].parent)


# --- 文书 ---------------------------------------------------------------------------------------------


@button("notices")
def notices(job: Job) -> None:
    """Draft the 督办通知."""
    done = job.run("notices", live=True)
    finish(job, messages.written(done, "督办通知已起草"), job.root / "文书")


@button()
def register(job: Job) -> None:
    """Go to the next empty row of 文号登记."""
    ledger = job.ledger
    if ledger is None:
        raise WeibaoError("文号登记在核定台账里。请先打开创建文件夹里的“核定台账”，再点这个按钮。")
    if REGISTER not in [sheet.name for sheet in ledger.sheets]:
        raise WeibaoError(f"核定台账里没有“{REGISTER}”这张表。它可能被删除或改名了，请改回原名。")
    sheet = ledger.sheets[REGISTER]
    rows = sheet.range((1, 1), (_REGISTER_ROWS, _REGISTER_COLUMNS)).value
    head = next((number for number, row in enumerate(rows[:_HEADING_ROWS]) if REGISTER_HEADING in row), None)
    if head is None:
        raise WeibaoError(f"“{REGISTER}”里找不到“{REGISTER_HEADING}”这一栏的表头。请把表头改回原来的文字。")
    empty = next((n for n, row in enumerate(rows) if n > head and not any(map(_filled, row))), len(rows))
    with suppress(WeibaoError):  # LibreOffice turns to the sheet by itself when a cell is selected
        sheet.activate()
    sheet.range((empty + 1, rows[head].index(REGISTER_HEADING) + 1)).select()


def _filled(value: object) -> bool:
    return value is not None and str(value).strip() != ""


@button()
def open_documents(job: Job) -> None:
    """The folder of documents."""
    open_path(job, job.root / "文书")


# --- 工具 ---------------------------------------------------------------------------------------------


@button()
def open_campaign(job: Job) -> None:
    """The campaign folder."""
    open_path(job, job.root)


@button("rulebook audit")
def audit(job: Job) -> None:
    """The contradictions of the plan that the campaign runs under."""
    own = job.own_rulebook()
    items = job.run(
        "rulebook", "audit", *(["--rulebook", str(own)] if own else []), folder=False, as_of=False, ledger=False
    )
    if not items:
        job.tell("实施方案里没有查出前后矛盾的地方。")
        return
    file = job.report("方案矛盾", messages.audited(items))
    finish(job, f"实施方案自身的矛盾和缺口共 {len(items)} 处，每处附两处原文。", file)


@button()
def help(job: Job) -> None:  # noqa: A001 - the action's own name
    """The steps of a round, then the guide; where there is a sheet of functions, that is what is in front then."""
    lines = list(STEPS)
    for book in (job.book, job.ledger if job.campaign else None):
        if book is not None and HELP in [sheet.name for sheet in book.sheets]:
            sheet = book.sheets[HELP]
            with suppress(WeibaoError):
                sheet.activate()
            sheet.range((1, 1)).select()
            lines += ["", f"表格函数的用途和参数在“{HELP}”表里，已经转到。"]
            break
    finish(job, "\n".join(lines), job.report("使用说明", guide()))


@button("addin doctor")
def doctor(job: Job) -> None:
    """Why the add-in does not work here."""
    around = [str(job.campaign)] if job.campaign else []
    result = job.run("addin", "doctor", *around, folder=False, as_of=False, ledger=False)
    file = job.report("诊断结果", messages.diagnosed(result))
    finish(job, messages.diagnosis(result), file)


@button()
def retry(job: Job) -> None:
    """Excel asks this itself before it starts Python; whoever gets here has proved that Python starts."""
    job.tell(f"连接正常：weibao {__version__}，Python {platform.python_version()}。")
