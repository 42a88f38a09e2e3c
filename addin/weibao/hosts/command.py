"""Long work runs in the command line's own process; here it is started, watched and its result taken.

Standard library only: this runs inside LibreOffice too, where nothing else is installed.
"""

from __future__ import annotations

import importlib.util
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from weibao.errors import OUR_FAULT, WeibaoError
from weibao.system_words import reading_words

# The whole path of the `weibao` command, where it is found in no other way.
COMMAND = "WEIBAO_COMMAND"
# Set for an interpreter of its own, such as LibreOffice's: another Python would not start with them.
_OF_ANOTHER_PYTHON = ("PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "PYTHONEXECUTABLE")
_NO_WINDOW = 0x08000000
_BREATH = 0.1  # seconds between two calls of `pause` while nothing is reported
# -P: no module is taken from the current folder, which may be one of files from anybody.
_MODULE = ("-P", "-m", "weibao")
# Exit codes of a command that ran; 1: it found something.
_RAN = (0, 1)


def command_file(env: Callable[[str], str]) -> Path:
    """Where the whole path of the `weibao` command is written down for programs that start without a PATH.

    `env` gives an environment variable, "" where it is not set.
    """
    base = env("APPDATA") or env("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(base) / "weibao" / "command.txt"


class CommandError(WeibaoError):
    """The command line could not be started, could not run, or answered something else than its result."""


class BrokenError(CommandError):
    """The command broke down by a fault of its own: nothing that the person in front of it could put right."""


def run_command(
    arguments: Sequence[str],
    status: Callable[[str], None] = lambda _text: None,
    pause: Callable[[], None] = lambda: None,
) -> Any:
    """Run `weibao` with `arguments` (among them --json) and return what it printed.

    Meanwhile `status` is told what is being done and `pause` is called several times a second, both from the calling
    thread. Raises CommandError with what the command said, BrokenError where that was a fault of its own.
    """
    line = command_line()
    try:
        process = subprocess.Popen(  # noqa: S603 - our own command, no shell
            [*line, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=_environment(line), creationflags=_NO_WINDOW if sys.platform == "win32" else 0,
        )  # fmt: skip
    except OSError as error:
        raise CommandError(
            f"启动不了 weibao 命令“{line[0]}”（{reading_words(error)}）。可能被杀毒软件拦截，或者没有装好："
            "请点“诊断”查看，也可以在“命令提示符”里直接运行 weibao。"
        ) from error
    with process:
        try:
            printed, said = _watch(process, status, pause)
        finally:
            if process.poll() is None:
                process.kill()
    if process.returncode not in _RAN:
        raise _refusal(said, process.returncode)
    try:
        return json.loads(printed.decode("utf-8"))
    except ValueError:
        raise _refusal(said, process.returncode) from None


def command_line() -> list[str]:
    """How `weibao` is started here: as told, by this very Python, or as installed on the computer.

    Raises CommandError where it is installed nowhere.
    """
    if told := os.environ.get(COMMAND):
        return [told]
    if python := _own_python():
        return [python, *_MODULE]
    if found := installed("weibao"):
        return [found]
    if launcher := installed("py"):
        return [launcher, *_MODULE]
    raise CommandError(
        "这台电脑上没有找到 weibao 命令。请先安装 Python 和 weibao（安装说明见使用说明的“经办人的第一个小时”）；"
        f"已经装了的，请把环境变量 {COMMAND} 设为 weibao 命令的完整路径。"
    )


def installed(program: str) -> str:
    """The whole path of a program on the search path, "" where it is on none.

    Unlike shutil.which, this does not look into the current folder, as Windows does before all others.
    """
    endings = os.environ.get("PATHEXT", ".EXE;.CMD;.BAT").split(";") if sys.platform == "win32" else [""]
    here = Path.cwd()
    for folder in map(Path, os.get_exec_path()):
        for ending in endings:
            path = folder / f"{program}{ending}"
            if folder.is_absolute() and folder != here and path.is_file() and os.access(path, os.X_OK):
                return str(path)
    return ""


def _own_python() -> str:
    """This interpreter, if it can run the command line ("" inside LibreOffice, which carries only a part of weibao)."""
    name = Path(sys.executable or "").name.lower()
    if not name.startswith("python") or any(
        importlib.util.find_spec(part) is None for part in ("weibao.cli", "click", "rich")
    ):
        return ""
    # pythonw gives a child no console to print to.
    console = Path(sys.executable).with_name(name.replace("pythonw", "python"))
    return str(console) if name.startswith("pythonw") and console.exists() else sys.executable


def _environment(line: Sequence[str]) -> Mapping[str, str]:
    kept = dict(os.environ)
    if line[0] != sys.executable:
        kept = {name: value for name, value in kept.items() if name not in _OF_ANOTHER_PYTHON}
    return kept | {"WEIBAO_PROGRESS": "lines", "PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"}


def _watch(
    process: subprocess.Popen[bytes], status: Callable[[str], None], pause: Callable[[], None]
) -> tuple[bytes, list[str]]:
    """What the process printed, and its lines on standard error that are no progress."""
    assert process.stdout is not None and process.stderr is not None  # noqa: PT018, S101 - both are pipes
    lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    printed: list[bytes] = []
    threads = (
        threading.Thread(target=_forward, args=(process.stderr, lines), daemon=True),
        threading.Thread(target=lambda pipe: printed.append(pipe.read()), args=(process.stdout,), daemon=True),
    )
    for thread in threads:
        thread.start()
    said: list[str] = []
    while True:
        try:
            line = lines.get(timeout=_BREATH)
        except queue.Empty:
            pause()
            continue
        if line is None:
            break
        text = line.decode("utf-8", "replace").rstrip()
        if shown := _progress(text):
            status(shown)
        elif text:
            said.append(text)
        pause()
    while threads[1].is_alive():
        threads[1].join(_BREATH)
        pause()
    process.wait()
    return b"".join(printed), said


def _forward(pipe: IO[bytes], lines: queue.SimpleQueue[bytes | None]) -> None:
    for line in pipe:
        lines.put(line)
    lines.put(None)


def _progress(line: str) -> str:
    """A progress line as the status bar shows it, "" for any other line."""
    if not line.startswith('{"progress"'):
        return ""
    try:
        told = json.loads(line)
        return f"{told['progress']} {told['done']}/{told['of']}"
    except (ValueError, KeyError):
        return ""


def _refusal(said: Sequence[str], code: int) -> CommandError:
    """Why there is no result, from what the command said."""
    text = "\n".join(said).strip()
    if "No module named weibao" in text:
        return CommandError("这台电脑的 Python 里没有装 weibao。请运行 py -m pip install weibao 的安装文件后再试。")
    if "nknown option" in text and "-P" in text:
        return CommandError("这台电脑的 Python 太旧，weibao 要 3.11 以上的版本。请安装新版 Python 和 weibao 后再试。")
    if not text:
        return BrokenError(f"weibao 命令没有给出结果（退出码 {code}）。请再试一次；仍不行，请点“诊断”。")
    return (BrokenError if OUR_FAULT in text or "Traceback (most recent" in text else CommandError)(text)
