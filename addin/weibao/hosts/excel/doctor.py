"""`weibao addin doctor`: what keeps the add-in from working on this computer, each finding with what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from weibao.hosts import messages
from weibao.hosts.excel import probe_excel, probe_files, probe_office, probe_python, probe_security
from weibao.hosts.excel.report import Check, State
from weibao.system_words import reading_words

if TYPE_CHECKING:
    from weibao.hosts.excel.system import System

SCHEMA = "weibao.doctor/1"
_Probe = Callable[["System", Path | None], Check]

_WINDOWS, _OTHERS = (True,), (False,)
_ALL = (*_WINDOWS, *_OTHERS)

# In the order in which one would look: the programs, Python, what may forbid it, the files.
PROBES: tuple[tuple[str, tuple[bool, ...], _Probe], ...] = (
    # title of a check that fails itself, the systems on which there is anything to look at, the check
    ("Excel", _ALL, lambda system, _: probe_excel.excel(system)),
    ("WPS", _WINDOWS, lambda system, _: probe_excel.wps(system)),
    ("加载项", _WINDOWS, lambda system, _: probe_excel.addin(system)),
    ("Python", _ALL, lambda system, _: probe_python.python(system)),
    ("旁边的 xlwings.conf", _WINDOWS, probe_python.settings_beside),
    ("xlwings 版本", _ALL, probe_python.versions),
    ("启动 Python", _ALL, lambda system, _: probe_python.child_process(system)),
    ("进程拦截规则", _WINDOWS, lambda system, _: probe_security.child_rules(system)),
    ("宏安全", _WINDOWS, probe_security.macros),
    ("下载标记", _WINDOWS, probe_files.marked),
    ("核定台账的选项卡", _ALL, probe_files.ledger),
    ("公文字体", _ALL, lambda system, _: probe_files.fonts(system)),
    ("LibreOffice", _ALL, lambda system, _: probe_office.libreoffice(system)),
    # On Windows it brings a Python of its own.
    ("启动 LibreOffice", _OTHERS, lambda system, _: probe_office.start(system)),
)


def diagnose(system: System, folder: Path | None = None) -> tuple[Check, ...]:
    """Every check that this system can have, in order; `folder` is a campaign folder.

    A check that breaks down is itself a finding: the doctor must get to the end on the sickest computer.
    """
    return tuple(_ask(title, probe, system, folder) for title, where, probe in PROBES if system.windows in where)


def healthy(checks: tuple[Check, ...]) -> bool:
    """Whether no problem was found; warnings and what could not be found out do not count."""
    return not any(check.state is State.PROBLEM for check in checks)


def as_dict(checks: tuple[Check, ...]) -> dict[str, object]:
    """The findings for other programs."""
    return {"schema": SCHEMA, "ok": healthy(checks), "checks": [check.as_dict() for check in checks]}


def as_text(checks: tuple[Check, ...]) -> str:
    """The findings for people: what is wrong first, and the sum of it last."""
    result = as_dict(checks)
    return "\n".join([*messages.diagnosed(result), messages.diagnosis(result)])


def _ask(title: str, probe: _Probe, system: System, folder: Path | None) -> Check:
    try:
        return probe(system, folder)
    except Exception as error:
        what = reading_words(error) if isinstance(error, OSError) else f"{type(error).__name__}：{error}"
        text = f"没能查出来（{what}）。"
        return Check(title, State.UNKNOWN, text, "请把这一行发给维护人员。")
