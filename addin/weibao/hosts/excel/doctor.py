"""`weibao addin doctor`: what keeps the add-in from working on this computer, each finding with what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from weibao.hosts.excel import probe_excel, probe_files, probe_python, probe_security
from weibao.hosts.excel.report import Check, State

if TYPE_CHECKING:
    from weibao.hosts.excel.system import System

SCHEMA = "weibao.doctor/1"
_Probe = Callable[["System", Path | None], Check]

# In the order in which one would look: the programs, Python, what may forbid it, the files.
PROBES: tuple[tuple[str, bool, _Probe], ...] = (
    # title of a check that fails itself, whether there is anything to look at on other systems than Windows, the check
    ("Excel", True, lambda system, _: probe_excel.excel(system)),
    ("WPS", False, lambda system, _: probe_excel.wps(system)),
    ("加载项", False, lambda system, _: probe_excel.addin(system)),
    ("Python", True, lambda system, _: probe_python.python(system)),
    ("旁边的 xlwings.conf", False, probe_python.settings_beside),
    ("xlwings 版本", True, probe_python.versions),
    ("启动 Python", True, lambda system, _: probe_python.child_process(system)),
    ("进程拦截规则", False, lambda system, _: probe_security.child_rules(system)),
    ("宏安全", False, probe_security.macros),
    ("下载标记", False, probe_files.marked),
    ("核定台账的选项卡", True, probe_files.ledger),
    ("公文字体", True, lambda system, _: probe_files.fonts(system)),
    ("LibreOffice", True, lambda system, _: probe_files.libreoffice(system)),
)


def diagnose(system: System, folder: Path | None = None) -> tuple[Check, ...]:
    """Every check that this system can have, in order; `folder` is a campaign folder.

    A check that breaks down is itself a finding: the doctor must get to the end on the sickest computer.
    """
    return tuple(_ask(title, probe, system, folder) for title, anywhere, probe in PROBES if anywhere or system.windows)


def healthy(checks: tuple[Check, ...]) -> bool:
    """Whether no problem was found; warnings and what could not be found out do not count."""
    return not any(check.state is State.PROBLEM for check in checks)


def as_dict(checks: tuple[Check, ...]) -> dict[str, object]:
    """The findings for other programs."""
    return {"schema": SCHEMA, "ok": healthy(checks), "checks": [check.as_dict() for check in checks]}


def as_text(checks: tuple[Check, ...]) -> str:
    """The findings for people."""
    lines = []
    for check in checks:
        lines.append(f"【{check.state.label}】{check.title}：{check.text}")
        if check.remedy:
            lines.append(f"    怎么办：{check.remedy}")
    counts = {state: sum(check.state is state for check in checks) for state in State}
    lines.append("共查 {} 项：{}。".format(len(checks), "，".join(f"{s.label} {n} 项" for s, n in counts.items() if n)))
    return "\n".join(lines)


def _ask(title: str, probe: _Probe, system: System, folder: Path | None) -> Check:
    try:
        return probe(system, folder)
    except Exception as error:
        text = f"没能查出来（{type(error).__name__}：{error}）。"
        return Check(title, State.UNKNOWN, text, "请把这一行发给维护人员。")
