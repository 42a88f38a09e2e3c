"""The computer as the installer and the doctor see it: one small object, so that tests can simulate an office PC.

Ordinary files are read and written through `pathlib`; their folders come from the environment, hence from here too.
"""

from __future__ import annotations

import importlib
import os
import re
import shutil
import struct
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from weibao.errors import WeibaoError
from weibao.system_words import reading_words

RegistryValue = str | int | bytes | list[str]
CANNOT_START = -1
TOO_LONG = -2
# The same key can hold different things for 64-bit and 32-bit programs; Office may be either.
_VIEWS = ("KEY_WOW64_64KEY", "KEY_WOW64_32KEY")
_HIVES = {"HKCU": "HKEY_CURRENT_USER", "HKLM": "HKEY_LOCAL_MACHINE", "HKCR": "HKEY_CLASSES_ROOT"}
_MARK = "Zone.Identifier"


class InstallError(WeibaoError):
    """The add-in cannot be put in place or taken away: says what stands in the way and what to do."""


class Ran(NamedTuple):
    """How a program ended: its exit code (CANNOT_START, TOO_LONG) and what it printed, or why it could not start."""

    code: int
    output: str


class System:
    """This computer. `platform` is sys.platform's word."""

    @property
    def platform(self) -> str:
        return sys.platform

    @property
    def windows(self) -> bool:
        return self.platform == "win32"

    @property
    def name(self) -> str:
        """The system's name for people."""
        return {"win32": "Windows", "darwin": "macOS"}.get(self.platform, "Linux")

    @property
    def ansi(self) -> str:
        """The encoding of text files that VBA reads and writes: the system's own code page on Windows."""
        return "mbcs" if self.windows else "utf-8"

    @property
    def root(self) -> bool:
        """Whether this is the superuser of a Unix."""
        return bool(getattr(os, "geteuid", lambda: 1)() == 0)

    # --- Python ------------------------------------------------------------------------------------
    @property
    def python(self) -> Path:
        """The interpreter that runs us, the one with a console."""
        path = Path(sys.executable)
        console = path.with_name("python.exe")
        return console if path.name.lower() == "pythonw.exe" and console.exists() else path

    @property
    def python_version(self) -> tuple[int, int, int]:
        return sys.version_info[:3]

    @property
    def python_bits(self) -> int:
        return struct.calcsize("P") * 8

    def installed(self, distribution: str) -> str | None:
        """The version of an installed package, None where it is missing."""
        try:
            return metadata.version(distribution)
        except metadata.PackageNotFoundError:
            return None

    def package_file(self, distribution: str, name: str) -> Path | None:
        """Where the file `name` of an installed package lies, None where it has no such file on the disk."""
        try:
            files = metadata.files(distribution) or []
        except metadata.PackageNotFoundError:
            return None
        found = (Path(str(file.locate())).resolve() for file in files if file.name == name)
        return next((path for path in found if path.is_file()), None)

    # --- environment and programs ------------------------------------------------------------------
    def env(self, name: str) -> str:
        """An environment variable, "" where it is not set."""
        return os.environ.get(name, "")

    def folder(self, variable: str) -> Path:
        """The folder that an environment variable names. Raises InstallError where it is not set."""
        if not (value := self.env(variable)):
            raise InstallError(f"环境变量 {variable} 没有设置，找不到用户的文件夹。请用平常登录的账号重新运行。")
        return Path(value)

    def expand(self, text: str) -> str:
        """`text` with every %VARIABLE% that is set put in."""
        return re.sub("%([^%]+)%", lambda found: self.env(found[1]) or found[0], text)

    def which(self, program: str) -> Path | None:
        """A program on the search path."""
        found = shutil.which(program)
        return Path(found) if found else None

    def run(self, *command: str | Path, timeout: float = 60) -> Ran:
        """Run a program without a window and wait; never raises."""
        try:
            done = subprocess.run(  # noqa: S603
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                timeout=timeout,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                env=_outside_environment(),
            )
        except subprocess.TimeoutExpired:
            return Ran(TOO_LONG, f"{timeout:g} 秒内没有结束")
        except OSError as error:
            return Ran(CANNOT_START, reading_words(error))
        return Ran(done.returncode, done.stdout.strip())

    # --- the mark of a downloaded file ---------------------------------------------------------------
    def has_mark(self, path: Path) -> bool:
        """Whether Windows remembers that the file came from the internet or by mail."""
        return Path(f"{path}:{_MARK}").is_file()

    def remove_mark(self, path: Path) -> bool:
        """Take the mark from a file of ours; False where it had none. Raises OSError."""
        if not self.has_mark(path):
            return False
        Path(f"{path}:{_MARK}").unlink()
        return True

    # --- registry ------------------------------------------------------------------------------------
    def value(self, key: str, name: str = "") -> RegistryValue | None:
        """A value of the registry, the key's own one without `name`; `key` begins with HKCU, HKLM or HKCR."""
        wanted = name.lower()
        return next((value for found, value in self.values(key).items() if found.lower() == wanted), None)

    def values(self, key: str) -> dict[str, RegistryValue]:
        """All values of a key in both views, the 64-bit one first; empty where there is no registry or no such key."""
        found: dict[str, RegistryValue] = {}
        for registry, opened in self._open(key):
            with opened:
                for index in range(registry.QueryInfoKey(opened)[1]):
                    name, value, _ = registry.EnumValue(opened, index)
                    if value is not None:
                        found.setdefault(name, value)
        return found

    def subkeys(self, key: str) -> list[str]:
        """The names of the keys below a key, in both views."""
        found: dict[str, None] = {}
        for registry, opened in self._open(key):
            with opened:
                found.update((registry.EnumKey(opened, n), None) for n in range(registry.QueryInfoKey(opened)[0]))
        return list(found)

    def _open(self, key: str) -> list[tuple[Any, Any]]:
        if not self.windows:
            return []
        # Only Windows has the module; imported by name, it is checked and tested everywhere else too.
        registry = importlib.import_module("winreg")
        hive, _, rest = key.partition("\\")
        opened = []
        for view in _VIEWS:
            try:
                access = registry.KEY_READ | getattr(registry, view)
                opened.append((registry, registry.OpenKey(getattr(registry, _HIVES[hive]), rest, 0, access)))
            except OSError:
                continue
        return opened


def _outside_environment() -> dict[str, str]:
    """The environment without our virtual one: LibreOffice would take its Python for its own, and fail."""
    own = str(Path(sys.executable).parent) if sys.prefix != sys.base_prefix else ""
    kept = {
        name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME")
    }
    folders = kept.get("PATH", "").split(os.pathsep)
    return kept | {"PATH": os.pathsep.join(folder for folder in folders if folder.rstrip("/\\") != own or not own)}
