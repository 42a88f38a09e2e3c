"""One run of LibreOffice without windows: own profile, our substitutes for fonts, no network, an end in any case."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from weibao.documents.errors import PreviewError
from weibao.markup import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FONTS: Final = Path(__file__).with_name("preview_fonts.conf")

_WINDOWS: Final = ("LibreOffice/program/soffice.com", "LibreOffice/program/soffice.exe")
_MAC: Final = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
_SYSTEM_FONTS: Final = (
    "/etc/fonts/fonts.conf",
    "/usr/local/etc/fonts/fonts.conf",
    "/opt/homebrew/etc/fonts/fonts.conf",
)
# A document may name a remote picture or template; nothing is to be fetched and no macro to run for a preview.
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value>
</prop></item>
</oor:items>
"""
_NOWHERE: Final = "http://127.0.0.1:9"
# What the Python that we run in would make LibreOffice's own Python stumble over.
_NOT_INHERITED: Final = ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME")


def find_soffice() -> Path:
    """LibreOffice's program. Raises PreviewError where there is none."""
    candidates: list[Path] = []
    if sys.platform == "win32":
        folders = (os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432"))
        candidates = [Path(folder, program) for folder in folders if folder for program in _WINDOWS]
    elif sys.platform == "darwin":
        candidates = [_MAC]
    found = next((path for path in candidates if path.is_file()), None) or shutil.which("soffice")
    if not found:
        raise PreviewError(
            "没有找到 LibreOffice，不能生成 PDF 预览；Word 文书不受影响。"
            "请安装 LibreOffice（libreoffice.org，免费）后再试，或者在 Word、WPS 里打开文书另存为 PDF。"
        )
    return Path(found)


def font_configuration(folder: Path) -> Path:
    """A fontconfig file in `folder`: the system's own configuration and our substitutes behind it."""
    own = os.environ.get("FONTCONFIG_FILE")
    system = [own] if own else [path for path in _SYSTEM_FONTS if Path(path).is_file()]
    includes = "".join(f'<include ignore_missing="yes">{escape(str(path))}</include>' for path in (*system, FONTS))
    target = folder / "fonts.conf"
    target.write_text(f'<?xml version="1.0"?>\n<fontconfig>{includes}</fontconfig>\n', encoding="utf-8")
    return target


def convert(soffice: Path, folder: Path, files: Sequence[str], *, stall: float, tick: Callable[[], int]) -> None:
    """Convert `files` of `folder` to PDF, in `folder`/pdf, with one process.

    It ends by itself, or is stopped when `tick` (called a few times a second, gives how many are done) has not moved
    for `stall` seconds.
    """
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name not in _NOT_INHERITED}
    environment |= dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), _NOWHERE)
    environment["FONTCONFIG_FILE"] = str(font_configuration(folder))
    command = [str(soffice), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo"]
    command += ["--nodefault", "--convert-to", "pdf", "--outdir", str(folder / "pdf"), *files]
    process = subprocess.Popen(  # noqa: S603  # our own program and file names
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _watch(process, stall, tick)
    finally:
        _stop(process)


def _watch(process: subprocess.Popen[bytes], stall: float, tick: Callable[[], int]) -> None:
    done, waited = tick(), 0.0
    while waited < stall:
        try:
            process.wait(0.2)
        except subprocess.TimeoutExpired:
            now = tick()
            waited = 0.0 if now > done else waited + 0.2
            done = now
        else:
            tick()
            return


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the process and what it started, if it still runs; nobody else's LibreOffice."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        subprocess.run(  # noqa: S603
            ["taskkill", "/PID", str(process.pid), "/T", "/F"],  # noqa: S607
            capture_output=True,
            check=False,
        )
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
