"""The offline kit for office PCs: `python -m weibao.hosts.excel.kit FOLDER`.

Made on a computer with internet, from a checkout; carried to PCs without. The folder holds the scripts, the add-in,
the guide, the Windows wheels of everything, and SHA256SUMS of it all.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from packaging.utils import InvalidWheelFilename, parse_wheel_filename

import weibao
from weibao.atomic import replace_file
from weibao.documents.kit_guide import guide
from weibao.errors import WeibaoError
from weibao.hosts.excel.kit_pins import PYTHONS, KitError, pins, wheel_requirements
from weibao.hosts.excel.kit_scripts import scripts
from weibao.hosts.excel.system import System

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

GUIDE: Final = "安装说明.docx"
SUMS: Final = "SHA256SUMS"
WHEELS: Final = "wheels"
ADDIN: Final = "addin"
_LONG: Final = 3600


def build_kit(out: Path, build_addin: Callable[[Path], object], system: System | None = None) -> list[Path]:
    """Put the kit together in `out` and return its files, sorted; an earlier kit there is brought up to date.

    `build_addin` writes the add-in files into the folder it is given. Raises KitError where `out` holds something
    else, this is no checkout, or a wheel cannot be had.
    """
    system = system or System()
    if out.exists() and any(out.iterdir()) and not (out / SUMS).is_file():
        raise KitError(f"“{out}”里已有别的文件。请换一个空文件夹。")
    wheels = out / WHEELS
    wheels.mkdir(parents=True, exist_ok=True)
    # From here on the folder is known as ours, also where this run is cut off.
    (out / SUMS).touch()
    own = build_wheel(wheels, system)
    needed = {python: pins(wheel_requirements(own), python) for python in PYTHONS}
    for python, pinned in needed.items():
        _run(system, download_command(system, python, pinned, wheels), f"Python {python} 的 Windows 安装包")
    _drop_others(wheels, own, {pin for pinned in needed.values() for pin in pinned})
    (out / ADDIN).mkdir(exist_ok=True)
    build_addin(out / ADDIN)
    for name, content in {**scripts(), GUIDE: guide()}.items():
        with replace_file(out / name) as temporary:
            temporary.write_bytes(content)
    return [*write_sums(out), out / SUMS]


def build_wheel(folder: Path, system: System) -> Path:
    """weibao's own wheel, built from the checkout around this package."""
    root = Path(weibao.__file__).resolve().parent.parent.parent
    if not (root / "pyproject.toml").is_file():
        raise KitError("离线安装包要在 weibao 的源码文件夹里制作（那里有 pyproject.toml）。")
    for old in folder.glob("weibao-*.whl"):
        old.unlink()
    _run(system, wheel_command(system, root, folder), "weibao 自己的安装包")
    found = sorted(folder.glob("weibao-*.whl"))
    if len(found) != 1:
        raise KitError(f"{folder} 里没有生成 weibao 的 wheel。请看 python -m build 的输出。")
    return found[0]


def wheel_command(system: System, root: Path, folder: Path) -> list[str]:
    """The call that builds the wheel of the project at `root`."""
    return [str(system.python), "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(root)]


def download_command(system: System, python: str, pinned: Iterable[str], folder: Path) -> list[str]:
    """The call of pip that fetches the Windows wheels of exactly these packages for one Python."""
    return [
        str(system.python), "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input",
        "--only-binary=:all:", "--platform", "win_amd64", "--python-version", python, "--implementation", "cp",
        "--no-deps", "--dest", str(folder), *pinned,
    ]  # fmt: skip


def write_sums(folder: Path) -> list[Path]:
    """Write SHA256SUMS (as `sha256sum -c` reads it) of every file below `folder`; the files, sorted."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / SUMS)
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}" for path in files
    ]
    with replace_file(folder / SUMS) as temporary:
        temporary.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return files


def _drop_others(wheels: Path, own: Path, pinned: set[str]) -> None:
    """Wheels of an earlier kit, in other versions, would be taken by pip where they are newer."""
    for path in wheels.iterdir():
        try:
            name, version, _, _ = parse_wheel_filename(path.name)
        except InvalidWheelFilename:
            path.unlink()
            continue
        if path != own and f"{name}=={version}" not in pinned:
            path.unlink()


def _run(system: System, command: list[str], what: str) -> None:
    ran = system.run(*command, timeout=_LONG)
    if ran.code:
        raise KitError(f"没有得到{what}：\n{ran.output}\n请检查网络和磁盘空间后重新运行；已下载的不会再下载。")


def main(arguments: list[str]) -> int:
    """The command; 0 when the kit is complete, 2 when not."""
    if len(arguments) != 1:
        print("用法：python -m weibao.hosts.excel.kit 文件夹", file=sys.stderr)  # noqa: T201
        return 2
    from weibao.hosts.build import build

    try:
        files = build_kit(Path(arguments[0]), build)
    except WeibaoError as error:
        print(f"未能完成：{error}", file=sys.stderr)  # noqa: T201
        return 2
    size = sum(path.stat().st_size for path in files) / 1e6
    print(f"离线安装包已做好：{arguments[0]}（{len(files)} 个文件，{size:.0f} MB）。")  # noqa: T201
    print("请再放进一个 Python 的 Windows 安装程序（64 位，如 python-3.13.x-amd64.exe），整个文件夹拷到办公电脑。")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
