"""Which packages, in which versions, an office PC with Windows needs: computed from what is installed here.

The requirements are followed from weibao's own wheel through the metadata of the installed packages, with every
condition (`; sys_platform == "win32"` …) judged for Windows and the Python asked about, not for this computer.
"""

from __future__ import annotations

import zipfile
from email.parser import BytesParser
from importlib import metadata
from typing import TYPE_CHECKING, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from weibao.errors import WeibaoError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# The Pythons that the kit serves; wheels are made for one of them each.
PYTHONS: Final = ("3.11", "3.12", "3.13")
EXTRA: Final = "excel"
# What only Windows needs and other systems do not install.
WINDOWS_ONLY: Final = {"colorama": "0.4.6", "pywin32": "312"}


class KitError(WeibaoError):
    """The offline kit cannot be put together: says what is missing and what to do."""


def environment(python: str) -> dict[str, str]:
    """What conditions of requirements see on Windows (64 bits) with CPython `python`, such as "3.12"."""
    return {
        "implementation_name": "cpython",
        "implementation_version": f"{python}.0",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "platform_release": "10",
        "platform_system": "Windows",
        "platform_version": "10.0.19045",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "win32",
    }


def wheel_requirements(wheel: Path) -> tuple[str, ...]:
    """The requirements that a wheel declares. Raises KitError where it is none."""
    try:
        with zipfile.ZipFile(wheel) as package:
            name = next(name for name in package.namelist() if name.endswith(".dist-info/METADATA"))
            message = BytesParser().parsebytes(package.read(name))
    except (OSError, zipfile.BadZipFile, StopIteration) as error:
        raise KitError(f"{wheel} 不是完好的 wheel 文件。请重新生成。") from error
    return tuple(message.get_all("Requires-Dist", []))


def pins(requirements: Iterable[str], python: str) -> tuple[str, ...]:
    """`name==version` of everything that the requirements of weibao (with its extra for Excel) bring, sorted.

    Raises KitError naming a package that is neither installed here nor in our table for Windows, or whose version
    here does not satisfy a requirement.
    """
    judged = environment(python)
    waiting = [(Requirement(text), frozenset({EXTRA}), "weibao") for text in requirements]
    seen: set[tuple[str, str]] = set()
    versions: dict[str, str] = {}
    while waiting:
        requirement, extras, by = waiting.pop()
        if not _applies(requirement, judged, extras):
            continue
        name = canonicalize_name(requirement.name)
        version, below = _installed(name, requirement, by)
        versions[name] = version
        for extra in ("", *requirement.extras):
            if (name, extra) not in seen:
                seen.add((name, extra))
                waiting += [(Requirement(text), frozenset({extra}), name) for text in below]
    return tuple(f"{name}=={version}" for name, version in sorted(versions.items()))


def _applies(requirement: Requirement, judged: dict[str, str], extras: frozenset[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({**judged, "extra": extra}) for extra in extras)


def _installed(name: str, requirement: Requirement, by: str) -> tuple[str, list[str]]:
    """Version and further requirements of a package."""
    try:
        version, below = metadata.version(name), metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        if name not in WINDOWS_ONLY:
            raise KitError(
                f"{by} 在 Windows 上需要 {requirement}，这里没有装，版本表里也没有。"
                "请先装上它，或在 kit_pins.py 的 WINDOWS_ONLY 里写明版本。"
            ) from None
        version, below = WINDOWS_ONLY[name], []
    if not requirement.specifier.contains(version, prereleases=True):
        raise KitError(f"{by} 需要 {requirement}，而这里的 {name} 是 {version}。请先把这里的环境装好（make setup）。")
    return version, below
