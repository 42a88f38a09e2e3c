"""A simulated Windows office PC: real files below a folder, and a registry, programs and packages of its own."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from weibao.hosts.excel.ovba import compress
from weibao.hosts.excel.system import CANNOT_START, Ran, RegistryValue, System

XLWINGS = "0.37.8"
# What the Python of the PC answers when it is started well.
FINE = Ran(0, "0.1.0")


class OfficePC(System):
    """Excel 2016 (64 bits), Python 3.12 in a venv, xlwings with its DLLs; tests change what they are about."""

    def __init__(self, folder: Path) -> None:
        self.drive = folder
        home = folder / "用户"
        self.environment = {
            "APPDATA": str(home / "AppData" / "Roaming"),
            "LOCALAPPDATA": str(home / "AppData" / "Local"),
            "USERPROFILE": str(home),
        }
        self.registry: dict[str, dict[str, RegistryValue]] = {}
        self.packages = {"xlwings": XLWINGS}
        self.package_files: dict[str, Path] = {}
        self.programs: dict[str, Path] = {}
        self.commands: list[tuple[str, ...]] = []
        self.answer: Callable[[tuple[str, ...]], Ran] = lambda _: FINE
        self.version = (3, 12, 4)
        self.venv = home / "AppData" / "Local" / "weibao" / "venv"
        self.add_file(self.venv / "Scripts" / "python.exe")
        for bits in (64, 32):
            self.add_file(self.venv / f"xlwings{bits}-{XLWINGS}.dll")
        self.set(
            r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe",
            "",
            str(self.add_file(folder / "Office16" / "EXCEL.EXE", program(64))),
        )
        self.set(r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration", "VersionToReport", "16.0.17928.20114")

    # --- arranging ---------------------------------------------------------------------------------
    def add_file(self, path: Path, content: bytes = b"") -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # it may be read-only
        path.write_bytes(content)
        return path

    def set(self, key: str, name: str, value: RegistryValue) -> None:
        self.registry.setdefault(key.lower(), {})[name] = value

    def mark(self, path: Path) -> None:
        Path(f"{path}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n", encoding="ascii")

    @property
    def startup(self) -> Path:
        return Path(self.environment["APPDATA"]) / "Microsoft" / "Excel" / "XLSTART"

    @property
    def settings(self) -> Path:
        return Path(self.environment["USERPROFILE"]) / ".xlwings" / "xlwings.conf"

    # --- what System asks --------------------------------------------------------------------------
    @property
    def platform(self) -> str:
        return "win32"

    @property
    def ansi(self) -> str:
        return "gbk"

    @property
    def root(self) -> bool:
        return False

    @property
    def python(self) -> Path:
        return self.venv / "Scripts" / "python.exe"

    @property
    def python_version(self) -> tuple[int, int, int]:
        return self.version

    def installed(self, distribution: str) -> str | None:
        return self.packages.get(distribution)

    def package_file(self, distribution: str, name: str) -> Path | None:
        assert distribution == "xlwings"
        return self.package_files.get(name)

    def env(self, name: str) -> str:
        return self.environment.get(name, "")

    def which(self, program: str) -> Path | None:
        return self.programs.get(program)

    def run(self, *command: str | Path, timeout: float = 60) -> Ran:
        self.commands.append(tuple(map(str, command)))
        return self.answer(self.commands[-1])

    def values(self, key: str) -> dict[str, RegistryValue]:
        return self.registry.get(key.lower(), {})

    def subkeys(self, key: str) -> list[str]:
        below = (name[len(key) + 1 :] for name in self.registry if name.startswith(key.lower() + "\\"))
        return list(dict.fromkeys(name.partition("\\")[0] for name in below))


class Elsewhere(OfficePC):
    """The same without Windows."""

    @property
    def platform(self) -> str:
        return "linux"


def program(bits: int) -> bytes:
    """The header of a Windows program."""
    head = bytearray(b"MZ".ljust(0x80, b"\0"))
    struct.pack_into("<I", head, 0x3C, 0x80)
    return bytes(head) + b"PE\0\0" + struct.pack("<H", {64: 0x8664, 32: 0x14C}[bits])


def workbook(version: str | None = XLWINGS, *, ribbon: bool = True) -> bytes:
    """A package with a ribbon and, where `version` is given, a VBA module that asks for that DLL."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr(zipfile.ZipInfo("xl/workbook.xml"), "<workbook/>")
        if ribbon:
            package.writestr(zipfile.ZipInfo("customUI/customUI14.xml"), "<customUI/>")
        if version:
            source = f'Attribute VB_Name = "xlwings"\r\nDeclare Function F Lib "xlwings64-{version}.dll" ()\r\n'
            package.writestr(zipfile.ZipInfo("xl/vbaProject.bin"), b"\xd0\xcf" + compress(source.encode()))
    return buffer.getvalue()


def blocked(_: tuple[str, ...]) -> Ran:
    """A guard that lets no program start."""
    return Ran(CANNOT_START, "[WinError 5] 拒绝访问。")
