"""Builds weibao.oxt: the add-in of the functions and the menu, with all the Python that they need."""

from __future__ import annotations

import importlib.util
import io
import zipfile
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import weibao
from weibao.errors import WeibaoError
from weibao.hosts import actions as buttons
from weibao.hosts.libreoffice import menu_xcu, package_xml, typelib, xcu
from weibao.hosts.libreoffice.closure import closure
from weibao.resources import README, macros_dir, readme

if TYPE_CHECKING:
    from weibao.functions.spec import Function

EXTENSION_FILE = "weibao.oxt"
# What runs inside LibreOffice; all that these import comes with them.
ROOTS = (
    "weibao.functions.registry",
    "weibao.rulebook",
    "weibao.hosts.handlers",
    "weibao.hosts.libreoffice.names",
    "weibao.hosts.libreoffice.calls",
    "weibao.hosts.libreoffice.binding",
    "weibao.hosts.libreoffice.mending",
    "weibao.hosts.libreoffice.menu",
)
COMPONENT = "component.py"
# What LibreOffice itself reads, in its order: the component needs the types.
TYPES, ADDIN, MENU, PROTOCOL, JOBS = "weibao.rdb", "CalcAddIns.xcu", "Addons.xcu", "ProtocolHandler.xcu", "Jobs.xcu"
READ_BY_OFFICE = (TYPES, COMPONENT, ADDIN, MENU, PROTOCOL, JOBS)
PYTHONPATH = "pythonpath"

_PACKAGE = Path(weibao.__file__).parent
# The first moment that a zip can tell.
_DATE = (1980, 1, 1, 0, 0, 0)
# Of xlwings its core only: nothing under another licence, nothing for Excel, no binaries.
_XLWINGS_WITHOUT = {
    "pro", "rest", "ext", "addin", "html", "js", "__pycache__", "server.py", "reports.py", "cli.py", "com_server.py",
    "udfs.py", "_xlwindows.py", "_win32patch.py", "_xlmac.py", "mac_dict.py",
}  # fmt: skip


def build_oxt(functions: Sequence[Function], actions: Sequence[menu_xcu.Action]) -> bytes:
    """The extension for these functions and menu entries; the same input gives the same bytes.

    Raises WeibaoError where xlwings is not installed or something that it packs is missing.
    """
    files = own_files(functions, actions)
    return _zipped(files | {f"{PYTHONPATH}/{name}": data for name, data in _xlwings().items()})


def own_files(functions: Sequence[Function], actions: Sequence[menu_xcu.Action]) -> dict[str, bytes]:
    """What the extension holds by path, without xlwings; in the order of the file."""
    files = {
        "META-INF/manifest.xml": package_xml.manifest_xml(READ_BY_OFFICE).encode(),
        "description.xml": package_xml.description_xml(weibao.__version__).encode(),
        package_xml.DESCRIPTION_FILE: package_xml.DESCRIPTION.encode(),
        TYPES: typelib.type_library(functions),
        "weibao.idl": typelib.idl(functions).encode(),
        ADDIN: xcu.addin_xcu(functions).encode(),
        MENU: menu_xcu.menu_xcu(actions).encode(),
        PROTOCOL: menu_xcu.protocol_xcu().encode(),
        JOBS: menu_xcu.jobs_xcu().encode(),
        COMPONENT: Path(__file__).with_name(COMPONENT).read_bytes(),
    }
    return files | {f"{PYTHONPATH}/{name}": data for name, data in _core().items()}


def _core() -> dict[str, bytes]:
    """The part of weibao that runs inside LibreOffice, with its data, by path below pythonpath/."""
    modules = closure(_PACKAGE, ROOTS, allowed=("xlwings", "uno", "unohelper"))
    data = {path.relative_to(_PACKAGE.parent).as_posix(): path.read_bytes() for path in modules.values()}
    data |= {
        path.relative_to(_PACKAGE.parent).as_posix(): path.read_bytes()
        for path in sorted((_PACKAGE / "rulebook" / "calendar").glob("*.toml"))
    }
    if buttons.__name__ in modules:
        data[f"weibao/_data/macros/{buttons.RIBBON}"] = (macros_dir() / buttons.RIBBON).read_bytes()
    data[f"weibao/_data/{README}"] = readme().read_bytes()
    return data | {"weibao/LICENSE": _licence("weibao", "LICENSE")}


def _xlwings() -> dict[str, bytes]:
    """The core of the installed xlwings with its licence, by path below pythonpath/."""
    found = importlib.util.find_spec("xlwings")
    if found is None or found.origin is None:
        raise WeibaoError("打包 weibao.oxt 需要 xlwings，这个 Python 里没有。请先运行 pip install weibao[excel]。")
    folder = Path(found.origin).parent
    data = {
        path.relative_to(folder.parent).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.py"))
        if not _XLWINGS_WITHOUT & set(path.relative_to(folder).parts)
    }
    return data | {"xlwings/LICENSE.txt": _licence("xlwings", "LICENSE.txt")}


def _licence(distribution: str, name: str) -> bytes:
    for file in metadata.files(distribution) or ():
        if file.name == name:
            return Path(str(file.locate())).read_bytes()
    raise WeibaoError(f"打包 weibao.oxt 时找不到 {distribution} 的许可证文件 {name}。请重新安装 {distribution}。")


def _zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.create_system = 0  # else it tells on which system the file was made
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, data)
    return buffer.getvalue()
