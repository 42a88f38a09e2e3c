"""Where the add-in's parts lie on an office PC, and what an installation remembers of what stood there before."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from weibao.atomic import replace_file
from weibao.hosts.excel.system import InstallError

if TYPE_CHECKING:
    from weibao.hosts.excel.system import System

ADDIN: Final = "weibao.xlam"
EXTENSION: Final = "weibao.oxt"
# What xlwings.bas must be told; the functions' module is named in our own VBA and the rest has good defaults.
INTERPRETER: Final = "INTERPRETER_WIN"
_SCHEMA: Final = "weibao.install/1"


def startup_folder(system: System) -> Path:
    """The user's XLSTART.

    Chosen over AddIns with an OPEN value in the registry: Excel opens what lies there and trusts it, in every version,
    without administrator and without numbered registry values that Excel rewrites when it ends; updates leave it alone.
    """
    return system.folder("APPDATA") / "Microsoft" / "Excel" / "XLSTART"


def settings_path(system: System) -> Path:
    """The user's xlwings.conf, where xlwings.bas looks for it."""
    return system.folder("USERPROFILE") / ".xlwings" / "xlwings.conf"


def memory_path(system: System) -> Path:
    """Our own note of what was installed."""
    return system.folder("LOCALAPPDATA") / "weibao" / "install.json"


def dll_names(version: str) -> tuple[str, str]:
    """The DLLs that an add-in of this version of xlwings asks for, for a 64-bit and for a 32-bit Excel."""
    return f"xlwings64-{version}.dll", f"xlwings32-{version}.dll"


def dll_folders(system: System) -> tuple[Path, Path]:
    """The two folders in which xlwings.bas looks for its DLL: beside the interpreter, and one up (a venv's top)."""
    folder = system.python.parent
    return folder, folder.parent


@dataclass(slots=True)
class Memory:
    """What an installation set and what stood there before, so that it can be taken back.

    `lines` are the lines of xlwings.conf that we wrote, by key, the present one last; `was` is what the user had there
    (None where there was no such line); `copied` are the DLLs that we placed.
    """

    lines: dict[str, list[bytes]] = field(default_factory=dict)
    was: dict[str, bytes | None] = field(default_factory=dict)
    copied: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> Memory:
        """The note at `path`, an empty one where there is none. Raises InstallError where it is damaged."""
        try:
            data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            if data["schema"] != _SCHEMA:
                raise ValueError(data["schema"])
            return cls(
                {key: [str(text).encode("latin-1") for text in texts] for key, texts in data["lines"].items()},
                {key: None if text is None else str(text).encode("latin-1") for key, text in data["was"].items()},
                [str(name) for name in data["copied"]],
            )
        except FileNotFoundError:
            return cls()
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InstallError(
                f"安装记录 {path} 已损坏，不能确定原来的设置。请打开 xlwings.conf 核对 {INTERPRETER} 一行，"
                "删除这个记录文件后重新运行。"
            ) from error

    def write(self, path: Path) -> None:
        # latin-1 keeps the bytes of any code page.
        data = {
            "schema": _SCHEMA,
            "lines": {key: [text.decode("latin-1") for text in texts] for key, texts in self.lines.items()},
            "was": {key: None if text is None else text.decode("latin-1") for key, text in self.was.items()},
            "copied": self.copied,
        }
        with replace_file(path) as temporary:
            temporary.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
