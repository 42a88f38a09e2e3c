"""The command line `weibao`: thin, Chinese, and quick to start (each command's code is imported when it is called)."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from weibao import __version__, garbage
from weibao.cli.group import ChineseGroup, describe
from weibao.errors import OUR_FAULT, WeibaoError

# Set by a maintainer who wants to see a traceback.
TRACEBACK = "WEIBAO_TRACEBACK"
# name -> (module, attribute, one line of help). The modules are imported only when the command runs.
COMMANDS: dict[str, tuple[str, str, str]] = {
    "demo": ("weibao.cli.setup", "demo", "建一个带 51 份回收清单的演示文件夹，并完整跑一遍"),
    "new": ("weibao.cli.setup", "new", "新建创建工作文件夹（含核定台账）"),
    "issue": ("weibao.cli.setup", "issue", "下发一轮清单：每个单位一份工作簿"),
    "rounds": ("weibao.cli.rounds", "rounds", "轮次：方案计划的和已下发的各轮，各到哪一步"),
    "collect": ("weibao.cli.results", "collect", "回收清单：谁报了、哪些看不懂"),
    "score": ("weibao.cli.results", "score", "算分：得分、可能得分、未评和推荐意见"),
    "status": ("weibao.cli.results", "status", "看进度：谁没报、什么快到期、什么已逾期"),
    "advise": ("weibao.cli.advise", "advise", "议题建议：下次会议先议哪些指标、谁来办、还缺什么材料"),
    "tasks": ("weibao.cli.tasks", "tasks", "重点任务：牵头单位的方案、节点、进展，宣传表彰"),
    "vetoes": ("weibao.cli.vetoes", "vetoes", "负面清单：各单位声明了什么，盖章件收到没有"),
    "inspections": ("weibao.cli.inspections", "inspections", "查验验收：各级给的分与本地对照，意见整改到哪一步"),
    "systems": ("weibao.cli.systems", "systems", "工作制度：调研、通报、研究、督查各办了什么、什么没有办完"),
    "evidence": ("weibao.cli.evidence", "evidence", "佐证材料：读文件、核查、整理"),
    "compile": ("weibao.cli.compiling", "compile_", "资料汇编：编号的材料、目录、扉页、索引和缺漏清单"),
    "notices": ("weibao.cli.outputs", "notices", "起草发给单位的文书：催报、督办、会议通知等"),
    "reports": ("weibao.cli.outputs", "reports", "起草通报和报告：情况通报、自评报告等"),
    "documents": ("weibao.cli.documents", "documents", "文书：看办到哪一步，核稿签发、编号、印发、撤回"),
    "charts": ("weibao.cli.outputs", "charts", "画图，编会议图册和单位卡片"),
    "regenerate": ("weibao.cli.regenerate", "regenerate", "全部重算：台账、总台账、文书草稿、图表"),
    "export": ("weibao.cli.outputs", "export", "导出明细表（csv 或 xlsx）"),
    "history": ("weibao.cli.past", "history", "看经过：谁在什么时候办了什么，改变了什么"),
    "diff": ("weibao.cli.past", "diff", "比较两次运行：回收、得分、填写、文号、文件有什么不同"),
    "verify": ("weibao.cli.past", "verify", "核对文件：和记录比，哪些改动过、不见了、没有记录"),
    "restore": ("weibao.cli.past", "restore", "找回历史记录的备份，或文件以前的样子"),
    "check": ("weibao.cli.checking", "check", "检查回收的清单（xlsx）和公文（docx）"),
    "rulebook": ("weibao.cli.rules", "rulebook", "查规则库：看、溯源、查矛盾、导出"),
    "templates": ("weibao.cli.templates", "templates", "Word 模板：列出、新建、检查、套打"),
    "addin": ("weibao.cli.addin", "addin", "加载项：生成、安装、卸载、检查"),
}

# These bring many files up to date, one after the other.
_WRITING = frozenset({"regenerate", "notices", "reports", "charts"})
_MIXED = "有的文件可能已是新的，有的还是上次的，请再运行一次。"


@click.group(cls=ChineseGroup, commands_table=COMMANDS, help="未保：未成年人保护示范县创建工作台。")
@click.version_option(__version__, "--version", message="weibao %(version)s", help="显示版本号。")
def cli() -> None:
    """The root group."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code: 0 it ran, 1 something was found, 2 it could not run."""
    garbage.seldom()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = cli.main(arguments, prog_name="weibao", standalone_mode=False)
    except click.exceptions.Exit as end:
        code = end.exit_code
    except click.ClickException as error:
        click.echo(describe(error), err=True)
        code = 2
    except WeibaoError as error:
        click.echo(f"未能完成：{error}", err=True)
        code = 2
    except (KeyboardInterrupt, click.Abort):
        mixed = _MIXED if (list(sys.argv[1:] if arguments is None else arguments) or [""])[0] in _WRITING else ""
        click.echo(f"已中止。已写好的文件是完整的，可以随时重新运行。{mixed}", err=True)
        code = 2
    except OSError as error:
        from weibao.cli.disk_errors import disk_words

        click.echo(f"未能完成：{disk_words(error)}", err=True)
        sys.unraisablehook = _quiet
        code = 2
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        click.echo(_our_fault(error), err=True)
        code = 2
    sys.exit(code if isinstance(code, int) else 0)


def _quiet(left: sys.UnraisableHookArgs) -> None:
    """After an error of the disk: half-written files that fail once more while they are thrown away are no news."""
    if not isinstance(left.exc_value, OSError) or os.environ.get(TRACEBACK):
        sys.__unraisablehook__(left)


def _our_fault(error: Exception) -> str:
    """What a clerk can pass on when the programme itself is wrong: the error and where it arose, on one line."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    return (
        f"未能完成：{OUR_FAULT}（{type(error).__name__}：{error}，{where}）。已有的文件没有损坏；"
        f"请把这一行和所用的命令发给维护人员（维护人员可设环境变量 {TRACEBACK}=1 看完整经过）。"
    )
